"""Spans, dates and ids."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.record import Actor, Date, Identity, Interest, Record, Span, Why, text_hash
from servanda.record.dates import precision_of

TEXT = "  Fiji met\u00a0Tuvalu. \n"
IDENTITY = Identity(text_hash("Fiji met Tuvalu."), "rules", "plover-1")


def interest(start: int, end: int, in_: str = "text") -> Interest:
    span = Span(start, end, "x" * (end - start))
    return Interest(
        id="", evidence=span, sentence=span, confidence=0.5, why=Why(span, rule="test"), in_=in_, actor=(), aim=span
    )  # type: ignore[arg-type]


def actor(start: int, end: int) -> Actor:
    span = Span(start, end, "x" * (end - start))
    return Actor(
        id="", evidence=span, sentence=span, confidence=0.5, why=Why(span, rule="test"), name="x", type="state",
        country=None, sector=(), mentions=(span,),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (2, 6, Span(2, 6, "Fiji")),
        (0, 7, Span(2, 6, "Fiji")),
        (6, 18, Span(7, 18, "met\u00a0Tuvalu.")),
        (10, len(TEXT), Span(11, 18, "Tuvalu.")),
    ],
)
def test_a_span_leaves_out_white_space_at_its_ends(start: int, end: int, expected: Span) -> None:
    assert Span.of(TEXT, start, end) == expected


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        (0, 2, "only white space at 0:2"),
        (18, len(TEXT), "only white space"),
        (3, 3, "no span 3:3"),
        (5, 2, "no span 5:2"),
        (-1, 4, "no span -1:4"),
        (0, len(TEXT) + 1, "in a text of 20 characters"),
    ],
)
def test_a_span_of_nothing_is_refused(start: int, end: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Span.of(TEXT, start, end)


@given(st.text(), st.integers(-2, 20), st.integers(-2, 20))
def test_the_words_of_a_span_are_those_of_the_text(text: str, start: int, end: int) -> None:
    try:
        span = Span.of(text, start, end)
    except ValueError:
        return
    assert text[span.start : span.end] == span.quote
    assert span.quote == span.quote.strip() != ""
    assert start <= span.start < span.end <= end


def test_spans_cover_and_overlap() -> None:
    whole, left, right = Span(0, 9, "Fiji met."), Span(0, 4, "Fiji"), Span(5, 9, "met.")
    assert whole.covers(left)
    assert whole.covers(whole)
    assert not left.covers(whole)
    assert whole.overlaps(right)
    assert not left.overlaps(right)
    assert not left.overlaps(Span(4, 6, " m"))


@pytest.mark.parametrize(
    ("value", "precision"),
    [
        ("2024-05-14", "day"),
        ("-0044-03-15", "day"),
        ("2024-05", "month"),
        ("2024-12", "month"),
        ("2024-21", "season"),
        ("2024-33", "season"),
        ("2024-41", "season"),
        ("2024", "year"),
        ("199X", "decade"),
        ("2024-13", "unknown"),
        ("2024-42", "unknown"),
        ("2024-05-32", "unknown"),
        ("14 May 2024", "unknown"),
        ("2024-05-14/2024-05-16", "unknown"),
        ("20X", "unknown"),
        ("", "unknown"),
    ],
)
def test_precision_shows_in_the_value(value: str, precision: str) -> None:
    assert precision_of(value) == precision
    assert Date.of(value) == Date(value, precision, "stated")  # type: ignore[arg-type]


def test_a_time_of_day_is_cut_off() -> None:
    assert Date.of("2024-05-14T23:59:00+02:00") == Date("2024-05-14", "day", "stated")


def test_a_date_says_on_what_it_rests() -> None:
    found = Date.of("2024-05", "relative", "last month, counted from 2024-06-02")
    assert (found.precision, found.basis, found.because) == ("month", "relative", "last month, counted from 2024-06-02")


def test_the_hash_is_that_of_the_text_in_utf_8() -> None:
    assert text_hash("Fiji met Tuvalu.") == "293ad3b754574c3da9b2cb716cee3430ac8f23e3b781820b8fd7eb739e7b7bf4"
    assert text_hash("Côte") != text_hash("Co\u0302te")
    assert len(text_hash("\ud800")) == 64


def test_ids_are_the_same_on_every_machine() -> None:
    assert IDENTITY.of("event", 0, 15) == "event-56e41705ca8db11e"
    assert IDENTITY.of("event", 0, 15, 1, "title") == "event-b3fb9738558487e7"


@pytest.mark.parametrize(
    "other",
    [
        IDENTITY.of("statement", 0, 15),
        IDENTITY.of("event", 1, 15),
        IDENTITY.of("event", 0, 14),
        IDENTITY.of("event", 0, 15, nth=1),
        IDENTITY.of("event", 0, 15, where="title"),
        Identity(IDENTITY.sha256, "rules", "mine").of("event", 0, 15),
        Identity(IDENTITY.sha256, "model", "plover-1").of("event", 0, 15),
        Identity(text_hash("Fiji met Tonga."), "rules", "plover-1").of("event", 0, 15),
    ],
)
def test_an_id_rests_on_all_that_it_should(other: str) -> None:
    assert other != IDENTITY.of("event", 0, 15)


def test_numbering_tells_records_at_one_place_apart_by_order() -> None:
    records: list[Record] = [interest(0, 4), interest(0, 4), actor(0, 4), interest(0, 4, "title"), interest(2, 4)]
    numbered = IDENTITY.number(records)
    assert [r.id for r in numbered] == [
        IDENTITY.of("interest", 0, 4),
        IDENTITY.of("interest", 0, 4, 1),
        IDENTITY.of("actor", 0, 4),
        IDENTITY.of("interest", 0, 4, 0, "title"),
        IDENTITY.of("interest", 2, 4),
    ]
    assert len({r.id for r in numbered}) == len(records)


def test_a_record_elsewhere_changes_no_id() -> None:
    few = IDENTITY.number([interest(0, 4), interest(10, 14)])
    more = IDENTITY.number([interest(0, 4), interest(5, 9), actor(10, 14), interest(10, 14)])
    assert {r.id for r in few} < {r.id for r in more}
