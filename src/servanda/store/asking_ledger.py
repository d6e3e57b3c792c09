"""Asking for the ledger: entries as they could be known on a day, filtered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Select, exists, or_, select

from servanda.analysis.ledger import FLAGS, LedgerQuestion, ledger_lines
from servanda.following.entries import Entry
from servanda.following.standing import as_of, computed_of, with_flags
from servanda.following.steps import Step
from servanda.store.asking_documents import ids_by_key
from servanda.store.journal import decisions_in, entries_decided, in_force
from servanda.store.linking import by_entry, claims_in, entry_with_claims
from servanda.store.packing import unpack
from servanda.store.schema import claims, decisions, entries, entry_parties, entry_sectors

__all__ = ["FLAGS", "LedgerQuestion", "ask_ledger", "entries_of", "ledger_rows", "standing_entry", "statuses_set"]

_SOME = 200
_PART_OR_WHOLE = frozenset(("delivered", "partially_delivered"))


def ask_ledger(connection: Connection, question: LedgerQuestion) -> Iterator[Entry]:
    """Yield the entries that a question asks for as of its day, those heard of last first."""
    decided = statuses_set(connection, question.day)
    given = 0
    for ids in _some(connection, _ids(question)):
        for shown in entries_standing(connection, ids, question.day, decided):
            if question.has_status(shown):
                yield shown
                given += 1
                if given == question.most:
                    return


def entries_standing(
    connection: Connection,
    ids: Sequence[str],
    day: str,
    decided: Mapping[str, Step],
    *,
    slight: bool = False,
    status: str | None = None,
) -> list[Entry]:
    """Return entries as they could be known on an ISO day, in the order of the ids; of which nothing was known is left out.

    One that was not heard of since is taken as it is kept, without its claims; only the others are folded again, and of
    these, where a status is asked for, only those that may have had it.
    """
    c = entries.c
    rows = connection.execute(select(c.id, c.last_day, c.packed).where(c.id.in_(ids)))
    kept = {row.id: (row.packed, row.last_day or "") for row in rows}
    if status is not None and status not in FLAGS:
        past = {i for i, (packed, last) in kept.items() if last > day and i not in decided}
        kept = {i: row for i, row in kept.items() if i not in past or _may_have_been(row[0], status, day)}
    later = [i for i, (_, last_day) in kept.items() if last_day > day]
    members = by_entry(claims_in(connection, claims.c.entry.in_(later))) if later else {}
    found = []
    for packed, last_day, entry in ((*kept[i], i) for i in ids if i in kept):
        whole = entry_with_claims(packed, members.get(entry, ()))
        standing = as_of(whole, day, slight=slight) if last_day > day else with_flags(whole, day, slight=slight)
        if standing is not None:
            found.append(as_decided(standing, day, decided))
    return found


def _may_have_been(packed: bytes, status: str, day: str) -> bool:
    """Whether a step up to a day could have given a kept entry a status; what is a part now may have been the whole then."""
    wanted = _PART_OR_WHOLE if status in _PART_OR_WHOLE else frozenset((status,))
    return any(step["status"] in wanted and (step["published"] or "") <= day for step in unpack(packed)["history"])


def standing_entry(entry: Entry, day: str, decided: Mapping[str, Step], *, slight: bool = False) -> Entry | None:
    """Return an entry as it could be known on a day, with the status that people set; None where nothing of it was known."""
    standing = as_of(entry, day, slight=slight)
    return as_decided(standing, day, decided) if standing is not None else None


def as_decided(standing: Entry, day: str, decided: Mapping[str, Step]) -> Entry:
    """Return an entry as of a day with the status that people set, if they did."""
    if standing.id not in decided:
        return standing
    shown = replace(standing, status=decided[standing.id])
    return replace(shown, computed=computed_of(shown, day))


def ledger_rows(connection: Connection, shown: Sequence[Entry]) -> list[dict[str, Any]]:
    """Return the lines of `servanda ledger --json`: documents carry the ids that they came with."""
    return ledger_lines(shown, ids_by_key(connection, (step.document for entry in shown for step in entry.history)))


def entries_of(connection: Connection, ids: Sequence[str]) -> list[Entry]:
    """Return entries with all their claims, in the order of the ids; one that is not there is left out."""
    packed = {row.id: row.packed for row in connection.execute(select(entries).where(entries.c.id.in_(ids)))}
    members = by_entry(claims_in(connection, claims.c.entry.in_(ids)))
    return [entry_with_claims(packed[i], members.get(i, [])) for i in ids if i in packed]


def _ids(question: LedgerQuestion) -> Select[Any]:
    """Return the query for the ids of entries that may fit: what depends on the day is told later."""
    c = entries.c
    query = select(c.id).where(or_(c.first_day <= question.day, c.first_day.is_(None)))
    for role, party in (("by", question.by), ("to", question.to)):
        if party is not None:
            p = entry_parties.c
            query = query.where(exists().where(p.entry == c.id, p.role == role, p.party == party))
    if question.sector is not None:
        s = entry_sectors.c
        query = query.where(exists().where(s.entry == c.id, s.sector == question.sector))
    return query.order_by(c.last_day.desc(), c.id)


def _some(connection: Connection, query: Select[Any]) -> Iterator[list[str]]:
    rows = connection.execute(query).scalars()
    while some := list(rows.fetchmany(_SOME)):
        yield some


def statuses_set(connection: Connection, day: str) -> dict[str, Step]:
    """Return the status that people set of entries up to an ISO day, the last word on each, by entry."""
    made = in_force(decisions_in(connection, decisions.c.about.in_(("entry", "decision"))))
    set_ = [d for d in made if d.action == "set_status" and (d.value or {}).get("day", d.at[:10]) <= day]
    about = entries_decided(connection, set_)
    return {about[d.number]: (d.value or {})["status"] for d in set_}
