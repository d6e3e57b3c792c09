"""Giving: what people give to be read (a text, files, an address) becomes documents."""

import shutil
import socket
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from servanda.record import FailedDocument, text_hash
from servanda.sources.document import Document
from servanda.sources.finding import find, load_sources
from servanda.sources.found import Found
from servanda.sources.raw import failure


@dataclass(frozen=True, slots=True)
class GivenText:
    """A text that was pasted, with what was said about it."""

    text: str
    title: str | None = None
    published: str | None = None
    source: str | None = None


def is_address(given: str) -> bool:
    """Whether what was pasted is an address and nothing else."""
    words = given.split()
    return len(words) == 1 and words[0].startswith(("http://", "https://"))


def pasted(given: GivenText) -> Iterator[Found]:
    """Yield the document of a text; its id is the title, or the first digits of the hash of the text."""
    identity = given.title or f"pasted-{text_hash(given.text)[:8]}"
    document = Document(identity, given.text, given.title, given.published, given.source)
    yield Found(document, "file", "pasted text")


def uploaded(folder: Path) -> Iterator[Found | FailedDocument]:
    """Yield the documents of files in a folder, named as the files are, and remove the folder."""
    try:
        for one in find([str(path) for path in sorted(folder.iterdir())], load_sources()):
            yield _renamed(one, f"{folder}/")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def kept_files(files: Sequence[tuple[str, bytes]]) -> Path:
    """Return a new folder with files of these names and contents; of two of the same name, one gets a number."""
    folder = Path(tempfile.mkdtemp(prefix="servanda-given-"))
    for number, (name, content) in enumerate(files):
        plain = Path(name.replace("\\", "/")).name or "file.txt"
        path = folder / plain
        (path if not path.exists() else folder / f"{number}-{plain}").write_bytes(content)
    return folder


def fetched(address: str, *, anywhere: bool) -> Iterator[Found | FailedDocument]:
    """Yield the documents at an address; unless `anywhere`, one inside the server's own network is refused."""
    if not anywhere and not is_public(address):
        yield failure(address, "not_fetched", "addresses inside this network are not read")
        return
    yield from find([address], load_sources())


def is_public(address: str) -> bool:
    """Whether all that the host of an address resolves to is open to the whole internet."""
    try:
        found = socket.getaddrinfo(urlsplit(address).hostname, None)
    except (OSError, UnicodeError, ValueError):
        return True  # fetching says better what is wrong with it
    return all(ip_address(str(one[4][0]).partition("%")[0]).is_global for one in found)


def _renamed(one: Found | FailedDocument, folder: str) -> Found | FailedDocument:
    """Return what was found under the name that its file came with."""
    if isinstance(one, FailedDocument):
        shown = replace(one.error, message=one.error.message.replace(folder, ""))
        return replace(one, id=str(one.id).replace(folder, ""), error=shown)
    document = one.document
    if not one.named:
        document = replace(document, id=str(document.id).replace(folder, ""))
    return replace(one, document=document, place=one.place.replace(folder, ""))
