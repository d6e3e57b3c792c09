"""Events of a user's own codebook: clauses that the head fitted to it gives a type.

Without a head, clauses whose vectors are near the examples of a type, and nearer than its counterexamples.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from servanda.codebook import Codebook
from servanda.codebook.own import OwnType
from servanda.codebook.own_head import NO_EVENT, Head
from servanda.coding.candidates import Candidate, find_candidates
from servanda.coding.context import Context
from servanda.coding.event_parties import source_of, target_of
from servanda.coding.events import Classified, fill
from servanda.coding.lexicon import Pattern
from servanda.coding.modality import modality_of
from servanda.coding.own_training import probabilities
from servanda.encoder import Encoder
from servanda.encoder.encoder import Array
from servanda.reading import tree
from servanda.reading.reading import Reading
from servanda.record import Event, Participant

# How near the nearest example must be: less is enough where the words of the type itself are there.
_NEAR, _NEAR_WITH_TRIGGER = 0.5, 0.3
_MARGIN = 0.02


@dataclass(frozen=True, slots=True)
class Told:
    """The type that a clause tells of, and how sure that is."""

    type: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Nearness:
    """A type, how near a clause is to its nearest example (cosine), and to its nearest counterexample."""

    type: OwnType
    example: float
    counterexample: float


def code_own_events(context: Context, encoder: Encoder) -> list[Event]:
    """Return the events of the codebook's own types, in order of the text: at most one of each type a sentence."""
    types = tuple(context.codebook.own.values())
    asked = [c for c in find_candidates(context.reading) if _is_asked(context.reading, c, types)]
    vectors = encoder.vectors([clause_of(context.reading, c.trigger) for c in asked])
    lemmas = [context.reading.tokens[c.trigger].lemma.lower() for c in asked]
    found: dict[tuple[int, str], Event] = {}
    for candidate, told in zip(asked, _told(context.codebook, encoder, vectors, lemmas), strict=True):
        event = _event(context, candidate, told) if told is not None else None
        if event is not None:
            key = (context.reading.tokens[candidate.trigger].sentence, event.type)
            if key not in found or event.confidence > found[key].confidence:
                found[key] = event
    return sorted(found.values(), key=lambda event: event.evidence.start)


def _is_asked(reading: Reading, candidate: Candidate, types: Sequence[OwnType]) -> bool:
    lemma = reading.tokens[candidate.trigger].lemma.lower()
    return any(lemma in t.triggers or (not t.triggers and candidate.pos == "verb") for t in types)


def clause_of(reading: Reading, trigger: int) -> str:
    """Return the words of the clause around a trigger, as they stand in the text."""
    verb = tree.clause_verb(reading, trigger)
    start, end = tree.extent(reading, verb, ("conj", "punct") if reading.tokens[verb].dep != "ROOT" else ("punct",))
    return reading.text[start:end]


def _told(book: Codebook, encoder: Encoder, vectors: Array, lemmas: Sequence[str]) -> list[Told | None]:
    """Return what each clause, by its vector and its verb or noun, tells of; None where it is none of the codebook's types."""
    if book.head is None:
        types = tuple(book.own.values())
        near = (nearest(encoder, types, vector, lemma) for vector, lemma in zip(vectors, lemmas, strict=True))
        return [Told(n.type.name, min(0.95, n.example)) if n is not None else None for n in near]
    rows = probabilities(book.head, vectors).tolist() if len(vectors) else []
    return [_likeliest(book, book.head, row, lemma) for row, lemma in zip(rows, lemmas, strict=True)]


def _likeliest(book: Codebook, head: Head, row: Sequence[float], lemma: str) -> Told | None:
    likely = dict(zip(head.types, row, strict=True))
    best = max(likely, key=lambda name: likely[name])
    if best == NO_EVENT or (book.own[best].triggers and lemma not in book.own[best].triggers):
        return None
    return Told(best, min(0.95, likely[best]))


def nearest(encoder: Encoder, types: Sequence[OwnType], vector: Array, lemma: str) -> Nearness | None:
    """Return the type whose examples are nearest to a vector and near enough, None where there is none."""
    near = [n for n in nearness(encoder, types, vector) if not n.type.triggers or lemma in n.type.triggers]
    best = max(near, key=lambda n: n.example, default=None)
    if best is None or best.example <= best.counterexample + _MARGIN:
        return None
    return best if best.example >= (_NEAR_WITH_TRIGGER if best.type.triggers else _NEAR) else None


def nearness(encoder: Encoder, types: Sequence[OwnType], vector: Array) -> Iterator[Nearness]:
    """Yield how near a vector is to each type, in the order of the types."""
    for kind in types:
        examples, against = _vectors(encoder, kind.examples), _vectors(encoder, kind.counterexamples)
        yield Nearness(kind, _highest(examples, vector), _highest(against, vector))


@cache
def _vectors(encoder: Encoder, texts: tuple[str, ...]) -> Array:
    return encoder.vectors(texts)


def _highest(rows: Array, vector: Array) -> float:
    return float(np.max(rows @ vector)) if len(rows) else -1.0


def _event(context: Context, candidate: Candidate, told: Told) -> Event | None:
    """Return the event at a candidate, None where the text names nobody who does it or to whom it is done."""
    pattern = Pattern(told.type, candidate.pos, frozenset(), "", told.type, None, (), "", 0)
    source: tuple[Participant, ...] = source_of(context, candidate.trigger, pattern)
    target = target_of(context, candidate.trigger, pattern, source)
    if not source and not target:
        return None
    modality = modality_of(context, candidate.trigger)
    return fill(context, Classified(candidate, pattern), source, target, modality, told.confidence * modality.sureness)
