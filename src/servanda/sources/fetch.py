"""Fetching: an address in, its bytes out."""

from http.client import HTTPException
from urllib.error import URLError
from urllib.request import Request, urlopen

from servanda.sources.raw import Raw

TIMEOUT = 30
LARGEST = 50_000_000


class FetchError(RuntimeError):
    """An address that gave nothing; the message says why."""


def fetch(address: str) -> Raw:
    """Return what an http or https address gives; raises FetchError where it gives nothing within TIMEOUT seconds."""
    if not address.startswith(("http://", "https://")):
        raise FetchError(f"{address}: only http and https addresses are fetched")
    try:
        with urlopen(Request(address, headers={"User-Agent": "servanda"}), timeout=TIMEOUT) as answer:
            content = answer.read(LARGEST + 1)
            media_type, final = answer.headers.get_content_type(), answer.geturl()
    except (URLError, HTTPException, OSError, ValueError) as error:
        raise FetchError(f"{address}: {getattr(error, 'reason', None) or error}") from None
    if len(content) > LARGEST:
        raise FetchError(f"{address}: larger than {LARGEST // 1_000_000} MB")
    return Raw(final, media_type, content)
