"""Trends: how much is done with and against each other, by period. One query, for a store and for a lake."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, FromClause, Integer, Select, case, cast, func, literal, null, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import String

from servanda.analysis.pairs import HAPPENED
from servanda.analysis.relations import period_of

By = Literal["week", "month", "year"]
Of = Literal["all", "pair", "class", "type"]
_COLUMNS: dict[Of, tuple[str, ...]] = {"all": (), "pair": ("low", "high"), "class": ("quad",), "type": ("type",)}
_DIGITS = {"month": ("7", "-01"), "year": ("4", "-01-01")}


@dataclass(frozen=True, slots=True)
class TrendQuestion:
    """Which happenings are counted: by how long a period, of what each, of which party or pair, on which ISO days.

    `most` is how many pairs, classes or types there may be in a period: those with most happenings.
    """

    by: By = "month"
    of: Of = "all"
    party: str | None = None
    other: str | None = None
    since: str | None = None
    until: str | None = None
    most: int | None = None


class Trend(NamedTuple):
    """What happened in a period ("2024-W07", "2024-02", "2024"): happenings and summed intensity, of cooperation and conflict.

    `low` and `high` are the pair, `kind` is the quad class or the type, where the question was of these. A tuple, because
    all pairs by year are hundreds of thousands of them.
    """

    period: str
    low: str | None
    high: str | None
    kind: str | None
    cooperation: int
    conflict: int
    cooperative_intensity: float
    conflictual_intensity: float


class Opening(FunctionElement[str]):
    """The first day of the week, month or year of a day, in the words of each database."""

    type = String()
    inherit_cache = False

    def __init__(self, day: ColumnElement[Any], by: By) -> None:
        super().__init__(day)
        self.by = by


def happenings_of(events: FromClause) -> Select[Any]:
    """Return the query for happenings, each once; `events` has the columns that `rank_of` needs, and quad.

    Only events whose day is known may be among them.
    """
    c = events.c
    ranked = select(c.low, c.high, c.day, c.type, c.quad, c.intensity, rank_of(events).label("place"))
    once = ranked.where(c.status.in_(HAPPENED)).subquery()
    return select(*(column for column in once.c if column.name != "place")).where(once.c.place == 1)


def rank_of(events: FromClause) -> ColumnElement[int]:
    """Return the rank of an event among all that tell the same: those of its story with its type and direction.

    The first, which is the strongest, stands for the happening, as in `relations.happenings`. `events` has the columns story,
    document, nth, low, high, source, day, type, intensity and status; what did not happen is ranked apart.
    """
    c = events.c
    strongest = [func.abs(func.coalesce(c.intensity, 0.0)).desc(), c.day, c.document, cast(c.nth, String)]
    same = (c.story, c.type, c.source, c.low, c.high, c.status.in_(HAPPENED))
    return func.row_number().over(partition_by=same, order_by=strongest)


def trends_of(happenings: FromClause, question: TrendQuestion) -> Select[Any]:
    """Return the query for the rows of `trends_in`; `happenings` has low, high, day, type, quad, intensity, each once."""
    c = happenings.c
    together, against = c.quad.like("%cooperation"), c.quad.like("%conflict")
    what = [c[name] for name in _COLUMNS[question.of]]
    opening = Opening(c.day, question.by).label("opening")
    counted = select(
        opening,
        *what,
        func.count().label("happenings"),
        cast(func.sum(case((together, 1), else_=0)), Integer).label("cooperation"),
        cast(func.sum(case((against, 1), else_=0)), Integer).label("conflict"),
        func.sum(case((together & (c.intensity > 0), c.intensity), else_=0.0)).label("cooperative"),
        func.sum(case((against & (c.intensity < 0), c.intensity), else_=0.0)).label("conflictual"),
    ).where(*_conditions(happenings, question))
    groups = counted.group_by(opening, *what).subquery().c
    order = [groups.happenings.desc(), *(groups[column.name] for column in what)]
    named = [groups[name] if name in groups else null().label(name) for name in ("low", "high")]
    kind = groups[what[0].name] if len(what) == 1 else null()
    sums = (groups.cooperation, groups.conflict, groups.cooperative, groups.conflictual)
    shown = select(groups.opening, *named, kind.label("kind"), *sums)
    if question.most is None:
        return shown.order_by(groups.opening, *order)
    place = func.row_number().over(partition_by=groups.opening, order_by=order).label("place")
    placed = shown.add_columns(place).subquery().c
    first = select(*(column for column in placed if column.name != "place"))
    return first.where(placed.place <= question.most).order_by(placed.opening, placed.place)


def trends_in(rows: Iterable[Any], question: TrendQuestion) -> Iterator[Trend]:
    """Yield the trends that the rows of a query tell, in order of time."""
    periods: dict[Any, str] = {}
    for opening, low, high, kind, cooperation, conflict, cooperative, conflictual in rows:
        if opening not in periods:
            periods[opening] = period_of(date.fromisoformat(str(opening)[:10]), question.by)
        sums = round(cooperative, 3), round(conflictual, 3)
        yield Trend(periods[opening], low, high, kind, cooperation, conflict, *sums)


def _conditions(happenings: FromClause, question: TrendQuestion) -> Iterator[ColumnElement[bool]]:
    c = happenings.c
    parties = [party for party in (question.party, question.other) if party is not None]
    if len(parties) == 2:
        low, high = sorted(parties)
        yield (c.low == low) & (c.high == high)
    for party in parties[:1] if len(parties) == 1 else ():
        yield or_(c.low == party, c.high == party)
    if question.since is not None:
        yield c.day >= literal(question.since, c.day.type)
    if question.until is not None:
        yield c.day <= literal(question.until, c.day.type)


@compiles(Opening)
def _opening(element: Opening, compiler: Any, **how: Any) -> str:
    day = compiler.process(element.clauses, **how)
    if element.by == "week":
        return f"substr(cast(date_trunc('week', cast({day} AS DATE)) AS VARCHAR), 1, 10)"
    digits, rest = _DIGITS[element.by]
    return f"substr({day}, 1, {digits}) || '{rest}'"


@compiles(Opening, "sqlite")
def _opening_in_sqlite(element: Opening, compiler: Any, **how: Any) -> str:
    if element.by != "week":
        return _opening(element, compiler, **how)
    return f"date({compiler.process(element.clauses, **how)}, 'weekday 0', '-6 days')"


@compiles(Opening, "duckdb")
def _opening_in_duckdb(element: Opening, compiler: Any, **how: Any) -> str:
    return f"date_trunc('{element.by}', {compiler.process(element.clauses, **how)})"
