"""What the page of the ledger filters, sorts and groups by gets columns of its own."""

import sqlalchemy as sa
from alembic import op

from servanda.following.entries import Entry
from servanda.following.layout import from_row
from servanda.store.entry_columns import columns_of
from servanda.store.packing import unpack

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_DAYS = ("heard_day", "since_day", "due_day")
_WORDS = ("pair", "sector", "content")
_FLAGS = ("slight", "disputed")
_PAGE = (
    "slight", "last_day", "id", "first_day", "heard_day", "since_day", "due_day", "status", "act", "pair", "sector",
    "disputed", "content",
)  # fmt: skip
_QUEUED = "doubt IS NOT NULL AND state IS NULL AND \"where\" = 'text'"


def upgrade() -> None:
    """Change the tables."""
    for name in _DAYS:
        op.add_column("entries", sa.Column(name, sa.String(length=10), nullable=True))
    for name in _WORDS:
        op.add_column("entries", sa.Column(name, sa.Text(), server_default="", nullable=False))
    for name in _FLAGS:
        op.add_column("entries", sa.Column(name, sa.SmallInteger(), server_default="0", nullable=False))
    fill(op.get_bind())
    op.create_index("ix_entries_page", "entries", [*_PAGE], unique=False)
    op.create_index(
        "ix_records_waiting",
        "records",
        ["kind", "doubt", "document", "nth"],
        unique=False,
        sqlite_where=sa.text(_QUEUED),
        postgresql_where=sa.text(_QUEUED),
    )


def fill(connection: sa.Connection) -> None:
    """Fill the new columns from the entries that are kept."""
    names = ("id", "packed", *_DAYS, *_WORDS, *_FLAGS)
    entries = sa.table("entries", *(sa.column(name) for name in names))
    for key in connection.execute(sa.select(entries.c.id)).scalars().all():
        packed = connection.execute(sa.select(entries.c.packed).where(entries.c.id == key)).scalar_one()
        values = columns_of(from_row(Entry, unpack(packed)))
        connection.execute(sa.update(entries).where(entries.c.id == key).values(values))
