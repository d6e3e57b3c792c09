"""Telling words: the words of a text by their stems, and how much each tells apart.

Stems are those of the English Snowball stemmer (Porter 2001). How telling a stem is follows its inverse document frequency
(Sparck Jones 1972) in a fixed table of news, so that no weight changes when a document is added.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

import snowballstemmer

from servanda.codebook.tables import read_table

_DATA = Path(__file__).parent / "data" / "common_words.tsv"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_RAREST = 0.5


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its stem, whether it is capitalised inside a sentence, and where it stands."""

    stem: str
    capital: bool
    start: int
    end: int


def words_of(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """Yield the words of text[start:end]; the first counts as written small, for there capitals say nothing."""
    stop = len(text) if end is None else end
    for nth, match in enumerate(_WORD.finditer(text, start, stop)):
        written = _POSSESSIVE.sub("", match.group())
        yield Word(stem_of(written.lower()), nth > 0 and written[:1].isupper(), match.start(), match.end())


@lru_cache(maxsize=1 << 16)
def stem_of(word: str) -> str:
    """Return the stem of a word in small letters."""
    stem: str = _stemmer().stemWord(word)
    return stem


@lru_cache(maxsize=1 << 16)
def weight_of(stem: str) -> float:
    """Return how telling a stem is: 0 for a word of every text, about 7.6 for one that no table has."""
    return max(0.0, math.log(1000 / _table().get(stem, _RAREST)))


def load_common_words(path: Path = _DATA) -> Mapping[str, float]:
    """Return in how many of a thousand stretches of text each common stem stands; raises VocabularyError."""
    found: dict[str, float] = {}
    for row in read_table(path, ("stem", "per_mille"), ("stem", "per_mille")):
        share = row.number("per_mille")
        if share is None or not 0 < share <= 1000:
            raise row.error(f"per_mille is {row['per_mille']!r}", "Write a number above 0 and up to 1000")
        if row["stem"] in found:
            raise row.error(f"{row['stem']!r} stands here for the second time", "Keep one of the two lines")
        found[row["stem"]] = share
    return MappingProxyType(found)


@cache
def _table() -> Mapping[str, float]:
    return load_common_words()


@cache
def _stemmer() -> "snowballstemmer.stemmer":
    return snowballstemmer.stemmer("english")
