"""Asking for trends: what happened in a store, by period."""

from collections.abc import Iterator

from sqlalchemy import Connection, func, select

from servanda.analysis.trends import Trend, TrendQuestion, happenings_of, trends_in, trends_of
from servanda.store.schema import documents, dyads, story_members


def ask_trends(connection: Connection, question: TrendQuestion) -> Iterator[Trend]:
    """Yield what happened by period, each happening once, however many documents report it."""
    d, m, y = documents.c, story_members.c, dyads.c
    events = (
        select(
            func.coalesce(m.story, d.key).label("story"), d.key.label("document"), y.nth, y.low, y.high, y.source, y.day,
            y.type, y.quad, y.intensity, y.status,
        )
        .join(documents, d.number == y.document)
        .outerjoin(story_members, m.document == y.document)
        .where(y.day > "0")
        .subquery()
    )  # fmt: skip
    query = trends_of(happenings_of(events).subquery(), question)
    yield from trends_in(connection.execute(query), question)
