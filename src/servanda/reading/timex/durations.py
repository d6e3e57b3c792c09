"""Durations and repeated times: three years, a four-hour talk, half a century, every Tuesday, twice a week, daily."""

from servanda.reading.timex.amounts import amount, duration, halved, unit
from servanda.reading.timex.grammar import Found, Rule
from servanda.reading.timex.scene import Scene, Sense

MORE = {"more": "MORE_THAN", "less": "LESS_THAN", "fewer": "LESS_THAN", "longer": "MORE_THAN"}
CURRENCIES, OPENING, HYPHENS = "$€£¥", "(\"'`“‘—", "-‑–"
MODALS = ("will", "would", "may", "might", "could", "can", "shall")
# Bare plurals ("for years") are times only after these.
SPANNING = ("for", "in", "over", "after", "within", "of", "by", "only", "lasted", "took", "take", "last", "some")


def modifier(found: Found) -> str | None:
    """The TIMEX3 modifier of "about", "more than", "at least"."""
    plain = found.value("rough", "ROUGHLY") or found.value("rough", "MORE") or found.value("rough", "LEAST")
    negated = {"MORE_THAN": "EQUAL_OR_LESS", "LESS_THAN": "EQUAL_OR_MORE"}
    return negated.get(plain or "", plain) if found.word("rough") == "no" else plain or None


def read_duration(found: Found, scene: Scene) -> Sense | None:
    """So many units, as a noun or before one: three years, two-week, the past 20 months."""
    letters, count = unit(found), amount(found)
    if letters is None or _is_no_duration(found, letters, count):
        return None
    if count == 1 and letters == "D" and found.before().lower() in MODALS:
        return Sense("DATE", "FUTURE_REF", basis="relative")
    return Sense("DURATION", duration(count, letters), modifier(found))


def _is_no_duration(found: Found, letters: str, count: float | None) -> bool:
    singular, article = found.value("unit", "UNIT") is not None, bool(found.values("amount", "AN"))
    if found.has("old") or found.is_after("OLD") or (found.after() in tuple(HYPHENS) and found.glued_after()):
        return True
    if article and not found.has("which") and _is_no_unit(found, letters):
        return True
    if letters == "TS" and singular and not found.has("hyphen"):
        return True
    if letters == "Q" and found.after() == "of" and not found.has("which"):
        return True
    if found.before() in tuple(CURRENCIES) or (found.glued_before() and found.before() not in OPENING):
        return True
    return count is not None and singular and count > 200 and not found.has("hyphen")


def _is_no_unit(found: Found, letters: str) -> bool:
    # "A second", "a minute", "a quarter"; "a day of mourning", "a month when ...": one of them, not how long.
    if letters in ("TS", "TM", "Q") or found.word("unit") == "night":
        return True
    return letters in ("D", "M") and found.after().lower() in ("of", "when", "that", "for")


def read_half(found: Found, scene: Scene) -> Sense | None:
    """Half an hour, half a century, a half-hour."""
    letters = unit(found)
    if letters is None or letters in ("Q", "TS"):
        return None
    return Sense("DURATION", halved(letters), modifier(found))


def read_plural(found: Found, scene: Scene) -> Sense | None:
    """Years, weeks or months, decades-long: where the words around make it a stretch of time."""
    letters = unit(found)
    if letters is None or letters in ("Q", "TS") or found.is_after("OLD"):
        return None
    if not (found.has("long") or found.has("second") or found.before().lower() in SPANNING or found.is_after("AGO")):
        return None
    return Sense("DURATION", duration(None, letters))


def read_while(found: Found, scene: Scene) -> Sense | None:
    """A while."""
    return Sense("DURATION", "PXX")


def read_every(found: Found, scene: Scene) -> Sense | None:
    """Every day, each year, every Tuesday, every two weeks, each summer."""
    if weekday := found.value("what", "WEEKDAY") or found.value("what", "WEEKDAYS"):
        part = found.value("part", "PART") or found.value("part", "PARTS")
        return Sense("SET", f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""))
    if month := found.value("what", "MONTH"):
        return Sense("SET", f"XXXX-{int(month):02}")
    if season := found.value("what", "SEASON"):
        return Sense("SET", f"XXXX-{season}")
    if part := found.value("what", "PART"):
        return Sense("SET", f"XXXX-XX-XXT{part}")
    if found.values("what", "WEEKEND"):
        return Sense("SET", "XXXX-WXX-WE")
    letters = unit(found, "what")
    count = 2.0 if found.has("other") else amount(found) if found.has("amount") else 1.0
    return Sense("SET", duration(count, letters)) if letters else None


def read_weekdays(found: Found, scene: Scene) -> Sense | None:
    """Fridays, Sunday mornings."""
    weekday = found.value("what", "WEEKDAYS") or found.value("what", "WEEKDAY")
    part = found.value("part", "PARTS")
    return Sense("SET", f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""))


def read_times(found: Found, scene: Scene) -> Sense | None:
    """Twice a week, three times a year, per month."""
    letters = unit(found)
    return Sense("SET", duration(1, letters)) if letters else None


def read_periodic(found: Found, scene: Scene) -> Sense | None:
    """Daily, weekly, annually."""
    word = found.word("word")
    if word == "quarterly":
        return None
    return Sense("SET", found.value("word", "PERIODIC") or "")


WHICH = (
    "(?P<which> THE? (?: LASTWORD | NEXT | COMING | FIRSTWORD | PREVIOUS | FOLLOWING | LATEST | THAT | SAME ) "
    "(?: LASTWORD | NEXT )? | THE | ITS )"
)

RULES = (
    Rule(
        "duration",
        "{rough}? " + WHICH + "? {amount} EXTRA? (?P<unit> {units} ) {plus}? (?: OR SO | OR MORE | OR SMALL )?",
        read_duration,
    ),
    Rule("extra", "(?P<amount> AN ) EXTRA (?P<unit> UNIT )", read_duration),
    Rule(
        "adjective",
        "(?P<amount> {number} | FEW ) (?P<hyphen> HYPHEN ) (?P<unit> {units} )"
        " (?: HYPHEN (?: LONG | (?P<old> OLD ) ) )?",
        read_duration,
    ),
    Rule("half a unit", "{rough}? (?: AN? HALF HYPHEN? | HALF AN ) (?P<unit> UNIT )", read_half),
    Rule(
        "plural", "(?P<unit> UNITS ) (?: (?P<long> HYPHEN LONG ) | (?P<second> (?: OR | AND ) UNITS ) )?", read_plural
    ),
    Rule("while", "AN WHILE", read_while),
    Rule(
        "every",
        "EVERY (?: (?P<other> OTHER ) | (?P<amount> {number} | FEW ) )? (?P<what> WEEKDAY"
        " | MONTH | SEASON | PART | {units} | WEEKEND ) (?P<part> PART )?",
        read_every,
    ),
    Rule("weekdays", "(?P<what> WEEKDAYS )", read_weekdays),
    Rule("weekday parts", "(?P<what> WEEKDAY ) (?P<part> PARTS )", read_weekdays),
    Rule("times", "(?: ONCE | (?: {number} | FEW ) TIMES ) (?: AN | EVERY | PER ) (?P<unit> UNIT )", read_times),
    Rule("per", "PER (?P<unit> UNIT )", read_times),
    Rule("periodic", "(?P<word> PERIODIC )", read_periodic),
)
