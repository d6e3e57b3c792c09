"""The journal: what people decided, when and why. Rows are only ever added; an undo is a further row."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, Row, insert, select

from servanda.following.decisions import LedgerDecisions, StoryDecisions
from servanda.store.clock import now
from servanda.store.schema import claims, decisions, documents, entries, story_members

Action = Literal["confirm", "edit", "reject", "add", "merge", "split", "set_status", "note", "takedown", "undo"]
About = Literal["record", "entry", "story", "document", "decision"]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: who did what about what, and why.

    `target` is the id of a record, entry or story, or the key of a document. `anchor` ties a decision on a record to its
    words: kind, where, start and end of the evidence, and the id it had. `value` is what the action needs: the fields of
    an edit, the whole record that a person adds, the status set, the documents or claims that are merged or split off; its
    `of` are the words of the claims that an entry had when its status was set or something was noted on it.
    `undoes` is the number of the decision that an undo takes back.
    """

    action: Action
    about: About
    target: str
    by: str
    why: str
    document: str | None = None
    anchor: dict[str, Any] | None = None
    value: dict[str, Any] | None = None
    undoes: int | None = None
    number: int = 0
    at: str = ""


@dataclass(frozen=True, slots=True)
class Followed:
    """The decisions that stories and ledger obey."""

    stories: StoryDecisions
    ledger: LedgerDecisions


def write_decision(connection: Connection, decision: Decision) -> int:
    """Add a decision with the time of now, and return its number."""
    row = {
        "at": decision.at or now(),
        "by": decision.by,
        "action": decision.action,
        "about": decision.about,
        "target": decision.target,
        "document": decision.document,
        "anchor": _json(decision.anchor),
        "value": _json(decision.value),
        "why": decision.why,
        "undoes": decision.undoes,
    }
    key = connection.execute(insert(decisions).values(row)).inserted_primary_key
    assert key is not None
    return int(key[0])


def decisions_in(connection: Connection, *conditions: Any) -> tuple[Decision, ...]:
    """Return the decisions that fulfil conditions, the undone and the undoing ones too, in the order they were made."""
    rows = connection.execute(select(decisions).where(*conditions).order_by(decisions.c.number))
    return tuple(map(_decision, rows))


def in_force(made: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that nobody took back, without the undoing ones; an undo may itself be undone."""
    undone: set[int] = set()
    for decision in reversed(made):
        if decision.action == "undo" and decision.undoes is not None and decision.number not in undone:
            undone.add(decision.undoes)
    return tuple(d for d in made if d.action != "undo" and d.number not in undone)


def of_document(connection: Connection, key: str) -> tuple[Decision, ...]:
    """Return the decisions in force on the records of a document."""
    return in_force(decisions_in(connection, decisions.c.document == key))


def followed_decisions(connection: Connection) -> Followed:
    """Return what people decided on stories and entries, in terms of the stories and entries of now."""
    made = in_force(decisions_in(connection))
    return Followed(_story_decisions(connection, made), _ledger_decisions(connection, made))


def _story_decisions(connection: Connection, made: Iterable[Decision]) -> StoryDecisions:
    pins: dict[str, str] = {}
    apart: set[tuple[str, str]] = set()
    for decision in made:
        value = decision.value or {}
        if decision.about == "story" and decision.action == "merge":
            story = _story_with(connection, value["with"]) or decision.target
            pins.update(dict.fromkeys(value["documents"], story))
        elif decision.about == "story" and decision.action == "split":
            apart.update((one, other) for one in value["documents"] for other in value["from"])
    return StoryDecisions(pins, frozenset(apart))


def _ledger_decisions(connection: Connection, made: Iterable[Decision]) -> LedgerDecisions:
    pins: dict[str, str | None] = {}
    apart: set[tuple[str, str]] = set()
    for decision in made:
        value = decision.value or {}
        if decision.about != "entry" or decision.action not in ("merge", "split"):
            continue
        entry = _entry_with(connection, value["with"]) or decision.target
        moved = [claim for anchor in value["claims"] for claim in _claims_at(connection, anchor)]
        if decision.action == "merge":
            pins.update({claim.id: entry for claim in moved})
        else:
            apart.update((claim.id, entry) for claim in moved)
    return LedgerDecisions(pins, frozenset(apart))


def entries_decided(connection: Connection, made: Iterable[Decision]) -> dict[int, str]:
    """Return the entry that each decision about one is on now, by the number of the decision.

    Coding again may give an entry another id: then a decision goes with the words of the claims that it was made on.
    """
    mine = [decision for decision in made if decision.about == "entry"]
    c = entries.c.id
    there = set(connection.execute(select(c).where(c.in_({decision.target for decision in mine}))).scalars())
    return {d.number: d.target if d.target in there else _gone_to(connection, d) or d.target for d in mine}


def _gone_to(connection: Connection, decision: Decision) -> str | None:
    found = (_entry_with(connection, anchor) for anchor in (decision.value or {}).get("of", ()))
    return next(filter(None, found), None)


def _story_with(connection: Connection, key: str) -> str | None:
    query = select(story_members.c.story).join(documents, documents.c.number == story_members.c.document)
    story: str | None = connection.execute(query.where(documents.c.key == key)).scalar()
    return story


def _claims_at(connection: Connection, anchor: Sequence[Any]) -> list[Row[Any]]:
    """Return the claims whose evidence shares words with the anchor (document, start, end)."""
    key, start, end = anchor
    c = claims.c
    query = select(c.id, c.entry).join(documents, documents.c.number == c.document).order_by(c.nth)
    return list(connection.execute(query.where(documents.c.key == key, c.start < end, c.end > start)))


def _entry_with(connection: Connection, anchor: Sequence[Any]) -> str | None:
    return next((claim.entry for claim in _claims_at(connection, anchor) if claim.entry), None)


def _decision(row: Row[Any]) -> Decision:
    values = dict(row._mapping)
    values |= {name: json.loads(values[name]) for name in ("anchor", "value") if values[name] is not None}
    return Decision(**values)


def _json(value: dict[str, Any] | None) -> str | None:
    return None if value is None else json.dumps(value)
