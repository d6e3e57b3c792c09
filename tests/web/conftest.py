"""The application over a store of a few documents: one for all tests that only look, a copy for each that changes something."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import app_over, client_of
from contents import fill
from fastapi.testclient import TestClient

from servanda.sources import Document
from servanda.sources.found import Found
from servanda.store import Store, open_store
from servanda.store.adding import prepare_some
from texts import STORY


@pytest.fixture(scope="session")
def kept_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with the documents of STORY, followed; nobody may change it."""
    folder = tmp_path_factory.mktemp("kept") / "store"
    found = [
        Found(Document(name, words, title=name.title(), published=day, source=source), "line", f"docs, line {n}", True)
        for n, (name, day, source, words) in enumerate(STORY, 1)
    ]
    store = open_store(folder)
    fill(store, [prepare_some(found, "2026-01-01T00:00:00+00:00")])
    store.close()
    return folder


@pytest.fixture(scope="session")
def looked_at(kept_folder: Path) -> Iterator[Store]:
    """A store for tests that only look."""
    store = open_store(kept_folder, create=False)
    yield store
    store.close()


@pytest.fixture
def store(kept_folder: Path, tmp_path: Path) -> Iterator[Store]:
    """A copy of the store for a test that changes something."""
    shutil.copytree(kept_folder, tmp_path / "store")
    store = open_store(tmp_path / "store", create=False)
    yield store
    store.close()


@pytest.fixture
def empty_client(tmp_path: Path) -> Iterator[TestClient]:
    """A browser of an application over an empty store."""
    store = open_store(tmp_path / "empty")
    yield client_of(app_over(store))
    store.close()


@pytest.fixture(scope="session")
def client(looked_at: Store) -> TestClient:
    """A browser that only looks."""
    return client_of(app_over(looked_at))


@pytest.fixture
def writer(store: Store) -> TestClient:
    """A browser that may change something: `writer.post(path, data=...)` carries the token of forms by its header."""
    made = client_of(app_over(store))
    made.get("/today")
    made.headers["X-CSRF-Token"] = made.cookies["servanda_csrf"]
    return made
