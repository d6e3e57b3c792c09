"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "decisions",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("document", sa.String(length=20), nullable=True),
        sa.Column("anchor", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("undoes", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["undoes"], ["decisions.number"], name=op.f("fk_decisions_undoes_decisions")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_document"), "decisions", ["document"], unique=False)
    op.create_index(op.f("ix_decisions_target"), "decisions", ["target"], unique=False)
    op.create_table(
        "documents",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("day", sa.String(length=10), server_default="", nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("had_at", sa.Text(), nullable=False),
        sa.Column("original", sa.String(length=64), nullable=True),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.Column("taken_down", sa.Text(), nullable=True),
        sa.Column("followed", sa.SmallInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_documents")),
        sa.UniqueConstraint("key", name=op.f("uq_documents_key")),
    )
    op.create_index(op.f("ix_documents_day"), "documents", ["day"], unique=False)
    op.create_index(op.f("ix_documents_id"), "documents", ["id"], unique=False)
    op.create_index(op.f("ix_documents_sha256"), "documents", ["sha256"], unique=False)
    op.create_index(
        "ix_documents_waiting",
        "documents",
        ["day", "key"],
        unique=False,
        sqlite_where=sa.text("followed <> 1"),
        postgresql_where=sa.text("followed <> 1"),
    )
    op.create_table(
        "entries",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("first_day", sa.String(length=10), nullable=True),
        sa.Column("last_day", sa.String(length=10), nullable=True),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entries")),
    )
    op.create_index(op.f("ix_entries_last_day"), "entries", ["last_day"], unique=False)
    op.create_index(op.f("ix_entries_status"), "entries", ["status"], unique=False)
    op.create_table(
        "originals",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_originals")),
    )
    op.create_table(
        "runs",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("started", sa.Text(), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("codebook", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_runs")),
    )
    op.create_table(
        "stories",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("first_day", sa.String(length=10), nullable=True),
        sa.Column("last_day", sa.String(length=10), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stories")),
    )
    op.create_index(op.f("ix_stories_last_day"), "stories", ["last_day"], unique=False)
    op.create_table(
        "claim_keys",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("document", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name=op.f("fk_claim_keys_document_documents")),
        sa.PrimaryKeyConstraint("key", "day", "document", "nth", name=op.f("pk_claim_keys")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_claim_keys_document"), "claim_keys", ["document"], unique=False)
    op.create_table(
        "claims",
        sa.Column("document", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=True),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name=op.f("fk_claims_document_documents")),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_claims_entry_entries")),
        sa.PrimaryKeyConstraint("document", "nth", name=op.f("pk_claims")),
    )
    op.create_index(op.f("ix_claims_entry"), "claims", ["entry"], unique=False)
    op.create_index(op.f("ix_claims_id"), "claims", ["id"], unique=False)
    op.create_table(
        "codings",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("run", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("newest", sa.SmallInteger(), server_default="1", nullable=False),
        sa.Column("coded", sa.LargeBinary(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name=op.f("fk_codings_document_documents")),
        sa.ForeignKeyConstraint(["run"], ["runs.number"], name=op.f("fk_codings_run_runs")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_codings")),
    )
    op.create_index(op.f("ix_codings_document"), "codings", ["document"], unique=False)
    op.create_table(
        "descriptions",
        sa.Column("document", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name=op.f("fk_descriptions_document_documents")),
        sa.PrimaryKeyConstraint("document", name=op.f("pk_descriptions")),
    )
    op.create_table(
        "dyads",
        sa.Column("low", sa.Text(), nullable=False),
        sa.Column("high", sa.Text(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("document", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=True),
        sa.Column("quad", sa.Text(), nullable=False),
        sa.Column("intensity", sa.Float(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name=op.f("fk_dyads_document_documents")),
        sa.PrimaryKeyConstraint("low", "high", "day", "document", "nth", "source", name=op.f("pk_dyads")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_dyads_document"), "dyads", ["document"], unique=False)
    op.create_table(
        "entry_parties",
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("last_day", sa.String(length=10), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_entry_parties_entry_entries")),
        sa.PrimaryKeyConstraint("party", "role", "last_day", "entry", name=op.f("pk_entry_parties")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_entry_parties_entry"), "entry_parties", ["entry"], unique=False)
    op.create_table(
        "entry_sectors",
        sa.Column("sector", sa.Text(), nullable=False),
        sa.Column("last_day", sa.String(length=10), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["entries.id"], name=op.f("fk_entry_sectors_entry_entries")),
        sa.PrimaryKeyConstraint("sector", "last_day", "entry", name=op.f("pk_entry_sectors")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_entry_sectors_entry"), "entry_sectors", ["entry"], unique=False)
    op.create_table(
        "record_parties",
        sa.Column("document", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name=op.f("fk_record_parties_document_documents")),
        sa.PrimaryKeyConstraint("document", "nth", "role", "party", name=op.f("pk_record_parties")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_record_parties_party", "record_parties", ["party", "day", "document", "nth", "role"], unique=False
    )
    op.create_table(
        "records",
        sa.Column("document", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("where", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("sentence_start", sa.Integer(), nullable=False),
        sa.Column("sentence_end", sa.Integer(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("sectors", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("doubt", sa.Float(), nullable=True),
        sa.Column("state", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name=op.f("fk_records_document_documents")),
        sa.PrimaryKeyConstraint("document", "nth", name=op.f("pk_records")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_records_doubt",
        "records",
        ["doubt"],
        unique=False,
        sqlite_where=sa.text("doubt IS NOT NULL AND state IS NULL"),
        postgresql_where=sa.text("doubt IS NOT NULL AND state IS NULL"),
    )
    op.create_index(
        "ix_records_number",
        "records",
        ["number"],
        unique=False,
        sqlite_where=sa.text("kind NOT IN ('actor', 'role', 'place', 'date')"),
        postgresql_where=sa.text("kind NOT IN ('actor', 'role', 'place', 'date')"),
    )
    op.create_table(
        "story_keys",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("document", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name=op.f("fk_story_keys_document_documents")),
        sa.PrimaryKeyConstraint("key", "day", "document", name=op.f("pk_story_keys")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_story_keys_document"), "story_keys", ["document"], unique=False)
    op.create_table(
        "story_members",
        sa.Column("document", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("nearest", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.number"], name=op.f("fk_story_members_document_documents")),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name=op.f("fk_story_members_story_stories")),
        sa.PrimaryKeyConstraint("document", name=op.f("pk_story_members")),
    )
    op.create_index(op.f("ix_story_members_story"), "story_members", ["story"], unique=False)
    op.create_table(
        "unplaced_decisions",
        sa.Column("decision", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("document", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision"], ["decisions.number"], name=op.f("fk_unplaced_decisions_decision_decisions")
        ),
        sa.ForeignKeyConstraint(
            ["document"], ["documents.number"], name=op.f("fk_unplaced_decisions_document_documents")
        ),
        sa.PrimaryKeyConstraint("decision", name=op.f("pk_unplaced_decisions")),
    )
    op.create_index(op.f("ix_unplaced_decisions_document"), "unplaced_decisions", ["document"], unique=False)
    make_search(op.get_bind())
    forbid_changes(op.get_bind())


_TEXTS_SQLITE = """
CREATE VIRTUAL TABLE texts USING fts5(
    title, text, content='documents', content_rowid='number', tokenize="unicode61 remove_diacritics 2"
)
"""
_TEXTS_POSTGRESQL = (
    "CREATE TABLE texts (document BIGINT PRIMARY KEY REFERENCES documents(number), words TSVECTOR NOT NULL)",
    "CREATE INDEX ix_texts_words ON texts USING gin (words)",
)
_FORBIDDEN = "decisions are never changed; undo one with a further decision"


def make_search(connection: sa.Connection) -> None:
    """Make the index of words, which each database has in its own way."""
    for statement in [_TEXTS_SQLITE] if connection.dialect.name == "sqlite" else _TEXTS_POSTGRESQL:
        connection.exec_driver_sql(statement)


def forbid_changes(connection: sa.Connection) -> None:
    """Make the database itself refuse to change or delete a decision."""
    if connection.dialect.name == "sqlite":
        for deed in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER decisions_no_{deed.lower()} BEFORE {deed} ON decisions "
                f"BEGIN SELECT RAISE(ABORT, '{_FORBIDDEN}'); END"
            )
        return
    connection.exec_driver_sql(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_FORBIDDEN}'; END $$"
    )
    connection.exec_driver_sql(
        "CREATE TRIGGER decisions_no_change BEFORE UPDATE OR DELETE ON decisions "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
