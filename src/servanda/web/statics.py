"""Statics: files that are served as they lie: styles, modules, fonts, and libraries of others at fixed versions."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).parent / "static"
MANIFEST = FOLDER / "vendor" / "manifest.json"
_YEAR = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Library:
    """A library of others: where it came from, its version and licence, and the SHA-384 of each file (as browsers want it)."""

    name: str
    version: str
    licence: str
    source: str
    files: Mapping[str, str]

    @property
    def folder(self) -> str:
        """Its folder below `vendor`."""
        return f"{self.name}-{self.version}"


@dataclass(frozen=True, slots=True)
class Statics:
    """What templates ask for: addresses with a version, so that browsers keep a file until it is another."""

    libraries: Mapping[str, Library]
    versions: Mapping[str, str]

    def address(self, path: str) -> str:
        """Return the address of a file below `static`; raises KeyError where there is none."""
        return f"/static/{path}?v={self.versions[path]}"

    def vendored(self, name: str, file: str) -> str:
        """Return the address of a file of a library; raises KeyError where the manifest has none."""
        library = self.libraries[name]
        assert file in library.files, f"{file} is not in the manifest of {name}"
        return self.address(f"vendor/{library.folder}/{file}")

    def integrity(self, name: str, file: str) -> str:
        """Return the integrity attribute of a file of a library."""
        return self.libraries[name].files[file]


class KeptFiles(StaticFiles):
    """Files whose addresses carry their version are kept by browsers for good, others are asked for again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the file with how long it may be kept."""
        response = await super().get_response(path, scope)
        is_versioned = path.startswith("vendor/") or scope.get("query_string", b"").startswith(b"v=")
        response.headers["Cache-Control"] = _YEAR if is_versioned else "no-cache"
        return response


def load_statics() -> Statics:
    """Return what is served as it lies."""
    files = (path for path in FOLDER.rglob("*") if path.is_file())
    versions = {path.relative_to(FOLDER).as_posix(): _version(path) for path in files}
    return Statics(load_libraries(), versions)


def load_libraries() -> dict[str, Library]:
    """Return the libraries of the manifest by name."""
    rows = json.loads(MANIFEST.read_text("utf-8"))
    return {row["name"]: Library(**row) for row in rows}


def integrity_of(content: bytes) -> str:
    """Return the integrity attribute of a file with this content (Subresource Integrity, W3C)."""
    return "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode()


def _version(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
