"""Today: what is new, what changed status, what is overdue or silent, what needs a look."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter
from fastapi.responses import RedirectResponse
from sqlalchemy import func, select

from servanda.following.entries import Entry
from servanda.store.asking_ledger_page import LedgerView, ask_ledger_page
from servanda.store.reviewing import ask_doubts
from servanda.store.schema import codings, documents, records
from servanda.web.answers import Answer, Table, page
from servanda.web.asking import Reader

router = APIRouter(tags=["Today"])
_NEW = 8
_FEW = 6
_TOLD = ("event", "commitment", "statement", "assessment", "interest", "relation")


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document that was kept lately; `day` is that of its publication, `had_at` when it was kept, in UTC.

    `counts` says how many records of each kind it has.
    """

    id: Any
    key: str
    title: str | None
    source: str | None
    day: str
    had_at: str
    error: str | None
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry of the ledger as it stands today: `document`, `start` and `end` are where it was heard of last."""

    entry: str
    by: list[str]
    to: list[str]
    content: str
    status: str
    computed: list[str]
    due: str | None
    last_heard: str | None
    document: str
    start: int
    end: int
    evidence: str


@dataclass(frozen=True, slots=True)
class ToReview:
    """A record that is worth a look."""

    record: str
    kind: str
    type: str | None
    key: str
    sentence: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Today:
    """What is new: documents kept last, entries heard of last, those overdue and silent, and what is worth a look."""

    new: list[NewDocument]
    changed: list[Standing]
    overdue: list[Standing]
    silent: list[Standing]
    review: list[ToReview]


@router.get("/", include_in_schema=False)
def first() -> RedirectResponse:
    """Go to what is new."""
    return RedirectResponse("/today")


@page(router, "/today", "today.html", Today)
def today(reader: Reader) -> Answer[Today]:
    """Return what is new: documents kept last, commitments heard of last, overdue or silent, records worth a look."""
    found = Today(
        _newest(reader),
        _entries(reader, None),
        _entries(reader, "overdue"),
        _entries(reader, "silent"),
        _doubts(reader),
    )
    rows = [(d.id, d.key, d.title, d.source, d.day, d.had_at) for d in found.new]
    return Answer(found, Table(("id", "key", "title", "source", "day", "had_at"), rows))


def _newest(reader: Reader) -> list[NewDocument]:
    c = documents.c
    query = (
        select(c.number, c.id, c.key, c.title, c.source, c.day, c.had_at, codings.c.error)
        .outerjoin(codings, (codings.c.document == c.number) & (codings.c.newest == 1))
        .order_by(c.number.desc())
        .limit(_NEW)
    )
    rows = reader.execute(query).all()
    counts = _counts(reader, [row.number for row in rows])
    return [NewDocument(json.loads(row.id), *row[2:], counts=counts.get(row.number, {})) for row in rows]


def _counts(reader: Reader, numbers: list[int]) -> dict[int, dict[str, int]]:
    r = records.c
    query = select(r.document, r.kind, func.count()).where(r.document.in_(numbers), r.kind.in_(_TOLD))
    found: dict[int, dict[str, int]] = {}
    for number, kind, count in reader.execute(query.group_by(r.document, r.kind)):
        found.setdefault(number, {})[kind] = count
    return found


def _entries(reader: Reader, status: str | None) -> list[Standing]:
    view = LedgerView(date.today().isoformat(), status=status, size=_FEW, is_counted=False, latest=True)
    return [_standing(entry) for entry in ask_ledger_page(reader, view).shown]


def _standing(entry: Entry) -> Standing:
    last = max(entry.history, key=lambda step: step.published or "")
    return Standing(
        entry.id, list(entry.by), list(entry.to), entry.content, entry.status, list(entry.computed),
        entry.due.value if entry.due else None, last.published, last.document, last.evidence.start, last.evidence.end,
        last.evidence.quote,
    )  # fmt: skip


def _doubts(reader: Reader) -> list[ToReview]:
    found = ask_doubts(reader, most=_FEW)
    return [ToReview(d.record, d.kind, d.type, d.key, d.sentence, d.confidence) for d in found]
