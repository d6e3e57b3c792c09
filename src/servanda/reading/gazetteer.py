"""The gazetteer: every name that the knowledge files hold, found in a text by its words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from servanda.knowledge import countries, leaders, organisations, peoples, places

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
    """Names by their words: for each first word, the names that begin with it, longest first."""

    by_first_word: dict[str, tuple[tuple[tuple[str, ...], tuple[Known, ...]], ...]]

    def matches(self, text: str) -> Iterator[Match]:
        """Yield the known names of a text from left to right, the longest where several begin at one word."""
        words = [(m.start(), m.end(), _word(m.group())) for m in WORD.finditer(text)]
        at = 0
        while at < len(words):
            found = self._longest(words, at)
            if found is None:
                at += 1
                continue
            length, known = found
            yield Match(words[at][0], _without_stop(text, words[at + length - 1][1], words, at, length), known)
            at += length

    def _longest(self, words: list[tuple[int, int, str]], at: int) -> tuple[int, tuple[Known, ...]] | None:
        first = words[at][2]
        for candidate in (first, first.title() if first.isupper() and len(first) > 3 else None):
            for name, known in self.by_first_word.get(candidate, ()) if candidate else ():
                here = [w[2] for w in words[at : at + len(name)]]
                if tuple(here) == name or (candidate != first and tuple(w.title() for w in here) == name):
                    return len(name), known
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


def _without_stop(text: str, end: int, words: list[tuple[int, int, str]], at: int, length: int) -> int:
    """Return the end of a match: the full stop of "U.S." belongs to it, that of "in Syria." does not."""
    last = text[words[at + length - 1][0] : end]
    return end if not last.endswith(".") or "." in last[:-1] else end - 1


@cache
def packaged() -> Gazetteer:
    """Return the gazetteer of the packaged knowledge files."""
    names: dict[tuple[str, ...], list[Known]] = {}
    for name, known in _all_names():
        words = _words_of(name)
        if words and known not in names.setdefault(words, []):
            names[words].append(known)
    by_first: dict[str, list[tuple[tuple[str, ...], tuple[Known, ...]]]] = {}
    for words, meant in names.items():
        by_first.setdefault(words[0], []).append((words, tuple(meant)))
    return Gazetteer({first: tuple(sorted(group, key=lambda g: -len(g[0]))) for first, group in by_first.items()})


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
    for text in places.place_forms():
        if not _is_state_with_article(text):
            yield text, Known("place", text)


def _is_state_with_article(text: str) -> bool:
    """Whether a place is "the" and a name that stands for a state: "the Kremlin" would hide what "Kremlin" means."""
    bare = text.removeprefix("the ")
    return bare != text and (countries.country_of_seat(bare) or countries.country_named(bare)) is not None
