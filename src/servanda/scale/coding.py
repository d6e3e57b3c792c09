"""Coding in workers: documents in, lines of JSON or Arrow batches out, in the order of the documents."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from servanda.codebook import load_codebook
from servanda.codebook.own import load_own
from servanda.coding.coder import code_documents
from servanda.coding.coders import DEFAULT, find_coder
from servanda.record import CodedDocument, FailedDocument, Failure, to_line
from servanda.scale.workers import in_workers
from servanda.sources import Document

TOGETHER = 16
CHARACTERS_TOGETHER = 200_000
Input = Document | FailedDocument
Coded = CodedDocument | FailedDocument


@dataclass(frozen=True, slots=True)
class How:
    """How documents are coded: the name of the coder, whether titles are coded, and the file of a codebook of one's own."""

    coder: str = DEFAULT
    titles: bool = False
    codebook: Path | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of output, and whether it tells of a failure."""

    text: str
    failed: bool


def code_lines(documents: Iterable[Input], how: How, workers: int) -> Iterator[Line]:
    """Yield the line of each document, in order; one that kills a worker is a line with an error."""
    return in_workers(partial(lines_of, how=how), in_batches(documents), workers, lambda d: _line(died(d)))


def code_arrow(documents: Iterable[Input], how: How, workers: int) -> Iterator[bytes]:
    """Yield rows of the lake's `documents`, in order, as Arrow streams of a batch each."""
    return in_workers(partial(arrow_of, how=how), in_batches(documents), workers, lambda d: _packed([d], [died(d)]))


def arrow_of(documents: Sequence[Input], how: How) -> list[bytes]:
    """Return the rows of a batch of documents as one Arrow stream."""
    return [_packed(documents, list(code_batch(documents, how)))]


def _packed(documents: Sequence[Input], coded: Sequence[Coded]) -> bytes:
    from servanda.lake.rows import batch_of, packed  # noqa: PLC0415  an optional extra

    return packed(batch_of(documents, coded))


def lines_of(documents: Sequence[Input], how: How) -> list[Line]:
    """Return the lines of a batch of documents."""
    return [_line(coded) for coded in code_batch(documents, how)]


def code_batch(documents: Sequence[Input], how: How) -> Iterator[Coded]:
    """Yield what the coder makes of each document, in order."""
    packaged = load_codebook()
    book = load_own(how.codebook, packaged) if how.codebook is not None else packaged
    return code_documents(documents, book, find_coder(how.coder), titles=how.titles)


def in_batches(documents: Iterable[Input]) -> Iterator[list[Input]]:
    """Yield documents some together: few where they are long, so that no batch takes much longer than another."""
    batch: list[Input] = []
    characters = 0
    for document in documents:
        batch.append(document)
        characters += len(document.text) if isinstance(document, Document) else 0
        if len(batch) == TOGETHER or characters >= CHARACTERS_TOGETHER:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def died(document: Input) -> FailedDocument:
    """Return what stands in the output for a document that killed its worker."""
    message = "the process that coded this document died, twice; it may need more memory than there is"
    return FailedDocument(document.id, Failure("worker_died", message))


def _line(coded: Coded) -> Line:
    return Line(to_line(coded), isinstance(coded, FailedDocument))
