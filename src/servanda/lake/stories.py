"""Stories of a lake: drawn from the descriptions of its documents by the same rules as in a store, and kept in it.

`stories/` has the story of every document; from there they go into `events`, where then of all that the documents of a story
tell of one happening the strongest alone counts.
"""

import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import column, select, table

from servanda.analysis.pairs import HAPPENED
from servanda.analysis.trends import rank_of
from servanda.following.descriptions import Description
from servanda.following.layout import from_row
from servanda.following.memory import follow_stories
from servanda.lake.opening import STORIES, Lake, LakeError, compiled, open_lake

_ROWS_AT_ONCE = 50_000


def with_stories(lake: Lake) -> Lake:
    """Return the lake with a story for every document and every event, drawn now where that is needed; raises LakeError."""
    if _are_missing(lake):
        draw_stories(lake)
    elif not are_told(lake):
        tell_events(lake)
    else:
        return lake
    return open_lake(lake.folder)


def are_told(lake: Lake) -> bool:
    """Whether the events know their stories, so that each happening counts once."""
    return not next(lake.rows("SELECT EXISTS (SELECT 1 FROM events WHERE story IS NULL)"))[0]


def draw_stories(lake: Lake) -> None:
    """Draw the stories of all documents anew, in order of their days, and tell the events; raises LakeError."""
    import pyarrow as pa  # noqa: PLC0415  an optional extra

    story_of = follow_stories(_descriptions(lake))
    rows = pa.table({"document": list(story_of), "story": list(story_of.values())})
    _write(lake, lake.folder / STORIES / "stories.parquet", rows)
    tell_events(open_lake(lake.folder))


def tell_events(lake: Lake) -> None:
    """Write the stories that are kept into the events, with what counts of each; a file at a time, each whole or not at all."""
    import pyarrow as pa  # noqa: PLC0415  an optional extra

    from servanda.lake.schema import table_schema  # noqa: PLC0415

    schema = table_schema("events").remove(0)
    batches = _told(lake, schema.names)
    for name, rows in groupby(batches, key=lambda batch: batch[0]):
        told = pa.Table.from_batches([batch for _, batch in rows])
        _write(lake, Path(name), told.select(schema.names).cast(schema))


def ask_members(lake: Lake, story: str | None = None) -> Iterator[dict[str, Any]]:
    """Yield the story of every document, in order of day; of one story where it is given."""
    query = """
        SELECT DISTINCT ON (d.day, d.key) d.id, d.numeric_id, s.story, strftime(d.day, '%Y-%m-%d'), d.title, d.source
        FROM stories s JOIN documents d ON d.key = s.document
        WHERE s.story = coalesce(?, s.story) ORDER BY d.day NULLS FIRST, d.key
    """
    for identity, numeric, of, day, title, source in lake.rows(query, [story]):
        name = json.loads(identity) if numeric else identity
        yield {"id": name, "story": of, "day": day, "title": title, "source": source}


def ask_stories(lake: Lake, most: int) -> list[tuple[Any, ...]]:
    """Return stories with first day, last day, number of documents, title and id, the newest first."""
    query = """
        SELECT strftime(min(d.day), '%Y-%m-%d'), strftime(max(d.day), '%Y-%m-%d'), count(DISTINCT d.key),
            arg_min(d.title, coalesce(strftime(d.day, '%Y-%m-%d'), '') || d.key), s.story
        FROM stories s JOIN documents d ON d.key = s.document
        GROUP BY s.story ORDER BY max(d.day) DESC NULLS LAST, s.story LIMIT ?
    """
    return list(lake.rows(query, [most]))


def _are_missing(lake: Lake) -> bool:
    query = (
        "SELECT EXISTS (SELECT 1 FROM documents WHERE key IS NOT NULL AND key NOT IN (SELECT document FROM stories))"
    )
    return bool(next(lake.rows(query))[0])


def _descriptions(lake: Lake) -> Iterator[Description]:
    query = """
        SELECT key, any_value(description) FROM documents WHERE key IS NOT NULL
        GROUP BY key, day ORDER BY day NULLS FIRST, key
    """
    for _, packed in lake.rows(query):
        yield from_row(Description, json.loads(packed))


def _told(lake: Lake, names: list[str]) -> Iterator[tuple[str, Any]]:
    """Yield the name of a file and rows of it, file by file in the order of rows that files have."""
    own = [name for name in names if name not in ("story", "counts")]
    files = str(lake.folder / "events" / "*" / "*.parquet").replace("'", "''")
    # Without a day nothing counts, and what has none is ranked apart.
    told = f"""
        SELECT {", ".join(f"e.{name}" for name in own)}, e.filename, coalesce(s.story, e.document) AS known,
            CASE WHEN e.day IS NULL THEN '' ELSE coalesce(s.story, e.document) END AS story
        FROM read_parquet('{files}', filename = true, hive_partitioning = false) e
        LEFT JOIN stories s ON s.document = e.document
    """
    events = table("told", *map(column, (*own, "filename", "known", "story")))
    ranked, values = compiled(select(*(c for c in events.c if c.name != "story"), rank_of(events).label("place")))
    happened = ", ".join(f"'{status}'" for status in HAPPENED)
    query = f"""
        WITH told AS ({told}), ranked AS ({ranked})
        SELECT * EXCLUDE (known, place), known AS story, place = 1 AND day IS NOT NULL AND status IN ({happened}) AS counts
        FROM ranked ORDER BY filename, day, low, high, document, nth
    """
    for batch in lake.batches(query, values, _ROWS_AT_ONCE):
        yield from _by_file(batch)


def _by_file(batch: Any) -> Iterator[tuple[str, Any]]:
    """Yield the parts of a batch that are of one file each; its rows are in order of the files."""
    names = batch.column("filename").to_pylist()
    first = 0
    for name, rows in groupby(names):
        count = sum(1 for _ in rows)
        yield name, batch.slice(first, count)
        first += count


def _write(lake: Lake, path: Path, rows: Any) -> None:
    from servanda.lake.writing import write_file  # noqa: PLC0415  an optional extra

    try:
        write_file(path, rows)
    except OSError as error:
        raise LakeError(f"{lake.folder}: the stories cannot be kept: {error.strerror}") from None
