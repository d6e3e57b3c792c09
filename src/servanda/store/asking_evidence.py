"""Asking for evidence: the sentences behind records, with the document that has them."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select

from servanda.store.keys import record_id
from servanda.store.schema import documents, record_parties, records, story_members

_TOGETHER = 200


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence of a record: `before`, `words` (its evidence) and `after` make it up. `story` is that of its document.

    `by` and `to` are the parties: country codes or names. `document` is the id that the user gave, `key` and
    `number` are the store's own.
    """

    record: str
    kind: str
    type: str | None
    status: str
    day: str
    before: str
    words: str
    after: str
    confidence: float
    by: tuple[str, ...]
    to: tuple[str, ...]
    document: Any
    key: str
    number: int
    nth: int
    title: str | None
    source: str | None
    published: str
    story: str | None

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        return self.before + self.words + self.after


def evidence_at(connection: Connection, where: Sequence[tuple[int, int]]) -> list[Evidence]:
    """Return the evidence of records given by document (number) and nth, in that order; what is gone is left out."""
    found: dict[tuple[int, int], Evidence] = {}
    for start in range(0, len(where), _TOGETHER):
        some = frozenset(where[start : start + _TOGETHER])
        rows = connection.execute(_query().where(*_near(records, some)))
        parties = _parties(connection, some)
        wanted = (row for row in rows if (row.number, row.nth) in some)
        found.update({(row.number, row.nth): _evidence(row, parties) for row in wanted})
    return [found[place] for place in where if place in found]


def _query() -> Select[Any]:
    """Return the query for all of evidence but the parties; a sentence is cut out of its text by the database."""
    r, d = records.c, documents.c
    base = func.substr(d.text, r.sentence_start + 1, r.sentence_end - r.sentence_start)
    return (
        select(
            r.number.label("record"), r.kind, r.type, r.status, r.day, r.start, r.end, r.sentence_start, r.where,
            r.confidence, r.nth, d.number, d.id, d.key, d.title, d.source, d.day.label("published"), base.label("sentence"),
            story_members.c.story,
        )
        .join(documents, d.number == r.document)
        .outerjoin(story_members, story_members.c.document == r.document)
    )  # fmt: skip


def _near(table: Table, where: Iterable[tuple[int, int]]) -> tuple[ColumnElement[bool], ...]:
    """Return conditions that rows at pairs of document and nth fulfil, and few others; an index finds them, not the pairs."""
    numbers, nths = zip(*where, strict=True)
    return table.c.document.in_(sorted(set(numbers))), table.c.nth.in_(sorted(set(nths)))


def _parties(connection: Connection, where: Iterable[tuple[int, int]]) -> dict[tuple[int, int, str], list[str]]:
    p = record_parties.c
    query = select(p.document, p.nth, p.role, p.party).where(*_near(record_parties, where))
    made: dict[tuple[int, int, str], list[str]] = {}
    for number, nth, role, party in connection.execute(query):
        made.setdefault((number, nth, role), []).append(party)
    return made


def _evidence(row: Any, parties: dict[tuple[int, int, str], list[str]]) -> Evidence:
    sentence = (row.title if row.where == "title" else row.sentence) or ""
    first = 0 if row.where == "title" else row.sentence_start
    start, end = row.start - first, row.end - first
    return Evidence(
        record=record_id(row.kind, row.record),
        kind=row.kind,
        type=row.type,
        status=row.status,
        day=row.day,
        before=sentence[:start],
        words=sentence[start:end],
        after=sentence[end:],
        confidence=row.confidence,
        by=tuple(parties.get((row.number, row.nth, "by"), ())),
        to=tuple(parties.get((row.number, row.nth, "to"), ())),
        document=json.loads(row.id),
        key=row.key,
        number=row.number,
        nth=row.nth,
        title=row.title,
        source=row.source,
        published=row.published,
        story=row.story,
    )
