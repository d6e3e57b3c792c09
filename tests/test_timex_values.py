"""What single expressions mean: extent, TIMEX3 value, EDTF date."""

import pytest

from servanda.reading.timex import Time, find_times

SATURDAY = "2012-01-14"


def only(text: str, published: str | None = SATURDAY) -> Time:
    found = find_times(text, published)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("Signed 13 December 2022 in Accra", "13 December 2022", "2022-12-13"),
        ("Signed Dec. 13, 2022", "Dec. 13, 2022", "2022-12-13"),
        ("Signed on 2022-12-13", "2022-12-13", "2022-12-13"),
        ("Signed on 12/13/2022", "12/13/2022", "2022-12-13"),
        ("Signed on 13/12/2022", "13/12/2022", "2022-12-13"),
        ("Signed on 13.12.2022", "13.12.2022", "2022-12-13"),
        ("Signed on the 15th of March, 2011", "the 15th of March, 2011", "2011-03-15"),
        ("Signed in June 2009", "June 2009", "2009-06"),
        ("Signed at the end of March 2028", "the end of March 2028", "2028-03"),
        ("the 9/11 attacks", "9/11", "2001-09-11"),
        ("the 1970's", "the 1970's", "197"),
        ("in the mid-1980s", "the mid-1980s", "198"),
        ("in the '80s", "the '80s", "198"),
        ("since the nineties", "the nineties", "199"),
        ("in the 19th century", "the 19th century", "18"),
        ("in fiscal year 2016", "fiscal year 2016", "2016"),
        ("in the first quarter of 2010", "the first quarter of 2010", "2010-Q1"),
        ("in H1 2015", "H1 2015", "2015-H1"),
        ("in the second half of 2011", "the second half of 2011", "2011-H2"),
        ("in early 2010", "early 2010", "2010"),
        ("in the spring of 2011", "the spring of 2011", "2011-SP"),
        ("in the year two thousand", "the year two thousand", "2000"),
        ("in nineteen ninety-six", "nineteen ninety-six", "1996"),
        ("at Easter 2016", "Easter 2016", "2016-03-27"),
        ("on Election Day, 2012", "Election Day, 2012", "2012-11-06"),
        ("on Memorial Day, 2012", "Memorial Day, 2012", "2012-05-28"),
        ("signed in FY2016", "FY2016", "2016"),
        ("in the last week of August 2021", "the last week of August 2021", "2021-W34"),
        ("on the second weekend of March 2022", "the second weekend of March 2022", "2022-W10-WE"),
        ("on 3-5 May 2022", "3-5 May 2022", "2022-05-03/2022-05-05"),
        ("on May 3 to 5, 2022", "May 3 to 5, 2022", "2022-05-03/2022-05-05"),
        ("at Orthodox Easter 2024", "Orthodox Easter 2024", "2024-05-05"),
        ("on Eid al-Fitr 2025", "Eid al-Fitr 2025", "2025-03-31"),
        ("in Ramadan 2023", "Ramadan 2023", "2023-03-23/2023-04-21"),
        ("at Passover 2022", "Passover 2022", "2022-04-16"),
        ("on Rosh Hashanah 2005", "Rosh Hashanah 2005", "2005-10-04"),
        ("on Nowruz 2024", "Nowruz 2024", "2024-03-20"),
        ("on 22 Bahman 1357", "22 Bahman 1357", "1979-02-11"),
        ("in 1402 of the Iranian calendar", "1402 of the Iranian calendar", "2023-03-21/2024-03-19"),
        ("in 1444 AH", "1444 AH", "2022-07-30/2023-07-18"),
        ("in the Hebrew year 5783", "the Hebrew year 5783", "2022-09-26/2023-09-15"),
        ("in the Ethiopian year 2015", "the Ethiopian year 2015", "2022-09-11/2023-09-11"),
        ("in 2565 of the Buddhist calendar", "2565 of the Buddhist calendar", "2022"),
        ("in Reiwa 4", "Reiwa 4", "2022"),
        ("in Juche 111", "Juche 111", "2022"),
    ],
)
def test_stated_dates(text: str, quote: str, value: str) -> None:
    found = only(text, None)
    assert (found.text, found.value, found.basis, found.type) == (quote, value, "stated", "DATE")


@pytest.mark.parametrize(
    ("text", "quote", "value", "resolved"),
    [
        ("They met Friday night.", "Friday night", "2012-01-13TNI", "2012-01-13"),
        ("They met late Monday.", "late Monday", "2012-01-09", "2012-01-09"),
        ("They met early on Saturday.", "early on Saturday", "2012-01-14", "2012-01-14"),
        ("They will meet on Tuesday.", "Tuesday", "2012-01-17", "2012-01-17"),
        ("They left on Tuesday.", "Tuesday", "2012-01-10", "2012-01-10"),
        ("They must leave by Wednesday.", "Wednesday", "2012-01-18", "2012-01-18"),
        ("Tuesday's vote failed.", "Tuesday", "2012-01-10", "2012-01-10"),
        ("They met this morning.", "this morning", "2012-01-14TMO", "2012-01-14"),
        ("They met last night.", "last night", "2012-01-13TNI", "2012-01-13"),
        ("They met tonight.", "tonight", "2012-01-14TNI", "2012-01-14"),
        ("They met yesterday.", "yesterday", "2012-01-13", "2012-01-13"),
        ("They met last week.", "last week", "2012-W01", "2012-01-02/2012-01-08"),
        ("They met last September.", "last September", "2011-09", "2011-09"),
        ("They met last July.", "last July", "2011-07", "2011-07"),
        ("They meet next July.", "next July", "2012-07", "2012-07"),
        ("They met last spring.", "last spring", "2011-SP", "2011-21"),
        ("They met last year.", "last year", "2011", "2011"),
        ("They met a year ago.", "a year ago", "2011", "2011"),
        ("They met ten months ago.", "ten months ago", "2011-03", "2011-03"),
        ("They met two and a half years ago.", "two and a half years ago", "2009-07", "2009-07"),
        ("They met 10 days ago.", "10 days ago", "2012-01-04", "2012-01-04"),
        ("It ends at the end of the month.", "the end of the month", "2012-01", "2012-01"),
        ("It ends by mid-July.", "mid-July", "2012-07", "2012-07"),
        ("It began on Oct. 7.", "Oct. 7", "2011-10-07", "2011-10-07"),
        ("It had begun in October.", "October", "2011-10", "2011-10"),
        ("It will begin on April 1.", "April 1", "2012-04-01", "2012-04-01"),
        ("It started in June last year.", "June last year", "2011-06", "2011-06"),
        ("At noon Saturday it stopped.", "noon Saturday", "2012-01-14T12:00", "2012-01-14"),
        ("It began at 5:30 p.m.", "5:30 p.m.", "2012-01-14T17:30", "2012-01-14"),
        ("It began at 17:00 GMT", "17:00 GMT", "2012-01-14T17:00", "2012-01-14"),
        ("It rained at Christmas.", "Christmas", "2011-12-25", "2011-12-25"),
        ("They met the day before yesterday.", "the day before yesterday", "2012-01-12", "2012-01-12"),
        ("They meet the day after tomorrow.", "the day after tomorrow", "2012-01-16", "2012-01-16"),
        ("They met the week before last.", "the week before last", "2011-W52", "2011-12-26/2012-01-01"),
        ("It ends three days from now.", "three days from now", "2012-01-17", "2012-01-17"),
        ("It ended half a year ago.", "half a year ago", "2011-07", "2011-07"),
        ("It ends in the summer of next year.", "the summer of next year", "2013-SU", "2013-22"),
        ("It ends by year's end.", "year's end", "2012", "2012"),
        ("It ended on the 5th of this month.", "the 5th of this month", "2012-01-05", "2012-01-05"),
        ("The deadline was put off until Tuesday.", "Tuesday", "2012-01-17", "2012-01-17"),
        ("Chad will leave the strip by January 3.", "January 3", "2013-01-03", "2013-01-03"),
        ("Chad had left the strip by January 3.", "January 3", "2012-01-03", "2012-01-03"),
        ("Chad named a grant to be disbursed from July 3.", "July 3", "2012-07-03", "2012-07-03"),
        ("Profits in the third quarter rose.", "the third quarter", "2011-Q3", "2011-35"),
    ],
)
def test_dates_seen_from_the_day_of_writing(text: str, quote: str, value: str, resolved: str) -> None:
    found = only(text)
    assert (found.text, found.value, found.resolved, found.basis) == (quote, value, resolved, "relative")


@pytest.mark.parametrize(
    ("text", "quote", "kind", "value"),
    [
        ("within 60 days", "60 days", "DURATION", "P60D"),
        ("for more than three years", "more than three years", "DURATION", "P3Y"),
        ("a three-year plan", "three-year", "DURATION", "P3Y"),
        ("for half a century", "half a century", "DURATION", "P50Y"),
        ("for half an hour", "half an hour", "DURATION", "PT30M"),
        ("for about 25 minutes", "about 25 minutes", "DURATION", "PT25M"),
        ("for a year and a half", "a year and a half", "DURATION", "P1.5Y"),
        ("for several weeks", "several weeks", "DURATION", "PXW"),
        ("over the past two years", "the past two years", "DURATION", "P2Y"),
        ("for twenty-one days", "twenty-one days", "DURATION", "P21D"),
        ("for a hundred years", "a hundred years", "DURATION", "P100Y"),
        ("over the next decade", "the next decade", "DURATION", "P10Y"),
        ("in the coming months", "the coming months", "DATE", "FUTURE_REF"),
        ("it is currently shut", "currently", "DATE", "PRESENT_REF"),
        ("it opened recently", "recently", "DATE", "PAST_REF"),
        ("every day", "every day", "SET", "P1D"),
        ("every Tuesday", "every Tuesday", "SET", "XXXX-WXX-2"),
        ("on Fridays", "Fridays", "SET", "XXXX-WXX-5"),
        ("twice a week", "twice a week", "SET", "P1W"),
        ("they report annually", "annually", "SET", "P1Y"),
    ],
)
def test_durations_sets_and_references(text: str, quote: str, kind: str, value: str) -> None:
    found = only(text)
    assert (found.text, found.type, found.value, found.resolved) == (quote, kind, value, None)


@pytest.mark.parametrize(
    "text",
    [
        "He may go.",
        "Theresa May won.",
        "May I ask?",
        "The March on Rome",
        "They march on.",
        "Sun Microsystems fell.",
        "the second man",
        "2000 houses",
        "500 troops",
        "U.S. 101",
        "Resolution 2254",
        "Resolution 1973",
        "an F-16 fighter",
        "Boeing 737",
        "$1998 in cash",
        "a 24-year-old driver",
        "12 years old",
        "prices fall to ten dollars",
        "spring into action",
        "wait a second",
        "a quarter of them",
        "A column in USA Today",
        "The order on Fostering the Future",
        "Mehr News Agency",
        "Bahman and Azar spoke.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert find_times(text, SATURDAY) == []


def test_a_month_of_writing_is_enough_for_months() -> None:
    found = only("It fell ten months ago.", "2025-10")
    assert (found.resolved, found.precision) == ("2024-12", "month")
    assert only("He came on Tuesday.", "2025-10").resolved is None


def test_without_a_day_of_writing_relative_dates_stay_open() -> None:
    texts = {"on Tuesday": "XXXX-WXX-2", "in July": "XXXX-07", "on 5 July": "XXXX-07-05", "last year": "XXXX"}
    for text, value in texts.items():
        found = only(text, None)
        assert (found.value, found.resolved, found.precision) == (value, None, "unknown")


def test_a_date_in_the_text_is_counted_from() -> None:
    times = find_times("On 3 May 2010 it began. Two days later it ended. The previous day was calm.", SATURDAY)
    assert [time.resolved for time in times] == ["2010-05-03", "2010-05-05", "2010-05-04"]


def test_the_quarter_last_spoken_of() -> None:
    times = find_times(
        "In the second quarter of 2010 it lost money; a year earlier it had gained. In the quarter ...", SATURDAY
    )
    assert [time.value for time in times] == ["2010-Q2", "2009-Q2", "2010-Q2"]


def test_tense_decides_the_direction() -> None:
    text = "The talks, Tuesday"
    assert find_times(text, SATURDAY, lambda offset: "future")[0].resolved == "2012-01-17"
    assert find_times(text, SATURDAY, lambda offset: "past")[0].resolved == "2012-01-10"


def test_a_weekday_equal_to_the_day_of_writing_is_that_day() -> None:
    assert only("He arrived on Saturday.").resolved == SATURDAY
    assert only("He arrived on Saturday.").because == f"the Saturday of {SATURDAY}"
    assert only("He arrived on Tuesday.").because == f"the Tuesday before {SATURDAY}"


def test_given_sentences_bound_the_words_that_decide() -> None:
    text = "He will go Tuesday he went"
    assert find_times(text, SATURDAY, sentences=[(0, 10), (11, 26)])[0].resolved == "2012-01-10"


def test_ranges_keep_both_ends() -> None:
    found = only("the 2013-14 season")
    assert (found.value, found.resolved, found.precision) == ("2013/2014", "2013/2014", "year")


def test_modifiers() -> None:
    mods = {"early 2010": "START", "mid-July": "MID", "the end of 2010": "END", "at least two days": "EQUAL_OR_MORE"}
    assert {text: only(text).mod for text in mods} == mods


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It ends on April 24 and 25.", ["2012-04-24", "2012-04-25"]),
        ("on 3 and 4 May 2022", ["2022-05-03", "2022-05-04"]),
        ("from March to June 2022", ["2022-03", "2022-06"]),
        ("from December to March 2022", ["2021-12", "2022-03"]),
        ("from 30 May to 2 June 2022", ["2022-05-30", "2022-06-02"]),
        ("from May 30 to June 2, 2022", ["2022-05-30", "2022-06-02"]),
        ("on 12 May 2010 they met. The following Monday they signed.", ["2010-05-12", "2010-05-17"]),
    ],
)
def test_dates_that_share_a_month_or_a_year(text: str, values: list[str]) -> None:
    assert [time.value for time in find_times(text, SATURDAY)] == values
