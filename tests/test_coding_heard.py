"""What is heard: the likeliest stretch of log odds, and statements at cues that the rules leave open."""

from hypothesis import given
from hypothesis import strategies as st

from servanda.codebook import load_codebook
from servanda.coding.coder import learned, rules
from servanda.coding.listening import highest, passage_at
from servanda.encoder import load_encoder
from servanda.reading import read_documents
from servanda.record import Statement
from servanda.sources import Document

TEXT = "The minister said on Friday that the road to the port would stay closed until spring."


def read(text: str):
    (reading,) = read_documents([Document("text", text)])
    return reading


@given(st.lists(st.integers(-4, 4), max_size=12))
def test_no_stretch_has_a_higher_sum(odds: list[int]) -> None:
    sums = [sum(odds[i:j]) for i in range(len(odds)) for j in range(i + 1, len(odds) + 1)]
    found = highest(odds)
    assert (sum(odds[found[0] : found[1]]) if found else 0) == max([0, *sums])


def test_content_and_source_of_a_plain_statement_are_heard() -> None:
    reading = read(TEXT)
    said = next(token.i for token in reading.tokens if token.text == "said")
    (scores,) = load_encoder().listen([passage_at(reading, said, "saying")])
    likely = {
        part: {TEXT[s:e] for (s, e), p in zip(scores.offsets, found, strict=True) if s < e and p > 0.5}
        for part, found in (("content", scores.content), ("source", scores.source))
    }
    assert scores.said > 0.9
    assert {"road", "port", "closed"} <= likely["content"]
    assert likely["source"] <= {"The", "minister"}


def test_the_listener_only_adds_statements() -> None:
    reading = read(TEXT + " The rebels chanted that nobody would leave the square. Oman argued for a longer truce.")
    alone, both = ([r for r in code(reading, load_codebook()) if isinstance(r, Statement)] for code in (rules, learned))
    assert {s.content for s in alone} <= {s.content for s in both}
