"""Dates that share a month or a year: 3-5 May 2022, 24 and 25 April, April 24 and 25, from March to June 2022."""

from servanda.reading.timex.dates import month_day
from servanda.reading.timex.grammar import Found, Rule, nth, year_in
from servanda.reading.timex.scene import Scene, Sense, interval, stated
from servanda.reading.timex.stretch import day_of, month_of
from servanda.reading.timex.tokens import classes

# After a second day ("April 24 and 25"): a number before anything else counts it.
_NO_NOUN = (".", ",", ";", ":", ")", "", "in", "at", "to", "for", "with", "when", "and", "but", "as", "after", "by")


def read_days(found: Found, scene: Scene) -> Sense | None:
    """3-5 May 2022, May 3-5, 3 to 5 May: from one day to another of a month."""
    first, until = month_day(found, scene), int(found.value("until", "DAY") or nth(found, "until"))
    if first is None or first.stretch is None:
        return None
    start = first.stretch.first
    last = day_of(start.year, start.month, until)
    if last is None or last.first <= start:
        return None
    sense = interval(first.stretch, last)
    return Sense("DATE", sense.value, None, first.stretch, first.basis, first.because, last)


def read_second_day(found: Found, scene: Scene) -> Sense | None:
    """The 25 in "April 24 and 25": of the month of the day before it."""
    day, before = int(found.value("day", "DAY") or nth(found, "day")), scene.latest(found.start, "day")
    if "DAY" not in classes(found.before(2)) and "NTH" not in classes(found.before(2)):
        return None
    if "MONTH" not in classes(found.before(3)) or found.after().lower() not in _NO_NOUN or before is None:
        return None
    chosen = day_of(before.first.year, before.first.month, day)
    return stated(chosen) if chosen and chosen.first > before.first else None


def read_first_month(found: Found, scene: Scene) -> Sense | None:
    """The March in "from March to June 2022", the 30 May in "30 May to 2 June 2022": of the year that is named behind."""
    year = year_in(found, "later")
    month, other = int(found.value("month", "MONTH") or 0), int(found.value("other", "MONTH") or 0)
    if year is None:
        return None
    year -= month > other
    if not found.has("day"):
        return stated(month_of(year, month))
    return stated(day_of(year, month, int(found.value("day", "DAY") or nth(found, "day"))))


_DAY, _TO = "(?: DAY | {nth} )", "(?: TO | HYPHEN | THROUGH | AND )"
_YEAR = "(?: COMMA? (?P<year> {year} ) )?"

RULES = (
    Rule(
        "days month",
        "(?P<day> DAY | {nth} ) (?: TO | HYPHEN ) (?P<until> DAY | {nth} ) OF? (?P<month> MONTH )" + _YEAR,
        read_days,
    ),
    Rule(
        "month days",
        "(?P<month> MONTH ) (?P<day> DAY | NTH ) (?: TO | HYPHEN ) (?P<until> DAY | NTH )" + _YEAR,
        read_days,
    ),
    Rule(
        "first day",
        "THE? (?P<day> DAY | {nth} ) (?= (?: COMMA? "
        + _DAY
        + " )? COMMA? AND "
        + _DAY
        + " OF? (?P<month> MONTH )"
        + _YEAR
        + ")",
        month_day,
    ),
    Rule("second day", "(?P<day> DAY | NTH )", read_second_day),
    Rule(
        "first month", "(?P<month> MONTH ) (?= " + _TO + " (?P<other> MONTH ) (?P<later> {year} ) )", read_first_month
    ),
    Rule(
        "first day and month",
        "(?P<day> DAY | NTH ) (?P<month> MONTH ) (?= " + _TO + _DAY + " (?P<other> MONTH ) (?P<later> {year} ) )",
        read_first_month,
    ),
    Rule(
        "first month and day",
        "(?P<month> MONTH ) (?P<day> DAY | NTH ) (?= "
        + _TO
        + " (?P<other> MONTH ) "
        + _DAY
        + " COMMA? (?P<later> {year} ) )",
        read_first_month,
    ),
)
