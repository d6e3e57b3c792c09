"""Events: whom they are directed at, the words that state them, and what a text says of its own day and source."""

from functools import cache

from servanda.coding.coder import code_documents
from servanda.coding.coders import find_coder
from servanda.record import CodedDocument, Event
from servanda.sources import Document


@cache
def coded(text: str, coder: str = "rules") -> CodedDocument:
    (found,) = code_documents([Document("x", text)], coder=find_coder(coder))
    assert isinstance(found, CodedDocument)
    return found


def events(text: str) -> list[Event]:
    return [record for record in coded(text).records if isinstance(record, Event)]


def test_who_is_to_be_handed_over_is_not_asked_for_it() -> None:
    text = "Chile's president, Ana Rojas, met ministers. Chile sought the extradition of President Rojas's brother from Peru."
    assert [[p.country for p in e.target] for e in events(text) if e.type == "REQUEST"] == [["PER"]]
    own = "Former Peruvian president Luis Sosa fled in May. Peru requested the extradition of Luis Sosa."
    assert [e.target for e in events(own) if e.type == "REQUEST"] == [()]


def test_another_state_is_still_asked() -> None:
    text = "Peru requested the return of its bones from the museum in Chile. Peru requested help from Chile."
    assert ["CHL"] in [[p.country for p in e.target] for e in events(text) if e.type == "REQUEST"]


def test_examples_are_left_out_of_the_evidence() -> None:
    text = "Ghana imposed sanctions on Togo, including a ban on cocoa."
    (sanction,) = [e for e in events(text) if e.type == "SANCTION"]
    assert sanction.evidence.quote == "imposed sanctions on Togo"


def test_a_dateline_names_the_agency_and_the_day() -> None:
    text = "LOMÉ, March 14, 2023 (Reuters) - Ghana's president visited Togo on Tuesday and met ministers there."
    found = coded(text)
    assert found.published is not None
    assert found.published.value == "2023-03-14"
    assert {w.code for w in found.warnings}.isdisjoint({"undated", "source_missing"})


def test_what_names_neither_day_nor_source_is_warned_of() -> None:
    text = "Ghana's president visited Togo on Tuesday and met ministers there."
    assert {w.code for w in coded(text).warnings} == {"undated", "source_missing"}
