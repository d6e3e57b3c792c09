"""servanda serve: the web application over a store."""

from typing import Annotated

import typer
import uvicorn

from servanda.cli.settings import StoreOption, settings, tell_progress
from servanda.settings import SettingsError, load_settings
from servanda.store import Store, StoreError, open_store
from servanda.web.access import AccessError
from servanda.web.app import make_app
from servanda.web.settings import WebSettings


def serve(
    store: StoreOption = None,
    host: Annotated[str | None, typer.Option(help="The address to serve at; this machine alone when none.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="The port; 8000 when none.")] = None,
) -> None:
    """Serve the web application until stopped with Ctrl-C.

    At an address of this machine alone nobody logs in; at any other, those whom `servanda user add` named, or whom a
    reverse proxy names in the header of the setting `proxy_header`. Settings stand in the table [web] of servanda.toml.

    Example:
        servanda serve --store desk
    """
    run = settings(store)
    wanted = web_settings(host, port)
    try:
        opened = open_store(run.store, create=False, progress=tell_progress)
    except StoreError as error:
        raise typer.BadParameter(str(error), param_hint="--store") from None
    serve_store(opened, wanted, run.user)


def web_settings(host: str | None, port: int | None) -> WebSettings:
    """Return the settings of the web application; raises typer.BadParameter where they cannot be used."""
    try:
        found = load_settings(WebSettings, "web", "SERVANDA_WEB")
    except SettingsError as error:
        raise typer.BadParameter(str(error)) from None
    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    return found.model_copy(update=given)


def serve_store(store: Store, wanted: WebSettings, owner: str) -> None:
    """Serve a store until stopped, and close it."""
    try:
        app = make_app(store, wanted, owner)
    except AccessError as error:
        store.close()
        raise typer.BadParameter(str(error), param_hint="--host") from None
    host = f"[{wanted.host}]" if ":" in wanted.host else wanted.host
    typer.echo(f"Open http://{host}:{wanted.port}/ in a browser; stop with Ctrl-C.", err=True)
    try:
        uvicorn.run(app, host=wanted.host, port=wanted.port, log_level="warning", server_header=False)
    finally:
        store.close()
