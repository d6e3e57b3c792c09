"""Scenes: a document laid out for the reading of its commitments: who, when and how much, sentence by sentence."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from servanda.coding.amounts import find_amounts
from servanda.following.filed import Filed
from servanda.following.parties import is_bystander, party_named, party_of, private_bodies
from servanda.following.words import stem_of, weight_of, words_of
from servanda.reading.gazetteer import packaged
from servanda.reading.sentences import split_sentences
from servanda.record import Amount, Participant, Span
from servanda.record.kinds import Actor, PlaceMention, TimeExpression

_LOCATING = re.compile(r"\b(?:in|at|from|near|outside|around|off|via|through|into|towards?) (?:the )?$", re.I)
_UNION, _BELGIUM = "European Union", "BEL"
_SILENT_FORMS = frozenset(("heading", "credit", "dateline"))
_MEMBERS = re.compile(r" of (?:the )?(?:[A-Z][\w'’-]+ )?[\w'’-]+")
_TITLE_WEIGHT, _LEAD_WEIGHT = 3, 2
_TELLING = 2.0
_CONTEXT = 24


@dataclass(frozen=True, slots=True)
class PartyMention:
    """A party where it stands in the text; `acts` is False for a place or an attribute of something else."""

    party: str
    start: int
    end: int
    acts: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with its parties, dates and amounts, in order of the text; `bystanders` are those who bind nobody."""

    index: int
    span: Span
    parties: tuple[PartyMention, ...]
    bystanders: tuple[tuple[int, int], ...]
    times: tuple[TimeExpression, ...]
    amounts: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A document as scenes.

    `chief` are its parties, most named first; `weights` says how often; `places` are the countries of its places, `context` its
    most telling stems, `title` the stems of its title, `lead` the telling ones of title and first sentence.
    """

    filed: Filed
    scenes: tuple[Scene, ...]
    chief: tuple[str, ...]
    weights: Mapping[str, int]
    in_title: frozenset[str]
    places: tuple[str, ...]
    place_names: tuple[PlaceMention, ...]
    context: tuple[str, ...]
    title: frozenset[str]
    lead: tuple[str, ...]
    means_union: bool

    def party(self, party: str) -> str:
        """Return whom a party of a record is in this document: "Brussels" may be the Union."""
        return _UNION if self.means_union and party == _BELGIUM else party

    def scene_at(self, offset: int) -> Scene:
        """Return the sentence in which an offset lies, or the last before it."""
        before = [scene for scene in self.scenes if scene.span.start <= offset]
        return before[-1] if before else self.scenes[0]


def lay_out(filed: Filed) -> LaidOut:
    """Return a document as scenes; one without sentences has none."""
    found = sorted({*_known_parties(filed.text), *_actors(filed)}, key=lambda m: (m.start, m.end))
    union = _means_union(filed, found)
    mentions = [replace(m, party=_UNION) if union and m.party == _BELGIUM else m for m in found]
    times = [r for r in filed.records if isinstance(r, TimeExpression) and r.in_ == "text"]
    named = {*private_bodies(filed.text), *_bystanders(filed)}
    bystanders = sorted((start, _with_members(filed.text, end)) for start, end in named)
    scenes = []
    told = [(a, b) for a, b, form, _ in split_sentences(filed.text) if form not in _SILENT_FORMS]
    for index, (start, end) in enumerate(told):
        within = tuple(m for m in mentions if start <= m.start < end)
        when = tuple(t for t in times if start <= t.start < end)
        span = Span.of(filed.text, start, end)
        others = tuple(b for b in bystanders if start <= b[0] < end)
        scenes.append(Scene(index, span, within, others, when, tuple(find_amounts(filed.text[start:end], start))))
    counts = _counts(filed, scenes, union)
    chief = tuple(party for party, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
    title = frozenset(word.stem for word in words_of(filed.title or ""))
    places = tuple(r for r in filed.records if isinstance(r, PlaceMention) and r.is_site and r.in_ == "text")
    return LaidOut(
        filed,
        tuple(scenes),
        chief,
        MappingProxyType(counts),
        frozenset(_in_title(filed, union)),
        _countries(places),
        places,
        _context(filed, mentions),
        title,
        _lead(filed, scenes),
        union,
    )


def matter_of(
    text: str, without: Collection[tuple[int, int]] = (), start: int = 0, end: int | None = None
) -> tuple[str, ...]:
    """Return the stems of the telling words of text[start:end] outside the given stretches, each once, in order."""
    stems = (
        word.stem
        for word in words_of(text, start, end)
        if not word.stem[0].isdigit() and not any(a <= word.start < b for a, b in without)
    )
    return tuple(dict.fromkeys(s for s in stems if len(s) > 2 and weight_of(s) >= _TELLING))


def _known_parties(text: str) -> Iterator[PartyMention]:
    for match in packaged().matches(text):
        party = party_named(match)
        if party:
            acts = not (
                match.known[0].kind in ("capital", "country")
                and _LOCATING.search(text[max(0, match.start - 14) : match.start])
            )
            yield PartyMention(party, match.start, match.end, acts)


def _means_union(filed: Filed, mentions: Iterable[PartyMention]) -> bool:
    """Whether "Brussels" is the European Union: the text names the Union, and Belgium by no other name."""
    union = any(m.party == _UNION for m in mentions) or re.search(r"\bCommission\b", filed.text)
    return bool(union) and not re.search(r"\bBelgi", filed.text)


def _actors(filed: Filed) -> Iterator[PartyMention]:
    """Yield the mentions of actors of the record that are parties: "his government", "the two countries"."""
    for record in filed.records:
        if isinstance(record, Actor) and record.in_ == "text":
            of = Participant(record.name, record.country, record.sector, record.type, record.id, 0, 0, "")
            party = party_of(of)
            if party:
                yield from (PartyMention(party, m.start, m.end, True) for m in record.mentions)


def _bystanders(filed: Filed) -> Iterator[tuple[int, int]]:
    """Yield where the actors of the record stand who are no party to anything."""
    for record in filed.records:
        if isinstance(record, Actor) and record.in_ == "text":
            of = Participant(record.name, record.country, record.sector, record.type, record.id, 0, 0, "")
            if is_bystander(of):
                yield from ((m.start, m.end) for m in record.mentions)


def _with_members(text: str, end: int) -> int:
    """Return the end of a body with those whose it is: "a union of Nepalese hauliers"."""
    members = _MEMBERS.match(text, end)
    return members.end() if members else end


def _counts(filed: Filed, scenes: Iterable[Scene], union: bool) -> Counter[str]:
    counts: Counter[str] = Counter()
    for scene in scenes:
        for party in {mention.party for mention in scene.parties}:
            counts[party] += _LEAD_WEIGHT if scene.index < 2 else 1
    for party in _in_title(filed, union):
        counts[party] += _TITLE_WEIGHT
    return counts


def _in_title(filed: Filed, union: bool) -> Iterator[str]:
    for mention in _known_parties(filed.title or ""):
        yield _UNION if union and mention.party == _BELGIUM else mention.party


def _countries(places: Iterable[PlaceMention]) -> tuple[str, ...]:
    """Return the countries in which places lie, each once."""
    return tuple(dict.fromkeys(place.country for place in places if place.country))


def _lead(filed: Filed, scenes: Sequence[Scene]) -> tuple[str, ...]:
    """Return the telling stems of title and first sentence without names of parties and dates."""
    title = filed.title or ""
    told = matter_of(title, [(m.start, m.end) for m in _known_parties(title)])
    if scenes:
        first = scenes[0]
        without = [*((m.start, m.end) for m in first.parties), *((t.start, t.end) for t in first.times)]
        told = (*told, *matter_of(filed.text, without, first.span.start, first.span.end))
    return tuple(dict.fromkeys(told))


def _context(filed: Filed, mentions: Iterable[PartyMention]) -> tuple[str, ...]:
    """Return the document's most telling stems, title and first sentences counting twice, without names of parties."""
    named = {stem_of(w.lower()) for m in mentions for w in re.findall(r"\w+", filed.text[m.start : m.end])}
    counts: Counter[str] = Counter()
    for nth, (start, end, _, _) in enumerate(split_sentences(filed.text)):
        counts.update(dict.fromkeys(matter_of(filed.text, (), start, end), 2 if nth < 2 else 1))
    counts.update(dict.fromkeys(matter_of(filed.title or ""), 2))
    ranked = sorted(counts, key=lambda s: (-counts[s] * weight_of(s), s))
    return tuple([stem for stem in ranked if stem not in named][:_CONTEXT])
