"""Settings: a table of servanda.toml, with what the environment says in place of it, as one frozen value."""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

FILE = "servanda.toml"
# The environment may name another file than the one in the working folder.
VARIABLE = "SERVANDA_SETTINGS"


class SettingsError(ValueError):
    """Settings that are missing or wrong: says where they stand, what is wrong and what to do. It stops the run."""


class Settings(BaseModel):
    """What the settings of one part of servanda have in common: they never change, and know their own keys only."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Kind = TypeVar("Kind", bound=Settings)


def load_settings(
    kind: type[Kind], table: str, prefix: str, environ: Mapping[str, str] | None = None, folder: Path | None = None
) -> Kind:
    """Return the settings of a table of the file in a folder, variables of the environment before those of the file.

    With the prefix SERVANDA_LLM, SERVANDA_LLM_MODEL comes before `model`; an empty variable says nothing. Without a name
    of a table, those before the first table are meant. Raises SettingsError, which names file and line, or the variable.
    """
    environ = os.environ if environ is None else environ
    path = _path(environ, folder or Path.cwd())
    text = _text(path)
    values = _table(path, text, table)
    variables = {key: f"{prefix}_{key.upper()}" for key in kind.model_fields}
    said = {key: environ[name] for key, name in variables.items() if environ.get(name)}
    try:
        return kind.model_validate(values | said)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        key = str(first["loc"][0]) if first["loc"] else ""
        where = variables[key] if key in said else f"{path.name}{_line(text, table, key)}"
        what = "is missing" if first["type"] == "missing" else f"is wrong: {first['msg']}"
        place = f"under [{table}] of {path.name}" if table else f"in {path.name}"
        remedy = f"Correct it {place}" + (f" or in {variables[key]}" if key in variables else "")
        raise SettingsError(f"{where}: {key or table} {what}. {remedy}; known are {', '.join(variables)}") from None


def _path(environ: Mapping[str, str], folder: Path) -> Path:
    if VARIABLE not in environ:
        return folder / FILE
    path = Path(environ[VARIABLE])
    if not path.is_file():
        raise SettingsError(f"{VARIABLE} names {path}, which is no file. Correct it, or unset it")
    return path


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8") if path.is_file() else ""
    except (UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"{path.name} cannot be read: {error}. Save it as UTF-8") from error


def _table(path: Path, text: str, table: str) -> dict[str, Any]:
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path.name} is not TOML: {error}. Correct the syntax there") from error
    if not table:
        return {name: value for name, value in found.items() if not isinstance(value, dict)}
    values = found.get(table, {})
    if not isinstance(values, dict):
        raise SettingsError(f"{path.name}{_line(text, '', table)}: {table} is no table. Begin it with [{table}]")
    return values


def _line(text: str, table: str, key: str) -> str:
    """Return ", line 3" for the line of a key in a table, of the table where it has no such line, or nothing."""
    found, inside = "", not table
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[+\s*([^\]]*?)\s*\]", line)
        if header is not None:
            inside = header[1] == table
            if inside or header[1] == f"{table}.{key}":
                found = f", line {number}"
        elif inside and re.match(rf"""\s*["']?{re.escape(key)}["']?\s*=""", line):
            return f", line {number}"
    return found
