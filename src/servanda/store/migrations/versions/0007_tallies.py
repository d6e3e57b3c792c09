"""Events of pairs and places by month are tallied, so that no page counts them again."""

import sqlalchemy as sa
from alembic import op

from servanda.store.tallies import tally_pairs, tally_places

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables, and tally what is kept."""
    op.create_table(
        "pairs",
        sa.Column("low", sa.Text(), nullable=False),
        sa.Column("high", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("cooperation", "conflict", "balance")),
        sa.Column("last_day", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("low", "high", name=op.f("pk_pairs")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_pairs_high", "pairs", ["high"], unique=False)
    op.create_table(
        "place_months",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("cooperation", "conflict", "commitments")),
        sa.PrimaryKeyConstraint("name", "lat", "lon", "country", "precision", "month", name=op.f("pk_place_months")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_place_months_month", "place_months", ["month"], unique=False)
    tally_pairs(op.get_bind())
    tally_places(op.get_bind())
