"""The encoder at work: batches by length through onnxruntime on a CPU."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from servanda.encoder.marks import Passage, Pieces, WordPieces

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

DATA = Path(__file__).parent / "data"
# Measured: padding costs as much as words, and small batches stay in the cache.
_PIECES_AT_ONCE = 512
_LONGEST_TO_SHORTEST = 1.25
Array = np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True, slots=True)
class EventScores:
    """How likely each event type (or NONE: no event) and each status is for a marked event; each sums to one."""

    types: Mapping[str, float]
    statuses: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class CueScores:
    """What a marked cue introduces or makes.

    `said` is how likely it introduces a statement, `acts` how likely it makes each act of commitment (or NONE).
    `content` and `source` are how likely each word piece belongs to these, shape (pieces,); `offsets` is where each piece
    stands in the passage (equal where it is a mark).
    """

    said: float
    acts: Mapping[str, float]
    offsets: Sequence[tuple[int, int]]
    content: Array
    source: Array


@dataclass(frozen=True)
class Encoder:
    """The model in a folder: `encoder.onnx`, `vocabulary.json` and `labels.json`."""

    folder: Path

    @cached_property
    def _session(self) -> "InferenceSession":
        import onnxruntime  # noqa: PLC0415  slow to load, and commands that code nothing need it not

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        return onnxruntime.InferenceSession(
            str(self.folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )

    @cached_property
    def _pieces(self) -> WordPieces:
        return WordPieces(self.folder / "vocabulary.json")

    @cached_property
    def _labels(self) -> dict[str, list[str]]:
        labels: dict[str, list[str]] = json.loads((self.folder / "labels.json").read_text("utf-8"))
        return labels

    def judge(self, passages: Sequence[Passage]) -> list[EventScores]:
        """Return the scores of each marked event, in order."""
        names = self._labels
        return [
            EventScores(_named(names["types"], types), _named(names["statuses"], statuses))
            for types, statuses in zip(*self._run(self._pieces.of(passages), ["types", "statuses"]), strict=True)
        ]

    def listen(self, passages: Sequence[Passage]) -> list[CueScores]:
        """Return the scores of each passage with a cue marked as `saying` or `binding`, in order."""
        pieces = self._pieces.of(passages)
        names, content, source = (self._labels["acts"], *(self._labels["tags"].index(t) for t in ("content", "source")))
        found = []
        for one, said, acts, tags in zip(pieces, *self._run(pieces, ["said", "acts", "tags"]), strict=True):
            likely = tags[: len(one.ids)]
            found.append(
                CueScores(float(said[1]), _named(names, acts), one.offsets, likely[:, content], likely[:, source])
            )
        return found

    def vectors(self, texts: Sequence[str]) -> Array:
        """Return a vector of length one for each text, shape (texts, 384): near where the texts mean much the same."""
        (found,) = self._run(self._pieces.of([Passage(text) for text in texts]), ["vectors"])
        return np.stack(found) if found else np.zeros((0, 384), np.float32)

    def _run(self, pieces: Sequence[Pieces], outputs: list[str]) -> list[list[Array]]:
        ids = [one.ids for one in pieces]
        found: list[list[Array]] = [[np.empty(0, np.float32)] * len(ids) for _ in outputs]
        for batch in _batches(ids):
            made = self._session.run(outputs, {"ids": _padded([ids[i] for i in batch])})
            for into, rows in zip(found, made, strict=True):
                for index, row in zip(batch, rows, strict=True):
                    into[index] = row
        return found


@cache
def load_encoder(folder: Path = DATA) -> Encoder:
    """Return the encoder that comes with servanda; it is read when it is first asked."""
    return Encoder(folder)


def _named(names: Sequence[str], scores: Array) -> MappingProxyType[str, float]:
    return MappingProxyType(dict(zip(names, scores.tolist(), strict=True)))


def _batches(ids: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Yield the indices of texts of like length, as many as keep a batch below the limit of pieces, padding counted."""
    batch: list[int] = []
    for index in sorted(range(len(ids)), key=lambda i: len(ids[i])):
        longest = len(ids[index])
        full = longest * (len(batch) + 1) > _PIECES_AT_ONCE
        if batch and (full or longest > len(ids[batch[0]]) * _LONGEST_TO_SHORTEST):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _padded(rows: Sequence[Sequence[int]]) -> np.ndarray[Any, np.dtype[np.int64]]:
    padded = np.zeros((len(rows), max(map(len, rows))), np.int64)
    for index, row in enumerate(rows):
        padded[index, : len(row)] = row
    return padded
