"""Asking for the queue of review: one record at a time, the least sure and most consequential first.

A place in the queue is a value of its own, so that the next one is found from any place, also when what stood there is decided.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Select, and_, func, or_, select, text, tuple_

from servanda.store.keys import record_id, record_number
from servanda.store.schema import documents, records

_WAITS = text("doubt IS NOT NULL AND state IS NULL AND \"where\" = 'text'")
COUNTED = 5000


@dataclass(frozen=True, slots=True)
class QueuePlace:
    """Where a record stands in the queue: how much it is worth a look, its document, its number there."""

    doubt: float
    document: int
    nth: int


@dataclass(frozen=True, slots=True)
class Queued:
    """A record of the queue and its place."""

    place: QueuePlace
    record: str
    kind: str
    key: str


def count_kinds(connection: Connection, kinds: Sequence[str]) -> dict[str, int]:
    """Return how many records of each kind wait for a look; of more than 5,000 that there are so many."""
    return {kind: count for kind in kinds if (count := _count(connection, kind))}


def _count(connection: Connection, kind: str) -> int:
    some = select(records.c.nth).where(_WAITS, records.c.kind == kind).limit(COUNTED).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one()


def ask_queue(
    connection: Connection, kind: str | None, place: QueuePlace | None, way: Literal["at", "next", "previous"] = "at"
) -> Queued | None:
    """Return the record at a place or the first after it, the next one, or the one before; None where there is none.

    Without a place it is the first of all; of records that are as doubtful as each other, those of the newest document.
    """
    r = records.c
    query = _query().where(_WAITS)
    if kind is not None:
        query = query.where(r.kind == kind)
    order: tuple[Any, ...] = (r.doubt.desc(), r.document.desc(), r.nth.desc())
    if place is not None:
        mine = tuple_(r.document, r.nth)
        here = (place.document, place.nth)
        if way == "previous":
            query = query.where(or_(r.doubt > place.doubt, and_(r.doubt == place.doubt, mine > here)))
            order = (r.doubt.asc(), r.document.asc(), r.nth.asc())
        else:
            after = mine < here if way == "next" else mine <= here
            query = query.where(r.doubt <= place.doubt, or_(r.doubt < place.doubt, after))
    return _queued(connection, query.order_by(*order).limit(1))


def ask_queued(connection: Connection, key: str, record: str) -> Queued | None:
    """Return a record with its place in the queue, also where it is decided already; None where it has no place."""
    r, d = records.c, documents.c
    query = _query().where(r.where == "text", d.key == key, r.number == record_number(record), r.doubt.is_not(None))
    return _queued(connection, query.limit(1))


def _query() -> Select[Any]:
    r, d = records.c, documents.c
    chosen = select(r.doubt, r.document, r.nth, r.kind, r.number, d.key)
    return chosen.join(documents, d.number == r.document)


def _queued(connection: Connection, query: Select[Any]) -> Queued | None:
    row = connection.execute(query).first()
    if row is None:
        return None
    return Queued(QueuePlace(row.doubt, row.document, row.nth), record_id(row.kind, row.number), row.kind, row.key)
