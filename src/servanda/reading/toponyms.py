"""Toponyms: which place every place name of a text stands for, and the places that names of institutions hold.

The names of a text are decided together, before anybody is cast: "Paris" beside "Lamar County" is in Texas, and then
no word of it means the French government.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache

from servanda.knowledge import countries
from servanda.knowledge.divisions import is_state
from servanda.knowledge.given_names import is_given_name
from servanda.knowledge.offices import office_named
from servanda.knowledge.place_choice import Toponym, choose_places
from servanda.knowledge.places import PlaceEntry, places_named
from servanda.reading.names import Name
from servanda.reading.place_names import find_counties, institution_words, local_nouns
from servanda.reading.reading import PlaceInName, Token

_PLACES = ("place", "capital", "country")
_BEFORE_NOUN = ("compound", "amod", "nmod")
_STATES = ("country", "adjective", "people", "seat", "capital")
_LINKING = frozenset("city town village port province region capital state of in the 's ’s district".split())
_NOT_INSIDE = frozenset(
    """
    the first new world international central saint st union north south east west northern southern eastern western
    northeast northwest southeast southwest federal royal europe asia africa america atlantic pacific christian catholic
    independence liberty freedom justice unity victory progress young old big
    """.split()
)  # fmt: skip
_COMPASS = frozenset(
    "north south east west northern southern eastern western central upper lower metro greater".split()
)
_PERSONAL = re.compile(r"(?i:mr|mrs|ms|dr|gen|col|maj|lt|sgt|capt|president|minister|sheikh|judge|sen|rep|gov)\.?$")
_OF_PLACES = frozenset("fall lie be remain border sit become stand have".split())
_SHARE = 0.2
_METROPOLIS = 1_000_000
_SETTLED = frozenset("county city town township borough parish village municipality".split())
_TOWN_INSIDE = 10_000
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


def find_toponyms(text: str, tokens: Sequence[Token], names: Sequence[Name]) -> Toponyms:
    """Return the places of a text's names; a capital's or country's name that means another place is made a place."""
    shares = _country_shares(names)
    names = [_as_known_place(text, tokens, names, n, shares) for n in range(len(names))]
    names = sorted([*names, *_unnamed(text, tokens, names, shares)], key=lambda name: name.start)
    uses = [*_uses(text, tokens, names), *_inside(text, names)]
    chosen = _choose(uses, shares)
    places = {use.name: entry for use, entry in zip(uses, chosen, strict=True) if entry is not None and not use.inside}
    settled = tuple(_settled(name, places.get(n)) for n, name in enumerate(names))
    spoken_of = {*shares, *(code for place in places.values() for code in _owners(place))}
    inside = tuple(
        PlaceInName(use.start, use.end, entry)
        for use, entry in zip(uses, chosen, strict=True)
        if use.inside and entry is not None and (_is_renowned(entry) or set(_owners(entry)) & spoken_of)
    )
    return Toponyms(settled, places, inside)


def _as_known_place(
    text: str, tokens: Sequence[Token], names: Sequence[Name], n: int, shares: Mapping[str, float]
) -> Name:
    """Return one word that was taken for a person as a place, where nothing shows a person and the text is about its country.

    So "isolate Raqqah" is about a town in a text about Syria, also where another sentence has "in Raqqah".
    """
    name = names[n]
    words = text[name.start : name.end]
    if name.type != "person" or name.known or name.last - name.first > 1 or is_given_name(words):
        return name
    people = [other for other in names if other.type == "person" and other.last - other.first > 1]
    if _shows_person(tokens, name) or any(words in text[other.start : other.end] for other in people):
        return name
    found = places_named(words)
    as_place = any(other.type == "place" and text[other.start : other.end] == words for other in names)
    owners = {code for place in found if not place.alternate for code in _owners(place)}
    about = any(share >= _SHARE for code, share in shares.items() if code in owners)
    return replace(name, type="place") if found and (as_place or about) else name


def _owners(place: PlaceEntry) -> Iterator[str]:
    yield from (code for code in (place.country, *place.claimed_by) if code)


def _unnamed(text: str, tokens: Sequence[Token], names: Sequence[Name], shares: Mapping[str, float]) -> Iterator[Name]:
    """Yield capitalised words that nothing took for names and that are towns of a country the text is about."""
    taken = {i for name in names for i in range(name.first, name.last)}
    common = {token.text for token in tokens if token.text.islower()}
    run: list[Token] = []
    for token in [*tokens, None]:
        proper = token is not None and token.tag == "NNP" and token.text[:1].isupper() and token.i not in taken
        if proper and token is not None and (not run or run[-1].sentence == token.sentence):
            run.append(token)
            continue
        words = text[run[0].start : run[-1].end] if run and len(run) < 4 else ""
        if (
            len(words) > 3
            and not _is_usual(words, common)
            and not _is_surname(tokens, run)
            and text[run[-1].end : run[-1].end + 1] != "-"
        ):
            owners = {code for place in places_named(words) if not place.alternate for code in _owners(place)}
            if any(share >= _SHARE for code, share in shares.items() if code in owners):
                yield Name(run[0].start, run[-1].end, run[0].i, run[-1].i + 1, "place", ())
        run = [token] if proper and token is not None else []


def _is_usual(words: str, common: Set[str]) -> bool:
    """Whether a capitalised word is more likely something else than a town: a word of the text, a month, an office."""
    lower = words.lower()
    known = lower in common or lower in _common() or lower in institution_words()["nobody"]
    return known or words.isupper() or is_given_name(words) or office_named(lower) is not None


def _is_surname(tokens: Sequence[Token], run: Sequence[Token]) -> bool:
    return bool(run and run[0].i and _PERSONAL.match(tokens[run[0].i - 1].text))


def _is_renowned(place: PlaceEntry) -> bool:
    return place.feature in ("country", "capital", "state", "province") or place.population > _METROPOLIS


def _shows_person(tokens: Sequence[Token], name: Name) -> bool:
    """Whether a name stands behind a title or an honorific, or is the subject of what people do: "said", "met"."""
    before = tokens[name.first - 1] if name.first else None
    if before is not None and before.sentence == tokens[name.first].sentence and _PERSONAL.match(before.text):
        return True
    head = tokens[name.last - 1]
    verb = tokens[head.head]
    return head.dep == "nsubj" and verb.pos == "VERB" and verb.lemma not in _OF_PLACES


def _uses(text: str, tokens: Sequence[Token], names: Sequence[Name]) -> Iterator[_Use]:
    counties = {(start, end): full for start, end, full in find_counties(text)}
    for n, name in enumerate(names):
        if name.type in (*_PLACES, "seat"):
            words = counties.get((name.start, name.end)) or _spoken(text[name.start : name.end])
            if words.lower() in _COMPASS:
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
        gap in (", ", " and ", ", and ") and other.type == "place" and is_state(_spoken(text[other.start : other.end]))
        for other, gap in beside
    ) or bool(before and before.type == "place" and text[before.end : names[n].start] == ", ")


def _spoken(words: str) -> str:
    """Return a name as gazetteers write it: not in capitals unless it is an abbreviation, "South Chad" as "Chad"."""
    spoken = words.title() if words.isupper() and len(words) > 4 and "." not in words else words
    first, _, rest = spoken.partition(" ")
    return rest if first.lower() in _COMPASS and rest and not places_named(spoken) else spoken


def _surroundings(text: str, tokens: Sequence[Token], names: Sequence[Name], n: int) -> tuple[str | None, str | None]:
    """Return the larger place named behind a comma or before ("the Texas town of Paris"), and the country before."""
    name = names[n]
    after = names[n + 1] if n + 1 < len(names) else None
    if after is not None and after.type in _PLACES and text[name.end : after.start] in (", ", " (", " in "):
        if _are_of_one_rank(text, name, after):
            return None, None
        return _spoken(text[after.start : after.end]), None
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
        return _spoken(text[before.start : before.end]), None
    return None, _state_of(before)


def _are_of_one_rank(text: str, name: Name, other: Name) -> bool:
    """Whether both names are of countries, or both of states: then a comma makes a list and neither lies in the other."""
    if name.type == "country" and other.type == "country":
        return True
    return is_state(_spoken(text[name.start : name.end])) and is_state(_spoken(text[other.start : other.end]))


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
        spoken = _spoken(text[name.start : name.end])
        if name.type != "organisation" and (name.type != "place" or name.known or places_named(spoken)):
            continue
        words = [(name.start + m.start(), name.start + m.end()) for m in _WORD.finditer(text[name.start : name.end])]
        found = _place_among(text, words)
        if found is not None and _is_public(*found, text):
            start, end, _ = found
            country = countries.country_of_adjective(text[start:end])
            place = country.name if country else _spoken(text[start:end])
            yield _Use(start, end, place, _behind(text, name.end, names, n), None, n, inside=True)


def _is_public(start: int, end: int, rest: frozenset[str], text: str) -> bool:
    """Whether the words beside a place make it a public body's or a building's; after a country's name all but firms'."""
    words = institution_words()
    if rest & words["private"]:
        return False
    country = countries.country_named(text[start:end]) or countries.country_of_adjective(text[start:end])
    return country is not None or bool(rest & (words["public"] | words["facilities"]))


def _behind(text: str, end: int, names: Sequence[Name], n: int) -> str | None:
    after = names[n + 1] if n + 1 < len(names) else None
    if after is not None and after.type in _PLACES and text[end : after.start] in (", ", " in "):
        return _spoken(text[after.start : after.end])
    return None


def _place_among(text: str, words: Sequence[tuple[int, int]]) -> tuple[int, int, frozenset[str]] | None:
    """Return the place at the head of a name or behind its "of", and the other words in small letters."""
    lower = [text[start:end].lower() for start, end in words]
    of = next((i + 1 for i, word in enumerate(lower) if word in ("of", "in")), None)
    for first in (0, of):
        if first is None:
            continue
        for last in range(min(len(words) - (first == 0), first + 3), first, -1):
            start, end = words[first][0], words[last - 1][1]
            end -= 2 if text[start:end].endswith(("'s", "’s")) else 0
            body = lower[last - 1] in institution_words()["public"] and lower[last - 1] not in _SETTLED
            if not text[start].isupper() or (last - first > 1 and body):
                continue
            if _is_place(text[start:end]) or countries.country_of_adjective(text[start:end]):
                return start, end, frozenset(lower[:first] + lower[last:])
    return None


@cache
def _is_place(words: str) -> bool:
    if len(words) < 3 or words.lower() in _common() or is_given_name(words):
        return False
    return any(
        p.feature != "city" or (p.population > _TOWN_INSIDE and not p.alternate) for p in places_named(_spoken(words))
    )


@cache
def _common() -> frozenset[str]:
    return institution_words()["public"] | institution_words()["private"] | _NOT_INSIDE
