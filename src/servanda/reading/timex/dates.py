"""Days and months: written out in any layout, named by weekday or holiday."""

from dataclasses import replace
from datetime import timedelta
from itertools import takewhile

from servanda.reading.timex.grammar import Found, Rule, edge, nth, year_in
from servanda.reading.timex.lexicon import Holiday, holidays
from servanda.reading.timex.scene import (
    Direction,
    Scene,
    Sense,
    day_near,
    interval,
    is_day,
    month_and_day,
    month_near,
    placed,
    seen_from,
    stated,
    weekday_near,
)
from servanda.reading.timex.stretch import DAY_NAMES, MONTH_NAMES, Stretch, Unit, containing, day_of, month_of

_WILL = frozenset(["will", "shall", "ll", "must"])
_SENTENCE_ENDS = frozenset(["", ".", ";", "?", "!"])
_CLAUSE = 25


def read_iso(found: Found, scene: Scene) -> Sense | None:
    """2022-12-13, with or without a time."""
    written = found.tokens.text[found.start : found.end]
    sense = stated(day_of(int(written[:4]), int(written[5:7]), int(written[8:10])))
    return sense.during(written[11:16]) if sense else None


def read_slashed(found: Found, scene: Scene) -> Sense | None:
    """12/13/2022: the month first unless that cannot be."""
    first, second, year = (int(part) for part in found.tokens.text[found.start : found.end].split("/"))
    year += 0 if year > 99 else 1900 if year >= 40 else 2000
    return stated(day_of(year, first, second) or day_of(year, second, first))


def read_dotted(found: Found, scene: Scene) -> Sense | None:
    """13.12.2022: the day first."""
    day, month, year = (int(part) for part in found.tokens.text[found.start : found.end].split("."))
    return stated(day_of(year, month, day))


def read_nine_eleven(found: Found, scene: Scene) -> Sense | None:
    """9/11, the day that needs no year."""
    return stated(day_of(2001, 9, 11))


def month_day(found: Found, scene: Scene) -> Sense | None:
    """The day that month, day and perhaps year or weekday name."""
    month, day = int(found.value("month", "MONTH") or 0), int(found.value("day", "DAY") or nth(found, "day"))
    if not is_day(month, day):
        return None
    year = year_in(found)
    if year is not None:
        return stated(day_of(year, month, day), edge(found))
    on = month_and_day(month, day)
    direction: Direction = "past" if found.has("last") else scene.direction(found.start, found.end)
    strict = found.has("last") or (direction == "future" and is_limit(found))
    chosen = on_weekday(scene, month, day, found) or day_near(scene, on, direction, strict)
    why = placed(f"{day} {MONTH_NAMES[month - 1]}", chosen, scene.published)
    return seen_from(chosen, "day", why, f"XXXX-{month:02}-{day:02}").modified(edge(found))


def is_limit(found: Found) -> bool:
    """Whether something will be done by the match: "will leave by June 30" is never the last one."""
    if found.before().lower() not in ("by", "until", "till"):
        return False
    words = takewhile(
        lambda word: word not in _SENTENCE_ENDS, (found.before(back).lower() for back in range(2, _CLAUSE))
    )
    return not _WILL.isdisjoint(words)


def on_weekday(scene: Scene, month: int, day: int, found: Found) -> Stretch | None:
    """The day of the month in this, the last or the next year that falls on the weekday in the match."""
    weekday = found.value("weekday", "WEEKDAY") or found.value("weekday", "DAYABBR")
    if not weekday or scene.published is None:
        return None
    here = scene.published.first.year
    years = (year for year in (here, here - 1, here + 1) if 1 <= year <= 9999)
    days = (day_of(year, month, day) for year in years)
    return next((found_day for found_day in days if found_day and found_day.first.isoweekday() == int(weekday)), None)


def read_week_of(found: Found, scene: Scene) -> Sense | None:
    """The week of March 6."""
    sense = month_day(found, scene)
    week = sense.stretch.within("week") if sense and sense.stretch else None
    return replace(sense, value=week.value(), stretch=week) if sense and week else None


def read_week_in(found: Found, scene: Scene) -> Sense | None:
    """The first week of June, the last weekend of August 2021: of the weeks that have their middle in the month."""
    sense = read_month_named(found, scene)
    month = sense.stretch if sense else None
    unit: Unit = "weekend" if found.has("weekend") else "week"
    following = month.shifted(1) if month else None
    if sense is None or month is None or following is None:
        return None
    # A week lies where its Thursday lies (ISO 8601), a weekend where its Saturday does.
    middle = 3 if unit == "week" else 0
    is_last, count = bool(found.values("which", "LASTWORD")), nth(found, "which")
    edge_day = following.first - timedelta(days=1) if is_last else month.first
    start = containing(edge_day, unit)
    if start and is_last and start.first + timedelta(days=middle) >= following.first:
        start = start.shifted(-1)
    if start and not is_last and start.first + timedelta(days=middle) < month.first:
        start = start.shifted(1)
    chosen = start.shifted(0 if is_last else count - 1) if start else None
    if chosen is None or chosen.first + timedelta(days=middle) >= following.first:
        return None
    return replace(sense, value=chosen.value(), stretch=chosen)


def read_month_named(found: Found, scene: Scene) -> Sense | None:
    """The month in the match, of its year or the nearest that fits."""
    month, year = int(found.value("month", "MONTH") or 0), year_in(found)
    if year is not None:
        return stated(month_of(year, month))
    return month_seen(found, scene, month, scene.direction(found.start, found.end))


def read_day_of_month(found: Found, scene: Scene) -> Sense | None:
    """The 15th of this month, of next month."""
    here = scene.now("month")
    away = -1 if found.values("which", "LASTWORD") else 1 if found.values("which", "NEXT") else 0
    month = here.shifted(away) if here else None
    day = day_of(month.first.year, month.first.month, nth(found, "day")) if month else None
    return seen_from(day, "day", placed("day", day, scene.published)) if day else None


def read_month(found: Found, scene: Scene) -> Sense | None:
    """A month, with or without its year."""
    month = int(found.value("month", "MONTH") or 0)
    year = year_in(found)
    if year is not None:
        return stated(month_of(year, month), edge(found))
    if not (found.has("edge") or found.has("half")) and (
        found.value("month", "ABBR") is not None
        or (found.value("month", "SHY") is not None and not found.is_before("PREP"))
    ):
        return None
    direction = scene.direction(found.start, found.end)
    return month_seen(found, scene, month, direction, limit=is_limit(found)).modified(edge(found))


def month_seen(
    found: Found, scene: Scene, month: int, direction: Direction, strict: bool = False, limit: bool = False
) -> Sense:
    """The last or next such month."""
    chosen = month_near(scene, month, direction, strict, limit)
    return seen_from(chosen, "month", placed(MONTH_NAMES[month - 1], chosen, scene.published), f"XXXX-{month:02}")


def read_month_of(found: Found, scene: Scene) -> Sense | None:
    """June last year, January this year, March of next year."""
    month, year = int(found.value("month", "MONTH") or 0), scene.now("year")
    away = -1 if found.values("which", "LASTWORD") else 1 if found.values("which", "NEXT") else 0
    chosen = year.shifted(away) if year else None
    why = f"{MONTH_NAMES[month - 1]} of {chosen.value()}" if chosen else ""
    return seen_from(month_of(chosen.first.year, month) if chosen else None, "month", why, f"XXXX-{month:02}")


def read_holiday(found: Found, scene: Scene) -> Sense | None:
    """Christmas, Easter, Eid al-Fitr, Ramadan: of a year, or the nearest that fits."""
    name = found.tokens.word(found.span("holiday")[0]).lower().replace("’", "'")
    holiday, year = holidays()[" ".join(name.split())], year_in(found)
    if holiday.is_shy and year is None:
        return None

    def on(one: int) -> Stretch | None:
        return Stretch(holiday.day(one), "day") if 1583 <= one <= 9000 else None

    if year is not None:
        return _holiday_of_year(holiday, year, int(found.value("day", "DAY") or nth(found, "day")))
    direction = scene.direction(found.start, found.end)
    if found.has("last") or found.has("next"):
        direction = "past" if found.has("last") else "future"
    chosen = day_near(scene, on, direction, found.has("last") or found.has("next"))
    sense = seen_from(chosen, "day", placed(holiday.name, chosen, scene.published))
    return _as_month(holiday, sense, chosen.first.year) if chosen and holiday.is_month else sense


def _holiday_of_year(holiday: Holiday, year: int, day: int) -> Sense | None:
    if holiday.calendar is None and not 1583 <= year <= 9000:
        return None
    first, last = holiday.days(year)
    if not holiday.is_month:
        return None if day else stated(Stretch(first, "day"))
    if day:
        chosen = first + timedelta(days=day - 1)
        return stated(Stretch(chosen, "day")) if chosen <= last else None
    return interval(Stretch(first, "day"), Stretch(last, "day"))


def _as_month(holiday: Holiday, sense: Sense, year: int) -> Sense:
    first, last = (Stretch(day, "day") for day in holiday.days(year))
    return replace(sense, value=interval(first, last).value, until=last)


def read_weekday(found: Found, scene: Scene) -> Sense | None:
    """Friday, late Monday, Tuesday morning: the last or next one."""
    weekday = int(found.value("weekday", "WEEKDAY") or 0)
    direction = scene.direction(found.start, found.end)
    part = found.value("part", "PART")
    return weekday_seen(scene, weekday, direction).during(part).modified(edge(found))


def weekday_seen(scene: Scene, weekday: int, direction: Direction, strict: bool = False) -> Sense:
    """The last or next such weekday."""
    chosen = weekday_near(scene, weekday, direction, strict)
    return seen_from(chosen, "day", placed(DAY_NAMES[weekday - 1], chosen, scene.published), f"XXXX-WXX-{weekday}")


RULES = (
    Rule("iso", "ISO", read_iso),
    Rule("slashed", "SLASHED", read_slashed),
    Rule("dotted", "DOTTED", read_dotted),
    Rule("nine eleven", "NINEELEVEN", read_nine_eleven),
    Rule(
        "month day",
        "(?: {edge} | (?P<last> LAST ) )? (?: (?P<weekday> WEEKDAY | DAYABBR ) COMMA? )?"
        " (?P<month> MONTH ) THE? (?P<day> DAY | NTH ) (?: COMMA? (?P<year> {year} ) )?",
        month_day,
    ),
    Rule(
        "day month",
        "{edge}? (?: (?P<weekday> WEEKDAY | DAYABBR ) COMMA? )? THE? (?P<day> DAY | {nth} ) HYPHEN? OF?"
        " (?P<month> MONTH ) (?: (?: COMMA | HYPHEN )? (?P<year> {year} ) )?",
        month_day,
    ),
    Rule(
        "week of",
        "THE WEEKWORD OF (?P<month> MONTH ) (?P<day> DAY | NTH ) (?: COMMA? (?P<year> {year} ) )?",
        read_week_of,
    ),
    Rule(
        "week in",
        "THE? (?P<which> {nth} | LASTWORD ) (?: WEEKWORD | (?P<weekend> WEEKEND ) ) (?: OF | IN ) (?P<month> MONTH )"
        " (?: COMMA? (?P<year> {year} ) )?",
        read_week_in,
    ),
    Rule("day of month", "THE (?P<day> {nth} ) OF (?P<which> THIS | LAST | NEXT | THE ) MONTHWORD", read_day_of_month),
    Rule("month", "(?: {edge} | {half} )? (?P<month> MONTH ) (?: (?: COMMA | OF )? (?P<year> {year} ) )?", read_month),
    Rule("month of", "(?P<month> MONTH ) OF? (?P<which> (?: THIS | LAST | NEXT ) YEARWORD )", read_month_of),
    Rule(
        "holiday",
        "(?: THE? (?: (?P<last> LAST ) | (?P<next> NEXT ) | THIS ) )? (?P<holiday> HOLIDAY )"
        "(?: (?: COMMA | IN | OF )? (?P<year> YEAR ) )?",
        read_holiday,
    ),
    Rule("day of a holiday", "(?P<day> DAY | NTH ) OF? (?P<holiday> HOLIDAY ) COMMA? (?P<year> YEAR )", read_holiday),
    Rule("weekday", "{edge}? (?P<weekday> WEEKDAY ) (?P<part> PART )?", read_weekday),
)
