"""Settings: from servanda.toml, then the environment, then the command line; the later wins."""

from getpass import getuser
from pathlib import Path
from typing import Annotated

import typer
from pydantic import Field

from servanda.settings import Settings, SettingsError, load_settings
from servanda.store import Store, StoreError, open_store

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        help="A folder, or a PostgreSQL URL. Else SERVANDA_STORE, `store` in servanda.toml, ./servanda-store.",
        show_default=False,
    ),
]
_LARGE = 1_000
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON lines.")]


def _login() -> str:
    try:
        return getuser()
    except (OSError, KeyError):
        return "unknown"


class RunSettings(Settings):
    """What holds for a run: where the store is, and who decides."""

    store: str = "servanda-store"
    user: str = Field(default_factory=_login)


def settings(store: str | None = None, user: str | None = None, folder: Path | None = None) -> RunSettings:
    """Return the settings of a run in a folder; raises typer.BadParameter for a servanda.toml that cannot be used."""
    try:
        found = load_settings(RunSettings, "", "SERVANDA", folder=folder)
    except SettingsError as error:
        raise typer.BadParameter(str(error)) from None
    given = {name: value for name, value in (("store", store), ("user", user)) if value}
    return found.model_copy(update=given)


def tell_progress(done: int, total: int) -> None:
    """Say on standard error how far the bringing up to date of a large store is."""
    if total >= _LARGE:
        typer.echo(f"\rThe store is brought up to date: {done:,} of {total:,} documents", err=True, nl=done == total)


def opened(store: str | None, *, create: bool = False) -> Store:
    """Return the store that the settings name; says why and ends with exit code 2 where there is none."""
    try:
        return open_store(settings(store).store, create=create, progress=tell_progress)
    except StoreError as error:
        raise typer.BadParameter(str(error), param_hint="--store") from None
