"""The review page: one record with the words around it, and the decisions that lost theirs."""

from dataclasses import dataclass

from servanda.record import Record
from servanda.store.asking_document import Sheet
from servanda.store.asking_queue import QueuePlace
from servanda.web.views.document import Card, cards_of
from servanda.web.views.segments import Mark, Paragraph, paragraphs_of

_AROUND = 450


@dataclass(frozen=True, slots=True)
class Passage:
    """A record and the paragraphs around it: the evidence is marked, its sentence too."""

    card: Card
    paragraphs: tuple[Paragraph, ...]
    cut_before: bool
    cut_after: bool


def passage_of(sheet: Sheet, record: Record) -> Passage:
    """Return a record with the words around it, about 450 characters before and after, cut where paragraphs or words end."""
    text = sheet.kept.document.text
    start, end = _around(text, record.sentence.start, record.sentence.end)
    card = cards_of(sheet)[record.id]
    marks = (
        Mark("sentence", "cited", "", record.sentence.start - start, record.sentence.end - start),
        Mark(record.id, record.kind, card.name, record.evidence.start - start, record.evidence.end - start),
    )
    return Passage(card, paragraphs_of(text[start:end], marks), start > 0, end < len(text))


def place_written(place: QueuePlace) -> str:
    """Return a place in the queue as an address has it."""
    return f"{place.doubt}:{place.document}:{place.nth}"


def place_read(written: str) -> QueuePlace | None:
    """Return the place in the queue that an address has; None for what is none."""
    parts = written.split(":")
    try:
        return QueuePlace(float(parts[0]), int(parts[1]), int(parts[2])) if len(parts) == 3 else None
    except ValueError:
        return None


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    first = max(start - _AROUND, 0)
    last = min(end + _AROUND, len(text))
    if first:
        gap = text.find(" ", first, start)
        first = gap + 1 if gap >= 0 else first
    if last < len(text):
        gap = text.rfind(" ", end, last)
        last = gap if gap >= 0 else last
    return first, last
