"""Event parties: who does it and to whom, as the parse of the text around the trigger shows."""

import re
from collections.abc import Iterable, Sequence, Set

from servanda.coding.context import Context
from servanda.coding.lexicon import Pattern, load_lexicon
from servanda.coding.parties import actor_behind, owner_of, participants, participants_at, speaker_at, without
from servanda.coding.premises import people_at, premises_at
from servanda.knowledge import countries
from servanda.reading import tree
from servanda.reading.reading import Reading
from servanda.record import Participant, Place

_DEFAULT_TARGETS = ("object", "with", "to", "against")
_PROMISING = frozenset(["pledge", "promise", "offer", "commit", "announce", "donate"])
_CARRIERS = frozenset(
    """
    lead launch open join head announce conduct mount stage wage carry undertake run start begin order hold
    """.split()
)
_SENDING = frozenset(
    """
    send deploy provide supply contribute offer withdraw pull extend set establish create build dispatch give donate lend
    open form lift lay bring return deliver move keep maintain reduce increase use launch hold undertake conduct share
    """.split()
)
_THANKING = "thank"
_NEAR = 16
_WHERE = re.compile(r"\b(?:in|into|across|to|inside|throughout)\s(?:\w+\s){0,3}$")
_ASIDE = ("ccomp", "parataxis", "punct", "conj")
_LAID_ON = re.compile(r"\b(?:in|on|across|over|throughout)\s(?:\w+\s){0,3}$")
_BETWEEN_BOTH = "CONSULT"
_AT_PREMISES = frozenset("ASSAULT COERCE PROTEST SANCTION ACCUSE THREATEN".split())
_LAID_ON_PLACES = frozenset("COERCE SANCTION AID MOBILIZE ASSAULT".split())
_BESIDE_VERB = frozenset(("to", "against", "on", "into"))
_AT_PEOPLE = frozenset("ASSAULT COERCE SANCTION AID".split())
_AT_PLACES = frozenset("ASSAULT COERCE SANCTION AID MOBILIZE RETREAT AGREE".split())
_CLAUSES = ("relcl", "advcl", "acl", "appos")
_HANDOVERS = frozenset("extradition handover surrender repatriation deportation return transfer".split())
_BY_AUTHORITIES = frozenset(("arrest", "deport"))
_SENT = frozenset(("MOBILIZE", "AID"))
_TIMES = frozenset("day week month year time morning evening night weekend decade anniversary".split())
_TIME = re.compile(
    r"^(?:\d{4}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|febr)uary|march|april|may|june|july|august"
    r"|(?:septem|octo|novem|decem)ber)$"
)


def source_of(context: Context, trigger: int, pattern: Pattern) -> tuple[Participant, ...]:
    """Return who does it: the subject, the agent of a passive, the owner or "by" of a noun; or who is behind these.

    Of two who meet it is the one named first: who "was received by the king".
    """
    reading = context.reading
    if reading.tokens[trigger].pos not in ("VERB", "AUX"):
        return _source_of_noun(context, trigger, pattern)
    undergone = tree.is_passive(reading, trigger) and pattern.type != _BETWEEN_BOTH
    heads = tree.agents(reading, trigger) if undergone else tree.subjects(reading, trigger)
    named = participants(context, heads)
    if named:
        return named
    if not heads and reading.tokens[trigger].lemma == _THANKING:
        return speaker_at(context, trigger)
    if not heads and tree.is_passive(reading, trigger):
        if pattern.type in _SENT and _is_force(reading, trigger):
            return _first(actor_behind(context, head) for head in tree.subjects(reading, trigger))
        promised = _first(_promiser(context, head) for head in tree.subjects(reading, trigger))
        return promised or (_authorities(context, trigger) if pattern.mode in _BY_AUTHORITIES else ())
    behind = _first(actor_behind(context, head) or _carrier(context, head) for head in heads)
    return behind or _of_participle(context, trigger)


def _source_of_noun(context: Context, noun: int, pattern: Pattern) -> tuple[Participant, ...]:
    """Return the owner of a noun or whom "by" names, also inside "of": "the arrest of Mladic by police".

    Whom "from" names is the source where the pattern has no target there: "a loan from China", "the withdrawal from Mali".
    """
    reading = context.reading
    owners = tree.children(reading, noun, "poss", "amod", "compound")
    ways = [way for way in ("by", "between", "from") if way != "from" or way not in pattern.target]
    own = participants(context, [*owners, *tree.prepositional(reading, noun, *ways)])
    of = tree.prepositional(reading, noun, "of")
    by = [b for o in of for b in tree.prepositional(reading, o, "by")]
    found = own or _carrier(context, noun) or participants(context, by)
    return found if found or "of" in pattern.target else participants(context, of)


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


def _is_force(reading: Reading, trigger: int) -> bool:
    """Whether forces are what is sent, so that they act: "2,000 peacekeepers were deployed along the corridor"."""
    troops = load_lexicon().classes["troops"]
    return bool(troops & {reading.tokens[head].lemma for head in tree.subjects(reading, trigger)})


def _authorities(context: Context, trigger: int) -> tuple[Participant, ...]:
    """Return the state where somebody is arrested, for only a state can arrest: "was arrested in Niger"."""
    start, end = context.reading.tokens[trigger].end, tree.core_extent(context.reading, trigger)[1]
    there = (place for place in context.places_within(start + 1, end) if _is_where(context, place))
    return _first(_state_of_place(context, place) for place in there)


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
    What several agree to do is agreed between them, whoever it is for. Who is to be handed over is not asked for it.
    """
    found = _directed_at(context, trigger, pattern, source)
    if pattern.type != "REQUEST":
        return found
    return tuple(party for party in found if not _is_handed_over(context, trigger, party, source))


def _directed_at(
    context: Context, trigger: int, pattern: Pattern, source: Sequence[Participant]
) -> tuple[Participant, ...]:
    if pattern.target == ("none",):
        return ()
    places = pattern.target or _DEFAULT_TARGETS
    if pattern.type == _BETWEEN_BOTH and (met := participants(context, tree.agents(context.reading, trigger))):
        return without(met, source)
    if pattern.type == "AGREE" and len({party.name for party in source}) > 1:
        places = tuple(place for place in places if place != "complement")
    if pattern.type in _AT_PREMISES and (found := _premises(context, trigger, places)):
        return found
    if pattern.type in _AT_PEOPLE and "object" in places and (found := _people(context, trigger)):
        return found
    found = _first(without(_at(context, trigger, place), source) for place in places)
    if pattern.type == "MOBILIZE" and all(_is_own_force(party, source) for party in found):
        found = without(_in_complement(context, trigger), source)
    if found or not (source or tree.is_passive(context.reading, trigger)):
        return found
    found = _within(context, trigger, source, pattern.objects)
    if pattern.type == "MOBILIZE":
        found = tuple(party for party in found if not _is_own_force(party, source))
    if not found and pattern.type in _AT_PLACES:
        found = _place_of_act(context, trigger, source)
    return found or (_people_there(context, trigger) if pattern.type in _LAID_ON_PLACES else ())


def _people(context: Context, trigger: int) -> tuple[Participant, ...]:
    """Return the people of no name to whom it is done: "arrested a person", "killed 40 children"."""
    heads = tree.objects(context.reading, trigger)
    if participants(context, heads):
        return ()
    return tuple(found for head in heads if (found := people_at(context, head)) is not None)


def _is_handed_over(context: Context, trigger: int, party: Participant, source: Sequence[Participant]) -> bool:
    """Whether a party is one of the source's own people whom it wants to be handed over."""
    reading = context.reading
    asked = {reading.tokens[head].lemma for head in tree.objects(reading, trigger)}
    return party.type == "person" and bool(asked & _HANDOVERS) and party.country in {one.country for one in source}


def _is_own_force(party: Participant, source: Sequence[Participant]) -> bool:
    """Whether a party is what the source sends out: its "troops", which are no target."""
    own = {None, *(one.country for one in source)}
    return party.type == "group" and "MIL" in party.sector and party.country in own


def _premises(context: Context, trigger: int, places: Iterable[str]) -> tuple[Participant, ...]:
    """Return the buildings, vehicles or institutions at which an act of conflict is directed, that no name stands for."""
    reading = context.reading
    for place in places:
        heads = tree.objects(reading, trigger) if place == "object" else tree.prepositional(reading, trigger, place)
        objects = tree.children(reading, trigger, "dobj") if place not in ("object", "none") else []
        below = [h for o in objects for h in tree.prepositional(reading, o, place)]
        unnamed = [h for h in (*heads, *below) if not participants_at(context, h)]
        if found := tuple(p for h in unnamed if (p := premises_at(context, h)) is not None):
            return found
    return ()


def _place_of_act(context: Context, trigger: int, source: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return the other state in whose country it is done: "provided millions for those affected in Chad"."""
    reading, own = context.reading, {party.country for party in source}
    start, end = reading.tokens[trigger].end, tree.extent(reading, trigger, _ASIDE)[1]
    there = (place for place in context.places_within(start + 1, end) if place.country not in own)
    return _first(_state_of_place(context, place) for place in there if _is_where(context, place))


def _people_there(context: Context, trigger: int) -> tuple[Participant, ...]:
    """Return the people of the place on which a measure is laid: "imposed a curfew on Basra"."""
    reading = context.reading
    start, end = reading.tokens[trigger].end, tree.core_extent(reading, trigger)[1]
    there = (
        p
        for p in context.places_within(start + 1, end)
        if _LAID_ON.search(reading.text[max(0, p.start - 40) : p.start])
    )
    return tuple(
        Participant(p.name, p.country, ("CVL",), "people", None, p.start, p.end, reading.text[p.start : p.end])
        for p in there
    )[:1]


def _is_where(context: Context, place: Place) -> bool:
    """Whether a preposition that says where or whither stands before the place."""
    before = context.reading.text[max(place.start - 40, 0) : place.start]
    return bool(_WHERE.search(before))


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
        heads = heads or tree.small_subjects(reading, trigger)
        named = participants(context, heads) or _first(actor_behind(context, head) for head in heads)
        return named or _first(_state_there(context, head) for head in heads)
    if place == "poss":
        return participants(context, tree.children(reading, trigger, "poss", "amod", "compound"))
    if place == "complement":
        return _in_complement(context, trigger)
    found = participants(context, tree.prepositional(reading, trigger, place))
    if not found and place in _BESIDE_VERB and reading.tokens[trigger].dep == "dobj":
        # "announced the deployment of troops to Liberia": the parse may hang "to" from the verb that only tells of it.
        found = participants(context, tree.prepositional(reading, reading.tokens[trigger].head, place))
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
    for place in context.places_within(first, last):
        if (whole or place.feature != "country") and (found := _state_of_place(context, place)):
            return found
    return ()


def _state_of_place(context: Context, place: Place) -> tuple[Participant, ...]:
    """Return the state in which a place lies, at the words that name the place; nobody where it lies in none."""
    country = countries.load_countries().get(place.country or "")
    words = context.reading.text[place.start : place.end]
    if country is None:
        return ()
    return (Participant(country.name, country.code, ("GOV",), "state", None, place.start, place.end, words),)


def _in_complement(context: Context, trigger: int) -> tuple[Participant, ...]:
    """Return the parties inside what a verb has as its content: its subject, then whom it is for, then its objects.

    What the actors send, bring or set up ("to send a mission") is no party to it.
    """
    reading = context.reading
    own = tree.children(reading, trigger, "xcomp", "ccomp", "advcl")
    of_objects = [c for o in tree.children(reading, trigger, "dobj") for c in tree.children(reading, o, "acl")]
    for clause in [*own, *of_objects]:
        objects = tree.objects(reading, clause)
        roles = (
            tree.children(reading, clause, "nsubj", "nsubjpass"),
            tree.prepositional(reading, clause, "to", "with", "against", "from", "for", "without", "on"),
            [h for o in objects for h in tree.prepositional(reading, o, "to", "with", "against", "for", "between")],
        )
        for heads in roles:
            found = participants(context, heads) or _first(actor_behind(context, head) for head in heads)
            if found:
                return found
        means = reading.tokens[clause].lemma in _SENDING
        able = () if means else participants(context, objects)
        owners = (owner_of(context, head) for head in objects)
        found = able or _first(owners) or _in_complement(context, clause)
        if found:
            return found
    return _first(_named_inside(context, clause) for clause in own)


def _named_inside(context: Context, clause: int) -> tuple[Participant, ...]:
    """Return the first state or body named anywhere inside a content: "to lift a ban on imports of British beef"."""
    reading, end = context.reading, tree.core_extent(context.reading, clause)[1]
    last = reading.sentences[reading.tokens[clause].sentence].last
    inside = (token.i for token in reading.tokens[clause + 1 : last] if token.start < end)
    named = (tuple(p for p in participants_at(context, i) if p.type in ("state", "organisation")) for i in inside)
    return _first(named)
