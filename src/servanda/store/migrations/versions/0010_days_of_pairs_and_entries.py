"""What happens between two parties is tallied by day; the ledger is sorted by the last step of each history."""

import sqlalchemy as sa
from alembic import op

from servanda.store.tallies import tally_days

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_PAGE = (
    "slight", "heard_day", "id", "first_day", "last_day", "since_day", "due_day", "status", "act", "pair", "sector",
    "disputed", "content",
)  # fmt: skip


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
    op.drop_index("ix_entries_pair", "entries")
    op.drop_index("ix_entries_page", "entries")
    op.create_index("ix_entries_pair", "entries", ["pair", "slight", "heard_day", "id"], unique=False)
    op.create_index("ix_entries_page", "entries", [*_PAGE], unique=False)
