"""Asking for pairs and parties: of which most is told, and with whom a party has to do."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select, union_all

from servanda.store.schema import pairs

_HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties with what is told of them: events of cooperation and of conflict, balance of intensity, last day."""

    one: str
    other: str
    cooperation: int
    conflict: int
    balance: float
    last_day: str

    @property
    def events(self) -> int:
        """How many events there are in all."""
        return self.cooperation + self.conflict


@dataclass(frozen=True, slots=True)
class Party:
    """A party with the number of events between it and others."""

    party: str
    events: int


def ask_pairs(connection: Connection, most: int = 100) -> list[Pair]:
    """Return the pairs with most events between them, the first first."""
    c = pairs.c
    query = select(pairs).order_by((c.cooperation + c.conflict).desc(), c.low, c.high).limit(most)
    return [_pair(row) for row in connection.execute(query)]


def ask_parties(connection: Connection, most: int = 300) -> list[Party]:
    """Return the parties with most events between them and others, the first first."""
    c = pairs.c
    halves = [
        select(side.label("party"), func.sum(c.cooperation + c.conflict).label("n")).group_by(side)
        for side in (c.low, c.high)
    ]
    both = union_all(*halves).subquery().c
    count = func.sum(both.n)
    query = select(both.party, count).group_by(both.party).order_by(count.desc(), both.party).limit(most)
    return [Party(party, int(n)) for party, n in connection.execute(query)]


def ask_ties(connection: Connection, party: str, most: int = 30) -> list[Pair]:
    """Return the pairs of a party, itself first, those with most events before the others."""
    c = pairs.c
    rows = [
        *connection.execute(select(pairs).where(c.low == party)),
        *connection.execute(select(pairs).where(c.high == party)),
    ]
    found = [_pair(row, party) for row in rows]
    return sorted(found, key=lambda pair: (-pair.events, pair.other))[:most]


def ask_ties_among(connection: Connection, parties: list[str]) -> list[Pair]:
    """Return how parties deal with each other: a pair for each two of them that have any events."""
    c = pairs.c
    return [_pair(row) for row in connection.execute(select(pairs).where(c.low.in_(parties), c.high.in_(parties)))]


def _pair(row: Any, first: str | None = None) -> Pair:
    other = row.low if first == row.high else row.high
    one = row.high if first == row.high else row.low
    return Pair(one, other, row.cooperation, row.conflict, row.balance / _HUNDREDTHS, row.last_day)
