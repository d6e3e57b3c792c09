"""Export: the record as files: JSON lines as `servanda code` writes them, and tables."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse
from sqlalchemy import select

from servanda.record import to_dict
from servanda.store import Store
from servanda.store.asking_ledger import LedgerQuestion, ask_ledger, ledger_rows
from servanda.store.redrawing import folded_document, kept_document
from servanda.store.schema import documents
from servanda.web.answers import Answer, cells_of, page
from servanda.web.asking import Kept
from servanda.web.views.record_rows import record_columns, record_line

router = APIRouter(tags=["Export"])
_DAY = r"^(\d{4}(-\d\d(-\d\d)?)?)?$"
_SOME = 50
Since = Annotated[str, Query(pattern=_DAY, description="Published since: 2022-07 or 2022-07-14.")]
Until = Annotated[str, Query(pattern=_DAY, description="Published up to.")]


@dataclass(frozen=True, slots=True)
class File:
    """A file that can be had: its address, and what is in it."""

    address: str
    holds: str


@page(router, "/export", "export.html", list[File], csv=False)
def export() -> Answer[list[File]]:
    """Return which files can be had."""
    return Answer(
        [
            File(
                "/export/records.jsonl",
                "A document a line with all its records as decided, as servanda code writes them.",
            ),
            File("/export/records.csv", "A record a line."),
            File("/export/ledger.jsonl", "An entry of the ledger a line, as servanda ledger --json writes it."),
        ]
    )


@router.get("/export/records.jsonl", response_class=StreamingResponse)
def records_as_lines(store: Kept, since: Since = "", until: Until = "") -> StreamingResponse:
    """Return a document a line, with its records as people decided; what was rejected is left out."""
    return _file(_lines(store, since, until), "records.jsonl", "application/x-ndjson")


@router.get("/export/records.csv", response_class=StreamingResponse)
def records_as_table(store: Kept, since: Since = "", until: Until = "") -> StreamingResponse:
    """Return a record a line, as people decided."""
    return _file(_table(store, since, until), "records.csv", "text/csv; charset=utf-8")


@router.get("/export/ledger.jsonl", response_class=StreamingResponse)
def ledger_as_lines(
    store: Kept, as_of: Annotated[str, Query(pattern=_DAY, description="As it could be known on that day.")] = ""
) -> StreamingResponse:
    """Return an entry of the ledger a line."""
    return _file(_ledger(store, as_of or date.today().isoformat()), "ledger.jsonl", "application/x-ndjson")


def _file(lines: Iterator[str], name: str, media_type: str) -> StreamingResponse:
    headers = {"Content-Disposition": f'attachment; filename="servanda-{name}"'}
    return StreamingResponse(lines, media_type=media_type, headers=headers)


def _lines(store: Store, since: str, until: str) -> Iterator[str]:
    for _, coded, _ in _documents(store, since, until):
        yield json.dumps(to_dict(coded)) + "\n"


def _table(store: Store, since: str, until: str) -> Iterator[str]:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(["key", *record_columns()])
    for key, coded, states in _documents(store, since, until):
        for record in coded.records:
            writer.writerow(cells_of([key, *record_line(record, states.get(record.id))]))
        yield written.getvalue()
        written.seek(0)
        written.truncate()


def _documents(store: Store, since: str, until: str) -> Iterator[tuple[str, Any, dict[str, str]]]:
    """Yield the key of every coded document, what is shown of it, and the states of its records."""
    c = documents.c
    query = select(c.number).where(c.taken_down.is_(None), c.day >= since).order_by(c.number)
    with store.reading() as connection:
        numbers = list(connection.execute(query.where(c.day <= f"{until}~") if until else query).scalars())
    for start in range(0, len(numbers), _SOME):
        with store.reading() as connection:
            for number in numbers[start : start + _SOME]:
                kept = kept_document(connection, number)
                folded = folded_document(connection, kept)
                if folded is not None:
                    yield kept.key, folded.shown, folded.states


def _ledger(store: Store, day: str) -> Iterator[str]:
    with store.reading() as connection:
        for entry in ask_ledger(connection, LedgerQuestion(day)):
            for row in ledger_rows(connection, [entry]):
                yield json.dumps(row) + "\n"
