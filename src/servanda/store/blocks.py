"""Blocks: which documents and claims share a key with one, nearest in time first, at the same cost in any store."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, bindparam, select

from servanda.following.ledger import NEAREST

NEXT = 60


def before(connection: Connection, table: Table, keys: Iterable[int], day: str) -> list[Row[Any]]:
    """Return the rows of `story_keys` or `claim_keys` with one of the keys up to a day: the NEAREST of each key."""
    query = _before(table)
    return [row for key in keys for row in connection.execute(query, {"one": key, "limit": day}).all()]


def after(connection: Connection, table: Table, keys: Iterable[int], day: str) -> set[int]:
    """Return the documents with one of the keys from a day on: the NEXT of each key."""
    query, found = _after(table), set[int]()
    for key in keys:
        found.update(connection.execute(query, {"one": key, "limit": day}).scalars())
    return found


# A document asks a hundred times, once for each key: to write a query down anew takes longer than to run it.
@cache
def _before(table: Table) -> Select[Any]:
    query = select(table).where(table.c.key == bindparam("one"), table.c.day <= bindparam("limit"))
    return query.order_by(table.c.day.desc(), table.c.document.desc()).limit(NEAREST)


@cache
def _after(table: Table) -> Select[Any]:
    query = select(table.c.document).where(table.c.key == bindparam("one"), table.c.day >= bindparam("limit"))
    return query.order_by(table.c.day, table.c.document).limit(NEXT)
