"""Blocks: which documents and claims share a key with one, nearest in time first, at the same cost in any store."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, select

from servanda.following.ledger import NEAREST

NEXT = 60


def before(connection: Connection, table: Table, keys: Iterable[int], day: str) -> list[Row[Any]]:
    """Return the rows of `story_keys` or `claim_keys` with one of the keys up to a day: the NEAREST of each key."""
    return [row for key in keys for row in connection.execute(_before(table, key, day)).all()]


def after(connection: Connection, table: Table, keys: Iterable[int], day: str) -> set[int]:
    """Return the documents with one of the keys from a day on: the NEXT of each key."""
    found: set[int] = set()
    for key in keys:
        query = select(table.c.document).where(table.c.key == key, table.c.day >= day)
        found.update(connection.execute(query.order_by(table.c.day, table.c.document).limit(NEXT)).scalars())
    return found


def _before(table: Table, key: int, day: str) -> Select[Any]:
    query = select(table).where(table.c.key == key, table.c.day <= day)
    return query.order_by(table.c.day.desc(), table.c.document.desc()).limit(NEAREST)
