"""HTML pages: the article without what surrounds it, with title, day, author and site (trafilatura)."""

from collections.abc import Iterator
from typing import Any

from servanda.record import FailedDocument
from servanda.sources.document import Document
from servanda.sources.found import Found
from servanda.sources.raw import Raw, Source, failure


def read(raw: Raw) -> Iterator[Found | FailedDocument]:
    """Yield the article of a page, or a failure where the page has none."""
    from trafilatura import bare_extraction  # noqa: PLC0415  slow to import

    content = raw.read()
    address = raw.place if raw.is_page else None
    page: Any = bare_extraction(content, url=address, with_metadata=True, include_comments=False, include_tables=False)
    if page is None or not page.text:
        yield failure(raw.place, "no_article", "no article was found on this page; save its text as .txt and add that")
        return
    document = Document(
        page.url or raw.place, page.text, title=page.title or None, published=page.date or None,
        source=page.sitename or page.hostname or None, url=page.url or address, author=page.author or None,
    )  # fmt: skip
    yield Found(document, "page" if raw.is_page else "file", raw.place, False, content, "text/html")


SOURCE = Source("html", (".html", ".htm", ".xhtml"), ("text/html", "application/xhtml+xml"), read)
