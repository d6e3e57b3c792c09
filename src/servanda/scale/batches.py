"""Batches: lines of JSON in, rows of the lake out, as functions from Arrow batches to Arrow batches.

This is what Spark's `mapInArrow` calls; any engine that passes Arrow batches can. A line stays the bytes that it was until
it is coded, so a document is read here as `servanda code` reads it.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa

from servanda.lake.rows import UNKNOWN_MONTH, batch_of, month_of, unpacked
from servanda.record import FailedDocument, Failure, document_key, text_hash
from servanda.scale.coding import How, Input, code_arrow, code_batch, in_batches
from servanda.sources.jsonl import LineError, parse_line

# Where a line comes from (the name of its file), and the line.
LINES = pa.schema([("place", pa.string()), ("line", pa.binary())])
# `name` is the key of the document; of a line that is no document, what is wrong with it.
NAMED_LINES = pa.schema([("month", pa.string()), ("name", pa.string()), *LINES])
_SHOWN = 60


def name_lines(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Yield the lines of LINES with month and name, those of NAMED_LINES; empty lines are left out."""
    for batch in batches:
        rows = [_named(row["place"], row["line"]) for row in batch.to_pylist() if row["line"].strip()]
        yield pa.RecordBatch.from_pylist(rows, schema=NAMED_LINES)


def code_lines(batches: Iterable[pa.RecordBatch], how: How, *, guarded: bool = False) -> Iterator[pa.RecordBatch]:
    """Yield the rows of `documents` of a lake for the lines of LINES, in order.

    The coder is loaded when a process codes for the first time, and stays. A document that cannot be coded is a row with an
    error. With `guarded` the coder runs in a process beside this one, and a document that kills it is such a row too.
    Raises what the coder raises where it is not set up (CoderError, SettingsError, VocabularyError).
    """
    documents = (input_of(row["place"], row["line"]) for batch in batches for row in batch.to_pylist())
    if guarded:
        yield from map(unpacked, code_arrow(documents, how, workers=1))
        return
    for some in in_batches(documents):
        yield batch_of(some, list(code_batch(some, how)))


def input_of(place: str, line: bytes) -> Input:
    """Return the document on a line, or the failure that names the file and how the line begins."""
    try:
        return parse_line(line)
    except LineError as error:
        begins = line[:_SHOWN].decode("utf-8", "replace").strip()
        return FailedDocument(
            error.document_id, Failure(error.code, f"{place}, the line that begins {begins!r}: {error}")
        )


def shipped(how: How, folder: Path) -> How:
    """Return how to code where the codebook's file was copied to a folder."""
    return How(how.coder, how.titles, folder / how.codebook.name) if how.codebook is not None else how


def _named(place: str, line: bytes) -> dict[str, object]:
    made = input_of(place, line)
    row: dict[str, object] = {"place": place, "line": line}
    if isinstance(made, FailedDocument):
        return {**row, "month": UNKNOWN_MONTH, "name": made.error.message}
    return {**row, "month": month_of(made.day or ""), "name": document_key(made.id, text_hash(made.text))}
