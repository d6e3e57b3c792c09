"""Pairs that are given: one event each, whatever the text says of the two."""

import pytest

import servanda
from servanda.sources import Document, Pair


def _events(text: str, *pairs: tuple[str, str]) -> list[servanda.record.Event]:
    document = Document(id="d", text=text, pairs=tuple(Pair(source, target) for source, target in pairs))
    (coded,) = servanda.read_all([document])
    return list(coded.events)


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("The harbour master told the coast guard on Friday that the ferry was safe.", "harbour master", "coast guard"),
        ("Kenya notified the secretariat in May that its delegates would arrive late.", "Kenya", "the secretariat"),
        ("The archivist told the ombudsman that the files were in Lisbon.", "The archivist", "the ombudsman"),
    ],
)
def test_one_who_tells_another_something_consults(text: str, source: str, target: str) -> None:
    (event,) = _events(text, (source, target))
    assert event.type == "CONSULT"


def test_telling_somebody_to_do_something_is_still_a_request() -> None:
    (event,) = _events("The general told the rebels to lay down their arms.", ("The general", "the rebels"))
    assert event.type == "REQUEST"


def test_each_pair_is_answered_at_its_words() -> None:
    text = "Ghana sent rice to Togo on Monday, while Benin accused Togo of smuggling."
    one, other = _events(text, ("Ghana", "Togo"), ("Benin", "Togo"))
    assert [(one.pair, one.type), (other.pair, other.type)] == [(0, "AID"), (1, "ACCUSE")]
    assert [text[p.start : p.end] for p in (*one.source, *other.source)] == ["Ghana", "Benin"]


def test_a_pair_whose_words_do_not_stand_in_the_text_has_no_parties() -> None:
    (event,) = _events("Ghana sent rice to Togo on Monday.", ("Peru", "Chile"))
    assert (event.source, event.target) == ((), ())
