"""A relation: how two parties stood over time, what turned it, what they owe each other and said of each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection

from servanda.analysis.relations import Period, days_of
from servanda.store.asking_actor import Owed, ask_open_commitments
from servanda.store.asking_evidence import Evidence
from servanda.store.asking_pairs import Pair, ask_pairs
from servanda.store.asking_relation import ask_course, ask_happenings, evidence_of
from servanda.store.asking_said import ask_said
from servanda.web.answers import Answer, Table, page
from servanda.web.asking import Reader
from servanda.web.paging import AskedPage, Paged, Paging
from servanda.web.parties import party_given
from servanda.web.problems import not_found

router = APIRouter(tags=["Relations"])
By = Literal["week", "month", "year"]
Measure = Literal["stories", "intensity"]
_MOST, _SOME = 8, 50


@dataclass(frozen=True, slots=True)
class Turn:
    """A month from which the monthly balance is another than before; `evidence` are the events that weigh most in it."""

    start: str
    before: float
    after: float
    evidence: Sequence[Evidence]


@dataclass(frozen=True, slots=True)
class Course:
    """How a pair stood over time: cooperation and conflict by period, each happening once, and where the balance turned."""

    one: str
    other: str
    periods: Sequence[Period]
    turns: Sequence[Turn]

    @property
    def levels(self) -> Sequence[tuple[str, str | None, float]]:
        """Each stretch between turns: the month it begins in, the one the next begins in, and its mean monthly balance."""
        if not self.turns:
            return ()
        starts = [None, *(turn.start for turn in self.turns), None]
        means = [self.turns[0].before, *(turn.after for turn in self.turns)]
        return [(a or "", b, mean) for (a, b), mean in zip(pairwise(starts), means, strict=True)]


@dataclass(frozen=True, slots=True)
class Said:
    """What one party said of another, the newest first."""

    by: str
    about: str
    statements: Sequence[Evidence]


@dataclass(frozen=True, slots=True)
class Debt:
    """What one party owes another and is still open."""

    by: str
    to: str
    entries: Sequence[Owed]


@dataclass(frozen=True, slots=True)
class PeriodPage:
    """What happened between two parties in a period, with the evidence of each; `total` counts all, the page has some."""

    one: str
    other: str
    period: str
    evidence: Sequence[Evidence]
    total: int


@dataclass(frozen=True, slots=True)
class RelationPage:
    """A pair, and a second one to compare it with where that was asked for.

    It opens at the last turning point that events explain, or else at the latest period.
    """

    by: By
    measure: Measure
    course: Course
    second: Course | None
    opened: Turn | None
    latest: PeriodPage | None
    debts: Sequence[Debt]
    said: Sequence[Said]


@page(router, "/relations", "relations.html", list[Pair])
def relations(reader: Reader) -> Answer[list[Pair]]:
    """The pairs of which most is told."""
    pairs = ask_pairs(reader, 100)
    rows = ((p.one, p.other, p.cooperation, p.conflict, p.balance, p.last_day) for p in pairs)
    return Answer(pairs, Table(("one", "other", "cooperation", "conflict", "balance", "last day"), rows))


@router.get("/relation", include_in_schema=False)
def choose_relation(
    request: Request,
    one: Annotated[str, Query()] = "",
    other: Annotated[str, Query()] = "",
    and_: Annotated[str, Query(alias="and")] = "",
) -> Response:
    """Lead from two names to the page of their relation."""
    known = party_given(one), party_given(other)
    if not all(known) or known[0] == known[1]:
        raise not_found("Give two different parties: countries by name or three-letter code, or organisations by name.")
    address = str(request.app.url_path_for("relation", one=known[0], other=known[1]))
    return RedirectResponse(address + (f"?and={and_}" if and_ else ""), 303)


@page(router, "/relation/{one}/{other}/in/{period}", "period.html", PeriodPage)
def period(reader: Reader, paging: AskedPage, one: str, other: str, period: str) -> Answer[PeriodPage]:
    """What happened between two parties in a week ("2024-W07"), month ("2024-02") or year, each happening once."""
    try:
        days_of(period)
    except ValueError:
        raise not_found(f"{period} is no period; write 2024, 2024-02 or 2024-W07") from None
    found = _period_page(reader, one, other, period, paging)
    table = Table(
        ("day", "by", "to", "type", "sentence", "document", "source"),
        (
            (e.day, "|".join(e.by), "|".join(e.to), e.type, e.sentence, str(e.document), e.source)
            for e in found.evidence
        ),
    )
    shown = list(found.evidence)
    paged = Paged(shown, paging.page, paging.size, paging.skipped + paging.size < found.total, found.total)
    return Answer(found, table, part="period_part.html", paged=paged)


@page(router, "/relation/{one}/{other}", "relation.html", RelationPage, name="relation")
def relation_page(
    reader: Reader,
    one: str,
    other: str,
    by: Annotated[By, Query(description="How long a period is.")] = "month",
    measure: Annotated[Measure, Query(description="What the chart counts.")] = "stories",
    and_: Annotated[str, Query(alias="and", description="A second pair, IRN/ISR, to compare with.")] = "",
) -> Answer[RelationPage]:
    """How two parties stood over time: cooperation and conflict by story, turning points, commitments both ways, statements."""
    today, course = date.today().isoformat(), _course(reader, one, other, by)
    opened = next((turn for turn in reversed(course.turns) if turn.evidence), None)
    ways = ((one, other), (other, one))
    data = RelationPage(
        by=by,
        measure=measure,
        course=course,
        second=_second(reader, and_, by),
        opened=opened,
        latest=_latest(reader, course) if opened is None else None,
        debts=[Debt(a, b, ask_open_commitments(reader, today, by=a, to=b, most=_MOST)) for a, b in ways],
        said=[Said(a, b, ask_said(reader, a, b, _MOST)) for a, b in ways],
    )
    return Answer(data, _table(data))


def _course(reader: Connection, one: str, other: str, by: By) -> Course:
    found = ask_course(reader, one, other, by)
    told = evidence_of(reader, [event for turn in found.turning_points for event in turn.events])
    evidence = {f"{one.key}/{one.nth}": one for one in told}
    turns = [
        Turn(t.start, t.before, t.after, [evidence[i] for i in t.events if i in evidence]) for t in found.turning_points
    ]
    return Course(one, other, found.periods, turns)


def _latest(reader: Connection, course: Course) -> PeriodPage | None:
    """Return the evidence of the last period, None where there is none."""
    if not course.periods:
        return None
    return _period_page(reader, course.one, course.other, course.periods[-1].start, Paging(1, _SOME))


def _period_page(reader: Connection, one: str, other: str, period: str, paging: Paging) -> PeriodPage:
    happened = ask_happenings(reader, one, other, *days_of(period))
    some = happened[paging.skipped : paging.skipped + paging.size]
    return PeriodPage(one, other, period, evidence_of(reader, [event.id for event in some]), len(happened))


def _second(reader: Connection, wanted: str, by: By) -> Course | None:
    if not wanted:
        return None
    one, _, other = wanted.partition("/")
    known = party_given(one), party_given(other)
    if not all(known):
        raise not_found(f"{wanted} is no pair; write two parties with a stroke between them, as IRN/ISR")
    return _course(reader, *known, by)


def _table(data: RelationPage) -> Table:
    names = (
        "one",
        "other",
        "period",
        "cooperation",
        "conflict",
        "cooperative intensity",
        "conflictual intensity",
        "turns",
    )
    courses = [course for course in (data.course, data.second) if course is not None]
    rows = (
        (
            course.one, course.other, p.start, p.cooperation, p.conflict, p.cooperative_intensity, p.conflictual_intensity,
            "turning point" if p.start in {turn.start for turn in course.turns} else "",
        )
        for course in courses
        for p in course.periods
    )  # fmt: skip
    return Table(names, rows)
