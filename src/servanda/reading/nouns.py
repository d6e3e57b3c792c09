"""Nouns that refer to actors: data, and the look-ups on it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from servanda.codebook.tables import VocabularyError

_FILE = Path(__file__).parent / "data" / "nouns.toml"
_CLASSES = ("government", "leader", "side", "person", "observer", "people", "group", "collective", "body")


@dataclass(frozen=True, slots=True)
class Nouns:
    """Lemmas of nouns by the way they refer; `always_government` needs no country beside it."""

    government: frozenset[str]
    always_government: frozenset[str]
    leader: frozenset[str]
    side: frozenset[str]
    person: frozenset[str]
    observer: frozenset[str]
    people: frozenset[str]
    group: frozenset[str]
    collective: frozenset[str]
    body: frozenset[str]


@cache
def load_nouns(path: Path = _FILE) -> Nouns:
    """Return the noun classes of a file; raises VocabularyError where a class or its nouns are missing."""
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(path.name, 1, f"not TOML ({error})", "Mend the syntax at the line it names") from None
    for name in _CLASSES:
        nouns = table.get(name, {}).get("nouns")
        if not isinstance(nouns, list) or not all(isinstance(noun, str) and noun for noun in nouns):
            raise VocabularyError(path.name, 1, f"[{name}] has no list of nouns", 'Write nouns = ["...", "..."]')
    classes = {name: frozenset(table[name]["nouns"]) for name in _CLASSES}
    return Nouns(always_government=frozenset(table["government"].get("always", ())), **classes)


@cache
def _all_nouns() -> frozenset[str]:
    nouns = load_nouns()
    return frozenset().union(*(getattr(nouns, name) for name in _CLASSES))


def is_actor_noun(word: str) -> bool:
    """Whether a word in lower case, singular or plural, is one of the nouns of the packaged file."""
    return word in _all_nouns() or word.removesuffix("s") in _all_nouns()
