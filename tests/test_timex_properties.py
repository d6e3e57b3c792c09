"""What holds for any text at all, and for the data files."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.codebook.tables import VocabularyError
from servanda.reading.timex import find_times, lexicon, tokens
from servanda.reading.timex.find import RULES
from servanda.reading.timex.grammar import compiled
from servanda.reading.timex.stretch import containing, published_on

NUMBERS = [
    "1998",
    "13",
    "7",
    "2012-01-14",
    "9/11",
    "5:30",
    "p.m.",
    "15th",
    "1980s",
    "'80s",
    "'98",
    "9999",
    "2.5",
    "0730",
]
ODD = ["99999999999999", "1,000", "0", "٣", "²", "5pm"]
LIMITS = [
    "0001-01-01",
    "31.12.9999",
    "9999-12-31",
    "Christmas",
    "New Year's Day",
    "o'clock",
    "'s",
    ",",
    "-",
    ".",
    "\n\n",
]
PIECES = [*sorted(lexicon.words()), *NUMBERS * 5, *ODD, *LIMITS]
PUBLISHED = st.sampled_from(
    [None, "2012-01-14", "2025-10", "0001-01-01", "9999-12-31", "1998-02-13T08:02:00", "2012", "?"]
)


def check(text: str, published: str | None) -> None:
    free = 0
    for time in find_times(text, published):
        assert free <= time.start < time.end <= len(text)
        assert text[time.start : time.end] == time.text
        assert time.value
        assert (time.resolved is None) == (time.precision == "unknown" and "XX" not in (time.resolved or ""))
        free = time.end


@given(st.text(), PUBLISHED)
def test_any_text(text: str, published: str | None) -> None:
    check(text, published)


@settings(max_examples=400)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", " ", " ", "\n"])), max_size=12), PUBLISHED)
def test_any_run_of_time_words(parts: list[tuple[str, str]], published: str | None) -> None:
    check("".join(piece + gap for piece, gap in parts), published)


@given(st.dates(), st.sampled_from(["day", "weekend", "week", "month", "quarter", "half", "season", "year", "decade"]))
def test_a_stretch_moves_there_and_back(day: date, unit: str) -> None:
    stretch = containing(day, unit)  # type: ignore[arg-type]
    later = stretch.shifted(3) if stretch else None
    if stretch and later:
        assert later.first > stretch.first
        assert later.shifted(-3) == stretch


def test_a_week_at_the_end_of_the_calendar() -> None:
    assert find_times("the same week", "9999-12-31")[0].resolved is None


@pytest.mark.parametrize("unit", ["1.", "a ", "Monday ", "two ", "2012 ", "the end of ", "\n ", "10-", "1,", "x's "])
def test_long_repetitions_come_to_an_end(unit: str) -> None:
    check(unit * (20_000 // len(unit)), "2012-01-14")


def test_every_pattern_compiles_and_matches_no_empty_string() -> None:
    assert all(compiled(rule.pattern).fullmatch("") is None for rule in RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_every_number_has_a_letter() -> None:
    assert all(
        tokens.tokenise(str(number)).letters != tokens.OTHER for number in (0, 7, 13, 31, 77, 365, 1066, 2012, 70000)
    )


def test_easter() -> None:
    dates = {2000: (4, 23), 2008: (3, 23), 2016: (3, 27), 2024: (3, 31), 2038: (4, 25)}
    assert {year: (lexicon.easter(year).month, lexicon.easter(year).day) for year in dates} == dates


def test_published() -> None:
    found = published_on("2025-10")
    assert found is not None
    assert (found.first, found.unit) == (date(2025, 10, 1), "month")
    assert published_on("2025-13") is None
    assert published_on("soon") is None


def test_a_malformed_word_is_refused(tmp_path: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "words.tsv").write_text("word\tclass\tvalue\nnoon\thour\t\n", encoding="utf-8")  # type: ignore[operator]
    monkeypatch.setattr(lexicon, "DATA", tmp_path)
    with pytest.raises(VocabularyError, match="line 2"):
        lexicon.words.__wrapped__()
