"""The page of the ledger is what the whole ledger says, filtered, sorted, grouped and cut by the database."""

from dataclasses import replace

import pytest

from servanda.store import Store, deciding
from servanda.store.asking_ledger import LedgerQuestion, ask_ledger
from servanda.store.asking_ledger_page import LedgerView, ask_ledger_page
from servanda.store.deciding import Person

TODAY, ANA = "2026-01-01", Person("Ana", "heard it on the radio")


def ids(store: Store, view: LedgerView) -> list[str]:
    with store.reading() as connection:
        return [entry.id for entry in ask_ledger_page(connection, view).shown]


def whole(store: Store, question: LedgerQuestion) -> set[str]:
    with store.reading() as connection:
        return {entry.id for entry in ask_ledger(connection, question)}


@pytest.mark.parametrize("day", [TODAY, "2022-08-01", "2022-02-14", "1999-01-01"])
@pytest.mark.parametrize(
    "status", [None, "suspended", "announced", "overdue", "silent", "disputed", "partially_delivered"]
)
def test_the_page_and_the_ledger_agree(filled: Store, day: str, status: str | None) -> None:
    assert set(ids(filled, LedgerView(day, status=status))) == whole(filled, LedgerQuestion(day, status=status))


def test_filters_by_party_sector_act_and_words(filled: Store) -> None:
    assert ids(filled, LedgerView(TODAY, by="JPN")) == ids(filled, LedgerView(TODAY, party="MDG", words="KILO million"))
    assert len(ids(filled, LedgerView(TODAY, by="JPN"))) == 1
    assert ids(filled, LedgerView(TODAY, by="MDG")) == []
    assert ids(filled, LedgerView(TODAY, words="100%")) == []
    assert set(ids(filled, LedgerView(TODAY, act="pledge"))) <= set(ids(filled, LedgerView(TODAY)))
    assert set(ids(filled, LedgerView(TODAY, sector="food"))) > set(
        ids(filled, LedgerView(TODAY, sector="food", by="JPN"))
    )


def test_pages_follow_each_other_without_gap(filled: Store) -> None:
    view = LedgerView(TODAY, slight=True, size=1)
    every = ids(filled, replace(view, size=50))
    assert len(every) == 2
    assert [ids(filled, replace(view, page=n))[0] for n in range(1, len(every) + 1)] == every
    assert ids(filled, replace(view, page=len(every) + 1)) == []


def test_total_more_and_groups(filled: Store) -> None:
    with filled.reading() as connection:
        first = ask_ledger_page(connection, LedgerView(TODAY, slight=True, size=1, group="pair"))
        every = ask_ledger_page(connection, LedgerView(TODAY, slight=True, group="pair"))
    assert first.more
    assert first.total == len(every.shown)
    assert sum(every.counts.values()) == len(every.shown)


def test_sorting_goes_both_ways_and_unknown_days_come_last(filled: Store) -> None:
    view = LedgerView(TODAY, slight=True, sort="due", descending=False)
    with filled.reading() as connection:
        dues = [e.due.value if e.due else "~" for e in ask_ledger_page(connection, view).shown]
    assert dues == sorted(dues)


def test_a_status_that_people_set_is_found_and_nothing_is_overdue_that_they_closed(filled: Store) -> None:
    entry = ids(filled, LedgerView(TODAY, by="JPN"))[0]
    assert entry in ids(filled, LedgerView(TODAY, status="overdue"))
    number = deciding.decide_status(filled, entry, "delivered", None, ANA)
    late = "2099-01-01"
    assert entry in ids(filled, LedgerView(late, status="delivered"))
    assert entry not in ids(filled, LedgerView(late, status="suspended"))
    assert entry not in ids(filled, LedgerView(late, status="overdue"))
    assert whole(filled, LedgerQuestion(late, status="overdue")) == set(ids(filled, LedgerView(late, status="overdue")))
    deciding.undo(filled, number, ANA)
    assert entry in ids(filled, LedgerView(late, status="overdue"))
