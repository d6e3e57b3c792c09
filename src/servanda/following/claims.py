"""Claims: what one text says of commitments, made, asked, kept, broken or recalled."""

from dataclasses import dataclass
from typing import Literal

from servanda.following.filed import Filed
from servanda.record import Span
from servanda.record.kinds import Act

Step = Literal[
    "announced", "requested", "agreed", "reaffirmed", "extended", "in_progress", "partially_delivered", "delivered",
    "stalled", "suspended", "resumed", "refused", "withdrawn", "broken", "expired", "superseded",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of units: SI, ISO 4217, or what is counted."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What a text says of a commitment at one place.

    `act` is None for a claim that makes no commitment and only says what became of one. Parties are ISO 3166 alpha-3 codes or
    names of organisations. `matter` holds the content words of what it is about, `day` the ISO day on which the step happened
    (or was reported), `recalled` says that the text only recalls it, `denied` that somebody denies it (`claimed_by`).
    `corrects` says that the text corrects an earlier one of its outlet.
    """

    id: str
    document: str
    source: str | None
    published: str | None
    record: str | None
    act: Act | None
    status: Step
    by: tuple[str, ...]
    to: tuple[str, ...]
    matter: tuple[str, ...]
    content: str
    sectors: tuple[str, ...]
    amounts: tuple[Quantity, ...]
    delivered: tuple[Quantity, ...]
    deadline: str | None
    until: str | None
    condition: str | None
    refers_to: str | None
    evidence: Span
    sentence: Span
    day: str | None
    claimed_by: str | None
    denied: bool
    recalled: bool
    corrects: bool
    confidence: float


def claims_of(filed: Filed) -> tuple[Claim, ...]:
    """Return what a document says of commitments, in order of its text."""
    return ()


def keys_of(claim: Claim) -> tuple[str, ...]:
    """Return the blocking keys of a claim."""
    return ()
