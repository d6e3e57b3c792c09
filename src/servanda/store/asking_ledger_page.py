"""Asking for a page of the ledger: filtered, sorted and counted by the database, whatever the number of entries.

As of a day after the last report the columns of `entries` say all. For an earlier day they say all of entries that nothing
was heard of since; the others are folded anew, and looked at one by one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, and_, exists, false, func, or_, select, true

from servanda.following.days import days_before
from servanda.following.entries import Entry
from servanda.following.standing import SILENT_DAYS
from servanda.following.steps import CLOSED, Step
from servanda.store.asking_ledger import FLAGS, entries_standing, statuses_set
from servanda.store.schema import entries, entry_parties, entry_sectors

Sort = Literal["heard", "since", "due", "status", "act", "pair"]
Group = Literal["pair", "sector"]
_COLUMNS = {
    "heard": entries.c.heard_day, "since": entries.c.since_day, "due": entries.c.due_day, "status": entries.c.status,
    "act": entries.c.act, "pair": entries.c.pair,
}  # fmt: skip
_TOGETHER = 200


@dataclass(frozen=True, slots=True)
class LedgerView:
    """What is to be seen of the ledger on an ISO day. `status` may be a flag; `words` stand in what is promised.

    `latest` says that the day is today: then everything that is kept counts, and a text dated later by mistake slows nothing.
    `slight` asks for what one text says in passing, too. Pages count from 1; `is_counted` asks how many entries there are.
    """

    day: str
    by: str | None = None
    to: str | None = None
    party: str | None = None
    sector: str | None = None
    status: str | None = None
    act: str | None = None
    words: str = ""
    slight: bool = False
    sort: Sort = "heard"
    descending: bool = True
    group: Group | None = None
    page: int = 1
    size: int = 50
    is_counted: bool = True
    latest: bool = False


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """A page of entries as of the day. `total` is None where only looking at every entry would tell; then `more` says."""

    shown: tuple[Entry, ...]
    total: int | None
    more: bool
    counts: Mapping[str, int]


def ask_ledger_page(connection: Connection, view: LedgerView) -> LedgerPage:
    """Return a page of the ledger; `counts` has how many entries each group on it has in all."""
    decided = statuses_set(connection, view.day)
    is_settled = view.latest or (connection.execute(select(func.max(entries.c.last_day))).scalar() or "") <= view.day
    is_fitting = _conditions(view, decided, is_settled=is_settled)
    skip = (view.page - 1) * view.size
    if is_settled:
        return _settled_page(connection, view, decided, is_fitting, skip)
    found: list[Entry] = []
    in_order = _ordered(select(entries.c.id).where(*is_fitting), view, is_settled=False)
    rows = connection.execute(in_order).scalars()
    while len(found) <= skip + view.size and (some := list(rows.fetchmany(_TOGETHER))):
        found += _standing(connection, some, view, decided)
    shown, more = tuple(found[skip : skip + view.size]), len(found) > skip + view.size
    return LedgerPage(shown, None if more else len(found), more, {})


def _settled_page(
    connection: Connection,
    view: LedgerView,
    decided: Mapping[str, Step],
    is_fitting: list[ColumnElement[bool]],
    skip: int,
) -> LedgerPage:
    counting = select(func.count()).select_from(entries).where(*is_fitting)
    total = connection.execute(counting).scalar_one() if view.is_counted else None
    in_order = _ordered(select(entries.c.id).where(*is_fitting), view, is_settled=True)
    query = in_order.limit(view.size + 1).offset(skip)
    ids = list(connection.execute(query).scalars())
    shown = tuple(_standing(connection, ids[: view.size], view, decided))
    return LedgerPage(shown, total, len(ids) > view.size, _counts(connection, view, is_fitting, shown))


def _standing(connection: Connection, ids: list[str], view: LedgerView, decided: Mapping[str, Step]) -> list[Entry]:
    standing = entries_standing(connection, ids, view.day, decided, slight=view.slight, status=view.status)
    return [entry for entry in standing if _fits(entry, view)]


def _fits(entry: Entry, view: LedgerView) -> bool:
    """Whether an entry as of the day fits what depends on the day."""
    if view.status is not None and view.status not in (entry.status, *entry.computed):
        return False
    return (view.act is None or entry.act == view.act) and (not view.words or _has(entry.content, view.words))


def _has(content: str, words: str) -> bool:
    return all(word in content.casefold() for word in words.casefold().split())


def _conditions(view: LedgerView, decided: Mapping[str, Step], *, is_settled: bool) -> list[ColumnElement[bool]]:
    """Return the conditions on entries; where not all is settled on the day, those heard of later are let through."""
    c = entries.c
    always: list[ColumnElement[bool]] = [or_(c.first_day <= view.day, c.first_day.is_(None))]
    for role, party in (("by", view.by), ("to", view.to), (None, view.party)):
        if party is not None:
            always.append(_has_party(role, party))
    if view.sector is not None:
        s = entry_sectors.c
        always.append(exists().where(s.entry == c.id, s.sector == view.sector))
    as_kept: list[ColumnElement[bool]] = [c.slight.in_((0, 1)) if view.slight else c.slight == 0]
    if view.act is not None:
        as_kept.append(c.act == view.act)
    if view.status is not None:
        as_kept.append(_has_status(view.status, view.day, decided))
    as_kept += [c.content.ilike(f"%{_escaped(word)}%", escape="\\") for word in view.words.split()]
    if is_settled:
        return [*as_kept, *always]
    return [*always, or_(c.last_day > view.day, and_(*as_kept))]


def _has_party(role: str | None, party: str) -> ColumnElement[bool]:
    p = entry_parties.c
    return exists().where(p.entry == entries.c.id, p.party == party, true() if role is None else p.role == role)


def _has_status(status: str, day: str, decided: Mapping[str, Step]) -> ColumnElement[bool]:
    c = entries.c
    if status not in FLAGS:
        by_people = [entry for entry, step in decided.items() if step == status]
        return or_(c.id.in_(by_people), and_(c.status == status, c.id.not_in(list(decided))))
    if status == "disputed":
        return c.disputed == 1
    closed = [entry for entry, step in decided.items() if step in CLOSED]
    reopened = [entry for entry, step in decided.items() if step not in CLOSED]
    is_open = or_(and_(c.status.not_in(list(CLOSED)), c.id.not_in(closed)), c.id.in_(reopened) if reopened else false())
    is_late = c.due_day < day if status == "overdue" else c.heard_day < days_before(day, SILENT_DAYS)
    return and_(is_open, is_late)


def _ordered(query: Any, view: LedgerView, *, is_settled: bool) -> Any:
    """Return the query in the order of a view; of an earlier day, what was heard of last until today stands for it."""
    c = entries.c
    first = [_COLUMNS["pair"]] if view.group == "pair" else [c.sector] if view.group == "sector" else []
    column = _COLUMNS[view.sort] if is_settled or view.sort != "heard" else c.last_day
    wanted = (column.desc() if view.descending else column.asc()).nulls_last()
    return query.order_by(*first, wanted, c.id.desc() if view.descending else c.id)


def _counts(
    connection: Connection, view: LedgerView, is_fitting: list[ColumnElement[bool]], shown: tuple[Entry, ...]
) -> dict[str, int]:
    if view.group is None or not shown:
        return {}
    column = entries.c.pair if view.group == "pair" else entries.c.sector
    on_page = select(column).where(entries.c.id.in_([entry.id for entry in shown]))
    query = select(column, func.count()).where(*is_fitting, column.in_(on_page)).group_by(column)
    return {name: count for name, count in connection.execute(query)}  # noqa: C416  rows are no pairs to mypy


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
