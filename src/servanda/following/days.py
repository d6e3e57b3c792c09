"""Days: how far apart two ISO days are, and which day comes a while after another."""

import calendar
import re
from datetime import date, timedelta

_DURATION = re.compile(r"P(\d+)([DWMY])")


def days_between(one: str | None, other: str | None) -> int | None:
    """Return the days between two ISO days, None where one is unknown."""
    if one is None or other is None:
        return None
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def later(day: str, duration: str) -> str | None:
    """Return the ISO day that comes an ISO 8601 duration of days, weeks, months or years later; None for any other."""
    span = _DURATION.fullmatch(duration)
    if span is None:
        return None
    count, start = int(span[1]), date.fromisoformat(day)
    try:
        if span[2] in "DW":
            return (start + timedelta(days=count * (7 if span[2] == "W" else 1))).isoformat()
        months = start.month - 1 + count * (12 if span[2] == "Y" else 1)
        year, month = start.year + months // 12, months % 12 + 1
        return date(year, month, min(start.day, calendar.monthrange(year, month)[1])).isoformat()
    except (ValueError, OverflowError):
        return None


def days_before(day: str, count: int) -> str:
    """Return the ISO day that is so many days before another."""
    return (date.fromisoformat(day) - timedelta(days=count)).isoformat()
