"""What stands between quotation marks, of whatever kind, and what only looks like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.reading.quotations import find_quotations


def words(text: str) -> list[str]:
    return [text[q.start : q.end] for q in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('She said "we will come" on Monday.', ["we will come"]),
        ("She said “we will come” on Monday.", ["we will come"]),
        ("“We will come,” she said, “and stay.”", ["We will come,", "and stay."]),
        ("'We will come,' she said.", ["We will come,"]),
        ("‘We will come,’ she said.", ["We will come,"]),
        ("«We will come», she said.", ["We will come"]),
        ("„We will come“, she said.", ["We will come"]),
        ("„We will come”, she said.", ["We will come"]),
        ("``We will come,'' she said.", ["We will come,"]),
        ("''We won't come,'' she said. ''We can't.''", ["We won't come,", "We can't."]),
        ('"We will come," she said. "We\nwill stay."', ["We will come,", "We\nwill stay."]),
        ('"One," said Fiji.\n"Two," said Tonga.', ["One,", "Two,"]),
        ('The "first" and the "second" and the "third".', ["first", "second", "third"]),
        ("(“Yes.”)", ["Yes."]),
        ("“Tonga’s boats aren’t ours,” she said.", ["Tonga’s boats aren’t ours,"]),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "“”",
        '" "',
        "Fiji's minister didn't come.",
        "The islanders' boats and the ministers' cars.",
        "The islanders’ boats and the ministers’ cars.",
        "The '90s were good, the '80s were not.",
        "A 6\" pipe.",
        "”The first mark closes.",
    ],
)  # fmt: skip
def test_what_only_looks_like_one(text: str) -> None:
    assert words(text) == []


def test_apostrophes_before_a_quotation_do_not_open_it() -> None:
    assert words("Fiji's minister said the islanders' boats were 'lost'.") == ["lost"]


def test_the_marks_are_outside() -> None:
    (found,) = find_quotations("She said “yes”.")
    assert (found.start, found.end, found.outer_start, found.outer_end) == (10, 13, 9, 14)
    assert (found.depth, found.continues) == (0, False)


@pytest.mark.parametrize(
    "text",
    [
        "“They told us ‘never again’ and left,” she said.",
        "\"They told us 'never again' and left,\" she said.",
        "“They told us “never again” and left,” she said.",
    ],
)
def test_one_inside_another(text: str) -> None:
    outer, inner = find_quotations(text)
    assert text[inner.start : inner.end] == "never again"
    assert (outer.depth, inner.depth) == (0, 1)
    assert outer.start < inner.outer_start < inner.outer_end < outer.end


@pytest.mark.parametrize(("left", "right"), [("“", "”"), ('"', '"')])
@pytest.mark.parametrize("gap", ["\n\n", "\n", "\r\n\r\n", "\n \n"])
def test_a_speech_of_several_paragraphs(left: str, right: str, gap: str) -> None:
    text = f"{left}The first part.{gap}{left}The second part.{gap}{left}The last,{right} she said."
    found = find_quotations(text)
    assert [text[q.start : q.end] for q in found] == ["The first part.", "The second part.", "The last,"]
    assert [q.continues for q in found] == [False, True, True]
    assert [q.outer_end - q.end for q in found] == [0, 0, 1]


def test_two_speeches_do_not_continue_each_other() -> None:
    assert [q.continues for q in find_quotations("“The first.”\n\n“The second.”")] == [False, False]


def test_a_mark_that_is_never_closed_takes_no_other_paragraph() -> None:
    assert words("“We will come.\n\nNobody came.") == ["We will come."]
    assert words("She said “we will come.\n\nNobody came, “not one”.") == ["not one"]


@given(st.text(st.sampled_from("a.1 \n“”‘’\"'«»„`")))
def test_any_marks(text: str) -> None:
    found = find_quotations(text)
    for q in found:
        assert 0 <= q.outer_start < q.start < q.end <= q.outer_end <= len(text)
    assert sorted(found, key=lambda q: (q.outer_start, -q.outer_end)) == list(found)
    assert len({(q.start, q.end) for q in found}) == len(found)
