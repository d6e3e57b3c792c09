"""Asking for pairs and parties: of which most is told."""

from dataclasses import dataclass

from sqlalchemy import Connection, case, func, select, union_all

from servanda.store.schema import dyads

HAPPENED = ("occurred", "ongoing")
TOGETHER = ("verbal cooperation", "material cooperation")


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
    c = dyads.c
    count, together = func.count(), func.sum(case((c.quad.in_(TOGETHER), 1), else_=0))
    query = (
        select(c.low, c.high, count, together, func.coalesce(func.sum(c.intensity), 0.0), func.max(c.day))
        .where(c.status.in_(HAPPENED))
        .group_by(c.high, c.low)
        .order_by(count.desc(), c.low, c.high)
        .limit(most)
    )
    return [Pair(a, b, int(t), n - int(t), round(x, 1), last) for a, b, n, t, x, last in connection.execute(query)]


def ask_parties(connection: Connection, most: int = 300) -> list[Party]:
    """Return the parties with most events between them and others, the first first."""
    halves = [
        select(side.label("party"), func.count().label("n")).group_by(side) for side in (dyads.c.low, dyads.c.high)
    ]
    both = union_all(*halves).subquery().c
    count = func.sum(both.n)
    query = select(both.party, count).group_by(both.party).order_by(count.desc(), both.party).limit(most)
    return [Party(party, int(n)) for party, n in connection.execute(query)]
