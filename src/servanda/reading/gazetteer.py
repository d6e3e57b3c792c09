"""The gazetteer: every name that the knowledge files hold, found in a text by its words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from servanda.knowledge import countries, leaders, organisations, peoples, places
from servanda.knowledge.kept import kept

NameKind = Literal["country", "adjective", "people", "capital", "seat", "organisation", "person", "place", "ethnic"]

WORD = re.compile(r"\w+(?:\.\w+)*\.?|[^\w\s]")
_KINDS: dict[str, NameKind] = {
    "name": "country", "adjective": "adjective", "people": "people", "capital": "capital", "seat": "seat",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """What the knowledge files say a name stands for: its kind, and the key to look it up by."""

    kind: NameKind
    key: str


@dataclass(frozen=True, slots=True)
class Match:
    """A known name in a text, and all that it can stand for."""

    start: int
    end: int
    known: tuple[Known, ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """What each name stands for, and for each first word how many words the longest name has that begins with it.

    In names there is one space between two words, and kinds and keys stand in turn, a tab between each two.
    """

    names: Mapping[str, str]
    longest: Mapping[str, int]

    def matches(self, text: str) -> Iterator[Match]:
        """Yield the known names of a text from left to right, the longest where several begin at one word."""
        places = [m.span() for m in WORD.finditer(text)]
        words = [_word(text[start:end]) for start, end in places]
        at = 0
        while at < len(words):
            found = self._longest(words, at)
            if found is None:
                at += 1
                continue
            length, known = found
            yield Match(places[at][0], _end_of(text, *places[at + length - 1]), known)
            at += length

    def _longest(self, words: list[str], at: int) -> tuple[int, tuple[Known, ...]] | None:
        first = words[at]
        if first in self.longest and (found := self._named(words[at : at + self.longest[first]])):
            return found
        if len(first) > 3 and first.isupper() and (title := first.title()) in self.longest:
            return self._named([word.title() for word in words[at : at + self.longest[title]]])
        return None

    def _named(self, words: list[str]) -> tuple[int, tuple[Known, ...]] | None:
        """Return how many words make the longest name that stands at the beginning, and what it stands for."""
        for length in range(len(words), 0, -1):
            if known := self.names.get(" ".join(words[:length])):
                parts = known.split("\t")
                return length, tuple(map(Known, parts[::2], parts[1::2]))  # type: ignore[arg-type]
        return None


def _word(word: str) -> str:
    """Return a word as names are looked up: no full stop at its end, a plain apostrophe."""
    return "'" if word in "’‘" else word.rstrip(".") if len(word) > 1 else word


def _words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name as names are looked up; most are plain letters and spaces, which need no expression."""
    parts = name.split(" ")
    if all(part.isalpha() for part in parts):
        return tuple(parts)
    return tuple(_word(match.group()) for match in WORD.finditer(name))


def _end_of(text: str, last_word: int, end: int) -> int:
    """Return the end of a match: the full stop of "U.S." belongs to it, that of "in Syria." does not."""
    last = text[last_word:end]
    return end if not last.endswith(".") or "." in last[:-1] else end - 1


@cache
def packaged() -> Gazetteer:
    """Return the gazetteer of the packaged knowledge files."""
    return Gazetteer(**kept("gazetteer", lambda: _tables(_all_names())))


def gazetteer_of(names: Iterable[tuple[str, Known]]) -> Gazetteer:
    """Return a gazetteer of names and what they stand for; one that stands for several comes several times."""
    return Gazetteer(**_tables(names))


def _tables(names: Iterable[tuple[str, Known]]) -> dict[str, Any]:
    """Return the two tables of a gazetteer."""
    meant: dict[str, dict[Known, None]] = {}
    longest: dict[str, int] = {}
    for name, known in names:
        if words := _words_of(name):
            meant.setdefault(" ".join(words), {})[known] = None
            longest[words[0]] = max(len(words), longest.get(words[0], 0))
    return {
        "names": {name: "\t".join(f"{one.kind}\t{one.key}" for one in known) for name, known in meant.items()},
        "longest": longest,
    }


def _all_names() -> Iterable[tuple[str, Known]]:
    for form in countries.surface_forms():
        yield form.text, Known(_KINDS[form.kind], form.code)
    for form in organisations.surface_forms():
        yield form.text, Known("organisation", form.code)
    for form in peoples.surface_forms():
        yield form.text, Known("ethnic", form.code)
    for text, name, _ in leaders.surface_forms():
        if " " in text:
            yield text, Known("person", name)
    yield from ((text, Known("place", text)) for text in places.region_adjectives() if " " in text)
    for text in sorted(places.place_forms()):
        if not _is_state_with_article(text):
            yield text, Known("place", text)


def _is_state_with_article(text: str) -> bool:
    """Whether a place is "the" and a name that stands for a state: "the Kremlin" would hide what "Kremlin" means."""
    bare = text.removeprefix("the ")
    return bare != text and (countries.country_of_seat(bare) or countries.country_named(bare)) is not None
