"""Asking: what a page function may ask for by the type of its parameters."""

from collections.abc import Iterator
from typing import Annotated, cast

from fastapi import Depends, HTTPException, Request
from sqlalchemy import Connection

from servanda.store import Store
from servanda.web.desk import Desk, desk_of
from servanda.web.languages import Language, language_of
from servanda.web.people import Person, Role


def person_of(request: Request) -> Person | None:
    """Return who asks, None for somebody who did not log in yet."""
    return cast("Person | None", request.scope["state"].get("person"))


def _store(request: Request) -> Store:
    return desk_of(request).store


def _reading(request: Request) -> Iterator[Connection]:
    with desk_of(request).store.reading() as connection:
        yield connection


class Having:
    """Gives who asks; refuses somebody without the rights of a role."""

    def __init__(self, role: Role) -> None:
        self.role = role

    def __call__(self, request: Request) -> Person:
        """Return who asks; raises HTTPException (403) for somebody without the rights."""
        person = person_of(request)
        if person is None or not person.may(self.role):
            raise HTTPException(403, f"This needs the rights of a {self.role}.")
        return person


AskedDesk = Annotated[Desk, Depends(desk_of)]
Kept = Annotated[Store, Depends(_store)]
Reader = Annotated[Connection, Depends(_reading)]
AskedLanguage = Annotated[Language, Depends(language_of)]
SomeReader = Annotated[Person, Depends(Having("reader"))]
SomeReviewer = Annotated[Person, Depends(Having("reviewer"))]
SomeAdmin = Annotated[Person, Depends(Having("admin"))]
