"""Segments: a text cut wherever evidence begins or ends, so that overlapping evidence can be drawn in layers.

Each stretch of evidence keeps one lane, a line below the words, from its first word to its last: of two that overlap, neither
hides the other.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

LETTERS = {
    "event": "E", "commitment": "C", "statement": "S", "assessment": "F", "interest": "A", "relation": "R", "actor": "W",
    "role": "O", "place": "P", "date": "D",
}  # fmt: skip
BACKGROUND = frozenset(("actor", "role", "place", "date"))
LANES = 6
_BREAK = re.compile(r"\n[ \t\r]*\n\s*")
_LINE = re.compile(r"\n\s*")
Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Mark:
    """Evidence to be drawn: whose it is, of which kind, called what ("E3"), and from where to where in code points."""

    record: str
    kind: str
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Layer:
    """A mark over a stretch of text, and the lane in which it is drawn: 0 is next to the words."""

    mark: Mark
    lane: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that the same marks cover, the outermost first; `begins` are those whose first words these are."""

    start: int
    text: str
    layers: tuple[Layer, ...]
    begins: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in segments, the way it runs, and the marks that begin in it: their records stand beside it."""

    start: int
    end: int
    direction: Direction
    segments: tuple[Segment, ...]
    begins: tuple[Mark, ...]


def paragraphs_of(text: str, marks: Sequence[Mark]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text with marks laid over it; white space between them is left out."""
    layers = lanes_of(marks)
    return tuple(_paragraph(text, start, end, layers) for start, end in _stretches(text))


def lanes_of(marks: Iterable[Mark]) -> tuple[Layer, ...]:
    """Return marks in layers: each gets the lowest lane that no mark over the same words has.

    Names, offices, places and dates come last, so that the lines nearest to the words are those of what is told.
    """
    made: list[Layer] = []
    for mark in sorted(marks, key=lambda m: (m.kind in BACKGROUND, m.start, -m.end, m.kind, m.record)):
        taken = {layer.lane for layer in made if layer.mark.start < mark.end and layer.mark.end > mark.start}
        free = next(lane for lane in range(len(taken) + 1) if lane not in taken)
        made.append(Layer(mark, min(free, LANES - 1)))
    return tuple(sorted(made, key=lambda layer: (layer.lane, layer.mark.start)))


def direction_of(text: str) -> Direction:
    """Return how a text runs: as its first strong character does (Unicode Standard Annex 9, rules P2 and P3)."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return "ltr"


def named_marks(spans: Iterable[tuple[str, str, int, int]]) -> tuple[Mark, ...]:
    """Return marks for (record, kind, start, end), numbered within their kind in the order of the text."""
    counts: dict[str, int] = {}
    made = []
    for record, kind, start, end in sorted(spans, key=lambda s: (s[2], s[3], s[0])):
        counts[kind] = counts.get(kind, 0) + 1
        made.append(Mark(record, kind, f"{LETTERS.get(kind, '')}{counts[kind]}", start, end))
    return tuple(made)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield where paragraphs begin and end: between empty lines, or lines where there are no empty ones."""
    start = len(text) - len(text.lstrip())
    stop = len(text.rstrip())
    pattern = _BREAK if _BREAK.search(text, start, stop) else _LINE
    for gap in pattern.finditer(text, start, stop):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if start < stop:
        yield start, stop


def _paragraph(text: str, start: int, end: int, layers: Sequence[Layer]) -> Paragraph:
    over = [layer for layer in layers if layer.mark.start < end and layer.mark.end > start]
    ends = (place for layer in over for place in (layer.mark.start, layer.mark.end) if start < place < end)
    cuts = sorted({start, end, *ends})
    segments = tuple(
        Segment(
            one,
            text[one:other],
            tuple(layer for layer in over if layer.mark.start <= one and layer.mark.end >= other),
            tuple(layer.mark for layer in over if layer.mark.start == one),
        )
        for one, other in pairwise(cuts)
    )
    begins = tuple(sorted((layer.mark for layer in over if layer.mark.start >= start), key=lambda m: (m.start, -m.end)))
    return Paragraph(start, end, direction_of(text[start:end]), segments, begins)
