"""The desk: what every request needs, made once when the application is made."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from jinja2 import Environment
from starlette.requests import HTTPConnection

from servanda.store import Store
from servanda.web.attempts import Attempts
from servanda.web.jobs import Jobs
from servanda.web.people import Person
from servanda.web.remembering import Memory
from servanda.web.settings import WebSettings
from servanda.web.statics import Statics


@dataclass(frozen=True, slots=True)
class Desk:
    """The store, the settings, what is served as it lies, the templates by language, texts being read, answers remembered.

    `owner` is who asks where nobody logs in: the person at this machine; None where people log in.
    """

    store: Store
    settings: WebSettings
    statics: Statics
    templates: Mapping[str, Environment]
    owner: Person | None
    jobs: Jobs
    attempts: Attempts
    memory: Memory


def desk_of(request: HTTPConnection) -> Desk:
    """Return the desk of the application that a request came to."""
    return cast(Desk, request.app.state.desk)
