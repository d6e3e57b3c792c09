"""Scores: what a model reads of a passage, and probabilities of single types made one distribution."""

from collections.abc import Mapping
from types import MappingProxyType

from servanda.coding.judging import NONE
from servanda.encoder import EventScores, Passage


def words_of(passage: Passage) -> dict[str, str]:
    """Return the text of a passage and the words of its parts by name; a part that is not known is "somebody"."""
    parts = {"source": passage.source, "target": passage.target, "cue": passage.cue}
    words = {name: passage.text[span[0] : span[1]] if span else "somebody" for name, span in parts.items()}
    return {"text": passage.text, **words}


def independent(types: Mapping[str, float]) -> EventScores:
    """Return scores that sum to one from probabilities of single types that need not.

    There is no event as surely as even the likeliest type is not there; the types share the rest.
    """
    none = 1.0 - max(types.values())
    total = sum(types.values()) or 1.0
    shared = {name: (1.0 - none) * probability / total for name, probability in types.items()}
    return EventScores(MappingProxyType({**shared, NONE: none}), MappingProxyType({}))
