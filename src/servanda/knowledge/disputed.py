"""Disputed areas: where towns lie that more than one state claims, and who claims them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from servanda.codebook.tables import Row, read_table

_DATA = Path(__file__).parent / "data" / "disputed_areas.tsv"
_COLUMNS = ("name", "country", "region", "south", "west", "north", "east", "claimed_by")
_REQUIRED = ("name", "country", "south", "west", "north", "east", "claimed_by")


@dataclass(frozen=True, slots=True)
class DisputedArea:
    """A box in degrees, and the country (and region) whose towns inside it are claimed by all of `claimed_by`."""

    name: str
    country: str
    region: str
    south: float
    west: float
    north: float
    east: float
    claimed_by: tuple[str, ...]


@cache
def load_disputed_areas(path: Path = _DATA) -> tuple[DisputedArea, ...]:
    """Return the disputed areas of a file; raises VocabularyError for a malformed one."""
    return tuple(_area(row) for row in read_table(path, _COLUMNS, _REQUIRED))


def claimants(country: str | None, region: str, lat: float, lon: float) -> tuple[str, ...]:
    """Return the states that claim a town, by its country, region and point; nothing where nobody disputes it."""
    for area in load_disputed_areas():
        inside = area.south <= lat <= area.north and area.west <= lon <= area.east
        if inside and area.country == country and area.region in ("", region):
            return area.claimed_by
    return ()


def _area(row: Row) -> DisputedArea:
    south, west, north, east = (row.number(side) or 0.0 for side in ("south", "west", "north", "east"))
    if not (-90 <= south < north <= 90 and -180 <= west < east <= 180):
        raise row.error("the box is empty or lies outside the earth", "Give south below north and west below east")
    return DisputedArea(row["name"], row["country"], row["region"], south, west, north, east, row.many("claimed_by"))
