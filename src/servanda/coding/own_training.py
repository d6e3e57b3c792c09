"""Fitting a head to the examples of a codebook of one's own, and judging it by what it was not shown.

Linear discriminant analysis (Fisher 1936) over the encoder's vectors, the common covariance shrunk towards a multiple of
the identity (Friedman 1989, Regularized Discriminant Analysis): closed form, and sound with few examples.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from servanda.codebook.codebook import Codebook
from servanda.codebook.own_head import NO_EVENT, Head
from servanda.encoder import Encoder
from servanda.encoder.encoder import Array

FEWEST = 5
_SHRINKING = 0.9
_ALIKE = 0.6
_FOLDS = 5


class TooFewExamplesError(ValueError):
    """A type has too few examples to fit anything to."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text that tells of a type, or of none (NO_EVENT)."""

    text: str
    type: str


@dataclass(frozen=True, slots=True)
class Judged:
    """How many examples of a type there are, and how many were found again: by nearness, and by heads not shown them."""

    type: str
    examples: int
    by_nearness: int
    by_head: int


def examples_of(book: Codebook, packaged: Codebook, encoder: Encoder) -> list[Labelled]:
    """Return what a codebook says of its types, and as examples of none what the packaged one says of other things.

    What is alike to an example of the codebook's own (cosine 0.6 or more) is not taken for an example of none.
    """
    own = [Labelled(text, kind.name) for kind in book.own.values() for text in kind.examples]
    against = [Labelled(text, NO_EVENT) for kind in book.own.values() for text in kind.counterexamples]
    other = [text for kind in packaged.types.values() for text in kind.examples]
    alike = (encoder.vectors(other) @ encoder.vectors([one.text for one in own]).T).max(axis=1)
    return [
        *own,
        *against,
        *(Labelled(text, NO_EVENT) for text, near in zip(other, alike, strict=True) if near < _ALIKE),
    ]


def fit(encoder: Encoder, types: Sequence[str], examples: Sequence[Labelled], prints: tuple[str, str]) -> Head:
    """Return the head for the types and NO_EVENT. Raises TooFewExamplesError, which names the type."""
    counted = Counter(one.type for one in examples)
    for name in types:
        if counted[name] < FEWEST:
            raise TooFewExamplesError(f"{name} has {counted[name]} examples; {FEWEST} are the fewest to fit a head to")
    return _head((*types, NO_EVENT), encoder.vectors([one.text for one in examples]), examples, prints)


def _head(names: tuple[str, ...], vectors: Array, examples: Sequence[Labelled], prints: tuple[str, str]) -> Head:
    labels = np.array([names.index(one.type) for one in examples])
    centres = np.stack([vectors[labels == index].mean(axis=0) for index in range(len(names))]).astype(np.float64)
    apart = vectors - centres[labels]
    spread = apart.T @ apart / len(vectors)
    even = np.eye(len(spread)) * (np.trace(spread) / len(spread))
    weights = np.linalg.solve((1 - _SHRINKING) * spread + _SHRINKING * even, centres.T).T
    biases = -0.5 * (weights * centres).sum(axis=1)
    rows = tuple(tuple(round(float(value), 6) for value in row) for row in weights)
    return Head(names, rows, tuple(round(float(value), 6) for value in biases), *prints)


def probabilities(head: Head, vectors: Array) -> Array:
    """Return how likely each vector tells of each type of the head, shape (vectors, types)."""
    scores = vectors @ np.array(head.weights, np.float32).T + np.array(head.biases, np.float32)
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    likely: Array = raised / raised.sum(axis=1, keepdims=True)
    return likely


def judged(encoder: Encoder, types: Sequence[str], examples: Sequence[Labelled]) -> Iterator[Judged]:
    """Yield how each type fares in five folds: every example is judged by what the other folds hold."""
    names = (*types, NO_EVENT)
    vectors = encoder.vectors([one.text for one in examples])
    places: Counter[str] = Counter()
    folds = np.zeros(len(examples), int)
    for index, one in enumerate(examples):
        folds[index] = places[one.type] % _FOLDS
        places[one.type] += 1
    by_nearness, by_head = Counter[str](), Counter[str]()
    for fold in range(_FOLDS):
        shown, asked = np.flatnonzero(folds != fold).tolist(), np.flatnonzero(folds == fold).tolist()
        head = _head(names, vectors[shown], [examples[i] for i in shown], ("", ""))
        likeliest = probabilities(head, vectors[asked]).argmax(axis=1).tolist()
        nearest = (vectors[asked] @ vectors[shown].T).argmax(axis=1).tolist()
        for index, best, near in zip(asked, likeliest, nearest, strict=True):
            kind = examples[index].type
            by_head[kind] += names[best] == kind
            by_nearness[kind] += examples[shown[near]].type == kind
    for name in names:
        yield Judged(name, places[name], by_nearness[name], by_head[name])
