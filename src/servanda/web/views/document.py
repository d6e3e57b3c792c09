"""The document page: a text in rows, each a paragraph with the records beside it whose evidence begins there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from servanda.record import Record
from servanda.store.asking_document import EntryLink, Sheet
from servanda.store.journal import Decision
from servanda.web.views.segments import LETTERS, Direction, Mark, Paragraph, direction_of, named_marks, paragraphs_of

TOLD = ("event", "commitment", "statement", "assessment", "interest", "relation")
CITED = "cited"
_PART = 12_000


@dataclass(frozen=True, slots=True)
class Card:
    """A record beside the text: its name ("E3"), what was decided of it, and the entry of the ledger it is part of."""

    record: Record
    name: str
    state: str | None
    decided: tuple[Decision, ...]
    entry: EntryLink | None

    @property
    def last(self) -> Decision | None:
        """The last decision on it that is no note: what an undo takes back."""
        return next((d for d in reversed(self.decided) if d.action != "note"), None)

    @property
    def notes(self) -> tuple[Decision, ...]:
        """What people noted on it."""
        return tuple(d for d in self.decided if d.action == "note")


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph and the cards beside it."""

    paragraph: Paragraph
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class KindCount:
    """A kind of record, its letter, how many of it the text has, and whether they are shown."""

    kind: str
    letter: str
    count: int
    shown: bool


@dataclass(frozen=True, slots=True)
class DocumentView:
    """What the page of a document shows: the title and a part of the text in rows, and what can be chosen."""

    title: tuple[Row, ...]
    rows: tuple[Row, ...]
    kinds: tuple[KindCount, ...]
    direction: Direction
    part: int
    parts: int
    rejected: int


def document_view(
    sheet: Sheet, shown: Collection[str] = TOLD, cited: tuple[int, int] | None = None, part: int | None = None
) -> DocumentView:
    """Return the view of a document; `cited` is a span to point out, and then the part that has it is given.

    A long text comes in parts of about 12,000 characters, cut between paragraphs and counted from 1.
    """
    text = sheet.kept.document.text
    records = sheet.folded.coded.records if sheet.folded else ()
    states = sheet.folded.states if sheet.folded else {}
    cards = cards_of(sheet)
    marks = _marks(cards, states, "text")
    extra = (Mark(CITED, CITED, "", *cited),) if cited else ()
    starts = part_starts(text)
    here = _part_at(starts, cited[0]) if cited and part is None else min(max(part or 1, 1), len(starts))
    rows = tuple(
        Row(paragraph, tuple(cards[mark.record] for mark in paragraph.begins if mark.record in cards))
        for paragraph in _paragraphs(text, (*marks, *extra), starts, here)
    )
    title = sheet.kept.document.title or ""
    return DocumentView(
        title=tuple(
            Row(p, tuple(cards[mark.record] for mark in p.begins))
            for p in paragraphs_of(title, _marks(cards, states, "title"))
        ),
        rows=rows,
        kinds=tuple(
            KindCount(kind, letter, sum(r.kind == kind for r in records), kind in shown)
            for kind, letter in LETTERS.items()
        ),
        direction=direction_of(text),
        part=here,
        parts=len(starts),
        rejected=sum(state == "rejected" for state in states.values()),
    )


def part_starts(text: str) -> tuple[int, ...]:
    """Return where the parts of a text begin: at line breaks, about 12,000 characters apart."""
    starts = [0]
    while len(text) - starts[-1] > 1.5 * _PART:
        at = text.find("\n", starts[-1] + _PART)
        if at < 0:
            break
        starts.append(at + 1)
    return tuple(starts)


def _paragraphs(text: str, marks: Sequence[Mark], starts: Sequence[int], part: int) -> tuple[Paragraph, ...]:
    """Return the paragraphs of one part, with their places in the whole text."""
    start = starts[part - 1]
    end = starts[part] if part < len(starts) else len(text)
    near = [m for m in marks if m.start < end and m.end > start]
    if len(starts) == 1:
        return paragraphs_of(text, near)
    moved = [replace(m, start=max(m.start - start, 0), end=min(m.end, end) - start) for m in near]
    return tuple(_moved(paragraph, start) for paragraph in paragraphs_of(text[start:end], moved))


def _moved(paragraph: Paragraph, by: int) -> Paragraph:
    segments = tuple(replace(segment, start=segment.start + by) for segment in paragraph.segments)
    return replace(paragraph, start=paragraph.start + by, end=paragraph.end + by, segments=segments)


def _part_at(starts: Sequence[int], place: int) -> int:
    return sum(start <= place for start in starts) or 1


def cards_of(sheet: Sheet) -> dict[str, Card]:
    """Return the records of a document as cards, by id; they are named in the order of title and text."""
    records = sheet.folded.coded.records if sheet.folded else ()
    before = {"title": 0, "text": len(sheet.kept.document.title or "")}
    spans = ((r.id, r.kind, before[r.in_] + r.evidence.start, before[r.in_] + r.evidence.end) for r in records)
    names = {mark.record: mark.name for mark in named_marks(spans)}
    states = sheet.folded.states if sheet.folded else {}
    return {
        r.id: Card(r, names[r.id], states.get(r.id), sheet.standing.get(r.id, ()), sheet.entries.get(r.id))
        for r in records
    }


def _marks(cards: dict[str, Card], states: dict[str, str], where: str) -> tuple[Mark, ...]:
    """Return the marks of records in the text or the title; what was rejected is marked as its own kind."""
    return tuple(
        Mark(
            card.record.id, "rejected" if states.get(card.record.id) == "rejected" else card.record.kind, card.name,
            card.record.evidence.start, card.record.evidence.end,
        )
        for card in cards.values()
        if card.record.in_ == where
    )  # fmt: skip
