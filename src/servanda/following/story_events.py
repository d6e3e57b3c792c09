"""Events of a story: what its documents tell, each happening once, with all evidence and what they differ on."""

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.following.filed import Filed
from servanda.record import Span


@dataclass(frozen=True, slots=True)
class Account:
    """One document's telling of an event: record, evidence, source, and the figures it gives ("killed": "12")."""

    document: str
    source: str | None
    record: str
    evidence: Span
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What accounts differ on, and what each says: ("killed", (("Reuters", "12"), ("Xinhua", "9")))."""

    about: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StoryEvent:
    """One event of a story: type and mode (PLOVER), parties, day, place, and the accounts of it."""

    type: str
    mode: str | None
    source: tuple[str, ...]
    target: tuple[str, ...]
    day: str | None
    place: str | None
    accounts: tuple[Account, ...]
    differences: tuple[Difference, ...]


def merge_events(members: Sequence[Filed]) -> tuple[StoryEvent, ...]:
    """Return the events that the documents of one story tell."""
    return ()
