"""An entry of the ledger: its permanent address, its whole history, and what people may decide of it."""

from datetime import date
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Query, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection

from servanda.following.steps import Step
from servanda.store import Store, deciding
from servanda.store.asking_document import document_names
from servanda.store.asking_entry import ask_entry, decisions_gone_to, merged_into
from servanda.store.asking_ledger import ledger_rows, standing_entry, statuses_set
from servanda.store.deciding import DecisionError
from servanda.store.following_up import follow_up
from servanda.web.answers import Answer, Table, page
from servanda.web.asking import Kept, Reader, SomeReviewer
from servanda.web.correcting import Given, GivenForm, first, signed
from servanda.web.problems import not_found
from servanda.web.views.entry import entry_view

router = APIRouter(tags=["Ledger"])
_COLUMNS = (
    "date",
    "status",
    "document",
    "record",
    "evidence",
    "claimed_by",
    "published",
    "source",
    "denied",
    "outranked",
)
_FOLLOWED_AT_ONCE = 200
_WHY = "decided at the ledger"


@page(router, "/ledger/{entry}", "entry.html", dict[str, Any])
def entry(
    reader: Reader,
    entry: str,
    as_of: Annotated[
        str, Query(pattern=r"^(\d{4}-\d{2}-\d{2})?$", description="As it could be known on that day.")
    ] = "",
) -> Answer[dict[str, Any]]:
    """Return an entry of the ledger with its whole history, in the layout of `servanda ledger --json`."""
    sheet = ask_entry(reader, entry)
    if sheet is None:
        raise _gone(reader, entry)
    day = as_of or date.today().isoformat()
    standing = standing_entry(sheet.entry, day, statuses_set(reader, day), slight=True)
    if standing is None:
        raise not_found(f"Nothing of {entry} was known on {day}.")
    names = document_names(reader, [claim.document for claim in standing.claims])
    view = entry_view(standing, day, names)
    rows = [
        (
            s.step.date.value if s.step.date else None, s.step.status, s.document.get("id"), s.step.record, s.evidence,
            s.step.claimed_by.name if s.step.claimed_by else None, s.step.published, s.step.source, s.step.denied,
            s.step.outranked,
        )
        for s in view.steps
    ]  # fmt: skip
    more = {"view": view, "sheet": sheet, "day": day, "as_of": as_of, "statuses": get_args(Step)}
    return Answer(ledger_rows(reader, [standing])[0], Table(_COLUMNS, rows), more)


def _gone(reader: Connection, name: str) -> Exception:
    """Return what to raise for an entry that is not there: where it went, or that there was none."""
    into, other = merged_into(reader, name), decisions_gone_to(reader, name)
    if into is None and other is not None:
        return not_found(f"Coding again gave {name} another address: look at /ledger/{other}")
    if into is None:
        return not_found(
            f"There is no entry {name}. Entries go when the records they rest on are rejected or coded anew."
        )
    return not_found(f"{name} was merged into {into}: look at /ledger/{into}")


@router.post("/ledger/{entry}/decide", include_in_schema=False)
def decide_entry(store: Kept, entry: str, person: SomeReviewer, given: GivenForm) -> Response:
    """Set the status of an entry, merge it into another, split documents off, or note something; `deed` says which."""
    deed, who = first(given, "deed"), signed(person, given, _WHY)
    if deed == "status":
        deciding.decide_status(store, entry, first(given, "status"), first(given, "day") or None, who)
    elif deed == "merge":
        deciding.merge_entries(store, entry, _other(entry, given), who)
    elif deed == "split":
        deciding.split_entry(store, entry, given.get("documents", ()), who)
    elif deed == "note":
        _note(store, entry, who)
    else:
        raise DecisionError("nothing to decide was sent")
    follow_up(store, _FOLLOWED_AT_ONCE)
    return RedirectResponse(f"/ledger/{_other(entry, given) if deed == 'merge' else entry}#decided", 303)


@router.post("/ledger/{entry}/undo/{number}", include_in_schema=False)
def undo_on_entry(store: Kept, entry: str, number: int, person: SomeReviewer, given: GivenForm) -> Response:
    """Take a decision about an entry back by a further one."""
    with store.reading() as reader:
        sheet = ask_entry(reader, entry)
    if sheet is None or number not in {decision.number for decision in sheet.made}:
        raise not_found(f"There is no decision {number} on this entry.")
    deciding.undo(store, number, signed(person, given, _WHY))
    follow_up(store, _FOLLOWED_AT_ONCE)
    return RedirectResponse(f"/ledger/{entry}#decided", 303)


def _note(store: Store, entry: str, who: deciding.Person) -> None:
    if who.why == _WHY:
        raise DecisionError("a note needs words")
    deciding.note(store, "entry", entry, who)


def _other(entry: str, given: Given) -> str:
    """Return the entry that was chosen, from its id or its address."""
    other = first(given, "into").strip().rstrip("/").rpartition("/")[2]
    if not other or other == entry:
        raise DecisionError("choose the other entry that this one is to be merged into")
    return other
