"""Places inside the names of institutions: "Paris" in "Paris Police Department", none in "Paris Hilton"."""

from collections.abc import Sequence
from functools import cache

from servanda.knowledge import countries
from servanda.knowledge.given_names import is_given_name
from servanda.knowledge.places import places_named
from servanda.reading.named_after import named_after
from servanda.reading.place_names import institution_words

_SETTLED = frozenset("county city town township borough parish village municipality".split())
_TOWN_INSIDE = 10_000
_VILLAGE_INSIDE = 500
_NOT_INSIDE = frozenset(
    """
    the first new world international central saint st union north south east west northern southern eastern western
    northeast northwest southeast southwest federal royal europe asia africa america atlantic pacific christian catholic
    green greens labour labor liberal conservative reform alliance workers peasants socialist communist moderate civic homeland
    independence liberty freedom justice unity victory progress young old big coast border home bar bank
    """.split()
)  # fmt: skip
_OVERSEEING = frozenset(("commission", "ministry", "department", "authority", "agency", "administration"))
COMPASS = frozenset("north south east west northern southern eastern western central upper lower metro greater".split())


def is_public(start: int, end: int, rest: frozenset[str], text: str) -> bool:
    """Whether the words beside a place make it a public body's or a building's; after a country's name all but firms'."""
    words = institution_words()
    if rest and rest <= named_after()["sites"]:
        return False
    if rest & words["private"] and not rest & _OVERSEEING:
        return False
    country = countries.country_named(text[start:end]) or countries.country_of_adjective(text[start:end])
    return country is not None or bool(rest & (words["public"] | words["facilities"]))


def place_among(text: str, words: Sequence[tuple[int, int]]) -> tuple[int, int, frozenset[str]] | None:
    """Return the place at the head of a name or behind its "of", and the other words in small letters."""
    lower = [text[start:end].lower() for start, end in words]
    if len(words) > 1 and text[words[-1][0] : words[-1][1]] in ("BC", "B.C.", "NSW", "N.S.W."):
        return (*words[-1], frozenset(("state",)))
    if (
        len(words) > 1
        and countries.country_named(text[words[-1][0] : words[-1][1]])
        and lower[-2] not in ("of", "in", "the", "and")
    ):
        return (*words[-1], frozenset(lower[:-1]))
    of = next((i + 1 for i, word in enumerate(lower) if word in ("of", "in")), None)
    of = of + 1 if of is not None and lower[of : of + 1] == ["the"] else of
    for first in (0, of):
        if first is None:
            continue
        for last in range(min(len(words) - (first == 0), first + 3), first, -1):
            start, end = words[first][0], words[last - 1][1]
            end -= 2 if text[start:end].endswith(("'s", "’s")) else 0
            body = lower[last - 1] in institution_words()["public"] and lower[last - 1] not in _SETTLED
            if not text[start].isupper() or (last - first > 1 and body):
                continue
            municipal = not institution_words()["municipal"].isdisjoint(lower[last:])
            if _is_place(
                text[start:end], _VILLAGE_INSIDE if municipal else _TOWN_INSIDE
            ) or countries.country_of_adjective(text[start:end]):
                return start, end, frozenset(lower[:first] + lower[last:])
    return None


@cache
def _is_place(words: str, people: int) -> bool:
    if len(words) < 3 or words.lower() in common_words() or is_given_name(words):
        return False
    return any(
        p.feature != "city" or (p.population > people and not p.alternate) for p in places_named(spoken_form(words))
    )


def is_municipal(words: str) -> bool:
    """Return whether a name holds a word of bodies that a town has for itself: police, fire department, high school."""
    return not institution_words()["municipal"].isdisjoint(words.lower().split())


@cache
def common_words() -> frozenset[str]:
    """Return the words of institutions and of the compass that are towns too, but mean none inside a name."""
    return institution_words()["public"] | institution_words()["private"] | _NOT_INSIDE


def spoken_form(words: str) -> str:
    """Return a name as gazetteers write it: not in capitals unless it is an abbreviation, "South Chad" as "Chad"."""
    spoken = words.title() if words.isupper() and len(words) > 4 and "." not in words else words
    first, _, rest = spoken.partition(" ")
    return rest if first.lower() in COMPASS and rest and not places_named(spoken) else spoken
