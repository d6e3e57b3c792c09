"""Teams, treaties, awards, firms and streets that have a place's name: neither that place nor a government is meant."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

import servanda.reading
from servanda.codebook import load_codebook
from servanda.coding.coder import rules
from servanda.reading import read_documents
from servanda.reading.named_after import find_treaties_and_awards, is_firm, is_site, named_after
from servanda.reading.reading import Reading
from servanda.record import Actor, PlaceMention
from servanda.sources import Document

_FILE = Path(servanda.reading.__file__).parent / "data" / "named_after.toml"
_READ = tomllib.loads(_FILE.read_text("utf-8"))

# text, words that are pinned, words of states that act
MEANT: list[tuple[str, set[str], set[str]]] = [
    ("Liverpool beat Real Madrid 2-1 in the Champions League.", set(), set()),
    ("The coach of Liverpool praised his players.", set(), set()),
    ("The prime minister of France visited Liverpool.", {"France", "Liverpool"}, {"France"}),
    ("France thrashed Australia 5-0 in the World Cup.", set(), set()),
    ("France attacked Austria in 1805.", {"France", "Austria"}, {"France", "Austria"}),
    ("Germany beat Portugal 3-0 in Dortmund.", {"Dortmund"}, set()),
    ("Moscow beat Kyiv to the deal, Ukraine said.", {"Ukraine"}, {"Moscow", "Kyiv", "Ukraine"}),
    ("Toronto's striker scored twice.", set(), set()),
    ("Toronto's mayor left.", {"Toronto"}, set()),
    ("Manchester United face Porto in the final, the goalkeeper said.", set(), set()),
    ("Bank of Cyprus opened a branch in Limassol.", {"Limassol"}, set()),
    ("China Mobile opened an office in Leipzig.", {"Leipzig"}, set()),
    ("Texas Instruments opened a plant in Dresden.", {"Dresden"}, set()),
    ("The Boston Globe wrote about Leipzig.", {"Leipzig"}, set()),
    ("HMS Kent sailed to Odesa.", {"Odesa"}, set()),
    ("Officials in Kyiv said the Minsk agreements were dead.", {"Kyiv"}, set()),
    ("Officials in Minsk spoke of an agreement.", {"Minsk"}, set()),
    ("The Vienna Convention protects diplomats.", set(), set()),
    ("She won the Sydney Peace Prize in Perth.", {"Perth"}, set()),
    ("They stayed at the Moscow Hotel in Belgrade.", {"Moscow Hotel", "Belgrade"}, set()),
    ("London boroughs protect art. Why is London getting so bloody?", {"London"}, set()),
    ("London's response was firm. London said so.", set(), {"London"}),
    ("The Green Party candidate spoke to USA TODAY in Ohio.", {"Ohio"}, set()),
    ("The ship was hit in the village of Kfar Zita.", {"Kfar Zita"}, set()),
    ("They fought to free Dabiq, the Syrian town of Dabiq.", {"Dabiq", "Syrian"}, {"Syrian"}),
    ("He served on board the Arizona.", set(), set()),
    ("LONDON Pope Francis spoke again.", {"LONDON"}, set()),
    ("Moscow, SANA - The ministry spoke.", {"Moscow"}, set()),
]  # fmt: skip


@pytest.fixture(scope="module")
def readings() -> Mapping[str, Reading]:
    texts = [text for text, _, _ in MEANT]
    documents = [Document(id=text, text=text, published="2024-05-02") for text in texts]
    return dict(zip(texts, read_documents(documents), strict=True))


@pytest.mark.parametrize(("text", "pinned", "states"), MEANT)
def test_what_is_pinned_and_who_acts(
    readings: Mapping[str, Reading], text: str, pinned: set[str], states: set[str]
) -> None:
    records = rules(readings[text], load_codebook())
    assert {r.quote for r in records if isinstance(r, PlaceMention)} == pinned
    acting = {m.quote for r in records if isinstance(r, Actor) and r.type == "state" for m in r.mentions}
    assert {words for words in acting if words[0].isupper()} == states


def test_the_moscow_hotel_lies_in_belgrade(readings: Mapping[str, Reading]) -> None:
    records = rules(readings["They stayed at the Moscow Hotel in Belgrade."], load_codebook())
    assert {r.country for r in records if isinstance(r, PlaceMention)} == {"SRB"}


def _kinds_of(words: str) -> set[str]:
    span = (0, len(words))
    named = span in find_treaties_and_awards(words)
    award = named and words.rsplit(" ", 1)[-1].lower() in named_after()["awards"]
    found = {"firms": is_firm(words), "sites": is_site(words), "awards": award, "treaties": named and not award}
    return {kind for kind, holds in found.items() if holds}


@pytest.mark.parametrize(("kind", "words"), [(k, w) for k, group in _READ["examples"].items() for w in group])
def test_examples_are_named_after_a_place(kind: str, words: str) -> None:
    assert _kinds_of(words) == {kind}


@pytest.mark.parametrize("words", [w for group in _READ["not_examples"].values() for w in group])
def test_counter_examples_are_not(words: str) -> None:
    assert _kinds_of(words) == set()
