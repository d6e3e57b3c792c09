"""Linking: to which entry of the ledger a claim belongs."""

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.following.claims import Claim
from servanda.following.decisions import NO_LEDGER_DECISIONS, LedgerDecisions
from servanda.following.entries import Entry

CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class Link:
    """The entry of a claim: one that was known, a new one (`new`), or None for an orphan; with score and reason."""

    claim: str
    entry: str | None
    new: bool
    score: float
    why: str


def assign(
    claims: Sequence[Claim], entries: Sequence[Entry], decisions: LedgerDecisions = NO_LEDGER_DECISIONS
) -> tuple[Link, ...]:
    """Return one link for each claim of a document."""
    return tuple(Link(claim.id, None, False, 0.0, "no entry speaks of it") for claim in claims)
