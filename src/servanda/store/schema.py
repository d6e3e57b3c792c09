"""The tables. Words of every document once; records of its newest coding spread out for questions; decisions apart.

What is large and read whole (a coded document, a description, a claim) is packed: JSON, compressed. Everything that a
question filters or sorts by has a column of its own.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    text,
)

from servanda.store.words import Words

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)
NUMBER = BigInteger().with_variant(Integer, "sqlite")


def _document(*, primary_key: bool = False, index: bool = False) -> Column[int]:
    return Column(
        "document", NUMBER, ForeignKey("documents.number"), nullable=False, primary_key=primary_key, index=index or None
    )


_WAITS = text("followed <> 1")
_TOLD = text("kind NOT IN ('actor', 'role', 'place', 'date')")
_FAILED = text("error IS NOT NULL AND newest = 1")
_DOUBTFUL = text("doubt IS NOT NULL AND state IS NULL")
_QUEUED = text("doubt IS NOT NULL AND state IS NULL AND \"where\" = 'text'")

documents = Table(
    "documents",
    metadata,
    Column("number", NUMBER, primary_key=True),
    Column("key", String(20), nullable=False, unique=True),
    Column("id", Words, nullable=False, index=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("text", Words),
    Column("title", Words),
    Column("published", Words),
    Column("day", String(10), nullable=False, index=True, server_default=""),
    Column("source", Words),
    Column("author", Words),
    Column("url", Words),
    Column("language", Words),
    Column("how", Words, nullable=False),
    Column("place", Words, nullable=False),
    Column("had_at", Words, nullable=False),
    Column("original", String(64)),
    Column("media_type", Words),
    Column("taken_down", Words),
    Column("followed", SmallInteger, nullable=False, server_default="0"),
    Index("ix_documents_source_had_at", "source", "had_at", "day"),
    Index("ix_documents_waiting", "day", "key", sqlite_where=_WAITS, postgresql_where=_WAITS),
)

originals = Table(
    "originals",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("number", NUMBER, primary_key=True),
    Column("started", Words, nullable=False),
    Column("coder", Words, nullable=False),
    Column("version", Words, nullable=False),
    Column("codebook", Words, nullable=False),
)

codings = Table(
    "codings",
    metadata,
    Column("number", NUMBER, primary_key=True),
    _document(index=True),
    Column("run", NUMBER, ForeignKey("runs.number"), nullable=False),
    Column("newest", SmallInteger, nullable=False, server_default="1"),
    Column("coded", LargeBinary),
    Column("error", Words),
    Index("ix_codings_failed", "number", sqlite_where=_FAILED, postgresql_where=_FAILED),
)

records = Table(
    "records",
    metadata,
    _document(primary_key=True),
    Column("nth", Integer, primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("kind", Words, nullable=False),
    Column("where", Words, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("status", Words, nullable=False),
    Column("day", String(10), nullable=False),
    Column("type", Words),
    Column("sectors", Words),
    Column("place", Words),
    Column("country", Words),
    Column("doubt", Float),
    Column("state", Words),
    Index("ix_records_doubt", "doubt", sqlite_where=_DOUBTFUL, postgresql_where=_DOUBTFUL),
    Index("ix_records_told", "kind", "type", "document", sqlite_where=_TOLD, postgresql_where=_TOLD),
    Index("ix_records_waiting", "kind", "doubt", "document", "nth", sqlite_where=_QUEUED, postgresql_where=_QUEUED),
    Index("ix_records_number", "number", sqlite_where=_TOLD, postgresql_where=_TOLD),
    sqlite_with_rowid=False,
)

record_parties = Table(
    "record_parties",
    metadata,
    _document(primary_key=True),
    Column("nth", Integer, primary_key=True),
    Column("role", Words, primary_key=True),
    Column("party", Words, primary_key=True),
    Column("day", String(10), nullable=False),
    Index("ix_record_parties_party", "party", "day", "document", "nth", "role"),
    sqlite_with_rowid=False,
)

dyads = Table(
    "dyads",
    metadata,
    Column("low", Words, primary_key=True),
    Column("high", Words, primary_key=True),
    Column("day", String(10), primary_key=True),
    _document(primary_key=True, index=True),
    Column("nth", Integer, primary_key=True),
    Column("source", Words, primary_key=True),
    Column("type", Words, nullable=False),
    Column("mode", Words),
    Column("quad", Words, nullable=False),
    Column("intensity", Float),
    Column("status", Words, nullable=False),
    Index("ix_dyads_high", "high", "low", "day", "document", "quad", "intensity", "status"),
    sqlite_with_rowid=False,
)

record_places = Table(
    "record_places",
    metadata,
    Column("day", String(10), primary_key=True),
    _document(primary_key=True, index=True),
    Column("nth", Integer, primary_key=True),
    Column("name", Words, primary_key=True),
    Column("kind", Words, nullable=False),
    Column("type", Words, nullable=False),
    Column("tone", SmallInteger, nullable=False),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("country", Words),
    Column("precision", Words, nullable=False),
    Index("ix_record_places_name", "name", "lat", "lon", "day", "tone", "country", "precision", "document", "nth"),
    sqlite_with_rowid=False,
)

held_offices = Table(
    "held_offices",
    metadata,
    _document(primary_key=True),
    Column("nth", Integer, primary_key=True),
    Column("person", Words, nullable=False, index=True),
    Column("surname", Words, nullable=False, index=True),
    Column("name", Words, nullable=False),
    Column("country", Words),
    Column("office", Words, nullable=False),
    Column("of", Words, index=True),
    Column("standing", Words, nullable=False),
    Column("from", Words),
    Column("until", Words),
    sqlite_with_rowid=False,
)

sentence_vectors = Table(
    "sentence_vectors",
    metadata,
    _document(primary_key=True),
    Column("spans", LargeBinary, nullable=False),
    Column("vectors", LargeBinary, nullable=False),
)

pairs = Table(
    "pairs",
    metadata,
    Column("low", Words, primary_key=True),
    Column("high", Words, primary_key=True),
    Column("cooperation", Integer, nullable=False),
    Column("conflict", Integer, nullable=False),
    Column("balance", Integer, nullable=False),
    Column("last_day", String(10), nullable=False),
    Index("ix_pairs_high", "high"),
    sqlite_with_rowid=False,
)

pair_days = Table(
    "pair_days",
    metadata,
    Column("low", Words, primary_key=True),
    Column("high", Words, primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("cooperation", Integer, nullable=False),
    Column("conflict", Integer, nullable=False),
    Column("cooperative", Integer, nullable=False),
    Column("conflictual", Integer, nullable=False),
    sqlite_with_rowid=False,
)

place_months = Table(
    "place_months",
    metadata,
    Column("name", Words, primary_key=True),
    Column("lat", Float, primary_key=True),
    Column("lon", Float, primary_key=True),
    Column("country", Words, primary_key=True),
    Column("precision", Words, primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("cooperation", Integer, nullable=False),
    Column("conflict", Integer, nullable=False),
    Column("commitments", Integer, nullable=False),
    Index("ix_place_months_month", "month"),
    sqlite_with_rowid=False,
)

descriptions = Table(
    "descriptions",
    metadata,
    _document(primary_key=True),
    Column("packed", LargeBinary, nullable=False),
)

story_keys = Table(
    "story_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("day", String(10), primary_key=True),
    _document(primary_key=True, index=True),
    sqlite_with_rowid=False,
)

stories = Table(
    "stories",
    metadata,
    Column("id", Words, primary_key=True),
    Column("title", Words),
    Column("first_day", String(10)),
    Column("last_day", String(10), index=True),
    Column("size", Integer, nullable=False),
)

story_members = Table(
    "story_members",
    metadata,
    _document(primary_key=True),
    Column("story", Words, ForeignKey("stories.id"), nullable=False, index=True),
    Column("score", Float, nullable=False),
    Column("why", Words, nullable=False),
    Column("nearest", String(20)),
)

claims = Table(
    "claims",
    metadata,
    _document(primary_key=True),
    Column("nth", Integer, primary_key=True),
    Column("id", Words, nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("entry", Words, ForeignKey("entries.id"), index=True),
    Column("score", Float, nullable=False),
    Column("why", Words, nullable=False),
    Column("packed", LargeBinary, nullable=False),
)

claim_keys = Table(
    "claim_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("day", String(10), primary_key=True),
    _document(primary_key=True, index=True),
    Column("nth", Integer, primary_key=True),
    sqlite_with_rowid=False,
)

entries = Table(
    "entries",
    metadata,
    Column("id", Words, primary_key=True),
    Column("act", Words, nullable=False),
    Column("status", Words, nullable=False, index=True),
    Column("first_day", String(10)),
    Column("last_day", String(10), index=True),
    Column("heard_day", String(10)),
    Column("since_day", String(10)),
    Column("due_day", String(10)),
    Column("pair", Words, nullable=False, server_default=""),
    Column("sector", Words, nullable=False, server_default=""),
    Column("content", Words, nullable=False, server_default=""),
    Column("slight", SmallInteger, nullable=False, server_default="0"),
    Column("disputed", SmallInteger, nullable=False, server_default="0"),
    Column("packed", LargeBinary, nullable=False),
    Index("ix_entries_pair", "pair", "slight", "heard_day", "id"),
    Index(
        "ix_entries_page",
        "slight",
        "heard_day",
        "id",
        "first_day",
        "last_day",
        "since_day",
        "due_day",
        "status",
        "act",
        "pair",
        "sector",
        "disputed",
        "content",
    ),
)

entry_parties = Table(
    "entry_parties",
    metadata,
    Column("party", Words, primary_key=True),
    Column("role", Words, primary_key=True),
    Column("last_day", String(10), primary_key=True),
    Column("entry", Words, ForeignKey("entries.id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

entry_sectors = Table(
    "entry_sectors",
    metadata,
    Column("sector", Words, primary_key=True),
    Column("last_day", String(10), primary_key=True),
    Column("entry", Words, ForeignKey("entries.id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

decisions = Table(
    "decisions",
    metadata,
    Column("number", NUMBER, primary_key=True),
    Column("at", Words, nullable=False),
    Column("by", Words, nullable=False),
    Column("action", Words, nullable=False),
    Column("about", Words, nullable=False),
    Column("target", Words, nullable=False, index=True),
    Column("document", String(20), index=True),
    Column("anchor", Words),
    Column("value", Words),
    Column("why", Words, nullable=False),
    Column("undoes", NUMBER, ForeignKey("decisions.number")),
)

unplaced_decisions = Table(
    "unplaced_decisions",
    metadata,
    Column("decision", NUMBER, ForeignKey("decisions.number"), primary_key=True),
    _document(index=True),
)

people = Table(
    "people",
    metadata,
    Column("name", Words, primary_key=True),
    Column("role", Words, nullable=False),
    Column("password", Words, nullable=False),
    Column("made", Words, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token", String(64), primary_key=True),
    Column("person", Words, ForeignKey("people.name"), nullable=False, index=True),
    Column("until", Words, nullable=False),
)

saved_searches = Table(
    "saved_searches",
    metadata,
    Column("number", NUMBER, primary_key=True),
    Column("person", Words, nullable=False, index=True),
    Column("name", Words, nullable=False),
    Column("query", Words, nullable=False),
    Column("made", Words, nullable=False),
)
