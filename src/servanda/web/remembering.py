"""Remembering: what pages found in the store, until the store changes, so that many readers of one page ask it once."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, text

from servanda.store import Store

# What pages say also depends on the clock ("an hour ago"): nothing is remembered for longer.
_SECONDS = 60.0
_MOST = 256
Found = TypeVar("Found")
_PLAIN = (str, int, float, bool, date, type(None))


class Memory:
    """The latest answers of page functions over a store, each good for a minute and for one state of the store."""

    def __init__(self, store: Store) -> None:
        self._state = _StateOfSqlite(store) if not store.is_postgresql else _StateOfPostgresql(store)
        self._kept: OrderedDict[Hashable, tuple[Hashable, float, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self, key: Hashable | None, find: Callable[[], Found]) -> Found:
        """Return what is remembered under a key, else what is found now; with no key nothing is remembered."""
        if key is None:
            return find()
        # The state comes first: what changes while the answer is found makes the answer old, never new.
        state, now = self._state.now(), time.monotonic()
        with self._lock:
            known = self._kept.get(key)
        if known is not None and known[0] == state and now - known[1] < _SECONDS:
            return cast(Found, known[2])
        found = find()
        with self._lock:
            self._kept[key] = (state, now, found)
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)
        return found


def key_of(function: Callable[..., Any], given: Mapping[str, Any]) -> Hashable | None:
    """Return the key of a question to the store; None where it asks for more than the store and plain values."""
    asked = {name: value for name, value in given.items() if not isinstance(value, Connection)}
    if len(asked) == len(given):
        return None
    try:
        values = tuple((name, _plain(asked[name])) for name in sorted(asked))
    except TypeError:
        return None
    return function.__module__, function.__qualname__, date.today(), values


def _plain(value: Any) -> Hashable:
    """Return a value of plain parts as one that can be a key; raises TypeError for anything else."""
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, list | tuple):
        return tuple(map(_plain, value))
    if is_dataclass(value) and not isinstance(value, type):
        return type(value), tuple(_plain(getattr(value, part.name)) for part in fields(value))
    raise TypeError(f"{type(value).__name__} is more than a plain value")


@dataclass(slots=True)
class _StateOfSqlite:
    """The state of an SQLite file: the number that one connection, which never writes, is given for what all others wrote."""

    store: Store
    _connection: Connection | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def now(self) -> int:
        with self._lock:
            if self._connection is None:
                self._connection = self.store.engine.connect()
            with self._connection.begin():
                state: int = self._connection.execute(text("PRAGMA data_version")).scalar_one()
        return state


@dataclass(frozen=True, slots=True)
class _StateOfPostgresql:
    """The state of a PostgreSQL server: the first transaction that has not been numbered yet."""

    store: Store

    def now(self) -> str:
        with self.store.reading() as connection:
            state: str = connection.execute(text("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")).scalar_one()
        return state
