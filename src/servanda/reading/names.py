"""Names: every stretch of a text that names somebody or some place, each once, with what it may stand for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from servanda.knowledge import organisations
from servanda.knowledge.given_names import is_given_name
from servanda.knowledge.leaders import people_with_surname
from servanda.knowledge.places import places_named
from servanda.reading.candidates import (
    LOCATIVE,
    PLAINLY_LOCATIVE,
    Candidate,
    NameType,
    capitalised_names,
    is_title,
    known_names,
    recognised_names,
)
from servanda.reading.defined import bodiless_abbreviations, speaks_of_fighting
from servanda.reading.gazetteer import Gazetteer, Known
from servanda.reading.named_after import find_treaties_and_awards
from servanda.reading.nouns import is_actor_noun
from servanda.reading.parser import NamedSpan
from servanda.reading.place_names import find_place_names, institution_words
from servanda.reading.portfolios import find_departments, is_department, offices_linked
from servanda.reading.reading import Sentence, Token
from servanda.reading.ships import find_ships

_LAND = frozenset("lake lakes mount river wadi jabal jebel cape camp fort".split())
SETTLEMENTS = frozenset("village town city hamlet province region district governorate island port suburb".split())
_DEEDS = re.compile(r"\b(?:Operation|Exercise)(?: [A-Z][\w-]*)+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name: text[start:end], tokens[first:last], its type, and what the knowledge files know under it."""

    start: int
    end: int
    first: int
    last: int
    type: NameType
    known: tuple[Known, ...]


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
        *known_names(text, gazetteer),
        *(Candidate(start, end, "place", (), 1) for start, end in find_place_names(text, tokens)),
        *(Candidate(start, end, "organisation", (), 1) for start, end in find_departments(text)),
        *(Candidate(start, end, "organisation", (), -1) for start, end in find_ships(text)),
        *recognised_names(text, recognised, common),
        *capitalised_names(text, tokens, sentences, common),
    ]
    taken: list[Candidate] = []
    occupied = bytearray(len(text))
    nobody = (*find_treaties_and_awards(text), *(match.span() for match in _DEEDS.finditer(text)))
    for start, end in (*offices_linked(text), *nobody):
        occupied[start:end] = b"\1" * (end - start)
    documents = institution_words()["documents"]
    unmeant = bodiless_abbreviations(text, documents.__contains__)
    if not speaks_of_fighting(text):
        unmeant |= {text[c.start : c.end] for c in candidates if _is_armed_abbreviation(text[c.start : c.end], c)}
    for proposed in sorted(candidates, key=lambda c: (-(c.end - c.start) if c.rank < 2 else 0, c.rank, c.start)):
        candidate = _free_part(text, proposed, occupied)
        words = text[candidate.start : candidate.end]
        unnamed = words in unmeant or _is_one_of_many(text, candidate)
        unnamed = unnamed or (is_title(words) and not is_department(words))
        unnamed = unnamed or (candidate != proposed and is_actor_noun(words.lower()))
        if len(words) > 1 and not any(occupied[candidate.start : candidate.end]) and not unnamed:
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
    stands = name.first > 0 and tokens[name.first - 1].lemma in PLAINLY_LOCATIVE
    body = name.type == "place" and len(words) > 1 and words[-1] in institution_words()["bodies"] and not stands
    last = tokens[name.last - 1]
    article = name.type == "person" and name.first > 0 and tokens[name.first - 1].lemma == "the"
    stands_alone = last.dep not in ("compound", "poss", "nmod", "amod") and not people_with_surname(last.text)
    return replace(name, type="organisation") if body or (article and stands_alone) else name


def _as_place(text: str, tokens: Sequence[Token], name: Name) -> Name:
    """Return a name of one word made a place where it stands as one and a gazetteer knows it: "the base at Keflavik".

    A given name, or an unknown name that does something, that only the recogniser took for a place and that does not stand
    as one, is made a person's.
    """
    if name.type == "place" and not name.known and is_given_name(text[name.start : name.end]):
        stands = name.first > 0 and tokens[name.first - 1].lemma in LOCATIVE
        return name if stands else replace(name, type="person")
    if name.type == "place" and not name.known and _acts(text, tokens, name):
        return replace(name, type="person")
    if name.known or name.type == "place":
        return name
    if _is_landform(text[name.start : name.end]) or (name.first and tokens[name.first - 1].lemma.lower() == "near"):
        return replace(name, type="place")
    before = [tokens[i].lemma for i in range(max(0, name.first - 2), name.first)]
    behind = bool(before) and (
        before[-1] in PLAINLY_LOCATIVE or (before[-1] == "the" and before[0] in PLAINLY_LOCATIVE)
    )
    if behind and text[name.start : name.end].rsplit(None, 1)[-1].lower() in institution_words()["facilities"]:
        return replace(name, type="place")
    if name.first == 0:
        return name
    if _is_called_settlement(text, tokens, name) or (name.type == "person" and _stands_alone_in(text, tokens, name)):
        return replace(name, type="place")
    if name.last - name.first > 1:
        whole = tokens[name.first - 1].lemma in PLAINLY_LOCATIVE and tokens[name.last - 1].dep == "pobj"
        known = whole and any(p.population > 0 for p in places_named(text[name.start : name.end]))
        return replace(name, type="place") if known else name
    home = tokens[name.first - 1].lemma == "of" and name.first > 1 and tokens[name.first - 2].text == ","
    stands = (home or tokens[name.first - 1].lemma in LOCATIVE) and bool(places_named(text[name.start : name.end]))
    return replace(name, type="place") if stands else name


def _acts(text: str, tokens: Sequence[Token], name: Name) -> bool:
    """Whether a name of one word that no gazetteer knows does something, as surnames do: "Erdogan has accused"."""
    if name.last - name.first > 1 or places_named(text[name.start : name.end]):
        return False
    token = tokens[name.first]
    return token.dep == "nsubj" and tokens[token.head].pos == "VERB" and not text[name.start : name.end].isupper()


def _is_called_settlement(text: str, tokens: Sequence[Token], name: Name) -> bool:
    """Whether the words before call a name a town or the like: "the Syrian town of Dabiq"."""
    before = [token.lemma.lower() for token in tokens[max(0, name.first - 2) : name.first]]
    capitals = text[name.start : name.end].isupper()
    return len(before) > 1 and before[1] == "of" and before[0] in SETTLEMENTS and not capitals


def _stands_alone_in(text: str, tokens: Sequence[Token], name: Name) -> bool:
    """Whether one word that nobody knows stands behind "in" or "near", as people do not: "in Dabiq"."""
    words = text[name.start : name.end]
    if name.last - name.first > 1 or is_given_name(words) or people_with_surname(words) or words.isupper():
        return False
    return tokens[name.first - 1].lemma in PLAINLY_LOCATIVE and tokens[name.first].dep == "pobj"


def _is_armed_abbreviation(words: str, candidate: Candidate) -> bool:
    groups = [organisations.load_organisations()[k.key] for k in candidate.known if k.kind == "organisation"]
    return words.isupper() and any("REB" in group.sectors for group in groups)


def _is_one_of_many(text: str, candidate: Candidate) -> bool:
    """Whether capital letters stand for a kind of thing, of which there is one here: "destroyed an IED", "a VBIED"."""
    words = text[candidate.start : candidate.end]
    return not candidate.known and words.isupper() and text[: candidate.start].endswith((" a ", " an ", "A ", "An "))


def _is_landform(words: str) -> bool:
    """Whether a name is built as those of mountains, rivers, dams and the like are: "Hamrin Mountains", "Lake Chad"."""
    first, *rest = words.lower().split()
    return bool(rest) and (rest[-1] in institution_words()["landforms"] or first in _LAND)


def _free_part(text: str, candidate: Candidate, occupied: bytearray) -> Candidate:
    """Return what is left of a candidate after words at its beginning that are taken already."""
    start = candidate.start
    while start < candidate.end and occupied[start]:
        start += 1
    while start > candidate.start and start < candidate.end and not text[start].isalnum():
        start += 1
    return candidate if start == candidate.start else replace(candidate, start=start)


def _on_tokens(candidates: Iterable[Candidate], text: str, tokens: Sequence[Token]) -> Iterator[Name]:
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
