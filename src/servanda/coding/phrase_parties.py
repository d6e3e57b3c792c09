"""Phrases as parties: who or what an act is directed at, or comes from, where the text names nobody.

PLOVER codes a town, a bill, a newspaper or "the worst-damaged areas" as a target as it does a state.
"""

import re
from collections.abc import Iterable, Iterator

from servanda.coding.context import Context
from servanda.coding.lexicon import Pattern
from servanda.reading import tree
from servanda.reading.reading import Reading
from servanda.record import Participant

# What the noun behind these is, is no party: "for years", "in a statement", "as part of".
_CIRCUMSTANCES = frozenset(
    """
    day week month year time morning evening night weekend decade hour minute moment century date period past future
    part way response order addition fact case view end beginning start light wake result effort bid attempt rush
    statement letter speech interview address remark word meeting hearing conference call voice tweet post
    reason basis ground purpose sake percent dollar euro pound kilometer kilometre mile
    """.split()
)
_CALENDAR = re.compile(
    r"^(?:\d.*|(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|tomorrow|tonight|(?:jan|febr)uary|march|april|may"
    r"|june|july|august|(?:septem|octo|novem|decem)ber)$"
)
_LONGEST = 120
# Where the sufferer stands beside a noun that the verb only carries out: "began an investigation into the fund".
_BEHIND_OBJECT = ("into", "against", "on", "over", "of", "in", "at")
_NEVER_OBJECT = frozenset("AGREE CONSULT COOPERATE MOBILIZE AID RETREAT".split())
_NEVER_BEHIND = frozenset("AGREE CONSULT COOPERATE".split())


def phrase_at(context: Context, head: int) -> Participant | None:
    """Return the noun phrase with this head as a party, at its words without clauses; None for a time or circumstance.

    Its country is that of the first state or place that the phrase names.
    """
    reading = context.reading
    token = reading.tokens[head]
    if (
        token.pos not in ("NOUN", "PROPN")
        or token.lemma.lower() in _CIRCUMSTANCES
        or _CALENDAR.match(token.lemma.lower())
    ):
        return None
    start, end = tree.core_extent(reading, head)
    if end - start > _LONGEST:
        start, end = reading.tokens[min([head, *_before(reading, head)])].start, token.end
    words = reading.text[start:end]
    return Participant(words, _country(context, start, end), (), "group", None, start, end, words)


def phrase_source(context: Context, trigger: int) -> tuple[Participant, ...]:
    """Return the subject of a verb as it stands, where it is a noun: "a car bomb", "the measure"; the agent of a passive."""
    reading = context.reading
    if reading.tokens[trigger].pos != "VERB":
        return ()
    heads = tree.agents(reading, trigger) if tree.is_passive(reading, trigger) else tree.subjects(reading, trigger)
    return _first(context, heads)


def phrase_target(context: Context, trigger: int, pattern: Pattern) -> tuple[Participant, ...]:
    """Return what stands where the pattern looks for its target, and names no actor: "denounced the detentions".

    What the pattern itself asks for as its object is no target; what stands behind it is: "an inquiry into the fund".
    """
    if pattern.target == ("none",):
        return ()
    return _first(context, _heads(context.reading, trigger, pattern))


def _heads(reading: Reading, trigger: int, pattern: Pattern) -> Iterator[int]:
    verbal = reading.tokens[trigger].pos == "VERB"
    objects = tree.objects(reading, trigger) if verbal else []
    for place in pattern.target or ("object", "with", "to", "against"):
        if place == "object":
            able = pattern.type not in _NEVER_OBJECT or not pattern.objects
            yield from (o for o in objects if able and reading.tokens[o].lemma not in pattern.objects)
        elif place not in ("complement", "poss"):
            yield from tree.prepositional(reading, trigger, place)
            yield from (h for o in objects for h in tree.prepositional(reading, o, place))
    if pattern.objects and pattern.type not in _NEVER_BEHIND:
        yield from (h for o in objects for h in tree.prepositional(reading, o, *_BEHIND_OBJECT))
        yield from tree.prepositional(reading, trigger, *_BEHIND_OBJECT[:4])


def _first(context: Context, heads: Iterable[int]) -> tuple[Participant, ...]:
    found = next((party for head in heads if (party := phrase_at(context, head)) is not None), None)
    return (found,) if found is not None else ()


def _before(reading: Reading, head: int) -> list[int]:
    """Return the tokens that stand before a noun in its phrase."""
    return [i for child in tree.children(reading, head) if child < head for i in tree.subtree(reading, child)]


def _country(context: Context, start: int, end: int) -> str | None:
    entities = context.reading.entities
    inside = (m for m in context.reading.mentions if start <= m.start < end)
    named = (entities[e].country for m in inside for e in m.entities)
    there = (place.country for place in context.places_within(start, end))
    return next((code for codes in (named, there) for code in codes if code), None)
