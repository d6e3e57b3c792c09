"""Since when and until when an office is held, where a text says so."""

import sqlalchemy as sa
from alembic import op

from servanda.record import CodedDocument, from_dict
from servanda.store.packing import unpack
from servanda.store.projection import office_rows
from servanda.store.schema import held_offices

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables, and draw the tenures of what is kept."""
    for column in ("from", "until"):
        op.add_column("held_offices", sa.Column(column, sa.Text(), nullable=True))
    _draw_tenures(op.get_bind())


def _draw_tenures(connection: sa.Connection) -> None:
    of_offices = "newest = 1 AND coded IS NOT NULL AND document IN (SELECT document FROM held_offices)"
    asked = connection.execute(sa.text(f"SELECT number, document FROM codings WHERE {of_offices}")).all()
    coding = sa.text("SELECT coded FROM codings WHERE number = :coding")
    h = held_offices.c
    for one, number in asked:
        packed = connection.execute(coding, {"coding": one}).scalar_one()
        coded = from_dict(unpack(bytes(packed)))
        for nth, record in enumerate(coded.records if isinstance(coded, CodedDocument) else ()):
            for row in office_rows(nth, record):
                told = {"from": row["from"], "until": row["until"]}
                if any(told.values()):
                    where = (h.document == number) & (h.nth == nth)
                    connection.execute(sa.update(held_offices).where(where).values(told))
