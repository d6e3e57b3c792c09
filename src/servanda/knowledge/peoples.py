"""Peoples that no one state stands for: ethnic, religious and regional groups, and languages, with all their forms."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from servanda.codebook.tables import read_table
from servanda.knowledge.forms import SurfaceForm, surface_forms_of

KINDS = frozenset(("ethnic", "religious", "regional", "language"))

_COLUMNS = ("forms", "country", "kind")
_REQUIRED = ("forms", "kind")
_DATA = Path(__file__).parent / "data" / "peoples.tsv"


@dataclass(frozen=True, slots=True)
class People:
    """A people: its name, every form of it, the one country nearly all of it lives in or None; a language names nobody."""

    name: str
    forms: tuple[str, ...]
    country: str | None
    kind: str


def load_peoples(path: Path | None = None) -> Mapping[str, People]:
    """Return the peoples by name, from a file or from the one that comes with servanda.

    Raises VocabularyError for a malformed file.
    """
    return _read(path or _DATA)


@cache
def surface_forms() -> tuple[SurfaceForm, ...]:
    """Return every written form of every people, to be matched as it stands."""
    return tuple(
        form for people in load_peoples().values() for form in surface_forms_of(people.forms, people.kind, people.name)
    )


@cache
def _read(path: Path) -> Mapping[str, People]:
    return MappingProxyType({people.name: people for people in _rows(path)})


def _rows(path: Path) -> Iterator[People]:
    seen: set[str] = set()
    for row in read_table(path, _COLUMNS, _REQUIRED):
        forms = row.many("forms")
        if row["kind"] not in KINDS:
            raise row.error(f"the kind is {row['kind']!r}", f"Give one of {', '.join(sorted(KINDS))}")
        if twice := seen & set(forms):
            raise row.error(f"{', '.join(sorted(twice))} stands twice", "Keep each form with one people")
        seen |= set(forms)
        yield People(forms[0], forms, row["country"] or None, row["kind"])
