"""Approximate places: where a place lies that no gazetteer knows, by the known places that the text names with it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from servanda.knowledge.places import distance_km
from servanda.record import PlaceMention

_LOCAL_KM = 100.0
_MOST = 0.6
_LINKS = (", ", " in ", ", in ", " of ", " near ", " at ")
_TOO_LARGE = ("country", "area")


def with_approximations(text: str, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the places, those without a point at the place named right behind them, or where all the text happens.

    "Alder Hey hospital, Liverpool" lies in Liverpool; in a text whose towns lie within 100 km of each other any other place is
    taken to lie there too. Such a place keeps its own words, low confidence, and the precision "area".
    """
    centre = _centre(places)
    return [
        _at(place, near) if place.lat is None and (near := _behind(text, places, n) or centre) is not None else place
        for n, place in enumerate(places)
    ]


def _behind(text: str, places: Sequence[PlaceMention], n: int) -> PlaceMention | None:
    after = places[n + 1] if n + 1 < len(places) else None
    if after is None or after.lat is None or after.precision in _TOO_LARGE:
        return None
    return after if text[places[n].end : after.start] in _LINKS else None


def _centre(places: Sequence[PlaceMention]) -> PlaceMention | None:
    """Return the town named most, where most of the smaller places of the text are near it."""
    known = [(p, p.lat, p.lon) for p in places if p.use != "state" and p.precision not in _TOO_LARGE]
    points = [(p, (lat, lon)) for p, lat, lon in known if lat is not None and lon is not None]
    towns = Counter(p.name for p, _ in points if p.precision in ("settlement", "point"))
    if not towns:
        return None
    centre, middle = next((p, at) for p, at in points if p.name == towns.most_common(1)[0][0])
    near = sum(distance_km(at, middle) < _LOCAL_KM for _, at in points)
    return centre if near >= _MOST * len(points) else None


def _at(place: PlaceMention, near: PlaceMention) -> PlaceMention:
    why = replace(place.why, rule="near-named-place")
    return replace(place, lat=near.lat, lon=near.lon, country=near.country, precision="area", confidence=0.35, why=why)
