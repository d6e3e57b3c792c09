"""Opening: a folder of Parquet in, a `Lake` out whose tables DuckDB reads in place."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Dialect, Select
from sqlalchemy.dialects.postgresql.base import PGDialect

TABLES = ("documents", "events", "statements", "claims")
STORIES = "stories"
HAPPENING = ("low", "high", "day", "type", "quad", "intensity")
_AT_ONCE = 4096
_NO_STORIES = "SELECT '' AS document, '' AS story WHERE false"
# Everything needed is built in: a lake is read without network, and nothing is fetched.
_SETTINGS = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "preserve_insertion_order": False,
}


class LakeError(RuntimeError):
    """A folder that is no lake, or a library that is not there; the message says what to do."""


class _DuckDB(PGDialect):
    """How queries are written for DuckDB: like PostgreSQL, under a name of its own."""

    name = "duckdb"
    supports_statement_cache = False


@dataclass(frozen=True, slots=True)
class Lake:
    """An opened lake: its folder, and the connection that reads it.

    The connection has the views documents, events, statements, claims, stories (document, story), and `happenings`, in which
    each thing that happened stands once.
    """

    folder: Path
    connection: Any

    def rows(self, query: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query in SQL with its values; raises LakeError for files that cannot be read."""
        import duckdb  # noqa: PLC0415  an optional extra

        try:
            found = self.connection.cursor().execute(query, list(values))
            while some := found.fetchmany(_AT_ONCE):
                yield from some
        except duckdb.Error as error:
            raise LakeError(f"{self.folder}: {error}") from None

    def batches(self, query: str, values: Sequence[Any], size: int) -> Iterator[Any]:
        """Yield the rows of a query as Arrow batches of about so many rows; raises LakeError as `rows` does."""
        import duckdb  # noqa: PLC0415  an optional extra

        try:
            yield from self.connection.cursor().sql(query, params=list(values)).to_arrow_reader(size)
        except duckdb.Error as error:
            raise LakeError(f"{self.folder}: {error}") from None

    def select(self, query: Select[Any]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query of `analysis`."""
        yield from self.rows(*compiled(query))


def open_lake(folder: Path) -> Lake:
    """Return the lake in a folder; raises LakeError where there is none, or where DuckDB is not installed."""
    duckdb = _duckdb()
    there = [name for name in TABLES if any((folder / name).glob("month=*/*.parquet"))]
    if not there:
        raise LakeError(
            f"{folder} is no lake: it has no Parquet in documents/month=*/ or events/month=*/. "
            f"Make one: servanda code --format parquet --out {folder} news.jsonl"
        )
    lake = Lake(folder, duckdb.connect(config={**_SETTINGS, "temp_directory": tempfile.gettempdir()}))
    for name in TABLES:
        _view(lake, name, _read(folder / name / "*") if name in there else _nothing(name))
    _view(lake, STORIES, _read(folder / STORIES) if any((folder / STORIES).glob("*.parquet")) else _NO_STORIES)
    _view(lake, "happenings", f"SELECT {', '.join(HAPPENING)} FROM events WHERE counts")
    return lake


def compiled(query: Select[Any]) -> tuple[str, list[Any]]:
    """Return a query in SQL of DuckDB, with its values."""
    made = query.compile(dialect=_dialect(), compile_kwargs={"render_postcompile": True})
    return str(made), [made.params[name] for name in made.positiontup or ()]


def _dialect() -> Dialect:
    return _DuckDB(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]


def _duckdb() -> ModuleType:
    try:
        import duckdb  # noqa: PLC0415  an optional extra
        import pyarrow  # noqa: F401, PLC0415
    except ModuleNotFoundError as error:
        raise LakeError(f"a lake needs {error.name}: pip install 'servanda[lake]'") from None
    return duckdb  # type: ignore[no-any-return]


def _view(lake: Lake, name: str, query: str) -> None:
    import duckdb  # noqa: PLC0415  an optional extra

    try:
        lake.connection.execute(f"CREATE VIEW {name} AS {query}")
    except duckdb.Error as error:
        raise LakeError(f"{lake.folder}: {name} cannot be read: {error}") from None


def _read(folder: Path) -> str:
    files = str(folder / "*.parquet").replace("'", "''")
    return (
        f"SELECT * FROM read_parquet('{files}', hive_partitioning = {str(folder.name == '*').lower()}"
        f"{', hive_types = {month: VARCHAR}' if folder.name == '*' else ''})"
    )


def _nothing(name: str) -> str:
    """Return the query for a table that has no files: its columns, and no row."""
    from servanda.lake.schema import table_schema  # noqa: PLC0415  an optional extra

    types = {"string": "VARCHAR", "date32[day]": "DATE", "double": "DOUBLE", "bool": "BOOLEAN", "int32": "INTEGER"}
    columns = ", ".join(
        f"CAST(NULL AS {types.get(str(field.type), 'VARCHAR[]')}) AS {field.name}" for field in table_schema(name)
    )
    return f"SELECT {columns} WHERE false"
