"""Listening: what the encoder hears at a cue, as tokens of the reading: how likely it says or binds, and what is said by whom.

A stretch is judged by the sum of the log odds of its tokens; the likeliest one is the stretch with the highest sum
(Kadane's algorithm; Bentley 1984, "Programming Pearls").
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from servanda.encoder import CueScores, Passage
from servanda.encoder.encoder import Array
from servanda.reading.reading import Reading

Stretch = tuple[int, int]
Mark = Literal["saying", "binding"]
_MOST = 4.0


class Listener(Protocol):
    """Whoever can say what marked cues introduce: the encoder that comes with servanda, or another model in its place."""

    def listen(self, passages: Sequence[Passage]) -> list[CueScores]:
        """Return the scores of each passage with a cue marked as `saying` or `binding`, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Heard:
    """What is heard at a cue: `said` and `acts` as probabilities, and for the tokens from `first` on the log odds of each.

    `content` and `source` have shape (tokens of the sentence,); what the encoder has not read has the lowest odds.
    """

    said: float
    acts: Mapping[str, float]
    first: int
    content: Array
    source: Array

    def weight(self, stretch: Stretch) -> float:
        """Return the sum of the log odds of being content over the tokens of a stretch."""
        return float(self.content[max(stretch[0] - self.first, 0) : max(stretch[1] - self.first, 0)].sum())

    def likeliest(self, part: Literal["content", "source"]) -> Stretch | None:
        """Return the likeliest stretch of a part, None where no token is more likely part of it than not."""
        found = highest(self.content if part == "content" else self.source)
        return (found[0] + self.first, found[1] + self.first) if found else None


def listen(by: Listener, reading: Reading, tokens: Sequence[int], mark: Mark) -> list[Heard]:
    """Return what is heard at each token, marked as a cue in its sentence; the listener gets all at once."""
    passages = [passage_at(reading, token, mark) for token in tokens]
    return [_heard(reading, token, scores) for token, scores in zip(tokens, by.listen(passages), strict=True)]


def passage_at(reading: Reading, token: int, mark: Mark) -> Passage:
    """Return the sentence of a token with the token marked."""
    word = reading.tokens[token]
    sentence = reading.sentence_at(word.start)
    span = (word.start - sentence.start, word.end - sentence.start)
    text = reading.text[sentence.start : sentence.end]
    return Passage(text, saying=span) if mark == "saying" else Passage(text, binding=span)


def _heard(reading: Reading, token: int, scores: CueScores) -> Heard:
    sentence = reading.sentence_at(reading.tokens[token].start)
    pieces, tokens = [], []
    at = sentence.first
    for piece, (start, end) in enumerate(scores.offsets):
        if start == end:
            continue
        while at < sentence.last - 1 and reading.tokens[at].end - sentence.start <= start:
            at += 1
        pieces.append(piece)
        tokens.append(at - sentence.first)
    sums = np.zeros((3, sentence.last - sentence.first), np.float32)
    read, places = np.array(pieces, np.intp), np.array(tokens, np.intp)
    np.add.at(sums[0], places, scores.content[read])
    np.add.at(sums[1], places, scores.source[read])
    np.add.at(sums[2], places, np.ones(len(read), np.float32))
    means = sums[:2] / np.maximum(sums[2], 1.0)
    content, source = (_log_odds(row) for row in means)
    return Heard(scores.said, scores.acts, sentence.first, content, source)


def _log_odds(probabilities: Array) -> Array:
    sure = np.clip(probabilities, 1e-6, 1 - 1e-6)
    odds: Array = np.clip(np.log(sure / (1 - sure)), -_MOST, _MOST)
    return odds


def highest(odds: Sequence[float] | Array) -> Stretch | None:
    """Return the stretch with the highest sum, None where no number is above 0."""
    best: tuple[float, Stretch] | None = None
    total, start = 0.0, 0
    for index, odd in enumerate(odds):
        if total <= 0:
            total, start = 0.0, index
        total += float(odd)
        if total > (best[0] if best else 0.0):
            best = total, (start, index + 1)
    return best[1] if best else None
