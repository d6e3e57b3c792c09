"""Positions: the order in which documents are followed, whatever the order in which they came.

A document is followed when its story and the entries of its claims are found among the documents before it: those of an
earlier day, or of the same day with a smaller key. One that comes late makes those after it wait to be followed again, so
that stories and ledger are the same as if all had come in order.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Table, select, text, update

from servanda.store import blocks
from servanda.store.schema import documents

WAITING, FOLLOWED, AGAIN = 0, 1, 2


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """Where a document stands: its day ("" where unknown), its key; and its number in the tables."""

    day: str
    key: str
    number: int


def position_of(connection: Connection, number: int) -> Position:
    """Return the position of a document by its number."""
    c = documents.c
    row = connection.execute(select(c.day, c.key, c.number).where(c.number == number)).one()
    return Position(row.day, row.key, row.number)


def positions_of(connection: Connection, numbers: Iterable[int]) -> dict[int, Position]:
    """Return the positions of documents by their numbers."""
    c = documents.c
    rows = connection.execute(select(c.day, c.key, c.number).where(c.number.in_(list(numbers))))
    return {row.number: Position(row.day, row.key, row.number) for row in rows}


def next_waiting(connection: Connection) -> Position | None:
    """Return the first document that waits to be followed, None where none does."""
    c = documents.c
    query = select(c.day, c.key, c.number).where(text("followed <> 1")).order_by(c.day, c.key).limit(1)
    row = connection.execute(query).first()
    return Position(row.day, row.key, row.number) if row else None


def mark_followed(connection: Connection, number: int) -> None:
    """Note that a document is followed."""
    connection.execute(update(documents).where(documents.c.number == number).values(followed=FOLLOWED))


def mark_again(connection: Connection, numbers: Iterable[int]) -> None:
    """Make documents that are followed wait to be followed again."""
    c = documents.c
    waits = update(documents).where(c.number.in_(list(numbers)), c.followed == FOLLOWED)
    connection.execute(waits.values(followed=AGAIN))


def mark_waiting(connection: Connection, number: int) -> None:
    """Make a document wait to be followed."""
    connection.execute(update(documents).where(documents.c.number == number).values(followed=AGAIN))


def wake_later(connection: Connection, table: Table, keys: Iterable[int], position: Position) -> None:
    """Make the documents after a position that share a key in `story_keys` or `claim_keys` wait to be followed again."""
    near = positions_of(connection, blocks.after(connection, table, keys, position.day))
    mark_again(connection, [number for number, other in near.items() if other > position])
