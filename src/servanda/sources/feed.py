"""RSS and Atom feeds: every item is a page to be fetched; where that fails, what the feed itself says of it is kept."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from time import strftime
from typing import Any

from servanda.record import FailedDocument
from servanda.sources import html
from servanda.sources.document import Document
from servanda.sources.fetch import FetchError, fetch
from servanda.sources.found import Found
from servanda.sources.raw import Raw, Source, failure


def read(raw: Raw) -> Iterator[Found | FailedDocument]:
    """Yield a document for every item of a feed, with the feed's own title and time of it."""
    import feedparser  # noqa: PLC0415  rarely needed

    feed = feedparser.parse(raw.read())
    if not feed.entries and feed.bozo:
        yield failure(raw.place, "no_feed", f"cannot be read as RSS or Atom ({feed.bozo_exception})")
    for item in feed.entries:
        yield _item(item, feed.feed.get("title"), raw.place)


def _item(item: Any, site: str | None, place: str) -> Found | FailedDocument:
    address, day = item.get("link"), _day(item)
    title = item.get("title") or None
    try:
        found = next(html.read(fetch(address))) if address else None
    except FetchError:
        found = None
    if isinstance(found, Found):
        known = replace(found.document, title=title or found.document.title, url=address, id=address)
        known = replace(known, published=day or known.published, source=known.source or site)
        return replace(found, document=known, how="feed", place=address)
    text = _plain(item)
    if not text:
        return failure(address or place, "no_article", "neither its page nor the feed has a text")
    identity = address or item.get("id") or title
    return Found(Document(identity, text, title, day, site, address), "feed", address or place)


def _day(item: Any) -> str | None:
    when = item.get("published_parsed") or item.get("updated_parsed")
    return strftime("%Y-%m-%d", when) if when else None


def _plain(item: Any) -> str:
    """Return the longest text that a feed gives of an item, without markup."""
    texts = [content.get("value", "") for content in item.get("content", [])] + [item.get("summary", "")]
    plain = (unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</p>|<br\s*/?>", "\n\n", text))).strip() for text in texts)
    return max(plain, key=len, default="")


SOURCE = Source(
    "feed",
    (".rss", ".atom", ".xml"),
    ("application/rss+xml", "application/atom+xml", "application/xml", "text/xml"),
    read,
)
