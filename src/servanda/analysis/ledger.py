"""The ledger asked: which entries are wanted, and the lines that tell of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from servanda.following.entries import Entry
from servanda.following.layout import ledger_row
from servanda.following.standing import as_of

FLAGS = ("overdue", "silent", "disputed")


@dataclass(frozen=True, slots=True)
class LedgerQuestion:
    """Which entries are wanted, as of which ISO day; `status` may also be overdue, silent or disputed."""

    day: str
    by: str | None = None
    to: str | None = None
    sector: str | None = None
    status: str | None = None
    most: int | None = None

    def has_status(self, shown: Entry) -> bool:
        """Whether an entry as it stands on the day has the status that is wanted."""
        return self.status is None or self.status in (shown.status, *shown.computed)


def ledger_of(entries: Iterable[Entry], question: LedgerQuestion) -> Iterator[Entry]:
    """Yield those of whole entries that a question asks for, as they stood on its day, in the order given."""
    given = 0
    for entry in entries:
        shown = as_of(entry, question.day) if _is_between(entry, question) else None
        if shown is not None and question.has_status(shown):
            yield shown
            given += 1
            if given == question.most:
                return


def ledger_lines(shown: Iterable[Entry], ids: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the lines of `servanda ledger --json`: documents carry the ids that they came with, given by their keys."""
    named = (
        replace(e, history=tuple(replace(s, document=ids.get(s.document, s.document)) for s in e.history))
        for e in shown
    )
    return [ledger_row(entry) for entry in named]


def _is_between(entry: Entry, question: LedgerQuestion) -> bool:
    return (
        question.by in (None, *entry.by)
        and question.to in (None, *entry.to)
        and question.sector in (None, *entry.sectors)
    )
