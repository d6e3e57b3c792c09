"""Sources and health: who was read, when last, what failed, and how many documents of each day there are."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter
from sqlalchemy import ColumnElement, Connection, func, select, text

from servanda.store.schema import codings, documents, runs
from servanda.web.answers import Answer, Table, page
from servanda.web.asking import Reader

router = APIRouter(tags=["Sources"])
_DAYS, _FEW = 90, 20
_MOST_SOURCES = 200
_MOST_FAILED = 20


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A publisher: how many of its documents are kept, the day of the newest, and when one was kept last, in UTC.

    `how` and `place` say how that last one came: as an item of a feed, a page, a file, or a line.
    """

    source: str | None
    documents: int
    newest: str
    last_read: str
    how: str
    place: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A document that is kept, but could not be coded, and why."""

    key: str
    id: Any
    place: str
    error: str


@dataclass(frozen=True, slots=True)
class Run:
    """A run of a coder that the newest codings come from."""

    started: str
    coder: str
    version: str
    codebook: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many documents of a day or a month there are."""

    day: str
    documents: int


@dataclass(frozen=True, slots=True)
class Health:
    """Sources, the last runs, what failed, how many wait to be followed.

    Coverage is of the 90 days up to the newest document, of the 90 months where these days have next to none.
    """

    sources: list[SourceLine]
    documents: int
    waiting: int
    failed: list[Failed]
    runs: list[Run]
    coverage: list[Coverage]


@page(router, "/sources", "sources.html", Health)
def sources(reader: Reader) -> Answer[Health]:
    """Return the sources of the documents, how far they reach, and what went wrong."""
    lines = _sources(reader)
    coverage = _coverage(reader)
    waiting = reader.execute(text("SELECT count(*) FROM documents WHERE followed <> 1")).scalar_one()
    total = reader.execute(select(func.count(documents.c.day))).scalar_one()
    found = Health(lines, total, waiting, _failed(reader), _runs(reader), coverage)
    rows = [(line.source, line.documents, line.newest, line.last_read, line.how, line.place) for line in lines]
    most = max((one.documents for one in coverage), default=0)
    return Answer(found, Table(("source", "documents", "newest", "last_read", "how", "place"), rows), {"most": most})


def _sources(reader: Connection) -> list[SourceLine]:
    c = documents.c
    count = func.count()
    query = select(c.source, count, func.max(c.day), func.max(c.had_at)).group_by(c.source)
    rows = reader.execute(query.order_by(count.desc(), c.source).limit(_MOST_SOURCES)).all()
    return [SourceLine(source, kept, newest, read, *_came(reader, source, read)) for source, kept, newest, read in rows]


def _came(reader: Connection, source: str | None, had_at: str) -> tuple[str, str]:
    """Return how and from where the document of a publisher came that was kept at a time."""
    c = documents.c
    named = c.source.is_(None) if source is None else c.source == source
    row = reader.execute(select(c.how, c.place).where(named, c.had_at == had_at).limit(1)).one()
    return row.how, row.place


def _failed(reader: Connection) -> list[Failed]:
    d = documents.c
    newest = text("error IS NOT NULL AND newest = 1")
    query = select(d.key, d.id, d.place, codings.c.error).join_from(codings, documents, d.number == codings.c.document)
    rows = reader.execute(
        query.where(newest, d.taken_down.is_(None)).order_by(codings.c.number.desc()).limit(_MOST_FAILED)
    )
    return [Failed(row.key, json.loads(row.id), row.place, row.error) for row in rows]


def _runs(reader: Connection) -> list[Run]:
    c = runs.c
    query = select(c.started, c.coder, c.version, c.codebook).order_by(c.number.desc()).limit(5)
    return [Run(*row) for row in reader.execute(query)]


def _coverage(reader: Connection) -> list[Coverage]:
    """Return a number for each of the days or months up to the newest, also where it is 0."""
    c = documents.c
    newest = reader.execute(select(func.max(c.day))).scalar()
    if not newest or len(newest) < 10:
        return []
    last = date.fromisoformat(newest)
    days = [(last - timedelta(days=n)).isoformat() for n in reversed(range(_DAYS))]
    counts = _counts(reader, c.day, days[0])
    if sum(counts.values()) >= _FEW:
        return [Coverage(day, counts.get(day, 0)) for day in days]
    count = last.year * 12 + last.month - 1
    months = [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(count - _DAYS + 1, count + 1)]
    counts = _counts(reader, func.substr(c.day, 1, len("2024-05")), months[0])
    return [Coverage(month, counts.get(month, 0)) for month in months]


def _counts(reader: Connection, named: ColumnElement[str], first: str) -> dict[str, int]:
    """Return how many documents there are by a name of their day, from a first day on."""
    query = select(named, func.count()).where(documents.c.day >= first).group_by(named)
    return {row[0]: int(row[1]) for row in reader.execute(query)}
