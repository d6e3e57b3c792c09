"""Cues: the words of saying, thinking and feeling, and how they take what is said. Data, and its look-up."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from servanda.codebook.tables import Row, read_table
from servanda.reading.reading import Reading

_FILE = Path(__file__).parent / "data" / "speech_cues.tsv"
_COLUMNS = ("cue", "pos", "takes", "example")
_FRAMES = frozenset(["that", "inf", "ing", "noun", "name", "quote", "hearer"])
_PREPOSITIONS = frozenset(["of", "for", "about", "on", "against", "to", "at", "as", "with"])
_MISREAD = MappingProxyType({"hop": "hope", "hat": "hate", "extoll": "extol", "blogge": "blog", "retweete": "retweet"})
CuePos = Literal["verb", "noun", "phrase"]


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that puts words or thoughts in somebody's mouth or mind.

    `takes` says how its content follows: that, inf, ing, noun, quote or a preposition; `hearer` in it says that the
    object of the verb is whom one speaks to, `name` that more than the object must follow ("called him a fool").
    """

    words: tuple[str, ...]
    pos: CuePos
    takes: frozenset[str]
    example: str

    @property
    def prepositions(self) -> frozenset[str]:
        """The prepositions that lead to its content."""
        return self.takes & _PREPOSITIONS


@dataclass(frozen=True, slots=True)
class Cues:
    """Cues by their first lemma, those of more words first."""

    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, tuple[Cue, ...]]
    phrases: Mapping[str, tuple[Cue, ...]]

    def verb_at(self, reading: Reading, token: int) -> Cue | None:
        """Return the cue whose verb (with its particle) stands at a token, None where there is none."""
        if reading.tokens[token].pos not in ("VERB", "AUX"):
            return None
        return self.word_at(reading, token)

    def word_at(self, reading: Reading, token: int) -> Cue | None:
        """Return the cue whose verb stands at a token, whatever the parser took the token for."""
        lemma = reading.tokens[token].lemma.lower()
        for cue in self.verbs.get(_MISREAD.get(lemma, lemma), ()):
            below = (reading.tokens[c] for c in reading.children[token])
            particles = {t.lemma for t in below if t.dep in ("prt", "advmod")}
            if all(word in particles for word in cue.words[1:]):
                return cue
        return None

    def noun_at(self, reading: Reading, token: int) -> Cue | None:
        """Return the cue whose noun stands at a token, None where there is none and where it only names a kind of noun."""
        if reading.tokens[token].pos != "NOUN" or reading.tokens[token].dep in ("compound", "amod"):
            return None
        return next(iter(self.nouns.get(reading.tokens[token].lemma.lower(), ())), None)

    def phrase_at(self, reading: Reading, token: int) -> Cue | None:
        """Return the cue whose phrase begins at a token, None where there is none."""
        for cue in self.phrases.get(reading.tokens[token].text.lower(), ()):
            following = reading.tokens[token : token + len(cue.words)]
            if tuple(t.text.lower() for t in following) == cue.words:
                return cue
        return None


@cache
def load_cues(path: Path = _FILE) -> Cues:
    """Return the cues of a file; raises VocabularyError where it is malformed."""
    found: dict[str, list[Cue]] = {"verb": [], "noun": [], "phrase": []}
    seen: set[tuple[str, str]] = set()
    for row in read_table(path, _COLUMNS, _COLUMNS):
        if (row["cue"], row["pos"]) in seen:
            raise row.error(f"the {row['pos']} {row['cue']} stands here for the second time", "Merge the two lines")
        seen.add((row["cue"], row["pos"]))
        cue = _cue(row)
        found[cue.pos].append(cue)
    return Cues(*(_by_first(found[pos]) for pos in ("verb", "noun", "phrase")))


def _cue(row: Row) -> Cue:
    if row["pos"] not in ("verb", "noun", "phrase"):
        raise row.error(f"pos is {row['pos']!r}", "Write verb, noun or phrase")
    takes = frozenset(row.many("takes"))
    for frame in takes - _FRAMES - _PREPOSITIONS:
        raise row.error(f"takes {frame!r} is unknown", f"Use {', '.join(sorted(_FRAMES | _PREPOSITIONS))}")
    return Cue(tuple(row["cue"].split()), row["pos"], takes, row["example"])  # type: ignore[arg-type]


def _by_first(cues: list[Cue]) -> Mapping[str, tuple[Cue, ...]]:
    found: dict[str, list[Cue]] = {}
    for cue in sorted(cues, key=lambda cue: -len(cue.words)):
        found.setdefault(cue.words[0], []).append(cue)
    return MappingProxyType({word: tuple(group) for word, group in found.items()})
