"""A document as following sees it: its text, when and where it appeared, and its records."""

from dataclasses import dataclass

from servanda.record import CodedDocument, Record
from servanda.sources import Document


@dataclass(frozen=True, slots=True)
class Filed:
    """A document with its records. `key` names it for good; `published` is an ISO day, None where unknown."""

    key: str
    text: str
    title: str | None
    published: str | None
    source: str | None
    records: tuple[Record, ...]


def file_document(document: Document, coded: CodedDocument) -> Filed:
    """Return a document with the records that a coder found in it; a day is cut out of its time of publication."""
    day = coded.published.value if coded.published and coded.published.precision == "day" else None
    return Filed(str(document.id), document.text, document.title, day, document.source, coded.records)
