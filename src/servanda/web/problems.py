"""Problems: what went wrong, as a page that says so, or as problem details (RFC 9457) where JSON was asked for."""

import logging
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException as StarletteHTTPException

from servanda.store import StoreError
from servanda.store.deciding import DecisionError
from servanda.web.answers import is_htmx
from servanda.web.languages import N_
from servanda.web.rendering import render

_LOG = logging.getLogger("servanda.web")
TITLES = {
    400: N_("The request cannot be understood"),
    401: N_("Please log in"),
    403: N_("You may not do this"),
    404: N_("There is nothing here"),
    405: N_("This address does not take that"),
    409: N_("This cannot be decided"),
    413: N_("This is too large"),
    422: N_("Something in the request is wrong"),
    429: N_("Too many attempts"),
    500: N_("Something went wrong here"),
    503: N_("The store cannot be reached"),
}


def add_handlers(app: FastAPI) -> None:
    """Make an application answer what goes wrong with a page, or with JSON."""

    @app.exception_handler(StarletteHTTPException)
    async def http(request: Request, error: StarletteHTTPException) -> Response:
        detail = "" if error.detail in ("Not Found", "Method Not Allowed") else str(error.detail)
        return problem(request, error.status_code, detail, headers=dict(error.headers or {}))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        return problem(request, 422, "", wrong=[_said(one) for one in error.errors()])

    @app.exception_handler(DecisionError)
    async def refused(request: Request, error: DecisionError) -> Response:
        return problem(request, 409, str(error))

    @app.exception_handler(StoreError)
    async def unreachable(request: Request, error: StoreError) -> Response:
        return problem(request, 503, str(error))

    @app.exception_handler(Exception)
    async def unforeseen(request: Request, error: Exception) -> Response:
        _LOG.exception("unforeseen error at %s", request.url.path, exc_info=error)
        return problem(request, 500, "")


def problem(
    request: Request, status: int, detail: str, wrong: Sequence[str] = (), headers: dict[str, str] | None = None
) -> Response:
    """Return an answer that says what went wrong: `detail` in a sentence, `wrong` the fields at fault."""
    title = TITLES.get(status, TITLES[400] if status < 500 else TITLES[500])
    if _wants_json(request):
        row: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        if wrong:
            row["errors"] = list(wrong)
        return JSONResponse(row, status, headers, "application/problem+json")
    template = "problem_part.html" if is_htmx(request) else "problem.html"
    values = {"title": title, "status": status, "detail": detail, "wrong": wrong}
    answer = render(request, template, values, status)
    answer.headers.update(headers or {})
    return answer


def not_found(detail: str) -> HTTPException:
    """Return what to raise where there is no such thing; the detail says what was looked for."""
    return HTTPException(404, detail)


def _wants_json(request: Request) -> bool:
    accepted = request.headers.get("accept", "")
    return request.url.path.endswith((".json", ".csv")) or (
        "application/json" in accepted and "text/html" not in accepted
    )


def _said(error: dict[str, Any]) -> str:
    where = ".".join(str(part) for part in error["loc"][1:]) or str(error["loc"][0])
    return f"{where}: {error['msg']}"
