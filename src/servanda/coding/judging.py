"""Judging: what a judge says of events that the rules propose, and the two opinions made one.

The opinions are put together as independent evidence (a product of experts, Hinton 2002): the judge's probability of each
type, times a constant to the power of how much the rule is to be trusted for the type that the rule names.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from servanda.encoder import EventScores, Passage
from servanda.reading.reading import Reading

NONE = "NONE"
_FARTHEST = 2


class Judge(Protocol):
    """Whoever can say what marked events are: the encoder that comes with servanda, or another model in its place."""

    def judge(self, passages: Sequence[Passage]) -> list[EventScores]:
        """Return the scores of each marked event, in order: of every type of the codebook, and of NONE for no event.

        A judge that does not judge the status gives no scores for it.
        """
        ...


@dataclass(frozen=True, slots=True)
class Proposal:
    """An event as proposed: where its words stand in the text, the type that a rule gives it, and the trust in that.

    `trust` is how many times e the odds of the rule's type are raised; a part that is not known is None.
    """

    cue: tuple[int, int] | None
    source: tuple[int, int] | None
    target: tuple[int, int] | None
    type: str | None
    trust: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """How likely each type is after both opinions; NONE is that it is no event at all. They sum to one.

    `statuses` is how likely each status is by the judge alone; empty where it does not judge that.
    """

    types: Mapping[str, float]
    statuses: Mapping[str, float] = field(default_factory=dict)

    @property
    def best(self) -> str:
        """The likeliest type of an event."""
        return max((t for t in self.types if t != NONE), key=lambda t: self.types[t])

    @property
    def none(self) -> float:
        """How likely it is that there is no event."""
        return self.types.get(NONE, 0.0)


def judge(by: Judge, reading: Reading, proposals: Sequence[Proposal]) -> list[Verdict]:
    """Return the verdict on each proposal, in order; the judge gets all at once."""
    scores = by.judge([passage_of(reading, proposal) for proposal in proposals])
    return [_verdict(one, proposal) for one, proposal in zip(scores, proposals, strict=True)]


def _verdict(scores: EventScores, proposal: Proposal) -> Verdict:
    odds = {t: p * math.exp(proposal.trust if t == proposal.type else 0.0) for t, p in scores.types.items()}
    total = sum(odds.values())
    return Verdict(MappingProxyType({t: value / total for t, value in odds.items()}), scores.statuses)


def passage_of(reading: Reading, proposal: Proposal) -> Passage:
    """Return the sentences that hold the parts; a party more than two sentences from the cue is left out."""
    anchor = proposal.cue or proposal.source or proposal.target or (0, 0)
    home = reading.sentence_at(anchor[0]).index
    parts = [_near(reading, part, home) for part in (proposal.source, proposal.target, proposal.cue)]
    held = {home, *(reading.sentence_at(part[0]).index for part in parts if part)}
    start, end = reading.sentences[min(held)].start, reading.sentences[max(held)].end
    source, target, cue = (_moved(part, start) for part in parts)
    return Passage(reading.text[start:end], source, target, cue)


def _near(reading: Reading, part: tuple[int, int] | None, home: int) -> tuple[int, int] | None:
    if part is None or abs(reading.sentence_at(part[0]).index - home) > _FARTHEST:
        return None
    return part


def _moved(part: tuple[int, int] | None, by: int) -> tuple[int, int] | None:
    return (part[0] - by, part[1] - by) if part else None
