"""Stores for tests, each test on SQLite and on PostgreSQL; and documents that are coded once."""

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import postgresql
import pytest
from contents import fill
from sqlalchemy import create_engine, text

from servanda.sources import Document
from servanda.sources.found import Found
from servanda.store import Store, open_store
from servanda.store.adding import prepare_some
from servanda.store.preparing import Prepared
from texts import STORY

NUMBERS = count()


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The URL of a PostgreSQL server, {} for the database: a given one, else one of the tests' own, else they are skipped."""
    given = os.environ.get("SERVANDA_TEST_POSTGRESQL")
    if given:
        yield given
        return
    programs = postgresql.programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with postgresql.server(programs) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new store may be made: a folder, or the URL of an empty database."""
    if request.param == "sqlite":
        yield str(tmp_path / "store")
        return
    url = request.getfixturevalue("cluster")
    name = f"servanda_test_{os.getpid()}_{next(NUMBERS)}"
    engine = create_engine(url.format("postgres").replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield str(url.format(name))
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    """A new and empty store."""
    opened = open_store(place)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def found() -> tuple[Found, ...]:
    """Documents as a file of JSON lines gives them."""
    return tuple(
        Found(Document(name, words, title=name.title(), published=day, source=source), "line", f"docs, line {n}", True)
        for n, (name, day, source, words) in enumerate(STORY, 1)
    )


@pytest.fixture(scope="session")
def prepared(found: tuple[Found, ...]) -> tuple[Prepared, ...]:
    """The same documents, coded."""
    return tuple(prepare_some(found, "2026-01-01T00:00:00+00:00"))


@pytest.fixture
def filled(store: Store, prepared: tuple[Prepared, ...]) -> Store:
    """A store with these documents, followed."""
    fill(store, [prepared])
    return store


@pytest.fixture(scope="session")
def coded(prepared: tuple[Prepared, ...]) -> Callable[[], tuple[Prepared, ...]]:
    """What gives the coded documents: a failing example is printed without them."""
    return lambda: prepared
