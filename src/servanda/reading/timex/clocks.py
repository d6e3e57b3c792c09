"""Clock times, alone or with their day: 5:30 p.m., noon Saturday, 4 a.m. EDT Thursday, 17:00 GMT."""

import re

from servanda.reading.timex.dates import month_day, weekday_seen
from servanda.reading.timex.grammar import Found, Rule
from servanda.reading.timex.scene import Scene, Sense, seen_from


def clock(found: Found) -> str | None:
    """The time of day as HH:MM, None when there is none such."""
    if named := found.value("hour", "HOURWORD"):
        return named
    digits = [int(part) for part in re.findall(r"\d+", found.word("hour"))]
    if not digits:
        digits = [int(found.value("hour", "SMALL") or 99)]
    hour, minute = digits[0], digits[1] if len(digits) > 1 else 0
    if found.has("military"):
        hour, minute = divmod(hour, 100)
    half = found.word("half") or found.word("hour")[-2:]
    if half.startswith("p") and hour < 12:
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else None


def read_clock(found: Found, scene: Scene) -> Sense | None:
    """A clock time on the day in the match, else on the day last spoken of, else on that of writing."""
    time = clock(found)
    if time is None or (found.word("hour").isdigit() and found.glued_before() and found.before() not in "(\"'`“‘—"):
        return None
    return (_day(found, scene) or Sense("DATE", "XXXX-XX-XX")).during(time)


def _day(found: Found, scene: Scene) -> Sense | None:
    if found.has("month"):
        return month_day(found, scene)
    if weekday := found.value("weekday", "WEEKDAY"):
        return weekday_seen(scene, int(weekday), scene.direction(found.start, found.end))
    today = scene.now("day")
    if away := found.value("deictic", "DEICTIC"):
        return seen_from(
            today.shifted(int(away)) if today else None,
            "day",
            f"{found.word('deictic')} on {today.edtf()}" if today else "",
        )
    day_spoken_of = scene.latest(found.start, "day") or today
    return seen_from(day_spoken_of, "day", "the day last spoken of, else that of writing")


DAY = (
    "(?: (?: COMMA | ON )? (?: (?P<weekday> WEEKDAY )"
    " | (?P<deictic> DEICTIC ) | (?P<month> MONTH ) (?P<day> DAY | NTH ) (?: COMMA? (?P<year> YEAR ) )? ) )?"
)

RULES = (
    Rule("hour", "ROUGHLY? (?P<hour> HOUR | CLOCK | DECIMAL | SMALL ) (?P<half> AMPM ) ZONE? " + DAY, read_clock),
    Rule("hour am", "ROUGHLY? (?P<hour> HOURAMPM ) ZONE? " + DAY, read_clock),
    Rule("clock", "ROUGHLY? (?P<hour> CLOCK ) ZONE? " + DAY, read_clock),
    Rule("military", "ROUGHLY? (?P<hour> (?P<military> MILITARY ) ) ZONE " + DAY, read_clock),
    Rule("named hour", "ROUGHLY? (?P<hour> HOURWORD ) ZONE? " + DAY, read_clock),
    Rule("o'clock", "ROUGHLY? (?P<hour> HOUR | SMALL ) OCLOCK " + DAY, read_clock),
)
