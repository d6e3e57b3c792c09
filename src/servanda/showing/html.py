"""The record of one text as a page: the text with its evidence marked beside the records, linked both ways.

One self-contained file: no script, style or picture comes from elsewhere, so it can be mailed and kept.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, select_autoescape

from servanda.record import CodedDocument, Record
from servanda.showing.words import HEADINGS, Line, line_of

_SHADED = ("event", "commitment", "statement", "assessment", "interest", "relation")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text that the same records cover: their ids, the kind to colour it by, and the ids that begin here."""

    text: str
    records: tuple[str, ...]
    kind: str | None
    begins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A record beside the text."""

    id: str
    kind: str
    line: Line
    confidence: float
    why: str


def page_of(text: str, coded: CodedDocument, title: str | None = None) -> str:
    """Return a whole page, complete in one file."""
    return _environment().get_template("page.html").render(**_view(text, coded), title=title or _first_words(text))


def fragment_of(text: str, coded: CodedDocument) -> str:
    """Return the same without the page around it, for notebooks."""
    return _environment().get_template("fragment.html").render(**_view(text, coded))


def pieces_of(text: str, records: Sequence[Record]) -> Iterator[Piece]:
    """Yield the text in stretches, cut wherever the evidence of a record begins or ends."""
    spans = [(r.evidence.start, r.evidence.end, r.id, r.kind) for r in records]
    cuts = sorted({0, len(text), *(s for s, _, _, _ in spans), *(e for _, e, _, _ in spans)})
    starting = sorted(spans, key=lambda s: s[0])
    open_: list[tuple[int, int, str, str]] = []
    at = 0
    for start, end in itertools.pairwise(cuts):
        open_ = [span for span in open_ if span[1] > start]
        begins = []
        while at < len(starting) and starting[at][0] == start:
            open_.append(starting[at])
            begins.append(starting[at][2])
            at += 1
        shaded = [span for span in open_ if span[3] in _SHADED] or open_
        kind = min(shaded, key=lambda s: s[1] - s[0])[3] if shaded else None
        yield Piece(text[start:end], tuple(s[2] for s in open_), kind, tuple(begins))


def _view(text: str, coded: CodedDocument) -> dict[str, object]:
    shown = [r for r in coded.records if r.in_ == "text"]
    groups = [(kind, heading, [_card(r) for r in shown if r.kind == kind]) for kind, heading in HEADINGS.items()]
    return {
        "pieces": list(pieces_of(text, shown)),
        "groups": [group for group in groups if group[2]],
        "coded": coded,
        "count": len(shown),
    }


def _card(record: Record) -> Card:
    why = f"{record.why.rule or record.why.model} at “{record.why.trigger.quote}”"
    return Card(record.id, record.kind, line_of(record), record.confidence, why)


def _first_words(text: str) -> str:
    words = text.split()[:10]
    return " ".join(words) + " …" if words else "An empty text"


@cache
def _environment() -> Environment:
    loader = PackageLoader("servanda.showing", "templates")
    return Environment(loader=loader, autoescape=select_autoescape(), trim_blocks=True, lstrip_blocks=True)
