"""The interface for programs: what can be asked for as JSON, from the description that OpenAPI tools read."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request

from servanda.web.answers import Answer, Table, page

router = APIRouter(tags=["API"])


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that may be given with a question."""

    name: str
    where: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that can be asked for, or done."""

    group: str
    method: str
    path: str
    summary: str
    parameters: list[Parameter]


@page(router, "/api", "api.html", list[Operation])
def api(request: Request) -> Answer[list[Operation]]:
    """Return what can be asked for; /openapi.json says the same for programs that make clients."""
    found = operations_of(request.app.openapi())
    rows = [(one.group, one.method, one.path, one.summary) for one in found]
    return Answer(found, Table(("group", "method", "path", "summary"), rows))


def operations_of(description: dict[str, Any]) -> list[Operation]:
    """Return the operations of an OpenAPI description, in its order."""
    return [
        Operation(
            next(iter(said.get("tags", [])), ""),
            method.upper(),
            path,
            str(said.get("description", "")).partition("\n\n")[0],
            [
                Parameter(p["name"], p["in"], p.get("required", False), p.get("description", ""))
                for p in said.get("parameters", [])
            ],
        )
        for path, methods in description["paths"].items()
        for method, said in methods.items()
    ]
