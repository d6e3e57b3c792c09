"""Obligations: what one says that another must do, and what another is given time to do."""

import pytest

from servanda.coding.coder import code_documents
from servanda.coding.coders import find_coder
from servanda.record import CodedDocument, Commitment
from servanda.sources import Document


def commitments(text: str) -> list[Commitment]:
    (found,) = code_documents([Document("x", text, published="2031-03-04")], coder=find_coder("rules"))
    assert isinstance(found, CodedDocument)
    return [record for record in found.records if isinstance(record, Commitment)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Malawi must open the lake, Zambia said.", [("ZMB", ["MWI"])]),
        ('"Malawi must open the lake," the president of Zambia said.', [("ZMB", ["MWI"])]),
        ("The divers must be freed, the president of Zambia said.", [("ZMB", [])]),
        ("Malawi must open the lake.", []),
        ("Malawi must have opened the lake, Zambia said.", []),
        ("We must open the lake, Zambia's president said.", []),
        ("Malawi's premier said that Malawi must open the lake.", []),
    ],
)
def test_what_another_must_do_is_demanded(text: str, found: list[tuple[str, list[str]]]) -> None:
    demands = [c for c in commitments(text) if c.act == "demand"]
    assert [(c.by[0].country, [p.country for p in c.to]) for c in demands] == found


def test_time_given_is_a_demand_with_a_deadline() -> None:
    (found,) = commitments("Zambia gave Malawi until May 3 to open the lake.")
    assert (found.act, [p.country for p in found.to], found.content.quote) == ("demand", ["MWI"], "open the lake")
    assert found.deadline is not None
    assert found.deadline.value == "2031-05-03"
    assert found.condition is None
    assert commitments("Zambia gave Malawi a boat to cross the lake.") == []


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Zambia will close its border if Malawi does not open the lake.", ["threat"]),
        ("Zambia will pay for the boats if Malawi does not.", ["offer"]),
        ("Zambia will not open the lake, nor will it pay the fine.", ["refusal", "refusal"]),
    ],
)
def test_what_follows_if_another_does_not_is_a_threat_save_help(text: str, acts: list[str]) -> None:
    assert [c.act for c in commitments(text)] == acts
