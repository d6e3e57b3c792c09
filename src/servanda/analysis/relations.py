"""Relations: a pair over time, from flat rows of events."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event between two parties, as a table has it: a row for each pair of source and target.

    `story` is the story of its document: twelve reports of one event count once.
    """

    id: str
    document: str
    story: str
    day: str
    source: str
    target: str
    type: str
    mode: str | None
    quad: str
    intensity: float | None
    status: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Period:
    """A week, month or year of a relation: events and summed intensity of cooperation and of conflict."""

    start: str
    cooperation: int
    conflict: int
    cooperative_intensity: float
    conflictual_intensity: float


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A period from which the mean intensity is another than before, and the events that weigh most in it."""

    start: str
    before: float
    after: float
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A pair over time: periods by "week", "month" and "year", and turning points."""

    one: str
    other: str
    periods: dict[str, tuple[Period, ...]]
    turning_points: tuple[TurningPoint, ...]


def relation(events: Iterable[EventRow], one: str, other: str) -> Relation:
    """Return how a pair stood over time."""
    return Relation(one, other, {"week": (), "month": (), "year": ()}, ())
