"""Disputed areas: what more than one state claims, with who claims it and who holds it. Facts, in the order of the alphabet."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from servanda.codebook.tables import Row, read_table
from servanda.knowledge.countries import load_countries

_COLUMNS = ("id", "name", "claimed_by", "held_by", "lat", "lon", "note")
_DATA = Path(__file__).parent / "data" / "disputes.tsv"


@dataclass(frozen=True, slots=True)
class Dispute:
    """A disputed area: `claimed_by` are codes of countries, `held_by` codes or the names of bodies of their own."""

    id: str
    name: str
    claimed_by: tuple[str, ...]
    held_by: tuple[str, ...]
    lat: float
    lon: float
    note: str


def load_disputes(path: Path | None = None) -> tuple[Dispute, ...]:
    """Return the disputes of a file or of the one that comes with servanda. Raises VocabularyError for a malformed file."""
    return _read(path or _DATA)


@cache
def _read(path: Path) -> tuple[Dispute, ...]:
    found: dict[str, Dispute] = {}
    for row in read_table(path, _COLUMNS, _COLUMNS[:-1]):
        dispute = _dispute(row, load_countries())
        if dispute.id in found:
            raise row.error(f"the dispute {dispute.id} stands twice", "Keep one row for each")
        found[dispute.id] = dispute
    return tuple(found.values())


def _dispute(row: Row, countries: Mapping[str, object]) -> Dispute:
    unknown = [code for code in row.many("claimed_by") if code not in countries]
    if unknown:
        raise row.error(f"{unknown[0]} is no code of a country", "Use a code of countries.tsv")
    lat, lon = row.number("lat"), row.number("lon")
    if lat is None or lon is None:
        raise row.error("the position is not given", "Fill in lat and lon")
    return Dispute(row["id"], row["name"], row.many("claimed_by"), row.many("held_by"), lat, lon, row["note"])
