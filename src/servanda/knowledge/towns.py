"""Towns: the places above 500 people that GeoNames lists, looked up by name in a packaged, sorted table.

The table is kept as the bytes it is written in and searched by halves: loading it costs a fraction of a second and
about twenty megabytes, where a dictionary of the same towns would take ten times as much of both.
"""

import gzip
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

_DATA = Path(__file__).parent / "data" / "towns.tsv.gz"


@dataclass(frozen=True, slots=True)
class Town:
    """A town: `region` is the code GeoNames gives its first-level division; `alternate` that another name found it."""

    name: str
    country: str
    region: str
    lat: float
    lon: float
    population: int
    geonameid: int
    alternate: bool


@lru_cache(maxsize=50_000)
def towns_named(key: str) -> tuple[Town, ...]:
    """Return the towns with this name, given as `forms.place_key` writes it; those it is another name of come last."""
    if not key or "\t" in key or "\n" in key:
        return ()
    table, wanted = _table(), key.encode() + b"\t"
    at, found = _first_line(table, wanted), []
    while table.startswith(wanted, at):
        end = table.index(b"\n", at)
        found.append(_town(table[at:end].decode()))
        at = end + 1
    return tuple(sorted(found, key=lambda town: (town.alternate, -town.population)))


@cache
def names_of_towns(people: int) -> frozenset[str]:
    """Return the usual names of all towns with at least so many people, a power of ten."""
    digits = len(str(people))
    line = re.compile(rb"^[^\t]*\t0\t([^\t]*)\t[^\t]*\t[^\t]*\t[^\t]*\t[^\t]*\t\d{%d,}\t" % digits, re.MULTILINE)
    return frozenset(match.group(1).decode() for match in line.finditer(_table()))


def _first_line(table: bytes, wanted: bytes) -> int:
    """Return where the first line that is not smaller than the wanted bytes begins."""
    low, high = 0, len(table)
    while low < high:
        middle = table.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = table.index(b"\n", middle) + 1
        if table[middle:end] < wanted:
            low = end
        else:
            high = middle
    return low


def _town(line: str) -> Town:
    _, alternate, name, country, region, lat, lon, population, geonameid = line.split("\t")
    return Town(name, country, region, float(lat), float(lon), int(population), int(geonameid), alternate == "1")


@cache
def _table() -> bytes:
    return gzip.decompress(_DATA.read_bytes())
