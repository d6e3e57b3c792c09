"""Plain text: a file is a document."""

from collections.abc import Iterator

from servanda.record import FailedDocument
from servanda.sources.document import Document
from servanda.sources.found import Found
from servanda.sources.raw import Raw, Source, failure


def read(raw: Raw) -> Iterator[Found | FailedDocument]:
    """Yield the document of a text in UTF-8, or a failure that names the line with the fault."""
    content = raw.read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        yield failure(raw.place, "invalid_utf8", f"line {line} is not UTF-8; save the file as UTF-8")
        return
    yield Found(
        Document(raw.place, text, url=raw.place if raw.is_page else None), "page" if raw.is_page else "file", raw.place
    )


SOURCE = Source("text", (".txt", ".text", ".md"), ("text/plain", "text/markdown"), read)
