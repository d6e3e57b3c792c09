"""Blocks and sentences: what a line break ends, what a full stop ends, and what neither does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.reading.blocks import find_blocks
from servanda.reading.sentences import LONGEST, split_sentences


def blocks(text: str) -> list[tuple[str, str]]:
    return [(text[b.start : b.end], b.form) for b in find_blocks(text)]


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end, _, _ in split_sentences(text)]


@pytest.mark.parametrize(
    ("dateline", "rest"),
    [
        ("SUVA, May 14 (Agency) —", "Fiji met Tonga."),
        ("SUVA (Agency) -", "Fiji met Tonga."),
        ("SUVA (Agency) --", "Fiji met Tonga."),
        ("SUVA/NADI, 14 May 2024:", "They met."),
        ("PORT MORESBY —", "They met."),
        ("ROME, Italy:", "They met."),
        ("SUVA, Fiji —", "“We met,” she said."),
    ],
)
def test_datelines(dateline: str, rest: str) -> None:
    assert blocks(f"{dateline} {rest}") == [(dateline, "dateline"), (rest, "prose")]


@pytest.mark.parametrize(
    "text",
    [
        "U.S. President Rojas met her.",
        "NATO – the alliance – met.",
        "UN: They met.",
        "The envoy went to SUVA — and stayed.",
        "A. Rojas went home.",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert blocks(text) == [(text, "prose")]


def test_items_of_a_list() -> None:
    text = "The talks:\n- first\n* second\n• third\n1. fourth\n(a) fifth\n— sixth"
    items = ["first", "second", "third", "fourth", "fifth", "sixth"]
    assert blocks(text) == [("The talks:", "heading"), *((item, "item") for item in items)]


@pytest.mark.parametrize("heading", ["TALKS END IN SUVA", "Talks end in Suva", "What was agreed:", "TALKS END!"])
def test_headings(heading: str) -> None:
    assert blocks(f"{heading}\n\nFiji met Tonga.") == [(heading, "heading"), ("Fiji met Tonga.", "prose")]


@pytest.mark.parametrize("line", ["Source: The Island Daily", "Photo: Somebody", "credit: A. Rojas", "Editing by: Her"])
def test_credit_lines(line: str) -> None:
    assert blocks(f"Fiji met Tonga.\n{line}") == [("Fiji met Tonga.", "prose"), (line, "credit")]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_broken_by_hand_are_one_block(end: str) -> None:
    lines = [
        "Fiji met Tonga on Monday in the capital to speak about",
        "fisheries and boats, and they agreed that the",
        "two will meet again in the spring of next",
        "year.",
    ]
    text = end.join(lines)
    assert blocks(text) == [(text, "prose")]
    assert sentences(text) == [text]


def test_lines_that_end_sentences_are_blocks() -> None:
    lines = ["The ministers met.", "They agreed.", "They left."]
    assert blocks("\n".join(lines)) == [(line, "prose") for line in lines]


def test_paragraphs_are_counted() -> None:
    assert [b.paragraph for b in find_blocks("One came.\r\n\r\nTwo came.\n \n\nThree came.")] == [0, 1, 2]


@pytest.mark.parametrize("text", ["", " ", "\n\n", " \r\n\t\n "])
def test_white_space_is_no_block(text: str) -> None:
    assert blocks(text) == []
    assert sentences(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Vuki met Dr. Lau. | They talked.",
        "Gen. Vuki, Lt. Col. Lau and Maj. Moana met. | They ate.",
        "J. F. Vuki spoke. | He left.",
        "He met U.S. President Rojas. | He left.",
        "They went to the U.S. | The envoy stayed.",
        "In Washington, D.C., they met. | Then they left.",
        "The meeting is on Jan. 5. | They left on Feb. 6.",
        "It is 5 p.m. on Monday. | They left.",
        "It is 5 p.m. | The talks go on.",
        "No. 5 is here. | He said no. | They left.",
        "It cost $1.5 million. | Then 3.2 per cent.",
        "It was 1990. | They met at 10. | They left.",
        "The Treaty of St. Petersburg held. | It ended.",
        "Boats, nets, etc. | They left.",
        "Visit www.example.org. | Then go.",
        "They waited ... and left.",
        "They waited... | Then they left.",
        "They waited… | Then they left.",
        "What? | When! | Who?! | Nobody.",
        "He left (see p. 5). | She stayed.",
        "He left.[1] | She stayed.[12] | They met.",
        "“Will you come?” the minister asked. | He left.",
        "“Will you come?” Minister Vuki asked. | He left.",
        '"We will go!" said the envoy. | He left.',
        '"Will you go?" Vuki said. | "No."',
        "“Will you come?” | He left.",
        'He said "yes." | She said "no."',
        "“We came. | We stayed,” she said.",
    ],
)
def test_sentences(text: str) -> None:
    assert sentences(text.replace(" | ", " ")) == text.split(" | ")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Talks end the conflict.President Vuki left.", "Talks end the conflict."),
        ("The talks ended.They left at once.", "The talks ended."),
        ("He asked why.“Nobody knows,” she said.", "He asked why."),
    ],
)
def test_sentences_glued_together(text: str, first: str) -> None:
    assert sentences(text) == [first, text.removeprefix(first)]


def test_a_long_sentence_is_cut_at_a_comma() -> None:
    text = "The talks " + "went on and on, " * 500 + "and ended."
    pieces = sentences(text)
    assert len(pieces) > 1
    assert max(map(len, pieces)) <= LONGEST
    assert " ".join(pieces) == text
    assert all(piece.endswith(",") for piece in pieces[:-1])


def test_a_word_without_end_is_cut() -> None:
    assert "".join(sentences("a" * 10_000)) == "a" * 10_000


@given(st.text(st.sampled_from("aB.1!? \n\r\t“”\"'-—:()[]…")) | st.text())
def test_any_text_is_covered(text: str) -> None:
    free = 0
    for start, end, _, _ in split_sentences(text):
        assert free <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        free = end
    for block in find_blocks(text):
        assert text[block.start : block.end].strip()
