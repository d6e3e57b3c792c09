"""Events of a story: what its documents tell, each happening once, with all evidence and what they differ on."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from servanda.following.days import days_between
from servanda.following.figures import figures_of
from servanda.following.filed import Filed
from servanda.record import Date, Span
from servanda.record.kinds import Event

_SAME_DAYS = 1


@dataclass(frozen=True, slots=True)
class Account:
    """One document's telling of an event: record, evidence, source, and the figures it gives ("killed": "12")."""

    document: str
    source: str | None
    record: str
    evidence: Span
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What accounts differ on, and what each says: ("killed", (("Reuters", "12"), ("Xinhua", "9")))."""

    about: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StoryEvent:
    """One event of a story: type and mode (PLOVER), parties, day, place, and the accounts of it."""

    type: str
    mode: str | None
    source: tuple[str, ...]
    target: tuple[str, ...]
    day: str | None
    place: str | None
    accounts: tuple[Account, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """An event as one document tells it, in the terms in which accounts are compared."""

    filed: Filed
    event: Event
    source: frozenset[str]
    target: frozenset[str]
    day: str | None


def merge_events(members: Sequence[Filed]) -> tuple[StoryEvent, ...]:
    """Return the events that the documents of one story tell, those told most often first.

    Two records are one event when their type is the same, no party of one side contradicts the other's, modes agree where
    both have one, and they happened at most a day apart.
    """
    groups: list[list[_Told]] = []
    for told in _tellings(members):
        group = next((g for g in groups if all(_is_same(told, other) for other in g)), None)
        if group is None:
            groups.append([told])
        else:
            group.append(told)
    merged = [_merged(group) for group in groups]
    return tuple(sorted(merged, key=lambda e: (-len({a.document for a in e.accounts}), e.day or "", e.type)))


def _tellings(members: Sequence[Filed]) -> Iterable[_Told]:
    for filed in sorted(members, key=lambda member: (member.published or "", member.key)):
        for event in filed.records:
            if isinstance(event, Event) and event.status in ("occurred", "ongoing"):
                exact = event.date is not None and event.date.precision == "day"
                day = _first_day(event.date) if exact and event.date else filed.published
                yield _Told(filed, event, _names(event, "source"), _names(event, "target"), day)


def _first_day(found: Date) -> str:
    """Return the first day of a date to the day, which may be an interval of days."""
    return found.value.partition("/")[0].rstrip("?~%")


def _names(event: Event, side: str) -> frozenset[str]:
    return frozenset(p.country or p.name for p in getattr(event, side))


def _is_same(one: _Told, other: _Told) -> bool:
    modes = {mode for mode in (one.event.mode, other.event.mode) if mode}
    sides = ((one.source, other.source), (one.target, other.target))
    parties = all(a & b or not a or not b for a, b in sides) and any(a & b for a, b in sides)
    apart = days_between(one.day, other.day)
    same_record = one.filed.key == other.filed.key and one.event.date != other.event.date
    return (
        one.event.type == other.event.type
        and len(modes) < 2
        and parties
        and not same_record
        and (apart is None or apart <= _SAME_DAYS)
    )


def _merged(group: Sequence[_Told]) -> StoryEvent:
    accounts = tuple(_account(told) for told in group)
    return StoryEvent(
        type=group[0].event.type,
        mode=next((told.event.mode for told in group if told.event.mode), None),
        source=_most(told.source for told in group),
        target=_most(told.target for told in group),
        day=next(iter(_most({told.day} for told in group if told.day)), None),
        place=next((told.event.place.name for told in group if told.event.place), None),
        accounts=accounts,
        differences=_differences(accounts),
    )


def _most(named: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return the names by how many accounts have them."""
    counts = Counter(name for names in named for name in names)
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def _account(told: _Told) -> Account:
    event = told.event
    return Account(told.filed.key, told.filed.source, event.id, event.evidence, figures_of(event.sentence.quote))


def _differences(accounts: Sequence[Account]) -> tuple[Difference, ...]:
    """Return the figures on which accounts of different documents differ, with who gives which."""
    said: dict[str, dict[str, str]] = {}
    for account in accounts:
        for about, number in account.figures:
            said.setdefault(about, {}).setdefault(account.source or account.document, number)
    return tuple(
        Difference(about, tuple(numbers.items())) for about, numbers in said.items() if len(set(numbers.values())) > 1
    )
