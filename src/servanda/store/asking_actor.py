"""Asking for an actor: its latest events and statements, what it owes and is owed."""

from dataclasses import dataclass

from sqlalchemy import Connection, literal, select

from servanda.following.entries import Entry
from servanda.following.steps import CLOSED
from servanda.store.asking_evidence import Evidence, evidence_at
from servanda.store.asking_ledger import entries_standing, statuses_set
from servanda.store.schema import entries, entry_parties, record_parties, records


@dataclass(frozen=True, slots=True)
class Owed:
    """A commitment that is still open, as it stands: `computed` may say overdue, silent or disputed; days are EDTF."""

    entry: str
    by: tuple[str, ...]
    to: tuple[str, ...]
    act: str
    content: str
    sectors: tuple[str, ...]
    status: str
    computed: tuple[str, ...]
    since: str | None
    due: str | None


def ask_latest(
    connection: Connection, party: str, kind: str, most: int = 20, role: str | None = None
) -> list[Evidence]:
    """Return the latest records of a kind in which a party has a part (`role`: by or to), the newest first."""
    p, r = record_parties.c, records.c
    query = (
        select(p.document, p.nth)
        .join(records, (r.document == p.document) & (r.nth == p.nth))
        .where(p.party == party, r.kind == kind, p.role == role if role else literal(True))
        .order_by(p.day.desc(), p.document.desc(), p.nth.desc())
        .limit(most)
    )
    places = dict.fromkeys((row.document, row.nth) for row in connection.execute(query))
    return evidence_at(connection, list(places))


def ask_open_commitments(
    connection: Connection, today: str, by: str | None = None, to: str | None = None, most: int = 20
) -> list[Owed]:
    """Return commitments of the ledger that are still open, of a giver, a taker or both; those heard of last first."""
    named = [(role, party) for role, party in (("by", by), ("to", to)) if party is not None]
    (role, party), *others = named
    p, e = entry_parties.c, entries.c
    query = (
        select(p.entry).join(entries, e.id == p.entry).where(p.role == role, p.party == party, e.status.not_in(CLOSED))
    )
    for other_role, other in others:
        also = entry_parties.alias()
        query = query.join(also, (also.c.entry == p.entry) & (also.c.role == other_role) & (also.c.party == other))
    ids = list(connection.execute(query.order_by(p.last_day.desc(), p.entry).limit(2 * most)).scalars())
    decided = statuses_set(connection, today)
    standing = entries_standing(connection, ids, today, decided)
    return [_owed(entry) for entry in standing if entry.status not in CLOSED][:most]


def _owed(entry: Entry) -> Owed:
    since, due = (found.value if found else None for found in (entry.since, entry.due))
    return Owed(
        entry.id, entry.by, entry.to, entry.act, entry.content, entry.sectors, entry.status, entry.computed, since, due
    )
