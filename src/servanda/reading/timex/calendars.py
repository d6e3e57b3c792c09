"""Other calendars: their days as Gregorian dates, by arithmetic rules.

The Islamic calendar is the tabular one (a sighted new moon may differ by a day or two), the Persian one goes by the cycle of
33 years (exact from 1178 to 1633 AP), the Jewish new year by the rules of the molad. After Reingold and Dershowitz,
Calendrical Calculations (2018).
"""

from datetime import date, timedelta

# Days from the first day of the Gregorian calendar to that of each other one.
_ISLAMIC_EPOCH, _PERSIAN_EPOCH, _HEBREW_EPOCH = 227014, 226894, -1373427
# Years to add where the year begins with the Gregorian one.
SHIFTS = {"buddhist": -543}
# A year that a text gives for a holiday of one of these calendars is of that calendar below this.
OWN_YEARS_BELOW = 1583


def islamic(year: int, month: int = 1, day: int = 1) -> date:
    """The day of the tabular Islamic calendar. Raises ValueError or OverflowError outside the Gregorian one."""
    days = 354 * (year - 1) + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day
    return date.fromordinal(_ISLAMIC_EPOCH + days)


def persian(year: int, month: int = 1, day: int = 1) -> date:
    """The day of the solar Hijri calendar. Raises ValueError or OverflowError outside the Gregorian one."""
    leaps = (8 * year + 21) // 33
    days = 365 * (year - 1) + leaps + (31 * (month - 1) if month <= 7 else 30 * (month - 1) + 6) + day
    return date.fromordinal(_PERSIAN_EPOCH + days)


def rosh_hashanah(year: int) -> date:
    """The first day of a year of the Jewish calendar, which begins in the evening before."""
    before, here, after = (_molad_day(one) for one in (year - 1, year, year + 1))
    # No year may have 356 or 382 days.
    delay = 2 if after - here == 356 else 1 if here - before == 382 else 0
    return date.fromordinal(_HEBREW_EPOCH + here + delay)


def _molad_day(year: int) -> int:
    """The day of the new moon of a new year, moved on from Sunday, Wednesday and Friday."""
    months = (235 * year - 234) // 19
    day = 29 * months + (12084 + 13753 * months) // 25920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day


def orthodox_easter(year: int) -> date:
    """Eastern Easter Sunday of a Gregorian year (Meeus's rule, and 13 days from the Julian date until 2099)."""
    lunar = (19 * (year % 19) + 15) % 30
    sunday = (2 * (year % 4) + 4 * (year % 7) - lunar + 34) % 7
    month, day = divmod(lunar + sunday + 114, 31)
    julian_lag = year // 100 - year // 400 - 2
    return date(year, month, day + 1) + timedelta(days=julian_lag)


def days_of_year(calendar: str, year: int) -> tuple[date, date]:
    """The first and last day of a year. Raises ValueError or OverflowError where the Gregorian calendar has none."""
    match calendar:
        case "islamic":
            first, following = islamic(year), islamic(year + 1)
        case "persian":
            first, following = persian(year), persian(year + 1)
        case "hebrew":
            first, following = rosh_hashanah(year), rosh_hashanah(year + 1)
        case "ethiopian":
            first, following = _ethiopian_new_year(year), _ethiopian_new_year(year + 1)
        case _:
            shift = SHIFTS[calendar]
            first, following = date(year + shift, 1, 1), date(year + shift + 1, 1, 1)
    return first, following - timedelta(days=1)


def days_of_month(calendar: str, year: int, month: int) -> tuple[date, date]:
    """The first and last day of a month of the Islamic or Persian calendar."""
    first = {"islamic": islamic, "persian": persian}[calendar]
    following = first(year, month + 1) if month < 12 else first(year + 1)
    return first(year, month), following - timedelta(days=1)


def year_that_begins(calendar: str, gregorian: int) -> int:
    """The year of the Islamic or Persian calendar in which the first day of a Gregorian year lies."""
    year = gregorian - 621 if calendar == "persian" else (gregorian - 622) * 33 // 32 + 1
    while days_of_year(calendar, year)[0] > date(gregorian, 1, 1):
        year -= 1
    while days_of_year(calendar, year)[1] < date(gregorian, 1, 1):
        year += 1
    return year


def _ethiopian_new_year(year: int) -> date:
    """1 Mäskäräm: 11 September, or the 12th before a Gregorian leap year (1900 to 2099)."""
    gregorian = year + 7
    return date(gregorian, 9, 12 if (gregorian + 1) % 4 == 0 else 11)
