"""Parties: the participants that words of the text refer to."""

from collections.abc import Iterable
from dataclasses import replace

from servanda.coding.context import Context
from servanda.reading import tree
from servanda.reading.reading import Mention
from servanda.record import Participant

_FIRST_SINGULAR = frozenset(["i", "me", "my", "mine", "myself"])
_FIRST_PLURAL = frozenset(["we", "us", "our", "ours", "ourselves"])


def participants(context: Context, heads: Iterable[int]) -> tuple[Participant, ...]:
    """Return the participants that noun phrases with these heads refer to, each once, in order."""
    found: dict[tuple[str, str | None], Participant] = {}
    for head in heads:
        for participant in participants_at(context, head):
            found.setdefault((participant.name, participant.country), participant)
    return tuple(found.values())


def participants_at(context: Context, head: int) -> tuple[Participant, ...]:
    """Return whom the noun phrase with this head refers to; nobody where it refers to no actor."""
    voice = _voice(context, head)
    if voice is not None:
        return voice
    mention = context.reading.mention_at(head) or _apposed(context, head)
    if mention is None:
        return ()
    entities = context.reading.entities
    return tuple(context.participant(mention, e) for e in mention.entities if entities[e].type != "place")


def _apposed(context: Context, head: int) -> Mention | None:
    """Return the name that stands beside a description nobody was found for: "the governor of Darfur, Ali Haroun"."""
    beside = tree.children(context.reading, head, "appos")
    named = (context.reading.mention_at(i) for i in beside)
    return next((m for m in named if m is not None and m.form == "name" and not m.locative), None)


def actor_behind(context: Context, head: int) -> tuple[Participant, ...]:
    """Return the participants of a noun phrase or, failing that, of who owns it: "Russia's readiness", "talks of A and B"."""
    return participants_at(context, head) or owner_of(context, head)


def owner_of(context: Context, head: int) -> tuple[Participant, ...]:
    """Return the participants that own what a noun names, or that it is of, by or from."""
    reading = context.reading
    owners = tree.children(reading, head, "poss", "amod", "compound", "nmod")
    inside = [o for i in owners for o in [i, *tree.children(reading, i, "conj")]]
    return participants(context, [*inside, *tree.prepositional(reading, head, "of", "by", "from")])


def _voice(context: Context, head: int) -> tuple[Participant, ...] | None:
    """Return who "I" or "we" is inside direct speech; None for any other word."""
    token = context.reading.tokens[head]
    word = token.text.lower()
    if token.pos != "PRON" or (word not in _FIRST_SINGULAR and word not in _FIRST_PLURAL):
        return None
    voice = next((v for v in context.voices if v.start <= token.start < v.end), None)
    if voice is None:
        return ()
    if word in _FIRST_PLURAL and voice.body:
        return tuple(replace(p, start=token.start, end=token.end, quote=token.text) for p in voice.body)
    if voice.speaker is None:
        return ()
    if word in _FIRST_PLURAL and voice.speaker.type == "person":
        state = state_of(context, voice.speaker)
        if state is not None:
            return (state,)
    if voice.speaker.quote.lower() in (*_FIRST_SINGULAR, *_FIRST_PLURAL):  # whom only the title names
        return (replace(voice.speaker, start=token.start, end=token.end, quote=token.text),)
    return (voice.speaker,)


def speaker_at(context: Context, token: int) -> tuple[Participant, ...]:
    """Return who speaks the quotation that a token stands in: nobody outside direct speech."""
    start = context.reading.tokens[token].start
    speakers = (voice.speaker for voice in context.voices if voice.start <= start < voice.end)
    return tuple(speaker for speaker in speakers if speaker is not None)[:1]


def body_at(context: Context, token: int) -> tuple[Participant, ...]:
    """Return the state or body in whose name a text speaks at a token: that of an official who speaks, or who issues it."""
    start = context.reading.tokens[token].start
    voice = next((v for v in context.voices if v.start <= start < v.end), None)
    if voice is None or voice.body:
        return voice.body if voice is not None else ()
    state = state_of(context, voice.speaker) if voice.speaker is not None else None
    return (state,) if state is not None else ()


def state_of(context: Context, participant: Participant) -> Participant | None:
    """Return the state whose office a person holds, at the person's words; None for anybody else."""
    if participant.country is None or "GOV" not in participant.sector:
        return None
    for entity in context.reading.entities:
        if entity.type == "state" and entity.country == participant.country:
            mention = Mention(participant.start, participant.end, 0, "description", (entity.index,))
            return context.participant(mention, entity.index)
    return None


def without(parties: Iterable[Participant], others: Iterable[Participant]) -> tuple[Participant, ...]:
    """Return the parties that are not among the others."""
    names = {(o.name, o.country) for o in others}
    return tuple(p for p in parties if (p.name, p.country) not in names)
