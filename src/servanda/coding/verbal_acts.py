"""Verbal acts: the events that commitments are. A promise is AGREE, a demand REQUEST, whatever words make it."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from servanda.coding.candidates import Candidate
from servanda.coding.classify import classify
from servanda.coding.context import Context
from servanda.coding.event_parties import target_of
from servanda.coding.events import Classified, fill
from servanda.coding.lexicon import IGNORED, Pattern, load_lexicon
from servanda.coding.modality import Modality
from servanda.record import Commitment, Event, Participant, Span

_TYPES = {
    "pledge": "AGREE", "offer": "AGREE", "agreement": "AGREE", "reaffirmation": "AGREE", "demand": "REQUEST",
    "request": "REQUEST", "refusal": "REJECT", "threat": "THREATEN", "delivery": "AID",
}  # fmt: skip
_SURE = 0.85
_MODALS = frozenset(["will", "shall", "would", "'ll", "’ll", "won't", "won’t", "going"])
_LONGEST = 240
_PROMISE = "AGREE"
_PROMISES = frozenset(["pledge", "offer"])
_HOSTILE = frozenset("REJECT THREATEN ACCUSE PROTEST SANCTION COERCE ASSAULT MOBILIZE".split())


def with_commitments(context: Context, commitments: Sequence[Commitment], events: Sequence[Event]) -> list[Event]:
    """Return the events with one for every commitment that no event of its type covers yet.

    What is promised is told once, by the words that promise it: "confirmed that they would speed up talks" takes the place
    of the AGREE that "speed up" alone makes.
    """
    promises = [c for c in commitments if c.by and not _is_bare(c) and _kind(context, c) == _PROMISE]
    rest = [event for event in events if not any(_is_told_by(event, promise) for promise in promises)]
    return [*rest, *events_of_commitments(context, commitments, rest)]


def _is_told_by(event: Event, promise: Commitment) -> bool:
    """Whether an event is only what a commitment promises, told before its own words say that it is promised."""
    trigger, content = event.why.trigger, promise.content
    inside = content.start <= trigger.start and trigger.end <= content.end and not trigger.overlaps(promise.why.trigger)
    return inside and event.type == _PROMISE and event.status == "planned"


def events_of_commitments(context: Context, commitments: Sequence[Commitment], events: Sequence[Event]) -> list[Event]:
    """Return an event for every commitment that no event of its type covers yet, save one that another commitment makes.

    A promise to do harm is a threat, a promise to stand in the way a refusal: "will bomb", "will veto".

    Intentions and withdrawals are left out: the first do nothing to anybody, the second are of more than one type. What
    nobody is said to have promised, only that it will be, is planned.
    """
    made: list[Event] = []
    for commitment in commitments:
        kind = _kind(context, commitment)
        if kind is None or not commitment.by or (_is_bare(commitment) and not _is_abroad(commitment)):
            continue
        evidence = _evidence(context, commitment)
        trigger = commitment.why.trigger
        told = [*events, *made]
        others = [c.why.trigger for c in commitments if c.why.trigger != trigger]
        told = [e for e in told if not any(e.why.trigger.overlaps(other) for other in others)]
        covering = {kind, *(_HOSTILE if commitment.act in _PROMISES and _is_bare(commitment) else ())}
        if not any(
            e.why.trigger.overlaps(trigger) or (e.type in covering and e.evidence.overlaps(evidence)) for e in told
        ):
            made.append(_event(context, commitment, kind, evidence))
    return made


def _kind(context: Context, commitment: Commitment) -> str | None:
    """Return the type of event that a commitment is, None where it is none; what the promised act is decides."""
    kind = _TYPES.get(commitment.act)
    if commitment.act not in _PROMISES:
        return kind
    tokens, content = context.reading.tokens, commitment.content
    first = bisect_right(tokens, content.start, key=lambda token: token.end)
    inside = (token for token in tokens[first:] if token.start < content.end)
    verb = next((token.lemma for token in inside if token.pos == "VERB"), "")
    promised = {pattern.type for pattern in load_lexicon().verbs.get(verb, ())}
    if not promised or not promised <= _HOSTILE:
        return kind
    return "REJECT" if "REJECT" in promised else "THREATEN"


def _is_bare(commitment: Commitment) -> bool:
    """Whether nothing but "will" and the like makes the promise."""
    return commitment.why.trigger.quote.lower() in _MODALS


def _is_abroad(commitment: Commitment) -> bool:
    """Whether it is for another than the country of those who owe it: at home, what "will be done" is seldom an event."""
    own = {party.country for party in commitment.by}
    return any(party.country not in own or party.country is None for party in commitment.to)


def _evidence(context: Context, commitment: Commitment) -> Span:
    """Return the words from what makes the commitment to the end of its content, the content alone where far apart."""
    trigger, content = commitment.why.trigger, commitment.content
    start, end = min(trigger.start, content.start), max(trigger.end, content.end)
    return context.span(start, end) if end - start <= _LONGEST else content


def _at_whom(context: Context, commitment: Commitment) -> tuple[Participant, ...]:
    """Return at whom the promised act is directed, where the text names nobody to whom it is promised."""
    tokens, content = context.reading.tokens, commitment.content
    first = bisect_right(tokens, content.start, key=lambda token: token.end)
    verb = next((token.i for token in tokens[first:] if token.pos == "VERB" or token.start >= content.end), None)
    if verb is None or tokens[verb].start >= content.end:
        return ()
    pattern = classify(context.reading, Candidate(verb, "verb"), load_lexicon())
    return target_of(context, verb, pattern, commitment.by) if pattern is not None and pattern.type != IGNORED else ()


def _event(context: Context, commitment: Commitment, kind: str, evidence: Span) -> Event:
    source, target = commitment.by, commitment.to
    if commitment.act == "agreement" and len(source) > 1 and not target:
        source, target = source[:1], source[1:]
    target = target or _at_whom(context, commitment)
    trigger = bisect_right(context.reading.tokens, commitment.why.trigger.start, key=lambda token: token.end)
    pattern = Pattern(commitment.act, "verb", frozenset(), "", kind, None, (), "", 0)
    is_told = not _is_bare(commitment) or commitment.attribution is not None or commitment.status != "occurred"
    modality = Modality(commitment.status if is_told else "planned", commitment.attribution, 1.0)
    made = fill(
        context,
        Classified(Candidate(trigger, "verb"), pattern),
        source,
        target,
        modality,
        commitment.confidence * _SURE,
    )
    return replace(made, evidence=evidence, sentence=commitment.sentence)
