"""Places by name: servanda's own gazetteer, countries and capitals, provinces and counties, and towns."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from servanda.codebook.tables import Row, read_table
from servanda.knowledge import disputed, divisions, towns
from servanda.knowledge.countries import Country, country_named, load_countries
from servanda.knowledge.forms import place_key, without_accents
from servanda.knowledge.kept import kept
from servanda.knowledge.towns import Town

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

_FORMS_ABOVE = 100_000
_SAME_TOWN_KM = 40.0
_HINT_KM = 400.0
_VILLAGE = 3_000
_METROPOLIS = 5_000_000
_COUNTY_KM = 60.0
_T = TypeVar("_T")
_KINDS_OF_PLACE = (
    "city", "town", "village", "province", "governorate", "oblast", "region", "district", "state", "prefecture",
    "department", "island", "islands", "area", "county", "metropolitan area", "suburb",
)  # fmt: skip
_DIVISIONS = ("province", "state", "governorate", "oblast", "region", "prefecture", "department", "district", "county")

_COMPASS = frozenset(
    "north south east west northern southern eastern western central northeast northwest southeast southwest".split()
)


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """A place: `country` is None for seas, for regions across states and where states disagree (`claimed_by`).

    `region` is the code of the first-level division that geonames gives (a state's two letters in the United States);
    `population` is 0 where it is not known; `alternate` says that the look-up went by another than the usual name.
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
    alternate: bool = False

    @property
    def owners(self) -> tuple[str, ...]:
        """The country and all that claim the place, without None."""
        return tuple(code for code in (self.country, *self.claimed_by) if code)


_FIELDS = attrgetter(*(field.name for field in fields(PlaceEntry)))


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
    return _packaged() if path is None else MappingProxyType(dict(_read(path)))


def places_named(name: str) -> tuple[PlaceEntry, ...]:
    """Return the places with this name: of the gazetteer, countries, capitals, states, counties and cities.

    Where there is none, words such as "province" and an Arabic article are left out of account.
    """
    short = divisions.state_abbreviated(name.strip())
    if short is not None:
        meant = (short.country, short.region)
        found = _places_under(place_key(short.name))
        return tuple(p for p in found if (p.country, p.region) == meant and p.feature != "city") or found[:1]
    if len(name) == 2 and name.isupper() and not country_named(name):
        return ()
    country = country_named(name.strip())
    key = place_key(region_adjectives().get(name.strip(), name))
    others = _places_under(key) or _divisions_of_kind(key)
    others = others or next(filter(None, map(_places_under, _variants(key))), ())
    return (_country_entry(country), *others) if country else others


def country_entry(code: str) -> PlaceEntry | None:
    """Return the country with this alpha-3 code as a place at its middle, else None."""
    country = load_countries().get(code)
    return _country_entry(country) if country else None


@cache
def region_adjectives() -> Mapping[str, str]:
    """Return the place that each adjective of a region or a part of a country names: "Kurdish", "Central American"."""
    rows = read_table(_DATA / "region_adjectives.tsv", ("adjective", "place"), ("adjective", "place"))
    return MappingProxyType({row["adjective"]: row["place"] for row in rows})


@cache
def place_forms() -> frozenset[str]:
    """Return the names to look for in a text: the gazetteer's and those of cities above 100,000 people.

    Names that are also ordinary words or people's names are left out (data/place_stopwords.tsv).
    """
    stop = {row["name"] for row in read_table(_DATA / "place_stopwords.tsv", ("name", "why"), ("name", "why"))}
    forms = {form for names in load_places().values() for form in names}
    forms |= towns.names_of_towns(_FORMS_ABOVE)
    forms |= {without_accents(form) for form in forms} | {f"al-{form[3:]}" for form in forms if form.startswith("Al-")}
    return frozenset(form for form in forms if form not in stop and len(form) > 2)


@cache
def _packaged() -> Mapping[PlaceEntry, tuple[str, ...]]:
    rows = kept("places", lambda: [(_FIELDS(place), names) for place, names in _read(_DATA / "places.tsv")])
    return MappingProxyType(
        {PlaceEntry(*place[:2], tuple(place[2]), *place[3:]): tuple(names) for place, names in rows}  # type: ignore[call-arg]
    )


def _read(path: Path) -> Iterator[tuple[PlaceEntry, tuple[str, ...]]]:
    owners: dict[tuple[str, str], PlaceEntry] = {}
    for row in read_table(path, _COLUMNS, _REQUIRED):
        place, names = _entry(row), (row["name"], *row.many("aliases"))
        for name in names:
            other = owners.setdefault((place_key(name), row["country"]), place)
            if other is not place:
                raise row.error(
                    f"{name!r} already stands for {other.name} of the same country", "Remove one of the two"
                )
        yield place, names


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
    known = divisions.region_of(row["country"], row["name"]) if row["feature"] in _DIVISIONS else None
    ident = int(geonameid) if geonameid else getattr(known, "geonameid", None)
    return PlaceEntry(
        row["name"], row["country"] or None, row.many("claimed_by"), lat, lon, ident, row["feature"], 0,
        known.region if known else None,
    )  # fmt: skip


@cache
def _own() -> Mapping[str, tuple[PlaceEntry, ...]]:
    return _by_key((place, names) for place, names in load_places().items())


def _by_key(places: Iterable[tuple[_T, Iterable[str]]]) -> Mapping[str, tuple[_T, ...]]:
    found: dict[str, tuple[_T, ...]] = {}
    for place, names in places:
        for key in {place_key(name) for name in names}:
            found[key] = (*found.get(key, ()), place)
    return MappingProxyType(found)


@lru_cache(maxsize=20_000)
def _divisions_of_kind(key: str) -> tuple[PlaceEntry, ...]:
    """Return the divisions that a name with its kind stands for: "Tartus province", "province of Tartus"."""
    for kind in _DIVISIONS:
        bare = key.removesuffix(f" {kind}").removeprefix(f"{kind} of ")
        if bare != key and (found := divisions.divisions_named(bare)):
            own = [place for place in _own().get(bare, ()) if place.feature in _DIVISIONS]
            return (*own, *map(_division_entry, found))
    return ()


def _variants(key: str) -> Iterator[str]:
    yield key
    yield key.removeprefix("al ") if key.startswith("al ") else f"al {key}"
    for kind in _KINDS_OF_PLACE:
        if key.endswith(f" {kind}"):
            yield key.removesuffix(f" {kind}")
        if key.startswith(f"{kind} of "):
            yield key.removeprefix(f"{kind} of ")
    if key not in _COMPASS:
        yield from (f"{key} {kind}" for kind in _DIVISIONS)


@lru_cache(maxsize=50_000)
def _places_under(key: str) -> tuple[PlaceEntry, ...]:
    towns_here = [_town_entry(town) for town in towns.towns_named(key)]
    own, capitals = _own().get(key, ()), tuple(_capitals(key))
    found: list[PlaceEntry] = []
    for place in [*capitals, *(place for place in own if not any(_same_town(place, c) for c in capitals))]:
        merged = _with_town(place, towns_here) if place.feature in _TOWNS else place
        towns_here = [town for town in towns_here if town.geonameid != merged.geonameid]
        found.append(merged)
    parts = [_division_entry(d) for d in divisions.divisions_named(key) if not _named_for_town(d, [*own, *towns_here])]
    return (*found, *parts, *towns_here)


def _named_for_town(division: divisions.Division, places: Iterable[PlaceEntry]) -> bool:
    """Whether the bare name of a division means its town, or the gazetteer has the division already."""
    for place in places:
        if division.country not in (place.country, *place.claimed_by):
            continue
        if place.feature == "city" and place.region == division.region and place.population > _VILLAGE:
            return True
        if place.feature != "city" and distance_km((place.lat, place.lon), (division.lat, division.lon)) < _HINT_KM:
            return True
    return False


def _town_entry(town: Town) -> PlaceEntry:
    claimed = disputed.claimants(town.country, town.region, town.lat, town.lon)
    return PlaceEntry(
        town.name, town.country, claimed, town.lat, town.lon, town.geonameid, "city", town.population, town.region,
        town.alternate,
    )  # fmt: skip


def _division_entry(d: divisions.Division) -> PlaceEntry:
    claimed = disputed.claimants(d.country, d.region, d.lat, d.lon)
    return PlaceEntry(d.name, d.country, claimed, d.lat, d.lon, d.geonameid, d.feature, 0, d.region)


def _same_town(one: PlaceEntry, other: PlaceEntry) -> bool:
    return {one.feature, other.feature} <= _TOWNS and _distance(one, other) < _SAME_TOWN_KM


def _with_town(place: PlaceEntry, towns_here: list[PlaceEntry]) -> PlaceEntry:
    near = [town for town in towns_here if _same_town(place, town)]
    town = max(near, key=lambda town: town.population, default=None)
    if town is None:
        return place
    ident, claimed = place.geonameid or town.geonameid, place.claimed_by or town.claimed_by
    return replace(place, geonameid=ident, population=town.population, region=town.region, claimed_by=claimed)


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
    same_country = [town for town in towns.towns_named(key) if town.country == capital.country]
    here = (capital.lat, capital.lon)
    return bool(same_country) and all(distance_km((t.lat, t.lon), here) > _SAME_TOWN_KM for t in same_country)


def _country_entry(country: Country) -> PlaceEntry:
    claimed = disputed.claimants(country.code, "", country.lat, country.lon)
    return PlaceEntry(country.name, country.code, claimed, country.lat, country.lon, country.geonameid, "country")


def lies_in(place: PlaceEntry, hint: str) -> bool:
    """Return whether a place lies in the country, state, county or region that a hint names."""
    return any(_lies_in(place, larger) for larger in _larger(hint))


@lru_cache(maxsize=10_000)
def _larger(hint: str) -> tuple[PlaceEntry, ...]:
    found = (*_named_by_code(hint), *places_named(hint))
    return tuple(place for place in found if place.feature not in ("city", "capital"))


def _lies_in(place: PlaceEntry, larger: PlaceEntry) -> bool:
    if place == larger:
        return False
    if larger.feature == "country":
        return larger.country is not None and larger.country in (place.country, *place.claimed_by)
    if larger.feature == "county":
        return place.country == larger.country and _distance(place, larger) < _COUNTY_KM
    if larger.region:
        return (place.country, place.region) == (larger.country, larger.region)
    same_country = place.country is None or larger.country in (None, place.country)
    return same_country and _distance(place, larger) < _HINT_KM


def _named_by_code(hint: str) -> Iterator[PlaceEntry]:
    country = load_countries().get(hint) or country_named(hint)
    if country is not None:
        yield _country_entry(country)
    state = divisions.state_of_postal(hint)
    if state is not None:
        found = _places_under(place_key(state.name))
        yield from (p for p in found if (p.country, p.region) == (state.country, state.region))


def renown(place: PlaceEntry) -> float:
    """Return how well known a place is, in powers of ten of people: what is no town counts as a town of that size."""
    people = math.log10(place.population + 10)
    match place.feature:
        case "country":
            return 8.0
        case "capital":
            return 7.0 + people / 10
        case "city":
            return people - ((0.3 if place.population > _METROPOLIS else 1.5) if place.alternate else 0.0)
        case "county":
            return 3.5
        case "province" | "state":
            return 7.2 if place.country == "USA" else 5.7
        case feature:
            return max(people, 5.0 if feature in _SMALL else 6.5)


def _distance(one: PlaceEntry, other: PlaceEntry) -> float:
    return distance_km((one.lat, one.lon), (other.lat, other.lon))
