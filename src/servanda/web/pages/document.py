"""The document: the text as read, with its evidence marked, beside the records; and what may be done to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, cast

from fastapi import APIRouter, BackgroundTasks, Query, Request, Response
from fastapi.responses import RedirectResponse

from servanda.record import Record
from servanda.store import Store, deciding
from servanda.store.asking_document import Sheet
from servanda.store.deciding import DecisionError
from servanda.store.folding import EditError
from servanda.store.following_up import follow_up
from servanda.store.journal import Action
from servanda.store.missed import Where
from servanda.web.answers import Answer, Table, is_htmx, page
from servanda.web.asking import Kept, Reader, SomeReviewer
from servanda.web.correcting import (
    Given,
    GivenForm,
    changes,
    empty_row,
    first,
    number,
    record_form,
    record_in,
    records_of,
    sheet_of,
    signed,
)
from servanda.web.languages import N_
from servanda.web.problems import not_found
from servanda.web.rendering import render
from servanda.web.views.document import TOLD, document_view
from servanda.web.views.finding_parties import suggestions
from servanda.web.views.record_changes import FieldError
from servanda.web.views.record_rows import record_columns, record_line, row_of

router = APIRouter(tags=["Documents"])
_WHY = "reviewed at the text"
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


@router.get("/document/{key}/records/{record}/edit", include_in_schema=False)
def edit_record(request: Request, reader: Reader, key: str, record: str, _: SomeReviewer) -> Response:
    """Show the form that corrects a record."""
    sheet = sheet_of(reader, key)
    return _correcting(request, sheet, record_in(sheet, record))


@router.get("/document/{key}/add", include_in_schema=False)
def add_missed(
    request: Request, reader: Reader, key: str, _: SomeReviewer, kind: str = "event", evidence: str = "",
    evidence_start: str = "", evidence_where: Where = "text",
) -> Response:  # fmt: skip
    """Show the form that adds a record which the coder missed."""
    sheet = sheet_of(reader, key)
    try:
        words = (evidence, number(evidence_start), evidence_where)
        row = empty_row(sheet, kind, *words) if evidence.strip() else None
    except (FieldError, EditError) as error:
        return _adding(request, sheet, kind, wrong=str(error))
    return _adding(request, sheet, kind, row)


def _correcting(request: Request, sheet: Sheet, found: Record, wrong: str = "") -> Response:
    key = sheet.kept.key
    address, back = f"/document/{key}/records/{found.id}", f"/document/{key}#r-{found.id}"
    return record_form(request, sheet, found, address=address, target="#reading", back=back, wrong=wrong)


def _adding(
    request: Request, sheet: Sheet, kind: str, row: Mapping[str, Any] | None = None, wrong: str = ""
) -> Response:
    address, back = f"/document/{sheet.kept.key}/add", f"/document/{sheet.kept.key}"
    return record_form(
        request, sheet, None, address=address, target="#reading", back=back, kind=kind, row=row, wrong=wrong
    )


@router.post("/document/{key}/records/{record}", include_in_schema=False)
def decide_record(
    request: Request, store: Kept, later: BackgroundTasks, key: str, record: str, person: SomeReviewer, given: GivenForm
) -> Response:
    """Confirm, reject, correct or note a record; `deed` says which."""
    deed, fields = first(given, "deed"), None
    if deed not in _SAID:
        raise DecisionError("nothing to decide was sent")
    with store.reading() as reader:
        sheet = sheet_of(reader, key)
    found = record_in(sheet, record)
    if deed == "edit":
        try:
            fields = changes(sheet, row_of(found), given)
        except FieldError as error:
            return _correcting(request, sheet, found, str(error))
        if not fields:
            return _back(request, store, key, record, None, N_("Nothing was changed."), given)
    who = signed(person, given, _WHY)
    made = deciding.decide_record(store, record, cast(Action, deed), who, fields, sheet.kept.number)
    later.add_task(follow_up, store)
    return _back(request, store, key, record, made, _SAID[deed], given)


@router.post("/document/{key}/add", include_in_schema=False)
def add_record(
    request: Request, store: Kept, later: BackgroundTasks, key: str, person: SomeReviewer, given: GivenForm
) -> Response:
    """Add a record that the coder missed."""
    kind = first(given, "kind")
    where: Where = "title" if first(given, "evidence_where") == "title" else "text"
    with store.reading() as reader:
        sheet = sheet_of(reader, key)
    try:
        row = empty_row(sheet, kind, first(given, "evidence"), number(first(given, "evidence_start")), where)
        fields = changes(sheet, row, {name: values for name, values in given.items() if name != "evidence"})
    except (FieldError, EditError) as error:
        return _adding(request, sheet, kind, wrong=str(error))
    words = (row["evidence"]["start"], row["evidence"]["end"])
    made = deciding.add_record(store, sheet.kept.number, kind, words, signed(person, given, _WHY), fields, where)
    later.add_task(follow_up, store)
    return _back(request, store, key, str(row["id"]), made, "added", given)


@router.post("/document/{key}/undo/{decision}", include_in_schema=False)
def undo_on_document(
    request: Request,
    store: Kept,
    later: BackgroundTasks,
    key: str,
    decision: int,
    person: SomeReviewer,
    given: GivenForm,
) -> Response:
    """Take a decision back by a further one."""
    with store.reading() as reader:
        sheet = sheet_of(reader, key)
    undone = next((d for d in sheet.made if d.number == decision), None)
    if undone is None:
        raise not_found(f"There is no decision {decision} on this document.")
    made = deciding.undo(store, decision, signed(person, given, _WHY))
    later.add_task(follow_up, store)
    record = next((r for r, all_ in sheet.standing.items() if undone in all_), undone.target)
    return _back(request, store, key, record, made, N_("taken back"), given)


@router.get("/document/{key}/parties", include_in_schema=False)
def suggest_parties(request: Request, reader: Reader, key: str, _: SomeReviewer, words: str = "") -> Response:
    """Return parties whose name has these words, as options to choose from."""
    sheet = sheet_of(reader, key)
    found = suggestions(records_of(sheet), words)
    return render(request, "party_options.html", {"found": found})


def _back(request: Request, store: Store, key: str, record: str, made: int | None, said: str, given: Given) -> Response:
    """Return to the document after a decision: with its text and records drawn anew where htmx asks for them."""
    if not is_htmx(request):
        return RedirectResponse(f"/document/{key}#r-{record}", 303)
    shown, part = given.get("kinds") or TOLD, first(given, "part")
    with store.reading() as reader:
        sheet = sheet_of(reader, key)
    view = document_view(sheet, shown, None, int(part) if part.isdecimal() else None)
    card = next((c for row in (*view.title, *view.rows) for c in row.cards if c.record.id == record), None)
    values = {
        "view": view, "sheet": sheet, "key": key, "said": said, "number": made, "name": card.name if card else "",
        "current": record,
    }  # fmt: skip
    return render(request, "document_reading.html", values)
