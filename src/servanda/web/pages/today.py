"""Today: what is new."""

import json
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from fastapi.responses import RedirectResponse
from sqlalchemy import select

from servanda.store.schema import documents
from servanda.web.answers import Answer, Table, page
from servanda.web.asking import Reader

router = APIRouter(tags=["Today"])
_NEWEST = 12


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document that was kept lately; `day` is that of its publication, `had_at` when it was kept, in UTC."""

    id: Any
    key: str
    title: str | None
    source: str | None
    day: str
    had_at: str


@dataclass(frozen=True, slots=True)
class Today:
    """What is new in the store."""

    new: list[NewDocument]


@router.get("/", include_in_schema=False)
def first() -> RedirectResponse:
    """Go to what is new."""
    return RedirectResponse("/today")


@page(router, "/today", "today.html", Today)
def today(reader: Reader) -> Answer[Today]:
    """Return what is new: the documents that were kept last."""
    found = _newest(reader)
    rows = [(d.id, d.key, d.title, d.source, d.day, d.had_at) for d in found]
    return Answer(Today(found), Table(("id", "key", "title", "source", "day", "had_at"), rows))


def _newest(reader: Reader) -> list[NewDocument]:
    c = documents.c
    query = select(c.id, c.key, c.title, c.source, c.day, c.had_at).order_by(c.number.desc()).limit(_NEWEST)
    return [NewDocument(json.loads(row.id), *row[1:]) for row in reader.execute(query)]
