"""JSON lines in: documents, or failures that name the line and say what to do."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.record import FailedDocument
from servanda.sources import Document, Pair, parse_line, read_lines
from servanda.sources.jsonl import LineError

GOOD = b'{"id": "a", "text": "Fiji met Tuvalu."}'
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=6,
)
FIELDS = ("id", "text", "title", "published", "source", "url", "language", "pairs", "other")


def line(**fields: Any) -> bytes:
    return json.dumps({"id": "a", "text": "Fiji met Tuvalu.", **fields}).encode()


def test_a_document_has_all_that_its_line_says() -> None:
    (document,) = read_lines(
        [
            line(
                id=7, title="A visit", published="2024-05-14", source="Somebody", url="https://example.org/1",
                language="en", pairs=[{"source": "Fiji", "target": "Tuvalu"}], unknown=[1, 2],
            )
        ]
    )  # fmt: skip
    assert document == Document(
        id=7, text="Fiji met Tuvalu.", title="A visit", published="2024-05-14", source="Somebody",
        url="https://example.org/1", language="en", pairs=(Pair("Fiji", "Tuvalu"),),
    )  # fmt: skip


def test_what_is_not_given_is_none() -> None:
    assert parse_line(GOOD) == Document(id="a", text="Fiji met Tuvalu.")
    assert parse_line(line(title=None, published="", language=None, pairs=None)) == parse_line(GOOD)


@pytest.mark.parametrize(
    "text",
    [
        "", "  two  spaces\t", "line\nline\r\nline\r", "a\u0000b", "\ufeffabout", "e\u0301", "\U0001f54a\ufe0f",
        "\u2028\u0085", "\ud83d", "\u0627\u0644\u0633\u0644\u0627\u0645",
    ],
)  # fmt: skip
def test_a_text_stays_as_it_came_in(text: str) -> None:
    assert parse_line(line(text=text)).text == text


def test_characters_as_they_are_and_as_escapes_are_the_same() -> None:
    raw = json.dumps({"id": "a", "text": "Côte d’Ivoire 🕊"}, ensure_ascii=False).encode()
    escaped = json.dumps({"id": "a", "text": "Côte d’Ivoire 🕊"}).encode()
    assert raw != escaped
    assert parse_line(raw) == parse_line(escaped)


def test_a_mark_at_the_beginning_of_the_file_is_no_part_of_it() -> None:
    assert parse_line(b"\xef\xbb\xbf" + GOOD) == parse_line(GOOD)


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n", b" \t\n"])
def test_line_ends_make_no_difference(end: bytes) -> None:
    assert parse_line(GOOD + end) == parse_line(GOOD)


def test_empty_lines_are_passed_over_and_counted() -> None:
    first, second, third = read_lines([b"\n", GOOD, b"  \r\n", b"", b"[]\n", GOOD])
    assert isinstance(first, Document)
    assert isinstance(second, FailedDocument)
    assert second.error.message.startswith("line 5: ")
    assert isinstance(third, Document)


@pytest.mark.parametrize(
    "published",
    [
        "2024-05-14", "2024-05", "2024", "20240514", "2024-05-14T10:00:00", "2024-05-14T10:00:00Z",
        "2024-05-14T10:00:00.123456+02:00", "2024-05-14 10:00",
    ],
)  # fmt: skip
def test_dates_of_publication(published: str) -> None:
    document = parse_line(line(published=published))
    assert document.published == published
    assert document.day == "2024-05-14"[: 10 if len(published) > 7 else len(published)]


@pytest.mark.parametrize(
    ("raw", "code", "says", "identity"),
    [
        (b'{"id": "a", "text": "\xff"}', "invalid_utf8", "byte 22 is not UTF-8", None),
        ("{}".encode("utf-16"), "invalid_utf8", "save the file as UTF-8", None),
        (b'{"id": "a", "text": "Fiji"', "invalid_json", "not JSON", None),
        (b"Fiji met Tuvalu.", "invalid_json", "write one JSON object a line", None),
        (b"[" * 100_000, "invalid_json", "not JSON", None),
        (b'{"id": ' + b"9" * 5000 + b', "text": ""}', "invalid_json", "not JSON", None),
        (b'"Fiji met Tuvalu."', "not_an_object", "not a JSON object", None),
        (b"[]", "not_an_object", "not a JSON object", None),
        (b"null", "not_an_object", "not a JSON object", None),
        (b"1", "not_an_object", "not a JSON object", None),
        (b"{}", "missing_id", "`id`", None),
        (b'{"text": "Fiji"}', "missing_id", "`id`", None),
        (line(id=None), "missing_id", "`id`", None),
        (line(id=["a"]), "missing_id", "`id`", None),
        (line(id={"a": 1}), "missing_id", "`id`", None),
        (line(id=True), "missing_id", "`id`", None),
        (b'{"id": NaN, "text": ""}', "missing_id", "`id`", None),
        (b'{"id": 1e999, "text": ""}', "missing_id", "`id`", None),
        (b'{"id": "a"}', "missing_text", "`text`", "a"),
        (line(text=None), "missing_text", "`text`", "a"),
        (line(text=["Fiji"]), "missing_text", "`text`", "a"),
        (line(id=0, text=3), "missing_text", "`text`", 0),
        (line(title=1), "wrong_field", "`title`", "a"),
        (line(published=2024), "wrong_field", "`published`", "a"),
        (line(language=["en"]), "wrong_field", "`language`", "a"),
        (line(published="14 May 2024"), "wrong_date", "write it as 2024-05-14", "a"),
        (line(published="2024-13"), "wrong_date", "'2024-13'", "a"),
        (line(published="2024-02-30"), "wrong_date", "'2024-02-30'", "a"),
        (line(published="yesterday"), "wrong_date", "'yesterday'", "a"),
        (line(pairs={}), "wrong_pairs", '[{"source": "...", "target": "..."}]', "a"),
        (line(pairs=["Fiji"]), "wrong_pairs", "`pairs`", "a"),
        (line(pairs=[{"source": "Fiji"}]), "wrong_pairs", "`pairs`", "a"),
        (line(pairs=[{"source": "Fiji", "target": 1}]), "wrong_pairs", "`pairs`", "a"),
    ],
)
def test_a_bad_line_is_named_and_does_not_stop_the_others(raw: bytes, code: str, says: str, identity: Any) -> None:
    before, failed, after = read_lines([GOOD, raw + b"\n", GOOD], place="news.jsonl, ")
    assert isinstance(before, Document)
    assert isinstance(after, Document)
    assert isinstance(failed, FailedDocument)
    assert (failed.error.code, failed.id) == (code, identity)
    assert failed.error.message.startswith("news.jsonl, line 2: ")
    assert says in failed.error.message


def test_one_line_alone_raises() -> None:
    with pytest.raises(LineError, match="no usable `id`") as refusal:
        parse_line(b"{}")
    assert refusal.value.code == "missing_id"


def check(lines: list[bytes]) -> None:
    made = list(read_lines(lines))
    assert len(made) == sum(1 for one in lines if one.strip())
    for one in made:
        if isinstance(one, FailedDocument):
            assert one.error.code
            assert one.error.message.startswith("line ")
        else:
            assert isinstance(one.text, str)
            assert one.id is not None


@given(st.lists(st.binary(), max_size=5))
def test_any_bytes(lines: list[bytes]) -> None:
    check(lines)


@given(st.dictionaries(st.sampled_from(FIELDS), JSON))
def test_any_object(row: dict[str, Any]) -> None:
    check([json.dumps(row).encode()])


@given(JSON.map(lambda value: json.dumps(value).encode()), st.integers(0, 40), st.binary(max_size=2))
def test_any_json_with_a_fault(raw: bytes, at: int, fault: bytes) -> None:
    check([raw[:at] + fault + raw[at:]])
