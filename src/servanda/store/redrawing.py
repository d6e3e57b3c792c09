"""Redrawing: what is drawn from a coding is drawn anew, after a decision on its records or another coding."""

import json
from dataclasses import dataclass

from sqlalchemy import Connection, select

from servanda.record import CodedDocument, FailedDocument, from_dict
from servanda.sources import Document
from servanda.store.folding import Folded, fold_decisions
from servanda.store.journal import of_document
from servanda.store.keeping import draw, keep_coding
from servanda.store.linking import leave_entries
from servanda.store.packing import unpack
from servanda.store.placing import leave_story
from servanda.store.positions import mark_waiting, position_of
from servanda.store.preparing import prepare_coding
from servanda.store.schema import codings, documents


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A document as the store has it; `coded` is its newest coding as the coder gave it, None where that failed."""

    number: int
    key: str
    day: str
    document: Document
    coded: CodedDocument | None
    taken_down: str | None = None


def kept_document(connection: Connection, number: int) -> KeptDocument:
    """Return a document by its number; the text of one that was taken down is empty."""
    row = connection.execute(select(documents).where(documents.c.number == number)).one()
    newest = select(codings.c.coded).where(codings.c.document == number, codings.c.newest == 1)
    packed = connection.execute(newest).scalar()
    coded = from_dict(unpack(packed)) if packed is not None else None
    document = Document(
        json.loads(row.id), row.text or "", row.title, row.published, row.source, row.url, row.language,
        author=row.author,
    )  # fmt: skip
    sound = coded if isinstance(coded, CodedDocument) else None
    return KeptDocument(number, row.key, row.day, document, sound, row.taken_down)


def folded_document(connection: Connection, kept: KeptDocument) -> Folded | None:
    """Return the records of a document as decided; None where it could not be coded."""
    if kept.coded is None:
        return None
    return fold_decisions(kept.document.text, kept.coded, of_document(connection, kept.key))


def redraw(connection: Connection, number: int) -> None:
    """Draw anew what decisions changed of a document; it waits to be followed again."""
    kept = kept_document(connection, number)
    if kept.coded is None:
        return
    coding = prepare_coding(kept.key, kept.document, kept.coded, kept.day, of_document(connection, kept.key))
    leave(connection, number)
    draw(connection, number, coding, kept.day)


def recode(connection: Connection, number: int, coded: CodedDocument | FailedDocument, started: str) -> None:
    """Make another coding the newest of a document; the decisions on it are folded in."""
    kept = kept_document(connection, number)
    coding = prepare_coding(kept.key, kept.document, coded, kept.day, of_document(connection, kept.key))
    leave(connection, number)
    keep_coding(connection, number, coding, kept.day, started)


def leave(connection: Connection, number: int) -> None:
    """Take a document out of story and ledger, and let it wait to be followed again."""
    position = position_of(connection, number)
    leave_story(connection, position)
    leave_entries(connection, position)
    mark_waiting(connection, number)
