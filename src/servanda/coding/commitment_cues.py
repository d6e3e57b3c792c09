"""The cues of commitments: verbs, nouns and adjectives by act, and the classes of words around them. Data, and its look-up."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args

from servanda.codebook.tables import Row, read_table
from servanda.record.kinds import Act

_DATA = Path(__file__).parent / "data"
_COLUMNS = ("cue", "pos", "act", "frames", "objects", "example")
_CLASS_COLUMNS = ("class", "lemmas")
_FRAME = re.compile(r"inf|that|noun|ger|rel|obj-inf|[a-z]+(-inf)?")
CLASSES = (
    "stative", "hostile", "reacting", "reaction", "hedging", "forecasting", "rumour", "observer", "saying", "voicing",
    "noting", "silent", "conversing", "agenda", "restraint", "instrument", "measure", "bond", "basis", "party", "raising",
    "taking", "abstention", "withheld",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that makes an act of commitment, and the frames in which its content follows it."""

    lemma: str
    particle: str
    pos: Literal["verb", "noun", "adj"]
    act: Act
    frames: tuple[str, ...]
    objects: frozenset[str]
    barred: frozenset[str]
    example: str

    def takes(self, lemma: str) -> bool:
        """Whether the cue with such an object is the act: "withdraw an offer", not "withdraw money"."""
        return lemma not in self.barred and (not self.objects or lemma in self.objects)


@dataclass(frozen=True, slots=True)
class CommitmentCues:
    """Cues by lemma, for each part of speech, and the classes of words."""

    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, tuple[Cue, ...]]
    adjectives: Mapping[str, tuple[Cue, ...]]
    classes: Mapping[str, frozenset[str]]

    def is_a(self, name: str, lemma: str) -> bool:
        """Whether the lemma belongs to the class with this name."""
        return lemma in self.classes[name]


def load_commitment_cues(folder: Path | None = None) -> CommitmentCues:
    """Return the cues of a folder with commitment_cues.tsv and commitment_words.tsv; raises VocabularyError."""
    return _packaged() if folder is None else _read(folder)


@cache
def _packaged() -> CommitmentCues:
    return _read(_DATA)


def _read(folder: Path) -> CommitmentCues:
    rows = read_table(folder / "commitment_cues.tsv", _COLUMNS, ("cue", "pos", "act", "frames", "example"))
    cues = [_cue(row) for row in rows]
    return CommitmentCues(_by(cues, "verb"), _by(cues, "noun"), _by(cues, "adj"), _classes(folder))


def _cue(row: Row) -> Cue:
    if row["pos"] not in ("verb", "noun", "adj"):
        raise row.error(f"pos is {row['pos']!r}", "Write verb, noun or adj")
    if row["act"] not in get_args(Act):
        raise row.error(f"{row['act']!r} is no act", f"Use one of {', '.join(get_args(Act))}")
    for frame in row.many("frames"):
        if not _FRAME.fullmatch(frame):
            raise row.error(f"{frame!r} is no frame", "Use one of those that the head of the file explains")
    lemma, _, particle = row["cue"].partition(" ")
    objects = row.many("objects")
    return Cue(
        lemma=lemma,
        particle=particle,
        pos=row["pos"],  # type: ignore[arg-type]
        act=row["act"],  # type: ignore[arg-type]
        frames=row.many("frames"),
        objects=frozenset(o for o in objects if not o.startswith("!")),
        barred=frozenset(o[1:] for o in objects if o.startswith("!")),
        example=row["example"],
    )


def _by(cues: list[Cue], pos: str) -> Mapping[str, tuple[Cue, ...]]:
    found: dict[str, list[Cue]] = {}
    for cue in cues:
        if cue.pos == pos:
            found.setdefault(cue.lemma, []).append(cue)
    return MappingProxyType(
        {lemma: tuple(sorted(group, key=lambda c: not c.particle)) for lemma, group in found.items()}
    )


def _classes(folder: Path) -> Mapping[str, frozenset[str]]:
    path = folder / "commitment_words.tsv"
    found: dict[str, frozenset[str]] = {}
    last: Row | None = None
    for row in read_table(path, _CLASS_COLUMNS, _CLASS_COLUMNS):
        if row["class"] not in CLASSES or row["class"] in found:
            raise row.error(
                f"the class {row['class']!r} is unknown or stands here twice", f"Use each of {', '.join(CLASSES)} once"
            )
        found[row["class"]] = frozenset(row.many("lemmas"))
        last = row
    missing = [name for name in CLASSES if name not in found]
    if missing and last is not None:
        raise last.error(f"no line for {', '.join(missing)}", "Add one for each")
    return MappingProxyType(found)
