"""Which place a name stands for, decided for all place names of a text together.

Every name has its candidates. A candidate gains by how well known it is, by the country and the division that the
text's other names lie in, and by how near it is to them; the others count by how likely each of their own candidates
is so far, in a few rounds. One name means one place throughout a text, unless a larger place behind it says otherwise
("Paris, Texas"). After the joint ("collective") toponym resolution of Lieberman, Samet and Sankaranarayanan (2010).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from servanda.knowledge.places import PlaceEntry, distance_km, lies_in, places_named, renown

_ROUNDS = 3
_MOST_CANDIDATES = 40
_SHARPNESS = 1.6
_COUNTRY_WEIGHT = 1.6
_REGION_WEIGHT = 3.0
_NEAR_WEIGHT = 2.4
_NEAR_KM = 80.0
_TOP = 6
_STATE_WEIGHT = 1.5
_NOWHERE = 1.5
_LOCAL = 2.5
_GREATER_THAN_STATE = 2.0
_GREAT_CITY = 5_000_000
_DIVISIONS = frozenset(("state", "province", "country"))


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name of a text: `within` is a larger place named right behind it, `times` how often it stands there.

    `country` is a country that the words around it suggest without naming it as the place's; `article` says that "the"
    stands before it, as it does before few towns; `state` that it stands among states or behind a place that lies in it;
    `local` that a noun of town life follows ("Lebanon police"), before which a country has its adjective.
    """

    name: str
    within: str | None = None
    country: str | None = None
    times: int = 1
    article: bool = False
    state: bool = False
    local: bool = False


@dataclass(slots=True)
class _Group:
    toponym: Toponym
    candidates: tuple[PlaceEntry, ...]
    shares: list[float]
    sure: bool


def choose_places(
    toponyms: Sequence[Toponym], countries: Mapping[str, float] | None = None
) -> tuple[PlaceEntry | None, ...]:
    """Return the place that each name stands for, None where no gazetteer knows the name.

    `countries` gives the shares of the countries that a text speaks of otherwise, by alpha-3 code.
    """
    groups = [_group(toponym) for toponym in toponyms]
    for _ in range(_ROUNDS):
        scores = [_scores(group, groups, countries or {}) for group in groups]
        for group, values in zip(groups, scores, strict=True):
            group.shares = _softmax(values)
    return tuple(_best(group) for group in groups)


def resolve_place(
    name: str, near_countries: Mapping[str, float] | None = None, near: Sequence[str] = (), hint: str | None = None
) -> PlaceEntry | None:
    """Return the place that one name most likely stands for, or None; `near` are other place names of its text."""
    toponyms = [Toponym(name, hint), *(Toponym(other) for other in near)]
    return choose_places(toponyms, near_countries)[0]


def _group(toponym: Toponym) -> _Group:
    candidates, sure = _candidates(toponym.name, toponym.within)
    if toponym.article:
        candidates = tuple(c for c in candidates if c.feature != "city") or candidates
    return _Group(toponym, candidates, _softmax([renown(c) for c in candidates]), sure or len(candidates) == 1)


@lru_cache(maxsize=20_000)
def _candidates(name: str, within: str | None) -> tuple[tuple[PlaceEntry, ...], bool]:
    """Return the best known places of a name, and whether those are only the ones inside the larger place."""
    found = tuple(sorted(places_named(name), key=renown, reverse=True))
    if within:
        inside = tuple(place for place in found if lies_in(place, within))
        if inside:
            return inside[:_MOST_CANDIDATES], True
    return found[:_MOST_CANDIDATES], False


def _softmax(scores: Sequence[float]) -> list[float]:
    if not scores:
        return []
    highest = max(scores)
    powers = [math.exp(_SHARPNESS * (score - highest)) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def _scores(group: _Group, groups: Sequence[_Group], countries: Mapping[str, float]) -> list[float]:
    if len(group.candidates) < 2:
        return [0.0] * len(group.candidates)
    others = [other for other in groups if other is not group and other.toponym.name != group.toponym.name]
    evidence = [(place, share * _weight(other)) for other in others for place, share in _likely(other)]
    total = sum(weight for _, weight in evidence) + 1.0
    return [_score(group.toponym, place, evidence, total, countries) for place in group.candidates]


def _likely(group: _Group) -> list[tuple[PlaceEntry, float]]:
    pairs = sorted(zip(group.candidates, group.shares, strict=True), key=lambda pair: -pair[1])
    return [(place, share) for place, share in pairs[:_TOP] if share > 0.02]


def _weight(group: _Group) -> float:
    return (1.5 if group.sure else 1.0) * math.sqrt(group.toponym.times)


def _score(
    toponym: Toponym,
    place: PlaceEntry,
    evidence: Sequence[tuple[PlaceEntry, float]],
    total: float,
    countries: Mapping[str, float],
) -> float:
    own = {code for code in (place.country, *place.claimed_by) if code}
    country = region = near = 0.0
    for other, weight in evidence:
        if own & {other.country, *other.claimed_by}:
            country += weight
            if place.region and place.region == other.region:
                region += weight
            if other.feature != "country":
                distance = distance_km((place.lat, place.lon), (other.lat, other.lon))
                near += weight * math.exp(-distance / _NEAR_KM) if distance < 5 * _NEAR_KM else 0.0
    score = renown(place) + (_STATE_WEIGHT if toponym.state and place.feature in _DIVISIONS else 0.0)
    score += _COUNTRY_WEIGHT * country / total + _COUNTRY_WEIGHT * max(
        (countries.get(c, 0.0) for c in own), default=0.0
    )
    score += _REGION_WEIGHT * math.sqrt(region / total) + _NEAR_WEIGHT * math.log1p(near)
    if toponym.local and place.feature == "country":
        score -= _LOCAL
    if place.population > _GREAT_CITY and place.name == f"{toponym.name} City" and not toponym.state:
        score += _GREATER_THAN_STATE
    if not own:
        score += _NOWHERE
    return score + (1.0 if toponym.country in own else 0.0)


def _best(group: _Group) -> PlaceEntry | None:
    if not group.candidates:
        return None
    return max(zip(group.shares, group.candidates, strict=True), key=lambda pair: pair[0])[1]
