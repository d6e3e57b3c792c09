"""Placement: to which story a document belongs, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.following.decisions import NO_STORY_DECISIONS, StoryDecisions
from servanda.following.descriptions import Description

CANDIDATES = 60


@dataclass(frozen=True, slots=True)
class Known:
    """A document already placed: its description and its story."""

    description: Description
    story: str


@dataclass(frozen=True, slots=True)
class Placement:
    """The story of a document, None where it opens a new one; how sure (0 to 1); why, in words and numbers.

    `nearest` is the key of the document that it resembles most.
    """

    story: str | None
    score: float
    why: str
    nearest: str | None = None


def story_id(description: Description) -> str:
    """Return the name of the story that a document opens."""
    return f"story-{description.document}"


def place(
    description: Description, candidates: Sequence[Known], decisions: StoryDecisions = NO_STORY_DECISIONS
) -> Placement:
    """Return the story of a document among those of the candidates."""
    pinned = decisions.pins.get(description.document)
    return Placement(pinned, 1.0, "placed by decision") if pinned else Placement(None, 0.0, "no candidate")
