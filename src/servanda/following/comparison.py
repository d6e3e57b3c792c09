"""Comparison: how much speaks for two documents reporting the same happening.

A logistic model over a few likenesses, each from 0 to 1, as in record linkage (Fellegi and Sunter 1969): what two
documents share adds to the odds. The weights were fitted to half of the topics of ECB+ (Cybulska and Vossen 2014), where
every happening has a double of the same kind; those of time are stated, for its texts bear no date.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from servanda.following.descriptions import Description, Vector
from servanda.following.near_copies import resemblance

_BASE = -6.0
_WEIGHTS: Mapping[str, float] = MappingProxyType({"words and names": 11.9, "figures": 3.9, "opening": 3.5})
_DAYS_APART = (2.0, 1.5, 0.5, 0.0, -2.0, -4.0, -6.0)
_LONG_APART = -12.0
_SAME_DEED = 1.0
NEAR_COPY = 0.35


@dataclass(frozen=True, slots=True)
class Comparison:
    """The odds (natural logarithm) that two documents report one happening, and the likenesses behind them.

    `copied` is the share of their wording; from NEAR_COPY on it is one report, printed twice or edited.
    """

    log_odds: float
    likeness: Mapping[str, float]
    copied: float
    days_apart: int | None

    @property
    def is_copy(self) -> bool:
        """Whether one is a near-copy of the other."""
        return self.copied >= NEAR_COPY


def compare(one: Description, other: Description) -> Comparison:
    """Return what speaks for two documents reporting the same happening."""
    likeness = {
        "words and names": cosine(one.terms, other.terms),
        "figures": cosine(one.numbers, other.numbers),
        "opening": cosine(one.opening, other.opening),
    }
    apart = _days_apart(one.published, other.published)
    odds = _BASE + sum(_WEIGHTS[name] * share for name, share in likeness.items()) + _of_time(apart)
    odds += _SAME_DEED * _share_deed(one, other)
    return Comparison(odds, MappingProxyType(likeness), resemblance(one.signature, other.signature), apart)


def cosine(one: Vector, other: Vector) -> float:
    """Return the cosine of two vectors of length 1, 0 where one is empty."""
    weights = dict(other)
    return min(1.0, sum(weight * weights.get(stem, 0.0) for stem, weight in one))


def probability(log_odds: float) -> float:
    """Return the probability that natural log-odds stand for."""
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, log_odds))))


def _share_deed(one: Description, other: Description) -> bool:
    """Whether both say that one party did something of one type to the other."""
    return any(all(deed.split(":")) for deed in set(one.deeds) & set(other.deeds))


def _days_apart(one: str | None, other: str | None) -> int | None:
    if one is None or other is None:
        return None
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def _of_time(apart: int | None) -> float:
    """Return what the days between two reports add to the odds: a follow-up is another happening."""
    if apart is None:
        return 0.0
    return _DAYS_APART[apart] if apart < len(_DAYS_APART) else _LONG_APART
