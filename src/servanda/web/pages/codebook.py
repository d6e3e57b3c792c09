"""Codebook: the entries with what they mean and examples; a sentence can be tried."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query

from servanda.codebook import Codebook, load_codebook
from servanda.record import CodedDocument, to_dict
from servanda.showing.words import line_of
from servanda.web.answers import Answer, Table, page
from servanda.web.asking import AskedDesk

router = APIRouter(tags=["Codebook"])
_TOLD = ("event", "commitment", "statement", "assessment", "interest", "relation")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the codebook: to which part it belongs, its name, class and intensity where it has them, and examples."""

    part: str
    name: str
    definition: str
    quad: str | None
    intensity: float | None
    examples: list[str]


@dataclass(frozen=True, slots=True)
class CodebookPage:
    """The codebook: its name, and its entries in order of parts."""

    name: str
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Tried:
    """What the coder makes of a sentence: its records, in the layout of `servanda code`, each with a line in words."""

    text: str
    records: list[dict[str, Any]]
    lines: list["TriedLine"]


@dataclass(frozen=True, slots=True)
class TriedLine:
    """A record in words."""

    kind: str
    label: str
    who: str
    what: str
    status: str
    confidence: float
    why: str
    trigger: str


@page(router, "/codebook", "codebook.html", CodebookPage)
def codebook() -> Answer[CodebookPage]:
    """Return the codebook: types of events with their modes, contexts, acts of commitment, sectors, bands of likelihood."""
    book = load_codebook()
    entries = entries_of(book)
    rows = [(e.part, e.name, e.definition, e.quad, e.intensity, "; ".join(e.examples)) for e in entries]
    return Answer(
        CodebookPage(book.name, entries),
        Table(("part", "name", "definition", "quad", "intensity", "examples"), rows),
        {"parts_of_it": list(dict.fromkeys(entry.part for entry in entries))},
    )


@page(router, "/codebook/try", "codebook_try.html", Tried, csv=False)
def try_sentence(
    desk: AskedDesk, text: Annotated[str, Query(max_length=2000, description="A sentence or two.")] = ""
) -> Answer[Tried]:
    """Return what the coder makes of a sentence; nothing is kept."""
    coded = desk.jobs.try_text(text) if text.strip() else None
    told = [r for r in coded.records if r.kind in _TOLD] if isinstance(coded, CodedDocument) else []
    lines = [_line(record) for record in told]
    return Answer(Tried(text, [to_dict(r) for r in told], lines), part="codebook_tried.html")


def entries_of(book: Codebook) -> list[Entry]:
    """Return the entries of a codebook in order of its parts."""
    types = [
        Entry("type", t.name, t.definition, t.quad.value, t.score, list(t.examples)[:3]) for t in book.types.values()
    ]
    modes = [
        Entry("mode", f"{t.name} · {m.name}", m.definition, None, m.score, list(m.examples)[:2])
        for t in book.types.values()
        for m in t.modes
    ]
    acts = [Entry("act", a.name, a.definition, None, None, list(a.examples)[:3]) for a in book.acts.values()]
    sectors = [Entry("sector", s.name, s.definition, None, None, []) for s in book.sectors.values()]
    contexts = [Entry("context", c.name, c.definition, None, None, []) for c in book.contexts.values()]
    bands = [
        Entry("likelihood", b.name, f"{b.low:.0%} – {b.high:.0%}: {b.definition}", None, None, [])
        for b in book.likelihood.bands
    ]
    return [*types, *modes, *acts, *sectors, *contexts, *bands]


def _line(record: Any) -> TriedLine:
    said = line_of(record)
    why = record.why.rule or record.why.model or ""
    return TriedLine(
        record.kind, said.label, said.who, said.what, record.status, record.confidence, why, record.why.trigger.quote
    )
