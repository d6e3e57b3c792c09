"""Access: who asks is recognised before a page is made; whoever is not known is sent to log in."""

import secrets
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import cast
from urllib.parse import quote

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from servanda.store import Store, people
from servanda.web.desk import Desk, desk_of
from servanda.web.people import ROLES, Person, Role

COOKIE = "servanda_session"
LASTS = timedelta(days=14)
_OPEN = ("/static/", "/login", "/health", "/preferences")
_HASHER = PasswordHasher()


class AccessError(RuntimeError):
    """Settings under which the pages would be open to everybody; the message says what to do."""


class Recognising:
    """Notes in `scope["state"]["person"]` who asks; somebody unknown sees the login, or gets 401 where JSON was asked for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with who asks."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        person = await run_in_threadpool(person_asking, request)
        scope.setdefault("state", {})["person"] = person
        if person is None and not request.url.path.startswith(_OPEN):
            await _to_login(request)(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def person_asking(request: Request) -> Person | None:
    """Return who asks: the owner, whom the proxy names, or whose session it is; None for somebody unknown."""
    desk = desk_of(request)
    if desk.owner is not None:
        return desk.owner
    if desk.settings.proxy_header is not None:
        return _named_by_proxy(desk, request.headers.get(desk.settings.proxy_header))
    token = request.cookies.get(COOKIE)
    if token is None:
        return None
    with desk.store.reading() as connection:
        account = people.person_of(connection, token)
    return Person(account.name, cast(Role, account.role)) if account else None


def log_in(store: Store, name: str, password: str) -> str | None:
    """Return the token of a new session, None where name and password do not fit."""
    with store.reading() as connection:
        account = people.account_of(connection, name)
    if not _fits(account.password if account else _of_nobody(), password) or account is None:
        return None
    token = secrets.token_urlsafe(32)
    until = (datetime.now(UTC) + LASTS).isoformat(timespec="seconds")
    with store.writing() as connection:
        people.start_session(connection, token, account.name, until)
    return token


def hashed(password: str) -> str:
    """Return what is kept of a password: its Argon2id hash, with the parameters of RFC 9106 for little memory."""
    return _HASHER.hash(password)


def role_of(name: str) -> Role:
    """Return a role by its name; raises ValueError that names the roles."""
    if name not in ROLES:
        raise ValueError(f"{name!r} is no role; known are {', '.join(ROLES)}")
    return name


def ensure_somebody(connection: Connection) -> None:
    """Raise AccessError where nobody could log in."""
    if not people.accounts(connection):
        raise AccessError(
            "others can reach this address, so people must log in, and there is nobody yet: servanda user add NAME --role "
            "admin. Behind a proxy where they log in, set proxy_header under [web] in servanda.toml"
        )


@cache
def _of_nobody() -> str:
    """Return what a password for a wrong name is compared with, so that it takes as long as a wrong password."""
    return _HASHER.hash(secrets.token_urlsafe())


def _fits(kept: str, password: str) -> bool:
    try:
        return _HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


def _named_by_proxy(desk: Desk, name: str | None) -> Person | None:
    """Return whom the proxy names, with the role of an account of that name, or as a reader."""
    if not name:
        return None
    with desk.store.reading() as connection:
        account = people.account_of(connection, name)
    return Person(name, cast(Role, account.role) if account else "reader")


def _to_login(request: Request) -> Response:
    if request.method == "GET" and not request.url.path.endswith((".json", ".csv", "/events")):
        back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/login?back={quote(back, safe='/')}", 303)
    row = {"type": "about:blank", "title": "Please log in", "status": 401, "detail": ""}
    return JSONResponse(row, 401, media_type="application/problem+json")
