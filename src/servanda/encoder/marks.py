"""Marks: word pieces of a text with the parts of what is asked about set between marking tokens.

An event is asked about with its cue, source and target marked; a statement or commitment with its cue alone.

After the typed entity markers of Baldini Soares et al. (2019), "Matching the Blanks", with one pair of tokens a part.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tokenizers import Encoding, Tokenizer

from servanda.record.characters import whole_characters

Span = tuple[int, int]
FIRST, LAST = 101, 102
_NOWHERE = (0, 0)
# Places of the vocabulary that no text uses: an opening and a closing one for each part.
MARKS = {"source": (1, 2), "target": (3, 4), "cue": (5, 6)}
CUE_MARKS = {"saying": (7, 8), "binding": (9, 10)}


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text (a sentence, or a few) and where the parts of what is asked about stand in it.

    `source`, `target` and `cue` are of an event; `saying` is the cue of a statement, `binding` that of a commitment.
    Spans are code points into `text`; a part that is not known is None.
    """

    text: str
    source: Span | None = None
    target: Span | None = None
    cue: Span | None = None
    saying: Span | None = None
    binding: Span | None = None

    @property
    def marks(self) -> list[tuple[Span, tuple[int, int]]]:
        """The spans that are known, with the tokens that open and close them."""
        parts = (
            (self.source, MARKS["source"]), (self.target, MARKS["target"]), (self.cue, MARKS["cue"]),
            (self.saying, CUE_MARKS["saying"]), (self.binding, CUE_MARKS["binding"]),
        )  # fmt: skip
        return [(span, tokens) for span, tokens in parts if span is not None]


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a passage as the encoder reads them: ids, and where each stands in the text.

    A mark, and what opens and closes the whole, stands nowhere: its offsets are equal.
    """

    ids: list[int]
    offsets: list[Span]


@dataclass(frozen=True)
class WordPieces:
    """Texts into ids of word pieces, marks set in; `longest` is the number of ids that the encoder reads at once."""

    vocabulary: Path
    longest: int = 128

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        tokenizer = Tokenizer.from_file(str(self.vocabulary))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    def ids(self, passages: Sequence[Passage]) -> list[list[int]]:
        """Return the ids of each passage; of a long one the stretch around its marks."""
        return [pieces.ids for pieces in self.of(passages)]

    def of(self, passages: Sequence[Passage]) -> list[Pieces]:
        """Return the pieces of each passage; of a long one the stretch around its marks."""
        texts = [whole_characters(p.text) for p in passages]
        distinct = list(dict.fromkeys(texts))
        encoded = dict(zip(distinct, self._tokenizer.encode_batch(distinct, add_special_tokens=False), strict=True))
        return [self._marked(passage, encoded[text]) for passage, text in zip(passages, texts, strict=True)]

    def _marked(self, passage: Passage, encoding: Encoding) -> Pieces:
        ids, offsets = encoding.ids, encoding.offsets
        inserted = [at for span, tokens in passage.marks for at in _insertions(span, tokens, offsets)]
        first, last = _window(len(ids), [at for at, _, _ in inserted], self.longest - 2 - len(inserted))
        made: list[tuple[int, Span]] = [(FIRST, _NOWHERE)]
        waiting = sorted((min(max(at, first), last), order, token) for at, order, token in inserted)
        for index in range(first, last + 1):
            while waiting and waiting[0][0] == index:
                made.append((waiting.pop(0)[2], _NOWHERE))
            if index < last:
                made.append((ids[index], offsets[index]))
        made.append((LAST, _NOWHERE))
        return Pieces([piece for piece, _ in made], [offset for _, offset in made])


def _insertions(span: Span, tokens: tuple[int, int], offsets: Sequence[Span]) -> list[tuple[int, int, int]]:
    """Return before which pieces the two marks go; a mark that closes goes before one that opens there."""
    inside = [i for i, (start, end) in enumerate(offsets) if start < span[1] and end > span[0]]
    if not inside:
        return []
    return [(inside[0], 1, tokens[0]), (inside[-1] + 1, 0, tokens[1])]


def _window(length: int, marks: Sequence[int], room: int) -> tuple[int, int]:
    """Return the stretch of pieces that is read: all where there is room, else as much as fits around the marks."""
    if length <= room:
        return 0, length
    middle = (min(marks) + max(marks)) // 2 if marks else 0
    first = min(max(middle - room // 2, 0), length - room)
    return first, first + room
