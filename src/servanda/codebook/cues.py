"""Cues: the words and phrases of vocabulary entries, found in a text."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Generic, TypeVar

Owner = TypeVar("Owner")

# A hyphen or dash separates words like a space; any other mark is a word of its own, so that no cue reaches across it.
_WORD = re.compile(r"\w+|[^\w\s\-\u2010\u2011\u2013]")
_SINGLE_VOWEL = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
_HISSING = ("s", "x", "z", "ch", "sh")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, folded for comparison, and where it stands."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class CueHit(Generic[Owner]):
    """A stretch of text that is a cue, and the entries it speaks for."""

    start: int
    end: int
    owners: tuple[Owner, ...]


@dataclass(frozen=True, slots=True)
class CueIndex(Generic[Owner]):
    """All spellings of all cues, by their words; `openers` are the words that some cue begins with."""

    owners: Mapping[tuple[str, ...], tuple[Owner, ...]]
    longest: int
    openers: frozenset[str]

    def find(self, text: str) -> Iterator[CueHit[Owner]]:
        """Yield the cues in a text from left to right, the longest where several begin, none overlapping."""
        words = list(_WORD.finditer(text))
        folded = tuple([_folded(word.group()) for word in words])
        at = 0
        while at < len(words):
            size = self._longest_at(folded, at) if folded[at] in self.openers else 0
            if size:
                yield CueHit(words[at].start(), words[at + size - 1].end(), self.owners[folded[at : at + size]])
            at += size or 1

    def _longest_at(self, folded: tuple[str, ...], at: int) -> int:
        """Return of how many words the longest cue is that begins here, 0 where none does."""
        sizes = range(min(self.longest, len(folded) - at), 0, -1)
        return next((size for size in sizes if folded[at : at + size] in self.owners), 0)


def words_of(text: str) -> Iterator[Word]:
    """Yield the words of a text; marks other than hyphens count as words."""
    for match in _WORD.finditer(text):
        yield Word(_folded(match.group()), match.start(), match.end())


def _folded(word: str) -> str:
    return word.casefold().replace("’", "'")


def index_cues(
    cues_by_owner: Iterable[tuple[Owner, Iterable[str]]], forms: Callable[[str], Iterable[str]]
) -> CueIndex[Owner]:
    """An index of these cues, whose first and last words may take the given forms."""
    owners: dict[tuple[str, ...], tuple[Owner, ...]] = {}
    for owner, cues in cues_by_owner:
        for spelling in {spelling for cue in cues for spelling in _spellings(cue, forms)}:
            owners[spelling] = (*owners.get(spelling, ()), owner)
    return CueIndex(owners, max(map(len, owners), default=0), frozenset(words[0] for words in owners if words))


def noun_forms(word: str) -> set[str]:
    """The word and its plural."""
    if word.endswith("man"):
        return {word, f"{word[:-3]}men"}
    if word.endswith(_HISSING):
        return {word, f"{word}es"}
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return {word, f"{word[:-1]}ies"}
    return {word, f"{word}s"}


def inflected_forms(word: str) -> set[str]:
    """The word, its plural, and the forms it has as a regular verb."""
    if word.endswith("e"):
        verb = {f"{word}d", f"{word[:-1]}ing"}
    elif word.endswith("y") and word[-2:-1] not in "aeiou":
        verb = {f"{word[:-1]}ied", f"{word}ing"}
    else:
        stem = word + word[-1] if _SINGLE_VOWEL.fullmatch(word) else word
        verb = {f"{stem}ed", f"{stem}ing"}
    return noun_forms(word) | verb


def exact_form(word: str) -> set[str]:
    """The word alone."""
    return {word}


def _spellings(cue: str, forms: Callable[[str], Iterable[str]]) -> Iterator[tuple[str, ...]]:
    for hyphen in (" ", ""):
        words = [word.folded for word in words_of(cue.replace("-", hyphen))]
        ends = (0, len(words) - 1)
        yield from product(*(forms(word) if at in ends else (word,) for at, word in enumerate(words)))
        if "-" not in cue:
            return
