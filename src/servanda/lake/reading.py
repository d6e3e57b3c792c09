"""Reading: documents of a lake whole again, with what was coded of them."""

from collections.abc import Iterator

from servanda.lake.conditions import Condition
from servanda.lake.opening import Lake
from servanda.lake.rows import Coded, coded_of, document_of
from servanda.lake.schema import table_schema
from servanda.sources.found import Found

_COLUMNS = [name for name in table_schema("documents").names if name not in ("words", "sketch", "description")]


def read_slice(lake: Lake, condition: Condition | None = None) -> Iterator[tuple[Found, Coded]]:
    """Yield the documents that fulfil a condition with what was coded of them, month by month in order of their days.

    Input that was no document is left out. Each is found in the file of the lake that holds it. Raises LakeError.
    """
    where = f"key IS NOT NULL AND {condition.sql if condition else 'true'}"
    values = condition.values if condition else ()
    months = [m for (m,) in lake.rows(f"SELECT DISTINCT month FROM documents WHERE {where} ORDER BY month", values)]
    for month in months:
        query = f"SELECT {', '.join(_COLUMNS)} FROM documents WHERE month = ? AND {where} ORDER BY day, key"
        for cells in lake.rows(query, (month, *values)):
            row = dict(zip(_COLUMNS, cells, strict=True))
            place = f"{lake.folder}, month {month}"
            yield Found(document_of(row), "lake", place, named=True), coded_of(row)


def count_slice(lake: Lake, condition: Condition | None = None) -> int:
    """Return how many documents fulfil a condition."""
    query = f"SELECT count(DISTINCT key) FROM documents WHERE {condition.sql if condition else 'true'}"
    return int(next(lake.rows(query, condition.values if condition else ()))[0])
