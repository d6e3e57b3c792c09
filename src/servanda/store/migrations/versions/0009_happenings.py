"""Pairs are tallied by happening, not by report; what is between the parties of an entry has an index."""

import sqlalchemy as sa
from alembic import op

from servanda.store.tallies import tally_pairs

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables, and tally pairs anew."""
    op.create_index("ix_entries_pair", "entries", ["pair", "slight", "last_day", "id"], unique=False)
    op.execute(sa.text("DELETE FROM pairs"))
    tally_pairs(op.get_bind())
