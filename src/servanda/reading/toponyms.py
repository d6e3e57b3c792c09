"""Toponyms: which place every place name of a text stands for, and the places that names of institutions hold.

The names of a text are decided together, before anybody is cast: "Paris" beside "Lamar County" is in Texas, and then
no word of it means the French government.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from servanda.knowledge import countries
from servanda.knowledge.divisions import is_state
from servanda.knowledge.place_choice import Toponym, choose_places
from servanda.knowledge.places import PlaceEntry, places_named
from servanda.reading.named_after import is_firm
from servanda.reading.names import Name
from servanda.reading.place_names import find_counties, local_nouns
from servanda.reading.places_inside import COMPASS, is_municipal, is_public, place_among, spoken_form
from servanda.reading.reading import PlaceInName, Token
from servanda.reading.towns_of_text import as_known_place, unnamed_towns

_PLACES = ("place", "capital", "country")
_BEFORE_NOUN = ("compound", "amod", "nmod")
_STATES = ("country", "adjective", "people", "seat", "capital")
_LINKING = frozenset("city town village port province region capital state of in the 's ’s district".split())
_METROPOLIS = 1_000_000
_WORD = re.compile(r"[^\s,()]+")


@dataclass(frozen=True, slots=True)
class Toponyms:
    """The names of a text as its places settle them, the place of each by the name's index, and places inside names."""

    names: tuple[Name, ...]
    places: Mapping[int, PlaceEntry]
    inside: tuple[PlaceInName, ...]


@dataclass(frozen=True, slots=True)
class _Use:
    start: int
    end: int
    words: str
    within: str | None
    country: str | None
    name: int
    inside: bool
    article: bool = False
    state: bool = False
    local: bool = False
    municipal: bool = False


def find_toponyms(text: str, tokens: Sequence[Token], names: Sequence[Name]) -> Toponyms:
    """Return the places of a text's names; a capital's or country's name that means another place is made a place."""
    shares = _country_shares(names)
    names = [as_known_place(text, tokens, names, n, shares) for n in range(len(names))]
    names = sorted([*names, *unnamed_towns(text, tokens, names, shares)], key=lambda name: name.start)
    uses = [*_uses(text, tokens, names), *_inside(text, names)]
    chosen = _choose(uses, shares)
    places = {use.name: entry for use, entry in zip(uses, chosen, strict=True) if entry is not None and not use.inside}
    settled = tuple(_settled(name, places.get(n)) for n, name in enumerate(names))
    spoken_of = {*shares, *(code for place in places.values() for code in place.owners)}
    inside = tuple(
        PlaceInName(use.start, use.end, entry)
        for use, entry in zip(uses, chosen, strict=True)
        if use.inside and entry is not None and (use.municipal or _is_renowned(entry) or set(entry.owners) & spoken_of)
    )
    return Toponyms(settled, places, inside)


def _is_renowned(place: PlaceEntry) -> bool:
    return place.feature in ("country", "capital", "state", "province") or place.population > _METROPOLIS


def _uses(text: str, tokens: Sequence[Token], names: Sequence[Name]) -> Iterator[_Use]:
    counties = {(start, end): full for start, end, full in find_counties(text)}
    for n, name in enumerate(names):
        if name.type in (*_PLACES, "seat"):
            words = counties.get((name.start, name.end)) or spoken_form(text[name.start : name.end])
            if words.lower() in COMPASS:
                continue
            within, country = _surroundings(text, tokens, names, n)
            modifies = tokens[name.last - 1].dep in _BEFORE_NOUN
            article = bool(name.first) and tokens[name.first - 1].lemma == "the" and not modifies
            state = _among_states(text, names, n)
            after = tokens[name.last].text if name.last < len(tokens) else ""
            local = modifies and after in local_nouns()
            yield _Use(name.start, name.end, words, within, country, n, False, article, state, local)


def _among_states(text: str, names: Sequence[Name], n: int) -> bool:
    """Whether a name stands in a list of states, or right behind a place that lies in it."""
    before, after = names[n - 1] if n else None, names[n + 1] if n + 1 < len(names) else None
    beside = [
        (other, text[min(other.end, names[n].end) : max(other.start, names[n].start)])
        for other in (before, after)
        if other
    ]
    return any(
        gap in (", ", " and ", ", and ")
        and other.type == "place"
        and is_state(spoken_form(text[other.start : other.end]))
        for other, gap in beside
    ) or bool(before and before.type == "place" and text[before.end : names[n].start] == ", ")


def _surroundings(text: str, tokens: Sequence[Token], names: Sequence[Name], n: int) -> tuple[str | None, str | None]:
    """Return the larger place named behind a comma or before ("the Texas town of Paris"), and the country before."""
    name = names[n]
    after = names[n + 1] if n + 1 < len(names) else None
    if after is not None and after.type in _PLACES and text[name.end : after.start] in (", ", " (", " in "):
        if _are_of_one_rank(text, name, after):
            return None, None
        return spoken_form(text[after.start : after.end]), None
    postal = re.match(r", ([A-Z]{2})\b(?!\.)", text[name.end : name.end + 6])
    if postal:
        return postal.group(1), None
    before = names[n - 1] if n else None
    if (
        before is None
        or not 0 <= name.first - before.last <= 4
        or tokens[before.first].sentence != tokens[name.first].sentence
    ):
        return None, None
    between = [tokens[i].lemma for i in range(before.last, name.first)]
    if not between or not _LINKING.issuperset(between):
        return None, None
    if before.type == "place":
        return spoken_form(text[before.start : before.end]), None
    return None, _state_of(before)


def _are_of_one_rank(text: str, name: Name, other: Name) -> bool:
    """Whether both names are of countries, or both of states: then a comma makes a list and neither lies in the other."""
    if name.type == "country" and other.type == "country":
        return True
    return is_state(spoken_form(text[name.start : name.end])) and is_state(spoken_form(text[other.start : other.end]))


def _state_of(name: Name) -> str | None:
    return next((known.key for known in name.known if name.type in _STATES and known.kind == name.type), None)


def _country_shares(names: Sequence[Name]) -> dict[str, float]:
    counted = Counter(code for name in names if (code := _state_of(name)) and name.type != "capital")
    total = sum(counted.values()) or 1
    return {code: count / total for code, count in counted.items()}


def _choose(uses: Sequence[_Use], shares: Mapping[str, float]) -> list[PlaceEntry | None]:
    """Return the place of each use: uses of one name share it, as do uses of one name within one larger place."""
    larger: dict[str, str | None] = {}
    for use in uses:
        if use.within and larger.get(use.words) is None:
            larger[use.words] = use.within
    keys = [(use.words, use.within or larger.get(use.words)) for use in uses]
    times, first = Counter(keys), dict(zip(reversed(keys), reversed(uses), strict=True))
    order = list(dict.fromkeys(keys))
    toponyms = [
        Toponym(
            use.words, within, use.country, times[use.words, within], use.article, use.state, use.local or use.inside
        )
        for (_, within), use in ((key, first[key]) for key in order)
    ]
    chosen = dict(zip(order, choose_places(toponyms, shares), strict=True))
    return [chosen[key] for key in keys]


def _settled(name: Name, place: PlaceEntry | None) -> Name:
    """Return a capital's or country's name as that of a mere place where another of its name is meant."""
    code = _state_of(name)
    if name.type not in ("capital", "country") or place is None or code is None:
        return name
    meant = code == place.country or code in place.claimed_by
    state = name.type == "country" and place.feature not in ("country", "disputed") and not meant
    town = name.type == "capital" and not meant
    return replace(name, type="place", known=()) if state or town else name


# Places inside the names of institutions


def _inside(text: str, names: Sequence[Name]) -> Iterator[_Use]:
    """Yield the places that the names of public bodies and of buildings hold: "Paris Police Department"."""
    for n, name in enumerate(names):
        spoken = spoken_form(text[name.start : name.end])
        if is_firm(text[name.start : name.end]):
            continue
        if name.type != "organisation" and (name.type != "place" or name.known or places_named(spoken)):
            continue
        words = [(name.start + m.start(), name.start + m.end()) for m in _WORD.finditer(text[name.start : name.end])]
        found = place_among(text, words)
        if found is not None and is_public(*found, text):
            start, end, _ = found
            country = countries.country_of_adjective(text[start:end])
            place = country.name if country else spoken_form(text[start:end])
            yield _Use(
                start,
                end,
                place,
                _behind(text, name.end, names, n),
                None,
                n,
                inside=True,
                municipal=is_municipal(spoken),
            )


def _behind(text: str, end: int, names: Sequence[Name], n: int) -> str | None:
    after = names[n + 1] if n + 1 < len(names) else None
    if after is not None and after.type in _PLACES and text[end : after.start] in (", ", " in "):
        return spoken_form(text[after.start : after.end])
    return None
