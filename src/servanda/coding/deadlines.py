"""Deadlines: when the thing promised, asked or threatened is to be done."""

import calendar
import re
from datetime import date, timedelta

from servanda.coding.context import Context
from servanda.record import Date, TimeExpression

_TERM = re.compile(
    r"\b(?:by|before|until|till|within|no later than|not later than|starting|from|on|in|during|at|as of)\s+(?:the\s+)?$",
    re.I,
)
_LIMIT = re.compile(r"\b(?:by|before|until|till|no later than|not later than|prior to)\s+(?:the\s+)?$", re.I)
_WITHIN = re.compile(r"\b(?:within|in|over)\s+(?:the\s+(?:next|coming)\s+)?$", re.I)
_AHEAD = re.compile(r"(?:the )?(?:next|coming)\b", re.I)
_YEAR_END = re.compile(r"(?:the )?end of (?:the |this |next )?(?:year|\d{4})|(?:the )?year(?:[’']s|[- ])[- ]?end", re.I)
_RELATIVE_TO = re.compile(r"\s+(?:of|after|from|following|before)\b", re.I)
_DURATION = re.compile(r"P(?:T(?=\d+H))?(\d+)([DHWMY])")


def deadline_of(context: Context, start: int, end: int) -> Date | None:
    """Return the date by which or at which what stands between the offsets is to be done; None where none is given.

    A limit ("by May", "within 60 days" of the text's own date) goes before a date on which it is to happen; the end
    of a year is its December. Dates that are past when the text was written are none.
    """
    text = context.reading.text
    times = [t for t in context.dates_within(start, end) if t.end <= end]
    limits = [t for t in times if _LIMIT.search(text[max(0, t.start - 24) : t.start])]
    for time in [*limits, *times]:
        found = _within(context, time) if time.type == "DURATION" else _at(context, time)
        if found is not None:
            return found
    return None


def _at(context: Context, time: TimeExpression) -> Date | None:
    before = context.reading.text[max(0, time.start - 24) : time.start]
    if time.resolved is None or time.type not in ("DATE", "TIME"):
        return None
    if not _TERM.search(before) and not re.match(r"(?:this|next|tomorrow|the coming|later)\b", time.text, re.I):
        return None
    if _is_past(time.resolved, context.published):
        return None
    if time.resolved.precision == "year" and _YEAR_END.fullmatch(time.text):
        return Date(f"{time.resolved.value}-12", "month", time.resolved.basis, time.resolved.because)
    return time.resolved


def _is_past(found: Date, published: Date | None) -> bool:
    """Whether a date lies before the day of the text, as far as their common precision shows."""
    if published is None:
        return False
    value = found.value.split("/")[-1]
    length = min(len(value), len(published.value), 4 if found.precision in ("season", "year") else 10)
    return value[:length] < published.value[:length]


def _within(context: Context, time: TimeExpression) -> Date | None:
    text, published = context.reading.text, context.published
    span = _DURATION.fullmatch(time.value)
    if span is None or published is None or published.precision != "day":
        return None
    before = text[max(0, time.start - 24) : time.start]
    is_ahead = _AHEAD.match(time.text) is not None or not before.rstrip().endswith("over")
    if not _WITHIN.search(before) or not is_ahead or _RELATIVE_TO.match(text, time.end):
        return None
    value = _later(date.fromisoformat(published.value), int(span[1]), span[2])
    return Date(value.isoformat(), "day", "relative", f"{time.text} from {published.value}") if value else None


def _later(day: date, count: int, letter: str) -> date | None:
    try:
        if letter == "H":
            return day + timedelta(hours=count) if count >= 24 else day
        if letter in "DW":
            return day + timedelta(days=count * (7 if letter == "W" else 1))
        months = day.month - 1 + count * (12 if letter == "Y" else 1)
        year, month = day.year + months // 12, months % 12 + 1
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    except (ValueError, OverflowError):
        return None
