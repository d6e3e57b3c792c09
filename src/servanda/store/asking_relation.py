"""Asking for a relation: the rows of a pair, for `analysis.relations` to say how it stood over time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from servanda.analysis.relations import (
    CommitmentRow,
    DayTally,
    EventRow,
    Period,
    Relation,
    StatementRow,
    TurningPoint,
    days_of,
    happenings,
    periods_of,
    relation,
    turning_points_of,
)
from servanda.following.steps import CLOSED
from servanda.store.asking_documents import numbers_by_key
from servanda.store.asking_evidence import Evidence, evidence_at
from servanda.store.asking_ledger import entries_standing, statuses_set
from servanda.store.keys import record_id
from servanda.store.schema import (
    documents,
    dyads,
    entry_parties,
    pair_days,
    record_parties,
    records,
    stories,
    story_members,
)

_MOST = 100
_HUNDREDTHS = 100
_EVENTS: Select[Any] = (
    select(
        documents.c.key, dyads.c.nth, story_members.c.story, dyads.c.day, dyads.c.source, dyads.c.type, dyads.c.mode,
        dyads.c.quad, dyads.c.intensity, dyads.c.status,
    )
    .select_from(dyads)
    .join(documents, documents.c.number == dyads.c.document)
    .outerjoin(story_members, story_members.c.document == dyads.c.document)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Course:
    """How two parties stood over time: periods of one length from the first event to the last, and where they turned."""

    periods: tuple[Period, ...]
    turning_points: tuple[TurningPoint, ...]


def ask_relation(connection: Connection, one: str, other: str, today: str) -> Relation:
    """Return how two parties stood over time: events by period, turning points, what is owed and said (the newest)."""
    commitments = [row for by, to in ((one, other), (other, one)) for row in _commitments(connection, by, to, today)]
    statements = [row for by, to in ((one, other), (other, one)) for row in _statements(connection, by, to)]
    return relation(event_rows(connection, one, other), one, other, commitments, statements)


def ask_course(connection: Connection, one: str, other: str, by: str) -> Course:
    """Return how two parties stood over time by "week", "month" or "year", from what is tallied by day."""
    days = _days(connection, one, other)
    months = periods_of(days, "month")
    turns = turning_points_of(months, lambda month: ask_happenings(connection, one, other, *days_of(month)))
    return Course(months if by == "month" else periods_of(days, by), turns)


def ask_happenings(connection: Connection, one: str, other: str, since: str, until: str) -> list[EventRow]:
    """Return what happened between two parties from one ISO day to another, in order of day, each happening once.

    An event that another report of its story puts on another day, and strongest, counts on that day.
    """
    low, high = sorted((one, other))
    c, m = dyads.c, story_members.c
    rows = [*event_rows(connection, one, other, since, until)]
    told_again = (
        select(m.story)
        .join(dyads, c.document == m.document)
        .join(stories, stories.c.id == m.story)
        .where(c.low == low, c.high == high, c.day >= since, c.day <= until, stories.c.size > 1)
        .distinct()
    )
    shared = list(connection.execute(told_again).scalars())
    # The empty words keep the database from walking through all that a busy pair ever did: the documents are few.
    of_pair = (c.low.concat("") == low, c.high.concat("") == high, (c.day < since) | (c.day > until))
    told = c.document.in_(select(m.document).where(m.story.in_(shared)))
    rows += _rows(connection, _EVENTS.where(told, *of_pair), one, other) if shared else ()
    return [event for event in happenings(rows, one, other) if since <= event.day <= until]


def _days(connection: Connection, one: str, other: str) -> list[DayTally]:
    low, high = sorted((one, other))
    c = pair_days.c
    query = select(c.day, c.cooperation, c.conflict, c.cooperative, c.conflictual).order_by(c.day)
    rows = connection.execute(query.where(c.low == low, c.high == high, c.cooperation + c.conflict > 0))
    return [
        DayTally(row.day, row.cooperation, row.conflict, row.cooperative / _HUNDREDTHS, row.conflictual / _HUNDREDTHS)
        for row in rows
    ]


def evidence_of(connection: Connection, events: Sequence[str]) -> list[Evidence]:
    """Return the evidence of events by the ids that `event_rows` gives them, in their order."""
    parted = [(key, int(nth)) for key, _, nth in (event.rpartition("/") for event in events)]
    numbers = numbers_by_key(connection, (key for key, _ in parted))
    return evidence_at(connection, [(numbers[key], nth) for key, nth in parted if key in numbers])


def event_rows(
    connection: Connection, one: str, other: str, since: str | None = None, until: str | None = None
) -> Iterator[EventRow]:
    """Yield the events between two parties; ids are `document key/number of the record`, evidence is left empty.

    `since` and `until` are the first and the last ISO day that count.
    """
    low, high = sorted((one, other))
    c = dyads.c
    query = _EVENTS.where(c.low == low, c.high == high, c.day >= (since or "0"))
    return _rows(connection, query if until is None else query.where(c.day <= until), one, other)


def _rows(connection: Connection, query: Select[Any], one: str, other: str) -> Iterator[EventRow]:
    low, high = sorted((one, other))
    for key, nth, story, day, source, kind, mode, quad, intensity, status in connection.execute(query):
        target = high if source == low else low
        yield EventRow(f"{key}/{nth}", key, story or key, day, source, target, kind, mode, quad, intensity, status, "")


def _commitments(connection: Connection, by: str, to: str, today: str) -> Iterator[CommitmentRow]:
    giver, taker = entry_parties.alias(), entry_parties.alias()
    query = (
        select(giver.c.entry)
        .join(taker, taker.c.entry == giver.c.entry)
        .where(giver.c.party == by, giver.c.role == "by", taker.c.party == to, taker.c.role == "to")
        .order_by(giver.c.last_day.desc(), giver.c.entry)
        .limit(_MOST)
    )
    ids = list(connection.execute(query).scalars())
    for entry in entries_standing(connection, ids, today, statuses_set(connection, today)):
        due, closed = entry.due.value if entry.due else None, entry.status in CLOSED
        yield CommitmentRow(entry.id, by, to, entry.act, entry.content, entry.status, due, closed)


def _statements(connection: Connection, by: str, about: str) -> Iterator[StatementRow]:
    speaker, heard = record_parties.alias(), record_parties.alias()
    r, d = records.c, documents.c
    sentence = func.substr(d.text, r.sentence_start + 1, r.sentence_end - r.sentence_start)
    query = (
        select(d.key, r.number, speaker.c.day, sentence.label("sentence"))
        .select_from(speaker)
        .join(heard, (heard.c.document == speaker.c.document) & (heard.c.nth == speaker.c.nth))
        .join(records, (r.document == speaker.c.document) & (r.nth == speaker.c.nth))
        .join(documents, d.number == speaker.c.document)
        .where(speaker.c.party == by, speaker.c.role == "by", heard.c.party == about, heard.c.role == "to")
        .where(r.kind == "statement")
        .order_by(speaker.c.day.desc(), d.key, r.nth)
        .limit(_MOST)
    )
    for row in connection.execute(query):
        yield StatementRow(record_id("statement", row.number), row.key, row.day, by, about, row.sentence or "")
