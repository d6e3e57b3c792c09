"""What holds for the reading of any text at all, and of many at once."""

import gzip
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.reading import Reading, read_documents
from servanda.sources import Document, read_lines

PIECES = [
    "President", "Prime Minister", "Ana Vuki", "Vuki", "Tomas Lau", "Moscow", "Russian", "Fiji", "of", "the",
    "The", "its", "his", "both leaders", "the two sides", "administration", "government", "foreign minister",
    ",", ".", "?", "“", "”", '"', "'", "’s", "(", ")", "UN", "Bank of Ghana", "KAMIKAWA Yoko", "former",
    "-elect", "—", "\n", "\n\n", "\r\n", "\t", "said", "met", "in", "to", "and", "he", "it", "they", "<p>",
    "</b>", "&nbsp;", "🕊️", "السلام", "\u202e", "\u0000", "\ud83d", "\u00ad", "e\u0301", "U.S.", "the North",
    "South Korea", "MOSCOW —", "• ", "1. ", "Source:", "…",
]  # fmt: skip
ANY_RUN = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", " "])), max_size=25).map(
    lambda run: "".join(piece + gap for piece, gap in run)
)
PAGE = "<p>Fiji&nbsp;met <b>Tonga</b> in <a href='x'>Suva</a>.</p>\n<!-- no more --><p>Tonga left Suva.</p>"
STORY = (
    "In May, Prime Minister Ana Vuki of Fiji met President Tomas Lau of Tonga in Suva. He said that his government "
    "would pay for the boats. “We will see,” she said. "
)


def check(reading: Reading) -> None:
    """Every offset and every index is sound."""
    check_sentences(reading)
    check_cast(reading)
    for q in reading.quotations:
        assert 0 <= q.outer_start <= q.start < q.end <= q.outer_end <= len(reading.text)


def check_sentences(reading: Reading) -> None:
    text, tokens, free, first = reading.text, reading.tokens, 0, 0
    for index, sentence in enumerate(reading.sentences):
        assert free <= sentence.start < sentence.end <= len(text)
        assert (sentence.index, sentence.first) == (index, first)
        assert sentence.first < sentence.last
        assert text[sentence.start : sentence.end] == text[sentence.start : sentence.end].strip()
        for token in tokens[sentence.first : sentence.last]:
            assert sentence.start <= token.start < token.end <= sentence.end
            assert token.sentence == index
            assert sentence.first <= token.head < sentence.last
        free, first = sentence.end, sentence.last
    assert first == len(tokens) == len(reading.children) == len(reading.mention_of_token)
    assert [t.i for t in tokens] == list(range(len(tokens)))
    for token in tokens:
        assert token.head == token.i or token.i in reading.children[token.head]


def check_cast(reading: Reading) -> None:
    text = reading.text
    for index, entity in enumerate(reading.entities):
        assert entity.index == index
        assert text[entity.first.start : entity.first.end] == entity.first.quote
    for mention in reading.mentions:
        head = reading.tokens[mention.head]
        assert 0 <= mention.start < mention.end <= len(text)
        assert head.start < mention.end
        assert mention.start < head.end
        assert text[mention.start : mention.end] == text[mention.start : mention.end].strip()
        assert len(set(mention.entities)) == len(mention.entities) > 0
        assert all(0 <= e < len(reading.entities) for e in mention.entities)
    for held in reading.offices:
        assert 0 <= held.start <= held.office_start < held.office_end <= held.end <= len(text)
        assert 0 <= held.entity < len(reading.entities)
    assert all(-1 <= m < len(reading.mentions) for m in reading.mention_of_token)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text() | ANY_RUN, max_size=6), st.sampled_from([None, "en"]))
def test_any_texts(texts: Sequence[str], language: str | None) -> None:
    documents = [Document(text, text, published="2024-05-14", language=language) for text in texts]
    readings = list(read_documents(documents))
    assert [r.document for r in readings] == documents
    for reading in readings:
        check(reading)


def test_many_documents_come_in_order() -> None:
    documents = [Document(n, f"Fiji met Tonga {n} times.") for n in range(150)]
    readings = list(read_documents(iter(documents)))
    assert [r.document.id for r in readings] == list(range(150))
    assert all(r.text == d.text for r, d in zip(readings, documents, strict=True))


def test_company_makes_no_difference() -> None:
    texts = [STORY, "", PAGE, "Der Minister sprach.", "Moscow sees no reason."]
    together = list(read_documents(Document(text, text) for text in texts))
    alone = [next(read_documents([Document(text, text)])) for text in texts]
    assert together == alone


def test_only_what_is_asked_for_is_read() -> None:
    taken: list[int] = []

    def documents() -> Iterator[Document]:
        for n in range(1000):
            taken.append(n)
            yield Document(n, "Fiji met Tonga.")

    next(read_documents(documents()))
    assert len(taken) < 1000


def test_no_documents() -> None:
    assert list(read_documents([])) == []


@pytest.mark.parametrize("text", ["", " ", "\n\r\n\t", "\u0000", "\u200b", "<p></p>", "&nbsp;"])
def test_a_text_without_words_has_no_sentences(text: str, read_one: Callable[..., Reading]) -> None:
    reading = read_one(text)
    assert reading.text == text
    assert (reading.sentences, reading.tokens, reading.mentions) == ((), (), ())


@pytest.mark.parametrize("stated", ["", "de"])
def test_a_text_in_another_language_has_no_sentences(stated: str, read_one: Callable[..., Reading]) -> None:
    text = (
        "Der Minister erklärte gestern, dass die Gespräche mit der Regierung kommende Woche fortgesetzt werden, und "
        "hoffte auf ein gutes Ergebnis für Fiji und Tonga."
    )
    reading = read_one(text, language=stated)
    assert reading.language == "de"
    assert (reading.sentences, reading.entities) == ((), ())


def test_a_title_is_read_as_its_own_text() -> None:
    document = Document("a", "Fiji met Tonga.", title="Samoa stays away")
    (reading,) = read_documents([document], "title")
    assert (reading.text, reading.where) == ("Samoa stays away", "title")
    assert [e.country for e in reading.entities] == ["WSM"]
    (untitled,) = read_documents([Document("b", "Fiji met Tonga.")], "title")
    assert (untitled.text, untitled.sentences) == ("", ())


def test_markup_left_in_a_text_is_passed_over(read_one: Callable[..., Reading]) -> None:
    reading = read_one(PAGE, language="en")
    check(reading)
    assert {"p", "b", "href", "nbsp"}.isdisjoint(t.text for t in reading.tokens)
    assert {e.country for e in reading.entities if e.type == "state"} == {"FJI", "TON"}
    assert all("<" not in PAGE[m.start : m.end] for m in reading.mentions)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends(end: str, read_one: Callable[..., Reading]) -> None:
    text = end.join(["SUVA, May 14 —", "Fiji met Tonga.", "", "They will meet again.", ""])
    reading = read_one(text, language="en")
    check(reading)
    assert [text[s.start : s.end] for s in reading.sentences] == [
        "SUVA, May 14 —",
        "Fiji met Tonga.",
        "They will meet again.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Fiji 🕊️ met Tonga 🇹🇴 on Monday 👩🏽\u200d⚖️.",
        "Fiji met \u202bالسلام\u202c and Tonga.",
        "Fiji met Tonga \ud83d.",
        "Fi\u00adji said\u00a0Fiji met Tonga.",
        "Fiji\u200b met Tonga.\u2028They left.",
    ],
)
def test_unusual_characters(text: str, read_one: Callable[..., Reading]) -> None:
    reading = read_one(text, language="en")
    check(reading)
    assert {e.country for e in reading.entities if e.type == "state"} == {"FJI", "TON"}
    for token in reading.tokens:
        assert text[token.start : token.end].strip()


def test_a_sentence_of_two_thousand_words(read_one: Callable[..., Reading]) -> None:
    reading = read_one("Fiji said that " + "the talks went on and " * 400 + "that Tonga left.")
    check(reading)
    assert len(reading.tokens) == 2007
    assert {e.country for e in reading.entities} == {"FJI", "TON"}


def test_a_long_text_keeps_its_offsets(read_one: Callable[..., Reading]) -> None:
    text = STORY * (50_000 // len(STORY))
    reading = read_one(text)
    check(reading)
    assert len(reading.sentences) == 3 * (50_000 // len(STORY))
    assert [(e.name, e.country) for e in reading.entities if e.type == "person"] == [
        ("Ana Vuki", "FJI"),
        ("Tomas Lau", "TON"),
    ]


def test_look_ups_of_a_reading(read_one: Callable[..., Reading]) -> None:
    reading = read_one("Fiji met Tonga. They agreed.")
    fiji, met = reading.tokens[0], reading.tokens[1]
    mention = reading.mention_at(fiji.i)
    assert mention is not None
    assert reading.text[mention.start : mention.end] == "Fiji"
    assert reading.mention_at(met.i) is None
    assert reading.sentence_span(met.i).quote == "Fiji met Tonga."
    assert [reading.sentence_at(offset).index for offset in (0, 14, 15, 16, 99)] == [0, 0, 0, 1, 1]
    assert reading.span(4, 9).quote == "met"


def test_real_texts(shared: Path) -> None:
    with gzip.open(shared / "corpus" / "wh_briefings.jsonl.gz") as lines:
        documents = [made for made in islice(read_lines(lines), 0, 2000, 100) if isinstance(made, Document)]
    assert documents
    for reading in read_documents(documents):
        check(reading)
