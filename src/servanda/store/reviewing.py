"""Reviewing: what is worth a person's look, the least sure and most consequential first."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, text

from servanda.store.journal import decisions_in
from servanda.store.keys import record_id
from servanda.store.schema import decisions, documents, records, unplaced_decisions


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at: a record that is unsure, or a decision whose record is gone since a text was coded again."""

    document: Any
    record: str
    kind: str
    type: str | None
    evidence: str
    sentence: str
    confidence: float | None
    doubt: float
    decision: int | None = None
    why: str = ""
    key: str = ""
    place: tuple[int, int] = (0, 0)


def ask_doubts(connection: Connection, kind: str | None = None, most: int = 20) -> list[Doubt]:
    """Return what to look at: decisions without a record, then records nobody looked at, the most doubtful first."""
    unplaced = [] if kind else _unplaced(connection, most)
    return [*unplaced, *_records(connection, kind, most - len(unplaced))]


def ask_lost(connection: Connection, most: int) -> list[Doubt]:
    """Return decisions whose record is gone since a text was coded again, with the words they were about."""
    return _unplaced(connection, most)


def _records(connection: Connection, kind: str | None, most: int) -> list[Doubt]:
    r, d = records.c, documents.c
    query = select(records, d.id, d.text).join(documents, d.number == r.document)
    query = query.where(text("doubt IS NOT NULL AND state IS NULL"), r.where == "text")
    if kind is not None:
        query = query.where(r.kind == kind)
    rows = connection.execute(query.order_by(r.doubt.desc(), r.document.desc(), r.nth.desc()).limit(most))
    return [
        Doubt(
            json.loads(row.id), record_id(row.kind, row.number), row.kind, row.type, (row.text or "")[row.start : row.end],
            (row.text or "")[row.sentence_start : row.sentence_end], row.confidence, row.doubt,
        )
        for row in rows
    ]  # fmt: skip


def _unplaced(connection: Connection, most: int) -> list[Doubt]:
    numbers = select(unplaced_decisions.c.decision).order_by(unplaced_decisions.c.decision).limit(most)
    made = decisions_in(connection, decisions.c.number.in_(numbers))
    shown = []
    for decision in made:
        d = documents.c
        row = connection.execute(select(d.id, d.text).where(d.key == decision.document)).one()
        anchor = decision.anchor or {}
        words = (row.text or "")[anchor["start"] : anchor["end"]]
        said = f"{decision.action} by {decision.by}: {decision.why}"
        shown.append(
            Doubt(
                json.loads(row.id),
                decision.target,
                anchor["kind"],
                None,
                words,
                words,
                None,
                1.0,
                decision.number,
                said,
                decision.document or "",
                (anchor["start"], anchor["end"]),
            )
        )
    return shown
