"""Stories of a lake: drawn from the descriptions of its documents by the same rules as in a store, and kept beside them.

They lie in `stories/`, a row a document. Events told by several documents of a story then count once.
"""

import json
from collections.abc import Iterator
from typing import Any

from servanda.following.descriptions import Description
from servanda.following.layout import from_row
from servanda.following.memory import follow_stories
from servanda.lake.opening import STORIES, Lake, LakeError, open_lake
from servanda.lake.writing import write_file


def stories_are_missing(lake: Lake) -> bool:
    """Whether there are documents that no story was drawn for."""
    query = (
        "SELECT EXISTS (SELECT 1 FROM documents WHERE key IS NOT NULL AND key NOT IN (SELECT document FROM stories))"
    )
    return bool(next(lake.rows(query))[0])


def with_stories(lake: Lake) -> Lake:
    """Return the lake with a story for every document: drawn now where that is needed."""
    if not stories_are_missing(lake):
        return lake
    draw_stories(lake)
    return open_lake(lake.folder)


def draw_stories(lake: Lake) -> int:
    """Draw the stories of all documents anew, in order of their days, and keep them; return how many there are.

    A lake that was opened before sees them once it is opened again. Raises LakeError where the folder cannot be written to.
    """
    import pyarrow as pa  # noqa: PLC0415  an optional extra

    story_of = follow_stories(_descriptions(lake))
    rows = pa.table({"document": list(story_of), "story": list(story_of.values())})
    try:
        write_file(lake.folder / STORIES / "stories.parquet", rows)
    except OSError as error:
        raise LakeError(f"{lake.folder}: the stories cannot be kept: {error.strerror}") from None
    return len(set(story_of.values()))


def ask_members(lake: Lake, story: str | None = None) -> Iterator[dict[str, Any]]:
    """Yield the story of every document, in order of day; of one story where it is given."""
    query = """
        SELECT d.id, d.numeric_id, s.story, strftime(d.day, '%Y-%m-%d'), d.title, d.source
        FROM stories s JOIN documents d ON d.key = s.document WHERE s.story = coalesce(?, s.story) ORDER BY d.day, d.key
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


def _descriptions(lake: Lake) -> Iterator[Description]:
    query = """
        SELECT key, any_value(description) FROM documents WHERE key IS NOT NULL
        GROUP BY key, day ORDER BY day NULLS FIRST, key
    """
    for _, packed in lake.rows(query):
        yield from_row(Description, json.loads(packed))
