"""Places: names that stand for a place, with the coordinates that packaged gazetteers give them."""

from collections.abc import Iterator, Mapping
from typing import Literal

from servanda.coding.approximate_places import with_approximations
from servanda.coding.context import Context
from servanda.knowledge.places import PlaceEntry, country_entry, places_named, region_adjectives
from servanda.reading import tree
from servanda.reading.names import SETTLEMENTS
from servanda.reading.place_names import names_site
from servanda.reading.reading import Mention, Reading
from servanda.record import Place, PlaceMention, Why

Use = Literal["literal", "modifier", "state"]

_PRECISION: Mapping[str, str] = {
    "country": "country", "region": "area", "subregion": "area", "sea": "area", "gulf": "area", "desert": "area",
    "river": "area", "archipelago": "area", "peninsula": "area", "mountain": "area", "province": "region", "state": "region",
    "county": "region", "disputed": "region", "settlement": "settlement", "city": "settlement",
}  # fmt: skip
_MODIFYING = frozenset(("compound", "amod", "nmod", "poss"))
_THERE = frozenset(
    ("in", "at", "near", "from", "outside", "inside", "around", "across", "through", "into", "off", "to")
)
_EXAMPLE = frozenset(("as", "like", "including", "include", "of"))
_KINDS = frozenset(
    ("country", "nation", "state", "place", "area", "region", "neighbour", "neighbor", "territory", "island")
)
_CONFIDENCE: Mapping[Use, float] = {"literal": 0.85, "modifier": 0.6, "state": 0.3}
_PLAINLY = frozenset(("in", "at", "near", "outside"))


def code_places(context: Context) -> list[PlaceMention]:
    """Return a place for every name that is used for one, in order of the text.

    A name that no gazetteer knows keeps its words and has no coordinates, with low confidence, where it stands plainly
    as a place ("in X"); elsewhere it is none. Who governs from a place is an actor and no place: "Moscow sees".
    """
    found = sorted(
        [*_mentioned(context), *_inside_names(context), *_adjectives(context)], key=lambda p: (p.start, -p.end)
    )
    made: list[PlaceMention] = []
    for place in found:
        if not made or place.start >= made[-1].end:
            made.append(place)
    return with_approximations(context.reading.text, made)


def _mentioned(context: Context) -> Iterator[PlaceMention]:
    inside = {place.start: place for place in context.reading.places_in_names}
    for mention in context.reading.mentions:
        use = _use(context.reading, mention)
        if use is None:
            continue
        entry = _entry(context.reading, mention)
        words = context.reading.text[mention.start : mention.end]
        stands = names_site(words) or _plainly(context.reading, mention)
        if entry is not None or (stands and mention.start not in inside):
            yield _place(context, mention.start, mention.end, entry, use)


def _inside_names(context: Context) -> Iterator[PlaceMention]:
    for inside in context.reading.places_in_names:
        yield _place(context, inside.start, inside.end, inside.place, "modifier")


def _adjectives(context: Context) -> Iterator[PlaceMention]:
    """Yield the regions whose adjectives tell which something is: "Kurdish fighters", "European rules"."""
    reading = context.reading
    for token in reading.tokens:
        region = region_adjectives().get(token.text)
        if region is None or token.dep not in _MODIFYING or reading.tokens[token.head].tag in ("NNP", "NNPS"):
            continue
        entry = next(iter(places_named(region)), None)
        if entry is not None:
            yield _place(context, token.start, token.end, entry, "modifier")


def _entry(reading: Reading, mention: Mention) -> PlaceEntry | None:
    entity = reading.entities[mention.entities[0]]
    if entity.type == "state" and entity.country and mention.form != "metonym":
        return country_entry(entity.country)
    return mention.place


def _use(reading: Reading, mention: Mention) -> Use | None:
    """Return how a name is used for a place, None where it is not: a pronoun, a capital for its government."""
    entity = reading.entities[mention.entities[0]]
    if mention.locative and mention.form in ("name", "metonym"):
        return "modifier" if entity.type == "place" and _only_modifies(reading, mention.head) else "literal"
    if entity.type != "state" or entity.country is None or mention.form not in ("name", "adjective"):
        return None
    head = reading.tokens[mention.head]
    while head.dep == "conj" and mention.form == "adjective" and head.head != head.i:
        head = reading.tokens[head.head]
    if head.dep in _MODIFYING or (head.dep == "pobj" and reading.tokens[head.head].lemma == "of"):
        return "modifier"
    if mention.form == "adjective":
        return None
    return "literal" if _listed(reading, mention.head) else "state"


def _only_modifies(reading: Reading, token: int) -> bool:
    """Whether a place stands before a noun that is itself in no place: "Paris police", not "in a Paris flat"."""
    found = reading.tokens[token]
    if found.dep not in _MODIFYING:
        return False
    while found.dep in _MODIFYING and found.head != found.i:
        found = reading.tokens[found.head]
    return not (found.dep == "pobj" and reading.tokens[found.head].lemma in _THERE)


def _listed(reading: Reading, token: int) -> bool:
    """Whether a country is named as an example of where: "countries such as Chad", "the states of Mali and Niger"."""
    first = tree.conjuncts(reading, token)[0]
    found = reading.tokens[first]
    if found.dep == "appos":
        return reading.tokens[found.head].lemma in _KINDS
    preposition = reading.tokens[found.head]
    above = reading.tokens[preposition.head]
    return found.dep == "pobj" and preposition.lemma in _EXAMPLE and above.lemma in _KINDS


def _plainly(reading: Reading, mention: Mention) -> bool:
    """Whether a name that no gazetteer knows stands as a place does: behind "in", "near", "near the", "the town of"."""
    at = mention.head
    if reading.tokens[at].dep in _MODIFYING:
        return False
    while at and reading.tokens[at - 1].start >= mention.start:
        at -= 1
    before = [token.lemma.lower() for token in reading.tokens[max(0, at - 2) : at]]
    if len(before) > 1 and before[1] == "of" and before[0] in SETTLEMENTS:
        return True
    return bool(before) and (before[-1] in _PLAINLY or (before[-1] == "the" and before[0] in _PLAINLY))


def _place(context: Context, start: int, end: int, entry: PlaceEntry | None, use: Use) -> PlaceMention:
    evidence = context.span(start, end)
    return PlaceMention(
        id="",
        evidence=evidence,
        sentence=context.sentence_of(start),
        confidence=_CONFIDENCE[use] if entry else 0.4,
        why=Why(trigger=evidence, rule=f"{use}-name"),
        name=entry.name if entry else evidence.quote,
        country=entry.country if entry else None,
        lat=entry.lat if entry else None,
        lon=entry.lon if entry else None,
        geonameid=entry.geonameid if entry else None,
        feature=entry.feature if entry else None,
        precision=_PRECISION.get(entry.feature, "point") if entry else "unknown",  # type: ignore[arg-type]
        start=evidence.start,
        end=evidence.end,
        quote=evidence.quote,
        claimed_by=tuple(entry.claimed_by) if entry else (),
        use=use,
    )


def as_place(record: PlaceMention) -> Place:
    """Return the place of a place record, as events carry it."""
    return Place(
        record.name, record.country, record.lat, record.lon, record.geonameid, record.feature, record.precision,
        record.start, record.end, record.quote,
    )  # fmt: skip
