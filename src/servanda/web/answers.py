"""Answers: one function gives what a page has to say, and the page answers it as HTML, as JSON and as CSV.

`/ledger` is the page, `/ledger.json` the same as data, `/ledger.csv` its table.
"""

import csv
import inspect
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from servanda.web.desk import desk_of
from servanda.web.paging import Paged
from servanda.web.remembering import key_of
from servanda.web.rendering import render

Data = TypeVar("Data")
Function = TypeVar("Function", bound=Callable[..., "Answer[Any]"])
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Table:
    """A table for CSV: names of columns, and rows of plain values."""

    columns: Sequence[str]
    rows: Iterable[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Answer(Generic[Data]):
    """What a page has to say.

    `data` is what JSON holds and the template sees as `data`; `table` is the CSV; `more` are further names for the template
    alone. `part` is a template that a request by htmx gets instead of the whole page. `paged` gives the links to the next page.
    """

    data: Data
    table: Table | None = None
    more: Mapping[str, Any] = field(default_factory=dict)
    part: str | None = None
    paged: Paged[Any] | None = None


def page(
    router: APIRouter, path: str, template: str, answers: Any, *, csv: bool = True, name: str | None = None
) -> Callable[[Function], Function]:
    """Return what registers a function as a page with its twins; `answers` is the type of its data, for the documentation.

    The function is named like the page: templates ask for its address with `url_for`.
    """

    def register(function: Function) -> Function:
        called = name or function.__name__
        summary = inspect.getdoc(function)
        common: dict[str, Any] = {"methods": ["GET"], "description": summary}
        router.add_api_route(
            f"{path}.json", _endpoint(function, _as_json), name=f"{called}.json", response_model=answers, **common
        )
        if csv:
            router.add_api_route(
                f"{path}.csv", _endpoint(function, _as_csv), name=f"{called}.csv", include_in_schema=False, **common
            )
        router.add_api_route(
            path, _endpoint(function, _as_html(template)), name=called, include_in_schema=False, response_model=None, **common
        )  # fmt: skip
        return function

    return register


def is_htmx(request: Request) -> bool:
    """Whether htmx asks for a part of a page."""
    return "hx-request" in request.headers and "hx-history-restore-request" not in request.headers


def _endpoint(function: Callable[..., Any], give: Callable[[Request, Response, Any], Any]) -> Callable[..., Any]:
    """Return a function that is asked for the same as another, and for the request; what that returns is given out."""
    signature = inspect.signature(function)
    asks_request = "request" in signature.parameters
    extra = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind)
        for name, kind in (("request", Request), ("http_response", Response))
        if name not in signature.parameters
    ]

    def endpoint(*, request: Request, http_response: Response, **given: Any) -> Any:
        def find() -> Answer[Any]:
            answer: Answer[Any] = function(request=request, **given) if asks_request else function(**given)
            return answer

        # The rows of a table are read once, as they are written.
        key = None if asks_request or give is _as_csv else key_of(function, given)
        return give(request, http_response, desk_of(request).memory.recall(key, find))

    endpoint.__name__ = function.__name__
    endpoint.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[*signature.parameters.values(), *extra], return_annotation=inspect.Signature.empty
    )
    return endpoint


def _as_html(template: str) -> Callable[[Request, Response, Answer[Any]], Response]:
    def give(request: Request, _: Response, answer: Answer[Any]) -> Response:
        chosen = answer.part if answer.part and is_htmx(request) else template
        return render(request, chosen, {"data": answer.data, "paged": answer.paged, **answer.more})

    return give


def _as_json(request: Request, response: Response, answer: Answer[Any]) -> Any:
    if answer.paged is not None:
        response.headers["Link"] = ", ".join(_links(request, answer.paged))
    return answer.data


def _links(request: Request, paged: Paged[Any]) -> Iterable[str]:
    """Yield the links to the pages beside this one (RFC 8288)."""
    beside = {"prev": paged.page - 1 if paged.page > 1 else None, "next": paged.page + 1 if paged.more else None}
    for relation, number in beside.items():
        if number is not None:
            yield f'<{request.url.include_query_params(page=number)}>; rel="{relation}"'


def _as_csv(request: Request, _: Response, answer: Answer[Any]) -> Response:
    assert answer.table is not None, f"{request.url.path} has no table: register it with csv=False"
    name = request.url.path.strip("/").replace("/", "-")
    return StreamingResponse(
        _lines(answer.table),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{_plain(name)}"'},
    )


def _lines(table: Table) -> Iterable[str]:
    """Yield the lines of a table (RFC 4180)."""
    written = io.StringIO()
    writer = csv.writer(written)
    for row in (table.columns, *map(cells_of, table.rows)):
        writer.writerow(row)
        yield written.getvalue()
        written.seek(0)
        written.truncate()


def cells_of(row: Sequence[object]) -> list[object]:
    """Return the cells of a row; text that a spreadsheet would take for a formula gets an apostrophe."""
    return [
        f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else "" if cell is None else cell
        for cell in row
    ]


def _plain(name: str) -> str:
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in name)
