"""A codebook of one's own: event types from one TOML file, each known by a few examples and counterexamples.

name = "rivers-1"

[[type]]
name = "DIVERT"
definition = "A state changes the course or the flow of a river that it shares."
quad = "material conflict"
intensity = -4.0
triggers = ["divert", "dam", "impound"]      # may be left out: then any verb may tell of it
examples = ["Turkey began to fill the reservoir and cut the flow to Iraq."]
counterexamples = ["Heavy rain diverted the river from its bed."]
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from servanda.codebook.codebook import Codebook
from servanda.codebook.own_head import read_head
from servanda.codebook.plover import PloverType, Quad
from servanda.codebook.tables import VocabularyError
from servanda.codebook.toml_entries import Entry, read_entries


@dataclass(frozen=True, slots=True)
class OwnType:
    """An event type of a user's codebook.

    `triggers` are lemmas of the verbs and nouns that tell of it, none where any may; `intensity` runs from -10 to 10.
    """

    name: str
    definition: str
    quad: Quad
    intensity: float
    triggers: frozenset[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


def load_own(path: Path, book: Codebook, *, fitted: bool = True) -> Codebook:
    """Return a codebook with the event types of a file in place of PLOVER's, all else as it is in `book`.

    Where a head was fitted to it, that is read too, unless `fitted` is false. Raises VocabularyError, which names file and
    line, for a file that is not of the form above, and for a head that was fitted to another version of it.
    """
    types = _read(path)
    head = read_head(path, tuple(types)) if fitted else None
    plover = {own.name: _as_plover(own) for own in types.values()}
    return replace(book, name=_name(path), types=MappingProxyType(plover), own=types, head=head)


def _name(path: Path) -> str:
    name = tomllib.loads(path.read_text("utf-8")).get("name", path.stem)
    if not isinstance(name, str) or not name.strip():
        raise VocabularyError(path.name, 1, "name is not a line of text", 'Write name = "..." at the head of the file')
    return name


def _read(path: Path) -> Mapping[str, OwnType]:
    entries = read_entries(
        path,
        "type",
        required=("name", "definition", "quad", "intensity", "examples"),
        optional=("triggers", "counterexamples"),
        beside=("name",),
    )
    return MappingProxyType({entry.text("name"): _type(entry) for entry in entries})


def _type(entry: Entry) -> OwnType:
    return OwnType(
        name=entry.text("name"),
        definition=entry.text("definition"),
        quad=Quad(entry.choice("quad", list(Quad))),
        intensity=entry.number("intensity", -10, 10),
        triggers=frozenset(trigger.lower() for trigger in entry.texts("triggers")),
        examples=entry.texts("examples", at_least=2),
        counterexamples=entry.texts("counterexamples"),
    )


def _as_plover(own: OwnType) -> PloverType:
    return PloverType(own.name, own.quad, own.intensity, False, own.definition, (), own.examples, (), ())
