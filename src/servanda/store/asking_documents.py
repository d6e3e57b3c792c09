"""Asking for documents: by the id that the user gave, by key, by number."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, or_, select

from servanda.store.schema import documents


def ids_by_key(connection: Connection, keys: Iterable[str]) -> dict[str, Any]:
    """Return the ids of documents, as they were given, by their keys."""
    c, wanted, found = documents.c, sorted(set(keys)), {}
    for start in range(0, len(wanted), 500):
        rows = connection.execute(select(c.key, c.id).where(c.key.in_(wanted[start : start + 500])))
        found.update({row.key: json.loads(row.id) for row in rows})
    return found


def numbers_by_key(connection: Connection, keys: Iterable[str]) -> dict[str, int]:
    """Return the numbers of documents by their keys."""
    c, wanted, found = documents.c, sorted(set(keys)), dict[str, int]()
    for start in range(0, len(wanted), 500):
        rows = connection.execute(select(c.key, c.number).where(c.key.in_(wanted[start : start + 500])))
        found.update({row.key: row.number for row in rows})
    return found


def numbers_of(connection: Connection, name: str) -> list[int]:
    """Return the numbers of the documents with that id, key or place; several where texts share it."""
    c = documents.c
    ids = [json.dumps(name), *([name] if name.lstrip("-").isdigit() else [])]
    query = select(c.number).where(or_(c.id.in_(ids), c.key == name)).order_by(c.number)
    return list(connection.execute(query).scalars())


def keys_of(connection: Connection, numbers: Iterable[int]) -> list[str]:
    """Return the keys of documents by their numbers."""
    c = documents.c
    return list(connection.execute(select(c.key).where(c.number.in_(list(numbers)))).scalars())
