"""Events: who did what to whom, in three steps that can be replaced one by one: find, classify, fill."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from servanda.codebook.cameo import cameo_for
from servanda.codebook.plover import contexts_of
from servanda.coding.candidates import Candidate, find_candidates
from servanda.coding.classify import classify
from servanda.coding.context import Context
from servanda.coding.dyad import other_side
from servanda.coding.event_parties import source_of, target_of
from servanda.coding.judging import Proposal, Verdict, judge
from servanda.coding.lexicon import IGNORED, Pattern, load_lexicon
from servanda.coding.modality import Modality, modality_of
from servanda.coding.phrase_parties import phrase_source, phrase_target
from servanda.coding.where_and_when import date_of, place_of
from servanda.reading import tree
from servanda.reading.reading import Reading
from servanda.record import Event, Participant, Span
from servanda.record.kinds import Status

Parties = tuple[Participant, ...]
_MUTUAL = frozenset(("CONSULT", "COOPERATE", "AGREE", "SUPPORT", "ASSAULT"))
_PROMISED = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID"))
_TOWARDS = frozenset(("AGREE", "REQUEST", "THREATEN", "REJECT"))
_BETWEEN_STATES = frozenset("CONSULT COOPERATE SUPPORT AID".split())
_WITH_SOMEBODY = frozenset("AGREE CONSULT COOPERATE SUPPORT".split())
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
_LONGEST_EVIDENCE = 240
_NO_EVENT = 0.5
_SURE_OF_HABIT, _SURE_OF_UNKNOWN, _SURE_OF_STRANGERS = 0.7, 0.7, 0.9
UNKNOWN = ""
_NEVER = frozenset("be have do say tell add note get make go come see know think".split())
_TRUST, _TRUST_BY_WEIGHT = 1.0, 0.4
_UNREAL: tuple[Status, ...] = ("planned", "possible", "denied")
_SURE_OF_STATUS = 0.9
_OTHER_SIDE = 0.95
_EXAMPLE = re.compile(r",?\s+(?:including|such as|among them)\b")
# Fitted on the corpus' part for choosing.
_SLOPE, _INTERCEPT = 0.525, -0.640


@dataclass(frozen=True, slots=True)
class Classified:
    """A candidate with the pattern it fits."""

    candidate: Candidate
    pattern: Pattern

    def retyped(self, name: str) -> "Classified":
        """Return the same candidate as another type, whose mode is not known; itself where it is of that type."""
        if name == self.pattern.type:
            return self
        return replace(self, pattern=replace(self.pattern, type=name, mode=None))


@dataclass(frozen=True, slots=True)
class Draft:
    """A classified candidate with its parties and how it is presented.

    `needs` is how likely the encoder must find its type where the rules are in doubt, 0 where they are not.
    """

    one: Classified
    source: tuple[Participant, ...]
    target: tuple[Participant, ...]
    modality: Modality
    confidence: float
    needs: float = 0.0


def code_events(context: Context) -> list[Event]:
    """Return the events of a reading in order of the text.

    What is promised is AGREE, whatever was promised (PLOVER manual, draft 2.0), with the status planned where the text
    only says that it will be. A word that only names what another one does ("hold talks") makes no event of its own.
    """
    looked_up = list(_looked_up(context.reading))
    found = list(_classified(looked_up))
    verbs = {one.candidate.trigger: one.pattern for one in found if one.candidate.pos == "verb"}
    parts = [one for one in found if not _is_part_of(context.reading, one, verbs)]
    asked = [*parts, *_unknown(context.reading, looked_up)] if context.judge is not None else parts
    drafts = [draft for one in asked if (draft := _drafted(context, one))]
    return _without_repeats([_filled(context, draft) for draft in _judged(context, drafts)])


def find_classified(reading: Reading) -> Iterator[Classified]:
    """Yield the candidates that the lexicon knows, in order of the text; ignored uses are left out."""
    return _classified(_looked_up(reading))


def _looked_up(reading: Reading) -> Iterator[tuple[Candidate, Pattern | None]]:
    """Yield each candidate with the pattern of the lexicon that it fits, in order of the text."""
    lexicon = load_lexicon()
    for candidate in find_candidates(reading):
        yield candidate, classify(reading, candidate, lexicon)


def _classified(looked_up: Iterable[tuple[Candidate, Pattern | None]]) -> Iterator[Classified]:
    for candidate, pattern in looked_up:
        if pattern is not None and pattern.type != IGNORED:
            yield Classified(candidate, pattern)


def _unknown(reading: Reading, looked_up: Sequence[tuple[Candidate, Pattern | None]]) -> Iterator[Classified]:
    """Yield the verbs that the lexicon does not know, for the encoder to judge: without a type, in order of the text.

    What a verb's object names as an act is told by that: "resumed the withdrawal".
    """
    nouns = {candidate.trigger for candidate, pattern in looked_up if candidate.pos == "noun" and pattern is not None}
    for candidate, pattern in looked_up:
        lemma = reading.tokens[candidate.trigger].lemma
        unknown = pattern is None and candidate.pos == "verb" and lemma not in _NEVER
        if unknown and nouns.isdisjoint(tree.objects(reading, candidate.trigger)):
            yield Classified(candidate, Pattern(lemma, "verb", frozenset(), "", UNKNOWN, None, (), "", 0))


def _is_part_of(reading: Reading, one: Classified, verbs: Mapping[int, Pattern]) -> bool:
    """Whether the candidate is the object or the content of a verb that is one too: "hold talks", "agreed to meet"."""
    trigger = one.candidate.trigger
    token = reading.tokens[trigger]
    if one.candidate.pos == "noun":
        return token.head in verbs or (
            tree.clause_verb(reading, trigger) in verbs and token.dep in ("dobj", "nsubjpass", "conj")
        )
    above = verbs.get(token.head)
    return above is not None and token.dep in ("xcomp", "ccomp") and above.type in _TOWARDS and token.tag == "VB"


def _drafted(context: Context, one: Classified) -> Draft | None:
    """Return the draft of a classified candidate, None where it names neither a source nor a target."""
    trigger, pattern = one.candidate.trigger, one.pattern
    source = source_of(context, trigger, pattern)
    target = target_of(context, trigger, pattern, source)
    if pattern.type in _BETWEEN_STATES:
        target = _not_own_state(target, source)
    confidence = _confidence(pattern, source, target)
    source, target = _with_phrases(context, one, source, target)
    if one.candidate.pos == "noun" and not (source and target):
        return None
    source, target = _sides(pattern.type, source, target)
    needs = _needed(context, one, source, target)
    if needs is None or (context.judge is None and needs > 0):
        return None
    modality = modality_of(context, trigger)
    one = _joint(context, one, source, target)
    return Draft(one, source, target, modality, confidence * modality.sureness, needs)


def _with_phrases(context: Context, one: Classified, source: Parties, target: Parties) -> tuple[Parties, Parties]:
    """Return the parties, each side that names no actor with the phrase that stands there; known other sides go before."""
    trigger, pattern = one.candidate.trigger, one.pattern
    if not source:
        return phrase_source(context, trigger, pattern), target
    if target or (pattern.type in _TOWARDS and other_side(context, source)):
        return source, target
    if _is_joint(pattern.type, source):
        return source, target
    return source, phrase_target(context, trigger, pattern, source)


def _sides(kind: str, source: Parties, target: Parties) -> tuple[Parties, Parties]:
    """Return source and target; of what several do with each other the one named first is the source, the others the target."""
    return (source[:1], source[1:]) if not target and _is_joint(kind, source) else (source, target)


def _is_joint(kind: str, source: Parties) -> bool:
    """Whether several do with each other what is done: they met, they agreed."""
    return kind in _MUTUAL and len(source) > 1


def _not_own_state(target: Sequence[Participant], source: Sequence[Participant]) -> tuple[Participant, ...]:
    """Return the target without the state for which the source acts: a president does nothing to his own state."""
    own = {party.country for party in source if "GOV" in party.sector}
    return tuple(party for party in target if party.type != "state" or party.country not in own)


def _judged(context: Context, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the drafts as the encoder sees them too: retyped where it is sure, left out where it sees no event."""
    if context.judge is None:
        yield from drafts
        return
    proposals = [_proposal(context.reading, draft) for draft in drafts]
    for draft, verdict in zip(drafts, judge(context.judge, context.reading, proposals), strict=True):
        sure = verdict.none < _NO_EVENT and verdict.types[verdict.best] >= draft.needs
        if sure and not _needs_partner(draft, verdict):
            yield _settled(draft, verdict)


def _needs_partner(draft: Draft, verdict: Verdict) -> bool:
    """Whether a verb that the lexicon does not know would be an agreement with a thing: "will produce a report"."""
    unknown = draft.one.pattern.type == UNKNOWN
    return unknown and verdict.best in _WITH_SOMEBODY and not any(p.actor or _is_public(p) for p in draft.target)


def _proposal(reading: Reading, draft: Draft) -> Proposal:
    token, pattern = reading.tokens[draft.one.candidate.trigger], draft.one.pattern
    return Proposal(
        (token.start, token.end),
        _span_of(draft.source),
        _span_of(draft.target),
        None if pattern.type == UNKNOWN else pattern.type,
        _TRUST + _TRUST_BY_WEIGHT * min(pattern.weight, 3),
    )


def _span_of(parties: Sequence[Participant]) -> tuple[int, int] | None:
    return (parties[0].start, parties[0].end) if parties else None


def _settled(draft: Draft, verdict: Verdict) -> Draft:
    """Return the draft with its likeliest type; an agreement that was not reached is a rejection that occurred."""
    best, modality = verdict.best, draft.modality
    if best == "REJECT" and draft.one.pattern.type != best and modality.status == "denied":
        modality = replace(modality, status="occurred")
    unreal = _unreal(verdict)
    if modality.status == "occurred" and unreal is not None:
        modality = replace(modality, status=unreal)
    confidence = calibrated(_likelihood(verdict, modality) * modality.sureness)
    source, target = draft.source, draft.target
    if _is_joint(best, source) and not any(_is_public(party) for party in target):
        source, target = source[:1], source[1:]
    return replace(
        draft, one=draft.one.retyped(best), source=source, target=target, modality=modality, confidence=confidence
    )


def _likelihood(verdict: Verdict, modality: Modality) -> float:
    """Return how likely the best type is; of what is planned, all types that are then one: a promise is AGREE."""
    alike = {*_PROMISED, "AGREE"}
    if modality.status == "planned" and verdict.best in alike:
        return sum(p for name, p in verdict.types.items() if name in alike)
    return verdict.types[verdict.best]


def _unreal(verdict: Verdict) -> Status | None:
    """Return the status that the judge is sure of where it is sure that the act has not occurred."""
    for status in _UNREAL:
        if verdict.statuses.get(status, 0.0) >= _SURE_OF_STATUS:
            return status
    return None


def calibrated(confidence: float) -> float:
    """Return how often records with such a confidence are right, after Platt (1999); measured by `benchmarks/status.py`."""
    sure = min(max(confidence, 0.001), 0.999)
    return 1.0 / (1.0 + math.exp(-(_SLOPE * math.log(sure / (1.0 - sure)) + _INTERCEPT)))


def _filled(context: Context, draft: Draft) -> Event:
    """Return the event of a draft; what is directed at somebody not named is directed at the document's other side."""
    source, target = _sides(draft.one.pattern.type, draft.source, draft.target)
    confidence = draft.confidence
    if source and not target and draft.one.pattern.type in _TOWARDS:
        target, confidence = other_side(context, source), confidence * _OTHER_SIDE
    return fill(context, draft.one, source, target, draft.modality, confidence)


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


def _needed(
    context: Context, one: Classified, source: Sequence[Participant], target: Sequence[Participant]
) -> float | None:
    """Return how sure the encoder must be for this to be an event: 0 where the rules are, None where nothing helps.

    One party at least must belong to a state or be an international body. Verbs with many harmless uses ("support",
    "fight", "provide"), and those that the lexicon does not know, need such a party on both sides. The present tense
    tells of habits ("the law protects families") as well as of news ("police arrest a suspect").
    """
    able = [[p for p in side if _is_public(p)] for side in (source, target)]
    violent = one.pattern.type == "ASSAULT" and source and target
    if not any(able) and not violent:
        return None
    reading, trigger, pattern = context.reading, one.candidate.trigger, one.pattern
    vague = not pattern.objects and pattern.trigger in load_lexicon().classes["vague"]
    if vague and not all(able):
        return None
    token = reading.tokens[trigger]
    habit = token.tag in ("VBZ", "VBP") and not tree.auxiliaries(reading, trigger)
    if pattern.type == UNKNOWN:
        if not (source and target):
            return None
        return _SURE_OF_UNKNOWN if all(able) else _SURE_OF_STRANGERS
    return _SURE_OF_HABIT if habit and pattern.type in _DONE else 0.0


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
    promised = modality.status == "planned" and pattern.type in _PROMISED and not context.codebook.own
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


def evidence_of(context: Context, trigger: int) -> Span:
    """Return the trigger with its object and content, without clauses and examples that only describe these."""
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
    example = _EXAMPLE.search(reading.text, reading.tokens[trigger].end, end)
    return context.span(start, min(example.start() if example else end, start + _LONGEST_EVIDENCE))


def _confidence(pattern: Pattern, source: Sequence[Participant], target: Sequence[Participant]) -> float:
    base = 0.5 + 0.08 * min(pattern.weight, 3)
    return min(base + (0.15 if source else 0) + (0.1 if target else 0), 0.9)


def _names(parties: Sequence[Participant]) -> set[str]:
    return {p.name for p in parties}


def _without_repeats(events: list[Event]) -> list[Event]:
    """Return the events without those that say again what a surer one of the same sentence says."""
    kept: list[Event] = []
    alike: dict[tuple[str, int], list[Event]] = {}
    for event in sorted(events, key=lambda e: -e.confidence):
        known = alike.setdefault((event.type, event.sentence.start), [])
        repeated = any(
            event.evidence.overlaps(other.evidence) and not (_names(event.target) - _names(other.target))
            for other in known
        )
        if not repeated:
            known.append(event)
            kept.append(event)
    return sorted(kept, key=lambda e: e.evidence.start)
