"""Dates seen from the day of writing or from another date in the text."""

from dataclasses import replace
from datetime import date

from servanda.reading.timex.amounts import amount, duration, moved, unit
from servanda.reading.timex.dates import month_seen, weekday_seen
from servanda.reading.timex.grammar import Found, Rule, edge
from servanda.reading.timex.periods import season_seen
from servanda.reading.timex.scene import Direction, Scene, Sense, day_near, placed, seen_from
from servanda.reading.timex.stretch import FINENESS, MONTH_NAMES, SEASONS, UNKNOWN, Stretch, Unit, containing, day_of
from servanda.reading.timex.tokens import classes

# Words that stand for now, before or after only when they are adverbs: what follows must not make them something else.
# After "the day before": nothing that it could be counted from.
NOT_COUNTED_FROM = (".", ",", ";", ":", "", "and", "when", "but", "in", "at", "with", ")")
# "Over the next year" is a year from now on, "in the next year" mostly the next in the calendar.
THROUGHOUT = ("over", "within", "during", "for", "throughout")
NO_ADVERB = ("that", "as", "a", "enough")


def read_reference(found: Found, scene: Scene) -> Sense | None:
    """Now, recently, soon: the TIMEX3 reference, no date."""
    word = found.word("word")
    if (word in ("now", "soon") and found.after().lower() in NO_ADVERB) or found.is_before("AS"):
        return None
    if (word == "soon" and found.after() not in (".", ",", ";", "")) or found.before().lower() == "most":
        return None
    if _is_in_name(found):
        return None
    if found.has("noun") and {"SMALL", "INT", "FEW"} & set(classes(found.after())):
        return None
    return Sense("DATE", found.value("word", "REF") or found.value("word", "REFNOUN") or "", basis="relative")


def _is_in_name(found: Found) -> bool:
    """Whether a capital within the sentence tells a name: USA Today, Fostering the Future."""
    last = found.tokens.word(found.match.end() - 1)
    if not last[0].isupper() or last.isupper():
        return False
    return found.before()[:1].isupper() or (
        found.match.end() - found.match.start() > 1 and not found.tokens.word(found.match.start())[0].isupper()
    )


def read_current(found: Found, scene: Scene) -> Sense | None:
    """Current, recent: before a noun."""
    value = found.value("word", "REFADJ")
    return Sense("DATE", value, basis="relative") if value and found.after().isalpha() else None


def read_deictic(found: Found, scene: Scene) -> Sense | None:
    """Today, yesterday evening, late tomorrow."""
    if not found.has("part") and _is_in_name(found):
        return None
    away = int(found.value("day", "DEICTIC") or 0)
    today = scene.now("day")
    part = found.value("part", "PART") or found.value("day", "TONIGHT")
    because = f"{found.word('day')} on {scene.published.edtf()}" if scene.published else ""
    return seen_from(today.shifted(away) if today else None, "day", because).during(part).modified(edge(found))


def read_part(found: Found, scene: Scene) -> Sense | None:
    """Last night, the next afternoon, that evening, overnight."""
    part = found.value("part", "PART") or found.value("part", "TONIGHT")
    today = scene.now("day")
    if found.has("next") or found.has("that"):
        today = scene.latest(found.start, "day") or today
    away = -1 if found.has("last") else 1 if found.has("next") else 0
    because = f"the {found.word('part')} seen from {today.edtf()}" if today else ""
    return seen_from(today.shifted(away) if today else None, "day", because).during(part).modified(edge(found))


def _way(found: Found) -> int:
    """-1 for last, 1 for next, 0 for this."""
    if found.values("which", "LASTWORD") or found.values("which", "PREVIOUS"):
        return -1
    return 1 if any(found.values("which", name) for name in ("NEXT", "COMING", "FOLLOWING")) else 0


def read_unit(found: Found, scene: Scene) -> Sense | None:
    """Last week, this quarter, next year, the current decade, the following month, the end of that year."""
    name: Unit = found.value("unit", "SPAN") or "weekend"  # type: ignore[assignment]
    if found.values("which", "PAST") and not found.has("edge"):
        return Sense("DURATION", duration(1, unit(found) or "D"), edge(found), None, "relative")
    if found.values("which", "NEXT") and found.values("which", "THE") and found.before().lower() in THROUGHOUT:
        return Sense("DURATION", duration(1, unit(found) or "D"), edge(found), None, "relative")
    from_text = any(found.values("which", one) for one in ("PREVIOUS", "FOLLOWING", "THAT", "SAME"))
    if name == "day" and not from_text:
        return None
    origin = scene.spoken_of(found.start, name) if from_text else scene.published
    here = origin.within(name) if origin else None
    if found.values("which", "LATEST"):
        return _latest(found, scene, name)
    chosen = here.shifted(_way(found)) if here else None
    because = placed(name, chosen, origin)
    return seen_from(chosen, name, because).modified(edge(found))


def _latest(found: Found, scene: Scene, name: Unit) -> Sense:
    seen = scene.latest(found.start, name)
    here = scene.now(name)
    chosen = seen or (here.shifted(-1) if here else None)
    because = f"the {name} last spoken of" if seen else f"the last full {name}"
    return seen_from(chosen, name, because)


def read_the_unit(found: Found, scene: Scene) -> Sense | None:
    """The end of the month, later in the year, the week, the quarter, the weekend, year-end."""
    name: Unit = found.value("unit", "SPAN") or "weekend"  # type: ignore[assignment]
    if name == "quarter":
        return _latest(found, scene, "quarter").modified(edge(found))
    if name in ("day", "decade", "century", "month") and not found.has("edge"):
        return None
    if found.after() == "of" and not found.has("fiscal"):
        return None
    if name == "year" and found.after().lower() in ("ended", "ending") and not found.has("edge"):
        return Sense("DURATION", "P1Y")
    origin = scene.published
    here = origin.within(name) if origin else None
    ahead = here and origin and origin.first < here.first
    if name == "weekend" and here and ahead and scene.direction(found.start, found.end) != "future":
        here = here.shifted(-1)
    return seen_from(here, name, f"the {name} of {origin.edtf()}" if origin else "").modified(edge(found))


def read_year_end(found: Found, scene: Scene) -> Sense | None:
    """Year-end, mid-year."""
    here = scene.now("year")
    because = f"the year of {scene.published.edtf()}" if scene.published else ""
    if found.has("mid"):
        return seen_from(here, "year", because).modified("MID")
    if found.value("end", "PARTOF") != "END":
        return seen_from(here, "year", because).modified(found.value("end", "PARTOF"))
    chosen = day_near(scene, lambda year: day_of(year, 12, 31), scene.direction(found.start, found.end))
    return seen_from(chosen, "day", because, "XXXX-12-31")


def read_the_year(found: Found, scene: Scene) -> Sense | None:
    """Year's end."""
    here = scene.now("year")
    return seen_from(here, "year", f"the year of {scene.published.edtf()}" if scene.published else "").modified(
        edge(found)
    )


def read_named(found: Found, scene: Scene) -> Sense | None:
    """Last Friday, next July, this summer, the previous Tuesday."""
    way = _way(found)
    direction: Direction = "future" if way > 0 else "past"
    if way == 0:
        direction = scene.direction(found.start, found.end)
    if found.values("which", "FOLLOWING") or found.values("which", "PREVIOUS"):
        spoken_of = scene.latest(found.start, "day")
        scene = replace(scene, published=spoken_of) if spoken_of else scene
    if weekday := found.value("name", "WEEKDAY"):
        if found.values("which", "THIS") and direction != "past":
            direction = "future"
        part = found.value("part", "PART")
        return weekday_seen(scene, int(weekday), direction, way != 0).during(part).modified(edge(found))
    if season := found.value("name", "SEASON"):
        sense = season_seen(found, scene, season, "future" if way >= 0 and direction != "past" else "past", way != 0)
        return sense.modified(edge(found))
    month = int(found.value("name", "MONTH") or 0)
    if way == 0:
        here = scene.now("month")
        year_here = here.shifted(month - here.first.month) if here else None
        because = placed(MONTH_NAMES[month - 1], year_here, scene.published)
        return seen_from(year_here, "month", because, f"XXXX-{month:02}").modified(edge(found))
    return month_seen(found, scene, month, direction, True).modified(edge(found))


def read_season_of(found: Found, scene: Scene) -> Sense | None:
    """The summer of next year, spring of this year."""
    year, season = scene.now("year"), found.value("season", "SEASON") or ""
    chosen = year.shifted(_way(found)) if year else None
    stretch = containing(date(chosen.first.year, SEASONS[season], 1), "season") if chosen else None
    why = f"{found.word('season')} of {chosen.value()}" if chosen else ""
    return seen_from(stretch, "season", why, f"XXXX-{season}").modified(edge(found))


def read_from_now(found: Found, scene: Scene) -> Sense | None:
    """Three weeks from now, two months from today: counted from the day of writing."""
    letters, count = unit(found), amount(found)
    if letters is None or count is None:
        return Sense("DATE", "FUTURE_REF", basis="relative") if letters else None
    return _counted(found, scene, count, letters, scene.published)


def read_beyond(found: Found, scene: Scene) -> Sense | None:
    """The day before yesterday, the day after tomorrow, the week before last, the year after next."""
    name: Unit = found.value("unit", "SPAN") or "weekend"  # type: ignore[assignment]
    here = scene.now(name)
    way = -2 if found.has("back") else 2
    if (name == "day") != bool(found.values("known", "DEICTIC")):
        return None
    chosen = here.shifted(way) if here else None
    return seen_from(chosen, name, placed(name, chosen, scene.published))


def read_half_ago(found: Found, scene: Scene) -> Sense | None:
    """Half a year ago, half an hour later."""
    letters = unit(found)
    way = -1 if found.has("back") else 1
    if letters is None or letters in ("Q", "TS"):
        return None
    origin = scene.published if found.has("ago") else scene.latest(found.start) or scene.published
    if letters == "Y":
        return _counted(found, scene, 6 * way, "M", origin)
    return _counted(found, scene, 0.5 * way, letters, origin)


def read_ago(found: Found, scene: Scene) -> Sense | None:
    """Ten months ago, a year and a half ago: counted back from the day of writing."""
    letters, count = unit(found), amount(found)
    if letters is None:
        return None
    if count is None:
        return Sense("DATE", "PAST_REF", basis="relative")
    return _counted(found, scene, -count, letters, scene.published)


def read_later(found: Found, scene: Scene) -> Sense | None:
    """Two days later, a week earlier: counted from the last date in the text, else from the day of writing."""
    letters, count = unit(found), amount(found)
    if letters is None:
        return None
    sign = 1 if found.has("later") else -1
    if count is None:
        return Sense("DATE", "FUTURE_REF" if sign > 0 else "PAST_REF", basis="relative")
    return _counted(found, scene, sign * count, letters, scene.latest(found.start) or scene.published)


def _counted(found: Found, scene: Scene, count: float, letters: str, origin: Stretch | None) -> Sense:
    quarter = scene.latest(found.start, "quarter")
    if quarter and letters == "Y" and count == -1:
        why = f"a year before {quarter.value()}"
        return replace(seen_from(quarter.shifted(-4), "quarter", why), compared=True)
    if letters.startswith("T"):
        day = origin.within("day") if origin else None
        return seen_from(day, "day", f"some hours from {day.edtf()}" if day else "")
    chosen, name = moved(origin, count, letters)
    written = found.tokens.text[found.start : found.end]
    why = f"{' '.join(written.split())} seen from {origin.edtf()}" if origin else ""
    return seen_from(chosen, name, why).modified(found.value("rough", "ROUGHLY"))


def read_year_earlier(found: Found, scene: Scene) -> Sense | None:
    """Year-earlier, year-ago, the year-ago quarter."""
    origin = scene.latest(found.start, "quarter") or scene.published
    if origin is None:
        return Sense("DATE", UNKNOWN["year"], basis="relative")
    name: Unit = origin.unit if FINENESS[origin.unit] >= FINENESS["quarter"] else "year"
    here = origin.within(name)
    step = {"quarter": -4, "half": -2, "season": -4}.get(name, -1)
    sense = seen_from(here.shifted(step) if here else None, name, f"a year before {origin.edtf()}")
    return replace(sense, compared=True)


def read_latest_period(found: Found, scene: Scene) -> Sense | None:
    """The latest period: the quarter last spoken of."""
    return _latest(found, scene, "quarter")


def read_day_of_text(found: Found, scene: Scene) -> Sense | None:
    """The previous day, the day before, the following day, the same day."""
    origin = scene.latest(found.start, "day") or scene.now("day")
    away = -1 if found.has("back") else 1 if found.has("ahead") else 0
    if found.has("open") and found.after() not in NOT_COUNTED_FROM:
        return None
    chosen = origin.shifted(away) if origin else None
    return seen_from(chosen, "day", placed("day", chosen, origin))


def read_vague(found: Found, scene: Scene) -> Sense | None:
    """The coming weeks: a reference to what is ahead; recent months: a span behind."""
    if found.has("ahead"):
        return Sense("DATE", "FUTURE_REF", basis="relative")
    return Sense("DURATION", duration(None, unit(found) or "Y"), basis="relative")


WHICH = (
    "(?P<which> THE? (?: LASTWORD | NEXT | THIS COMING | THIS | THAT | CURRENT | PREVIOUS | FOLLOWING | COMING"
    " | LATEST | SAME ) )"
)
SPANS = "(?P<unit> SPAN | WEEKEND )"

RULES = (
    Rule("reference", "(?: RIGHT | MORE )? (?P<word> REF )", read_reference),
    Rule("reference noun", "(?P<noun> THE ) NEAR? (?P<word> REFNOUN )", read_reference),
    Rule("current", "(?P<word> REFADJ )", read_current),
    Rule("deictic", "{edge}? (?P<day> DEICTIC ) (?P<part> PART )?", read_deictic),
    Rule(
        "part",
        "{edge}? (?P<which> THIS | (?P<last> LAST ) | THE (?P<next> NEXT | FOLLOWING )"
        " | (?P<that> THE? THAT SAME? | THE SAME ) ) (?P<part> PART )",
        read_part,
    ),
    Rule("the part", "(?P<part> OVERNIGHT )", read_part),
    Rule("unit", "{edge}? " + WHICH + " FISCAL? " + SPANS, read_unit),
    Rule("the unit", "{edge}? THE (?P<fiscal> FISCAL | EXTRA )? " + SPANS, read_the_unit),
    Rule("year end", "(?P<mid> EDGE ) HYPHEN? YEARWORD | THE? YEARWORD HYPHEN? (?P<end> PARTOF )", read_year_end),
    Rule("year's end", "THE? YEARWORD POSS (?P<edge> PARTOF )", read_the_year),
    Rule("named", "{edge}? " + WHICH + " EDGE? (?P<name> WEEKDAY | MONTH | SEASON ) (?P<part> PART )?", read_named),
    Rule(
        "season of",
        "{edge}? THE? (?P<season> SEASON ) OF? (?P<which> (?: THIS | LAST | NEXT ) YEARWORD )",
        read_season_of,
    ),
    Rule(
        "from now",
        "{rough}? {amount} EXTRA? (?P<unit> {units} ) {plus}? FROMWORD NOWWORD",
        read_from_now,
    ),
    Rule(
        "beyond",
        "THE " + SPANS + " (?: (?P<back> BEFORE ) | AFTER ) (?P<known> LAST | NEXT | DEICTIC )",
        read_beyond,
    ),
    Rule(
        "half ago",
        "{rough}? (?: AN? HALF HYPHEN? | HALF AN ) (?P<unit> UNIT ) (?: (?P<back> (?P<ago> AGO ) | EARLIER ) | LATER )",
        read_half_ago,
    ),
    Rule("ago", "{rough}? {amount} EXTRA? (?P<unit> {units} ) {plus}? (?: OR SO )? AGO", read_ago),
    Rule(
        "later",
        "{rough}? {amount} EXTRA? (?P<unit> {units} ) {plus}? (?: EARLIER | (?P<later> LATER | HENCE ) )",
        read_later,
    ),
    Rule(
        "year earlier",
        "YEARWORD HYPHEN (?: EARLIER | AGO ) | THE COMPARABLE? YEARWORD HYPHEN (?: EARLIER | AGO ) PERIOD",
        read_year_earlier,
    ),
    Rule("latest period", "THE LATEST PERIOD", read_latest_period),
    Rule(
        "day of text",
        "THE? (?: (?P<back> PREVIOUS ) | (?P<ahead> NEXT | FOLLOWING ) | SAME | THAT SAME ) DAYWORD",
        read_day_of_text,
    ),
    Rule("day before", "THE DAYWORD (?P<open> (?P<back> BEFORE ) | (?P<ahead> AFTER ) )", read_day_of_text),
    Rule("vague", "THE? (?: RECENT | (?P<ahead> COMING | FUTURE ) ) (?P<unit> UNITS )", read_vague),
    Rule("ahead", "THE (?P<unit> UNITS ) (?P<ahead> AHEAD )", read_vague),
)
