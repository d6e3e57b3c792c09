"""Review: what is worth a look, one at a time, and whether people who looked agree."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal, cast

from fastapi import APIRouter, BackgroundTasks, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection

from servanda.store import Store, deciding
from servanda.store.agreement import ask_agreement
from servanda.store.asking_queue import COUNTED, Queued, ask_queue, ask_queued, count_kinds
from servanda.store.deciding import DecisionError
from servanda.store.following_up import follow_up
from servanda.store.journal import Action, decisions_in
from servanda.store.reviewing import ask_lost
from servanda.store.schema import decisions
from servanda.web.answers import Answer, Table, is_htmx, page
from servanda.web.asking import Kept, Reader, SomeReviewer
from servanda.web.correcting import GivenForm, changes, first, record_form, record_in, sheet_of, signed
from servanda.web.problems import not_found
from servanda.web.rendering import render
from servanda.web.views.document import TOLD
from servanda.web.views.record_changes import FieldError
from servanda.web.views.record_rows import row_of
from servanda.web.views.review import passage_of, place_read, place_written

router = APIRouter(tags=["Review"])
_DEEDS = ("confirm", "reject", "edit", "note")
_WHY = "reviewed in the queue"
_LOST = 20


@dataclass(frozen=True, slots=True)
class ReviewData:
    """The record to look at, null where nothing waits; `place` asks for it again, `left` counts what waits by kind."""

    place: str | None
    document: str | None
    record: dict[str, Any] | None
    left: dict[str, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """A record of which people made different things."""

    document: Any
    record: str
    kind: str
    evidence: str
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class KindAgreement:
    """Krippendorff's alpha of a kind (1 perfect, 0 as by chance, null where nothing varies), and where people differ."""

    kind: str
    alpha: float | None
    records: int
    differing: list[Difference]


@page(router, "/review", "review.html", ReviewData, csv=False)
def review(
    reader: Reader,
    kind: Annotated[str, Query(description="Only records of this kind.")] = "",
    at: Annotated[str, Query(description="A place in the queue.")] = "",
    way: Annotated[
        Literal["at", "next", "previous"], Query(description="What stands there, after it or before it.")
    ] = "at",
    done: Annotated[int | None, Query(description="The decision made last, to be taken back from here.")] = None,
) -> Answer[ReviewData]:
    """Return what is most worth a look: the least sure and most consequential record that nobody decided on yet."""
    place = place_read(at)
    found = ask_queue(reader, kind or None, place, way)
    if found is None and place is not None:
        found = ask_queue(reader, kind or None, place if way == "previous" else None)
    values = _values(reader, found, kind)
    passage = values["passage"]
    data = ReviewData(
        place_written(found.place) if found else None,
        found.key if found else None,
        row_of(passage.card.record) if passage else None,
        values["left"],
    )
    return Answer(
        data, more=values | {"lost": ask_lost(reader, _LOST), "made": _made(reader, done)}, part="review_item.html"
    )


@page(router, "/review/agreement", "agreement.html", list[KindAgreement])
def agreement(reader: Reader) -> Answer[list[KindAgreement]]:
    """Return how far people agree who looked at the same records, by kind."""
    try:
        found = ask_agreement(reader)
    except ModuleNotFoundError:
        raise not_found("Agreement needs the package krippendorff: pip install 'servanda[agreement]'") from None
    data = [
        KindAgreement(
            one.kind, one.alpha, len(one.units),
            [Difference(u.document, u.record, u.kind, u.evidence, u.values) for u in one.differing],
        )
        for one in found
    ]  # fmt: skip
    keys = {unit.record: unit.key for one in found for unit in one.units}
    rows = [(one.kind, one.alpha, one.records, len(one.differing)) for one in data]
    return Answer(data, Table(("kind", "alpha", "records", "differing"), rows), {"keys": keys})


@router.get("/review/{key}/{record}/edit", include_in_schema=False)
def edit_queued(request: Request, reader: Reader, key: str, record: str, _: SomeReviewer, kind: str = "") -> Response:
    """Show the form that corrects the record under review."""
    sheet = sheet_of(reader, key)
    return _form(request, sheet, record, kind)


@router.post("/review/{key}/{record}", include_in_schema=False)
def decide_queued(
    request: Request, store: Kept, later: BackgroundTasks, key: str, record: str, person: SomeReviewer, given: GivenForm,
    kind: str = "",
) -> Response:  # fmt: skip
    """Decide on the record under review, and go on to the next."""
    deed, fields = first(given, "deed"), None
    if deed not in _DEEDS:
        raise DecisionError("nothing to decide was sent")
    with store.reading() as reader:
        sheet, queued = sheet_of(reader, key), ask_queued(reader, key, record)
    found = record_in(sheet, record)
    if deed == "edit":
        try:
            fields = changes(sheet, row_of(found), given)
        except FieldError as error:
            return _form(request, sheet, record, kind, str(error))
        deed = "edit" if fields else "confirm"
    who = signed(person, given, _WHY)
    made = deciding.decide_record(store, record, cast(Action, deed), who, fields or None, sheet.kept.number)
    later.add_task(follow_up, store)
    return _onward(request, store, queued, kind, (made, deed, key))


@router.post("/review/{key}/undo/{decision}", include_in_schema=False)
def undo_queued(
    request: Request, store: Kept, later: BackgroundTasks, key: str, decision: int, person: SomeReviewer, given: GivenForm,
    kind: str = "",
) -> Response:  # fmt: skip
    """Take a decision back, and look at its record again."""
    with store.reading() as reader:
        sheet = sheet_of(reader, key)
    undone = next((d for d in sheet.made if d.number == decision), None)
    if undone is None:
        raise not_found(f"There is no decision {decision} on this document.")
    deciding.undo(store, decision, signed(person, given, _WHY))
    later.add_task(follow_up, store)
    record = next((r for r, all_ in sheet.standing.items() if undone in all_), undone.target)
    with store.reading() as reader:
        queued = ask_queued(reader, key, record)
    return _onward(request, store, queued, kind, None)


def _form(request: Request, sheet: Any, record: str, kind: str, wrong: str = "") -> Response:
    key = sheet.kept.key
    query = f"?kind={kind}" if kind in TOLD else ""
    address = f"/review/{key}/{record}{query}"
    return record_form(
        request, sheet, record_in(sheet, record), address=address, target="#review", back=f"/review{query}", wrong=wrong
    )


def _onward(
    request: Request, store: Store, queued: Queued | None, kind: str, made: tuple[int, str, str] | None
) -> Response:
    """Return to the queue where a record stood: it is gone from it now, or there again."""
    at = place_written(queued.place) if queued else ""
    if not is_htmx(request):
        done = f"&done={made[0]}" if made else ""
        return RedirectResponse(f"/review?kind={kind if kind in TOLD else ''}&at={at}{done}", 303)
    with store.reading() as reader:
        found = ask_queue(reader, kind or None, queued.place if queued else None) or ask_queue(
            reader, kind or None, None
        )
        values = _values(reader, found, kind)
    return render(request, "review_item.html", values | {"made": made})


def _made(reader: Connection, done: int | None) -> tuple[int, str, str] | None:
    """Return a decision on a record as `_onward` shows it: its number, what was done, the key of the document."""
    if done is None:
        return None
    found = next(iter(decisions_in(reader, decisions.c.number == done, decisions.c.about == "record")), None)
    return (done, found.action, found.document) if found and found.document else None


def _values(reader: Connection, found: Queued | None, kind: str) -> dict[str, Any]:
    """Return what the templates of the queue show."""
    sheet = sheet_of(reader, found.key) if found else None
    passage = passage_of(sheet, record_in(sheet, found.record)) if found and sheet else None
    return {
        "found": found, "sheet": sheet, "passage": passage, "left": count_kinds(reader, TOLD), "wanted": kind, "kinds": TOLD,
        "at": place_written(found.place) if found else "", "made": None,
        "counted": COUNTED,
    }  # fmt: skip
