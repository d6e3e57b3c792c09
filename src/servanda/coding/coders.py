"""Coders by name: those that come with servanda and those that other packages announce, found the same way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import EntryPoint, EntryPoints, entry_points

from servanda.codebook import Codebook
from servanda.reading import Reading
from servanda.record import CodingWarning, Record

GROUP = "servanda.coders"
DEFAULT = "learned"
# A coder may put warnings among its records: doubts about the whole text.
Outcome = Record | CodingWarning
Coder = Callable[[Reading, Codebook], Sequence[Outcome]]


class CoderError(LookupError):
    """A coder that is not there, or that cannot be loaded; the message says what to do. It stops the run."""


class CannotCodeError(RuntimeError):
    """What a coder raises for a document that it cannot code: a code, and what to do. The run goes on without it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class NamedCoder:
    """A coder and the name under which its records are kept."""

    name: str
    code: Coder


def coder_names(found: EntryPoints | None = None) -> list[str]:
    """Return the names of all coders that are installed, in order."""
    return sorted(point.name for point in _points(found))


def find_coder(name: str = DEFAULT, found: EntryPoints | None = None) -> NamedCoder:
    """Return the coder of a name, from the packages installed or from the entry points given; raises CoderError."""
    point = next((p for p in _points(found) if p.name == name), None)
    if point is None:
        raise CoderError(f"there is no coder {name!r}; installed are {', '.join(coder_names(found))}")
    return NamedCoder(name, _loaded(point))


def _points(found: EntryPoints | None) -> EntryPoints:
    return entry_points(group=GROUP) if found is None else found


def _loaded(point: EntryPoint) -> Coder:
    try:
        coder: Coder = point.load()
    except Exception as error:
        raise CoderError(f"the coder {point.name!r} ({point.value}) cannot be loaded: {error}") from error
    return coder
