"""Originals: the bytes as they came (a page, a PDF), kept by their hash, beside the database or in it."""

import gzip
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from sqlalchemy import Connection, delete, insert, select

from servanda.store.schema import originals


class Originals(Protocol):
    """Where originals are kept. `put` may be called twice with the same bytes; `get` gives None for what is not there."""

    def put(self, connection: Connection, content: bytes) -> str:
        """Keep bytes and return their SHA-256 in hexadecimal."""
        ...

    def get(self, connection: Connection, sha256: str) -> bytes | None:
        """Return the bytes with this hash."""
        ...

    def remove(self, connection: Connection, sha256: str) -> None:
        """Forget the bytes with this hash: a takedown asks for it, nothing else does."""
        ...


@dataclass(frozen=True, slots=True)
class FolderOriginals:
    """Originals as compressed files, `ab/abcdef....gz`: a backup that copies files copies each of them once."""

    folder: Path

    def put(self, connection: Connection, content: bytes) -> str:
        """Keep bytes; the file appears whole or not at all, before the row that names it is committed."""
        sha256 = hashlib.sha256(content).hexdigest()
        path = self._path(sha256)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f"{path.name}.{uuid4().hex}.part")
            with part.open("wb") as file:
                file.write(gzip.compress(content, mtime=0))
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        return sha256

    def get(self, connection: Connection, sha256: str) -> bytes | None:
        """Return the bytes with this hash."""
        path = self._path(sha256)
        return gzip.decompress(path.read_bytes()) if path.exists() else None

    def remove(self, connection: Connection, sha256: str) -> None:
        """Forget the bytes with this hash."""
        self._path(sha256).unlink(missing_ok=True)

    def _path(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / f"{sha256}.gz"


@dataclass(frozen=True, slots=True)
class TableOriginals:
    """Originals as rows of the database: what a server that has no folder of its own uses."""

    def put(self, connection: Connection, content: bytes) -> str:
        """Keep bytes in the transaction of the row that names them."""
        sha256 = hashlib.sha256(content).hexdigest()
        known = connection.execute(select(originals.c.sha256).where(originals.c.sha256 == sha256)).first()
        if known is None:
            connection.execute(insert(originals).values(sha256=sha256, content=gzip.compress(content, mtime=0)))
        return sha256

    def get(self, connection: Connection, sha256: str) -> bytes | None:
        """Return the bytes with this hash."""
        row = connection.execute(select(originals.c.content).where(originals.c.sha256 == sha256)).first()
        return gzip.decompress(row.content) if row else None

    def remove(self, connection: Connection, sha256: str) -> None:
        """Forget the bytes with this hash."""
        connection.execute(delete(originals).where(originals.c.sha256 == sha256))
