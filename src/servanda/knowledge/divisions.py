"""Divisions: provinces, states, counties and districts of the first level, US counties, and how states are abbreviated."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType

from servanda.codebook.tables import Row, read_table
from servanda.knowledge.forms import place_key
from servanda.knowledge.kept import kept

_DATA = Path(__file__).parent / "data"
_COLUMNS = ("name", "aliases", "country", "region", "lat", "lon", "feature", "geonameid")
_ABBREVIATIONS = ("name", "country", "region", "postal", "forms")
FEATURES = frozenset(("province", "county"))


@dataclass(frozen=True, slots=True)
class Division:
    """A part of a country; `region` is the code GeoNames gives the first-level division it is or lies in."""

    name: str
    aliases: tuple[str, ...]
    country: str
    region: str
    lat: float
    lon: float
    feature: str
    geonameid: int | None


_FIELDS = attrgetter(*(field.name for field in fields(Division)))


@dataclass(frozen=True, slots=True)
class AbbreviatedState:
    """A state or province that newspapers abbreviate: "Fla.", and its two letters in addresses, "FL"."""

    name: str
    country: str
    region: str
    postal: str
    forms: tuple[str, ...]


@cache
def load_divisions(path: Path = _DATA / "divisions.tsv") -> tuple[Division, ...]:
    """Return the divisions of a file; raises VocabularyError for a malformed one."""
    return tuple(_division(row) for row in read_table(path, _COLUMNS, ("name", "country", "lat", "lon", "feature")))


@cache
def load_abbreviations(path: Path = _DATA / "state_abbreviations.tsv") -> tuple[AbbreviatedState, ...]:
    """Return the states that newspapers abbreviate; raises VocabularyError for a malformed file."""
    return tuple(
        AbbreviatedState(row["name"], row["country"], row["region"], row["postal"], row.many("forms"))
        for row in read_table(path, _ABBREVIATIONS, ("name", "country", "region"))
    )


@lru_cache(maxsize=20_000)
def divisions_named(key: str) -> tuple[Division, ...]:
    """Return the divisions with this name, given as `forms.place_key` writes it."""
    rows = json.loads(_by_key().get(key, "[]"))
    return tuple(Division(name, tuple(aliases), *rest) for name, aliases, *rest in rows)


def state_abbreviated(form: str) -> AbbreviatedState | None:
    """Return the state of an abbreviation as newspapers write it ("Fla.", "W.Va.", "N.S.W."), None for any other word."""
    return _by_form().get(form)


def state_of_postal(letters: str) -> AbbreviatedState | None:
    """Return the state with these letters in addresses ("FL"), None for any others."""
    return next((state for state in load_abbreviations() if state.postal and state.postal == letters), None)


def is_state(name: str) -> bool:
    """Return whether a name or abbreviation is that of a state or province in the table of abbreviated ones."""
    return name in _by_form() or any(state.name == name for state in load_abbreviations())


def region_of(country: str | None, name: str) -> Division | AbbreviatedState | None:
    """Return what is known of a state or province of a country by its name: above all its region's code."""
    key = place_key(name)
    for state in load_abbreviations():
        if state.country == country and place_key(state.name) == key:
            return state
    return next((d for d in divisions_named(key) if d.country == country and d.feature == "province"), None)


def _division(row: Row) -> Division:
    lat, lon = row.number("lat"), row.number("lon")
    if lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise row.error(f"there is no point at {lat}, {lon}", "Give latitude up to 90 and longitude up to 180")
    if row["feature"] not in FEATURES:
        raise row.error(f"the feature is {row['feature']!r}", f"Give one of {', '.join(sorted(FEATURES))}")
    ident = row["geonameid"]
    return Division(
        row["name"], row.many("aliases"), row["country"], row["region"], lat, lon, row["feature"],
        int(ident) if ident.isdecimal() else None,
    )  # fmt: skip


@cache
def _by_key() -> Mapping[str, str]:
    """Return the fields of the divisions by each of their keys, as JSON: few of eight thousand are ever asked for."""
    found: Mapping[str, str] = kept("divisions", _built)
    return found


def _built() -> dict[str, str]:
    found: dict[str, list[object]] = {}
    for division in load_divisions():
        for key in _keys(division):
            found.setdefault(key, []).append(_FIELDS(division))
    return {key: json.dumps(group, ensure_ascii=False) for key, group in found.items()}


def _keys(division: Division) -> Iterable[str]:
    return dict.fromkeys(place_key(name) for name in (division.name, *division.aliases))


@cache
def _by_form() -> Mapping[str, AbbreviatedState]:
    return MappingProxyType({form: state for state in load_abbreviations() for form in state.forms})
