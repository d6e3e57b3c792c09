"""Asking for one entry of the ledger: its claims, what was decided of it, which others it might be one with."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from servanda.following.entries import Entry
from servanda.store.asking_ledger import entries_of
from servanda.store.journal import Decision, decisions_in, entries_decided, in_force
from servanda.store.schema import decisions, entries

_NEAR = 25


@dataclass(frozen=True, slots=True)
class EntrySheet:
    """An entry with every decision about it, the undone ones too; `near` are others between the same parties."""

    entry: Entry
    made: tuple[Decision, ...]
    standing: tuple[Decision, ...]
    near: tuple[Entry, ...]


def ask_entry(connection: Connection, name: str) -> EntrySheet | None:
    """Return an entry by its id with all its claims, None where there is none."""
    found = entries_of(connection, [name])
    if not found:
        return None
    about = decisions_in(connection, decisions.c.about.in_(("entry", "decision")))
    mine = {number for number, entry in entries_decided(connection, about).items() if entry == name}
    made = tuple(d for d in about if d.number in mine or d.undoes in mine)
    standing = tuple(d for d in in_force(about) if d.number in mine)
    return EntrySheet(found[0], made, standing, _near(connection, found[0]))


def merged_into(connection: Connection, name: str) -> str | None:
    """Return the entry that one was merged into, None where nobody merged it."""
    made = in_force(decisions_in(connection, decisions.c.about.in_(("entry", "decision"))))
    found = (d.target for d in reversed(made) if d.action == "merge" and (d.value or {}).get("merged") == name)
    return next(found, None)


def decisions_gone_to(connection: Connection, name: str) -> str | None:
    """Return the entry that has what was decided on one which coding again took away, None where there is none."""
    made = in_force(decisions_in(connection, decisions.c.about.in_(("entry", "decision"))))
    on = entries_decided(connection, [decision for decision in made if decision.target == name])
    return next((entry for entry in reversed(on.values()) if entry != name), None)


def _near(connection: Connection, entry: Entry) -> tuple[Entry, ...]:
    e = entries.c
    pair = select(e.pair).where(e.id == entry.id).scalar_subquery()
    query = (
        select(e.id).where(e.pair == pair, e.id != entry.id).order_by(e.slight, e.last_day.desc(), e.id).limit(_NEAR)
    )
    return tuple(entries_of(connection, list(connection.execute(query).scalars())))
