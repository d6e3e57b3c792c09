"""Sectors: the policy fields of a commitment's content, and the parts of society that actors belong to."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from servanda.codebook.cues import CueHit, CueIndex, index_cues, inflected_forms, noun_forms, words_of
from servanda.codebook.toml_entries import PACKAGED, Entry, read_entries

OTHER = "other"

# "head of the army" and "doctors and nurses" go on saying who it is; "crowd at the mosque" does not.
_LINKS = frozenset(("of", "from", "for", "and", "or", "&"))
_ENDS = frozenset(
    """
    in at on near by with without to into against under over outside inside around along off across after before
    during since between who whose whom that which where when while , ; : ( —
    """.split()
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sector:
    """A policy sector and the cues by which a commitment's content shows it."""

    name: str
    definition: str
    cues: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorSector:
    """A part of society and the nouns for those in it; weak cues count only where no other cue does."""

    code: str
    definition: str
    cues: tuple[str, ...]
    weak_cues: tuple[str, ...]
    examples: tuple[str, ...]


def load_sectors(path: Path | None = None) -> Mapping[str, Sector]:
    """The policy sectors by name, from the packaged file or from another of the same form."""
    return _packaged_sectors() if path is None else _read_sectors(path)


def load_actor_sectors(path: Path | None = None) -> Mapping[str, ActorSector]:
    """The actor sectors by code, from the packaged file or from another of the same form."""
    return _packaged_actor_sectors() if path is None else _read_actor_sectors(path)


def sectors_of(text: str) -> tuple[str, ...]:
    """The policy sectors of a content, in the order of their first cue; ("other",) when no cue stands in it."""
    return tuple(dict.fromkeys(name for hit in _sector_cues().find(text) for name in hit.owners)) or (OTHER,)


@lru_cache(maxsize=20_000)
def sector_of_head(noun_phrase: str) -> tuple[str, ...]:
    """The actor sectors of a description, that of its head noun first; possibly none.

    "opposition lawmakers" gives ("LEG", "OPP").
    """
    hits = _hits_from_head(noun_phrase)
    owners = [owner for hit in hits for owner in hit.owners]
    strong = [code for code, weak in owners if not weak]
    return tuple(dict.fromkeys(strong or [code for code, _ in owners]))


def _hits_from_head(noun_phrase: str) -> list[CueHit[tuple[str, bool]]]:
    """Return the cues of a description: those of its first part from right to left, then those of "of ..."."""
    hits = list(_actor_cues().find(noun_phrase))
    loose = [word for word in words_of(noun_phrase) if not any(hit.start <= word.start < hit.end for hit in hits)]
    end = next((word.start for word in loose if word.folded in _ENDS), len(noun_phrase))
    links = [word.start for word in loose if word.folded in _LINKS]

    def distance(hit: CueHit[tuple[str, bool]]) -> tuple[int, int]:
        return sum(link < hit.start for link in links), -hit.start

    return sorted((hit for hit in hits if hit.start < end), key=distance)


@cache
def _packaged_sectors() -> Mapping[str, Sector]:
    return _read_sectors(PACKAGED / "sectors.toml")


@cache
def _packaged_actor_sectors() -> Mapping[str, ActorSector]:
    return _read_actor_sectors(PACKAGED / "actor_sectors.toml")


@cache
def _sector_cues() -> CueIndex[str]:
    return index_cues(((each.name, each.cues) for each in load_sectors().values()), inflected_forms)


@cache
def _actor_cues() -> CueIndex[tuple[str, bool]]:
    entries = load_actor_sectors().values()
    strong = (((each.code, False), each.cues) for each in entries)
    weak = (((each.code, True), each.weak_cues) for each in entries)
    return index_cues((*strong, *weak), noun_forms)


def _read_sectors(path: Path) -> Mapping[str, Sector]:
    entries = read_entries(path, "sector", required=("name", "definition", "cues", "examples"))
    return MappingProxyType({entry.text("name"): _read_sector(entry) for entry in entries})


def _read_sector(entry: Entry) -> Sector:
    name = entry.text("name")
    cues = entry.texts("cues", at_least=0 if name == OTHER else 1)
    if name == OTHER and cues:
        raise entry.error(f"{OTHER!r} has cues", "Leave them empty: it is what no cue matches", "cues")
    return Sector(name, entry.text("definition"), cues, entry.texts("examples", at_least=3))


def _read_actor_sectors(path: Path) -> Mapping[str, ActorSector]:
    keys = ("code", "definition", "cues", "examples")
    entries = read_entries(path, "sector", keys, optional=("weak_cues",), identified_by="code")
    return MappingProxyType({entry.text("code"): _read_actor_sector(entry) for entry in entries})


def _read_actor_sector(entry: Entry) -> ActorSector:
    cues, weak_cues = entry.texts("cues", at_least=1), entry.texts("weak_cues")
    for cue in weak_cues:
        if cue in cues:
            raise entry.error(f"{cue!r} is both a cue and a weak cue", "Remove one of the two", "weak_cues")
    return ActorSector(
        code=entry.text("code"),
        definition=entry.text("definition"),
        cues=cues,
        weak_cues=weak_cues,
        examples=entry.texts("examples", at_least=3),
    )
