"""Places: names that stand for a place, resolved to coordinates by packaged gazetteers."""

from collections import Counter
from collections.abc import Mapping

from servanda.coding.context import Context
from servanda.knowledge import countries, places
from servanda.knowledge.places import PlaceEntry
from servanda.reading.reading import Mention, Reading
from servanda.record import Place, PlaceMention, Why

_PRECISION: Mapping[str, str] = {
    "country": "country", "region": "area", "subregion": "area", "sea": "area", "gulf": "area", "desert": "area",
    "river": "area", "archipelago": "area", "peninsula": "area", "mountain": "area", "province": "region", "state": "region",
    "disputed": "region", "settlement": "settlement", "city": "settlement",
}  # fmt: skip


def code_places(context: Context) -> list[PlaceMention]:
    """Return a place for every mention that is used for one, in order of the text.

    A name that no gazetteer knows keeps its words and has no coordinates, with low confidence, where it stands plainly
    as a place ("in X"); elsewhere it is none.
    """
    reading = context.reading
    near = _countries_named(reading)
    made: list[PlaceMention] = []
    for mention in sorted(reading.mentions, key=lambda m: m.start):
        if mention.locative and mention.form in ("name", "metonym"):
            entry = _resolve(reading, mention, near, [(p.lat, p.lon) for p in made if p.lat is not None])
            if entry is not None or _plainly(reading, mention):
                made.append(_place(context, mention, entry))
    return made


def _plainly(reading: Reading, mention: Mention) -> bool:
    before = reading.tokens[mention.head - 1] if mention.head else None
    return before is not None and before.lemma in ("in", "at", "near", "outside")


def _countries_named(reading: Reading) -> dict[str, float]:
    """Return how often each country is named, as shares of all."""
    counted = Counter(
        reading.entities[e].country for m in reading.mentions for e in m.entities if reading.entities[e].country
    )
    total = sum(counted.values()) or 1
    return {code: count / total for code, count in counted.items() if code}


def _resolve(
    reading: Reading, mention: Mention, near: Mapping[str, float], points: list[tuple[float | None, float | None]]
) -> PlaceEntry | None:
    words = reading.text[mention.start : mention.end]
    name = words.title() if words.isupper() and len(words) > 3 else words
    entity = reading.entities[mention.entities[0]]
    known = [(lat, lon) for lat, lon in points if lat is not None and lon is not None][-3:]
    hint = _wider_place(reading, mention)
    if entity.type == "state" and entity.country:
        return _country_entry(entity.country)
    if entity.country and hint is None:
        hint = countries.load_countries()[entity.country].name
    return places.resolve_place(name, near, known, hint)


def _country_entry(code: str) -> PlaceEntry | None:
    """Return the country itself, not a city or state of the same name."""
    named = places.places_named(countries.load_countries()[code].name)
    return next((p for p in named if p.feature == "country" and p.country == code), None)


def _wider_place(reading: Reading, mention: Mention) -> str | None:
    """Return the country or state named after a comma: "Bagram, Afghanistan"."""
    rest = reading.text[mention.end : mention.end + 3]
    if not rest.startswith(", "):
        return None
    after = next((m for m in reading.mentions if m.start == mention.end + 2 and m.form in ("name", "metonym")), None)
    return reading.text[after.start : after.end] if after is not None and after.locative else None


def _place(context: Context, mention: Mention, entry: PlaceEntry | None) -> PlaceMention:
    evidence = context.span(mention.start, mention.end)
    return PlaceMention(
        id="",
        evidence=evidence,
        sentence=context.sentence_of(mention.start),
        confidence=0.85 if entry else 0.4,
        why=Why(trigger=evidence, rule="locative-name"),
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
    )


def as_place(record: PlaceMention) -> Place:
    """Return the place of a place record, as events carry it."""
    return Place(
        record.name, record.country, record.lat, record.lon, record.geonameid, record.feature, record.precision,
        record.start, record.end, record.quote,
    )  # fmt: skip
