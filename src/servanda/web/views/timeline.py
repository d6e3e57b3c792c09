"""Timelines: the history of a commitment as places on a line, for a small picture beside it and a large one above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from servanda.following.entries import Entry, HistoryStep
from servanda.following.standing import last_day_of
from servanda.following.steps import BEGINNINGS, FULFILMENT

Shape = Literal["begun", "moving", "kept", "held", "failed"]
WIDTH = 168.0
_MARGIN = 8.0
_APART, _APART_WIDE = 9.0, 15.0
_MOST = 40
_TICKS = 8
_CLEAR = 95.0
_KEPT = frozenset(("delivered",))
_HELD = frozenset(("stalled", "suspended", "expired", "superseded"))


@dataclass(frozen=True, slots=True)
class Point:
    """A step of the history: where it stands on the line, what it is, and the shape that says so without colour."""

    x: float
    day: str
    status: str
    shape: Shape
    contested: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """Where a year begins on the line."""

    x: float
    year: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """A line of `width`: points in order; `due` and `now` are places on it, None where there is no such day.

    `late` says that it is past due; `first` and `last` are the days at both ends.
    """

    width: float
    points: tuple[Point, ...]
    due: float | None
    now: float | None
    late: bool
    first: str
    last: str

    @property
    def ticks(self) -> tuple[Tick, ...]:
        """Where years begin, away from both ends and at most eight."""
        if not self.first:
            return ()
        years = range(int(self.first[:4]) + 1, int(self.last[:4]) + 1)
        every = max(1, -(-len(years) // _TICKS))
        made = (Tick(_place(f"{year}-01-01", self.first, self.last, self.width), year) for year in years[::every])
        return tuple(t for t in made if _CLEAR < t.x < self.width - _CLEAR)

    @property
    def start(self) -> float:
        """Where the line begins."""
        return self.points[0].x if self.points else _MARGIN

    @property
    def end(self) -> float:
        """Where what is known ends: at the last step."""
        return self.points[-1].x if self.points else _MARGIN


def shape_of(status: str) -> Shape:
    """Return the shape of a status: begun, moving (in progress), kept, held up, or failed."""
    if status in BEGINNINGS or status == "extended":
        return "begun"
    if status in _KEPT:
        return "kept"
    if status in FULFILMENT or status == "resumed":
        return "moving"
    return "held" if status in _HELD else "failed"


def timeline_of(entry: Entry, day: str, width: float = WIDTH) -> Timeline:
    """Return the history of an entry as of an ISO day on a line of that width; more than 40 steps are cut to the last."""
    steps = entry.history[-_MOST:]
    days = [_day(step) for step in steps]
    due = last_day_of(entry.due) if entry.due else None
    known = [one for one in days if one]
    late = "overdue" in entry.computed
    ends = [*known, *([due] if due else []), *([day] if late else [])]
    if not ends:
        return Timeline(width, tuple(_points(steps, days, [_MARGIN] * len(steps))), None, None, late, "", "")
    first, last = min(ends), max(ends)
    places = _spread([_place(one or first, first, last, width) for one in days], width)
    return Timeline(
        width,
        tuple(_points(steps, days, places)),
        _place(due, first, last, width) if due else None,
        _place(day, first, last, width) if late else None,
        late,
        first,
        last,
    )


def words_of(entry: Entry) -> str:
    """Return the history in words, for those who do not see the picture: "2022-02-14 announced, 2022-09-27 delivered"."""
    return ", ".join(f"{_day(step)} {step.status}".strip() for step in entry.history)


def _points(steps: Sequence[HistoryStep], days: Sequence[str], places: Sequence[float]) -> list[Point]:
    return [
        Point(place, day, step.status, shape_of(step.status), step.denied or step.outranked)
        for step, day, place in zip(steps, days, places, strict=True)
    ]


def _day(step: HistoryStep) -> str:
    found = last_day_of(step.date) if step.date else None
    return found or step.published or ""


def _place(day: str, first: str, last: str, width: float) -> float:
    whole = _ordinal(last) - _ordinal(first)
    share = (_ordinal(day) - _ordinal(first)) / whole if whole else 0.0
    return round(_MARGIN + share * (width - 2 * _MARGIN), 1)


def _spread(places: Sequence[float], width: float) -> list[float]:
    """Return places moved to the right where they would hide each other, and back where they leave the line."""
    gap = min(_APART if width <= WIDTH else _APART_WIDE, (width - 2 * _MARGIN) / max(len(places) - 1, 1))
    made: list[float] = []
    for place in places:
        made.append(max(place, made[-1] + gap) if made else place)
    limit = width - _MARGIN
    for nth in range(len(made) - 1, -1, -1):
        made[nth] = round(min(made[nth], limit), 1)
        limit = made[nth] - gap
    return made


def _ordinal(day: str) -> int:
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return 0
