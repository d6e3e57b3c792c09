"""Place names that neither the gazetteer's list nor the recogniser finds: datelines, abbreviated states, local towns."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path

from servanda.knowledge.divisions import divisions_named, load_abbreviations
from servanda.knowledge.forms import place_key
from servanda.knowledge.given_names import is_given_name
from servanda.knowledge.places import places_named
from servanda.reading.blocks import CAPITALS
from servanda.reading.named_after import named_after
from servanda.reading.reading import Token

_FILE = Path(__file__).parent / "data" / "institutions.toml"
_DATELINE = re.compile(
    rf"(?<![\w,-] )(?<!\w)(?P<place>[{CAPITALS}][{CAPITALS}.'’]+(?:[ -][{CAPITALS}][{CAPITALS}.'’]+){{0,3}})"
    r"(?:, (?P<larger>[A-Z][a-z]+\.?(?: [A-Z][a-z]+)?|(?:[A-Z]\. ?){2}))?"
    r"(?:, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:, \d{4})?)?"
    r"(?: \((?:[A-Z][\w./]+ ?){1,4}\))?(?:\s+(?:--|—|–|-|_)|:)"
)
_AGENCY_DATELINE = re.compile(
    rf"(?<!\w)(?P<place>[{CAPITALS}][{CAPITALS}.'’]+(?:[ -][{CAPITALS}][{CAPITALS}.'’]+){{0,2}})"
    r"(?:, (?P<larger>[A-Z][a-z]+\.?(?: [A-Z][a-z]+)?))?"
    r" \((?:[A-Z]{2,5}|Reuters|dpa|Xinhua|Bloomberg)\)\s+(?:--|—|–|-)"
)
_FIRST_WORDS = re.compile(
    r"\A\s*(?:\((?P<place>[A-Z][a-z]+(?: [A-Z][a-z]+){0,2})\) (?:--|—|–|-)|(?P<shouted>[A-Z]{4,}) (?=[A-Z][a-z]))(?P<larger>)"
)
_NAME = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}"
_COUNTY = re.compile(rf"(?:(?P<list>{_NAME}(?:, {_NAME})*),? and (?P<last>{_NAME}) counties|(?P<one>{_NAME}) County)\b")
_SEAT = re.compile(rf"\b[RD]-(?P<town>{_NAME})\b")
_SITE = re.compile(
    r"\b(?:on|at|in|along|near|down|to|from|of|off|the) (?P<site>(?:\d{1,5} )?(?:[NSEW]\. )?(?:[A-Z][\w'’-]+ ){1,3}"
    r"(?:Street|St\.|Avenue|Ave\.|Road|Rd\.|Drive|Lane|Boulevard|Blvd\.|Parkway|Terrace|Estate|"
    r"Local Government Area|LGA))(?!\w)"
)
_VILLAGE_NAME = r"(?!(?:The|A|An|This|That|Each|Every|One|Another)\b)[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?"
_VILLAGE = re.compile(rf"\b(?:(?P<before>{_VILLAGE_NAME}) village|village of (?P<after>{_VILLAGE_NAME}))\b")
_HEADED = re.compile(
    rf"(?<![\w.] )\b(?P<town>{_VILLAGE_NAME}) (?:Mayor|Gov\.|Governor|Sheriff|Police Chief|Fire Chief|Councillor|Coun\.) [A-Z]"
)
_FIGURATIVE = frozenset(("Wall Street", "Downing Street", "Fleet Street", "Main Street", "High Street"))
_GOVERNED = ("province", "state", "county")
_MODIFYING = frozenset(("compound", "nmod", "amod", "poss"))
_WORDS_TOO = frozenset(
    """
    Miss. Mass. Wash. Ill. Ark. Del. Ore. Cal. Man. Pa. La. Wis. Tas. Vic. Mo. Ind. Penn. Mont. Md. Ga. Va. Vt.
    """.split()
)


def find_place_names(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of names that stand as a place does and that a gazetteer knows."""
    yield from _abbreviated(text)
    yield from _datelines(text)
    yield from ((start, end) for start, end, _ in find_counties(text))
    yield from (m.span("town") for m in _SEAT.finditer(text) if places_named(m["town"]))
    yield from (m.span("site") for m in _SITE.finditer(text) if m["site"] not in _FIGURATIVE)
    yield from (m.span("town") for m in _HEADED.finditer(text) if _is_headed(m["town"]))
    yield from (m.span("before") if m["before"] else m.span("after") for m in _VILLAGE.finditer(text))
    yield from _local(text, tokens)


def find_counties(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, full name) of counties, also in lists: "Clark" in "Clark and Madison counties" is one."""
    for match in _COUNTY.finditer(text):
        if match["one"]:
            spans = [_shortest(text, match.start("one"), match.end())]
        else:
            items = re.finditer(_NAME, match["list"])
            spans = [(match.start("list") + m.start(), match.start("list") + m.end()) for m in items]
            spans.append(match.span("last"))
        for start, end in spans:
            full = text[start:end] if match["one"] else f"{text[start:end]} County"
            if divisions_named(place_key(full)):
                yield start, end, full


def _shortest(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the end of a capitalised stretch that is a county's name, the longest that is one."""
    while not divisions_named(place_key(text[start:end])) and " " in text[start : end - len(" County")]:
        start = text.index(" ", start) + 1
    return start, end


def _abbreviated(text: str) -> Iterator[tuple[int, int]]:
    """Yield abbreviated states; those that are words or names too only behind a comma: "Jackson, Miss.".

    Behind a number, as in "500 BC", there is none.
    """
    for match in _states().finditer(text):
        if text[: match.start()].rstrip(" ")[-1:].isdigit():
            continue
        if match.group() not in _WORDS_TOO or text[: match.start()].endswith((", ", ",")):
            yield match.span()


@cache
def _states() -> re.Pattern[str]:
    forms = sorted((form for state in load_abbreviations() for form in state.forms), key=len, reverse=True)
    return re.compile(rf"(?<![\w.])(?:{'|'.join(re.escape(form) for form in forms)})(?!\w)")


def _is_headed(words: str) -> bool:
    """Whether a place that has a mayor, a governor or a sheriff is called so."""
    return not is_given_name(words) and any(p.population > 0 or p.feature in _GOVERNED for p in places_named(words))


def is_state_form(words: str) -> bool:
    """Return whether the words are how newspapers abbreviate a state or province: "Calif.", "BC"."""
    return _states().fullmatch(words) is not None


def _datelines(text: str) -> Iterator[tuple[int, int]]:
    for match in chain(_DATELINE.finditer(text), _AGENCY_DATELINE.finditer(text), _FIRST_WORDS.finditer(text)):
        group = "place" if match["place"] else "shouted"
        if places_named(match[group].title()):
            yield match.span(group)
            if match["larger"] and places_named(match["larger"]):
                yield match.span("larger")


def _local(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield towns before a noun that says who or what is there: "a Winona man", "Newark police"."""
    run: list[Token] = []
    for token in tokens:
        if (
            token.tag in ("NNP", "NNPS", "NN", "JJ")
            and token.text[:1].isupper()
            and (not run or run[-1].sentence == token.sentence)
        ):
            run.append(token)
            continue
        if run and token.text in local_nouns() and run[-1].sentence == token.sentence:
            while len(run) > 1 and run[0].tag in ("NN", "JJ"):
                run.pop(0)
            words = text[run[0].start : run[-1].end]
            plain = token.text in institution_words()["inhabitants"]
            fits = plain or (run[-1].dep in _MODIFYING and run[-1].tag != "JJ" and not is_given_name(words))
            if len(run) < 4 and fits and any(p.population > 0 for p in places_named(words)):
                yield run[0].start, run[-1].end
        run = []


@cache
def institution_words() -> Mapping[str, frozenset[str]]:
    """Return the packaged words of institutions: public bodies, private firms, and what is local to a town."""
    return {kind: frozenset(words) for kind, words in tomllib.loads(_FILE.read_text("utf-8")).items()}


def names_site(words: str) -> bool:
    """Return whether the last word of a longer name tells that it is a place: a street, a hospital, a mountain, a village."""
    *before, last = words.lower().split() or [""]
    kinds = (
        institution_words()["facilities"] | institution_words()["landforms"] | named_after()["sites"] | {"lga", "area"}
    )
    return bool(before) and last in kinds


def local_nouns() -> frozenset[str]:
    """Return the nouns that a town's name stands before to say where somebody or something is."""
    return institution_words()["local"]
