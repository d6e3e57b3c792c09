"""Writing: rows of documents into the Parquet files of a lake, partitioned by month.

A lake is a folder of tables, `documents`, `events`, `statements` and `claims`, each with a folder a month and files in it whose
rows are in order of the day. The name of a file comes from the keys of its documents, so the same documents
written again replace what was there and never stand twice.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import parquet

from servanda.lake.schema import ITEMS, flat_schema

TABLES = ("documents", *ITEMS)
ROWS_TOGETHER = 20_000
BYTES_TOGETHER = 256 * 1024 * 1024


def write(folder: Path, batches: Iterable[pa.RecordBatch]) -> None:
    """Write batches of `documents` into a lake, many together, holding no more than BYTES_TOGETHER of them."""
    for some in _together(batches):
        table = pa.Table.from_batches(some)
        for month in sorted(set(table["month"].to_pylist())):
            write_month(folder, month, table.filter(pc.equal(table["month"], month)))


def write_month(folder: Path, month: str, documents: pa.Table) -> None:
    """Write documents of one month as one file in each table, and take them out of the files that had them before."""
    documents = documents.sort_by([("day", "ascending"), ("key", "ascending"), ("id", "ascending")])
    name = f"{_digest(documents)}.parquet"
    items = {column: flat(documents, column) for column in ITEMS}
    kept = documents.drop_columns([*items, "month"])
    for table, rows in {"documents": kept, **items}.items():
        write_file(folder / table / f"month={month}" / name, rows)
    _take_out(folder, month, documents["key"].drop_null().unique(), name)


def _take_out(folder: Path, month: str, keys: pa.Array, but: str) -> None:
    """Take documents of a month out of all files but the one of that name.

    `documents` goes last, so that a run that stops is resumed.
    """
    for table in (*reversed(TABLES[1:]), TABLES[0]):
        column = "key" if table == "documents" else "document"
        for path in sorted((folder / table / f"month={month}").glob("*.parquet")):
            if path.name == but or not _has_any(path, column, keys):
                continue
            rows = parquet.read_table(path, partitioning=None)
            left = rows.filter(pc.invert(pc.is_in(rows[column], keys)))
            if left.num_rows:
                write_file(path, left)
            else:
                path.unlink()


def _has_any(path: Path, column: str, keys: pa.Array) -> bool:
    found = parquet.read_table(path, columns=[column], partitioning=None)[column]
    return bool(pc.any(pc.is_in(found, keys)).as_py())


def write_file(path: Path, rows: pa.Table) -> None:
    """Write rows as one file, whole or not at all; raises OSError where that cannot be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_suffix(".waiting")
    parquet.write_table(rows, waiting, compression="zstd", row_group_size=ROWS_TOGETHER)
    waiting.replace(path)


def flat(documents: pa.Table, column: str) -> pa.Table:
    """Return the items of a column of lists as rows, each with the document it is of; in order of the day."""
    lists = documents[column].combine_chunks()
    lists = lists.chunk(0) if isinstance(lists, pa.ChunkedArray) else lists
    of, items = pc.list_parent_indices(lists), pc.list_flatten(lists)
    columns = {name: items.field(place) for place, name in enumerate(items.type.names)}
    columns["document"] = documents["key"].take(of)
    columns.setdefault("day", documents["day"].take(of))
    names = [name for name in flat_schema(items.type).names if name != "month"]
    order = [
        ("day", "ascending"),
        *((n, "ascending") for n in ("low", "high") if n in names),
        ("document", "ascending"),
    ]
    return pa.table({name: columns[name] for name in names}).sort_by(order)


def _together(batches: Iterable[pa.RecordBatch]) -> Iterator[list[pa.RecordBatch]]:
    some: list[pa.RecordBatch] = []
    rows = size = 0
    for batch in batches:
        some.append(batch)
        rows, size = rows + batch.num_rows, size + batch.nbytes
        if rows >= ROWS_TOGETHER or size >= BYTES_TOGETHER:
            yield some
            some, rows, size = [], 0, 0
    if some:
        yield some


def _digest(documents: Any) -> str:
    names = (
        key or identity or "" for key, identity in zip(*(documents[n].to_pylist() for n in ("key", "id")), strict=True)
    )
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]
