"""Phrases as parties: who or what an act is directed at, or comes from, where the text names nobody.

PLOVER codes a town, a bill, a newspaper or "the worst-damaged areas" as a target as it does a state.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from servanda.codebook.sectors import sector_of_head
from servanda.coding.context import Context
from servanda.coding.lexicon import Pattern, load_lexicon
from servanda.coding.parties import actor_behind
from servanda.reading import tree
from servanda.reading.nouns import is_actor_noun
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
_BEHIND = ("into", "against", "on", "over")
_WHERE = ("in", "across", "throughout", "along", "at")
_IN_PROMISE = ("to", "into", "from", "for", "with", "against", "in")
_FELT_THERE = frozenset("ASSAULT COERCE SANCTION".split())
_GOODS = frozenset("AID MOBILIZE RETREAT AGREE CONSULT COOPERATE".split())
_BETWEEN_BOTH = frozenset("AGREE CONSULT COOPERATE".split())


def phrase_at(context: Context, head: int) -> Participant | None:
    """Return the noun phrase with this head as a party, at its words without clauses; None for a time or circumstance.

    None too for what names an actor or belongs to one, of whom the rules have decided already. Its country is that of the
    first state or place that the phrase names.
    """
    reading = context.reading
    token = reading.tokens[head]
    word = token.lemma.lower()
    if (
        token.pos not in ("NOUN", "PROPN")
        or word in _CIRCUMSTANCES
        or _CALENDAR.match(word)
        or actor_behind(context, head)
    ):
        return None
    start, end = tree.core_extent(reading, head)
    if end - start > _LONGEST:
        start, end = reading.tokens[min([head, *_before(reading, head)])].start, token.end
    words = reading.text[start:end]
    sector = sector_of_head(words)
    return Participant(words, _country(context, start, end), sector, "group", None, start, end, words)


def phrase_source(context: Context, trigger: int, pattern: Pattern) -> tuple[Participant, ...]:
    """Return the subject of a verb as it stands, where it is people of some sort: "striking teachers"; the agent of a passive.

    A report or a measure does nothing to anybody. Violence is done by people and their arms: "a car bomb", no earthquake.
    """
    reading = context.reading
    if reading.tokens[trigger].pos != "VERB":
        return ()
    heads = tree.agents(reading, trigger) if tree.is_passive(reading, trigger) else tree.subjects(reading, trigger)
    able = _is_violent if pattern.type == "ASSAULT" else is_actor_noun
    heads = [head for head in heads if able(reading.tokens[head].lemma.lower())]
    return tuple(islice(_phrases(context, heads), 1))


def _is_violent(noun: str) -> bool:
    return is_actor_noun(noun) or noun in load_lexicon().classes["arms"]


def phrase_target(
    context: Context, trigger: int, pattern: Pattern, source: Sequence[Participant] = ()
) -> tuple[Participant, ...]:
    """Return what stands where the pattern looks for its target, and names no actor: "denounced the detentions".

    What the pattern itself asks for as its object is no target; what stands behind it is: "an inquiry into the fund". Nor
    is what holds the source or is held by it, nor a thing that is agreed: "a commitment to clean water".
    """
    noun = context.reading.tokens[trigger].pos == "NOUN"
    if pattern.target == ("none",) or (noun and pattern.type in _BETWEEN_BOTH):
        return ()
    free = (p for p in _phrases(context, _heads(context.reading, trigger, pattern)) if not _overlaps(p, source))
    return tuple(islice(free, 1))


def _overlaps(one: Participant, others: Iterable[Participant]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def _heads(reading: Reading, trigger: int, pattern: Pattern) -> Iterator[int]:
    verbal = reading.tokens[trigger].pos == "VERB"
    objects = [*tree.objects(reading, trigger), *tree.small_subjects(reading, trigger)] if verbal else []
    places = pattern.target or ("object", "with", "to", "against")
    for place in places:
        if place == "object":
            able = pattern.type not in _GOODS or (places[0] == "object" and pattern.type not in _BETWEEN_BOTH)
            yield from (o for o in objects if able and reading.tokens[o].lemma not in pattern.objects)
        elif place == "complement":
            yield from _promised(reading, trigger)
        elif place != "poss":
            yield from tree.prepositional(reading, trigger, place)
            yield from (h for o in objects for h in tree.prepositional(reading, o, place))
    if pattern.objects and pattern.type not in _BETWEEN_BOTH:
        yield from (h for o in objects for h in tree.prepositional(reading, o, *_BEHIND))
        yield from tree.prepositional(reading, trigger, *_BEHIND)
    if pattern.type in _FELT_THERE:
        yield from (h for i in (*objects, trigger) for h in tree.prepositional(reading, i, *_WHERE))


def _promised(reading: Reading, trigger: int) -> Iterator[int]:
    """Yield to whom or where what is agreed is to be done: "agreed to offer a package to the theatres"."""
    for clause in tree.children(reading, trigger, "xcomp", "ccomp"):
        for i in (clause, *tree.objects(reading, clause)):
            yield from tree.prepositional(reading, i, *_IN_PROMISE)


def _phrases(context: Context, heads: Iterable[int]) -> Iterator[Participant]:
    return (party for head in heads if (party := phrase_at(context, head)) is not None)


def _before(reading: Reading, head: int) -> list[int]:
    """Return the tokens that stand before a noun in its phrase."""
    return [i for child in tree.children(reading, head) if child < head for i in tree.subtree(reading, child)]


def _country(context: Context, start: int, end: int) -> str | None:
    entities = context.reading.entities
    inside = (m for m in context.reading.mentions if start <= m.start < end)
    named = (entities[e].country for m in inside for e in m.entities)
    there = (place.country for place in context.places_within(start, end))
    return next((code for codes in (named, there) for code in codes if code), None)
