"""What is built of the packaged files, kept between runs: building it takes a quarter of what reading one text does.

It lies as JSON in the user's cache folder (`$XDG_CACHE_HOME`, else `~/.cache`), in `servanda`, and can be deleted at any time.
"""

import hashlib
import json
import os
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from servanda.codebook import tables

_HERE = Path(__file__).parent
_MOST_OF_A_NAME = 8


def kept(name: str, build: Callable[[], object]) -> Any:
    """Return what `build` makes of the packaged files of knowledge, read back from JSON: tuples are lists.

    It is kept under a hash of these files and of the code that reads them, so it is never older than either. Where nothing
    can be read or written, it is built every time; what `build` raises is raised.
    """
    folder = _folder()
    if folder is None:
        return json.loads(json.dumps(build()))
    path = folder / f"{name}-{_version(Path(build.__code__.co_filename))}.json"
    with suppress(OSError, ValueError):
        return json.loads(path.read_bytes())
    made = json.dumps(build(), ensure_ascii=False, separators=(",", ":"))
    with suppress(OSError):
        _write(path, made)
        _forget_oldest(folder, name)
    return json.loads(made)


def _folder() -> Path | None:
    """Return where to keep things, None where the user has no folder of their own."""
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    try:
        return (named if named.is_absolute() else Path.home() / ".cache") / "servanda"
    except RuntimeError:
        return None


@cache
def _version(code: Path) -> str:
    """Return a hash of all that decides what is built: the files of knowledge, and the code that reads and builds."""
    found = hashlib.sha256(unicodedata.unidata_version.encode())
    for path in (*_files(), code):
        found.update(b"%s\0%d\0" % (path.name.encode(), path.stat().st_size))
        found.update(path.read_bytes())
    return found.hexdigest()[:32]


def _files() -> Iterator[Path]:
    yield Path(tables.__file__)
    yield from sorted(_HERE.glob("*.py"))
    yield from sorted(path for path in (_HERE / "data").iterdir() if path.is_file())


def _write(path: Path, text: str) -> None:
    """Write a file so that others see all of it or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=path.stem, delete=False) as file:
        unfinished = Path(file.name)
        file.write(text)
    unfinished.replace(path)


def _forget_oldest(folder: Path, name: str) -> None:
    """Delete what other versions built, but for the youngest."""
    oldest_first = sorted(folder.glob(f"{name}-*.json"), key=lambda path: path.stat().st_mtime)
    for path in oldest_first[:-_MOST_OF_A_NAME]:
        path.unlink(missing_ok=True)
