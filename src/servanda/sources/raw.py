"""Raw: bytes as they were had, before anybody knows what documents are in them."""

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from servanda.record import FailedDocument, Failure
from servanda.sources.found import Found


@dataclass(frozen=True, slots=True)
class Raw:
    """The content of a file or a page. `place` is its path or address; a file is opened only when it is read."""

    place: str
    media_type: str | None = None
    content: bytes | None = None

    @property
    def suffix(self) -> str:
        """The ending of the name, small, without that of a compression."""
        return Path(self.place.split("?")[0].removesuffix(".gz")).suffix.lower()

    @property
    def is_page(self) -> bool:
        """Whether it came from an address and not from a file."""
        return self.content is not None

    def open(self) -> BinaryIO:
        """Return the content to be read; raises OSError where the file cannot be."""
        if self.content is not None:
            return BytesIO(self.content)
        if self.place.endswith(".gz"):
            return gzip.open(self.place, "rb")  # type: ignore[return-value]
        return Path(self.place).open("rb")

    def read(self) -> bytes:
        """Return the whole content."""
        with self.open() as file:
            return file.read()


Read = Callable[[Raw], Iterator[Found | FailedDocument]]


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of source: which endings and media types it reads, and how it finds documents in them.

    Announced under the entry point `servanda.sources`. `read` yields a failure for what is no document, and raises nothing
    but OSError.
    """

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    read: Read


def failure(place: str, code: str, message: str) -> FailedDocument:
    """Return the failure of what was had at a place."""
    return FailedDocument(place, Failure(code, f"{place}: {message}"))
