"""Deciding: what a person decides is written in the journal, and what is drawn from the records is drawn anew.

Documents whose story or entries may be others now wait to be followed: call `following_up.follow_up` after deciding.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, get_args

from sqlalchemy import Connection, select, text, update

from servanda.following.steps import Step
from servanda.record import Span, to_dict
from servanda.store import schema
from servanda.store.folding import EditError, added, anchor_of, edited
from servanda.store.journal import Action, Decision, decisions_in, in_force, write_decision
from servanda.store.keeping import forget_projection
from servanda.store.keys import record_number
from servanda.store.linking import KeptClaim, claims_in
from servanda.store.missed import missed_row
from servanda.store.opening import Store
from servanda.store.positions import Position, mark_again
from servanda.store.redrawing import folded_document, kept_document, leave, redraw
from servanda.store.words import to_column


class DecisionError(ValueError):
    """A decision that cannot be carried out; the message says why."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who decides, and why."""

    name: str
    why: str


def decide_record(
    store: Store, record: str, action: Action, person: Person, fields: dict[str, Any] | None = None,
    document: int | None = None,
) -> int:  # fmt: skip
    """Confirm, reject, edit or note a record; return the number of the decision.

    `document` is the number of its document; records of actors, roles, places and dates are found only with it.
    """
    with store.writing() as connection:
        numbers = [document] if document is not None else _documents_with(connection, record)
        for number in numbers:
            kept = kept_document(connection, number)
            folded = folded_document(connection, kept)
            at = _place_of(record, folded.coded.records if folded else ())
            if folded is None or at is None:
                continue
            if action == "edit":
                try:
                    edited(kept.document.text, folded.coded, at, fields or {})
                except EditError as error:
                    raise DecisionError(str(error)) from None
            anchor = anchor_of(folded.coded.records[at])
            made = Decision(action, "record", record, person.name, person.why, kept.key, anchor, fields)
            decision = write_decision(connection, made)
            redraw(connection, number)
            return decision
    raise DecisionError(f"there is no record {record}; give its document, too, for an actor, role, place or date")


def add_record(
    store: Store, document: int, kind: str, words: tuple[int, int], person: Person, fields: dict[str, Any] | None = None
) -> int:
    """Add a record that the coder missed at words (start, end) of a document; return the number of the decision.

    `fields` are those of the kind, in the layout of `servanda code`. Raises DecisionError where they make no sound record.
    """
    with store.writing() as connection:
        kept = kept_document(connection, document)
        folded = folded_document(connection, kept)
        if folded is None:
            raise DecisionError("this document has no coding to add a record to; code it again first")
        try:
            evidence = Span.of(kept.document.text, *words)
            row = missed_row(kept.document.text, folded.coded, kind, evidence, fields or {})
            made = added(kept.document.text, folded.coded, row)
        except ValueError as error:
            raise DecisionError(str(error)) from None
        decision = Decision("add", "record", made.id, person.name, person.why, kept.key, anchor_of(made), to_dict(made))
        number = write_decision(connection, decision)
        redraw(connection, document)
        return number


def decide_status(store: Store, entry: str, status: str, day: str | None, person: Person) -> int:
    """Set the status of an entry from a day on; return the number of the decision."""
    if status not in get_args(Step):
        raise DecisionError(f"{status!r} is no status; known are {', '.join(get_args(Step))}")
    with store.writing() as connection:
        value = {"status": status, **({"day": day} if day else {}), **_of(connection, entry)}
        return write_decision(connection, Decision("set_status", "entry", entry, person.name, person.why, value=value))


def merge_entries(store: Store, entry: str, into: str, person: Person) -> int:
    """Say that an entry speaks of the same commitment as another; return the number of the decision."""
    with store.writing() as connection:
        moved, other = _claims_of(connection, entry), _claims_of(connection, into)
        value = {"claims": [_anchor(claim) for claim in moved], "with": _anchor(other[0]), "merged": entry}
        decision = Decision("merge", "entry", into, person.name, person.why, value=value)
        return _write_and_wake(connection, decision, [k.position for k in moved])


def split_entry(store: Store, entry: str, documents: Sequence[str], person: Person) -> int:
    """Say that what documents (by key) tell is not of this entry; return the number of the decision."""
    with store.writing() as connection:
        members = _claims_of(connection, entry)
        moved = [k for k in members if k.position.key in documents]
        stay = [k for k in members if k.position.key not in documents]
        if not moved or not stay:
            raise DecisionError(f"of {entry} some documents must go and some stay")
        value = {"claims": [_anchor(claim) for claim in moved], "with": _anchor(stay[0])}
        decision = Decision("split", "entry", entry, person.name, person.why, value=value)
        return _write_and_wake(connection, decision, [k.position for k in moved])


def merge_stories(store: Store, story: str, into: str, person: Person) -> int:
    """Say that two stories are one; return the number of the decision."""
    with store.writing() as connection:
        moved, other = _members(connection, story), _members(connection, into)
        value = {"documents": [p.key for p in moved], "with": other[0].key}
        return _write_and_wake(
            connection, Decision("merge", "story", into, person.name, person.why, value=value), moved
        )


def split_story(store: Store, story: str, documents: Sequence[str], person: Person) -> int:
    """Say that documents (by key) tell another happening than the rest of a story; return the number of the decision."""
    with store.writing() as connection:
        members = _members(connection, story)
        moved = [p for p in members if p.key in documents]
        stay = [p for p in members if p.key not in documents]
        if not moved or not stay:
            raise DecisionError(f"of {story} some documents must go and some stay")
        value = {"documents": [p.key for p in moved], "from": [p.key for p in stay]}
        return _write_and_wake(
            connection, Decision("split", "story", story, person.name, person.why, value=value), moved
        )


def pin_documents(store: Store, documents: Sequence[str], into: str, person: Person) -> int:
    """Say that documents (by key) belong to a story, whatever else they resemble; return the number of the decision."""
    with store.writing() as connection:
        other = [p for p in _members(connection, into) if p.key not in documents]
        d = schema.documents.c
        rows = connection.execute(select(d.day, d.key, d.number).where(d.key.in_(documents)))
        moved = [Position(*row) for row in rows]
        if not moved or not other:
            raise DecisionError(f"give documents to put into {into} that are not there yet")
        value = {"documents": [p.key for p in moved], "with": other[0].key}
        decision = Decision("merge", "story", into, person.name, person.why, value=value)
        return _write_and_wake(connection, decision, moved)


def note(store: Store, about: str, target: str, person: Person) -> int:
    """Write a note on an entry, story or document: its words are the why. Return the number of the decision."""
    with store.writing() as connection:
        value = _of(connection, target) if about == "entry" else None
        made = Decision("note", about, target, person.name, person.why, value=value)  # type: ignore[arg-type]
        return write_decision(connection, made)


def undo(store: Store, number: int, person: Person) -> int:
    """Take a decision back by a further one; return the number of that."""
    with store.writing() as connection:
        found = next(iter(decisions_in(connection, schema.decisions.c.number == number)), None)
        if found is None:
            raise DecisionError(f"there is no decision {number}")
        if found.action == "takedown":
            raise DecisionError("a takedown cannot be undone: the words are gone; add the document again")
        if found.action != "undo" and found not in in_force(decisions_in(connection)):
            raise DecisionError(f"decision {number} is undone already")
        decision = Decision("undo", "decision", str(number), person.name, person.why, found.document, undoes=number)
        made = write_decision(connection, decision)
        root = _root(connection, found)
        if root.document is not None:
            for one in _numbers(connection, [root.document]):
                redraw(connection, one)
        mark_again(connection, _numbers(connection, _keys_in(root)))
        return made


def take_down(store: Store, number: int, person: Person) -> int:
    """Empty the words of a document everywhere, originals and codings too; hash and reason stay."""
    c = schema.documents.c
    with store.writing() as connection:
        row = connection.execute(select(c.key, c.original, c.text, c.title).where(c.number == number)).one()
        made = Decision("takedown", "document", row.key, person.name, person.why)
        decision = write_decision(connection, made)
        _forget_words(connection, store, number, row.title, row.text)
        leave(connection, number)
        forget_projection(connection, number)
        codings = schema.codings
        connection.execute(update(codings).where(codings.c.document == number).values(coded=None, error="taken down"))
        emptied = {"text": None, "title": None, "original": None, "taken_down": person.why, "followed": 1}
        connection.execute(update(schema.documents).where(c.number == number).values(emptied))
        others = connection.execute(select(c.number).where(c.original == row.original)).first()
        if row.original is not None and others is None:
            store.originals.remove(connection, row.original)
    return decision


def _documents_with(connection: Connection, record: str) -> list[int]:
    try:
        number = record_number(record)
    except ValueError:
        raise DecisionError(f"{record!r} is no id of a record") from None
    told = text("kind NOT IN ('actor', 'role', 'place', 'date')")
    query = select(schema.records.c.document).where(schema.records.c.number == number, told)
    return list(connection.execute(query).scalars())


def _place_of(record: str, records: Sequence[Any]) -> int | None:
    return next((nth for nth, one in enumerate(records) if one.id == record), None)


def _claims_of(connection: Connection, entry: str) -> list[KeptClaim]:
    found = claims_in(connection, schema.claims.c.entry == entry)
    if not found:
        raise DecisionError(f"there is no entry {entry}")
    return found


def _of(connection: Connection, entry: str) -> dict[str, Any]:
    """Return what keeps a decision with an entry whose id another coding changes: the words of what makes it come first."""
    members = sorted(_claims_of(connection, entry), key=lambda kept: kept.claim.act is None)
    return {"of": [_anchor(kept) for kept in members]}


def _members(connection: Connection, story: str) -> list[Position]:
    d, m = schema.documents.c, schema.story_members.c
    query = select(d.day, d.key, d.number).join(schema.story_members, m.document == d.number).where(m.story == story)
    found = sorted(Position(*row) for row in connection.execute(query))
    if not found:
        raise DecisionError(f"there is no story {story}")
    return found


def _anchor(kept: KeptClaim) -> list[Any]:
    return [kept.position.key, kept.claim.evidence.start, kept.claim.evidence.end]


def _write_and_wake(connection: Connection, decision: Decision, moved: Sequence[Position]) -> int:
    number = write_decision(connection, decision)
    mark_again(connection, {position.number for position in moved})
    return number


def _root(connection: Connection, decision: Decision) -> Decision:
    """Return the decision that an undo, or an undo of an undo, is about."""
    while decision.undoes is not None:
        decision = decisions_in(connection, schema.decisions.c.number == decision.undoes)[0]
    return decision


def _keys_in(decision: Decision) -> list[str]:
    value = decision.value or {}
    if decision.about not in ("story", "entry"):
        return []
    return [*value.get("documents", ()), *(claim[0] for claim in value.get("claims", ()))]


def _numbers(connection: Connection, keys: Sequence[str]) -> list[int]:
    c = schema.documents.c
    return list(connection.execute(select(c.number).where(c.key.in_(keys))).scalars())


def _forget_words(connection: Connection, store: Store, number: int, title: str | None, words: str | None) -> None:
    """Take the words of a document out of the index of words."""
    if store.is_postgresql:
        connection.execute(text("DELETE FROM texts WHERE document = :number"), {"number": number})
        return
    values = {"number": number, "title": to_column(title or ""), "words": to_column(words or "")}
    sql = "INSERT INTO texts (texts, rowid, title, text) VALUES ('delete', :number, :title, :words)"
    connection.execute(text(sql), values)
