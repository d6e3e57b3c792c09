"""Who held which office, as texts tell it."""

import sqlalchemy as sa
from alembic import op

from servanda.record import CodedDocument, from_dict
from servanda.store.packing import unpack
from servanda.store.projection import office_rows
from servanda.store.schema import held_offices

_COLUMNS = ("nth", "person", "surname", "name", "country", "office", "of", "standing")
revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables, and draw the offices of what is kept."""
    op.create_table(
        "held_offices",
        sa.Column("document", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("surname", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("of", sa.Text(), nullable=True),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name=op.f("fk_held_offices_document_documents")),
        sa.PrimaryKeyConstraint("document", "nth", name=op.f("pk_held_offices")),
        sqlite_with_rowid=False,
    )
    for column in ("person", "surname", "of"):
        op.create_index(op.f(f"ix_held_offices_{column}"), "held_offices", [column], unique=False)
    _draw_offices(op.get_bind())


def _draw_offices(connection: sa.Connection) -> None:
    """Draw the offices of the newest codings; what somebody rejected has none."""
    kept = sa.text("SELECT document, coded FROM codings WHERE newest = 1 AND coded IS NOT NULL")
    rejected = sa.text("SELECT nth FROM records WHERE document = :number AND state = 'rejected'")
    for number, packed in connection.execute(kept):
        coded = from_dict(unpack(bytes(packed)))
        left_out = set(connection.execute(rejected, {"number": number}).scalars())
        records = enumerate(coded.records if isinstance(coded, CodedDocument) else ())
        rows = [
            {**{column: row[column] for column in _COLUMNS}, "document": number}
            for nth, one in records
            if nth not in left_out
            for row in office_rows(nth, one)
        ]
        if rows:
            connection.execute(sa.insert(held_offices), rows)
