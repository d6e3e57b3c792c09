"""Relations: a pair over time, from flat rows of events, commitments and statements."""

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from servanda.analysis.changes import change_points
from servanda.analysis.pairs import HAPPENED
from servanda.analysis.rows import CommitmentRow, EventRow, StatementRow

__all__ = [
    "CommitmentRow", "DayTally", "EventRow", "Period", "Relation", "StatementRow", "TurningPoint", "days_of", "happenings",
    "period_of", "periods_of", "relation", "tallied", "turning_points_of",
]  # fmt: skip

_DRIVERS, _SOON = 3, 3


@dataclass(frozen=True, slots=True)
class DayTally:
    """What happened between two parties on an ISO day: events and summed intensity of cooperation and of conflict."""

    day: str
    cooperation: int
    conflict: int
    cooperative_intensity: float
    conflictual_intensity: float


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
    days = tallied(between)
    monthly = periods_of(days, "month")
    owed = [row for row in commitments if not row.closed]
    said = sorted(statements, key=lambda row: (row.day, row.id))
    return Relation(
        one=one,
        other=other,
        periods={"week": periods_of(days, "week"), "month": monthly, "year": periods_of(days, "year")},
        turning_points=turning_points_of(monthly, lambda month: [e for e in between if e.day.startswith(month)]),
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


def tallied(events: Iterable[EventRow]) -> list[DayTally]:
    """Return what happened day by day; a day without an event is left out."""
    by_day: dict[str, list[EventRow]] = {}
    for event in events:
        by_day.setdefault(event.day, []).append(event)
    return [_tally(day, by_day[day]) for day in sorted(by_day)]


def _tally(day: str, events: Sequence[EventRow]) -> DayTally:
    together = [max(e.intensity or 0.0, 0.0) for e in events if e.quad.endswith("cooperation")]
    against = [min(e.intensity or 0.0, 0.0) for e in events if e.quad.endswith("conflict")]
    return DayTally(day, len(together), len(against), sum(together), sum(against))


def periods_of(days: Iterable[DayTally], by: str) -> tuple[Period, ...]:
    """Return each "week", "month" or "year" from the first day to the last; one without an event has zeros."""
    dated = [(date.fromisoformat(one.day), one) for one in days]
    if not dated:
        return ()
    name, all_between = _BY[by]
    first, last = min(day for day, _ in dated), max(day for day, _ in dated)
    inside: dict[str, list[DayTally]] = {name(day): [] for day in all_between(first, last)}
    for day, one in dated:
        inside[name(day)].append(one)
    return tuple(_period(start, rows) for start, rows in inside.items())


def _period(start: str, days: Sequence[DayTally]) -> Period:
    return Period(
        start,
        sum(one.cooperation for one in days),
        sum(one.conflict for one in days),
        round(sum(one.cooperative_intensity for one in days), 3),
        round(sum(one.conflictual_intensity for one in days), 3),
    )


def turning_points_of(
    months: Sequence[Period], happened_in: Callable[[str], Iterable[EventRow]]
) -> tuple[TurningPoint, ...]:
    """Return where the balance of months turned; `happened_in` gives what happened in a month, each happening once."""
    balance = [month.balance for month in months]
    cuts = change_points(balance)
    levels = [_mean(balance[start:end]) for start, end in pairwise((0, *cuts, len(balance)))]
    return tuple(
        TurningPoint(months[cut].start, before, after, _drivers(months[cut : cut + _SOON], happened_in, after > before))
        for cut, (before, after) in zip(cuts, pairwise(levels), strict=True)
    )


def _drivers(
    months: Sequence[Period], happened_in: Callable[[str], Iterable[EventRow]], better: bool
) -> tuple[str, ...]:
    """Return the ids of the events that weigh most in the direction of the turn: of the first of the months with any."""
    sign = 1 if better else -1
    for month in months:
        weighed = month.cooperative_intensity if better else month.conflictual_intensity
        inside = [e for e in happened_in(month.start) if sign * (e.intensity or 0) > 0] if weighed else ()
        if inside:
            ranked = sorted(inside, key=lambda e: (-abs(e.intensity or 0), e.day, e.id))
            return tuple(event.id for event in ranked[:_DRIVERS])
    return ()


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 3) if values else 0.0


def period_of(day: date, by: str) -> str:
    """Return the name of the "week", "month" or "year" of a day, as `Period.start` has it."""
    return _BY[by][0](day)


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


_BY: Mapping[str, tuple[Callable[[date], str], Callable[[date, date], Iterable[date]]]] = {
    "week": (_week, _weeks), "month": (_month, _months), "year": (_year, _years),
}  # fmt: skip
