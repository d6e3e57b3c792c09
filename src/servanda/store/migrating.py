"""Migrating: an opened database is brought to the tables that this version knows, at once or not at all."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

NEWEST = "0010"
_FOLDER = Path(__file__).parent / "migrations"


class StoreError(RuntimeError):
    """A store that cannot be opened or used; the message says what to do."""


def version_of(connection: Connection) -> str | None:
    """Return the version of the tables, None where there are none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return version


def migrate(connection: Connection) -> None:
    """Bring the tables to the newest version, inside the transaction that the connection is in.

    Raises StoreError for tables that a newer servanda made.
    """
    from alembic import command  # noqa: PLC0415  slow to import, and needed only where tables change
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, NEWEST)
    except CommandError:
        raise StoreError(
            f"the store has tables of version {version_of(connection)}, this servanda knows {NEWEST}: "
            "install the newer servanda that made it"
        ) from None
