"""Correcting: what the pages share on which records are corrected: the form of a record, and what it says."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from sqlalchemy import Connection, select

from servanda.codebook.codebook import load_codebook
from servanda.record import Record, Span
from servanda.store import deciding
from servanda.store.asking_document import Sheet, ask_document
from servanda.store.missed import Where, missed_row
from servanda.store.schema import documents
from servanda.web.answers import is_htmx
from servanda.web.people import Person
from servanda.web.problems import not_found
from servanda.web.rendering import render
from servanda.web.views.finding_parties import actors_of, party_finder
from servanda.web.views.finding_words import WordsError, find_words
from servanda.web.views.record_changes import Basis, FieldError, changes_in
from servanda.web.views.record_fields import fields_of
from servanda.web.views.record_rows import row_of
from servanda.web.views.segments import LETTERS

Given = Mapping[str, Sequence[str]]
_LONGEST = len("9" * 9)


async def _form(request: Request) -> Given:
    form = await request.form()
    return {name: [str(value) for value in form.getlist(name)] for name in form}


GivenForm = Annotated[Given, Depends(_form)]
"""The fields of a form, each with all its values."""


def first(given: Given, name: str) -> str:
    """Return the first value of a field, empty where it is not given."""
    return next(iter(given.get(name, ())), "")


def number(written: str) -> int:
    """Return a place in a text as a form gives it; 0 for what is none."""
    return int(written) if written.isdecimal() and len(written) <= _LONGEST else 0


def signed(person: Person, given: Given, otherwise: str) -> deciding.Person:
    """Return who decides, with the why that was written; where none was, another."""
    return deciding.Person(person.name, first(given, "why").strip() or otherwise)


def sheet_of(reader: Connection, key: str) -> Sheet:
    """Return all about the document with a key; raises HTTPException (404) where there is none."""
    found = reader.execute(select(documents.c.number).where(documents.c.key == key)).scalar()
    if found is None:
        raise not_found(f"There is no document {key}.")
    return ask_document(reader, found)


def record_in(sheet: Sheet, record: str) -> Record:
    """Return a record of a document by its id; raises HTTPException (404) where it has none."""
    found = next((r for r in records_of(sheet) if r.id == record), None)
    if found is None:
        raise not_found(f"There is no record {record} in this document.")
    return found


def records_of(sheet: Sheet) -> Sequence[Record]:
    """Return the records of a document as decided."""
    return sheet.folded.coded.records if sheet.folded else ()


def changes(sheet: Sheet, row: Mapping[str, Any], given: Given) -> dict[str, Any]:
    """Return the fields of a record that a form gives other values; raises FieldError where one cannot be understood."""
    text = sheet.kept.document.text if row.get("in") != "title" else sheet.kept.document.title or ""
    evidence = Span(row["evidence"]["start"], row["evidence"]["end"], row["evidence"]["quote"])
    basis = Basis(text, party_finder(text, records_of(sheet), evidence), load_codebook(), row)
    return changes_in(row["kind"], given, basis)


def empty_row(sheet: Sheet, kind: str, words: str, start: int, where: Where = "text") -> dict[str, Any]:
    """Return a record of a kind at words of the text or the title, empty else; raises FieldError where they are not in it."""
    if sheet.folded is None:
        raise FieldError("this document has no coding to add a record to")
    text = sheet.kept.document.text if where == "text" else sheet.kept.document.title or ""
    try:
        return missed_row(text, sheet.folded.coded, kind, find_words(text, words, start), {}, where)
    except WordsError as error:
        raise FieldError(f"Evidence: {error}") from None


def record_form(
    request: Request, sheet: Sheet, found: Record | None, *, address: str, target: str, back: str, kind: str = "",
    row: Mapping[str, Any] | None = None, wrong: str = "",
) -> Response:  # fmt: skip
    """Return the form that corrects a record, or adds one of a kind: a part of the page for htmx, else a page of its own.

    It is sent to `address`; `target` is the part of the page that its answer takes the place of, `back` where to go without.
    """
    kind = found.kind if found else kind
    if kind not in LETTERS:
        raise not_found(f"{kind!r} is no kind of record.")
    shown = row if row is not None else row_of(found) if found else {"kind": kind}
    values = {
        "kind": kind, "key": sheet.kept.key, "sheet": sheet, "record": found.id if found else None, "row": shown,
        "fields": fields_of(kind, shown, load_codebook()), "actors": actors_of(records_of(sheet)), "wrong": wrong,
        "letters": LETTERS, "address": address, "target": target, "back": back,
    }  # fmt: skip
    if not is_htmx(request):
        return render(request, "record_edit.html", values, 422 if wrong else 200)
    answer = render(request, "record_form.html", values)
    if wrong:
        answer.headers.update({"HX-Retarget": "[data-correcting]", "HX-Reswap": "outerHTML"})
    return answer
