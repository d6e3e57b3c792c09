"""Asking for facets: of documents that a search found, which kinds, types, sectors and parties their records have."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, bindparam, text

from servanda.store.searching import Search, record_conditions

_MOST = 12


@dataclass(frozen=True, slots=True)
class Facet:
    """A value, and in how many of the documents a record has it."""

    value: str
    documents: int


@dataclass(frozen=True, slots=True)
class Facets:
    """The values that a search may be narrowed to, the most frequent first."""

    kinds: tuple[Facet, ...]
    types: tuple[Facet, ...]
    sectors: tuple[Facet, ...]
    actors: tuple[Facet, ...]


def ask_facets(connection: Connection, wanted: Search, numbers: Sequence[int]) -> Facets:
    """Return the facets of documents by their numbers; each facet leaves its own filter out, so that another can be chosen."""
    return Facets(
        kinds=_most(_column(connection, replace(wanted, kind=None, type=None), numbers, "kind")),
        types=_most(_column(connection, replace(wanted, type=None), numbers, "type")),
        sectors=_most(_sectors(connection, replace(wanted, sector=None), numbers)),
        actors=_most(_actors(connection, replace(wanted, actor=None), numbers)),
    )


def _column(connection: Connection, wanted: Search, numbers: Sequence[int], column: str) -> Counter[str]:
    only = (
        "r.kind IN ('event', 'commitment')" if column == "type" else "r.kind NOT IN ('actor', 'role', 'place', 'date')"
    )
    rows = _rows(connection, wanted, numbers, f"r.{column} AS value", f"{only} AND r.{column} IS NOT NULL", "")
    return Counter({row.value: row.n for row in rows})


def _sectors(connection: Connection, wanted: Search, numbers: Sequence[int]) -> Counter[str]:
    """Return in how many documents each sector is: a document with several records of a sector counts once."""
    conditions, values = record_conditions(wanted)
    sql = (
        "SELECT DISTINCT r.sectors AS value, r.document FROM records r "
        f"WHERE r.document IN :numbers AND r.sectors IS NOT NULL AND {conditions}"
    )
    query = text(sql).bindparams(bindparam("numbers", expanding=True))
    rows = connection.execute(query, {**values, "numbers": list(numbers)})
    told = {(row.document, sector) for row in rows for sector in row.value.split(",") if sector}
    return Counter(sector for _, sector in told)


def _actors(connection: Connection, wanted: Search, numbers: Sequence[int]) -> Counter[str]:
    joined = "JOIN record_parties q ON q.document = r.document AND q.nth = r.nth"
    rows = _rows(connection, wanted, numbers, "q.party AS value", "q.role <> 'is'", joined)
    return Counter({row.value: row.n for row in rows})


def _rows(
    connection: Connection, wanted: Search, numbers: Sequence[int], value: str, condition: str, join: str
) -> Sequence[Any]:
    conditions, values = record_conditions(wanted)
    sql = (
        f"SELECT {value}, count(DISTINCT r.document) AS n FROM records r {join} "
        f"WHERE r.document IN :numbers AND {condition} AND {conditions} GROUP BY 1"
    )
    query = text(sql).bindparams(bindparam("numbers", expanding=True))
    return connection.execute(query, {**values, "numbers": list(numbers)}).all()


def _most(counts: Counter[str]) -> tuple[Facet, ...]:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Facet(value, n) for value, n in ranked[:_MOST])
