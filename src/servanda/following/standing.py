"""Standing: an entry as it could be known on a day, with what follows from the day alone."""

import calendar
from collections.abc import Sequence
from dataclasses import replace

from servanda.following.days import days_between
from servanda.following.entries import Entry, HistoryStep, fold
from servanda.following.steps import CLOSED, Step
from servanda.record import Date

SILENT_DAYS = 365
_OPPOSED: tuple[frozenset[Step], ...] = (
    frozenset(("delivered", "partially_delivered")), frozenset(("delivered", "stalled")), frozenset(("agreed", "refused")),
    frozenset(("delivered", "refused")), frozenset(("agreed", "broken")), frozenset(("delivered", "broken")),
)  # fmt: skip
_DISPUTE_DAYS = 7


def as_of(entry: Entry, day: str, *, slight: bool = False) -> Entry | None:
    """Return the entry as it could be known on an ISO day, None where nothing of it was; the result is not for keeping.

    `computed` gets `overdue`, `silent` and `disputed`. What one text says in passing is None too, unless `slight` asks for it.
    """
    known = [claim for claim in entry.claims if claim.published is None or claim.published <= day]
    if not any(claim.act is not None for claim in known):
        return None
    return with_flags(fold(entry.id, known), day, slight=slight)


def with_flags(entry: Entry, day: str, *, slight: bool = False) -> Entry | None:
    """Return an entry of which nothing was heard after an ISO day as `as_of` does, without folding its claims again."""
    if entry.slight and not slight:
        return None
    return replace(entry, computed=computed_of(entry, day))


def last_day_of(found: Date) -> str | None:
    """Return the last ISO day that a date may mean, None where it says nothing of days."""
    value = found.value.split("/")[-1].rstrip("?~%")
    if found.precision == "day":
        return value
    if found.precision == "month":
        year, month = map(int, value.split("-"))
        return f"{value}-{calendar.monthrange(year, month)[1]:02}"
    if found.precision == "season":
        year, season = map(int, value.split("-"))
        month = {21: 5, 22: 8, 23: 11, 24: 12, 33: 3, 34: 6, 35: 9, 36: 12, 40: 6, 41: 12}.get(season, 12)
        return f"{year}-{month:02}-{calendar.monthrange(year, month)[1]:02}"
    return f"{value}-12-31" if found.precision == "year" else None


def computed_of(entry: Entry, day: str) -> tuple[str, ...]:
    """Return what follows from the status of an entry and from a day alone: overdue, silent, disputed."""
    flags = []
    if entry.status not in CLOSED:
        limit = last_day_of(entry.due) if entry.due else None
        if limit is not None and limit < day:
            flags.append("overdue")
        last = max((step.published for step in entry.history if step.published), default=None)
        silence = days_between(last, day)
        if silence is not None and silence > SILENT_DAYS:
            flags.append("silent")
    if is_disputed(entry):
        flags.append("disputed")
    return tuple(flags)


def is_disputed(entry: Entry) -> bool:
    """Whether the last accounts of an entry contradict each other and nobody settled it."""
    steps = [step for step in entry.history if not step.outranked]
    if not steps:
        return False
    recent = [s for s in steps if (days_between(s.published, steps[-1].published) or 0) <= _DISPUTE_DAYS]
    return any(step.denied for step in recent) or bool(contradictions_in(recent))


def contradictions_in(steps: Sequence[HistoryStep]) -> tuple[tuple[HistoryStep, HistoryStep], ...]:
    """Return the pairs of steps that cannot both be true and are told by different sources, in the order of the steps."""
    return tuple(
        (one, other)
        for n, one in enumerate(steps)
        for other in steps[n + 1 :]
        if {one.status, other.status} in _OPPOSED and _differ(one, other)
    )


def _differ(one: HistoryStep, other: HistoryStep) -> bool:
    """Whether two steps are told by different sources, or by different speakers of one text."""
    if one.document == other.document:
        return (
            one.claimed_by is not None and other.claimed_by is not None and one.claimed_by.name != other.claimed_by.name
        )
    return one.source != other.source and one.published == other.published
