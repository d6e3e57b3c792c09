"""Asking for the map: where events happened and to whom commitments are owed, place by place."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Select, Subquery, case, exists, func, literal, select

from servanda.store.asking_evidence import Evidence, evidence_at
from servanda.store.schema import place_months, record_parties, record_places

MOST_PLACES = 2000
_MONTH = len("2024-05")


@dataclass(frozen=True, slots=True)
class MapQuestion:
    """What the map shows: from one ISO day to another (None: open), one kind, one tone (1, -1), one party, one place."""

    since: str | None = None
    until: str | None = None
    kind: str | None = None
    tone: int | None = None
    party: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A place with what is told of it. `precision` is "country" where the text says no more; months are first and last."""

    name: str
    country: str | None
    lat: float
    lon: float
    precision: str
    cooperation: int
    conflict: int
    commitments: int
    first_month: str
    last_month: str

    @property
    def total(self) -> int:
        """Events and commitments together."""
        return self.cooperation + self.conflict + self.commitments


def ask_places(connection: Connection, question: MapQuestion, most: int = MOST_PLACES) -> list[MapPlace]:
    """Return the places of what a question asks for, the one with most to tell first."""
    rows = _counted(question) if _is_tallied(question) else _recounted(question)
    c = rows.c
    sums = [func.sum(column) for column in (c.cooperation, c.conflict, c.commitments)]
    total = func.sum(c.cooperation + c.conflict + c.commitments)
    query = (
        select(c.name, c.country, c.lat, c.lon, c.precision, *sums, func.min(c.month), func.max(c.month))
        .group_by(c.name, c.lat, c.lon, c.country, c.precision)
        .having(total > 0)
        .order_by(total.desc(), c.name)
        .limit(most)
    )
    return [_place(row) for row in connection.execute(query)]


def ask_months(connection: Connection, question: MapQuestion) -> dict[str, int]:
    """Return how many events and commitments there are in each month ("2024-05"), whatever days the question names."""
    undated = replace(question, since=None, until=None)
    c = (_counted(undated) if _is_tallied(undated) else _recounted(undated)).c
    total = func.sum(c.cooperation + c.conflict + c.commitments)
    query = select(c.month, total).group_by(c.month).having(total > 0).order_by(c.month)
    return {month: int(count) for month, count in connection.execute(query) if len(month) == _MONTH}


def ask_at_place(connection: Connection, question: MapQuestion, most: int = 40) -> list[Evidence]:
    """Return the evidence of what is told of a place, the newest first."""
    c = record_places.c
    query = (
        _where(select(c.document, c.nth), question).order_by(c.day.desc(), c.document.desc(), c.nth.desc()).limit(most)
    )
    return evidence_at(connection, list(dict.fromkeys((row.document, row.nth) for row in connection.execute(query))))


def _is_tallied(question: MapQuestion) -> bool:
    """Whether the tallies by month can answer: no single day or party is asked for."""
    days = [day for day in (question.since, question.until) if day]
    return question.party is None and all(len(day) <= _MONTH for day in days)


def _counted(question: MapQuestion) -> Subquery:
    """Return rows of the tallies that a question asks for, with zeros for what it does not."""
    c = place_months.c
    is_event, tone = question.kind in (None, "event"), question.tone
    shown = {
        "cooperation": is_event and tone in (None, 1),
        "conflict": is_event and tone in (None, -1),
        "commitments": question.kind in (None, "commitment") and tone is None,
    }
    counts = [c[name] if is_shown else literal(0).label(name) for name, is_shown in shown.items()]
    query = select(c.name, c.country, c.lat, c.lon, c.precision, c.month, *counts)
    if question.since:
        query = query.where(c.month >= question.since)
    if question.until:
        query = query.where(c.month <= f"{question.until}~")
    return query.subquery()


def _recounted(question: MapQuestion) -> Subquery:
    """Return the same rows, counted from the records."""
    c = record_places.c
    tones = (("cooperation", 1), ("conflict", -1), ("commitments", 0))
    counts = [case((c.tone == tone, 1), else_=0).label(name) for name, tone in tones]
    month = func.substr(c.day, 1, _MONTH).label("month")
    country = func.coalesce(c.country, "").label("country")
    return _where(select(c.name, country, c.lat, c.lon, c.precision, month, *counts), question).subquery()


def _place(row: Any) -> MapPlace:
    name, country, lat, lon, precision, together, against, owed, first, last = row
    return MapPlace(name, country or None, lat, lon, precision, int(together), int(against), int(owed), first, last)


def _where(query: Select[Any], question: MapQuestion) -> Select[Any]:
    c, p = record_places.c, record_parties.c
    conditions = [
        (question.since, c.day >= (question.since or "")),
        (question.until, c.day <= f"{question.until}~"),
        (question.kind, c.kind == question.kind),
        (question.tone, c.tone == question.tone),
        (question.place, c.name == question.place),
        (question.party, exists().where(p.document == c.document, p.nth == c.nth, p.party == question.party)),
    ]
    return query.where(*(condition for given, condition in conditions if given is not None))
