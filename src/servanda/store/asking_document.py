"""Asking for one document: what is known of it, its records as decided, what was decided, and where its claims went."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from servanda.following.claim import Claim
from servanda.following.layout import from_row
from servanda.store.folding import Folded, find_record, fold_decisions
from servanda.store.journal import Decision, decisions_in, in_force
from servanda.store.packing import unpack
from servanda.store.redrawing import KeptDocument, kept_document
from servanda.store.schema import claims, codings, decisions, documents, entries, runs, stories, story_members


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a text came from and how it was had; `coded_at` and `coder` are those of the newest coding."""

    sha256: str
    how: str
    place: str
    had_at: str
    original: str | None
    media_type: str | None
    language: str | None
    coder: str
    coded_at: str | None
    error: str | None
    codings: int


@dataclass(frozen=True, slots=True)
class EntryLink:
    """The entry of the ledger that a record's claim is part of."""

    entry: str
    status: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document with all that its page shows. `folded` is None where it could not be coded or was taken down.

    `made` holds every decision on it, the undone ones too; `standing` those in force, by the id of their record.
    """

    kept: KeptDocument
    provenance: Provenance
    folded: Folded | None
    made: tuple[Decision, ...]
    standing: Mapping[str, tuple[Decision, ...]]
    entries: Mapping[str, EntryLink]
    story: str | None
    story_size: int


def ask_document(connection: Connection, number: int) -> Sheet:
    """Return a document by its number."""
    kept = kept_document(connection, number)
    made = decisions_in(connection, decisions.c.document == kept.key)
    folded = fold_decisions(kept.document.text, kept.coded, in_force(made)) if kept.coded is not None else None
    m, s = story_members.c, stories.c
    story = connection.execute(
        select(s.id, s.size).join(story_members, m.story == s.id).where(m.document == number)
    ).first()
    return Sheet(
        kept=kept,
        provenance=_provenance(connection, number),
        folded=folded,
        made=made,
        standing=_by_record(folded, in_force(made)),
        entries=_entries(connection, number),
        story=story.id if story else None,
        story_size=story.size if story else 0,
    )


def _by_record(folded: Folded | None, made: Sequence[Decision]) -> dict[str, tuple[Decision, ...]]:
    records = folded.coded.records if folded else ()
    found: dict[str, tuple[Decision, ...]] = {}
    for decision in made:
        at = find_record(records, decision.anchor) if decision.anchor else None
        if at is not None:
            found[records[at].id] = (*found.get(records[at].id, ()), decision)
    return found


def _provenance(connection: Connection, number: int) -> Provenance:
    d, c, r = documents.c, codings.c, runs.c
    row = connection.execute(
        select(d.sha256, d.how, d.place, d.had_at, d.original, d.media_type, d.language).where(d.number == number)
    ).one()
    newest = select(r.coder, r.version, r.codebook, r.started, c.error).join(runs, r.number == c.run)
    coding = connection.execute(newest.where(c.document == number, c.newest == 1)).first()
    count = connection.execute(select(func.count()).select_from(codings).where(c.document == number)).scalar_one()
    coder = f"{coding.coder} {coding.version}, {coding.codebook}" if coding else ""
    return Provenance(
        **row._mapping,
        coder=coder,
        coded_at=coding.started if coding else None,
        error=coding.error if coding else None,
        codings=count,
    )


def _entries(connection: Connection, number: int) -> dict[str, EntryLink]:
    """Return the entries of claims by the record that each rests on."""
    c, e = claims.c, entries.c
    rows = connection.execute(
        select(c.packed, c.entry, e.status).join(entries, e.id == c.entry).where(c.document == number, e.slight == 0)
    )
    made = ((from_row(Claim, unpack(row.packed)).record, EntryLink(row.entry, row.status)) for row in rows)
    return {record: link for record, link in made if record is not None}


def document_names(connection: Connection, keys: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return id, title, publisher and day of documents by their keys; what was taken down has no title."""
    d = documents.c
    query = select(d.key, d.id, d.title, d.source, d.day, d.taken_down).where(d.key.in_(sorted(set(keys))))
    return {row.key: {**row._mapping, "id": json.loads(row.id)} for row in connection.execute(query)}
