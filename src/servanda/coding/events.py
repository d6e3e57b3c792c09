"""Events: who did what to whom, in three steps that can be replaced one by one: find, classify, fill."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from servanda.codebook.cameo import cameo_for
from servanda.codebook.plover import contexts_of
from servanda.coding.candidates import Candidate, find_candidates
from servanda.coding.classify import classify
from servanda.coding.context import Context
from servanda.coding.dyad import other_side
from servanda.coding.judging import Proposal, Verdict, judge
from servanda.coding.lexicon import IGNORED, Pattern, load_lexicon
from servanda.coding.modality import Modality, modality_of
from servanda.coding.parties import actor_behind, participants, participants_at, without
from servanda.coding.where_and_when import date_of, place_of
from servanda.knowledge import countries
from servanda.reading import tree
from servanda.reading.reading import Reading
from servanda.record import Event, Participant, Span

_MUTUAL = frozenset(("CONSULT", "COOPERATE", "AGREE", "SUPPORT", "ASSAULT"))
_PROMISED = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID"))
_TOWARDS = frozenset(("AGREE", "REQUEST", "THREATEN", "REJECT"))
_DONE = frozenset(
    """
    AID COOPERATE RETREAT PROTEST SANCTION MOBILIZE COERCE ASSAULT CONSULT CONCEDE
    """.split()
)
_PUBLIC = frozenset(
    """
    GOV MIL COP JUD LEG SPY REB PRM UAF OPP PTY IGO UNO EUR NGO IMG LAB
    """.split()
)
_DEFAULT_TARGETS = ("object", "with", "to", "against")
_PROMISING = frozenset(["pledge", "promise", "offer", "commit", "announce", "donate"])
_CARRIERS = frozenset(
    """
    lead launch conduct mount stage wage carry undertake run start begin order hold
    """.split()
)
_LONGEST_EVIDENCE = 240
_NO_EVENT = 0.5
_TRUST, _TRUST_BY_WEIGHT = 1.0, 0.4
_NEAR = 16


@dataclass(frozen=True, slots=True)
class Classified:
    """A candidate with the pattern it fits."""

    candidate: Candidate
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Draft:
    """A classified candidate with its parties and how it is presented; `judged` is the encoder's type, if it was asked."""

    one: Classified
    source: tuple[Participant, ...]
    target: tuple[Participant, ...]
    modality: Modality
    confidence: float
    judged: str | None = None


def code_events(context: Context) -> list[Event]:
    """Return the events of a reading in order of the text.

    What is promised is AGREE, whatever was promised (PLOVER manual, draft 2.0), with the status planned where the text
    only says that it will be. A word that only names what another one does ("hold talks") makes no event of its own.
    """
    found = list(find_classified(context.reading))
    drafts = [
        draft for one in found if not _is_part_of(context.reading, one, found) and (draft := _drafted(context, one))
    ]
    return _without_repeats([_filled(context, draft) for draft in _judged(context, drafts)])


def find_classified(reading: Reading) -> Iterator[Classified]:
    """Yield the candidates that the lexicon knows, in order of the text; ignored uses are left out."""
    lexicon = load_lexicon()
    for candidate in find_candidates(reading):
        pattern = classify(reading, candidate, lexicon)
        if pattern is not None and pattern.type != IGNORED:
            yield Classified(candidate, pattern)


def _is_part_of(reading: Reading, one: Classified, others: Sequence[Classified]) -> bool:
    """Whether the candidate is the object or the content of another: "hold talks", "agreed to meet"."""
    trigger = one.candidate.trigger
    token = reading.tokens[trigger]
    verbs = {o.candidate.trigger: o.pattern for o in others if o.candidate.pos == "verb"}
    if one.candidate.pos == "noun":
        return token.head in verbs or (
            tree.clause_verb(reading, trigger) in verbs and token.dep in ("dobj", "nsubjpass", "conj")
        )
    above = verbs.get(token.head)
    return above is not None and token.dep in ("xcomp", "ccomp") and above.type in _TOWARDS and token.tag == "VB"


def _drafted(context: Context, one: Classified) -> Draft | None:
    """Return the draft of a classified candidate, None where it names neither a source nor a target."""
    trigger, pattern = one.candidate.trigger, one.pattern
    source = source_of(context, trigger)
    target = without(target_of(context, trigger, pattern), source)
    if one.candidate.pos == "noun" and not (source and target):
        return None
    if not target and pattern.type in _MUTUAL and len(source) > 1:
        source, target = source[:1], source[1:]
    if not _is_political(context, one, source, target):
        return None
    modality = modality_of(context, trigger)
    one = _joint(context, one, source, target)
    confidence = _confidence(pattern, source, target) * modality.sureness
    return Draft(one, tuple(source), tuple(target), modality, confidence)


def _judged(context: Context, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the drafts as the encoder sees them too: retyped where it is sure, left out where it sees no event."""
    if context.encoder is None:
        yield from drafts
        return
    proposals = [_proposal(context.reading, draft) for draft in drafts]
    for draft, verdict in zip(drafts, judge(context.encoder, context.reading, proposals), strict=True):
        if verdict.none < _NO_EVENT:
            yield _settled(draft, verdict)


def _proposal(reading: Reading, draft: Draft) -> Proposal:
    token, pattern = reading.tokens[draft.one.candidate.trigger], draft.one.pattern
    return Proposal(
        (token.start, token.end),
        _span_of(draft.source),
        _span_of(draft.target),
        pattern.type,
        _TRUST + _TRUST_BY_WEIGHT * min(pattern.weight, 3),
    )


def _span_of(parties: Sequence[Participant]) -> tuple[int, int] | None:
    return (parties[0].start, parties[0].end) if parties else None


def _settled(draft: Draft, verdict: Verdict) -> Draft:
    pattern, best = draft.one.pattern, verdict.best
    if best != pattern.type:
        pattern = replace(pattern, type=best, mode=None)
    confidence = verdict.types[best] * draft.modality.sureness
    return replace(draft, one=replace(draft.one, pattern=pattern), confidence=confidence, judged=best)


def _filled(context: Context, draft: Draft) -> Event:
    """Return the event of a draft; what is directed at somebody not named is directed at the document's other side."""
    target, confidence = draft.target, draft.confidence
    if draft.source and not target and draft.one.pattern.type in _TOWARDS:
        target, confidence = other_side(context, draft.source), confidence * 0.9
    return fill(context, draft.one, draft.source, target, draft.modality, confidence)


def _joint(
    context: Context, one: Classified, source: Sequence[Participant], target: Sequence[Participant]
) -> Classified:
    """Return an exercise of several states as COOPERATE: only one state's own is MOBILIZE (PLOVER manual)."""
    if one.pattern.type != "MOBILIZE" or "exercise" not in one.pattern.objects | {one.pattern.trigger}:
        return one
    words = context.reading.sentence_span(one.candidate.trigger).quote.lower()
    several = len({p.country for p in (*source, *target)}) > 1
    if not several and "joint" not in words:
        return one
    return replace(one, pattern=replace(one.pattern, type="COOPERATE", mode=None))


def _is_political(
    context: Context, one: Classified, source: Sequence[Participant], target: Sequence[Participant]
) -> bool:
    """Whether the parties make it an event: one at least that belongs to a state, or an international body.

    Verbs with many harmless uses ("support", "fight", "provide") need such a party on both sides, and a thing done
    needs more than a habit told in the present tense ("the law protects families").
    """
    able = [[p for p in side if _is_public(p)] for side in (source, target)]
    violent = one.pattern.type == "ASSAULT" and source and target
    if not any(able) and not violent:
        return False
    reading, trigger, pattern = context.reading, one.candidate.trigger, one.pattern
    vague = not pattern.objects and pattern.trigger in load_lexicon().classes["vague"]
    if vague and not all(able):
        return False
    token = reading.tokens[trigger]
    habit = token.tag in ("VBZ", "VBP") and not tree.auxiliaries(reading, trigger)
    return not (habit and pattern.type in _DONE)


def _is_public(party: Participant) -> bool:
    return bool(party.country or set(party.sector) & _PUBLIC or (party.type == "person" and party.actor))


def fill(
    context: Context,
    one: Classified,
    source: Sequence[Participant],
    target: Sequence[Participant],
    modality: Modality,
    confidence: float,
) -> Event:
    """Return the event of a classified candidate between these parties."""
    reading, trigger, pattern = context.reading, one.candidate.trigger, one.pattern
    promised = modality.status == "planned" and pattern.type in _PROMISED
    kind = context.codebook.types["AGREE" if promised else pattern.type]
    mode = next((m for m in kind.modes if m.name == pattern.mode), None)
    sentence = reading.sentence_span(trigger)
    contexts = contexts_of(sentence.quote)
    cameo = cameo_for(kind.name, mode.name if mode else None, contexts)
    return Event(
        id="",
        evidence=evidence_of(context, trigger),
        sentence=sentence,
        confidence=round(confidence, 3),
        status=modality.status,
        attribution=modality.attribution,
        why=context.why(f"{pattern.trigger}:{pattern.type}", trigger),
        type=kind.name,
        mode=mode.name if mode else None,
        contexts=contexts,
        cameo=cameo.code if cameo else None,
        quad=str(kind.quad),
        intensity=mode.score if mode and mode.score is not None else kind.score,
        source=tuple(source),
        target=tuple(target),
        place=place_of(context, trigger),
        date=date_of(context, trigger),
    )


def source_of(context: Context, trigger: int) -> tuple[Participant, ...]:
    """Return who does it: the subject, the agent of a passive, the owner or "by" of a noun; or who is behind these."""
    reading = context.reading
    if reading.tokens[trigger].pos not in ("VERB", "AUX"):
        owners = tree.children(reading, trigger, "poss", "amod", "compound")
        return participants(context, [*owners, *tree.prepositional(reading, trigger, "by", "between", "of", "from")])
    heads = tree.agents(reading, trigger) if tree.is_passive(reading, trigger) else tree.subjects(reading, trigger)
    named = participants(context, heads)
    if named:
        return named
    if not heads and tree.is_passive(reading, trigger):
        return _first(_promiser(context, head) for head in tree.subjects(reading, trigger))
    return _first(actor_behind(context, head) or _carrier(context, head) for head in heads)


def _carrier(context: Context, noun: int) -> tuple[Participant, ...]:
    """Return who carries an act out that is named as a noun: "forces led the offensive that toppled"."""
    reading = context.reading
    token = reading.tokens[noun]
    if token.dep == "dobj" and reading.tokens[token.head].lemma in _CARRIERS:
        return participants(context, tree.subjects(reading, token.head))
    return ()


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


def target_of(context: Context, trigger: int, pattern: Pattern) -> tuple[Participant, ...]:
    """Return to whom it is done: looked for in the places that the pattern names, in order."""
    return _first(_at(context, trigger, place) for place in pattern.target or _DEFAULT_TARGETS)


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


def _state_there(context: Context, head: int) -> tuple[Participant, ...]:
    """Return the state in which a place lies that something is done to: "bombed the town of Bentiu"."""
    first, last = context.reading.tokens[head].start, tree.extent(context.reading, head, ("relcl", "acl", "punct"))[1]
    for place in context.places:
        if place.country and min(first, last) - 40 < place.start < last and place.feature != "country":
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


def evidence_of(context: Context, trigger: int) -> Span:
    """Return the trigger with its object and content, without clauses that only describe these."""
    reading = context.reading
    start, end = reading.tokens[trigger].start, reading.tokens[trigger].end
    for child in tree.children(reading, trigger, "dobj", "dative", "prt", "xcomp", "oprd", "attr", "acomp"):
        if child > trigger:
            end = max(end, tree.core_extent(reading, child)[1])
    if end == reading.tokens[trigger].end:
        for child in tree.children(reading, trigger, "prep", "ccomp"):
            if child > trigger:
                end = max(end, tree.core_extent(reading, child)[1])
                break
    return context.span(start, min(end, start + _LONGEST_EVIDENCE))


def _confidence(pattern: Pattern, source: Sequence[Participant], target: Sequence[Participant]) -> float:
    base = 0.5 + 0.08 * min(pattern.weight, 3)
    return min(base + (0.15 if source else 0) + (0.1 if target else 0), 0.9)


def _names(parties: Sequence[Participant]) -> set[str]:
    return {p.name for p in parties}


def _without_repeats(events: list[Event]) -> list[Event]:
    """Return the events without those that say again what a surer one of the same sentence says."""
    kept: list[Event] = []
    for event in sorted(events, key=lambda e: -e.confidence):
        repeated = any(
            event.type == other.type
            and event.evidence.overlaps(other.evidence)
            and not (_names(event.target) - _names(other.target))
            for other in kept
        )
        if not repeated:
            kept.append(event)
    return sorted(kept, key=lambda e: e.evidence.start)
