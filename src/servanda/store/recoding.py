"""Coding again: the newest coder over kept texts; the decisions stay, and find their words again."""

from collections.abc import Iterator
from itertools import islice

from sqlalchemy import select

from servanda.coding.coder import code_documents
from servanda.record import CodedDocument, FailedDocument
from servanda.store.adding import Outcome, Report, in_processes
from servanda.store.clock import now
from servanda.store.following_up import follow_up
from servanda.store.opening import Store
from servanda.store.redrawing import KeptDocument, kept_document, recode
from servanda.store.schema import documents

TOGETHER = 16


def recode_all(store: Store, report: Report, workers: int = 1) -> None:
    """Code every kept text again and follow all; `report` is told of each once its new records are safe."""
    started = now()
    for kept, coded in in_processes(code_kept, _kept(store), workers):
        with store.writing() as connection:
            for one, record in zip(kept, coded, strict=True):
                recode(connection, one.number, record, started)
        for one, record in zip(kept, coded, strict=True):
            report(_outcome(one, record))
    follow_up(store)


def _outcome(kept: KeptDocument, coded: CodedDocument | FailedDocument) -> Outcome:
    if isinstance(coded, FailedDocument):
        return Outcome("failed", kept.document.id, "coded again", message=coded.error.message)
    return Outcome("kept", kept.document.id, "coded again", len(coded.records))


def code_kept(kept: list[KeptDocument]) -> tuple[list[KeptDocument], list[CodedDocument | FailedDocument]]:
    """Return kept documents with what the coder makes of them now."""
    return kept, list(code_documents(one.document for one in kept))


def _kept(store: Store) -> Iterator[list[KeptDocument]]:
    """Yield the documents that have a text, some together."""
    with store.reading() as connection:
        query = select(documents.c.number).where(documents.c.taken_down.is_(None)).order_by(documents.c.number)
        numbers = iter(connection.execute(query).scalars().all())
    while some := list(islice(numbers, TOGETHER)):
        with store.reading() as connection:
            yield [kept_document(connection, number) for number in some]
