"""Migrating: an opened database is brought to the tables that this version knows, at once or not at all."""

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection, inspect, text

from servanda.record import CodedDocument, Record, from_dict

if TYPE_CHECKING:
    from alembic.config import Config

NEWEST = "0010"
# Is told how many documents of how many are done, where their codings are read again.
Progress = Callable[[int, int], None]
_FOLDER = Path(__file__).parent / "migrations"
_DONE_AT_ONCE = 500
_T = TypeVar("_T")


class StoreError(RuntimeError):
    """A store that cannot be opened or used; the message says what to do."""


def version_of(connection: Connection) -> str | None:
    """Return the version of the tables, None where there are none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return version


def unwatched(done: int, total: int) -> None:
    """Watch the progress and tell nobody."""


def progress_of(config: "Config | None") -> Progress:
    """Return who is to be told of the progress of a migration that runs under a configuration; nobody without one."""
    progress: Progress = config.attributes["progress"] if config else unwatched
    return progress


def watched(documents: Sequence[_T], progress: Progress) -> Iterator[_T]:
    """Yield the documents, and tell every few hundred how many are done."""
    for done, document in enumerate(documents):
        if done % _DONE_AT_ONCE == 0:
            progress(done, len(documents))
        yield document
    progress(len(documents), len(documents))


def records_of(coded: dict[str, Any], kinds: Collection[str]) -> list[tuple[int, Record]]:
    """Return the records of these kinds of a kept coding, each with its place among all; the others are not even read."""
    places = [nth for nth, record in enumerate(coded.get("records", ())) if record["kind"] in kinds]
    if not places:
        return []
    some = from_dict({**coded, "records": [coded["records"][nth] for nth in places]})
    return list(zip(places, some.records, strict=True)) if isinstance(some, CodedDocument) else []


def migrate(connection: Connection, progress: Progress = unwatched) -> None:
    """Bring the tables to the newest version, inside the transaction that the connection is in.

    Raises StoreError for tables that a newer servanda made.
    """
    from alembic import command  # noqa: PLC0415  slow to import, and needed only where tables change
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes.update(connection=connection, progress=progress)
    try:
        command.upgrade(config, NEWEST)
    except CommandError:
        raise StoreError(
            f"the store has tables of version {version_of(connection)}, this servanda knows {NEWEST}: "
            "install the newer servanda that made it"
        ) from None
