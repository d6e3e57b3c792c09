"""Security: headers on every answer, and tokens that say that a form is one of ours."""

import secrets
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "servanda_csrf"
HEADER = "x-csrf-token"
FIELD = "csrf"
LARGEST = 64_000_000
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# Styles that vendored libraries write into the page themselves: the SHA-256 of each, as browsers report it.
STYLE_HASHES: tuple[str, ...] = ()
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        " ".join(("style-src 'self'", *(f"'{one}'" for one in STYLE_HASHES))),
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


class SecureHeaders:
    """Adds the headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""

        async def secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, secured)


class Bounded:
    """Refuses a request that says it is larger than LARGEST, or does not say how large it is, before it is read."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request that may be read."""
        status = _refused(scope)
        if status is None:
            await self.app(scope, receive, send)
        else:
            said = f"At most {LARGEST // 1_000_000} MB can be sent at once.\n"
            await PlainTextResponse(said, status)(scope, receive, send)


def _refused(scope: Scope) -> int | None:
    if scope["type"] != "http" or scope["method"] in _SAFE:
        return None
    length = Headers(scope=scope).get("content-length", "")
    if not length.isdigit():
        return 411
    return 413 if int(length) > LARGEST else None


def csrf_token(request: Request) -> str:
    """Return the token of the browser that asks; a new one is set by `rendering` where it has none."""
    token: str = request.scope["state"].setdefault("csrf", request.cookies.get(COOKIE) or secrets.token_urlsafe(32))
    return token


async def check_form(request: Request) -> None:
    """Refuse what changes something and does not come from a page of ours: raises HTTPException (403).

    The token in the cookie must stand in the form or the header too, which other sites cannot read ("double submit"), and
    where the browser names the origin, it must be ours.
    """
    if request.method in _SAFE:
        return
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise HTTPException(403, "This form was sent by another site.")
    known, given = request.cookies.get(COOKIE, ""), request.headers.get(HEADER)
    if given is None:
        given = str((await request.form()).get(FIELD, ""))
    if not known or not secrets.compare_digest(known.encode(), given.encode()):
        raise HTTPException(403, "The form has expired: load the page again and send it once more.")
