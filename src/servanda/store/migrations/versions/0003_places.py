"""Where records lie on a map, and pairs by either party."""

import sqlalchemy as sa
from alembic import op

from servanda.store.migrating import Progress, progress_of, records_of, watched
from servanda.store.packing import unpack
from servanda.store.projection import place_rows

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables, and draw the places of what is kept."""
    op.create_table(
        "record_places",
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("document", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("tone", sa.SmallInteger(), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name=op.f("fk_record_places_document_documents")),
        sa.PrimaryKeyConstraint("day", "document", "nth", "name", name=op.f("pk_record_places")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_record_places_document"), "record_places", ["document"], unique=False)
    op.create_index(
        "ix_record_places_name",
        "record_places",
        ["name", "lat", "lon", "day", "tone", "country", "precision", "document", "nth"],
        unique=False,
    )
    op.create_index(
        "ix_dyads_high", "dyads", ["high", "low", "day", "document", "quad", "intensity", "status"], unique=False
    )
    draw_places(op.get_bind(), progress_of(op.get_context().config))


def draw_places(connection: sa.Connection, progress: Progress) -> None:
    """Draw the places of the newest codings; what somebody rejected has none."""
    query = "SELECT c.number, c.document, d.day FROM codings c JOIN documents d ON d.number = c.document"
    coding = sa.text("SELECT coded FROM codings WHERE number = :coding")
    rejected = "SELECT nth FROM records WHERE document = :number AND state = 'rejected'"
    columns = "document, day, nth, name, kind, type, tone, lat, lon, country, precision"
    values = ", ".join(f":{name}" for name in columns.split(", "))
    asked = connection.execute(sa.text(query + " WHERE c.newest = 1 AND c.coded IS NOT NULL")).all()
    for one, number, day in watched(asked, progress):
        packed = connection.execute(coding, {"coding": one}).scalar_one()
        left_out = set(connection.execute(sa.text(rejected), {"number": number}).scalars())
        records = records_of(unpack(bytes(packed)), ("event", "commitment"))
        rows = [row for nth, record in records if nth not in left_out for row in place_rows(nth, record, day)]
        if rows:
            insert = sa.text(f"INSERT INTO record_places ({columns}) VALUES ({values})")
            connection.execute(insert, [{**row, "document": number} for row in rows])
