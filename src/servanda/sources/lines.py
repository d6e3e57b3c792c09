"""JSON lines: a line is a document with an id of its own."""

from collections.abc import Iterator

from servanda.record import FailedDocument
from servanda.sources.found import Found
from servanda.sources.jsonl import FIELDS, LineError, document_of, object_of
from servanda.sources.raw import Raw, Source, failure


def read(raw: Raw) -> Iterator[Found | FailedDocument]:
    """Yield the document of every line that is not empty, or the failure that names the line."""
    with raw.open() as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            place = f"{raw.place}, line {number}"
            try:
                row = object_of(line)
                document = document_of(row)
            except LineError as error:
                yield failure(place, error.code, str(error))
                continue
            more = set(row) - FIELDS
            yield Found(document, "line", place, True, line if more else None, "application/json" if more else None)


SOURCE = Source("jsonl", (".jsonl", ".ndjson"), ("application/x-ndjson", "application/jsonl"), read)
