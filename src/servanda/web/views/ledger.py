"""The ledger: an entry as a line that can be read at a glance, and as a line of data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from servanda.following.entries import Entry, HistoryStep
from servanda.store.asking_ledger_page import Group, LedgerPage
from servanda.web.views.timeline import Timeline, timeline_of, words_of


@dataclass(frozen=True, slots=True)
class Line:
    """An entry in the ledger: the commitment, its timeline in picture and words, and the evidence heard last."""

    entry: Entry
    timeline: Timeline
    words: str
    last: HistoryStep


@dataclass(frozen=True, slots=True)
class Section:
    """Lines that belong together: their heading, how many there are in all, and those on this page."""

    name: str
    total: int | None
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """An entry as data: days are EDTF dates, `history` is in the order of the steps; `last_*` is what was heard last."""

    entry: str
    status: str
    computed: list[str]
    act: str
    by: list[str]
    to: list[str]
    content: str
    sectors: list[str]
    since: str | None
    due: str | None
    until: str | None
    last_heard: str | None
    last_evidence: str
    last_document: str
    steps: int


def line_of(entry: Entry, day: str) -> Line:
    """Return an entry as of an ISO day in a line."""
    return Line(entry, timeline_of(entry, day), words_of(entry), last_of(entry))


def last_of(entry: Entry) -> HistoryStep:
    """Return the step that was heard of last."""
    return max(entry.history, key=lambda step: step.published or "")


def sections_of(page: LedgerPage, group: Group | None, day: str) -> tuple[Section, ...]:
    """Return the entries of a page in sections by pair or sector; in one without a name where they are not grouped."""
    if group is None:
        return (Section("", page.total, tuple(line_of(entry, day) for entry in page.shown)),)
    return tuple(
        Section(name, page.counts.get(name), tuple(line_of(entry, day) for entry in entries))
        for name, entries in groupby(page.shown, key=lambda entry: _group_of(entry, group))
    )


def data_of(entry: Entry, names: dict[str, str]) -> LedgerLine:
    """Return an entry as data; `names` gives documents by key the ids that they came with."""
    last = last_of(entry)
    return LedgerLine(
        entry=entry.id,
        status=entry.status,
        computed=list(entry.computed),
        act=entry.act,
        by=list(entry.by),
        to=list(entry.to),
        content=entry.content,
        sectors=list(entry.sectors),
        since=entry.since.value if entry.since else None,
        due=entry.due.value if entry.due else None,
        until=entry.until.value if entry.until else None,
        last_heard=last.published,
        last_evidence=last.evidence.quote,
        last_document=names.get(last.document, last.document),
        steps=len(entry.history),
    )


def table_of(lines: Sequence[LedgerLine]) -> Iterator[Sequence[object]]:
    """Yield entries as lines of a table, in the order of the fields of `LedgerLine`."""
    for line in lines:
        yield (
            line.entry, line.status, " ".join(line.computed), line.act, " ".join(line.by), " ".join(line.to), line.content,
            " ".join(line.sectors), line.since, line.due, line.until, line.last_heard, line.last_evidence,
            line.last_document, line.steps,
        )  # fmt: skip


def _group_of(entry: Entry, group: Group) -> str:
    return next(iter(entry.sectors), "other") if group == "sector" else " – ".join(sorted({*entry.by, *entry.to}))
