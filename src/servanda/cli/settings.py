"""Settings: from servanda.toml, then the environment, then the command line; the later wins."""

import os
import tomllib
from dataclasses import dataclass, replace
from getpass import getuser
from pathlib import Path
from typing import Annotated

import typer

from servanda.store import Store, StoreError, open_store

FILE = "servanda.toml"
StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        help="A folder, or a PostgreSQL URL. Else SERVANDA_STORE, `store` in servanda.toml, ./servanda-store.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON lines.")]


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for a run: where the store is, and who decides."""

    store: str = "servanda-store"
    user: str = "unknown"


def settings(store: str | None = None, user: str | None = None, folder: Path = Path()) -> Settings:
    """Return the settings of a run in a folder; raises typer.BadParameter for a servanda.toml that cannot be used."""
    found = replace(Settings(user=_login()), **_of_file(folder / FILE))
    for name, given in (("store", os.environ.get("SERVANDA_STORE")), ("user", os.environ.get("SERVANDA_USER"))):
        found = replace(found, **{name: given}) if given else found
    for name, given in (("store", store), ("user", user)):
        found = replace(found, **{name: given}) if given else found
    return found


def opened(store: str | None, *, create: bool = False) -> Store:
    """Return the store that the settings name; says why and ends with exit code 2 where there is none."""
    try:
        return open_store(settings(store).store, create=create)
    except StoreError as error:
        raise typer.BadParameter(str(error), param_hint="--store") from None


def _of_file(path: Path) -> dict[str, str]:
    try:
        known = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise typer.BadParameter(f"{path} cannot be read: {error}") from None
    wrong = [name for name, value in known.items() if name not in ("store", "user") or not isinstance(value, str)]
    if wrong:
        raise typer.BadParameter(f'{path}: {wrong[0]!r} is no setting; known are store = "..." and user = "..."')
    return known


def _login() -> str:
    try:
        return getuser()
    except (OSError, KeyError):
        return "unknown"
