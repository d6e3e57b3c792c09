"""Stretches of the calendar (a day, a week, a quarter, a decade ...) and how TIMEX3 and EDTF write them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Unit = Literal["day", "weekend", "week", "month", "quarter", "half", "season", "year", "decade", "century"]
Precision = Literal["day", "month", "season", "year", "decade", "unknown"]

MONTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12, "decade": 120, "century": 1200}
MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
FINENESS: dict[Unit, int] = {
    "day": 0,
    "weekend": 1,
    "week": 1,
    "month": 2,
    "quarter": 3,
    "season": 3,
    "half": 4,
    "year": 5,
    "decade": 6,
    "century": 7,
}
PRECISIONS: dict[Unit, Precision] = {
    "day": "day",
    "weekend": "day",
    "week": "day",
    "month": "month",
    "quarter": "season",
    "half": "season",
    "season": "season",
    "year": "year",
    "decade": "decade",
    "century": "unknown",
}
# What is written while the day of writing is unknown.
UNKNOWN: dict[Unit, str] = {
    "day": "XXXX-XX-XX",
    "weekend": "XXXX-WXX-WE",
    "week": "XXXX-WXX",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "half": "XXXX-HX",
    "season": "XXXX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """One unit of the calendar, known by its first day."""

    first: date
    unit: Unit

    def value(self) -> str:
        """The TIMEX3 value."""
        year, month = self.first.year, self.first.month
        match self.unit:
            case "day":
                return self.first.isoformat()
            case "week" | "weekend":
                iso = self.first.isocalendar()
                return f"{iso.year:04}-W{iso.week:02}" + ("-WE" if self.unit == "weekend" else "")
            case "month":
                return f"{year:04}-{month:02}"
            case "quarter":
                return f"{year:04}-Q{(month + 2) // 3}"
            case "half":
                return f"{year:04}-H{(month + 5) // 6}"
            case "season":
                return f"{year:04}-{next(name for name, start in SEASONS.items() if start == month)}"
            case "year":
                return f"{year:04}"
            case "decade":
                return f"{year // 10:03}"
            case "century":
                return f"{year // 100:02}"

    def edtf(self) -> str:
        """The EDTF string: for weeks the interval of their days, for quarters and halves the codes 33 to 41."""
        year, month = f"{self.first.year:04}", self.first.month
        match self.unit:
            case "week" | "weekend":
                last = self.first + timedelta(days=6 if self.unit == "week" else 1)
                return f"{self.first.isoformat()}/{last.isoformat()}"
            case "quarter":
                return f"{year}-{33 + (month - 1) // 3}"
            case "half":
                return f"{year}-{40 + (month - 1) // 6}"
            case "season":
                return f"{year}-{20 + month // 3}"
            case "decade":
                return f"{year[:3]}X"
            case "century":
                return f"{year[:2]}XX"
            case _:
                return self.value()

    def precision(self) -> Precision:
        """How exactly a record states it."""
        return PRECISIONS[self.unit]

    def shifted(self, count: int) -> "Stretch | None":
        """The stretch so many units later (earlier when negative), None outside the calendar."""
        try:
            if self.unit == "day":
                return Stretch(self.first + timedelta(days=count), "day")
            if self.unit in ("week", "weekend"):
                return containing(self.first + timedelta(weeks=count), self.unit)
        except OverflowError:
            return None
        return _month_start(_index(self.first) + count * MONTHS[self.unit], self.unit)

    def within(self, unit: Unit) -> "Stretch | None":
        """The stretch of this unit that holds it, None when the unit is finer than itself."""
        return containing(self.first, unit) if FINENESS[unit] >= FINENESS[self.unit] else None


def _index(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month_start(index: int, unit: Unit) -> Stretch | None:
    year, month = divmod(index, 12)
    return Stretch(date(year, month + 1, 1), unit) if 1 <= year <= 9999 else None


def containing(day: date, unit: Unit) -> Stretch | None:
    """The stretch of this unit that holds the day, None outside the calendar."""
    try:
        if unit == "day":
            return Stretch(day, unit)
        if unit in ("week", "weekend"):
            sunday = day + timedelta(days=6 - day.weekday())
            return Stretch(sunday - timedelta(days=1 if unit == "weekend" else 6), unit)
    except OverflowError:
        return None
    size, offset = MONTHS[unit], 2 if unit == "season" else 0
    return _month_start((_index(day) - offset) // size * size + offset, unit)


def day_of(year: int, month: int, day: int) -> Stretch | None:
    """The day of this date, None when there is no such day."""
    try:
        return Stretch(date(year, month, day), "day")
    except ValueError:
        return None


def month_of(year: int, month: int) -> Stretch | None:
    """The month of this year, None when there is no such month."""
    return Stretch(date(year, month, 1), "month") if 1 <= year <= 9999 and 1 <= month <= 12 else None


def year_of(year: int, unit: Unit = "year") -> Stretch | None:
    """The year, decade or century that holds this year."""
    return containing(date(year, 1, 1), unit) if 1 <= year <= 9999 else None


def published_on(published: str | None) -> Stretch | None:
    """The day, month or year that an ISO date, date-time or EDTF month names, None when it names none."""
    found = re.match(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d-])", published or "", re.ASCII)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    if not year or not month:
        return year_of(year) if year else None
    return day_of(year, month, day) if day else month_of(year, month)
