"""What happens between two parties is tallied by day, so that no page counts it again."""

import sqlalchemy as sa
from alembic import op

from servanda.store.tallies import tally_days

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables, and tally what is kept."""
    op.create_table(
        "pair_days",
        sa.Column("low", sa.Text(), nullable=False),
        sa.Column("high", sa.Text(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("cooperation", "conflict", "cooperative", "conflictual")
        ),
        sa.PrimaryKeyConstraint("low", "high", "day", name=op.f("pk_pair_days")),
        sqlite_with_rowid=False,
    )
    tally_days(op.get_bind())
