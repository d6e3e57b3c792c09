"""JSON lines in: one document a line, or the failure that says what is wrong with the line."""

import json
import math
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from servanda.record import FailedDocument, Failure
from servanda.sources.document import Document, Pair

_OPTIONAL_TEXTS = ("title", "published", "source", "url", "language")
FIELDS = frozenset(("id", "text", "pairs", *_OPTIONAL_TEXTS))


class LineError(ValueError):
    """A line that is no document; `code` is a short name for the reason."""

    def __init__(self, code: str, message: str, document_id: Any = None) -> None:
        super().__init__(message)
        self.code, self.document_id = code, document_id


def read_lines(lines: Iterable[bytes], place: str = "") -> Iterator[Document | FailedDocument]:
    """Yield a document, or a failure that names the line, for every line that is not empty, in order.

    `place` is what goes before "line 3" in a failure: the name of the file.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield parse_line(line)
        except LineError as error:
            yield FailedDocument(error.document_id, Failure(error.code, f"{place}line {number}: {error}"))


def parse_line(line: bytes) -> Document:
    """Return the document on one line of JSON; raises LineError where it is none."""
    return document_of(object_of(line))


def object_of(line: bytes) -> dict[str, Any]:
    """Return the object on one line of JSON, a byte order mark left out; raises LineError where it is none."""
    try:
        text = line.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        raise LineError("invalid_utf8", f"byte {error.start + 1} is not UTF-8; save the file as UTF-8") from None
    try:
        row = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise LineError("invalid_json", f"not JSON ({error}); write one JSON object a line") from None
    if not isinstance(row, dict):
        raise LineError("not_an_object", 'not a JSON object; write {"id": ..., "text": ...}')
    return row


def document_of(row: dict[str, Any]) -> Document:
    """Return the document that a row of input describes; raises LineError naming the field that is wrong."""
    identity = row.get("id")
    if not _is_id(identity):
        raise LineError("missing_id", "no usable `id`; give every document an id (text or number)")
    if not isinstance(row.get("text"), str):
        raise LineError("missing_text", "no `text`; give the text as a string (it may be empty)", identity)
    for name in _OPTIONAL_TEXTS:
        if row.get(name) is not None and not isinstance(row[name], str):
            raise LineError("wrong_field", f"`{name}` must be a string", identity)
    published = row.get("published") or None
    if published is not None and not _is_date(published):
        raise LineError("wrong_date", f"`published` is {published!r}; write it as 2024-05-14 (ISO 8601)", identity)
    texts = {name: row.get(name) or None for name in _OPTIONAL_TEXTS}
    return Document(id=identity, text=row["text"], pairs=_pairs(row.get("pairs"), identity), **texts)


def _is_id(given: Any) -> bool:
    """Whether this is a text or a number that JSON can write again, which it cannot an infinite one."""
    if isinstance(given, float):
        return math.isfinite(given)
    return isinstance(given, str | int) and not isinstance(given, bool)


def _pairs(given: Any, identity: Any) -> tuple[Pair, ...]:
    if given is None:
        return ()
    well_formed = isinstance(given, list) and all(
        isinstance(pair, dict) and isinstance(pair.get("source"), str) and isinstance(pair.get("target"), str)
        for pair in given
    )
    if not well_formed:
        raise LineError("wrong_pairs", '`pairs` must be [{"source": "...", "target": "..."}]', identity)
    return tuple(Pair(pair["source"], pair["target"]) for pair in given)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        try:
            datetime.fromisoformat(text)
        except ValueError:
            return re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2]))?", text) is not None
    return True
