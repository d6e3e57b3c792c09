"""Asking for stories: which documents share one, and why."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from servanda.store.schema import documents, stories, story_members


def ask_members(connection: Connection, story: str | None = None) -> Iterator[dict[str, Any]]:
    """Yield the story of every document, with how sure and why, in order of day; of one story where it is given."""
    d, m = documents.c, story_members.c
    query = select(d.id, d.day, d.title, d.source, m.story, m.score, m.why)
    query = query.join_from(story_members, documents, d.number == m.document).order_by(d.day, d.key)
    for row in connection.execute(query if story is None else query.where(m.story == story)):
        yield {
            "id": json.loads(row.id), "story": row.story, "day": row.day or None, "title": row.title,
            "source": row.source, "score": row.score, "why": row.why,
        }  # fmt: skip


def ask_stories(
    connection: Connection, since: str | None, until: str | None, most: int, skipped: int = 0, least: int = 1
) -> list[dict[str, Any]]:
    """Return stories of at least so many documents, with title, days and number of documents, the newest first."""
    c = stories.c
    query = select(c.id, c.title, c.first_day, c.last_day, c.size).order_by(c.last_day.desc(), c.id)
    query = query.limit(most).offset(skipped)
    if least > 1:
        query = query.where(c.size >= least)
    if since is not None:
        query = query.where(c.last_day >= since)
    if until is not None:
        query = query.where(c.first_day <= until)
    return [dict(row._mapping) for row in connection.execute(query)]
