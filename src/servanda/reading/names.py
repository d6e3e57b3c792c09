"""Names: every stretch of a text that names somebody or some place, each once, with what it may stand for."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import Literal

from servanda.codebook.sectors import sector_of_head
from servanda.knowledge import organisations
from servanda.knowledge.countries import country_named
from servanda.knowledge.given_names import is_given_name
from servanda.knowledge.leaders import people_with_surname
from servanda.knowledge.offices import office_named
from servanda.knowledge.places import places_named
from servanda.reading.defined import bodiless_abbreviations, speaks_of_fighting
from servanda.reading.gazetteer import Gazetteer, Known
from servanda.reading.nouns import is_actor_noun
from servanda.reading.parser import NamedSpan
from servanda.reading.place_names import find_place_names, institution_words
from servanda.reading.portfolios import find_departments, offices_linked
from servanda.reading.reading import Sentence, Token
from servanda.reading.ships import find_ships

NameType = Literal["person", "country", "adjective", "people", "capital", "seat", "organisation", "place", "ethnic"]

_LABELS: dict[str, NameType] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place",
}  # fmt: skip
_HONORIFICS = frozenset(
    """
    mr mr. mrs mrs. ms ms. dr dr. sir lord lady dame sheikh madam prof. h.e.
    """.split()
)
_LOCATIVE = frozenset(
    """
    in at near from outside around through across off toward towards into inside via
    """.split()
)
_PLAINLY_LOCATIVE = frozenset(["in", "at", "near", "outside"])
_LEADING = re.compile(r"(?:the|a|an|his|her|their|its|our|near)\s+", re.IGNORECASE)
_GIVEN = re.compile(r"\b([A-Z][a-z]+) $")
_SCORE = re.compile(r"\s\d{1,3}[-–]\d{1,3}$")
_TITLE_CASE = 0.8
_RULE = re.compile(
    r"\s+(?:Administration|Government|Regime|Cabinet|Presidency|Campaign|Doctrine|Family|Era)$", re.IGNORECASE
)
_LEAD = re.compile(r"^[\s•*–-]*(?:\d+[.)]\s*)?(?=[A-Z][A-Za-z]*[a-z])[A-Z][^\n:.]*? [^\n:.]*:", re.MULTILINE)
_DEEDS = re.compile(r"\b(?:Operation|Exercise)(?: [A-Z][\w-]*)+")
_TRAILING = re.compile(r"(?:\s+|\s*(?:['’]s?|[^\w\s)])|\s+(?:of|for|and|in))$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name: text[start:end], tokens[first:last], its type, and what the knowledge files know under it."""

    start: int
    end: int
    first: int
    last: int
    type: NameType
    known: tuple[Known, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    type: NameType
    known: tuple[Known, ...]
    rank: int


def find_names(
    text: str,
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    recognised: Iterable[NamedSpan],
    gazetteer: Gazetteer,
) -> tuple[Name, ...]:
    """Return the names of a text in order, none overlapping another.

    The knowledge files, the parser's recogniser and capital letters each propose; the longest proposal wins, at
    equal length the knowledge files. A known name inside a longer recognised one ("Bank of Ghana") is part of it.
    """
    common = frozenset(token.text for token in tokens if token.text.islower())
    candidates = [
        *_known(text, gazetteer),
        *(_Candidate(start, end, "place", (), 1) for start, end in find_place_names(text, tokens)),
        *(_Candidate(start, end, "organisation", (), 1) for start, end in (*find_departments(text), *find_ships(text))),
        *_recognised(text, recognised, common),
        *_capitalised(text, tokens, sentences, common),
    ]
    taken: list[_Candidate] = []
    occupied = bytearray(len(text))
    for start, end in (*offices_linked(text), *(match.span() for match in _DEEDS.finditer(text))):
        occupied[start:end] = b"\1" * (end - start)
    documents = institution_words()["documents"]
    unmeant = bodiless_abbreviations(text, documents.__contains__)
    if not speaks_of_fighting(text):
        unmeant |= {text[c.start : c.end] for c in candidates if _is_armed_abbreviation(text[c.start : c.end], c)}
    for proposed in sorted(candidates, key=lambda c: (-(c.end - c.start) if c.rank < 2 else 0, c.rank, c.start)):
        candidate = _free_part(text, proposed, occupied)
        words = text[candidate.start : candidate.end]
        nobody = words in unmeant or _is_title(words) or _is_one_of_many(text, candidate)
        nobody = nobody or (candidate != proposed and is_actor_noun(words.lower()))
        if len(words) > 1 and not any(occupied[candidate.start : candidate.end]) and not nobody:
            occupied[candidate.start : candidate.end] = b"\1" * (candidate.end - candidate.start)
            taken.append(candidate)
    found = _on_tokens(sorted(taken, key=lambda c: c.start), text, tokens)
    return tuple(_as_body(text, tokens, _as_place(text, tokens, name)) for name in found)


def _as_body(text: str, tokens: Sequence[Token], name: Name) -> Name:
    """Return a name made an organisation where its last word or its article says so.

    So "Santa Ana City Council" is no place, and "the Rainbow Warrior" nobody, as "the Trump" in "the Trump years" is.
    """
    if name.known or name.type not in ("place", "person"):
        return name
    words = text[name.start : name.end].lower().split()
    stands = name.first > 0 and tokens[name.first - 1].lemma in _PLAINLY_LOCATIVE
    body = name.type == "place" and len(words) > 1 and words[-1] in institution_words()["bodies"] and not stands
    last = tokens[name.last - 1]
    article = name.type == "person" and name.first > 0 and tokens[name.first - 1].lemma == "the"
    stands_alone = last.dep not in ("compound", "poss", "nmod", "amod") and not people_with_surname(last.text)
    return replace(name, type="organisation") if body or (article and stands_alone) else name


def _as_place(text: str, tokens: Sequence[Token], name: Name) -> Name:
    """Return a name of one word made a place where it stands as one and a gazetteer knows it: "the base at Keflavik".

    A given name that only the recogniser took for a place, and that does not stand as one, is made a person's.
    """
    if name.type == "place" and not name.known and is_given_name(text[name.start : name.end]):
        stands = name.first > 0 and tokens[name.first - 1].lemma in _LOCATIVE
        return name if stands else replace(name, type="person")
    if name.known or name.type == "place":
        return name
    if _is_landform(text[name.start : name.end]) or (name.first and tokens[name.first - 1].lemma.lower() == "near"):
        return replace(name, type="place")
    if name.first == 0 or name.last - name.first > 1:
        return name
    stands = tokens[name.first - 1].lemma in _LOCATIVE and bool(places_named(text[name.start : name.end]))
    return replace(name, type="place") if stands else name


def _is_armed_abbreviation(words: str, candidate: _Candidate) -> bool:
    groups = [organisations.load_organisations()[k.key] for k in candidate.known if k.kind == "organisation"]
    return words.isupper() and any("REB" in group.sectors for group in groups)


def _is_one_of_many(text: str, candidate: _Candidate) -> bool:
    """Whether capital letters stand for a kind of thing, of which there is one here: "destroyed an IED", "a VBIED"."""
    words = text[candidate.start : candidate.end]
    return not candidate.known and words.isupper() and text[: candidate.start].endswith((" a ", " an ", "A ", "An "))


def _is_landform(words: str) -> bool:
    """Whether a name is built as those of mountains, rivers, dams and the like are: "Hamrin Mountains", "Lake Chad"."""
    first, *rest = words.lower().split()
    return bool(rest) and (rest[-1] in institution_words()["landforms"] or first in ("lake", "mount", "river"))


def _free_part(text: str, candidate: _Candidate, occupied: bytearray) -> _Candidate:
    """Return what is left of a candidate after words at its beginning that are taken already."""
    start = candidate.start
    while start < candidate.end and occupied[start]:
        start += 1
    while start > candidate.start and start < candidate.end and not text[start].isalnum():
        start += 1
    return candidate if start == candidate.start else replace(candidate, start=start)


def _known(text: str, gazetteer: Gazetteer) -> Iterator[_Candidate]:
    for match in gazetteer.matches(text):
        yield _Candidate(match.start, match.end, _type_of(match.known), match.known, 0)


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


def _recognised(text: str, recognised: Iterable[NamedSpan], common: Set[str]) -> Iterator[_Candidate]:
    for name in recognised:
        kind = _LABELS.get(name.label)
        if kind is None:
            continue
        start, end = _trimmed(text, name.start, name.end)
        rule = _RULE.search(text[start:end])
        if rule and (kind == "person" or people_with_surname(text[start : start + rule.start()])):
            kind, end = "person", start + rule.start()
        if (comma := text.find(", ", start, end)) > 0 and country_named(text[start:comma]):
            kind, start = "person", comma + 2
        given = _GIVEN.search(text[max(0, start - 20) : start]) if " " not in text[start:end] else None
        if given and kind != "place" and is_given_name(given.group(1)) and text[start:end].istitle():
            kind, start = "person", start - len(given.group())
        words = text[start:end]
        if end - start < 2 or not any(c.isupper() for c in words) or "\n" in words:
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
        if kind == "person" and ((words.isupper() and len(words) < 5) or any(c.isdigit() for c in words)):
            kind = "organisation"
        yield _Candidate(start, end, kind, (), 1)


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
    if score := _SCORE.search(text[start:end]):
        end = start + score.start()
    while trail := _TRAILING.search(text[start:end]):
        if text[start:end].endswith(".") and "." in text[start : end - 1]:
            break
        end = start + trail.start()
    words = text[start:end].split(" ")
    while len(words) > 1 and _is_title(words[0]):
        start += len(words[0]) + 1
        words = words[1:]
    return start, end


def _is_title(word: str) -> bool:
    if word.lower() in _HONORIFICS:
        return True
    office = office_named(word)
    return office is not None and office.personal


def _capitalised(
    text: str, tokens: Sequence[Token], sentences: Sequence[Sentence], common: Set[str]
) -> Iterator[_Candidate]:
    """Propose runs of proper nouns that nothing else explains, typed by the words around them; none in headings.

    `common` holds the words that the text has in small letters: what is built of them only is no name.
    """
    run: list[Token] = []
    leads = [*(match.span() for match in _LEAD.finditer(text)), *_in_title_case(tokens, sentences)]
    for token in [*tokens, None]:
        proper = token is not None and token.tag in ("NNP", "NNPS") and token.text[:1].isupper()
        proper = proper and token is not None and sentences[token.sentence].form not in ("heading", "credit")
        if proper and token is not None and (not run or run[-1].sentence == token.sentence):
            run.append(token)
            continue
        while run and (_is_title(run[0].text) or run[0].text.lower().rstrip(".") in institution_words()["nobody"]):
            run.pop(0)
        named = run and not all(word.text.lower() in common for word in run) and not _is_within(run[0].start, leads)
        if named and _may_be_name(text, tokens, run):
            yield _Candidate(run[0].start, run[-1].end, _guess(text, tokens, run), (), 2)
        run = [token] if proper and token is not None else []


def _in_title_case(tokens: Sequence[Token], sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Yield the sentences in which nearly every longer word has a capital, as in headings."""
    for sentence in sentences:
        words = [t.text for t in tokens[sentence.first : sentence.last] if t.text.isalpha() and len(t.text) > 3]
        if len(words) > 3 and sum(word[0].isupper() for word in words) / len(words) > _TITLE_CASE:
            yield sentence.start, sentence.end


def _is_within(offset: int, stretches: Sequence[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in stretches)


def _may_be_name(text: str, tokens: Sequence[Token], run: list[Token]) -> bool:
    """Whether a run of capitalised words names somebody: no treaty, no group noun, no mere modifier of a noun."""
    last = run[-1]
    if any(any(c.isdigit() for c in t.text) and "." in t.text for t in run):
        return False
    if len(last.text) < 2 or any(t.text.lower().rstrip(".") in institution_words()["nobody"] for t in run):
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
    if before is not None and _is_title(before.text):
        return "person"
    if len(run) == 1 and people_with_surname(words):
        return "person"
    if before is not None and before.lemma in _PLAINLY_LOCATIVE:
        return "place"
    if before is not None and before.lemma in _LOCATIVE and places_named(words):
        return "place"
    return "organisation" if words.isupper() and len(words) > 1 else "person"


def _on_tokens(candidates: Iterable[_Candidate], text: str, tokens: Sequence[Token]) -> Iterator[Name]:
    """Yield the candidates with the tokens they cover; one that covers none is left out."""
    at = 0
    for candidate in candidates:
        while at < len(tokens) and tokens[at].end <= candidate.start:
            at += 1
        last = at
        while last < len(tokens) and tokens[last].start < candidate.end:
            last += 1
        if at < last:
            yield Name(candidate.start, candidate.end, at, last, candidate.type, candidate.known)
