"""Rows: what analyses take in, one event, commitment or statement a row, of plain values as tables have them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event between two parties: a row for each pair of source and target (country codes or names).

    `story` is the story of its document, so that twelve reports of one event count once; `day` is ISO 8601; `quad` is PLOVER's
    ("verbal cooperation" ... "material conflict"), `intensity` goes from -10 to 10.
    """

    id: str
    document: str
    story: str
    day: str
    source: str
    target: str
    type: str
    mode: str | None
    quad: str
    intensity: float | None
    status: str
    evidence: str


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """One entry of the ledger for each pair of its parties, as it stands; `closed` when nothing is owed any more."""

    entry: str
    by: str
    to: str
    act: str
    content: str
    status: str
    due: str | None
    closed: bool


@dataclass(frozen=True, slots=True)
class StatementRow:
    """What a speaker of one party said of another."""

    id: str
    document: str
    day: str
    speaker: str
    about: str
    content: str
