"""Pairs are tallied by happening, not by report; pages ask for what is near an entry and what waits without a search."""

import sqlalchemy as sa
from alembic import op

from servanda.store.tallies import tally_pairs

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables, and tally pairs anew."""
    op.execute(sa.text("DELETE FROM pairs"))
    tally_pairs(op.get_bind())
