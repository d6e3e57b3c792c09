"""Linking: the claims of a document get their entries of the ledger among those that earlier documents made."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from servanda.following.claims import Claim
from servanda.following.decisions import LedgerDecisions
from servanda.following.entries import Entry, fold
from servanda.following.known import KnownEntry, Summary, known_entry, summarised_entry, summary_of
from servanda.following.layout import from_row, to_row
from servanda.following.linking import CANDIDATES, Link, assign, assign_known
from servanda.store import blocks
from servanda.store.entry_columns import columns_of
from servanda.store.packing import pack, unpack
from servanda.store.positions import Position, mark_again, wake_later
from servanda.store.schema import claim_keys, claims, documents, entries, entry_parties, entry_sectors

_SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class KeptClaim:
    """A claim with the position of its document, its number there, and its entry so far."""

    position: Position
    nth: int
    entry: str | None
    claim: Claim


def link_claims(connection: Connection, position: Position, decisions: LedgerDecisions) -> None:
    """Link the claims of a document; where one changed its entry, later documents that share a key wait for their turn."""
    mine = claims_in(connection, claims.c.document == position.number)
    if not mine:
        return
    links = _links(connection, position, mine, decisions)
    changed = [kept for kept in mine if links[kept.claim.id].entry != kept.entry]
    for kept in mine:
        if links[kept.claim.id].entry == kept.entry:
            _say_why(connection, kept, links[kept.claim.id])
    if not changed:
        return
    _relink(connection, changed, links)
    for entry in sorted({link.entry for link in links.values() if link.entry and link.new}):
        _adopt_orphans(connection, position, entry, decisions)
    _wake_later(connection, position)


def leave_entries(connection: Connection, position: Position) -> None:
    """Take the claims of a document out of their entries, before they are drawn from a new coding."""
    mine = claims_in(connection, claims.c.document == position.number)
    nowhere = {kept.claim.id: Link(kept.claim.id, None, False, 0.0, "coded again") for kept in mine}
    _wake_later(connection, position)
    _relink(connection, [kept for kept in mine if kept.entry is not None], nowhere)


def claims_in(connection: Connection, *conditions: ColumnElement[bool]) -> list[KeptClaim]:
    """Return the claims that fulfil conditions, in the order of documents and of their texts."""
    c, d = claims.c, documents.c
    query = select(d.day, d.key, c.document, c.nth, c.entry, c.packed).join(documents, d.number == c.document)
    rows = connection.execute(query.where(*conditions)).all()
    made = [KeptClaim(Position(r.day, r.key, r.document), r.nth, r.entry, _claim_of(r.packed)) for r in rows]
    return sorted(made, key=lambda kept: (kept.position, kept.nth))


def entry_with_claims(packed: bytes, kept: Iterable[KeptClaim]) -> Entry:
    """Return a kept entry whole again: its claims are rows of their own."""
    return replace(_entry_of(packed), claims=tuple(k.claim for k in kept))


@lru_cache(maxsize=1 << 13)
def _claim_of(packed: bytes) -> Claim:
    """Return a claim from what is kept of it: those of a busy pair are asked for with every document about it."""
    return from_row(Claim, unpack(packed))


@lru_cache(maxsize=1 << 10)
def _entry_of(packed: bytes) -> Entry:
    row = unpack(packed)
    row.pop(_SUMMARY, None)
    return from_row(Entry, row)


@lru_cache(maxsize=1 << 10)
def _known_of(packed: bytes) -> KnownEntry | None:
    """Return an entry as linking knows it, without its claims; None for one that was kept without a summary."""
    row = unpack(packed)
    summary = row.pop(_SUMMARY, None)
    return summarised_entry(from_row(Entry, row), from_row(Summary, summary)) if summary else None


def by_entry(kept: Iterable[KeptClaim]) -> dict[str, list[KeptClaim]]:
    """Return claims by their entry; orphans are left out."""
    found: dict[str, list[KeptClaim]] = {}
    for one in kept:
        if one.entry is not None:
            found.setdefault(one.entry, []).append(one)
    return found


def _links(
    connection: Connection, position: Position, mine: Sequence[KeptClaim], decisions: LedgerDecisions
) -> dict[str, Link]:
    keys = _keys(connection, position.number)
    rows = blocks.before(connection, claim_keys, keys, position.day)
    numbers = {row.document for row in rows if row.document != position.number}
    shared = {(row.document, row.nth) for row in rows}
    recent = _entries_near(connection, position, numbers, shared)
    pinned = [decisions.pins.get(kept.claim.id) for kept in mine]
    wanted = list(dict.fromkeys([*filter(None, pinned), *recent]))[:CANDIDATES]
    known = known_before(connection, position, wanted)

    def claims_of(entry: str) -> list[Claim]:
        return [kept.claim for kept in claims_in(connection, claims.c.entry == entry)]

    return {link.claim: link for link in assign_known([kept.claim for kept in mine], known, claims_of, decisions)}


def _entries_near(
    connection: Connection, position: Position, numbers: Collection[int], shared: Collection[tuple[int, int]]
) -> list[str]:
    """Return the entries of the shared claims before a position, the latest claim first; an entry may come twice."""
    c, d = claims.c, documents.c
    query = select(d.day, d.key, c.document, c.nth, c.entry).join(documents, d.number == c.document)
    rows = connection.execute(query.where(c.document.in_(numbers), c.entry.is_not(None))).all()
    near = [(Position(r.day, r.key, r.document), r.nth, r.entry) for r in rows if (r.document, r.nth) in shared]
    return [entry for place, _, entry in sorted(near, reverse=True) if place < position]


def known_before(connection: Connection, position: Position, wanted: Sequence[str]) -> list[KnownEntry]:
    """Return entries as the documents before a position make them; one that they do not make is left out.

    The claims are read of those entries alone that have later ones too.
    """
    c = entries.c
    rows = connection.execute(select(c.id, c.last_day, c.packed).where(c.id.in_(wanted)))
    kept = {row.id: (row.packed, row.last_day or "") for row in rows}
    late = _with_later(connection, position, [i for i, (_, last) in kept.items() if last >= position.day])
    known = {i: one for i, (packed, _) in kept.items() if i not in late and (one := _known_of(packed)) is not None}
    left = [entry for entry in wanted if entry not in known]
    members = by_entry(claims_in(connection, claims.c.entry.in_(left))) if left else {}
    for entry, all_of_it in members.items():
        earlier = [one for one in all_of_it if one.position < position]
        if _is_founded(earlier):
            known[entry] = known_entry(fold(entry, [one.claim for one in earlier]))
    return [known[entry] for entry in wanted if entry in known]


def _with_later(connection: Connection, position: Position, wanted: Sequence[str]) -> set[str]:
    """Return which of some entries have claims of the document at a position or of later ones."""
    if not wanted:
        return set()
    c, d = claims.c, documents.c
    query = select(c.entry, d.day, d.key, d.number).join(documents, d.number == c.document)
    rows = connection.execute(query.where(c.entry.in_(wanted), d.day >= position.day).distinct())
    return {row.entry for row in rows if Position(row.day, row.key, row.number) >= position}


def _relink(connection: Connection, changed: Sequence[KeptClaim], links: Mapping[str, Link]) -> None:
    """Give claims their new entries, and fold anew the entries that got or lost one."""
    moved = [replace(kept, entry=links[kept.claim.id].entry) for kept in changed]
    ids = {k.entry for k in (*changed, *moved) if k.entry}
    gone = {(k.position.number, k.nth) for k in changed}
    stay = [k for k in claims_in(connection, claims.c.entry.in_(ids)) if (k.position.number, k.nth) not in gone]
    members = by_entry(sorted([*stay, *moved], key=lambda kept: (kept.position, kept.nth)))
    founded = {entry: kept for entry, kept in members.items() if _is_founded(kept)}
    for entry, all_of_it in founded.items():
        keep_entry(connection, fold(entry, [k.claim for k in all_of_it]), all_of_it)
    for kept in moved:
        entry_id = kept.entry if kept.entry in founded else None
        connection.execute(update(claims).where(*_row_of(kept)).values(entry=entry_id))
        _say_why(connection, kept, links[kept.claim.id])
    for entry in ids - set(founded):
        _forget_entry(connection, entry)


def keep_entry(connection: Connection, entry: Entry, kept: Sequence[KeptClaim]) -> None:
    """Write an entry and the columns that questions ask of it, in place of what stood there."""
    days = [k.position.day for k in kept if k.position.day]
    row = {
        "act": entry.act,
        "status": entry.status,
        "first_day": min(k.claim.published or "" for k in kept) or None,
        "last_day": max(days, default=None),
        **columns_of(entry),
        "packed": pack({**to_row(replace(entry, claims=())), _SUMMARY: to_row(summary_of(entry))}),
    }
    if connection.execute(select(entries.c.id).where(entries.c.id == entry.id)).first() is None:
        connection.execute(insert(entries), [{"id": entry.id, **row}])
    else:
        connection.execute(update(entries).where(entries.c.id == entry.id).values(row))
        _forget_marks(connection, entry.id)
    mark = {"entry": entry.id, "last_day": row["last_day"] or ""}
    parties = {(role, party) for role, named in (("by", entry.by), ("to", entry.to)) for party in named}
    if parties:
        connection.execute(insert(entry_parties), [{"role": r, "party": p, **mark} for r, p in sorted(parties)])
    if entry.sectors:
        connection.execute(insert(entry_sectors), [{"sector": s, **mark} for s in sorted(set(entry.sectors))])


def _say_why(connection: Connection, kept: KeptClaim, link: Link) -> None:
    connection.execute(update(claims).where(*_row_of(kept)).values(score=link.score, why=link.why))


def _row_of(kept: KeptClaim) -> tuple[ColumnElement[bool], ...]:
    return claims.c.document == kept.position.number, claims.c.nth == kept.nth


def _is_founded(kept: Sequence[KeptClaim]) -> bool:
    """Whether one of the claims makes the commitment of which all speak."""
    return any(one.claim.act is not None for one in kept)


def _forget_entry(connection: Connection, entry: str) -> None:
    """Take an entry away; the claims that are left of it wait to find another."""
    left = claims.c.entry == entry
    mark_again(connection, connection.execute(select(claims.c.document).where(left)).scalars().all())
    connection.execute(update(claims).where(left).values(entry=None, why="What it spoke of is no entry any more."))
    _forget_marks(connection, entry)
    connection.execute(delete(entries).where(entries.c.id == entry))


def _forget_marks(connection: Connection, entry: str) -> None:
    for table in (entry_parties, entry_sectors):
        connection.execute(delete(table).where(table.c.entry == entry))


def _adopt_orphans(connection: Connection, position: Position, entry: str, decisions: LedgerDecisions) -> None:
    """Link earlier claims that spoke of no known commitment to a new entry that they turn out to speak of."""
    mine = claims_in(connection, claims.c.entry == entry)
    keys = {key for kept in mine for key in _keys(connection, kept.position.number, kept.nth)}
    rows = blocks.before(connection, claim_keys, sorted(keys), position.day)
    numbers = {row.document for row in rows if row.document != position.number}
    shared = {(row.document, row.nth) for row in rows}
    orphans = [
        kept
        for kept in claims_in(connection, claims.c.document.in_(numbers), claims.c.entry.is_(None))
        if kept.position < position and (kept.position.number, kept.nth) in shared
    ]
    if not orphans:
        return
    known = fold(entry, [kept.claim for kept in mine])
    links = {link.claim: link for link in assign([kept.claim for kept in orphans], [known], decisions)}
    adopted = [kept for kept in orphans if links[kept.claim.id].entry == entry]
    if adopted:
        _relink(connection, adopted, links)


def _wake_later(connection: Connection, position: Position) -> None:
    keys = _keys(connection, position.number)
    wake_later(connection, claim_keys, keys, position)


def _keys(connection: Connection, number: int, nth: int | None = None) -> list[int]:
    c = claim_keys.c
    query = select(c.key).distinct().where(c.document == number)
    return list(connection.execute(query if nth is None else query.where(c.nth == nth)).scalars())
