"""Checks: records and their text in, problems out. Nothing is changed and nothing is dropped."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from servanda.record.kinds import Record


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with one record: which check found it, and what it says."""

    check: str
    record: str
    message: str


Check = Callable[[str, Sequence[Record]], Iterator[Problem]]


def wrong_quotes(text: str, records: Sequence[Record]) -> Iterator[Problem]:
    """Yield a problem for every span whose words are not those of the text at its offsets."""
    for record in records:
        for start, end, quote in _spans(record):
            if text[start:end] != quote:
                yield Problem("wrong_quotes", record.id, f"text[{start}:{end}] is not {quote!r}")


def repeated_ids(text: str, records: Sequence[Record]) -> Iterator[Problem]:
    """Yield a problem for every id that an earlier record has already."""
    seen: set[str] = set()
    for record in records:
        if record.id in seen:
            yield Problem("repeated_ids", record.id, "two records have this id")
        seen.add(record.id)


def evidence_outside_sentence(text: str, records: Sequence[Record]) -> Iterator[Problem]:
    """Yield a problem for every record whose evidence begins outside its sentence."""
    for record in records:
        if not record.sentence.start <= record.evidence.start < record.sentence.end:
            yield Problem("evidence_outside_sentence", record.id, f"{record.evidence} not in {record.sentence}")


def impossible_confidence(text: str, records: Sequence[Record]) -> Iterator[Problem]:
    """Yield a problem for every confidence outside 0 to 1."""
    for record in records:
        if not 0 <= record.confidence <= 1:
            yield Problem("impossible_confidence", record.id, f"confidence is {record.confidence}")


def unknown_actors(text: str, records: Sequence[Record]) -> Iterator[Problem]:
    """Yield a problem for every participant that points to an actor record that is not there."""
    actors = {record.id for record in records if record.kind == "actor"}
    for record in records:
        for value in _values(record):
            actor = getattr(value, "actor", None)
            if isinstance(actor, str) and actor not in actors:
                yield Problem("unknown_actors", record.id, f"no actor record {actor}")


CHECKS: tuple[Check, ...] = (
    wrong_quotes, repeated_ids, evidence_outside_sentence, impossible_confidence, unknown_actors,
)  # fmt: skip


def problems_of(text: str, records: Sequence[Record], checks: Sequence[Check] = CHECKS) -> tuple[Problem, ...]:
    """Return all that the checks find wrong with the records of a text."""
    return tuple(problem for check in checks for problem in check(text, records))


def _values(value: Any) -> Iterator[Any]:
    """Yield a value and every value inside it."""
    if isinstance(value, tuple):
        for item in value:
            yield from _values(item)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            yield from _values(getattr(value, field.name))


def _spans(record: Record) -> Iterator[tuple[int, int, str]]:
    for value in _values(record):
        if hasattr(value, "quote"):
            yield value.start, value.end, value.quote
        elif getattr(value, "kind", None) == "date":
            yield value.start, value.end, value.text
