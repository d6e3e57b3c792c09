"""Amounts of time: numbers in digits and words, and TIMEX3 durations."""

from collections.abc import Iterable

from servanda.reading.timex.grammar import Found
from servanda.reading.timex.stretch import Stretch, Unit
from servanda.reading.timex.tokens import classes

# The letters of a duration's unit, as the calendar's unit and how many of it.
CALENDAR: dict[str, tuple[Unit, int]] = {
    "D": ("day", 1),
    "W": ("week", 1),
    "2W": ("week", 2),
    "M": ("month", 1),
    "Q": ("quarter", 1),
    "Y": ("year", 1),
    "10Y": ("year", 10),
    "100Y": ("year", 100),
    "1000Y": ("year", 1000),
}
SMALLER = {"Y": ("M", 12), "M": ("W", 2), "D": ("TH", 12), "TH": ("TM", 30), "TM": ("TS", 30)}


def number(words: Iterable[str]) -> float | None:
    """The number that words or digits write, None when they are not one."""
    total, current, found = 0.0, 0.0, False
    for word in words:
        known = classes(word)
        if "SCALE" in known:
            current, found = (current or 1) * float(known["SCALE"]), True
            if float(known["SCALE"]) > 100:
                total, current = total + current, 0.0
        elif "SMALL" in known:
            current, found = current + float(known["SMALL"]), True
        elif word[0].isdigit() and word.isascii():
            current, found = current + _digits(word), True
    return total + current if found else None


def _digits(word: str) -> float:
    grouped = word.count(",") and all(len(group) == 3 for group in word.split(",")[1:])
    whole, _, rest = (word.replace(",", "") if grouped else word.replace(",", ".")).partition(".")
    return float(f"{whole}.{rest.replace('.', '')}" if rest else whole)


def amount(found: Found) -> float | None:
    """How many units the match speaks of, None when it does not say."""
    words = [found.tokens.word(index) for index in found.span("amount")]
    if any("TO" in classes(word) or "OR" in classes(word) for word in words):
        return None
    if any("LOTS" in classes(word) or "FEW" in classes(word) for word in words):
        return 2.0 if found.values("amount", "COUPLE") else None
    count = number(words)
    if count is None and words and "AN" in classes(words[0]):
        count = 1.0
    half = found.has("plus") or bool(found.values("amount", "HALF"))
    return count + 0.5 if count is not None and half else count


def unit(found: Found, part: str = "unit") -> str | None:
    """The letters of the unit in the named part."""
    return found.value(part, "UNIT") or found.value(part, "UNITS")


def duration(count: float | None, letters: str) -> str:
    """The TIMEX3 value of so many units, X for how many when it is not known."""
    time, letters = ("T", letters[1:]) if letters.startswith("T") else ("", letters)
    size, letter = (int(letters[:-1]), letters[-1]) if letters[0].isdigit() else (1, letters)
    if count is None:
        return f"P{time}X{letter}"
    return f"P{time}{count * size:.10g}{letter}" if count * size < 1e9 else f"P{time}X{letter}"


def halved(letters: str) -> str:
    """The TIMEX3 value of half of one unit."""
    if letters[0].isdigit():
        return duration(0.5, letters)
    smaller = {"Y": (6, "M"), "TH": (30, "TM"), "TM": (30, "TS"), "D": (12, "TH")}.get(letters)
    return duration(*smaller) if smaller else duration(0.5, letters)


def moved(origin: Stretch | None, count: float, letters: str) -> tuple[Stretch | None, Unit]:
    """The stretch that lies so many units from the origin, and its unit: as fine as the unit counted in."""
    name, size = CALENDAR.get(letters, ("day", 0))
    if origin is None or abs(count) > 20000:
        return None, name
    start = origin.within(name)
    if start is None:
        return None, name
    if count != int(count) and name == "year":
        start, count, name = origin.within("month"), count * 12, "month"
    return (start.shifted(round(count * size)) if start else None), name
