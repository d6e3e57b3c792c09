"""Found: a document with where and how it was had, and the bytes it came as."""

from dataclasses import dataclass
from typing import Literal

from servanda.sources.document import Document

How = Literal["file", "line", "page", "feed", "lake"]


@dataclass(frozen=True, slots=True)
class Found:
    """A document as it was had.

    `place` is the file (and line), the lake or the address; `named` says that the document brought an id of its own: without
    one, the same text found elsewhere is the same document. `original` holds the bytes where the text is not all of them.
    """

    document: Document
    how: How
    place: str
    named: bool = False
    original: bytes | None = None
    media_type: str | None = None
