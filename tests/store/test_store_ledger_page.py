"""The page of the ledger is what the whole ledger says, filtered, sorted, grouped and cut by the database."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from servanda.following.linking import entry_id
from servanda.store import Store, deciding
from servanda.store.asking_entry import ask_entry, decisions_gone_to
from servanda.store.asking_ledger import LedgerQuestion, ask_ledger, entries_of, entries_standing, standing_entry
from servanda.store.asking_ledger_page import LedgerView, ask_ledger_page
from servanda.store.deciding import Person
from servanda.store.following_up import follow_up
from servanda.store.linking import claims_in
from servanda.store.schema import claims, entries

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


def test_what_people_decided_of_an_entry_stays_with_it_when_it_gets_another_id(filled: Store) -> None:
    late = "2099-01-01"
    entry = ids(filled, LedgerView(TODAY, by="JPN"))[0]
    deciding.decide_status(filled, entry, "delivered", None, ANA)
    deciding.note(filled, "entry", entry, Person("Ana", "the embassy confirms it"))
    with filled.reading() as connection:
        members = claims_in(connection, claims.c.entry == entry)
    founding = next(kept.position.number for kept in members if entry_id(kept.claim) == entry)
    deciding.take_down(filled, founding, ANA)
    follow_up(filled)
    moved = ids(filled, LedgerView(late, by="JPN", status="delivered"))
    assert len(moved) == 1
    assert moved != [entry]
    with filled.reading() as connection:
        sheet = ask_entry(connection, moved[0])
        assert ask_entry(connection, entry) is None
        assert decisions_gone_to(connection, entry) == moved[0]
    assert sheet is not None
    assert [decision.action for decision in sheet.standing] == ["set_status", "note"]
    deciding.undo(filled, sheet.standing[0].number, ANA)
    assert ids(filled, LedgerView(late, by="JPN", status="delivered")) == []


@pytest.mark.parametrize("day", [TODAY, "2022-08-01", "2022-02-14", "1999-01-01"])
def test_an_entry_taken_as_it_is_kept_is_the_same_as_one_folded_from_its_claims(filled: Store, day: str) -> None:
    with filled.reading() as connection:
        every = list(connection.execute(select(entries.c.id)).scalars())
        taken = entries_standing(connection, every, day, {}, slight=True)
        folded = [standing_entry(entry, day, {}, slight=True) for entry in entries_of(connection, every)]
    assert [replace(e, claims=()) for e in taken] == [replace(e, claims=()) for e in folded if e is not None]
