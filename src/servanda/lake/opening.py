"""Opening: a folder of Parquet in, a `Lake` out whose tables DuckDB reads in place."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Dialect, Select, column, select, table
from sqlalchemy.dialects.postgresql.base import PGDialect

from servanda.analysis.trends import happenings_of

TABLES = ("documents", "events", "statements", "claims")
STORIES = "stories"
HAPPENING = ("low", "high", "day", "type", "quad", "intensity")
_EVENT = ("story", "document", "nth", "source", "status", *HAPPENING)
_AT_ONCE = 4096
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
    """An opened lake: its folder, the connection that reads it, and whether its stories are drawn.

    The connection has the views documents, events, statements, claims, stories (document, story), and `happenings`, in
    which each thing that happened stands once.
    """

    folder: Path
    connection: Any
    has_stories: bool

    def rows(self, query: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query in SQL with its values; raises LakeError for files that cannot be read."""
        import duckdb  # noqa: PLC0415  an optional extra

        try:
            found = self.connection.cursor().execute(query, list(values))
            while some := found.fetchmany(_AT_ONCE):
                yield from some
        except duckdb.Error as error:
            raise LakeError(f"{self.folder}: {error}") from None

    def select(self, query: Select[Any]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query of `analysis`."""
        made = query.compile(dialect=_dialect())
        yield from self.rows(str(made), [made.params[name] for name in made.positiontup or ()])


def open_lake(folder: Path) -> Lake:
    """Return the lake in a folder; raises LakeError where there is none, or where DuckDB is not installed."""
    duckdb = _duckdb()
    there = [name for name in TABLES if any((folder / name).glob("month=*/*.parquet"))]
    if not there:
        raise LakeError(
            f"{folder} is no lake: it has no Parquet in documents/month=*/ or events/month=*/. "
            f"Make one: servanda code --format parquet --out {folder} news.jsonl"
        )
    has_stories = any((folder / STORIES).glob("*.parquet"))
    connection = duckdb.connect(config={**_SETTINGS, "temp_directory": tempfile.gettempdir()})
    lake = Lake(folder, connection, has_stories)
    for name in TABLES:
        _view(lake, name, _read(folder / name / "*") if name in there else _nothing(name))
    _view(lake, STORIES, _read(folder / STORIES) if has_stories else "SELECT '' AS document, '' AS story WHERE false")
    _view(lake, "happenings", _happenings(has_stories))
    return lake


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


def _happenings(has_stories: bool) -> str:
    """Return the query for each happening once: what several documents of a story tell is looked at, the rest is marked."""
    columns = ", ".join(HAPPENING)
    if not has_stories:
        return f"SELECT {columns} FROM events WHERE counts"
    told = table("told", *map(column, _EVENT))
    made = happenings_of(select(told).subquery()).compile(
        dialect=_dialect(),
        compile_kwargs={"literal_binds": True},
    )
    return f"""
        WITH several AS (
            SELECT document, story FROM stories
            WHERE story IN (SELECT story FROM stories GROUP BY story HAVING count(*) > 1)
        ), told AS (
            SELECT s.story, e.* FROM events e JOIN several s ON s.document = e.document WHERE e.day IS NOT NULL
        )
        SELECT {columns} FROM events WHERE counts AND document NOT IN (SELECT document FROM several)
        UNION ALL SELECT {columns} FROM ({made})"""
