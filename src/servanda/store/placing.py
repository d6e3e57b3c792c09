"""Placing: a document gets its story among the documents before it that share a key."""

from collections import Counter
from functools import lru_cache

from sqlalchemy import Connection, delete, func, insert, select, update

from servanda.following.decisions import StoryDecisions
from servanda.following.descriptions import Description
from servanda.following.layout import from_row
from servanda.following.placement import CANDIDATES, Known, place, story_id
from servanda.store import blocks
from servanda.store.packing import unpack
from servanda.store.positions import Position, positions_of, wake_later
from servanda.store.schema import descriptions, documents, stories, story_keys, story_members
from servanda.store.tallies import regrouping


def place_document(connection: Connection, position: Position, decisions: StoryDecisions) -> None:
    """Place a document; where its story is another than before, those after it that share a key wait to be placed anew."""
    number = position.number
    description = _description(connection, number)
    if description is None:
        return
    keys = _keys(connection, number)
    placement = place(description, _candidates(connection, position, keys), decisions)
    story = placement.story or story_id(description)
    former = story_of(connection, number)
    _ensure(connection, story)
    row = {"story": story, "score": placement.score, "why": placement.why, "nearest": placement.nearest}
    if former == story:
        connection.execute(update(story_members).where(story_members.c.document == number).values(row))
        return
    with regrouping(connection, number, former, story):
        connection.execute(delete(story_members).where(story_members.c.document == number))
        connection.execute(insert(story_members), [{"document": number, **row}])
    for touched in filter(None, (former, story)):
        sum_up(connection, touched)
    wake_later(connection, story_keys, keys, position)


def leave_story(connection: Connection, position: Position) -> None:
    """Take a document out of its story, before it is described anew; those after it wait to be placed anew."""
    keys, story = _keys(connection, position.number), story_of(connection, position.number)
    with regrouping(connection, position.number, story):
        connection.execute(delete(story_members).where(story_members.c.document == position.number))
    if story is not None:
        sum_up(connection, story)
    wake_later(connection, story_keys, keys, position)


def story_of(connection: Connection, number: int) -> str | None:
    """Return the story of a document, None where it has none yet."""
    c = story_members.c
    story: str | None = connection.execute(select(c.story).where(c.document == number)).scalar()
    return story


def sum_up(connection: Connection, story: str) -> None:
    """Write down title, days and size of a story anew; one without documents is gone."""
    c = documents.c
    members = story_members.join(documents, c.number == story_members.c.document)
    mine = select(func.count(), func.min(c.day), func.max(c.day)).select_from(members)
    size, first, last = connection.execute(mine.where(story_members.c.story == story)).one()
    if not size:
        connection.execute(delete(stories).where(stories.c.id == story))
        return
    titles = select(c.title).select_from(members).where(story_members.c.story == story, c.title.is_not(None))
    title = connection.execute(titles.order_by(c.day, c.key).limit(1)).scalar()
    values = {"title": title, "first_day": first, "last_day": last, "size": size}
    connection.execute(update(stories).where(stories.c.id == story).values(values))


def _ensure(connection: Connection, story: str) -> None:
    if connection.execute(select(stories.c.id).where(stories.c.id == story)).first() is None:
        connection.execute(insert(stories), [{"id": story, "size": 0}])


def _description(connection: Connection, number: int) -> Description | None:
    packed = connection.execute(select(descriptions.c.packed).where(descriptions.c.document == number)).scalar()
    return _description_of(packed) if packed is not None else None


@lru_cache(maxsize=1 << 11)
def _description_of(packed: bytes) -> Description:
    """Return a description from what is kept of it: a document is a candidate of many that come soon after it."""
    return from_row(Description, unpack(packed))


def _keys(connection: Connection, number: int) -> list[int]:
    return list(connection.execute(select(story_keys.c.key).where(story_keys.c.document == number)).scalars())


def _candidates(connection: Connection, position: Position, keys: list[int]) -> list[Known]:
    """Return the documents before this one that share most keys with it, the most recent first among equals."""
    shared = Counter(row.document for row in blocks.before(connection, story_keys, keys, position.day))
    places = positions_of(connection, shared)
    earlier = [(number, place) for number, place in places.items() if place < position]
    best = sorted(earlier, key=lambda item: (shared[item[0]], item[1]), reverse=True)[:CANDIDATES]
    query = (
        select(story_members.c.document, story_members.c.story, descriptions.c.packed)
        .join(descriptions, descriptions.c.document == story_members.c.document)
        .where(story_members.c.document.in_([number for number, _ in best]))
    )
    known = {row.document: row for row in connection.execute(query)}
    rows = (known[number] for number, _ in best if number in known)
    return [Known(_description_of(row.packed), row.story) for row in rows]
