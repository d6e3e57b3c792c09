"""Known names in a text: the longest, at word boundaries, with all that they can stand for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.reading.gazetteer import Known, gazetteer_of, packaged

COUNTRY, CAPITAL, OTHER = Known("country", "GNB"), Known("capital", "GIN"), Known("country", "GIN")
SMALL = gazetteer_of([("Guinea-Bissau", COUNTRY), ("Guinea", OTHER), ("Conakry", CAPITAL)])


def found(text: str) -> list[tuple[str, str, str]]:
    return [(text[m.start : m.end], m.known[0].kind, m.known[0].key) for m in packaged().matches(text)]


def test_the_longest_name_wins() -> None:
    text = "Guinea-Bissau met Guinea in Conakry."
    assert [(text[m.start : m.end], m.known) for m in SMALL.matches(text)] == [
        ("Guinea-Bissau", (COUNTRY,)),
        ("Guinea", (OTHER,)),
        ("Conakry", (CAPITAL,)),
    ]


@pytest.mark.parametrize("text", ["", "Guineans met.", "guinea", "Guineafowl", "Conakrys"])
def test_part_of_a_word_is_no_name(text: str) -> None:
    assert list(SMALL.matches(text)) == []


@pytest.mark.parametrize(
    ("text", "words", "kind", "key"),
    [
        ("Fiji spoke.", "Fiji", "country", "FJI"),
        ("FIJI SPOKE", "FIJI", "country", "FJI"),
        ("The U.S. spoke.", "U.S.", "country", "USA"),
        ("They came from Fiji.", "Fiji", "country", "FJI"),
        ("Fijian boats", "Fijian", "adjective", "FJI"),
        ("the Poles came", "Poles", "people", "POL"),
        ("Suva spoke.", "Suva", "capital", "FJI"),
        ("the Kremlin spoke", "Kremlin", "seat", "RUS"),
        ("Côte d’Ivoire spoke.", "Côte d’Ivoire", "country", "CIV"),
        ("Cote d'Ivoire spoke.", "Cote d'Ivoire", "country", "CIV"),
        (
            "the World Health Organization spoke",
            "World Health Organization",
            "organisation",
            "World Health Organization",
        ),
        ("Angela Merkel spoke", "Angela Merkel", "person", "Angela Merkel"),
    ],
)
def test_packaged_names(text: str, words: str, kind: str, key: str) -> None:
    assert (words, kind, key) in found(text)


def test_a_surname_alone_is_not_looked_for() -> None:
    assert all(kind != "person" for _, kind, _ in found("Merkel spoke."))


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    free = 0
    for match in packaged().matches(text):
        assert free <= match.start < match.end <= len(text)
        assert match.known
        free = match.end
