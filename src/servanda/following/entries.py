"""Entries: a commitment followed through all documents."""

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.following.claims import Claim, Quantity, Step
from servanda.record import Date, Span
from servanda.record.kinds import Act


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One step of an entry, with the evidence that gave it. `published` is when it could first be known."""

    date: Date
    status: Step
    document: str
    record: str | None
    claim: str
    evidence: Span
    claimed_by: str | None
    published: str | None
    denied: bool
    outranked: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A commitment and what became of it. `computed` is filled by `standing.as_of` alone.

    `claims` are those it was folded from; `keys` and `matter` serve linking; `title` says in a few words what it is about.
    """

    id: str
    act: Act
    by: tuple[str, ...]
    to: tuple[str, ...]
    content: str
    sectors: tuple[str, ...]
    status: Step
    computed: tuple[str, ...]
    since: Date | None
    due: Date | None
    until: Date | None
    promised: tuple[Quantity, ...]
    delivered: tuple[Quantity, ...]
    history: tuple[HistoryStep, ...]
    claims: tuple[Claim, ...]
    keys: tuple[str, ...]
    matter: tuple[str, ...]


def fold(entry: str, claims: Sequence[Claim]) -> Entry:
    """Return the entry that claims make together; raises ValueError when there are none."""
    raise ValueError(f"entry {entry} has no claims")
