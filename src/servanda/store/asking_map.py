"""Asking for the map: where events happened and to whom commitments are owed, place by place."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, case, exists, func, select

from servanda.store.asking_evidence import Evidence, evidence_at
from servanda.store.schema import record_parties, record_places

MOST_PLACES = 2000


@dataclass(frozen=True, slots=True)
class MapQuestion:
    """What the map shows: from one ISO day to another (None: open), one kind, one tone (1, -1), one party, one place's name."""

    since: str | None = None
    until: str | None = None
    kind: str | None = None
    tone: int | None = None
    party: str | None = None
    country: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A place with what is told of it. `precision` is "country" where the text says no more than that."""

    name: str
    country: str | None
    lat: float
    lon: float
    precision: str
    cooperation: int
    conflict: int
    commitments: int
    documents: int
    first_day: str
    last_day: str

    @property
    def total(self) -> int:
        """Events and commitments together."""
        return self.cooperation + self.conflict + self.commitments


def ask_places(connection: Connection, question: MapQuestion, most: int = MOST_PLACES) -> list[MapPlace]:
    """Return the places of what a question asks for, the one with most to tell first."""
    c = record_places.c
    counts = [func.sum(case((c.tone == tone, 1), else_=0)) for tone in (1, -1, 0)]
    query = select(
        c.name, func.min(c.country), c.lat, c.lon, func.min(c.precision), *counts, func.count(c.document.distinct()),
        func.min(c.day), func.max(c.day),
    )  # fmt: skip
    grouped = _where(query, question).group_by(c.name, c.lat, c.lon)
    rows = connection.execute(grouped.order_by(func.count().desc(), c.name).limit(most))
    return [MapPlace(*row) for row in rows]


def ask_last_day(connection: Connection) -> str | None:
    """Return the last day of which the map has anything to show."""
    last: str | None = connection.execute(select(func.max(record_places.c.day))).scalar()
    return last


def ask_months(connection: Connection, question: MapQuestion) -> dict[str, int]:
    """Return how many events and commitments there are in each month ("2024-05"), whatever days the question names."""
    month = func.substr(record_places.c.day, 1, 7)
    undated = MapQuestion(None, None, question.kind, question.tone, question.party, question.country, question.place)
    query = _where(select(month, func.count()), undated).group_by(month).order_by(month)
    return {name: count for name, count in connection.execute(query) if len(name) == len("2024-05")}


def ask_at_place(connection: Connection, question: MapQuestion, most: int = 40) -> list[Evidence]:
    """Return the evidence of what is told of a place, the newest first."""
    c = record_places.c
    query = (
        _where(select(c.document, c.nth), question).order_by(c.day.desc(), c.document.desc(), c.nth.desc()).limit(most)
    )
    return evidence_at(connection, list(dict.fromkeys((row.document, row.nth) for row in connection.execute(query))))


def _where(query: Select[Any], question: MapQuestion) -> Select[Any]:
    c, p = record_places.c, record_parties.c
    conditions = [
        (question.since, c.day >= (question.since or "")),
        (question.until, c.day <= f"{question.until}~"),
        (question.kind, c.kind == question.kind),
        (question.tone, c.tone == question.tone),
        (question.country, c.country == question.country),
        (question.place, c.name == question.place),
        (question.party, exists().where(p.document == c.document, p.nth == c.nth, p.party == question.party)),
    ]
    return query.where(*(condition for given, condition in conditions if given is not None))
