"""People who log in, their sessions and searches; what the pages on sources and search ask for has an index."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "people",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_people")),
    )
    op.create_table(
        "sessions",
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.name"], name=op.f("fk_sessions_person_people")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_person"), "sessions", ["person"], unique=False)
    op.create_table(
        "saved_searches",
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("made", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_saved_searches")),
    )
    op.create_index(op.f("ix_saved_searches_person"), "saved_searches", ["person"], unique=False)
    op.create_index(op.f("ix_documents_source_had_at"), "documents", ["source", "had_at", "day"], unique=False)
    failed = sa.text("error IS NOT NULL AND newest = 1")
    op.create_index(
        op.f("ix_codings_failed"), "codings", ["number"], unique=False, sqlite_where=failed, postgresql_where=failed
    )
    told = sa.text("kind NOT IN ('actor', 'role', 'place', 'date')")
    op.create_index(
        op.f("ix_records_told"), "records", ["kind", "type", "document"], unique=False, sqlite_where=told,
        postgresql_where=told,
    )  # fmt: skip
