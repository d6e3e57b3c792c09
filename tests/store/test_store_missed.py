"""A record that the coder missed is added, found again after another coding, and taken back."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from servanda.record import CodedDocument, from_dict, to_dict
from servanda.store import Store, deciding, schema
from servanda.store.agreement import units_of
from servanda.store.asking_documents import numbers_of
from servanda.store.deciding import DecisionError, Person
from servanda.store.folding import Folded
from servanda.store.following_up import follow_up
from servanda.store.redrawing import folded_document, kept_document, recode

ANA, BEN = Person("Ana", "the text says so"), Person("Ben", "it does")
LATER = "2026-02-01T00:00:00+00:00"


def number_of(store: Store, name: str) -> int:
    with store.reading() as connection:
        return numbers_of(connection, name)[0]


def folded(store: Store, number: int) -> Folded:
    with store.reading() as connection:
        found = folded_document(connection, kept_document(connection, number))
    assert found is not None
    return found


def words_at(store: Store, number: int, words: str) -> tuple[int, int]:
    with store.reading() as connection:
        start = kept_document(connection, number).document.text.index(words)
    return start, start + len(words)


def add_aim(store: Store) -> tuple[int, int]:
    number = number_of(store, "rice-1")
    words = words_at(store, number, "help families who lost their harvest")
    return number, deciding.add_record(store, number, "interest", words, ANA)


def aims(found: Folded) -> list[str]:
    return [r.evidence.quote for r in found.shown.records if r.kind == "interest"]


def test_an_added_record_is_seen_with_its_words_and_who_made_it(filled: Store) -> None:
    number, decision = add_aim(filled)
    found = folded(filled, number)
    made = next(r for r in found.coded.records if r.id.startswith("interest"))
    assert made.evidence.quote == "help families who lost their harvest"
    assert made.sentence.quote.startswith("The rice will help")
    assert found.states[made.id] == "added"
    assert decision > 0
    with filled.reading() as connection:
        rows = connection.execute(select(schema.records.c.state).where(schema.records.c.kind == "interest")).all()
    assert [row.state for row in rows] == ["added"]


def test_an_added_record_survives_another_coding(filled: Store) -> None:
    number, _ = add_aim(filled)
    with filled.writing() as connection:
        coded = kept_document(connection, number).coded
        assert coded is not None
        recode(connection, number, replace(coded, coder=replace(coded.coder, version="9")), LATER)
    follow_up(filled)
    assert aims(folded(filled, number)) == ["help families who lost their harvest"]


def test_a_coder_that_finds_the_same_words_later_gives_no_second_record(filled: Store) -> None:
    number, _ = add_aim(filled)
    made = next(r for r in folded(filled, number).coded.records if r.kind == "interest")
    with filled.writing() as connection:
        coded = kept_document(connection, number).coded
        assert coded is not None
        found = to_dict(replace(coded, records=(*coded.records, made)))
        found["records"][-1]["id"] = "interest-00000000000000aa"
        again = from_dict(found)
        assert isinstance(again, CodedDocument)
        recode(connection, number, again, LATER)
    assert aims(folded(filled, number)) == ["help families who lost their harvest"]


def test_an_added_record_is_taken_back_by_a_further_decision(filled: Store) -> None:
    number, decision = add_aim(filled)
    deciding.undo(filled, decision, BEN)
    assert aims(folded(filled, number)) == []


def test_an_added_record_is_corrected_like_any_other(filled: Store) -> None:
    number, _ = add_aim(filled)
    made = next(r for r in folded(filled, number).coded.records if r.kind == "interest")
    deciding.decide_record(filled, made.id, "edit", BEN, {"status": "planned"}, number)
    assert next(r for r in folded(filled, number).coded.records if r.id == made.id).status == "planned"


def test_an_added_commitment_enters_the_ledger(filled: Store) -> None:
    number = number_of(filled, "grain-2")
    words = words_at(filled, number, "Russia suspended its part in the grain corridor.")
    party = {
        "sector": ["GOV"],
        "type": "state",
        "actor": None,
        "start": words[0],
        "end": words[0] + 6,
        "quote": "Russia",
    }
    by, to = {"name": "Russia", "country": "RUS", **party}, {"name": "Togo", "country": "TGO", **party}
    deciding.add_record(filled, number, "commitment", words, ANA, {"act": "pledge", "by": [by], "to": [to]})
    follow_up(filled)
    with filled.reading() as connection:
        entries = connection.execute(select(schema.entry_parties.c.entry).where(schema.entry_parties.c.party == "TGO"))
        assert len(entries.all()) == 1


def test_who_added_and_who_rejects_it_are_compared(filled: Store) -> None:
    number, _ = add_aim(filled)
    made = next(r for r in folded(filled, number).coded.records if r.kind == "interest")
    deciding.decide_record(filled, made.id, "reject", BEN, document=number)
    with filled.reading() as connection:
        units = units_of(connection)
    assert [(u.record, u.values) for u in units] == [(made.id, {"Ana": "interest", "Ben": "rejected"})]


@pytest.mark.parametrize(
    ("kind", "words", "fields", "says"),
    [
        ("omen", (0, 5), {}, "no kind"),
        ("interest", (5, 5), {}, "no span"),
        ("interest", (0, 10**6), {}, "no span"),
        ("commitment", (0, 5), {"act": "vow"}, "act"),
        ("event", (0, 5), {}, "type"),
    ],
)
def test_what_makes_no_sound_record_is_refused(
    filled: Store, kind: str, words: tuple[int, int], fields: dict[str, str], says: str
) -> None:
    with pytest.raises(DecisionError, match=says):
        deciding.add_record(filled, number_of(filled, "rice-1"), kind, words, ANA, fields)
