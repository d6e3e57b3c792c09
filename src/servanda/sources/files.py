"""Files of many documents: JSON lines, CSV and Parquet, plain or packed with gzip or Zstandard, read one by one."""

import csv
import gzip
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, cast

from servanda.record import FailedDocument, Failure
from servanda.sources.document import Document
from servanda.sources.jsonl import FIELDS, LineError, document_of, read_lines

_GZIP, _ZSTANDARD, _PARQUET = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"PAR1"
_PACKINGS = (".gz", ".zst", ".zstd")
_ROWS_AT_ONCE = 256
_LONGEST_CELL = 2**31 - 1


class FileKindError(RuntimeError):
    """A file that needs an extra to be read, or that is not what its name says; the message says what to do."""


def read_files(paths: Iterable[Path]) -> Iterator[Document | FailedDocument]:
    """Yield the documents of files in order; a row that is no document yields a failure that names file and row.

    The ending of a name says what a file holds: .csv, .parquet, and JSON lines in all others. Raises OSError for a file
    that cannot be read, and FileKindError.
    """
    for path in paths:
        place = f"{path.name}, "
        match _ending(path):
            case ".parquet":
                yield from _rows(_parquet_rows(path), f"{place}row")
            case ".csv":
                with path.open("rb") as raw, unpacked(raw) as stream:
                    yield from _rows(_csv_rows(stream, path), f"{place}line")
            case _:
                with path.open("rb") as raw, unpacked(raw) as stream:
                    yield from read_lines(stream, place=place)


def read_stream(raw: BinaryIO) -> Iterator[Document | FailedDocument]:
    """Yield the documents of a stream of JSON lines, plain or packed."""
    with unpacked(raw) as stream:
        yield from read_lines(stream)


def unpacked(raw: BinaryIO) -> BinaryIO:
    """Return the stream without its packing; its first bytes say which it has. Raises FileKindError."""
    stream = raw if isinstance(raw, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, raw))
    head = stream.peek(4)[:4]
    if head.startswith(_GZIP):
        return cast(BinaryIO, gzip.GzipFile(fileobj=stream))
    if head == _ZSTANDARD:
        return cast(BinaryIO, io.BufferedReader(_arrow().CompressedInputStream(stream, "zstd")))
    if head == _PARQUET:
        raise FileKindError("this is Parquet, and its name does not say so: give it as a file that ends in .parquet")
    return cast(BinaryIO, stream)


def _ending(path: Path) -> str:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    while suffixes and suffixes[-1] in _PACKINGS:
        suffixes.pop()
    return suffixes[-1] if suffixes else ""


def _rows(rows: Iterable[tuple[int, dict[str, Any]]], place: str) -> Iterator[Document | FailedDocument]:
    for number, row in rows:
        try:
            yield document_of(row)
        except LineError as error:
            yield FailedDocument(error.document_id, Failure(error.code, f"{place} {number}: {error}"))


def _csv_rows(stream: BinaryIO, path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the number of the line at which each row ends, and its cells by column; empty ones are not there."""
    csv.field_size_limit(_LONGEST_CELL)
    with io.TextIOWrapper(stream, "utf-8-sig", errors="surrogateescape", newline="") as text:
        rows = csv.DictReader(text)
        _check_columns(rows.fieldnames or (), path)
        for row in rows:
            yield (
                rows.line_num,
                {name: row[name] for name in FIELDS - {"pairs", "text"} if row.get(name)} | _text_of(row),
            )


def _text_of(row: dict[str, Any]) -> dict[str, Any]:
    """Return the text, which may be empty; one that is not UTF-8 is left out, so that its row is refused."""
    text = row.get("text")
    broken = text is None or any("\udc80" <= letter <= "\udcff" for letter in text)
    return {} if broken else {"text": text}


def _parquet_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    _arrow()
    from pyarrow import ArrowInvalid, parquet  # noqa: PLC0415  an optional extra

    try:
        file = parquet.ParquetFile(path)
    except ArrowInvalid as error:
        raise FileKindError(f"{path} is not Parquet: {error}") from None
    names = file.schema_arrow.names
    _check_columns(names, path)
    number = 0
    for batch in file.iter_batches(_ROWS_AT_ONCE, columns=[name for name in names if name in FIELDS]):
        for row in batch.to_pylist():
            number += 1
            yield number, {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _check_columns(names: Sequence[str], path: Path) -> None:
    missing = [name for name in ("id", "text") if name not in names]
    if missing:
        raise FileKindError(f"{path}: there is no column {' and no column '.join(missing)}; it has {', '.join(names)}")


def _arrow() -> Any:
    try:
        import pyarrow  # noqa: PLC0415  an optional extra
    except ModuleNotFoundError:
        raise FileKindError("Parquet and Zstandard need pyarrow: pip install 'servanda[lake]'") from None
    return pyarrow
