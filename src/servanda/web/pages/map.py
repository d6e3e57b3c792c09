"""The map: where events happened and to whom commitments are owed, over time; with borders as they are disputed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Query

from servanda.knowledge.countries import load_countries
from servanda.knowledge.disputes import Dispute, load_disputes
from servanda.store.asking_evidence import Evidence
from servanda.store.asking_map import MapPlace, MapQuestion, ask_at_place, ask_months, ask_places
from servanda.web.answers import Answer, Table, page
from servanda.web.asking import Reader
from servanda.web.parties import party_given

router = APIRouter(tags=["Map"])
_ENOUGH, _YEARS = 200, (1, 5, 20)
Shown = Literal["", "event", "commitment", "cooperation", "conflict"]
_Since = Annotated[str, Query(pattern=r"^(\d{4}(-\d\d(-\d\d)?)?)?$", description="From that day, month or year on.")]
_Until = Annotated[str, Query(pattern=r"^(\d{4}(-\d\d(-\d\d)?)?)?$", description="Up to that day, month or year.")]
_Kind = Annotated[Shown, Query(alias="show", description="Events, commitments, or events of one tone only.")]
_Party = Annotated[str, Query(description="Only what this party has a part in: a code or a name.")]


@dataclass(frozen=True, slots=True)
class Country:
    """A country with its name and a middle point, for the marks of small ones."""

    code: str
    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class MapPage:
    """Places with what is told of them, in a time and of a kind; the disputes whose areas are drawn; the countries."""

    since: str
    until: str
    show: Shown
    party: str
    places: Sequence[MapPlace]
    disputes: Sequence[Dispute]
    countries: Sequence[Country]


@dataclass(frozen=True, slots=True)
class PlacePage:
    """What is told of a place, the newest first."""

    place: str
    since: str
    until: str
    evidence: Sequence[Evidence]


@page(router, "/map/months", "months.html", dict[str, int])
def months(reader: Reader, show: _Kind = "", party: _Party = "") -> Answer[dict[str, int]]:
    """How many events and commitments lie on the map in each month."""
    found = ask_months(reader, _question("", "", show, party))
    return Answer(found, Table(("month", "count"), found.items()))


@page(router, "/map/place", "place.html", PlacePage)
def place(
    reader: Reader, name: str, since: _Since = "", until: _Until = "", show: _Kind = "", party: _Party = ""
) -> Answer[PlacePage]:
    """What is told of a place: the sentences, the newest first."""
    found = ask_at_place(reader, _question(since, until, show, party, name))
    rows = ((e.day, e.kind, e.type, "|".join(e.by), "|".join(e.to), e.sentence, str(e.document)) for e in found)
    table = Table(("day", "kind", "type", "by", "to", "sentence", "document"), rows)
    return Answer(PlacePage(name, since, until, found), table, part="place_part.html")


@page(router, "/map", "map.html", MapPage, name="map")
def map_page(
    reader: Reader, since: _Since = "", until: _Until = "", show: _Kind = "", party: _Party = ""
) -> Answer[MapPage]:
    """Where events happened and to whom commitments are owed; without `since`, of the last years that much is told of."""
    if not since and not until:
        since = lately(ask_months(reader, _question("", "", "", "")))
    found = ask_places(reader, _question(since, until, show, party))
    data = MapPage(since, until, show, party_given(party), found, load_disputes(), _countries())
    names = (
        "place",
        "country",
        "lat",
        "lon",
        "precision",
        "cooperation",
        "conflict",
        "commitments",
        "first month",
        "last month",
    )
    rows = (
        (
            p.name,
            p.country,
            p.lat,
            p.lon,
            p.precision,
            p.cooperation,
            p.conflict,
            p.commitments,
            p.first_month,
            p.last_month,
        )
        for p in found
    )
    return Answer(data, Table(names, rows), part="map_list.html")


def _question(since: str, until: str, show: Shown, party: str, place: str | None = None) -> MapQuestion:
    kind = "event" if show in ("cooperation", "conflict") else show or None
    tone = {"cooperation": 1, "conflict": -1}.get(show)
    return MapQuestion(since or None, until or None, kind, tone, party_given(party) or None, place)


def lately(months: Mapping[str, int]) -> str:
    """Return the month since which enough lies on the map: one, five or twenty years before the last, else the first."""
    last = max(months, default="")
    for years in _YEARS if last else ():
        since = f"{int(last[:4]) - years:04}{last[4:]}"
        if sum(count for month, count in months.items() if month >= since) >= _ENOUGH:
            return since
    return min(months, default="")


def _countries() -> list[Country]:
    """Return the countries of today."""
    return [Country(c.code, c.name, c.lat, c.lon) for c in load_countries().values() if c.until is None]
