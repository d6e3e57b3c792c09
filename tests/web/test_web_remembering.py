"""Remembering: a question is put to the store once, and again as soon as anybody has written to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from servanda.store import Store, open_store
from servanda.web.remembering import Memory, key_of

WRITTEN = "INSERT INTO pairs (low, high, cooperation, conflict, balance, last_day) VALUES ('FJI', 'TON', 1, 0, 250, '')"


@dataclass(frozen=True)
class Wanted:
    """Plain values in a frozen one."""

    words: str
    kinds: tuple[str, ...]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "store")
    yield opened
    opened.close()


def page(reader: Connection, page: int, wanted: Wanted) -> int:
    """Stand for a page function."""
    return page


def test_an_answer_is_found_once_until_the_store_changes(store: Store) -> None:
    memory, found = Memory(store), list[int]()

    def find() -> int:
        found.append(len(found))
        return found[-1]

    assert [memory.recall("key", find), memory.recall("key", find), memory.recall("other", find)] == [0, 0, 1]
    with store.writing() as connection:
        connection.execute(text(WRITTEN))
    assert [memory.recall("key", find), memory.recall("key", find)] == [2, 2]


def test_what_was_found_while_the_store_changed_is_found_again(store: Store) -> None:
    memory = Memory(store)

    def find_while_another_writes() -> str:
        with store.writing() as connection:
            connection.execute(text(WRITTEN))
        return "before"

    assert memory.recall("key", find_while_another_writes) == "before"
    assert memory.recall("key", lambda: "after") == "after"


def test_without_a_key_nothing_is_remembered(store: Store) -> None:
    memory = Memory(store)
    assert [memory.recall(None, lambda: 1), memory.recall(None, lambda: 2)] == [1, 2]


def test_questions_differ_by_their_plain_values_and_not_by_the_connection(store: Store) -> None:
    with store.reading() as one, store.reading() as other:
        asked = {"page": 1, "wanted": Wanted("grain", ("event",))}
        assert key_of(page, {"reader": one, **asked}) == key_of(page, {"reader": other, **asked})
        assert key_of(page, {"reader": one, **asked}) != key_of(page, {"reader": one, **asked, "page": 2})
        assert key_of(page, {"reader": one, **asked}) != key_of(
            page, {"reader": one, "page": 1, "wanted": Wanted("grain", ())}
        )


def test_what_asks_for_more_than_the_store_has_no_key(store: Store) -> None:
    with store.reading() as reader:
        assert key_of(page, {"reader": reader, "desk": object()}) is None
        assert key_of(page, {"page": 1}) is None
