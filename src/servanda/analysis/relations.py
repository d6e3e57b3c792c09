"""Relations: a pair over time, from flat rows of events, commitments and statements."""

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from servanda.analysis.changes import change_points
from servanda.analysis.pairs import HAPPENED
from servanda.analysis.rows import CommitmentRow, EventRow, StatementRow

__all__ = [
    "CommitmentRow", "EventRow", "Period", "Relation", "StatementRow", "TurningPoint", "days_of", "happenings", "period_of",
    "relation",
]  # fmt: skip

_DRIVERS, _SOON = 3, 3


@dataclass(frozen=True, slots=True)
class Period:
    """A week, month or year of a relation: events and summed intensity of cooperation and of conflict.

    `start` is "2024-W07", "2024-02" or "2024". Events count once for each story.
    """

    start: str
    cooperation: int
    conflict: int
    cooperative_intensity: float
    conflictual_intensity: float

    @property
    def balance(self) -> float:
        """Cooperation less conflict, by intensity."""
        return self.cooperative_intensity + self.conflictual_intensity


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A month from which the mean monthly balance is another than before, and the events that made it, by their ids.

    A level is of two months at least, so that the events may come a month or two after `start`.
    """

    start: str
    before: float
    after: float
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A pair over time: periods by "week", "month" and "year"; turning points; what each owes the other; what each said."""

    one: str
    other: str
    periods: Mapping[str, tuple[Period, ...]]
    turning_points: tuple[TurningPoint, ...]
    owed_by_one: tuple[CommitmentRow, ...]
    owed_by_other: tuple[CommitmentRow, ...]
    said_by_one: tuple[StatementRow, ...]
    said_by_other: tuple[StatementRow, ...]


def relation(
    events: Iterable[EventRow],
    one: str,
    other: str,
    commitments: Iterable[CommitmentRow] = (),
    statements: Iterable[StatementRow] = (),
) -> Relation:
    """Return how a pair stood over time, from the rows about it; rows about others are left out.

    Periods without an event between the first and the last are there, with zeros.
    """
    between = happenings(events, one, other)
    owed = [row for row in commitments if not row.closed]
    said = sorted(statements, key=lambda row: (row.day, row.id))
    monthly = _periods(between, _month, _months)
    return Relation(
        one=one,
        other=other,
        periods={"week": _periods(between, _week, _weeks), "month": monthly, "year": _periods(between, _year, _years)},
        turning_points=_turning_points(monthly, between),
        owed_by_one=tuple(row for row in owed if (row.by, row.to) == (one, other)),
        owed_by_other=tuple(row for row in owed if (row.by, row.to) == (other, one)),
        said_by_one=tuple(row for row in said if (row.speaker, row.about) == (one, other)),
        said_by_other=tuple(row for row in said if (row.speaker, row.about) == (other, one)),
    )


def happenings(events: Iterable[EventRow], one: str, other: str) -> list[EventRow]:
    """Return what happened between two parties, each happening once, in order of day."""
    return _once(e for e in events if {e.source, e.target} == {one, other} and e.status in HAPPENED)


def days_of(period: str) -> tuple[str, str]:
    """Return the first and last ISO day of a period: "2024-W07", "2024-02" or "2024". Raises ValueError for anything else."""
    if "W" in period:
        monday = date.fromisoformat(f"{period}-1")
        return monday.isoformat(), (monday + timedelta(days=6)).isoformat()
    if len(period) == len("2024"):
        return date(int(period), 1, 1).isoformat(), date(int(period), 12, 31).isoformat()
    first = date.fromisoformat(f"{period}-01")
    return first.isoformat(), first.replace(day=monthrange(first.year, first.month)[1]).isoformat()


def _once(events: Iterable[EventRow]) -> list[EventRow]:
    """Return each happening once: of a story, one event of each type and direction, the strongest."""
    strongest: dict[tuple[str, str, str, str], EventRow] = {}
    for event in sorted(events, key=lambda e: (e.day, e.id)):
        key = (event.story, event.type, event.source, event.target)
        if key not in strongest or abs(event.intensity or 0) > abs(strongest[key].intensity or 0):
            strongest[key] = event
    return sorted(strongest.values(), key=lambda e: (e.day, e.id))


def _periods(
    events: Sequence[EventRow], name: Callable[[date], str], all_between: Callable[[date, date], Iterable[date]]
) -> tuple[Period, ...]:
    if not events:
        return ()
    days = [date.fromisoformat(event.day) for event in events]
    inside: dict[str, list[EventRow]] = {name(day): [] for day in all_between(min(days), max(days))}
    for event, day in zip(events, days, strict=True):
        inside[name(day)].append(event)
    return tuple(_period(start, rows) for start, rows in inside.items())


def _period(start: str, events: Sequence[EventRow]) -> Period:
    together = [e for e in events if e.quad.endswith("cooperation")]
    against = [e for e in events if e.quad.endswith("conflict")]
    return Period(
        start,
        len(together),
        len(against),
        round(sum(max(e.intensity or 0, 0) for e in together), 3),
        round(sum(min(e.intensity or 0, 0) for e in against), 3),
    )


def _turning_points(months: Sequence[Period], events: Sequence[EventRow]) -> tuple[TurningPoint, ...]:
    balance = [month.balance for month in months]
    cuts = change_points(balance)
    edges = [0, *cuts, len(balance)]
    return tuple(
        TurningPoint(
            months[cut].start,
            _mean(balance[edges[n] : cut]),
            _mean(balance[cut : edges[n + 2]]),
            _drivers(
                months[cut : cut + _SOON], events, _mean(balance[cut : edges[n + 2]]) > _mean(balance[edges[n] : cut])
            ),
        )
        for n, cut in enumerate(cuts)
    )


def _drivers(months: Sequence[Period], events: Sequence[EventRow], better: bool) -> tuple[str, ...]:
    """Return the ids of the events that weigh most in the direction of the turn: of the first of the months with any."""
    sign = 1 if better else -1
    for month in months:
        inside = [e for e in events if e.day.startswith(month.start) and sign * (e.intensity or 0) > 0]
        if inside:
            ranked = sorted(inside, key=lambda e: (-abs(e.intensity or 0), e.day, e.id))
            return tuple(event.id for event in ranked[:_DRIVERS])
    return ()


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 3) if values else 0.0


def period_of(day: date, by: str) -> str:
    """Return the name of the "week", "month" or "year" of a day, as `Period.start` has it."""
    return {"week": _week, "month": _month, "year": _year}[by](day)


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def _month(day: date) -> str:
    return day.isoformat()[:7]


def _year(day: date) -> str:
    return day.isoformat()[:4]


def _weeks(first: date, last: date) -> Iterable[date]:
    monday = first - timedelta(days=first.weekday())
    return (monday + timedelta(weeks=n) for n in range((last - monday).days // 7 + 1))


def _months(first: date, last: date) -> Iterable[date]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return (date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(count))


def _years(first: date, last: date) -> Iterable[date]:
    return (date(year, 1, 1) for year in range(first.year, last.year + 1))
