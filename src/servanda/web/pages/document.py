"""The document: the text as read, with its evidence marked, beside the records; and what may be done to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, cast

from fastapi import APIRouter, BackgroundTasks, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection, select

from servanda.codebook.codebook import load_codebook
from servanda.record import Record, Span
from servanda.store import Store, deciding
from servanda.store.asking_document import Sheet, ask_document
from servanda.store.deciding import DecisionError
from servanda.store.following_up import follow_up
from servanda.store.journal import Action
from servanda.store.missed import missed_row
from servanda.store.redrawing import kept_document
from servanda.store.schema import documents
from servanda.web.answers import Answer, Table, is_htmx, page
from servanda.web.asking import Kept, Reader, SomeReviewer
from servanda.web.languages import N_
from servanda.web.people import Person
from servanda.web.problems import not_found
from servanda.web.rendering import render
from servanda.web.views.document import TOLD, document_view
from servanda.web.views.finding_parties import actors_of, party_finder, suggestions
from servanda.web.views.finding_words import WordsError, find_words
from servanda.web.views.record_changes import Basis, FieldError, changes_in
from servanda.web.views.record_fields import fields_of
from servanda.web.views.record_rows import record_columns, record_line, row_of
from servanda.web.views.segments import LETTERS

router = APIRouter(tags=["Documents"])
Given = Mapping[str, Sequence[str]]
_SAID = {"confirm": "confirmed", "reject": "rejected", "edit": "edited", "note": "noted"}


@dataclass(frozen=True, slots=True)
class DocumentData:
    """A document with its records as decided; `state` in a record says what people decided of it."""

    id: Any
    key: str
    title: str | None
    published: str | None
    source: str | None
    author: str | None
    url: str | None
    language: str | None
    sha256: str
    how: str
    place: str
    had_at: str
    coder: str
    taken_down: str | None
    story: str | None
    text: str
    records: list[dict[str, Any]]
    warnings: list[dict[str, str]]


@page(router, "/document/{key}", "document.html", DocumentData)
def document(
    reader: Reader,
    key: str,
    kinds: Annotated[list[str], Query(description="Which kinds of record are marked.")] = list(TOLD),  # noqa: B006
    span: Annotated[str | None, Query(pattern=r"^\d+-\d+$", description="Words to point out: 120-164.")] = None,
    part: Annotated[int | None, Query(ge=1, description="Which part of a long text.")] = None,
) -> Answer[DocumentData]:
    """Return a document: its text, where it came from, and its records as decided."""
    sheet = sheet_of(reader, key)
    start, _, end = (span or "").partition("-")
    cited = (int(start), int(end)) if span else None
    view = document_view(sheet, kinds, cited, part)
    records = sheet.folded.coded.records if sheet.folded else ()
    states = sheet.folded.states if sheet.folded else {}
    return Answer(
        _data(sheet),
        Table(record_columns(), [record_line(record, states.get(record.id)) for record in records]),
        {"view": view, "sheet": sheet, "key": key},
    )


def sheet_of(reader: Connection, key: str) -> Sheet:
    """Return all about the document with a key; raises HTTPException (404) where there is none."""
    number = reader.execute(select(documents.c.number).where(documents.c.key == key)).scalar()
    if number is None:
        raise not_found(f"There is no document {key}.")
    return ask_document(reader, number)


def _data(sheet: Sheet) -> DocumentData:
    known, where = sheet.kept.document, sheet.provenance
    states = sheet.folded.states if sheet.folded else {}
    return DocumentData(
        id=known.id, key=sheet.kept.key, title=known.title, published=known.published, source=known.source,
        author=known.author, url=known.url, language=where.language, sha256=where.sha256, how=where.how, place=where.place,
        had_at=where.had_at, coder=where.coder, taken_down=sheet.kept.taken_down, story=sheet.story, text=known.text,
        records=[row_of(r) | {"state": states.get(r.id)} for r in sheet.folded.coded.records] if sheet.folded else [],
        warnings=[{"code": w.code, "message": w.message} for w in sheet.folded.coded.warnings] if sheet.folded else [],
    )  # fmt: skip


async def _form(request: Request) -> Given:
    """Return the fields of a form, each with all its values."""
    form = await request.form()
    return {name: [str(value) for value in form.getlist(name)] for name in form}


GivenForm = Annotated[Given, Depends(_form)]


@router.get("/document/{key}/records/{record}/edit", include_in_schema=False)
def edit_record(request: Request, reader: Reader, key: str, record: str, _: SomeReviewer) -> Response:
    """Show the form that corrects a record."""
    sheet = sheet_of(reader, key)
    found = _record(sheet, record)
    return _form_page(request, sheet, found.kind, row_of(found), record)


@router.get("/document/{key}/add", include_in_schema=False)
def add_missed(
    request: Request, reader: Reader, key: str, _: SomeReviewer, kind: str = "event", evidence: str = "", evidence_start: str = ""
) -> Response:
    """Show the form that adds a record which the coder missed."""
    sheet = sheet_of(reader, key)
    try:
        row = _empty_row(sheet, kind, evidence, _number(evidence_start)) if evidence.strip() else {"kind": kind}
    except FieldError as error:
        return _form_page(request, sheet, kind, {"kind": kind}, None, str(error))
    return _form_page(request, sheet, kind, row, None)


def _form_page(
    request: Request, sheet: Sheet, kind: str, row: Mapping[str, Any], record: str | None, wrong: str = ""
) -> Response:
    if kind not in LETTERS:
        raise not_found(f"{kind!r} is no kind of record.")
    template = "record_form.html" if is_htmx(request) else "record_edit.html"
    values = {
        "kind": kind,
        "key": sheet.kept.key,
        "sheet": sheet,
        "record": record,
        "row": row,
        "fields": fields_of(kind, row, load_codebook()),
        "actors": actors_of(sheet.folded.coded.records if sheet.folded else ()),
        "wrong": wrong,
        "letters": LETTERS,
    }
    if not is_htmx(request):
        return render(request, template, values, 422 if wrong else 200)
    answer = render(request, template, values)
    if wrong:
        answer.headers.update({"HX-Retarget": "[data-correcting]", "HX-Reswap": "outerHTML"})
    return answer


@router.post("/document/{key}/records/{record}", include_in_schema=False)
def decide_record(
    request: Request, store: Kept, later: BackgroundTasks, key: str, record: str, person: SomeReviewer, given: GivenForm
) -> Response:
    """Confirm, reject, correct or note a record; `deed` says which."""
    deed = _first(given, "deed")
    with store.reading() as reader:
        sheet = sheet_of(reader, key)
        found = _record(sheet, record)
        fields = None
        if deed == "edit":
            try:
                fields = _changes(sheet, found, given)
            except FieldError as error:
                return _form_page(request, sheet, found.kind, row_of(found), record, str(error))
    if deed not in _SAID:
        raise DecisionError("nothing to decide was sent")
    if deed == "edit" and not fields:
        return _back(request, store, key, record, None, N_("Nothing was changed."), given)
    who = _signed(person, given)
    number = deciding.decide_record(store, record, cast(Action, deed), who, fields, sheet.kept.number)
    later.add_task(follow_up, store)
    return _back(request, store, key, record, number, _SAID[deed], given)


@router.post("/document/{key}/add", include_in_schema=False)
def add_record(
    request: Request, store: Kept, later: BackgroundTasks, key: str, person: SomeReviewer, given: GivenForm
) -> Response:
    """Add a record that the coder missed."""
    kind = _first(given, "kind")
    with store.reading() as reader:
        sheet = sheet_of(reader, key)
    try:
        row = _empty_row(sheet, kind, _first(given, "evidence"), _number(_first(given, "evidence_start")))
        fields = changes_in(kind, {n: v for n, v in given.items() if n != "evidence"}, _basis(sheet, row))
    except FieldError as error:
        return _form_page(request, sheet, kind, {"kind": kind}, None, str(error))
    evidence = row["evidence"]
    who, words = _signed(person, given), (evidence["start"], evidence["end"])
    number = deciding.add_record(store, sheet.kept.number, kind, words, who, fields)
    later.add_task(follow_up, store)
    with store.reading() as reader:
        made = next(d.target for d in sheet_of(reader, key).made if d.number == number)
    return _back(request, store, key, made, number, "added", given)


@router.post("/document/{key}/undo/{number}", include_in_schema=False)
def undo_on_document(
    request: Request, store: Kept, later: BackgroundTasks, key: str, number: int, person: SomeReviewer, given: GivenForm
) -> Response:
    """Take a decision back by a further one."""
    with store.reading() as reader:
        sheet = sheet_of(reader, key)
    undone = next((d for d in sheet.made if d.number == number), None)
    if undone is None:
        raise not_found(f"There is no decision {number} on this document.")
    made = deciding.undo(store, number, _signed(person, given))
    later.add_task(follow_up, store)
    target = next((r for r, all_ in sheet.standing.items() if undone in all_), undone.target)
    return _back(request, store, key, target, made, N_("taken back"), given)


@router.get("/document/{key}/parties", include_in_schema=False)
def suggest_parties(request: Request, reader: Reader, key: str, _: SomeReviewer, words: str = "") -> Response:
    """Return parties whose name has these words, as options to choose from."""
    sheet = sheet_of(reader, key)
    found = suggestions(sheet.folded.coded.records if sheet.folded else (), words)
    return render(request, "party_options.html", {"found": found})


def _back(
    request: Request, store: Store, key: str, record: str, number: int | None, said: str, given: Given
) -> Response:
    """Return to the document after a decision: with its text and records drawn anew where htmx asks for them."""
    if not is_htmx(request):
        return RedirectResponse(f"/document/{key}#r-{record}", 303)
    shown, part = given.get("kinds") or TOLD, _first(given, "part")
    with store.reading() as reader:
        sheet = sheet_of(reader, key)
    view = document_view(sheet, shown, None, int(part) if part.isdecimal() else None)
    card = next((c for row in (*view.title, *view.rows) for c in row.cards if c.record.id == record), None)
    values = {
        "view": view, "sheet": sheet, "key": key, "said": said, "number": number, "name": card.name if card else "",
        "current": record,
    }  # fmt: skip
    return render(request, "document_reading.html", values)


def _record(sheet: Sheet, record: str) -> Record:
    records = sheet.folded.coded.records if sheet.folded else ()
    found = next((r for r in records if r.id == record), None)
    if found is None:
        raise not_found(f"There is no record {record} in this document.")
    return found


def _changes(sheet: Sheet, found: Record, given: Given) -> dict[str, Any]:
    return changes_in(found.kind, given, _basis(sheet, row_of(found)))


def _basis(sheet: Sheet, row: Mapping[str, Any]) -> Basis:
    text = sheet.kept.document.text if row.get("in") != "title" else sheet.kept.document.title or ""
    evidence = Span(row["evidence"]["start"], row["evidence"]["end"], row["evidence"]["quote"])
    records = sheet.folded.coded.records if sheet.folded else ()
    return Basis(text, party_finder(text, records, evidence), load_codebook(), row)


def _empty_row(sheet: Sheet, kind: str, words: str, start: int) -> dict[str, Any]:
    """Return a record of a kind at words of the text, empty else; raises FieldError where they are not in it."""
    if sheet.folded is None:
        raise FieldError("this document has no coding to add a record to")
    text = sheet.kept.document.text
    try:
        return missed_row(text, sheet.folded.coded, kind, find_words(text, words, start), {})
    except WordsError as error:
        raise FieldError(f"Evidence: {error}") from None


def _signed(person: Person, given: Given) -> deciding.Person:
    return deciding.Person(person.name, _first(given, "why").strip() or "reviewed at the text")


def _number(written: str) -> int:
    return int(written) if written.isdecimal() else 0


def _first(given: Given, name: str) -> str:
    return next(iter(given.get(name, ())), "")
