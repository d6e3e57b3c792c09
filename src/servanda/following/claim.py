"""A claim: what one text says of a commitment at one place."""

import hashlib
from dataclasses import dataclass

from servanda.following.steps import Step
from servanda.record import Date, Participant, Span
from servanda.record.kinds import Act


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of units: SI, ISO 4217, or what is counted."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What a text says of a commitment at one place.

    `act` is None for a claim that makes no commitment and only says what became of one; then `by` and `to` are empty. Parties
    are ISO 3166 alpha-3 codes or names of organisations; `seen` are those of the sentence, `named` those of the whole document.
    `matter` holds the stems of what it is about, `context` the most telling ones of the document, `lead`
    those of its title and first sentence, `places` those that only name a place. `date` is when the step
    happened, `published` when it could be known. `recalled`: the text only looks back on it. `denied`: somebody denies it.
    `corrects`: the text corrects an earlier one of its outlet. `central`: the document is about it; what is said in passing
    is kept, but opens no entry that a ledger shows. `whole`: it says that all was done, `last`: that the last part was.
    `running`: its amounts are what was done up to then. `turns`: the text says that somebody changed course. `deeds` names
    what is promised or done, as in `deeds.tsv`; `by_deed`: nothing but the deed tells of the commitment, so that it speaks of
    none that promised another, and `matter` leaves its verb out.
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
    seen: tuple[str, ...]
    named: tuple[str, ...]
    matter: tuple[str, ...]
    context: tuple[str, ...]
    lead: tuple[str, ...]
    places: tuple[str, ...]
    content: str
    sectors: tuple[str, ...]
    amounts: tuple[Quantity, ...]
    due: Date | None
    until: Date | None
    condition: str | None
    refers_to: str | None
    evidence: Span
    sentence: Span
    place: int
    date: Date | None
    claimed_by: Participant | None
    denied: bool
    recalled: bool
    corrects: bool
    central: bool
    whole: bool
    confidence: float
    last: bool = False
    running: bool = False
    turns: bool = False
    deeds: tuple[str, ...] = ()
    by_deed: bool = False


def claim_id(document: str, status: Step, evidence: Span) -> str:
    """Return the id of a claim: the same for the same document, status and evidence on any machine."""
    values = "\x1f".join((document, status, str(evidence.start), str(evidence.end)))
    return f"claim-{hashlib.sha256(values.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
