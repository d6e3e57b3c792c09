"""The map: its places, its list, and the geometry: disputed areas, their claimants, small states."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from servanda.knowledge.countries import load_countries
from servanda.knowledge.disputes import load_disputes
from servanda.web.pages.map import lately
from servanda.web.statics import FOLDER

MICROSTATES = ("VAT", "MCO", "SMR", "LIE", "AND", "MLT", "NRU", "TUV", "MDV", "KNA", "SGP", "PLW")
CLAIMS = {
    "crimea": {"RUS", "UKR"}, "kashmir": {"IND", "PAK"}, "western-sahara": {"ESH", "MAR"}, "taiwan": {"CHN", "TWN"},
    "kosovo": {"KOS", "SRB"}, "palestine": {"ISR", "PSE"}, "golan-heights": {"ISR", "SYR"},
}  # fmt: skip
INSIDE = {
    "crimea": (34.1, 45.2), "kashmir": (74.8, 34.1), "western-sahara": (-13.2, 24.5), "taiwan": (121.0, 23.8),
    "kosovo": (20.9, 42.6), "palestine": (35.2, 32.2), "golan-heights": (35.77, 33.0),
}  # fmt: skip


@pytest.fixture(scope="module")
def world() -> dict[str, Any]:
    return json.loads((FOLDER / "geometry" / "world.json").read_text("utf-8"))


def rings_of(world: dict[str, Any], geometry: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """The outer rings of a polygon or multipolygon of a topology, in degrees."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [[p for arc in polygon[0] for p in points_of(world, arc)] for polygon in polygons]


def points_of(world: dict[str, Any], arc: int) -> list[tuple[float, float]]:
    (kx, ky), (x0, y0) = world["transform"]["scale"], world["transform"]["translate"]
    x = y = 0
    points = []
    for dx, dy in world["arcs"][arc if arc >= 0 else ~arc]:
        x, y = x + dx, y + dy
        points.append((x * kx + x0, y * ky + y0))
    return points if arc >= 0 else points[::-1]


def holds(ring: list[tuple[float, float]], x: float, y: float) -> bool:
    """Whether a point lies inside a ring: a ray crosses it an odd number of times."""
    inside = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


@pytest.mark.parametrize("dispute", CLAIMS)
def test_disputed_areas_lie_where_they_are_and_name_their_claimants(world: dict[str, Any], dispute: str) -> None:
    area = next(g for g in world["objects"]["disputes"]["geometries"] if g["id"] == dispute)
    assert any(holds(ring, *INSIDE[dispute]) for ring in rings_of(world, area))
    fact = next(d for d in load_disputes() if d.id == dispute)
    assert set(fact.claimed_by) == CLAIMS[dispute]


def test_every_area_has_its_fact_and_every_claimant_is_a_country(world: dict[str, Any]) -> None:
    facts = {d.id: d for d in load_disputes()}
    assert {g["id"] for g in world["objects"]["disputes"]["geometries"]} <= set(facts)
    assert all(code in load_countries() for d in facts.values() for code in d.claimed_by)
    assert all(list(d.claimed_by) == sorted(d.claimed_by) for d in facts.values())


def test_disputed_borders_are_lines_of_their_own(world: dict[str, Any]) -> None:
    kinds = {g["id"]: len(g["arcs"]) for g in world["objects"]["borders"]["geometries"]}
    assert set(kinds) == {"settled", "disputed"}
    assert min(kinds.values()) > 30


@pytest.mark.parametrize("code", MICROSTATES)
def test_small_states_have_an_area_and_a_position(world: dict[str, Any], client: TestClient, code: str) -> None:
    assert any(g["id"] == code for g in world["objects"]["countries"]["geometries"])
    assert code in {c["code"] for c in client.get("/map.json").json()["countries"]}


def test_every_country_of_today_that_has_land_of_its_own_is_drawn(world: dict[str, Any]) -> None:
    drawn = {g["id"] for g in world["objects"]["countries"]["geometries"]}
    missing = {c.code for c in load_countries().values() if c.until is None} - drawn
    # Overseas departments are parts of France in Natural Earth; Tokelau has no area there; the map ends before Antarctica.
    assert missing <= {"GLP", "GUF", "MTQ", "MYT", "REU", "TKL", "ATA"}


def test_the_legend_names_the_claimants(client: TestClient) -> None:
    page = client.get("/map").text
    for name in ("Russia, Ukraine", "India, Pakistan", "Kosovo, Serbia", "Israel, Syria"):
        assert f"claimed by {name}" in " ".join(page.split())


def test_places_are_in_list_and_data_and_open_at_their_words(client: TestClient) -> None:
    data = client.get("/map.json?since=2000").json()
    page = client.get("/map?since=2000").text
    assert data["places"]
    for place in data["places"][:30]:
        assert -90 <= place["lat"] <= 90
        assert -180 <= place["lon"] <= 180
        found = client.get("/map/place.json", params={"name": place["name"], "since": "2000"}).json()["evidence"]
        assert found
        assert place["last_month"] == max(one["day"] for one in found)[:7]
    assert page.count("<tr>") > 1


def test_time_and_kind_narrow_the_map(client: TestClient) -> None:
    everything = client.get("/map.json?since=2000").json()["places"]
    events = client.get("/map.json?since=2000&show=event").json()["places"]
    assert all(p["commitments"] == 0 for p in events)
    assert sum(p["cooperation"] + p["conflict"] for p in everything) == sum(
        p["cooperation"] + p["conflict"] for p in events
    )
    assert client.get("/map.json?since=1800&until=1801").json()["places"] == []
    assert "Nothing lies on the map" in client.get("/map?since=1800&until=1801").text
    assert client.get("/map?since=yesterday").status_code == 422


def test_tallies_say_what_the_records_say(client: TestClient) -> None:
    by_month, by_day = (client.get(f"/map.json?since={since}").json()["places"] for since in ("1000-01", "1000-01-01"))
    assert by_month == by_day


def test_months_add_up_to_the_places(client: TestClient) -> None:
    months = client.get("/map/months.json").json()
    places = client.get("/map.json?since=1000").json()["places"]
    assert sum(months.values()) == sum(p["cooperation"] + p["conflict"] + p["commitments"] for p in places)


@pytest.mark.parametrize(
    ("months", "since"),
    [
        ({}, ""),
        ({"1999-05": 3, "2024-02": 4}, "1999-05"),
        ({"1999-05": 3, "2021-03": 150, "2024-02": 80}, "2019-02"),
        ({"1999-05": 900, "2023-02": 100, "2024-02": 100}, "2023-02"),
    ],
)
def test_the_map_opens_at_the_last_years_that_much_is_told_of(months: dict[str, int], since: str) -> None:
    assert lately(months) == since


def test_the_empty_map_says_so(empty_client: TestClient) -> None:
    assert empty_client.get("/map").status_code == 200
    assert empty_client.get("/relations").status_code == 200
    assert empty_client.get("/stories").status_code == 200
    assert empty_client.get("/actors").status_code == 200
