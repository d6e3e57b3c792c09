"""The event lexicon: which verbs and nouns, with which objects, are which PLOVER type. Data, and its look-up."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from servanda.codebook.tables import Row, read_table

_DATA = Path(__file__).parent / "data"
_COLUMNS = ("trigger", "pos", "object", "with", "type", "mode", "target", "example")
_CLASS_COLUMNS = ("class", "lemmas")
_TARGETS = frozenset(
    """
    object to with against on upon from for of in into over between at toward about by poss complement none
    """.split()
)
IGNORED = "IGNORE"
NO_OBJECT = frozenset(("-",))


@dataclass(frozen=True, slots=True)
class Pattern:
    """A trigger and what must stand with it, and the type it then is.

    `trigger` is a lemma, or a lemma with its particle; `objects` are the lemmas of which one must head its object
    (any will do where there are none; a dash means that there must be none); `needs` names the preposition, or "to" for
    an infinitive, that must follow.
    `target` lists where to look for the target, in order. The type IGNORE marks a use that is no event.
    """

    trigger: str
    pos: Literal["verb", "noun"]
    objects: frozenset[str]
    needs: str
    type: str
    mode: str | None
    target: tuple[str, ...]
    example: str
    line: int

    @property
    def weight(self) -> int:
        """How much the pattern asks for: the more, the surer it is."""
        return (2 if self.objects else 0) + (1 if self.needs else 0) + (1 if " " in self.trigger else 0)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Patterns by the lemma of their trigger, those that ask for most first; and the lemma classes by name."""

    verbs: Mapping[str, tuple[Pattern, ...]]
    nouns: Mapping[str, tuple[Pattern, ...]]
    classes: Mapping[str, frozenset[str]]


def load_lexicon(folder: Path = _DATA) -> Lexicon:
    """Return the lexicon of a folder with events_*.tsv and event_objects.tsv; raises VocabularyError."""
    return _load(folder)


@cache
def _load(folder: Path) -> Lexicon:
    classes = _classes(folder / "event_objects.tsv")
    files = sorted(folder.glob("events_*.tsv"))
    rows = [row for file in files for row in read_table(file, _COLUMNS, ("trigger", "pos", "type"))]
    patterns = [_pattern(row, classes) for row in rows]
    return Lexicon(_by_trigger(patterns, "verb"), _by_trigger(patterns, "noun"), classes)


def _classes(path: Path) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in read_table(path, _CLASS_COLUMNS, _CLASS_COLUMNS):
        if row["class"] in found:
            raise row.error(f"the class {row['class']} stands here for the second time", "Merge the two lines")
        found[row["class"]] = frozenset(row.many("lemmas"))
    return MappingProxyType(found)


def _pattern(row: Row, classes: Mapping[str, frozenset[str]]) -> Pattern:
    if row["pos"] not in ("verb", "noun"):
        raise row.error(f"pos is {row['pos']!r}", "Write verb or noun")
    target = row.many("target")
    for place in target:
        if place not in _TARGETS:
            raise row.error(f"target {place!r} is unknown", f"Use one of {', '.join(sorted(_TARGETS))}")
    return Pattern(
        trigger=row["trigger"],
        pos=row["pos"],  # type: ignore[arg-type]
        objects=frozenset(lemma for part in row.many("object") for lemma in _lemmas(row, part, classes)),
        needs=row["with"],
        type=row["type"],
        mode=row["mode"] or None,
        target=target,
        example=row["example"],
        line=row.line,
    )


def _lemmas(row: Row, part: str, classes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    if not part.startswith("@"):
        return frozenset((part,))
    if part[1:] not in classes:
        raise row.error(f"there is no class {part}", "Add it to event_objects.tsv, or write the lemmas here")
    return classes[part[1:]]


def _by_trigger(patterns: list[Pattern], pos: str) -> Mapping[str, tuple[Pattern, ...]]:
    found: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        if pattern.pos == pos:
            found.setdefault(pattern.trigger.split(" ", maxsplit=1)[0], []).append(pattern)
    return MappingProxyType({t: tuple(sorted(group, key=lambda p: -p.weight)) for t, group in found.items()})
