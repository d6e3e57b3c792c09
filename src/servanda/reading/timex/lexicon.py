"""What words can be in a time expression, and the days of holidays, read from data/."""

import functools
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from servanda.codebook.tables import read_table
from servanda.reading.timex import calendars

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Holiday:
    """Days with a fixed rule: a day of the month, the nth weekday of a month, days from a feast, or of another calendar."""

    name: str
    rule: str

    @property
    def calendar(self) -> str | None:
        """The other calendar that it goes by, None for one that stands in the Gregorian year."""
        name, colon, _ = self.rule.partition(":")
        return name if colon and name in ("islamic", "persian") else None

    @property
    def is_month(self) -> bool:
        """Whether it is a month of another calendar."""
        return self.calendar is not None and "-" not in self.rule

    @property
    def is_shy(self) -> bool:
        """Whether it means something else where neither a day nor a year stands beside it."""
        return self.rule.endswith("?")

    def days(self, year: int) -> tuple[date, date]:
        """The first and last day in a Gregorian year, or in a year of its own calendar where the year is such a one."""
        if self.calendar is None:
            return self.day(year), self.day(year)
        if year < calendars.OWN_YEARS_BELOW:
            return self._of_own_year(year)
        own = calendars.year_that_begins(self.calendar, year)
        found = (self._of_own_year(one) for one in (own, own + 1))
        return next(days for days in found if days[0].year == year)

    def _of_own_year(self, year: int) -> tuple[date, date]:
        month, _, day = self.rule.rstrip("?").partition(":")[2].partition("-")
        first, last = calendars.days_of_month(self.calendar or "", year, int(month))
        on = first + timedelta(days=int(day) - 1) if day else None
        return (on, on) if on else (first, last)

    def day(self, year: int) -> date:
        """The date of this holiday in a year of the Gregorian calendar."""
        if self.calendar:
            return self.days(year)[0]
        for feast, on in (("orthodox", calendars.orthodox_easter), ("roshhashanah", _rosh_hashanah_in)):
            if self.rule.startswith(feast):
                return on(year) + timedelta(days=int(self.rule.removeprefix(feast)))
        if self.rule.startswith("easter"):
            return easter(year) + timedelta(days=int(self.rule.removeprefix("easter")))
        if self.rule == "11:election":
            return _nth_weekday(year, 11, 1, 1) + timedelta(days=1)
        if ":" in self.rule:
            month, weekday, nth = (int(part) for part in self.rule.split(":"))
            return _nth_weekday(year, month, weekday, nth)
        return date(year, int(self.rule[:2]), int(self.rule[3:]))


def _rosh_hashanah_in(year: int) -> date:
    return calendars.rosh_hashanah(year + 3761)


def easter(year: int) -> date:
    """Western Easter Sunday of a year (the anonymous Gregorian rule)."""
    golden, century, rest = year % 19, year // 100, year % 100
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    if nth < 0:
        following = date(year + month // 12, month % 12 + 1, 1)
        last = following - timedelta(days=1)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


@functools.cache
def words() -> dict[str, dict[str, str]]:
    """For each word as it may stand in a text: its classes, each with a value (often empty)."""
    found: dict[str, dict[str, str]] = {}
    for row in read_table(DATA / "words.tsv", ("word", "class", "value"), ("word", "class")):
        word = row["word"]
        if not re.fullmatch(r"[A-Z]+", row["class"]):
            raise row.error(f"class is {row['class']!r}", "Write one word in capital letters")
        for form in {word, word.upper()} if word[0].isupper() else {word, word.capitalize(), word.upper()}:
            found.setdefault(form, {})[row["class"]] = row["value"]
    return found


@functools.cache
def holidays() -> dict[str, Holiday]:
    """The holidays by name in lower case, with a straight apostrophe."""
    rule = re.compile(
        r"\d\d-\d\d|\d\d:[1-7]:-?[1-5]|11:election|(?:easter|orthodox|roshhashanah)[+-]\d+"
        r"|(?:islamic|persian):\d\d(?:-\d\d|\??)"
    )
    found = {}
    for row in read_table(DATA / "holidays.tsv", ("name", "rule"), ("name", "rule")):
        if not rule.fullmatch(row["rule"]):
            raise row.error(f"rule is {row['rule']!r}", "Write MM-DD, MM:weekday:n, easter+n or islamic:MM-DD")
        found[row["name"].lower()] = Holiday(row["name"], row["rule"])
    return found
