"""Offices over time: who held what when, from packaged knowledge and from texts, with what speaks against it.

Nothing is resolved in silence: every row keeps its source, and rows that cannot both be true are named together.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from servanda.knowledge.leaders import Term, bounds, fold_name
from servanda.knowledge.offices import office_named

# Offices that one person holds at a time in one state or organisation.
SINGLE = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "foreign_minister",
        "defence_minister",
        "finance_minister",
        "interior_minister",
    }
)
# Reports run behind and ahead of a change of office by so many days.
TOLERANCE = 31
_HOLDS = ("current", "interim", "acting")


@dataclass(frozen=True, slots=True)
class Sighting:
    """An office that one text gives a person: `day` is that of publication, `document` and the span where it says so.

    `from_` and `until` (EDTF) are since when and until when the text says that it is held.
    """

    person: str
    country: str | None
    office: str
    of: str | None
    standing: str
    day: str
    document: Any
    start: int
    end: int
    sentence: str
    from_: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """An office held: from and until (EDTF) as knowledge or a text states them, else the first and last day of such texts.

    `source` is a file and line of the packaged knowledge with the day of `checked`, or "texts" with the newest `seen`.
    """

    person: str
    office: str
    canonical: str | None
    of: str | None
    standing: str
    from_: str | None
    until: str | None
    source: str
    checked: str | None
    seen: tuple[Sighting, ...] = ()
    reports: int = 0
    is_stated: bool = False

    @property
    def is_learned(self) -> bool:
        """Whether texts say so, and not the packaged knowledge."""
        return self.reports > 0


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two rows that cannot both be true, by their places in the list, and why."""

    one: int
    other: int
    why: str


def offices_held(terms: Iterable[Term], sightings: Iterable[Sighting]) -> list[Held]:
    """Return all rows, the earliest first: one for each term, one for each person, office and standing that texts tell.

    Former offices of different tenures stay apart, for somebody may have held one twice.
    """
    groups: dict[tuple[str | None, ...], list[Sighting]] = defaultdict(list)
    for seen in sightings:
        office = office_named(seen.office)
        canonical = office.canonical if office else fold_name(seen.office)
        told = (seen.from_, seen.until) if seen.standing == "former" else (None, None)
        groups[fold_name(seen.person), seen.of, canonical, seen.standing, *told].append(seen)
    rows = [_of_term(term) for term in dict.fromkeys(terms)] + [_of_texts(group) for group in groups.values()]
    return sorted(rows, key=lambda row: (row.from_ or "", row.until or "9", row.person))


def held_on(rows: Sequence[Held], day: str) -> list[Held]:
    """Return the rows that say who held an office on a day, month or year.

    Texts count for the tenure they state, else for the days from the first to the last on which they said so, and a month
    more. A former holder counts where a text says from when until when.
    """
    return [row for row in rows if (row.standing != "former" or _is_bounded(row)) and _covers(row, day)]


def _is_bounded(row: Held) -> bool:
    return row.is_stated and row.from_ is not None and row.until is not None


def contradictions(rows: Sequence[Held]) -> list[Contradiction]:
    """Return which rows cannot both be true: two holders of one office at a time; in office and out of it."""
    return [
        Contradiction(i, j, why)
        for (i, one), (j, other) in combinations(enumerate(rows), 2)
        if (why := _against(one, other))
    ]


def _of_term(term: Term) -> Held:
    return Held(
        term.name, term.title, term.office, term.country, term.standing or "current", term.from_, term.until, term.source,
        term.checked,
    )  # fmt: skip


def _of_texts(group: Sequence[Sighting]) -> Held:
    ordered = sorted(group, key=lambda seen: (seen.day, str(seen.document), seen.start))
    first, last = ordered[0], ordered[-1]
    office = office_named(first.office)
    shown = (first,) if first is last else (first, last)
    begins = next((seen.from_ for seen in ordered if seen.from_), None)
    ends = next((seen.until for seen in reversed(ordered) if seen.until), None)
    begin, end = begins or first.day or None, ends or last.day or None
    if ends and (first.standing == "former" or (begin and bounds(begin)[0] > bounds(ends)[1])):
        begin = begins
    return Held(
        _longest_name(ordered), last.office, office.canonical if office else None, first.of, first.standing,
        begin, end, "texts", None, shown, len(ordered), bool(begins or ends),
    )  # fmt: skip


def _longest_name(seen: Sequence[Sighting]) -> str:
    return max((one.person for one in seen), key=len)


def _covers(row: Held, day: str) -> bool:
    first, last = bounds(day)
    begins, ends = _extent(row)
    return begins <= last and first <= ends


def _extent(row: Held) -> tuple[str, str]:
    """The first and last ISO day that a row speaks of; a term that goes on ends with the day of its check."""
    begins = bounds(row.from_)[0] if row.from_ else "0001-01-01"
    if row.is_learned:
        return begins, _moved(bounds(row.until)[1], TOLERANCE) if row.until else begins
    return begins, bounds(row.until)[1] if row.until else "9999-12-31"


def _moved(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except OverflowError:
        return day


def _against(one: Held, other: Held) -> str | None:
    if one.of != other.of or one.canonical != other.canonical:
        return None
    same_person = fold_name(one.person) == fold_name(other.person)
    if same_person:
        return _in_and_out(one, other) or _in_and_out(other, one)
    holds = all(row.standing in _HOLDS or _is_bounded(row) for row in (one, other))
    if holds and one.canonical in SINGLE and one.of and _overlap(one, other):
        return f"both held the office of {one.of} at one time"
    return None


def _in_and_out(holds: Held, out: Held) -> str | None:
    """Why a row that says "former" contradicts one of the same person that says in office."""
    left = out.until if out.is_stated else out.from_
    if holds.standing not in _HOLDS or out.standing != "former" or not left:
        return None
    if bounds(left)[1] < _moved(_known_end(holds), -2 * TOLERANCE) and bounds(left)[0] > _extent(holds)[0]:
        return f"{'said to have left office' if out.is_stated else 'called former'} on {left}, and in office after that"
    return None


def _overlap(one: Held, other: Held) -> bool:
    """Whether two rows speak of the same time, and not only of days by which reports run behind or ahead."""
    earlier, later = sorted((one, other), key=_begin)
    slack = TOLERANCE if one.is_learned or other.is_learned else 1
    return _known_end(earlier) > _moved(_begin(later), slack) and _known_end(later) > _moved(_begin(earlier), slack)


def _begin(row: Held) -> str:
    return _extent(row)[0]


def _known_end(row: Held) -> str:
    """The last day of which a row is sure: the last text, or the day of the check of a term that goes on."""
    until = row.until or (None if row.is_learned else row.checked)
    return bounds(until)[1] if until else _begin(row)
