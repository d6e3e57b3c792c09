"""Since when and until when an office is held, where a text says so."""

import sqlalchemy as sa
from alembic import op

from servanda.store.migrating import Progress, progress_of, records_of, watched
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
    draw_tenures(op.get_bind(), progress_of(op.get_context().config))


def draw_tenures(connection: sa.Connection, progress: Progress) -> None:
    """Draw since when and until when the offices are held that the newest codings tell of."""
    of_offices = "newest = 1 AND coded IS NOT NULL AND document IN (SELECT document FROM held_offices)"
    asked = connection.execute(sa.text(f"SELECT number, document FROM codings WHERE {of_offices}")).all()
    coding = sa.text("SELECT coded FROM codings WHERE number = :coding")
    h = held_offices.c
    for one, number in watched(asked, progress):
        packed = connection.execute(coding, {"coding": one}).scalar_one()
        for nth, record in records_of(unpack(bytes(packed)), ("role",)):
            for row in office_rows(nth, record):
                told = {"from": row["from"], "until": row["until"]}
                if any(told.values()):
                    where = (h.document == number) & (h.nth == nth)
                    connection.execute(sa.update(held_offices).where(where).values(told))
