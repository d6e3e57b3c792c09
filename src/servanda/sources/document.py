"""Document: one text as it came in, and what is known about it from outside."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Pair:
    """A source and a target, as they stand in the text, between which the event is asked for."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Document:
    """A text and where it comes from. All spans of its records are code points into `text`.

    `published` is an ISO 8601 date or date-time; `source` is the publisher's name; `language` an ISO 639-1 code; `author`
    whoever signed it.
    """

    id: Any
    text: str
    title: str | None = None
    published: str | None = None
    source: str | None = None
    url: str | None = None
    language: str | None = None
    pairs: tuple[Pair, ...] = ()
    author: str | None = None

    @property
    def day(self) -> str | None:
        """The day of publication where it was published, as YYYY-MM-DD; the month or year where no more is known."""
        if self.published is None:
            return None
        try:
            return datetime.fromisoformat(self.published).date().isoformat()
        except ValueError:
            return self.published
