"""Decisions of people that stories and ledger obey: they are passed in and never made here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class StoryDecisions:
    """`pins` gives documents their story; `apart` holds pairs of documents that share none, in either order."""

    pins: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    apart: frozenset[tuple[str, str]] = frozenset()

    def keeps_apart(self, one: str, other: str) -> bool:
        """Whether somebody decided that two documents are of different stories."""
        return (one, other) in self.apart or (other, one) in self.apart


@dataclass(frozen=True, slots=True)
class LedgerDecisions:
    """`pins` gives claims their entry (None: no entry at all); `apart` holds pairs of claim and entry that do not belong."""

    pins: Mapping[str, str | None] = field(default_factory=lambda: MappingProxyType({}))
    apart: frozenset[tuple[str, str]] = frozenset()


NO_STORY_DECISIONS = StoryDecisions()
NO_LEDGER_DECISIONS = LedgerDecisions()
