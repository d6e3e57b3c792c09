"""Commitment acts: pledge, offer, agreement and the rest, with examples of what is and what is not one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from servanda.codebook.toml_entries import PACKAGED, Counterexample, Entry, read_counterexamples, read_entries

NO_ACT = "none"


@dataclass(frozen=True, slots=True)
class Act:
    """An act of commitment; `binding` says whether it binds the one who performs it."""

    name: str
    definition: str
    binding: bool
    examples: tuple[str, ...]
    counterexamples: tuple[Counterexample, ...]


def load_acts(path: Path | None = None) -> Mapping[str, Act]:
    """The acts by name, from the packaged file or from another of the same form."""
    return _packaged() if path is None else _read(path)


@cache
def _packaged() -> Mapping[str, Act]:
    return _read(PACKAGED / "acts.toml")


def _read(path: Path) -> Mapping[str, Act]:
    keys = ("name", "definition", "binding", "examples", "counterexamples")
    entries = read_entries(path, "act", required=keys)
    codes = [*(entry.text("name") for entry in entries), NO_ACT]
    return MappingProxyType({entry.text("name"): _read_act(entry, codes) for entry in entries})


def _read_act(entry: Entry, codes: list[str]) -> Act:
    return Act(
        name=entry.text("name"),
        definition=entry.text("definition"),
        binding=entry.flag("binding"),
        examples=entry.texts("examples", at_least=5),
        counterexamples=read_counterexamples(entry, codes, at_least=3),
    )
