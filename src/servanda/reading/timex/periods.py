"""Years, halves, quarters, seasons, decades and centuries."""

import re
from datetime import date

from servanda.reading.timex.grammar import Found, Rule, edge, nth, year_in
from servanda.reading.timex.scene import Direction, Scene, Sense, interval, placed, seen_from, stated
from servanda.reading.timex.stretch import SEASONS, Stretch, Unit, containing, month_of, year_of

# "Spring" and "fall" are seasons only after these.
SEASON_PREPS = ("in", "since", "by", "during", "until", "of", "early", "late", "each", "from", "before", "after")
# A number alone is a year only between these; after a preposition that goes with times from 1000 on.
EARLIEST_ALONE, LATEST_ALONE = 1800, 2100
NUMBER_PREPS = ("to", "about", "around", "than", "for", "or")
OPENING, MARKS = tuple("([\"“‘'`—"), tuple("$€£¥#%&@/")


def read_year(found: Found, scene: Scene) -> Sense | None:
    """A year that stands alone, where it is not a number of something."""
    year = year_in(found)
    if year is None or not _is_year(found, year):
        return None
    if found.has("half"):
        second = edge(found) == "END"
        return stated(containing(date(year, 7 if second else 1, 1), "half"))
    if found.has("until"):
        until = int(found.value("until", "YEAR") or year // 100 * 100 + int(found.word("until")))
        return _years(year, until) if year < until else None
    return stated(year_of(year), edge(found))


def read_fiscal(found: Found, scene: Scene) -> Sense | None:
    """FY23."""
    year = year_in(found)
    return stated(year_of(year)) if year is not None and found.word("fiscal") == "fy" else None


def _years(year: int, until: int) -> Sense | None:
    first, last = year_of(year), year_of(until)
    return interval(first, last) if first and last else None


def _is_year(found: Found, year: int) -> bool:
    if found.has("edge") or found.has("fiscal") or found.has("half"):
        return True
    if found.has("short"):
        return found.is_before("PREP")
    if _is_part_of_number(found) or found.is_before("LABEL") or _counts(found, year):
        return False
    named = found.is_before("PREP") and found.before().lower() not in NUMBER_PREPS
    return (1000 if named else EARLIEST_ALONE) <= year <= LATEST_ALONE


def _is_part_of_number(found: Found) -> bool:
    before, after = found.before(), found.after()
    if before in MARKS or after in ("%", "°") or (found.glued_after() and after in ("-", "/", "‑")):
        return True
    # "post-1959" is a year, "B-2000" is none.
    prefixed = before == "-" and found.before(2).isalpha() and found.before(2).islower()
    return found.glued_before() and before not in OPENING and not prefixed


def _counts(found: Found, year: int) -> bool:
    # "2010 people", "1900 houses": what comes after is counted by it.
    after = found.after()
    plural = after.islower() and len(after) > 3 and after.endswith("s") and not after.endswith("ss")
    return found.is_after("COUNTED") or (plural and year % 100 == 0)


def read_word_year(found: Found, scene: Scene) -> Sense | None:
    """Nineteen ninety-six; the year two thousand."""
    if found.has("round"):
        return stated(year_of(2000 + sum(int(value) for value in found.values("rest", "SMALL"))))
    rest = [int(value) for value in found.values("rest", "SMALL")]
    if rest[0] < 10 or (len(rest) > 1 and (rest[0] < 20 or rest[1] > 9)):
        return None
    year = int(found.value("century", "CENTURYWORD") or 0) * 100 + sum(rest)
    month = found.value("month", "MONTH")
    return stated(month_of(year, int(month)) if month else year_of(year), edge(found))


def read_decade(found: Found, scene: Scene) -> Sense | None:
    """The 1980s, the '80s, the nineties."""
    digits = re.sub(r"\D", "", found.word("decade"))
    if not digits:
        digits = f"19{int(found.value('decade', 'DECADEWORD') or 0)}0"
    year = int(digits) if len(digits) == 4 else (1900 if int(digits) >= 20 else 2000) + int(digits)
    introduced = found.has("edge") or found.has("the") or found.is_before("AND")
    if len(digits) == 2 and found.word("decade")[0].isdigit() and not introduced:
        return None
    return stated(year_of(year, "decade"), edge(found))


def read_century(found: Found, scene: Scene) -> Sense | None:
    """The 19th century."""
    count = nth(found)
    return stated(year_of(count * 100 - 100, "century"), edge(found)) if 2 <= count <= 30 else None


def read_season(found: Found, scene: Scene) -> Sense | None:
    """A season, of a year or seen from the day of writing."""
    season = found.value("season", "SEASON") or ""
    year = year_in(found)
    if year is not None:
        return stated(containing(date(year, SEASONS[season], 1), "season"), edge(found))
    surely = found.value("season", "SEASONBARE") is not None and found.is_before("PREP")
    if not (found.has("edge") or found.has("the") or surely or found.before().lower() in SEASON_PREPS):
        return None
    return season_seen(found, scene, season, scene.direction(found.start, found.end)).modified(edge(found))


def season_seen(found: Found, scene: Scene, season: str, direction: Direction, strict: bool = False) -> Sense:
    """The last or next such season."""
    here = scene.now("season")
    if here is None:
        return seen_from(None, "season", "", f"XXXX-{season}")
    step = 1 if direction == "future" else -1
    around = [here.shifted(step * away) for away in range(1 if strict else 0, 5)]
    chosen = next((one for one in around if one and one.first.month == SEASONS[season]), None)
    return seen_from(chosen, "season", placed(found.word("season") or found.word("name"), chosen, scene.published))


def read_quarter(found: Found, scene: Scene) -> Sense | None:
    """The third quarter, first-quarter, this year's second quarter, Q3 2010."""
    count = nth(found)
    year = year_in(found) or year_in(found, "later")
    unit: Unit = "half" if found.has("halfword") else "quarter"
    limit, months = (2, 6) if unit == "half" else (4, 3)
    if not 1 <= count <= limit:
        return None
    letter = f"XXXX-{unit[0].upper()}{count}"
    if year is not None:
        return stated(containing(date(year, (count - 1) * months + 1, 1), unit))
    if unit == "half" and not found.has("which"):
        return None
    here = scene.now(unit)
    if here is None or scene.published is None:
        return seen_from(None, unit, "", letter)
    chosen = _quarter_near(found, scene, here, (count - 1) * months + 1)
    return seen_from(chosen, unit, placed(f"{unit} {count}", chosen, scene.published), letter)


def _quarter_near(found: Found, scene: Scene, here: Stretch, month: int) -> Stretch | None:
    year = here.first.year
    if found.has("which"):
        year += -1 if found.values("which", "LAST") else 1 if found.values("which", "NEXT") else 0
        return containing(date(year, month, 1), here.unit) if 1 <= year <= 9999 else None
    ahead = 2 if scene.direction(found.start, found.end) == "future" else 0
    around = [here.shifted(away) for away in (*range(ahead + 1), *range(-1, -4, -1))]
    chosen = next((one for one in around if one and one.first.month == month), None)
    return chosen.shifted(-4) if chosen and found.has("ago") else chosen


WHOSE = "(?P<which> (?: THIS | LAST | NEXT ) YEARWORD POSS )"

RULES = (
    Rule(
        "month word year",
        "{edge}? (?P<month> MONTH ) (?P<century> CENTURYWORD ) (?P<rest> SMALL (?: HYPHEN? SMALL )? )",
        read_word_year,
    ),
    Rule(
        "year",
        "(?: {edge} | {half} )? (?: THE YEARWORD )? (?P<fiscal> FISCAL YEARWORD? )? (?P<year> YEAR )"
        "(?: HYPHEN (?P<until> YY | YEAR ) )?",
        read_year,
    ),
    Rule("fiscal short year", "(?P<fiscal> FISCAL ) HYPHEN? (?P<year> YY )", read_fiscal),
    Rule("short year", "(?: {edge} )? (?P<year> (?P<short> SHORTYEAR ) )", read_year),
    Rule(
        "word year", "{edge}? (?P<century> CENTURYWORD ) HYPHEN? (?P<rest> SMALL (?: HYPHEN? SMALL )? )", read_word_year
    ),
    Rule("word millennium", "THE YEARWORD (?P<round> SMALL SCALE ) (?: AND? (?P<rest> {small} ) )?", read_word_year),
    Rule("decade", "(?: {edge} | {half} )? (?P<the> THE )? (?P<decade> DECADE )", read_decade),
    Rule("decade word", "(?: {edge} | {half} )? THE (?P<decade> DECADEWORD )", read_decade),
    Rule("century", "{edge}? THE? {nthpart} HYPHEN? CENTURY", read_century),
    Rule("season", "{edge}? (?P<the> THE )? (?P<season> SEASON ) (?: OF? (?P<year> YEAR ) )?", read_season),
    Rule(
        "quarter",
        "THE? (?P<ago> COMPARABLE? YEARWORD HYPHEN (?: AGO | EARLIER ) )? FISCAL? {nthpart} FISCAL? QUARTER"
        " (?: (?: IN | OF )? FISCAL? (?P<year> YEAR ) )?",
        read_quarter,
    ),
    Rule(
        "quarter adjective",
        "FISCAL? {nthpart} HYPHEN QUARTER (?: (?: IN | OF )? FISCAL? (?P<year> YEAR ) )?",
        read_quarter,
    ),
    Rule("year quarter", "THE? (?P<year> YEAR ) POSS? {nthpart} HYPHEN? QUARTER", read_quarter),
    Rule("whose quarter", WHOSE + "FISCAL? {nthpart} HYPHEN? (?: QUARTER | (?P<halfword> HALF ) )", read_quarter),
    Rule(
        "quarter of",
        "THE? {nthpart} HYPHEN? (?: QUARTER | (?P<halfword> HALF ) ) OF"
        "(?P<which> (?: THIS | LAST | NEXT | THE ) YEARWORD )",
        read_quarter,
    ),
    Rule("half", "THE? {nthpart} HYPHEN? (?P<halfword> HALF ) (?: OF | IN ) FISCAL? (?P<year> YEAR )", read_quarter),
    Rule(
        "quarter code",
        "(?: FISCAL? (?P<year> YEAR ) )? (?P<nth> QUARTERCODE | (?P<halfword> HALFCODE ) )"
        "(?: OF? FISCAL? (?P<later> YEAR ) )?",
        read_quarter,
    ),
)
