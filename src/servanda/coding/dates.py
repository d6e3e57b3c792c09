"""Dates: time expressions, resolved against the day of publication, other dates and landmarks."""

from bisect import bisect_right
from collections.abc import Callable
from typing import Literal

from servanda.coding.context import Context
from servanda.knowledge.landmarks import find_landmarks
from servanda.reading import tree
from servanda.reading.reading import Reading
from servanda.reading.timex import Time, find_times
from servanda.record import CodingWarning, Date, TimeExpression, Why

_ANY_DAY = "2001-06-15"
_BESIDE = 40
Tense = Literal["past", "present", "future", "unknown"]


def published_of(reading: Reading) -> tuple[Date | None, tuple[CodingWarning, ...]]:
    """Return when the document was published: as stated outside it, in its head, or inferred from landmarks."""
    if reading.document.day:
        return Date.of(reading.document.day), ()
    stated = _dateline(reading)
    if stated is not None:
        return stated, ()
    undated = CodingWarning("undated", "no date of publication is given; dates are inferred where the text allows")
    return _from_landmark(reading), (undated,)


def _dateline(reading: Reading) -> Date | None:
    """Return the full date that stands by itself at the head of the text."""
    for sentence in reading.sentences[:4]:
        if sentence.form not in ("dateline", "heading"):
            continue
        for time in find_times(reading.text[sentence.start : sentence.end], None):
            if time.resolved and time.precision == "day" and time.basis == "stated":
                return Date(time.resolved, "day", "stated", "the date at the head of the text")
    return None


def _from_landmark(reading: Reading) -> Date | None:
    """Return the month that "ten months ago" beside a known landmark leads to: so long after the landmark."""
    for start, end, landmark in find_landmarks(reading.text):
        sentence = reading.sentence_at(start)
        for time in find_times(reading.text[sentence.start : sentence.end], _ANY_DAY):
            distance = max(start - (sentence.start + time.end), sentence.start + time.start - end)
            months = _months_ago(time)
            if months is None or distance > _BESIDE or len(landmark.date) < len("2024-12"):
                continue
            span = time.text.removesuffix(" ago")
            because = f"{span} after {landmark.label} on {landmark.date}"
            return Date(_month_after(landmark.date, months), "month", "inferred", because)
    return None


def _months_ago(time: Time) -> int | None:
    """Return how many months back an expression such as "ten months ago" points; None for any other."""
    if not time.text.endswith(" ago") or time.resolved is None or time.precision not in ("month", "year"):
        return None
    year, month = (int(part) for part in f"{time.resolved}-{_ANY_DAY[5:7]}".split("-")[:2])
    return int(_ANY_DAY[:4]) * 12 + int(_ANY_DAY[5:7]) - year * 12 - month


def _month_after(day: str, months: int) -> str:
    year, month = (int(part) for part in day.split("-")[:2])
    total = year * 12 + month - 1 + months
    return f"{total // 12:04d}-{total % 12 + 1:02d}"


def code_dates(context: Context) -> list[TimeExpression]:
    """Return a record for every time expression, in order of the text."""
    reading = context.reading
    published = context.published.value if context.published else None
    sentences = [(s.start, s.end) for s in reading.sentences]
    times = find_times(reading.text, published, _tense_finder(reading), sentences) if sentences else []
    return [_date(context, time) for time in times]


def _tense_finder(reading: Reading) -> Callable[[int], Tense]:
    """Return a function that tells the tense of the clause at an offset: it decides which Tuesday is meant."""
    starts = [token.start for token in reading.tokens]

    def tense_at(offset: int) -> Tense:
        index = bisect_right(starts, offset) - 1
        if index < 0:
            return "unknown"
        verb = tree.clause_verb(reading, index)
        found = tree.tense(reading, verb)
        if reading.tokens[verb].pos not in ("VERB", "AUX"):
            return "unknown"
        return "future" if found == "conditional" else found

    return tense_at


def _date(context: Context, time: Time) -> TimeExpression:
    evidence = context.span(time.start, time.end)
    resolved = Date(time.resolved, time.precision, time.basis, time.because) if time.resolved else None
    return TimeExpression(
        id="",
        evidence=evidence,
        sentence=context.sentence_of(time.start),
        confidence=0.9 if resolved or time.type in ("DURATION", "SET") else 0.6,
        why=Why(trigger=evidence, rule="time-grammar"),
        start=evidence.start,
        end=evidence.end,
        text=evidence.quote,
        type=time.type,
        value=time.value,
        resolved=resolved,
    )
