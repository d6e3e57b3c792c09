"""PDF files that have a layer of text (pypdf)."""

import logging
import re
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

from servanda.record import FailedDocument
from servanda.sources.document import Document
from servanda.sources.found import Found
from servanda.sources.raw import Raw, Source, failure


def read(raw: Raw) -> Iterator[Found | FailedDocument]:
    """Yield the text of all pages, or a failure where the file is damaged, locked, or only pictures of pages."""
    from pypdf import PdfReader  # noqa: PLC0415  slow to import
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    content = raw.read()
    try:
        pdf = PdfReader(BytesIO(content))
        text = "\n\n".join(page.extract_text() for page in pdf.pages).strip()
        known: Any = pdf.metadata
    except (PyPdfError, ValueError, KeyError, TypeError) as error:
        yield failure(raw.place, "damaged_pdf", f"cannot be read as PDF ({error})")
        return
    if not re.search(r"\w", text):
        yield failure(raw.place, "no_text", "the PDF has no layer of text; run it through OCR first")
        return
    document = Document(
        raw.place, text, title=_known(known and known.title), published=_day(known and known.creation_date),
        url=raw.place if raw.is_page else None, author=_known(known and known.author),
    )  # fmt: skip
    yield Found(document, "page" if raw.is_page else "file", raw.place, False, content, "application/pdf")


def _known(value: object) -> str | None:
    return str(value).strip() or None if value else None


def _day(made: object) -> str | None:
    """Return the day on which the file was made: the best that a PDF says of its publication."""
    return made.date().isoformat() if isinstance(made, datetime) else None


SOURCE = Source("pdf", (".pdf",), ("application/pdf",), read)
