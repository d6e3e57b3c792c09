"""The corpus: JSON lines in, passages with every marked part at its place out.

`load_corpus()` returns all passages; `split_of(passage)` says whether one is for training, for choosing, or for the test.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "corpus"
Span = tuple[int, int]
PARTS = {
    "events": ("source", "target", "place", "date"),
    "statements": ("speaker", "content", "addressee"),
    "commitments": ("by", "to", "content", "condition", "deadline", "refers_to"),
    "negatives": (),
}


@dataclass(frozen=True, slots=True)
class Marked:
    """One coded thing: where its cue stands (None for a quotation without one), its parts' spans, and its codes."""

    kind: str
    cue: Span | None
    parts: dict[str, tuple[Span, ...]]
    codes: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of the corpus with all that is coded in it."""

    id: str
    style: str
    published: str | None
    contrast: str | None
    text: str
    marked: tuple[Marked, ...]

    def of(self, kind: str) -> Iterator[Marked]:
        """Yield what is coded of one kind: events, statements, commitments or negatives."""
        return (m for m in self.marked if m.kind == kind)


class CorpusError(ValueError):
    """A line of the corpus that cannot be read; the message names file and line."""


def load_corpus(files: Iterable[Path] | None = None) -> list[Passage]:
    """Return the passages of the files (all of the corpus when none are given), in order; raises CorpusError."""
    found: list[Passage] = []
    for path in files if files is not None else sorted(FOLDER.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            try:
                found.append(passage_of(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                raise CorpusError(f"{path.name}, line {number}: {error}; run training/check.py") from error
    return found


def split_of(passage: Passage) -> str:
    """Return "train" (80 %), "choose" (10 %) or "test" (10 %), by the text; a contrast set stays together."""
    key = passage.contrast or passage.text
    share = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4]) / 2**32
    return "train" if share < 0.8 else "choose" if share < 0.9 else "test"


def passage_of(row: dict[str, Any]) -> Passage:
    """Return the passage of one row; raises ValueError where a quote is not in its text."""
    text = row["text"]
    marked = tuple(_marked(text, kind, item) for kind in PARTS for item in row[kind])
    return Passage(row["id"], row["style"], row["published"], row["contrast"], text, marked)


def _marked(text: str, kind: str, item: dict[str, Any]) -> Marked:
    cue = find_quote(text, item["cue"]) if item.get("cue") else None
    near = cue[0] if cue else 0
    parts = {name: tuple(find_quote(text, quote, near) for quote in quotes_of(item.get(name))) for name in PARTS[kind]}
    codes = {name: value for name, value in item.items() if name not in PARTS[kind] and name != "cue"}
    return Marked(kind, cue, parts, codes)


def quotes_of(value: Any) -> list[str]:
    """Return the quotes of a part: a list as it is, one quote as a list of one, nothing as an empty list."""
    return value if isinstance(value, list) else [value] if value else []


def find_quote(text: str, quote: str, near: int = 0) -> Span:
    """Return where a quote stands: its numbered occurrence ("said#2"), else the one nearest to an offset."""
    words, number = split_number(quote)
    found = occurrences(text, words)
    if len(found) < max(number, 1):
        raise ValueError(f"{quote!r} is not in the text")
    start = found[number - 1] if number else min(found, key=lambda at: abs(at - near))
    return start, start + len(words)


def occurrences(text: str, quote: str) -> list[int]:
    """Return the starts of a quote in a text, at word boundaries where the quote has letters at its ends."""
    left = r"(?<!\w)" if quote[:1].isalnum() else ""
    right = r"(?!\w)" if quote[-1:].isalnum() else ""
    return [m.start() for m in re.finditer(left + re.escape(quote) + right, text)]


def split_number(quote: str) -> tuple[str, int]:
    """Return the words of a quote and the number behind it, 0 where it has none."""
    words, mark, number = quote.rpartition("#")
    return (words, int(number)) if mark and number.isdigit() else (quote, 0)
