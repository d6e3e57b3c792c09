"""Candidates: what knowledge files, the parser's recogniser and capital letters each propose as names."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from operator import itemgetter
from typing import Literal

from servanda.codebook.sectors import sector_of_head
from servanda.knowledge.countries import country_named
from servanda.knowledge.given_names import is_given_name
from servanda.knowledge.leaders import people_with_surname
from servanda.knowledge.offices import office_named
from servanda.knowledge.places import places_named
from servanda.reading.gazetteer import Gazetteer, Known
from servanda.reading.nouns import is_actor_noun
from servanda.reading.parser import NamedSpan
from servanda.reading.place_names import institution_words
from servanda.reading.reading import Sentence, Token

NameType = Literal["person", "country", "adjective", "people", "capital", "seat", "organisation", "place", "ethnic"]
_LABELS: dict[str, NameType] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place",
}  # fmt: skip
_HONORIFICS = frozenset(
    """
    mr mr. mrs mrs. ms ms. dr dr. sir lord lady dame sheikh madam prof. h.e. daw datuk dato shri smt khun monsieur madame
    señor señora herr frau signor signora maulana mullah haji hajji sayyid
    """.split()
)
LOCATIVE = frozenset(
    """
    in at near from outside around through across off toward towards into inside via
    """.split()
)
PLAINLY_LOCATIVE = frozenset(["in", "at", "near", "outside"])
_LEADING = re.compile(r"(?:the|a|an|his|her|their|its|our|near)\s+", re.IGNORECASE)
_GIVEN = re.compile(r"\b([A-Z][a-z]+) $")
_DASH = re.compile(r"\s(?:--?|—|–)(?=\s)")
_SCORE = re.compile(r"\s\d{1,3}[-–]\d{1,3}$")
_ABSTRACT = re.compile(r"(?:tion|ment|ness|ity|ings?|ance|ence|ship|ism|ics|ology)s?$")
_MATTER = re.compile(r"(?:tion|ment|ness|bility|ship|ism|ology)$")
_FUNDS = frozenset(
    "fund trust initiative network center centre alliance coalition forum council mission team division".split()
)
_TITLE_CASE = 0.8
_RULE = re.compile(
    r"\s+(?:Administration|Government|Regime|Cabinet|Presidency|Campaign|Doctrine|Family|Era)$", re.IGNORECASE
)
_LEAD = re.compile(r"^[\s•*–-]*(?:\d+[.)]\s*)?(?=[A-Z][A-Za-z]*[a-z])[A-Z][^\n:.]*? [^\n:.]*:", re.MULTILINE)
_TRAILING = re.compile(r"(?:\s+|\s*(?:['’]s?|[^\w\s)])|\s+(?:of|for|and|in))$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch proposed as a name.

    `rank` is -1 where its words make it certain, 0 for knowledge, 1 for the recogniser, 2 for capital letters alone.
    """

    start: int
    end: int
    type: NameType
    known: tuple[Known, ...]
    rank: int


def known_names(text: str, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Propose every name that the knowledge files hold."""
    for match in gazetteer.matches(text):
        yield Candidate(match.start, match.end, _type_of(match.known), match.known, 0)


def _type_of(known: Sequence[Known]) -> NameType:
    """Return what a known name stands for first: countries before organisations, people and places."""
    order: list[NameType] = [
        "country",
        "capital",
        "seat",
        "adjective",
        "people",
        "organisation",
        "person",
        "place",
        "ethnic",
    ]
    return min((k.kind for k in known), key=order.index)


def recognised_names(text: str, recognised: Iterable[NamedSpan], common: Set[str]) -> Iterator[Candidate]:
    """Propose what the recogniser took for names, trimmed; `common` holds the words that the text has in small letters."""
    for name in recognised:
        kind = _LABELS.get(name.label)
        if kind is None:
            continue
        start, end = _trimmed(text, name.start, name.end)
        rule = _RULE.search(text[start:end])
        if rule and (kind == "person" or people_with_surname(text[start : start + rule.start()])):
            kind, end = "person", start + rule.start()
        if kind in ("person", "organisation") and (behind := _behind_place(text, start, end)) > start:
            kind, start = "person", behind
        if (comma := text.find(", ", start, end)) > 0 and country_named(text[start:comma]):
            kind, start = "person", comma + 2
        given = _GIVEN.search(text[max(0, start - 20) : start]) if " " not in text[start:end] else None
        if given and kind != "place" and is_given_name(given.group(1)) and text[start:end].istitle():
            kind, start = "person", start - len(given.group())
        words = text[start:end]
        if end - start < 2 or not any(c.isupper() for c in words) or "\n" in words or words.startswith(("of ", "for ")):
            continue
        if (
            words.lower().rstrip(".") in institution_words()["nobody"]
            or words.split()[-1].lower() in institution_words()["documents"]
        ):
            continue
        if _is_group_of_state(words) or (
            words.lower() in common and (kind == "person" or is_actor_noun(words.lower()))
        ):
            continue
        if kind == "organisation" and words.istitle() and words.isalpha() and people_with_surname(words):
            kind = "person"
        if kind == "person" and ((words.isupper() and len(words) < 5) or any(c.isdigit() for c in words)):
            kind = "organisation"
        yield Candidate(start, end, kind, (), 1)


def _behind_place(text: str, start: int, end: int) -> int:
    """Return where a person's name begins behind a country's or region's: "the Middle East Tobias Ellwood"."""
    words = text[start:end].split(" ")
    for count in range(min(3, len(words) - 2), 0, -1):
        place = " ".join(words[:count])
        named = country_named(place) is not None or (
            count > 1 and any(p.feature == "region" for p in places_named(place))
        )
        if named and len(words) == count + 2 and is_given_name(words[count]) and not is_given_name(words[0]):
            return start + len(place) + 1
    return start


def _is_group_of_state(words: str) -> bool:
    """Whether a recognised name is a group of a state, and not a name: "Delegations of Saudi Arabia"."""
    group, _, state = words.partition(" of ")
    return group.lower().endswith("s") and is_actor_noun(group.lower()) and country_named(state) is not None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of a name without article, possessive ending, or titles in front."""
    lead = _LEADING.match(text, start, end)
    start = lead.end() if lead else start
    if ")" not in text[start:end]:
        end = start + len(text[start:end].partition("(")[0])
    if dash := _DASH.search(text, start, end):
        end = dash.start()
    if score := _SCORE.search(text[start:end]):
        end = start + score.start()
    while trail := _TRAILING.search(text[start:end]):
        if text[start:end].endswith(".") and "." in text[start : end - 1]:
            break
        end = start + trail.start()
    words = text[start:end].split(" ")
    while len(words) > 1 and is_title(words[0]):
        start += len(words[0]) + 1
        words = words[1:]
    return start, end


def is_title(word: str) -> bool:
    """Return whether a word is an honorific or an office that stands before a name."""
    if word.lower() in _HONORIFICS:
        return True
    office = office_named(word)
    return office is not None and office.personal


def capitalised_names(
    text: str, tokens: Sequence[Token], sentences: Sequence[Sentence], common: Set[str]
) -> Iterator[Candidate]:
    """Propose runs of proper nouns that nothing else explains, typed by the words around them; none in headings.

    `common` holds the words that the text has in small letters: what is built of them only is no name.
    """
    run: list[Token] = []
    leads = [match.span() for match in _LEAD.finditer(text)]
    titles = list(_in_title_case(tokens, sentences))
    for token in [*tokens, None]:
        proper = token is not None and token.tag in ("NNP", "NNPS") and token.text[:1].isupper()
        proper = proper and token is not None and sentences[token.sentence].form not in ("heading", "credit")
        if proper and token is not None and (not run or run[-1].sentence == token.sentence):
            run.append(token)
            continue
        while run and (is_title(run[0].text) or run[0].text.lower().rstrip(".") in institution_words()["nobody"]):
            run.pop(0)
        named = run and not all(word.text.lower() in common for word in run)
        named = named and not _is_within(run[0].start, leads) and not _is_within(run[0].start, titles)
        if named and _may_be_name(text, tokens, run):
            yield Candidate(run[0].start, run[-1].end, _guess(text, tokens, run), (), 2)
        run = [token] if proper and token is not None else []


def _in_title_case(tokens: Sequence[Token], sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Yield the sentences in which nearly every longer word has a capital, as in headings."""
    for sentence in sentences:
        words = [t.text for t in tokens[sentence.first : sentence.last] if t.text.isalpha() and len(t.text) > 3]
        if len(words) > 3 and sum(word[0].isupper() for word in words) / len(words) > _TITLE_CASE:
            yield sentence.start, sentence.end


def _is_within(offset: int, stretches: Sequence[tuple[int, int]]) -> bool:
    """Whether an offset is in one of the stretches, which stand in order and do not overlap."""
    at = bisect_right(stretches, offset, key=itemgetter(0)) - 1
    return at >= 0 and offset < stretches[at][1]


def _may_be_name(text: str, tokens: Sequence[Token], run: list[Token]) -> bool:
    """Whether a run of capitalised words names somebody: no treaty, no group noun, no mere modifier of a noun."""
    last = run[-1]
    if any(any(c.isdigit() for c in t.text) and "." in t.text for t in run):
        return False
    if len(last.text) < 2 or any(t.text.lower().rstrip(".") in institution_words()["nobody"] for t in run):
        return False
    if len(run) == 1 and (last.tag == "NNPS" or _ABSTRACT.search(last.text)) and not is_given_name(last.text):
        return False
    if len(run) > 1 and _MATTER.search(last.text) and not is_given_name(run[0].text):
        return False
    if len(run) == 1 and (is_actor_noun(last.text.lower()) or last.text.lower() in institution_words()["bodies"]):
        return False
    if last.text.lower() in institution_words()["documents"] or (last.tag == "NNPS" and sector_of_head(last.text)):
        return False
    outside = tokens[last.head]
    modifies = last.dep in ("compound", "amod", "nmod") and outside.pos == "NOUN" and outside.text.islower()
    return not (modifies and len(run) == 1) and text[last.end : last.end + 1] != "-"


def _guess(text: str, tokens: Sequence[Token], run: list[Token]) -> NameType:
    """Return what a name that nobody knows most likely names, by the words around it."""
    before = tokens[run[0].i - 1] if run[0].i else None
    words = text[run[0].start : run[-1].end]
    if before is not None and is_title(before.text):
        return "person"
    if len(run) == 1 and people_with_surname(words):
        return "person"
    if before is not None and before.lemma in PLAINLY_LOCATIVE:
        return "place"
    if before is not None and before.lemma in LOCATIVE and places_named(words):
        return "place"
    last = run[-1].text.lower()
    body = len(run) > 1 and (last in institution_words()["bodies"] or last in _FUNDS)
    return "organisation" if body or (words.isupper() and len(words) > 1) else "person"
