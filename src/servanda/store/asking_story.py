"""Asking for a story: who reported what, first and differently, and what was decided about it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, or_, select

from servanda.following.filed import Filed
from servanda.following.story_events import StoryEvent, merge_events
from servanda.record import CodedDocument, Commitment, Record, from_dict
from servanda.store.asking_documents import ids_by_key
from servanda.store.journal import Decision, decisions_in
from servanda.store.packing import unpack
from servanda.store.schema import codings, decisions, documents, stories, story_members

COMPARED = 40


@dataclass(frozen=True, slots=True)
class Member:
    """A document of a story: when and where it appeared, how it begins, how sure its place in the story is and why."""

    id: Any
    number: int
    key: str
    day: str
    title: str | None
    source: str | None
    opening: str
    score: float
    why: str
    nearest: str | None


@dataclass(frozen=True, slots=True)
class Amounts:
    """What documents of a story promise in one unit: the words of each by the key of its document, and whether they differ.

    `alone` has of these words those for an amount that no other document gives.
    """

    unit: str
    said: Mapping[str, tuple[str, ...]]
    differ: bool
    alone: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Story:
    """A story: its documents in order of day; the events and the amounts of the first COMPARED of them."""

    id: str
    title: str | None
    first_day: str | None
    last_day: str | None
    size: int
    members: tuple[Member, ...]
    events: tuple[StoryEvent, ...]
    amounts: tuple[Amounts, ...]


def ask_story(connection: Connection, story: str, most: int = 200) -> Story | None:
    """Return a story, None where there is none of that id."""
    c = stories.c
    row = connection.execute(select(c.id, c.title, c.first_day, c.last_day, c.size).where(c.id == story)).first()
    if row is None:
        return None
    members = _members(connection, story, most)
    filed = _filed(connection, members[:COMPARED])
    return Story(*row, members=members, events=merge_events(filed), amounts=_amounts(filed))


def ask_story_decisions(connection: Connection, story: Story) -> list[Decision]:
    """Return what was decided on a story and its documents, undone and undoing decisions too, the newest first."""
    d = decisions.c
    keys = {member.key for member in story.members}
    made = decisions_in(connection, or_(d.about == "story", d.about == "decision"))
    mine = {m.number for m in made if m.target == story.id or keys & set((m.value or {}).get("documents", ()))}
    for decision in made:
        if decision.undoes in mine:
            mine.add(decision.number)
    return [decision for decision in reversed(made) if decision.number in mine]


def _members(connection: Connection, story: str, most: int) -> tuple[Member, ...]:
    d, m = documents.c, story_members.c
    query = (
        select(d.number, d.key, d.day, d.title, d.source, d.text, m.score, m.why, m.nearest)
        .join_from(story_members, documents, d.number == m.document)
        .where(m.story == story)
        .order_by(d.day, d.key)
        .limit(most)
    )
    rows = connection.execute(query).all()
    ids = ids_by_key(connection, [key for row in rows for key in (row.key, row.nearest) if key])
    return tuple(
        Member(
            ids[row.key], row.number, row.key, row.day, row.title, row.source, _opening(row.text or ""), row.score,
            _named(row.why, row.nearest, ids), ids.get(row.nearest or ""),
        )
        for row in rows
    )  # fmt: skip


def _opening(text: str, most: int = 280) -> str:
    """Return how a text begins, up to the end of a word."""
    start = " ".join(text[: most + 1].split())
    return start if len(text) <= most else start.rsplit(" ", 1)[0] + " …"


def _named(why: str, nearest: str | None, ids: dict[str, Any]) -> str:
    """Return why a document is where it is, the nearest one called by the id that the user gave it."""
    return why.replace(nearest, str(ids[nearest])) if nearest and nearest in ids else why


def _filed(connection: Connection, members: tuple[Member, ...]) -> list[Filed]:
    """Return documents with the events and commitments of their newest coding."""
    c = codings.c
    query = select(c.document, c.coded).where(c.document.in_([m.number for m in members]), c.newest == 1)
    packed = {row.document: row.coded for row in connection.execute(query) if row.coded is not None}
    return [
        Filed(m.key, "", m.title, m.day or None, m.source, _told(packed[m.number]))
        for m in members
        if m.number in packed
    ]


def _told(packed: bytes) -> tuple[Record, ...]:
    """Return events and commitments of a packed coding: to validate the other kinds too would take ten times longer."""
    row = unpack(packed)
    coded = from_dict({**row, "records": [one for one in row["records"] if one["kind"] in ("event", "commitment")]})
    return coded.records if isinstance(coded, CodedDocument) else ()


def _amounts(filed: Sequence[Filed]) -> tuple[Amounts, ...]:
    """Return what more than one document promises, by unit; those on which they differ first."""
    found: dict[str, dict[str, dict[float, str]]] = {}
    for one in filed:
        for record in one.records:
            for amount in record.amounts if isinstance(record, Commitment) else ():
                found.setdefault(amount.unit, {}).setdefault(one.key, {}).setdefault(amount.value, amount.quote)
    made = [_compared(unit, said) for unit, said in found.items() if len(said) > 1]
    return tuple(sorted(made, key=lambda one: (not one.differ, one.unit)))


def _compared(unit: str, said: Mapping[str, Mapping[float, str]]) -> Amounts:
    told = Counter(value for values in said.values() for value in values)
    alone = {key: tuple(words for value, words in values.items() if told[value] == 1) for key, values in said.items()}
    whole = {key: tuple(values.values()) for key, values in said.items()}
    return Amounts(unit, whole, len({frozenset(values) for values in said.values()}) > 1, alone)
