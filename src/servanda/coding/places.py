"""Places: names that stand for a place, with the coordinates that packaged gazetteers give them."""

from collections.abc import Iterator, Mapping
from typing import Literal

from servanda.coding.context import Context
from servanda.knowledge.places import PlaceEntry, country_entry
from servanda.reading.reading import Mention, Reading
from servanda.record import Place, PlaceMention, Why

Use = Literal["literal", "modifier"]

_PRECISION: Mapping[str, str] = {
    "country": "country", "region": "area", "subregion": "area", "sea": "area", "gulf": "area", "desert": "area",
    "river": "area", "archipelago": "area", "peninsula": "area", "mountain": "area", "province": "region", "state": "region",
    "county": "region", "disputed": "region", "settlement": "settlement", "city": "settlement",
}  # fmt: skip
_MODIFYING = frozenset(("compound", "amod", "nmod", "poss"))
_PLAINLY = frozenset(("in", "at", "near", "outside"))


def code_places(context: Context) -> list[PlaceMention]:
    """Return a place for every name that is used for one, in order of the text.

    A name that no gazetteer knows keeps its words and has no coordinates, with low confidence, where it stands plainly
    as a place ("in X"); elsewhere it is none. Who governs from a place is an actor and no place: "Moscow sees".
    """
    found = sorted([*_mentioned(context), *_inside_names(context)], key=lambda p: (p.start, -p.end))
    made: list[PlaceMention] = []
    for place in found:
        if not made or place.start >= made[-1].end:
            made.append(place)
    return made


def _mentioned(context: Context) -> Iterator[PlaceMention]:
    for mention in context.reading.mentions:
        if mention.locative and mention.form in ("name", "metonym"):
            entry = _entry(context.reading, mention)
            if entry is not None or _plainly(context.reading, mention):
                yield _place(context, mention.start, mention.end, entry, "literal")
        elif (entry := _modifier(context.reading, mention)) is not None:
            yield _place(context, mention.start, mention.end, entry, "modifier")


def _inside_names(context: Context) -> Iterator[PlaceMention]:
    for inside in context.reading.places_in_names:
        yield _place(context, inside.start, inside.end, inside.place, "modifier")


def _entry(reading: Reading, mention: Mention) -> PlaceEntry | None:
    entity = reading.entities[mention.entities[0]]
    if entity.type == "state" and entity.country and (mention.place is None or mention.form == "name"):
        return country_entry(entity.country)
    return mention.place


def _modifier(reading: Reading, mention: Mention) -> PlaceEntry | None:
    """Return the country whose name or adjective tells which something is: "Turkish bread", "Kenya's coast"."""
    entity = reading.entities[mention.entities[0]]
    if entity.type != "state" or entity.country is None or mention.form not in ("name", "adjective"):
        return None
    if mention.form == "name" and reading.tokens[mention.head].dep not in _MODIFYING:
        return None
    return country_entry(entity.country)


def _plainly(reading: Reading, mention: Mention) -> bool:
    before = reading.tokens[mention.head - 1] if mention.head else None
    return before is not None and before.lemma in _PLAINLY


def _confidence(entry: PlaceEntry | None, use: Use) -> float:
    if entry is None:
        return 0.4
    return 0.85 if use == "literal" else 0.6


def _place(context: Context, start: int, end: int, entry: PlaceEntry | None, use: Use) -> PlaceMention:
    evidence = context.span(start, end)
    return PlaceMention(
        id="",
        evidence=evidence,
        sentence=context.sentence_of(start),
        confidence=_confidence(entry, use),
        why=Why(trigger=evidence, rule="locative-name" if use == "literal" else "modifying-name"),
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
