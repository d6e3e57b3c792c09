"""Login and logout, where others can reach the application."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import RedirectResponse

from servanda.store import people
from servanda.web.access import COOKIE, LASTS, log_in
from servanda.web.asking import AskedDesk, person_of
from servanda.web.languages import N_
from servanda.web.pages.preferences import local
from servanda.web.rendering import render

router = APIRouter(include_in_schema=False)
_WRONG = N_("Name and password do not fit.")


@router.get("/login")
def login(request: Request, back: str = "/") -> Response:
    """Show the form; somebody who is known already goes on."""
    if person_of(request) is not None:
        return RedirectResponse(local(back), 303)
    return render(request, "login.html", {"back": local(back), "name": "", "wrong": ""})


@router.post("/login")
def check_login(
    request: Request,
    desk: AskedDesk,
    name: Annotated[str, Form(max_length=200)],
    password: Annotated[str, Form(max_length=1000)],
    back: Annotated[str, Form()] = "/",
) -> Response:
    """Begin a session where name and password fit; too many attempts of a name or from an address have to wait."""
    keys = (f"name {name}", f"from {request.client.host if request.client else ''}")
    allowed = [desk.attempts.allow(key) for key in keys]
    if not all(allowed):
        raise HTTPException(429, "Wait five minutes before you try again.", {"Retry-After": "300"})
    token = log_in(desk.store, name, password)
    if token is None:
        return render(request, "login.html", {"back": local(back), "name": name, "wrong": _WRONG}, 401)
    for key in keys:
        desk.attempts.forget(key)
    answer = RedirectResponse(local(back), 303)
    answer.set_cookie(
        COOKIE, token, max_age=int(LASTS.total_seconds()), httponly=True, samesite="lax",
        secure=request.url.scheme == "https",
    )  # fmt: skip
    return answer


@router.post("/logout")
def logout(request: Request, desk: AskedDesk) -> RedirectResponse:
    """End the session."""
    token = request.cookies.get(COOKIE)
    if token is not None:
        with desk.store.writing() as connection:
            people.end_session(connection, token)
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE)
    return answer
