"""Named after places: treaties, awards and firms whose names hold a town's or a state's, and mean neither."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from servanda.knowledge.countries import country_named
from servanda.knowledge.places import places_named

_FILE = Path(__file__).parent / "data" / "named_after.toml"
_TOWNS = ("city", "capital", "settlement", "port", "venue", "region")
_NOT_FIRST = frozenset(("The", "This", "That", "Under", "In", "At", "Both", "New"))


def find_treaties_and_awards(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of what is named after the town where it was signed or is given: "the Minsk agreements"."""
    for match in _named().finditer(text):
        start, place = match.start("place"), match["place"]
        first, _, rest = place.partition(" ")
        if first in _NOT_FIRST and rest:
            start, place, first = start + len(first) + 1, rest, rest
        if _is_town(place) or (match["award"] and _is_town(first)):
            yield start, match.end()


def is_site(words: str) -> bool:
    """Return whether a name is that of a street, a hotel or the like, which lies elsewhere than its name says."""
    first, *_, last = words.lower().split() or [""]
    return len(words.split()) > 1 and (last in named_after()["sites"] or first == "hotel")


def is_firm(words: str) -> bool:
    """Return whether the whole name is that of a firm, though it is built like that of a public body."""
    return words.removeprefix("the ").removeprefix("The ") in named_after()["firms"]


@cache
def named_after() -> Mapping[str, frozenset[str]]:
    """Return the packaged words: of treaties, awards and sites, and the names of firms."""
    read = tomllib.loads(_FILE.read_text("utf-8"))
    return {kind: frozenset(words) for kind, words in read.items() if isinstance(words, list)}


def _is_town(words: str) -> bool:
    if country_named(words) is not None:
        return False
    return any(p.feature in _TOWNS and (p.population > 20_000 or p.feature != "city") for p in places_named(words))


@cache
def _named() -> re.Pattern[str]:
    words = named_after()
    treaties, between = ("|".join(_either_case(words[kind])) for kind in ("treaties", "treaty_words"))
    awards = "|".join(sorted(word.capitalize() for word in words["awards"]))
    return re.compile(
        r"(?<![\w-])(?P<place>[A-Z][\w'’]+(?: [A-Z][\w'’]+)?)"
        rf"(?:(?: (?:{between}))? (?:{treaties})| (?:[A-Z]\w+ ){{0,2}}(?P<award>{awards}))(?![\w-])"
    )


def _either_case(words: frozenset[str]) -> list[str]:
    return sorted({form for word in words for form in (word, word.capitalize())}, key=len, reverse=True)
