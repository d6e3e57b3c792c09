"""Finding: paths, folders, globs, addresses and feeds in, documents out, with how each was had."""

from collections.abc import Iterator, Sequence
from importlib.metadata import entry_points
from pathlib import Path

from servanda.record import FailedDocument
from servanda.sources.fetch import FetchError, fetch
from servanda.sources.found import Found
from servanda.sources.raw import Raw, Source, failure

GROUP = "servanda.sources"


class SourceError(RuntimeError):
    """A kind of source that cannot be loaded."""


def load_sources() -> tuple[Source, ...]:
    """Return the kinds of source that are installed, in order of their names.

    Raises SourceError that names the one which cannot be loaded.
    """
    loaded = []
    for point in sorted(entry_points(group=GROUP), key=lambda p: p.name):
        try:
            loaded.append(point.load())
        except Exception as error:
            raise SourceError(f"the source {point.name!r} ({point.value}) cannot be loaded: {error}") from error
    return tuple(loaded)


def find(wanted: Sequence[str], sources: Sequence[Source]) -> Iterator[Found | FailedDocument]:
    """Yield the documents of files, folders, globs, addresses and feeds, in order; a failure for what is none."""
    for one in wanted:
        if "://" in one:
            yield from _at_address(one, sources)
            continue
        paths = _paths(one, sources)
        if not paths:
            yield failure(one, "not_found", "there is no such file, and nothing in it that can be read")
        for path in paths:
            yield from _read(Raw(str(path)), sources)


def _at_address(address: str, sources: Sequence[Source]) -> Iterator[Found | FailedDocument]:
    try:
        raw = fetch(address)
    except FetchError as error:
        yield failure(address, "not_fetched", str(error).removeprefix(f"{address}: "))
        return
    yield from _read(raw, sources)


def _paths(wanted: str, sources: Sequence[Source]) -> list[Path]:
    """Return the files that a path or glob means; of folders, those whose endings some source reads."""
    path = Path(wanted)
    if path.is_dir():
        return sorted(p for p in path.rglob("*") if p.is_file() and source_of(Raw(str(p)), sources))
    if path.exists() or not any(mark in wanted for mark in "*?["):
        return [path] if path.exists() else []
    base = Path(path.anchor)
    return sorted(p for p in base.glob(str(path.relative_to(base))) if p.is_file())


def _read(raw: Raw, sources: Sequence[Source]) -> Iterator[Found | FailedDocument]:
    source = source_of(raw, sources)
    if source is None:
        known = " ".join(suffix for source in sources for suffix in source.suffixes)
        yield failure(raw.place, "unknown_kind", f"what kind of file is this? Known endings: {known}")
        return
    try:
        yield from source.read(raw)
    except OSError as error:
        yield failure(raw.place, "unreadable", str(error.strerror or error))


def source_of(raw: Raw, sources: Sequence[Source]) -> Source | None:
    """Return the kind of source that reads this media type, else this ending; None where none does."""
    by_type = (s for s in sources if raw.media_type in s.media_types)
    by_suffix = (s for s in sources if raw.suffix in s.suffixes)
    return next(by_type, None) or next(by_suffix, None)
