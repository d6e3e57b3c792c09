"""Years of other calendars, where a text names the calendar beside the year: Reiwa 4, 1444 AH, the Buddhist year 2565."""

from datetime import date

from servanda.reading.timex.calendars import days_of_year
from servanda.reading.timex.grammar import Found, Rule
from servanda.reading.timex.scene import Scene, Sense, interval, stated
from servanda.reading.timex.stretch import Stretch, year_of


def read_era(found: Found, scene: Scene) -> Sense | None:
    """Reiwa 4, Juche 111: years counted from the beginning of an era."""
    count, base = int(found.value("count", "INT") or 0), int(found.value("era", "ERA") or 0)
    return stated(year_of(base + count)) if 1 <= count <= 150 else None


def read_other_year(found: Found, scene: Scene) -> Sense | None:
    """1444 AH, the Islamic year 1444, 1402 in the Iranian calendar: the days of that year."""
    calendar = found.value("calendar", "CALENDAR") or found.value("mark", "MARKYEAR") or ""
    year = int(found.value("count", "INT") or 0)
    try:
        first, last = days_of_year(calendar, year)
    except (ValueError, OverflowError):
        return None
    if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        return stated(year_of(first.year))
    return interval(Stretch(first, "day"), Stretch(last, "day"))


_CALENDAR = "SOLAR? (?P<calendar> CALENDAR )"
RULES = (
    Rule("era", "(?P<era> ERA ) (?P<count> INT )", read_era),
    Rule("year before mark", "(?P<count> INT ) (?P<mark> MARKYEAR )", read_other_year),
    Rule("mark before year", "(?P<mark> MARKYEAR ) (?P<count> INT )", read_other_year),
    Rule("year of calendar", f"THE? {_CALENDAR} CALENDARWORD? YEARWORD (?P<count> INT )", read_other_year),
    Rule(
        "calendar of year",
        f"(?: THE? YEARWORD )? (?P<count> INT ) (?: OF | IN | ON )? THE? {_CALENDAR} CALENDARWORD",
        read_other_year,
    ),
)
