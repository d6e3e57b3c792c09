"""The application: a store and settings in, an ASGI application out."""

from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import Executor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from threading import Thread

from fastapi import Depends, FastAPI
from jinja2 import Environment
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from servanda import __version__
from servanda.store import Store
from servanda.web.access import Recognising, ensure_somebody
from servanda.web.attempts import Attempts
from servanda.web.desk import Desk
from servanda.web.examples import describe
from servanda.web.jobs import Jobs, coding_process
from servanda.web.pages.listed import routers
from servanda.web.people import Person
from servanda.web.problems import add_handlers
from servanda.web.remembering import Memory
from servanda.web.rendering import load_templates
from servanda.web.security import Bounded, SecureHeaders, check_form
from servanda.web.settings import WebSettings, is_loopback
from servanda.web.statics import FOLDER, KeptFiles, load_statics
from servanda.web.warming import warm

DESCRIPTION = (
    "What diplomatic news say happened, was said and was promised, each with the words that say so. Every page has a twin in "
    "JSON at its address with `.json`, and where it is a table, in CSV at `.csv`. Lists come a page at a time: `page` and "
    "`size` ask for one, the header `Link` names those beside it (RFC 8288)."
)


def make_app(store: Store, settings: WebSettings, owner: str, executor: Executor | None = None) -> FastAPI:
    """Return the application over a store; on an address of this machine alone, `owner` is who asks.

    At any other address people log in, or a proxy says who asks; raises AccessError where nobody could log in.
    `executor` codes the texts that people give it to read: a process of its own where none is given. The store stays the
    caller's to close.
    """
    statics = load_statics()
    alone = is_loopback(settings.host) and settings.proxy_header is None
    if not alone and settings.proxy_header is None:
        with store.reading() as connection:
            ensure_somebody(connection)
    hosts = ["localhost", "127.0.0.1", "[::1]", *settings.hosts] if alone else list(settings.hosts) or ["*"]
    jobs, templates = Jobs(store, executor or coding_process()), load_templates(statics)
    app = FastAPI(
        title="servanda",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=_living(jobs, templates),
        dependencies=[Depends(check_form)],
        middleware=[
            Middleware(SecureHeaders),
            Middleware(Bounded),
            Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False),
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=6),
            Middleware(Recognising),
        ],
    )
    known = Person(owner, "admin") if alone else None
    app.state.desk = Desk(store, settings, statics, templates, known, jobs, Attempts(), Memory(store))
    add_handlers(app)
    for router in routers():
        app.include_router(router)
    app.mount("/static", KeptFiles(directory=FOLDER), name="static")
    setattr(app, "openapi", partial(describe, app))  # noqa: B010  the way that FastAPI documents to extend its description
    return app


def _living(jobs: Jobs, templates: Mapping[str, Environment]) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Return what makes things ready beside the first requests, and stops the jobs when the application stops."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        Thread(target=warm, args=(templates.values(),), daemon=True).start()
        yield
        jobs.close()

    return lifespan
