"""Asking: rows of a lake for the questions of `analysis` and `following`, and what these make of them."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Date, String, column, table

from servanda.analysis.ledger import LedgerQuestion, ledger_lines, ledger_of
from servanda.analysis.relations import CommitmentRow, EventRow, Relation, StatementRow, relation
from servanda.analysis.trends import Trend, TrendQuestion, trends_in, trends_of
from servanda.following.entries import Entry
from servanda.following.standing import as_of
from servanda.following.steps import CLOSED
from servanda.lake import ledger
from servanda.lake.ledger import entries_of
from servanda.lake.opening import HAPPENING, Lake

_MOST = 100
_HAPPENINGS = table("happenings", *(column(name, Date() if name == "day" else String()) for name in HAPPENING))
_DAY = "coalesce(strftime({}, '%Y-%m-%d'), '')"


def ask_trends(lake: Lake, question: TrendQuestion) -> Iterator[Trend]:
    """Yield what happened by period, each happening once; rows come as they are asked for."""
    yield from trends_in(lake.select(trends_of(_HAPPENINGS, question)), question)


def ask_relation(lake: Lake, one: str, other: str, today: str) -> Relation:
    """Return how two parties stood over time: events by period, turning points, what is owed and said (the newest)."""
    both = ((one, other), (other, one))
    known = entries_of(lake, [one, other], None)
    commitments = [row for by, to in both for row in _commitments(known, by, to, today)]
    statements = [row for by, to in both for row in _statements(lake, by, to)]
    return relation(event_rows(lake, one, other), one, other, commitments, statements)


def event_rows(lake: Lake, one: str, other: str) -> Iterator[EventRow]:
    """Yield the events between two parties that stand for a happening in their document.

    Ids are `document key/number of the record`, as those of a store.
    """
    query = f"""
        SELECT e.document || '/' || e.nth, e.document, coalesce(e.story, e.document), {_DAY.format("e.day")}, e.source,
            CASE WHEN e.source = e.low THEN e.high ELSE e.low END, e.type, e.mode, e.quad, e.intensity, e.status, ''
        FROM events e
        WHERE e.low = ? AND e.high = ? AND e.counts
    """
    yield from (EventRow(*row) for row in lake.rows(query, sorted((one, other))))


def ask_ledger(lake: Lake, question: LedgerQuestion) -> Iterator[Entry]:
    """Yield the entries that a question asks for as of its day, those heard of last first."""
    yield from ledger_of(entries_of(lake, _parties(question), question.day), question)


def left_out(lake: Lake, question: LedgerQuestion) -> int:
    """Return how many claims are left out of the answer to a question, because they are too many."""
    return ledger.left_out(lake, _parties(question), question.day)


def ledger_rows(lake: Lake, shown: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return the lines of `servanda ledger --json`."""
    return ledger_lines(shown, ids_by_key(lake, [step.document for entry in shown for step in entry.history]))


def ids_by_key(lake: Lake, keys: Sequence[str]) -> dict[str, Any]:
    """Return the ids of documents, as they were given, by their keys."""
    query = "SELECT key, id, numeric_id FROM documents WHERE key IN (SELECT unnest(?::VARCHAR[]))"
    wanted = sorted(set(keys))
    return {key: json.loads(i) if numeric else i for key, i, numeric in lake.rows(query, [wanted])}


def _parties(question: LedgerQuestion) -> list[str]:
    return list(dict.fromkeys(party for party in (question.by, question.to) if party is not None))


def _commitments(known: Sequence[Entry], by: str, to: str, today: str) -> Iterator[CommitmentRow]:
    between = [entry for entry in known if by in entry.by and to in entry.to]
    for kept in between[:_MOST]:
        entry = as_of(kept, today)
        if entry is not None:
            due = entry.due.value if entry.due else None
            closed = entry.status in CLOSED
            yield CommitmentRow(entry.id, by, to, entry.act, entry.content, entry.status, due, closed)


def _statements(lake: Lake, by: str, about: str) -> Iterator[StatementRow]:
    query = f"""
        SELECT record, document, {_DAY.format("day")}, speaker, about, content FROM statements
        WHERE speaker = ? AND about = ? ORDER BY day DESC NULLS LAST, document, nth LIMIT {_MOST}
    """
    yield from (StatementRow(*row) for row in lake.rows(query, (by, about)))
