"""Places of texts: which words are places, how they are used, and where they lie."""

from collections.abc import Mapping

import pytest

from servanda.coding.coder import code_documents
from servanda.record import CodedDocument, Event, PlaceMention
from servanda.sources import Document

# text, words, country and use of the place record with these words; None where there is none
PLACED: list[tuple[str, str, tuple[str | None, str] | None]] = [
    ("Ships left the base in Tartous.", "Tartous", ("SYR", "literal")),
    ("The fair in Paris, Texas, opened.", "Paris", ("USA", "literal")),
    ("Moscow sees no reason for talks.", "Moscow", None),
    ("They met in Moscow.", "Moscow", ("RUS", "literal")),
    ("Chad said it would sign.", "Chad", ("TCD", "state")),
    ("They fought in China, Japan and Korea.", "China", ("CHN", "literal")),
    ("Syrian forces left. They isolated Safita. Syria fell quiet.", "Safita", ("SYR", "literal")),
    ("Lombardy closed its schools, Italy said.", "Lombardy", ("ITA", "literal")),
    ("WASHINGTON (AP) - Talks failed on Monday.", "WASHINGTON", ("USA", "literal")),
    ("Ana Lau, 28, of Lyon, was found in France.", "Lyon", ("FRA", "literal")),
    ("The aides barred him from the White House.", "White House", ("USA", "literal")),
    ("He was treated at Saint Ursula Clinic in Lyon.", "Saint Ursula Clinic", ("FRA", "literal")),
]
HAPPENED = [
    ("Lavrov and Kerry met in Geneva to discuss the war in Syria.", "CONSULT", "Geneva"),
    ("Turkish troops killed 12 fighters near Afrin in northern Syria.", "ASSAULT", "Afrin"),
    ("Xi discussed the situation in Taiwan with Macron.", "CONSULT", None),
]


@pytest.fixture(scope="module")
def coded() -> Mapping[str, CodedDocument]:
    texts = [*(text for text, *_ in PLACED), *(text for text, *_ in HAPPENED)]
    documents = code_documents(Document(id=text, text=text, published="2024-05-02") for text in texts)
    return {
        text: document for text, document in zip(texts, documents, strict=True) if isinstance(document, CodedDocument)
    }


@pytest.mark.parametrize(("text", "words", "place"), PLACED)
def test_words_are_places(
    coded: Mapping[str, CodedDocument], text: str, words: str, place: tuple[str | None, str] | None
) -> None:
    found = [r for r in coded[text].records if isinstance(r, PlaceMention) and r.quote == words]
    assert [(r.country, r.use) for r in found] == ([place] if place else [])


@pytest.mark.parametrize(("text", "type_", "name"), HAPPENED)
def test_events_lie_where_they_happen(
    coded: Mapping[str, CodedDocument], text: str, type_: str, name: str | None
) -> None:
    event = next(r for r in coded[text].records if isinstance(r, Event) and r.type == type_)
    assert (event.place.name if event.place else None) == name


def test_a_place_that_nobody_knows_lies_where_the_text_puts_it(coded: Mapping[str, CodedDocument]) -> None:
    records = coded["He was treated at Saint Ursula Clinic in Lyon."].records
    clinic, lyon = (r for r in records if isinstance(r, PlaceMention))
    assert (clinic.lat, clinic.lon, clinic.precision) == (lyon.lat, lyon.lon, "area")
    assert clinic.confidence < lyon.confidence
    assert clinic.why.rule == "near-named-place"
