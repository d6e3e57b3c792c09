"""Actors: one record for everybody the text speaks of, with every mention."""

from servanda.coding.context import Context
from servanda.reading.reading import Entity, Mention, Reading
from servanda.record import Actor, Identity, Span, Why

_CERTAIN = {"name": 0.9, "adjective": 0.85, "metonym": 0.85, "group": 0.8, "description": 0.65, "pronoun": 0.6}


def actor_ids(reading: Reading, identity: Identity) -> tuple[str | None, ...]:
    """Return the id of each entity's actor record, in the order of the entities; None for places."""
    seen: dict[tuple[int, int], int] = {}
    made: list[str | None] = []
    mentioned = _mentions_by_entity(reading)
    for entity in reading.entities:
        if entity.type == "place" or not mentioned[entity.index]:
            made.append(None)
            continue
        first = mentioned[entity.index][0]
        nth = seen.get((first.start, first.end), 0)
        seen[first.start, first.end] = nth + 1
        made.append(identity.of("actor", first.start, first.end, nth, reading.where))
    return tuple(made)


def code_actors(context: Context) -> list[Actor]:
    """Return an actor record for every entity that acts, in the order in which the text first names them."""
    reading = context.reading
    mentioned = _mentions_by_entity(reading)
    return [
        _actor(context, entity, mentioned[entity.index])
        for entity in reading.entities
        if entity.type != "place" and mentioned[entity.index]
    ]


def _mentions_by_entity(reading: Reading) -> list[list[Mention]]:
    found: list[list[Mention]] = [[] for _ in reading.entities]
    for mention in sorted(reading.mentions, key=lambda m: (m.start, m.end)):
        for entity in mention.entities:
            found[entity].append(mention)
    return found


def _actor(context: Context, entity: Entity, mentions: list[Mention]) -> Actor:
    first = mentions[0]
    evidence = context.span(first.start, first.end)
    assert entity.type != "place"
    return Actor(
        id="",
        evidence=evidence,
        sentence=context.sentence_of(first.start),
        confidence=_CERTAIN[_surest(mentions)],
        why=Why(trigger=evidence, rule=f"mention-{first.form}"),
        name=entity.name,
        type=entity.type,
        country=entity.country,
        sector=entity.sector,
        mentions=tuple(Span.of(context.reading.text, m.start, m.end) for m in mentions),
    )


def _surest(mentions: list[Mention]) -> str:
    return max((m.form for m in mentions), key=_CERTAIN.__getitem__)
