"""Read: a text, files or an address are read, and kept; their progress is told as it is made."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, HTTPException, UploadFile
from fastapi.responses import RedirectResponse, StreamingResponse

from servanda.store.adding import Outcome
from servanda.web.answers import Answer, page
from servanda.web.asking import AskedDesk, SomeReviewer
from servanda.web.desk import Desk
from servanda.web.giving import GivenText, fetched, is_address, kept_files, pasted, uploaded
from servanda.web.jobs import Finding, Job, Progress
from servanda.web.problems import not_found

router = APIRouter(tags=["Read"])
_A_WHILE = 0.25


@dataclass(frozen=True, slots=True)
class Reading:
    """How far something that is read is: what became of each document so far, and their keys."""

    id: str
    found: int
    outcomes: tuple[Outcome, ...]
    keys: tuple[str, ...]
    is_done: bool
    error: str


@dataclass(frozen=True, slots=True)
class Ways:
    """What can be read: the endings of files that are known."""

    endings: list[str]


@page(router, "/read", "read.html", Ways, csv=False)
def read(desk: AskedDesk) -> Answer[Ways]:
    """Return in which ways something can be given to be read."""
    return Answer(Ways([".txt", ".md", ".html", ".pdf", ".jsonl", ".xml"]))


@router.post("/read", response_model=None, status_code=303)
async def start_reading(
    desk: AskedDesk,
    person: SomeReviewer,
    text: Annotated[str, Form(description="A text, or an address alone.")] = "",
    title: Annotated[str, Form()] = "",
    published: Annotated[str, Form(pattern=r"^(\d{4}(-\d\d(-\d\d)?)?)?$", description="An ISO day.")] = "",
    source: Annotated[str, Form(description="The publisher.")] = "",
    files: Annotated[list[UploadFile] | None, File()] = None,
) -> RedirectResponse:
    """Begin to read what is given, and lead to the page that says how far it is."""
    named = [(file.filename, await file.read()) for file in files or () if file.filename]
    given = GivenText(text.replace("\r\n", "\n"), title or None, published or None, source or None)
    finding = _finding(desk, given, named)
    if finding is None:
        raise HTTPException(422, "Nothing was given: paste a text or an address, or choose a file.")
    job = desk.jobs.start(person.name, finding)
    return RedirectResponse(f"/read/{job.id}", 303)


@router.get("/read/{job}/events", response_class=StreamingResponse)
async def events(job: str, desk: AskedDesk, person: SomeReviewer) -> StreamingResponse:
    """Tell how far it is, as server-sent events, until it is done."""
    return StreamingResponse(
        _told(_job(desk, job)), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
    )


@page(router, "/read/{job}", "reading.html", Reading, csv=False)
def reading(job: str, desk: AskedDesk, person: SomeReviewer) -> Answer[Reading]:
    """Return how far something that is read is."""
    found = _job(desk, job).progress()
    return Answer(_reading(job, found), more={"address": address_of(found)})


def address_of(progress: Progress) -> str | None:
    """Return where to go when it is done: to the document where there is just one, else None."""
    return f"/document/{progress.only_key}" if progress.only_key else None


def _finding(desk: Desk, given: GivenText, files: list[tuple[str, bytes]]) -> Finding | None:
    if files:
        folder = kept_files(files)
        return lambda: uploaded(folder)
    if is_address(given.text):
        address, anywhere = given.text.strip(), desk.owner is not None
        return lambda: fetched(address, anywhere=anywhere)
    return (lambda: pasted(given)) if given.text.strip() else None


def _job(desk: Desk, identity: str) -> Job:
    found = desk.jobs.get(identity)
    if found is None:
        raise not_found(
            "This was read some time ago, or by another run of the server: look under Today for what is kept."
        )
    return found


def _reading(identity: str, found: Progress) -> Reading:
    return Reading(identity, found.found, found.outcomes, found.keys, found.is_done, found.error)


async def _told(job: Job) -> AsyncIterator[str]:
    """Yield an event for each change (HTML Living Standard, 9.2)."""
    told: Progress | None = None
    while told is None or not told.is_done:
        now = job.progress()
        if now != told:
            row: dict[str, Any] = asdict(_reading(job.id, now)) | {"address": address_of(now)}
            yield f"event: {'done' if now.is_done else 'progress'}\ndata: {json.dumps(row)}\n\n"
            told = now
        await asyncio.sleep(_A_WHILE)
