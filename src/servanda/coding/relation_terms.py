"""Relation terms: the words that say how two parties stand to each other. Data, and the tone of several."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args

from servanda.codebook.tables import Row, read_table

_FILE = Path(__file__).parent / "data" / "relation_terms.tsv"
_COLUMNS = ("term", "pos", "tone", "direction", "examples")
_HARSHNESS = ("cooperative", "strained", "hostile")
Tone = Literal["cooperative", "mixed", "strained", "hostile"]
Direction = Literal["improving", "steady", "worsening"]
TermPos = Literal["noun", "party", "adjective", "verb", "strife", "overcome", "phrase"]


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase about how two parties stand; a noun that says nothing by itself has no tone."""

    words: tuple[str, ...]
    pos: TermPos
    tone: Tone | None
    direction: Direction | None
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms by part of speech and lemma, phrases by their first word."""

    nouns: Mapping[str, Term]
    parties: Mapping[str, Term]
    adjectives: Mapping[str, Term]
    verbs: Mapping[str, Term]
    strife: Mapping[str, Term]
    overcome: Mapping[str, tuple[Term, ...]]
    phrases: Mapping[str, tuple[Term, ...]]


@cache
def load_terms(path: Path = _FILE) -> Terms:
    """Return the terms of a file; raises VocabularyError where it is malformed."""
    found: dict[str, dict[str, Term]] = {pos: {} for pos in get_args(TermPos)}
    for row in read_table(path, _COLUMNS, ("term", "pos", "examples")):
        term = _term(row)
        if row["term"] in found[term.pos]:
            raise row.error(f"the {term.pos} {row['term']} stands here twice", "Merge the two lines")
        found[term.pos][row["term"]] = term
    return Terms(
        nouns=MappingProxyType(found["noun"]),
        parties=MappingProxyType(found["party"]),
        adjectives=MappingProxyType(found["adjective"]),
        verbs=MappingProxyType(found["verb"]),
        strife=MappingProxyType(found["strife"]),
        overcome=_by_first(found["overcome"].values()),
        phrases=_by_first(found["phrase"].values()),
    )


def _term(row: Row) -> Term:
    for column, kind in (("pos", TermPos), ("tone", Tone), ("direction", Direction)):
        if row[column] and row[column] not in get_args(kind):
            raise row.error(f"{column} is {row[column]!r}", f"Write one of {', '.join(get_args(kind))}")
    if not row["tone"] and row["pos"] != "noun":
        raise row.error("tone is empty", "Only a noun may have none")
    return Term(
        words=tuple(row["term"].split()),
        pos=row["pos"],  # type: ignore[arg-type]
        tone=row["tone"] or None,  # type: ignore[arg-type]
        direction=row["direction"] or None,  # type: ignore[arg-type]
        examples=row.many("examples"),
    )


def _by_first(terms: Iterable[Term]) -> Mapping[str, tuple[Term, ...]]:
    found: dict[str, list[Term]] = {}
    for term in sorted(terms, key=lambda t: -len(t.words)):
        found.setdefault(term.words[0], []).append(term)
    return MappingProxyType({word: tuple(group) for word, group in found.items()})


def joint_tone(tones: Iterable[Tone | None]) -> Tone | None:
    """Return the tone of several words together: friendly and unfriendly are mixed, the harsher wins."""
    heard = {tone for tone in tones if tone is not None}
    if not heard:
        return None
    if "mixed" in heard or ("cooperative" in heard and len(heard) > 1):
        return "mixed"
    return next(tone for tone in ("hostile", "strained", "cooperative") if tone in heard)
