"""PLOVER: the event types with their modes, and the contexts."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from servanda.codebook.cues import CueIndex, index_cues, inflected_forms
from servanda.codebook.toml_entries import (
    PACKAGED,
    Counterexample,
    Entry,
    read_counterexamples,
    read_entries,
    refuse_repeats,
)


class Quad(StrEnum):
    """The four classes of events: in words or in deeds, friendly or hostile."""

    VERBAL_COOPERATION = "verbal cooperation"
    MATERIAL_COOPERATION = "material cooperation"
    VERBAL_CONFLICT = "verbal conflict"
    MATERIAL_CONFLICT = "material conflict"

    @property
    def code(self) -> int:
        """The number, 1 to 4, that event data sets write for it."""
        return list(Quad).index(self) + 1


@dataclass(frozen=True, slots=True)
class Mode:
    """A narrower form of an event type; score is None where PLOVER publishes none."""

    name: str
    score: float | None
    definition: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PloverType:
    """One of the event types: what it covers, what it does not, and its modes."""

    name: str
    quad: Quad
    score: float
    requires_recipient: bool
    definition: str
    notes: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[Counterexample, ...]
    modes: tuple[Mode, ...]

    def mode(self, name: str) -> Mode | None:
        """The mode of that name, or None."""
        return next((mode for mode in self.modes if mode.name == name), None)


@dataclass(frozen=True, slots=True)
class Context:
    """A matter that an event may be about, and the cues that suggest it."""

    name: str
    definition: str
    cues: tuple[str, ...]
    examples: tuple[str, ...]


def load_types(path: Path | None = None) -> Mapping[str, PloverType]:
    """The event types by name, from the packaged file or from another of the same form."""
    return _packaged_types() if path is None else _read_types(path)


def load_contexts(path: Path | None = None) -> Mapping[str, Context]:
    """The contexts by name, from the packaged file or from another of the same form."""
    return _packaged_contexts() if path is None else _read_contexts(path)


@lru_cache(maxsize=512)
def contexts_of(text: str) -> tuple[str, ...]:
    """The contexts that a text's cues suggest, in the order of their first cue; possibly none."""
    return tuple(dict.fromkeys(name for hit in _context_cues().find(text) for name in hit.owners))


@cache
def _packaged_types() -> Mapping[str, PloverType]:
    return _read_types(PACKAGED / "plover.toml")


@cache
def _packaged_contexts() -> Mapping[str, Context]:
    return _read_contexts(PACKAGED / "contexts.toml")


@cache
def _context_cues() -> CueIndex[str]:
    return index_cues(((each.name, each.cues) for each in load_contexts().values()), inflected_forms)


def _read_types(path: Path) -> Mapping[str, PloverType]:
    entries = read_entries(
        path,
        "type",
        required=("name", "quad", "score", "definition", "examples", "counterexamples"),
        optional=("notes", "requires_recipient", "mode"),
    )
    names = [entry.text("name") for entry in entries]
    return MappingProxyType({entry.text("name"): _read_type(entry, names) for entry in entries})


def _read_type(entry: Entry, names: list[str]) -> PloverType:
    modes = entry.entries("mode", required=("name", "definition", "examples"), optional=("score",))
    refuse_repeats(modes, "name")
    return PloverType(
        name=entry.text("name"),
        quad=Quad(entry.choice("quad", list(Quad))),
        score=entry.number("score", -10, 10),
        requires_recipient=entry.flag("requires_recipient"),
        definition=entry.text("definition"),
        notes=entry.texts("notes"),
        examples=entry.texts("examples", at_least=5),
        counterexamples=read_counterexamples(entry, names, at_least=2),
        modes=tuple(_read_mode(mode) for mode in modes),
    )


def _read_mode(entry: Entry) -> Mode:
    return Mode(
        name=entry.text("name"),
        score=entry.number("score", -10, 10) if "score" in entry.values else None,
        definition=entry.text("definition"),
        examples=entry.texts("examples", at_least=3),
    )


def _read_contexts(path: Path) -> Mapping[str, Context]:
    entries = read_entries(path, "context", required=("name", "definition", "cues", "examples"))
    contexts = [
        Context(
            name=entry.text("name"),
            definition=entry.text("definition"),
            cues=entry.texts("cues", at_least=1),
            examples=entry.texts("examples", at_least=3),
        )
        for entry in entries
    ]
    return MappingProxyType({context.name: context for context in contexts})
