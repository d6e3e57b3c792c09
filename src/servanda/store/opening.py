"""Opening: a folder or a database URL in, a `Store` out, its tables brought to this version."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError

from servanda.store.migrating import NEWEST, Progress, StoreError, migrate, unwatched, version_of
from servanda.store.originals import FolderOriginals, Originals, TableOriginals

FILE = "servanda.db"
PATIENCE = 120
_LOCK = 7_368_214
_PRAGMAS = (
    f"PRAGMA busy_timeout = {PATIENCE * 1000}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -65536",
    "PRAGMA mmap_size = 1073741824",
    "PRAGMA temp_store = MEMORY",
)


@dataclass(frozen=True, slots=True)
class Store:
    """An opened store. Many may read and write at once: writers wait for each other, readers for nobody."""

    engine: Engine
    originals: Originals
    place: str

    @property
    def is_postgresql(self) -> bool:
        """Whether a PostgreSQL server holds it."""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the store from its first question on."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes are kept together at the end, or not at all; one writer at a time."""
        with self.engine.connect().execution_options(servanda_writes=True) as connection, connection.begin():
            if self.is_postgresql:
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            yield connection

    def close(self) -> None:
        """Close what is open."""
        self.engine.dispose()


def open_store(place: str | Path, *, create: bool = True, progress: Progress = unwatched) -> Store:
    """Return the store in a folder, or behind a PostgreSQL URL; new where there is none and `create` is true.

    `progress` is told how far it is where the documents of an older version are gone through, which may take minutes.
    Raises StoreError for a place that is no store, cannot be reached, or was made by a newer servanda.
    """
    store = _at_url(str(place)) if "://" in str(place) else _in_folder(Path(place), create)
    try:
        with store.reading() as connection:
            version = version_of(connection)
        if version != NEWEST:
            with store.writing() as connection:
                migrate(connection, progress)
    except OperationalError as error:
        raise StoreError(f"cannot open the store at {place}: {error.orig}") from None
    return store


def _in_folder(folder: Path, create: bool) -> Store:
    path = folder / FILE
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder} is a file; give the folder of a store, or a new folder")
    if not path.exists() and not create:
        raise StoreError(f"there is no store at {folder}; make one with: servanda add ARTICLES --store {folder}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"cannot make the folder {folder}: {error.strerror}") from None
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": PATIENCE, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return Store(engine, FolderOriginals(folder / "originals"), str(folder))


def _prepare_sqlite(connection: Any, _: Any) -> None:
    """Set what holds for every connection; transactions are begun by `_begin_sqlite`, not by Python's driver."""
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        _run_patiently(connection, pragma)


def _run_patiently(connection: Any, pragma: str) -> None:
    """Run a pragma; the change to WAL, made once in the life of a store, fails at once where another does the same."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute(pragma)
            return
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def _begin_sqlite(connection: Connection) -> None:
    """Begin: a writer takes its turn at once, for a reader that became a writer midway could only fail."""
    writes = connection.get_execution_options().get("servanda_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _at_url(place: str) -> Store:
    try:
        url = make_url(place)
        if url.get_backend_name() == "sqlite":
            raise StoreError("for SQLite give the folder, not a URL")
        engine = create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError):
        raise StoreError(f"{place} is neither a folder nor a URL such as postgresql://user@host/database") from None
    except ModuleNotFoundError:
        raise StoreError("PostgreSQL needs psycopg: pip install 'servanda[postgres]'") from None
    if url.get_backend_name() != "postgresql":
        raise StoreError(f"{url.get_backend_name()} is not supported: use a folder (SQLite) or postgresql://...")
    return Store(engine, TableOriginals(), url.render_as_string(hide_password=True))
