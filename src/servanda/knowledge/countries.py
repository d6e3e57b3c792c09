"""Countries, historic states and some territories, with the names, adjectives and seats that stand for them.

How a form that several countries use is resolved: the file leaves it to one of them and marks it with `?` at the
others, which keep it among their forms and in `yielded`. "Congo" and "Congolese" are the Democratic Republic's;
"Dominican" is the Dominican Republic's; the capital of a state that is gone belongs to the one that is there.
Other readings are settled by leaving the form out elsewhere: "America" and "American" are the United States,
"Korea" and "Korean" South Korea, "Guinea" and "Guinean" the country that has Conakry, "Georgia" the state in the
Caucasus, "Nigerian" Nigeria ("Nigerien" is Niger), "Ireland" the Republic, "Islamic Republic" Iran.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from servanda.codebook.tables import Row, read_table
from servanda.knowledge.forms import Claims, SurfaceForm, folded, lookup, split_yielded, surface_forms_of

KINDS = ("name", "adjective", "people", "capital", "seat")

_COLUMNS = (
    "code", "name", "aliases", "adjectives", "peoples", "capital", "capital_aliases", "seats",
    "lat", "lon", "capital_lat", "capital_lon", "from", "until", "successor", "geonameid",
)  # fmt: skip
_REQUIRED = ("code", "name", "lat", "lon")
_DATA = Path(__file__).parent / "data" / "countries.tsv"


@dataclass(frozen=True, slots=True)
class Country:
    """A country, historic state or territory.

    `capital` is the city that stands for the government in the news and `seats` are the buildings and streets that
    do; `since` and `until` are years, given for what is new or gone; `yielded` are forms left to another country.
    """

    code: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    peoples: tuple[str, ...]
    capital: str | None
    capital_aliases: tuple[str, ...]
    seats: tuple[str, ...]
    lat: float
    lon: float
    capital_lat: float | None
    capital_lon: float | None
    since: int | None
    until: int | None
    successor: str | None
    geonameid: int | None
    yielded: tuple[str, ...]

    def forms(self) -> Iterator[tuple[str, str]]:
        """Yield (kind, text) for every form that stands for this country."""
        capitals = (self.capital, *self.capital_aliases) if self.capital else ()
        texts = ((self.name, *self.aliases), self.adjectives, self.peoples, capitals, self.seats)
        for kind, group in zip(KINDS, texts, strict=True):
            yield from ((kind, text) for text in group if text not in self.yielded)


def load_countries(path: Path | None = None) -> Mapping[str, Country]:
    """Return the countries by code, from a file or from the one that comes with servanda.

    Raises VocabularyError for a malformed file.
    """
    return _read(path or _DATA)


def country_named(name: str) -> Country | None:
    """Return the country with this name, alias or abbreviation, written as usual or in capitals; else None."""
    return _find("name", name)


def country_of_adjective(adjective: str) -> Country | None:
    """Return the country of an adjective such as "Syrian", else None."""
    return _find("adjective", adjective)


def country_of_people(people: str) -> Country | None:
    """Return the country of a people such as "Poles", else None. One of them may be an adjective: "a Syrian"."""
    return _find("people", people)


def country_of_capital(city: str) -> Country | None:
    """Return the country whose government this city stands for, else None."""
    return _find("capital", city)


def country_of_seat(seat: str) -> Country | None:
    """Return the country whose government this building or street stands for, else None."""
    return _find("seat", seat)


@cache
def surface_forms() -> tuple[SurfaceForm, ...]:
    """Return every written form of every country, to be matched as it stands; the longest match is meant.

    One text may come with several kinds of one country ("Swiss" is adjective and people), never with two countries.
    A capital or adjective that is written like the country's name is given as the name only.
    """
    found: dict[SurfaceForm, None] = {}
    for country in load_countries().values():
        names = {folded(text) for kind, text in country.forms() if kind == "name"}
        for kind, text in country.forms():
            if kind == "name" or folded(text) not in names:
                found.update(dict.fromkeys(surface_forms_of([text], kind, country.code)))
    return tuple(found)


@cache
def _read(path: Path) -> Mapping[str, Country]:
    claims = {kind: Claims() for kind in KINDS}
    countries: dict[str, Country] = {}
    rows: dict[str, Row] = {}
    for row in read_table(path, _COLUMNS, _REQUIRED):
        country = _country(row)
        if country.code in countries:
            raise row.error(f"the code {country.code} stands twice", "Keep one row for each country")
        for kind, text in country.forms():
            claims[kind].add(text, country.code, row)
        countries[country.code], rows[country.code] = country, row
    for country in countries.values():
        if country.successor and country.successor not in countries:
            raise rows[country.code].error(
                f"the successor {country.successor} is not in the file", "Give the code of a row"
            )
    return MappingProxyType(countries)


def _country(row: Row) -> Country:
    code = row["code"]
    if len(code) != 3 or not code.isalpha() or not code.isupper():
        raise row.error(f"the code is {code!r}", "Give three capital letters, as in ISO 3166 alpha-3")
    (name,), name_yielded = split_yielded([row["name"]])
    if name_yielded:
        raise row.error(f"the name {name!r} is left to another country", "Give a name that is this country's own")
    groups = [row.many(c) for c in ("aliases", "adjectives", "peoples", "capital", "capital_aliases", "seats")]
    split = [split_yielded(group) for group in groups]
    aliases, adjectives, peoples, capital, capital_aliases, seats = (forms for forms, _ in split)
    if len(capital) > 1 or (capital_aliases and not capital):
        raise row.error("there is not one capital", "Put the usual one in capital, the others in capital_aliases")
    lat, lon = _degrees(row, "lat", 90), _degrees(row, "lon", 180)
    if lat is None or lon is None:
        raise row.error("the position is not given", "Fill in lat and lon")
    since, until = _year(row, "from"), _year(row, "until")
    if row["geonameid"] and not row["geonameid"].isdecimal():
        raise row.error(f"geonameid is {row['geonameid']!r}", "Give digits, or leave it empty")
    if since is not None and until is not None and until < since:
        raise row.error(f"it ends in {until}, before it begins in {since}", "Correct from or until")
    return Country(
        code, name, aliases, adjectives, peoples, capital[0] if capital else None, capital_aliases, seats,
        lat, lon, _degrees(row, "capital_lat", 90), _degrees(row, "capital_lon", 180),
        since, until, row["successor"] or None, int(row["geonameid"] or 0) or None,
        tuple(text for _, yielded in split for text in yielded),
    )  # fmt: skip


def _degrees(row: Row, column: str, limit: float) -> float | None:
    value = row.number(column)
    if value is not None and not -limit <= value <= limit:
        raise row.error(f"{column} is {value}", f"Give degrees between -{limit} and {limit}")
    return value


def _year(row: Row, column: str) -> int | None:
    text = row[column]
    if not text:
        return None
    if len(text) != 4 or not text.isdecimal():
        raise row.error(f"{column} is {text!r}, not a year", "Write four digits, or leave it empty")
    return int(text)


@cache
def _owners(kind: str) -> Mapping[str, str]:
    countries = load_countries().values()
    return lookup((text, country.code) for country in countries for k, text in country.forms() if k == kind)


def _find(kind: str, text: str) -> Country | None:
    code = _owners(kind).get(folded(text))
    return load_countries()[code] if code else None
