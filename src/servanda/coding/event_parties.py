"""Event parties: who does it and to whom, as the parse of the text around the trigger shows."""

import re
from collections.abc import Iterable, Sequence, Set

from servanda.coding.context import Context
from servanda.coding.lexicon import Pattern
from servanda.coding.parties import actor_behind, participants, participants_at, without
from servanda.knowledge import countries
from servanda.reading import tree
from servanda.reading.reading import Reading
from servanda.record import Participant

_DEFAULT_TARGETS = ("object", "with", "to", "against")
_PROMISING = frozenset(["pledge", "promise", "offer", "commit", "announce", "donate"])
_CARRIERS = frozenset(
    """
    lead launch open join head announce conduct mount stage wage carry undertake run start begin order hold
    """.split()
)
_NEAR = 16
_CLAUSES = ("relcl", "advcl", "acl", "appos")
_TIMES = frozenset("day week month year time morning evening night weekend decade anniversary".split())
_TIME = re.compile(
    r"^(?:\d{4}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|febr)uary|march|april|may|june|july|august"
    r"|(?:septem|octo|novem|decem)ber)$"
)


def source_of(context: Context, trigger: int) -> tuple[Participant, ...]:
    """Return who does it: the subject, the agent of a passive, the owner or "by" of a noun; or who is behind these."""
    reading = context.reading
    if reading.tokens[trigger].pos not in ("VERB", "AUX"):
        owners = tree.children(reading, trigger, "poss", "amod", "compound")
        own = participants(context, [*owners, *tree.prepositional(reading, trigger, "by", "between", "from")])
        return own or _carrier(context, trigger) or participants(context, tree.prepositional(reading, trigger, "of"))
    heads = tree.agents(reading, trigger) if tree.is_passive(reading, trigger) else tree.subjects(reading, trigger)
    named = participants(context, heads)
    if named:
        return named
    if not heads and tree.is_passive(reading, trigger):
        return _first(_promiser(context, head) for head in tree.subjects(reading, trigger))
    behind = _first(actor_behind(context, head) or _carrier(context, head) for head in heads)
    return behind or _of_participle(context, trigger)


def _carrier(context: Context, noun: int) -> tuple[Participant, ...]:
    """Return who carries an act out that is named as a noun: "forces led the offensive that toppled"."""
    reading = context.reading
    token = reading.tokens[noun]
    if token.dep == "dobj" and reading.tokens[token.head].lemma in _CARRIERS:
        return participants(context, tree.subjects(reading, token.head))
    return ()


def _of_participle(context: Context, trigger: int) -> tuple[Participant, ...]:
    """Return whose report or resolution says it: "put out a report accusing X", "passed a resolution criticising Y"."""
    reading = context.reading
    token = reading.tokens[trigger]
    if token.dep not in ("acl", "advcl", "xcomp") or token.tag != "VBG":
        return ()
    above = token.head
    verb = above if reading.tokens[above].pos in ("VERB", "AUX") else reading.tokens[above].head
    if reading.tokens[above].dep not in ("dobj", "pobj", "ROOT", "conj", "ccomp", "advcl") and above != verb:
        return ()
    return _first(actor_behind(context, head) for head in tree.subjects(reading, verb))


def _promiser(context: Context, noun: int) -> tuple[Participant, ...]:
    """Return who promised what is done: "the tanks that Wellington pledged were handed over"."""
    reading = context.reading
    clauses = [c for c in tree.children(reading, noun, "relcl", "acl") if reading.tokens[c].lemma in _PROMISING]
    return _first(
        participants(context, tree.agents(reading, c) if tree.is_passive(reading, c) else tree.subjects(reading, c))
        for c in clauses
    )


def _first(found: Iterable[tuple[Participant, ...]]) -> tuple[Participant, ...]:
    return next((parties for parties in found if parties), ())


def target_of(
    context: Context, trigger: int, pattern: Pattern, source: Sequence[Participant] = ()
) -> tuple[Participant, ...]:
    """Return to whom it is done: looked for in the places that the pattern names, in order, then inside the objects.

    Nobody of the source is its own target. "Condemned the killing of villagers in Mali" is directed at the villagers.
    """
    if pattern.target == ("none",):
        return ()
    found = _first(without(_at(context, trigger, place), source) for place in pattern.target or _DEFAULT_TARGETS)
    if found or not (source or tree.is_passive(context.reading, trigger)):
        return found
    return _within(context, trigger, source, pattern.objects)


def _within(context: Context, trigger: int, source: Sequence[Participant], means: Set[str]) -> tuple[Participant, ...]:
    """Return the first actor named inside what the trigger has as object or after a preposition, clauses left out.

    A state is not the target of those who act for it: "reaffirmed Russia's readiness" is not directed at Russia; nor are
    the means of an act ("sent troops to Chad").
    """
    reading, own = context.reading, {party.country for party in source}
    heads = [*tree.children(reading, trigger, "dobj", "dative", "nsubjpass"), *_prepositional(reading, trigger)]
    for head in (h for h in heads if not _is_circumstance(reading, h)):
        inside = sorted(tree.subtree(reading, head))
        outside = {i for c in inside if reading.tokens[c].dep in _CLAUSES for i in tree.subtree(reading, c)}
        outside |= {i for i in inside if reading.tokens[i].lemma in means}
        for token in (i for i in inside if i not in outside):
            found = without(participants_at(context, token), source)
            other = tuple(party for party in found if party.type != "state" or party.country not in own)
            if other:
                return other
    there = (_state_there(context, head, whole=whole) for whole in (False, True) for head in heads)
    return _first(tuple(party for party in parties if party.country not in own) for parties in there)


def _prepositional(reading: Reading, trigger: int) -> list[int]:
    """Return the objects of the prepositions that say at whom something is directed."""
    return tree.prepositional(
        reading, trigger, "on", "against", "into", "of", "at", "over", "with", "to", "from", "for"
    )


def _is_circumstance(reading: Reading, head: int) -> bool:
    """Whether a phrase says when: "on Tuesday"."""
    return reading.tokens[head].text.lower() in _TIMES or bool(_TIME.search(reading.tokens[head].text.lower()))


def _at(context: Context, trigger: int, place: str) -> tuple[Participant, ...]:
    reading = context.reading
    if place == "none":
        return ()
    if place == "object":
        heads = tree.objects(reading, trigger)
        named = participants(context, heads) or _first(actor_behind(context, head) for head in heads)
        return named or _first(_state_there(context, head) for head in heads)
    if place == "poss":
        return participants(context, tree.children(reading, trigger, "poss", "amod", "compound"))
    if place == "complement":
        return _in_complement(context, trigger)
    found = participants(context, tree.prepositional(reading, trigger, place))
    if found:
        return found
    objects = tree.objects(reading, trigger) if reading.tokens[trigger].pos == "VERB" else []
    below = [h for o in objects for h in tree.prepositional(reading, o, place)]
    behind = [*tree.prepositional(reading, trigger, place), *below]
    named = participants(context, below) or _first(actor_behind(context, head) for head in behind)
    there = _first(_state_there(context, head) for head in behind) if place == "to" else ()
    return named or there or _after_preposition(context, trigger, place)


def _after_preposition(context: Context, trigger: int, preposition: str) -> tuple[Participant, ...]:
    """Return whom the words name that follow the preposition soon after the trigger, whatever the parse says."""
    reading = context.reading
    sentence = reading.sentences[reading.tokens[trigger].sentence]
    for token in reading.tokens[trigger + 1 : min(sentence.last, trigger + _NEAR)]:
        if token.pos == "VERB" or token.text in (";", ":", "—"):
            return ()
        if token.lemma == preposition and token.pos == "ADP":
            following = reading.tokens[token.i + 1 : min(sentence.last, token.i + 5)]
            return _first(p for t in following if (p := participants_at(context, t.i)))
    return ()


def _state_there(context: Context, head: int, *, whole: bool = False) -> tuple[Participant, ...]:
    """Return the state in which a place lies that something is done to: "bombed the town of Bentiu".

    With `whole`, the place may be the country itself: "spent millions on wells in Chad".
    """
    first, last = tree.extent(context.reading, head, ("relcl", "acl", "punct"))
    for place in context.places:
        if place.country and first <= place.start < last and (whole or place.feature != "country"):
            country = countries.load_countries().get(place.country)
            words = context.reading.text[place.start : place.end]
            if country is not None:
                return (
                    Participant(country.name, country.code, ("GOV",), "state", None, place.start, place.end, words),
                )
    return ()


def _in_complement(context: Context, trigger: int) -> tuple[Participant, ...]:
    """Return the parties inside what a verb has as its content: its subject, then whom it is for, then its objects.

    What the actors send or bring ("to send a mission") is no party to it.
    """
    reading = context.reading
    own = tree.children(reading, trigger, "xcomp", "ccomp", "advcl")
    of_objects = [c for o in tree.children(reading, trigger, "dobj") for c in tree.children(reading, o, "acl")]
    for clause in [*own, *of_objects]:
        objects = tree.objects(reading, clause)
        roles = (
            tree.children(reading, clause, "nsubj", "nsubjpass"),
            tree.prepositional(reading, clause, "to", "with", "against", "from", "for", "without", "on"),
            [h for o in objects for h in tree.prepositional(reading, o, "to", "with", "against", "for")],
        )
        for heads in roles:
            found = participants(context, heads) or _first(actor_behind(context, head) for head in heads)
            if found:
                return found
        able = tuple(p for p in participants(context, objects) if p.type != "group")
        found = able or _first(actor_behind(context, head) for head in objects) or _in_complement(context, clause)
        if found:
            return found
    return ()
