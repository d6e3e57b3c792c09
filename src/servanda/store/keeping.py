"""Keeping: prepared documents go into the tables, each once, all of a batch or none of it."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, text, update

from servanda.following.claims import keys_of
from servanda.following.layout import to_row
from servanda.record import CoderInfo
from servanda.store import schema
from servanda.store.keys import key_number
from servanda.store.opening import Store
from servanda.store.packing import pack
from servanda.store.preparing import Coding, Prepared
from servanda.store.tallies import tally, untally
from servanda.store.words import to_column

_FAILED = CoderInfo("none", "0", "none")


def known_keys(connection: Connection, keys: Sequence[str]) -> frozenset[str]:
    """Return which of the keys name documents that are kept already."""
    column = schema.documents.c.key
    return frozenset(connection.execute(select(column).where(column.in_(keys))).scalars())


def start_run(connection: Connection, coder: CoderInfo | None, started: str) -> int:
    """Return the number of the run of a coder that started at that time, noting it the first time."""
    coder = coder or _FAILED
    c = schema.runs.c
    found = connection.execute(
        select(c.number).where(
            c.started == started, c.coder == coder.name, c.version == coder.version, c.codebook == coder.codebook
        )
    ).scalar()
    if found is not None:
        return int(found)
    row = {"started": started, "coder": coder.name, "version": coder.version, "codebook": coder.codebook}
    return _insert_one(connection, schema.runs, row)


def keep(connection: Connection, store: Store, batch: Sequence[Prepared], started: str) -> tuple[Prepared, ...]:
    """Keep those documents of a batch that are not kept yet, and return these."""
    known = known_keys(connection, [p.key for p in batch])
    fresh = tuple({p.key: p for p in batch if p.key not in known}.values())
    for prepared in fresh:
        original = store.originals.put(connection, prepared.original) if prepared.original is not None else None
        number = _insert_one(connection, schema.documents, {**prepared.row, "original": original})
        index_words(connection, store, number, prepared.row["title"], prepared.row["text"])
        keep_coding(connection, number, prepared.coding, prepared.row["day"], started)
    return fresh


def keep_coding(connection: Connection, number: int, coding: Coding, day: str, started: str) -> None:
    """Make a coding the newest of a document: the earlier ones stay, what was drawn from them is drawn anew."""
    run = start_run(connection, coding.coder, started)
    codings = schema.codings
    connection.execute(update(codings).where(codings.c.document == number).values(newest=0))
    row = {"document": number, "run": run, "newest": 1, "coded": coding.coded, "error": coding.error}
    connection.execute(insert(codings), [row])
    draw(connection, number, coding, day)


def draw(connection: Connection, number: int, coding: Coding, day: str) -> None:
    """Draw from a coding what questions need, in place of what was drawn before; its document waits to be followed."""
    forget_projection(connection, number)
    projection = coding.projection
    insert_rows(connection, schema.records, number, projection.records)
    insert_rows(connection, schema.record_parties, number, projection.parties)
    insert_rows(connection, schema.dyads, number, projection.dyads)
    insert_rows(connection, schema.record_places, number, projection.places)
    insert_rows(connection, schema.held_offices, number, projection.offices)
    tally(connection, number)
    insert_rows(connection, schema.unplaced_decisions, number, [{"decision": n} for n in coding.unplaced])
    _keep_for_following(connection, number, coding, day)


def _keep_for_following(connection: Connection, number: int, coding: Coding, day: str) -> None:
    insert_rows(connection, schema.descriptions, number, [{"packed": pack(to_row(coding.description))}])
    keys = {key_number(key) for key in coding.description.keys}
    insert_rows(connection, schema.story_keys, number, [{"key": key, "day": day} for key in sorted(keys)])
    claims = [
        {
            "nth": nth,
            "id": claim.id,
            "start": claim.evidence.start,
            "end": claim.evidence.end,
            "entry": None,
            "score": 0.0,
            "why": "",
            "packed": pack(to_row(claim)),
        }
        for nth, claim in enumerate(coding.claims)
    ]
    insert_rows(connection, schema.claims, number, claims)
    marks = sorted({(key_number(key), nth) for nth, claim in enumerate(coding.claims) for key in keys_of(claim)})
    insert_rows(connection, schema.claim_keys, number, [{"key": key, "day": day, "nth": nth} for key, nth in marks])


def forget_projection(connection: Connection, number: int) -> None:
    """Empty what is drawn from the newest coding of a document; its claims must have left their entries before."""
    untally(connection, number)
    for table in (
        schema.records, schema.record_parties, schema.dyads, schema.record_places, schema.descriptions, schema.story_keys,
        schema.claims, schema.claim_keys, schema.unplaced_decisions, schema.held_offices,
        schema.sentence_vectors,
    ):  # fmt: skip
        connection.execute(delete(table).where(table.c.document == number))


def index_words(connection: Connection, store: Store, number: int, title: str | None, words: str) -> None:
    """Put title and text of a document into the index of words."""
    statement = (
        "INSERT INTO texts (document, words) VALUES (:number, to_tsvector('simple', :title || ' ' || :words))"
        if store.is_postgresql
        else "INSERT INTO texts (rowid, title, text) VALUES (:number, :title, :words)"
    )
    values = {"number": number, "title": to_column(title or ""), "words": to_column(words)}
    connection.execute(text(statement), values)


def insert_rows(connection: Connection, table: Table, number: int, rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows of one document."""
    values = [{**row, "document": number} for row in rows]
    if values:
        connection.execute(insert(table), values)


def _insert_one(connection: Connection, table: Table, row: dict[str, Any]) -> int:
    key = connection.execute(insert(table).values(row)).inserted_primary_key
    assert key is not None
    return int(key[0])
