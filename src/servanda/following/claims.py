"""The claims of a document: those of its records, and those that its sentences make with other words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from servanda.codebook.sectors import OTHER, sectors_of
from servanda.following import circumstances, corrections
from servanda.following.claim import Claim, claim_id
from servanda.following.deeds import DeedHit, deed_stems, find_deeds, named_deeds, promised_deeds
from servanda.following.filed import Filed
from servanda.following.parties import is_bystander, is_state, parties_of
from servanda.following.scenes import LaidOut, PartyMention, Scene, lay_out, matter_of
from servanda.following.sides import recorded_sides, sides_of_cue, subject_of
from servanda.following.step_cues import CueHit, find_steps
from servanda.following.steps import ACT_OF_STEP, BEGINNINGS, FULFILMENT, SEEMING_ENDS, STEP_OF_ACT, Step
from servanda.following.words import words_of
from servanda.record import Date, Participant, Span
from servanda.record.kinds import Act, Commitment, Statement, TimeExpression

__all__ = ["Claim", "claims_of", "keys_of"]

_PARTING = re.compile(r"[;—]|, (?:but|while|whereas|though|although)\b|\bwhile\b|\bbut\b")
_UNLESS = re.compile(r"\bunless\b|\bif\b[^.;]{0,60}\b(?:not|fails?|refuses?|does not|did not)\b|\bor else\b", re.I)
_TALKING = re.compile(
    r"(?:discuss|comment|say|speculate|elaborate|answer|give details|name|be named|be drawn|talk about)\b", re.I
)
_NO_LONGER = re.compile(r"\bno longer\s+(?:\w+\s+){0,3}$", re.I)
_PRONOUN = re.compile(r"it|its|itself|he|his|him|she|her|they|their|them|who|which|we|our|us", re.I)
# What somebody says or does for himself; others may carry out, hold up or break what they did not promise.
_OF_THE_SPEAKER = frozenset[Step](("requested", "announced", "refused", "agreed", "reaffirmed", "withdrawn"))
_LEAD, _OPENING = 2, 4
_NAMED = 6
_NAME_WORDS = 2
_DEMANDING = frozenset[Act](("demand", "request", "threat"))
_LEAST_MATTER = 3
_MORE_THAN_REFUSED = frozenset[Step](("suspended", "withdrawn", "broken"))


def claims_of(filed: Filed) -> tuple[Claim, ...]:
    """Return what a document says of commitments, in order of its text."""
    laid_out = lay_out(filed)
    if not laid_out.scenes:
        return ()
    correcting, turning = corrections.corrects(laid_out), circumstances.turns(laid_out)
    recorded = [_of_record(laid_out, record) for record in _commitments(filed)]
    told = [claim for scene in laid_out.scenes for claim in _of_scene(laid_out, scene, recorded)]
    found = [*recorded, *told]
    unique: dict[str, Claim] = {}
    if correcting:
        found = [claim for claim in found if not corrections.is_corrected(laid_out, claim.evidence, claim.sentence)]
    for claim in sorted(found, key=_fullness, reverse=True):
        unique.setdefault(claim.id, replace(claim, corrects=correcting, turns=turning))
    return tuple(sorted(unique.values(), key=lambda claim: (claim.evidence.start, claim.status)))


def _fullness(claim: Claim) -> tuple[bool, bool, bool, bool, int]:
    """Of claims with one evidence and status: first whose act is that status, then recorded, with sides, amounts, words."""
    fitting = claim.act is not None and STEP_OF_ACT[claim.act] == claim.status
    return (fitting, claim.record is not None, claim.act is not None, bool(claim.amounts), len(claim.matter))


def keys_of(claim: Claim) -> tuple[str, ...]:
    """Return the blocking keys of a claim: the pairs of parties between which its commitment may be.

    A claim that only says what became of a commitment has the pairs of its document's chief parties.
    """
    parties = {*claim.by, *claim.to} if claim.act else {*claim.seen, *claim.named}
    ordered = sorted(parties)
    pairs = [f"{one}|{other}" for n, one in enumerate(ordered) for other in ordered[n + 1 :]]
    return tuple(pairs or [f"{party}|" for party in ordered])


def _commitments(filed: Filed) -> Iterator[Commitment]:
    """Yield the commitments of a text that can be followed: who keeps silent refuses nothing."""
    for record in filed.records:
        if isinstance(record, Commitment) and record.in_ == "text" and record.status == "occurred":
            silent = record.act == "refusal" and _TALKING.match(record.content.quote)
            if not silent and not _by_nobody(record) and not _by_bystanders(record):
                yield record


def _of_record(laid_out: LaidOut, record: Commitment) -> Claim:
    """Return the claim of a commitment record; a promise made by signing is an agreement."""
    scene = laid_out.scene_at(record.evidence.start)
    trigger = record.why.trigger
    by, to = recorded_sides(laid_out, record, scene)
    at = min(trigger.start, record.content.start)
    status = _status_of(record, scene, at)
    evidence = _stretch(laid_out, scene, at, record.content.end)
    claim = _claim(laid_out, scene, status, evidence, (trigger.start, trigger.end), record.content)
    return replace(
        claim,
        record=record.id,
        act=_as_threat(record.act, scene) if _binds(record, scene, status, by, to) else None,
        by=by,
        to=to,
        sectors=_sectors(record, claim),
        amounts=claim.amounts if claim.running else circumstances.quantities(record.amounts),
        due=_due(record, claim, laid_out.filed.published),
        until=None if record.act in _DEMANDING else claim.until,
        condition=record.condition.quote if record.condition else None,
        refers_to=record.refers_to.quote if record.refers_to else None,
        claimed_by=record.attribution.by if record.attribution else claim.claimed_by,
        central=_is_central(laid_out, scene, claim.matter, bool(record.amounts)),
        confidence=record.confidence,
        deeds=promised_deeds(record.content.quote) if claim.status in BEGINNINGS else claim.deeds,
    )


def _binds(record: Commitment, scene: Scene, status: Step, by: tuple[str, ...], to: tuple[str, ...]) -> bool:
    """Whether a record makes a commitment between two sides, of which the one bound is named in the sentence or speaks."""
    speaker = parties_of([record.attribution.by]) if record.attribution and record.attribution.by else ()
    present = {*(mention.party for mention in scene.parties), *speaker}
    return bool(set(by) & present) and bool(to) and status in BEGINNINGS | {"refused"}


def _sectors(record: Commitment, claim: Claim) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s for s in (*record.sectors, *claim.sectors) if s != OTHER)) or (OTHER,)


def _by_nobody(record: Commitment) -> bool:
    """Whether a record says that nobody will do a thing: no promise can be followed."""
    return bool(re.match(r"(?:nobody|nothing|no|none|not one)\b", record.content.quote, re.I))


def _by_bystanders(record: Commitment) -> bool:
    """Whether those who promise, ask or refuse bind nobody but themselves; what is done, anybody may do."""
    return record.act != "delivery" and bool(record.by) and all(map(is_bystander, record.by))


def _due(record: Commitment, claim: Claim, published: str | None) -> Date | None:
    """Return when the thing is due: the record's deadline, unless it is the date until which a promise binds."""
    deadline = _ahead(record.deadline, published)
    if claim.until is not None and record.act not in _DEMANDING and deadline is not None:
        return claim.due if deadline.value == claim.until.value else deadline
    return deadline or claim.due


def _ahead(deadline: Date | None, published: str | None) -> Date | None:
    """Return a deadline unless it is the day of the text itself, on which something was done."""
    return None if deadline is not None and deadline.value == published else deadline


def _status_of(record: Commitment, scene: Scene, at: int) -> Step:
    hits = [hit for hit in find_steps(scene.span.quote) if not hit.denied]
    statuses = {hit.status for hit in hits}
    if record.act in ("pledge", "intention") and _NO_LONGER.search(
        scene.span.quote[: record.content.start - scene.span.start]
    ):
        return "withdrawn"
    near = at + 12 if record.act != "reaffirmation" else scene.span.end
    signed = any(hit.status == "agreed" and scene.span.start + hit.start <= near for hit in hits)
    if signed and record.act in ("pledge", "intention", "reaffirmation", "agreement"):
        return "agreed"
    if record.act == "delivery":
        return next((s for s in ("partially_delivered", "delivered") if s in statuses), "delivered")
    if record.act == "refusal":
        stronger = [h for h in hits if h.status in _MORE_THAN_REFUSED and scene.span.start + h.end > at]
        return next((h.status for h in stronger if scene.span.start + h.start < record.content.end), "refused")
    return STEP_OF_ACT[record.act]


def _of_scene(laid_out: LaidOut, scene: Scene, recorded: list[Claim]) -> Iterator[Claim]:
    """Yield the claims that cues of a sentence make, beside those that records have of the same place and status."""
    here = [claim for claim in recorded if claim.sentence.start == scene.span.start]
    told: list[Claim] = []
    for hit in find_steps(scene.span.quote):
        start = scene.span.start + hit.start
        if hit.status in _OF_THE_SPEAKER and _by_bystander(laid_out, scene, start):
            continue
        if any(_has(claim, hit.status, start) for claim in here):
            continue
        claim = _of_cue(laid_out, scene, hit)
        if claim.status != "announced" or claim.act is not None:
            told.append(claim)
    yield from told
    yield from _of_deeds(laid_out, scene, [*here, *told])


def _of_deeds(laid_out: LaidOut, scene: Scene, others: Sequence[Claim]) -> Iterator[Claim]:
    """Yield the claims of a sentence that only the verb of a deed makes, where its clause tells of no fulfilment anyway."""
    if len({*laid_out.chief, *laid_out.places}) < 2:
        return
    for hit in find_deeds(scene.span.quote):
        at = scene.span.start + hit.start
        if not any(c.status in FULFILMENT and c.evidence.start <= at < c.evidence.end for c in others):
            claim = _of_deed(laid_out, scene, hit)
            if _is_told(claim):
                yield claim


def _is_told(claim: Claim) -> bool:
    """Whether the claim of a deed says what was done, near the opening or as what its text is about, and no old story."""
    dated = claim.date is not None and claim.date.value != claim.published
    told = claim.central or claim.place < _OPENING
    return told and bool(claim.amounts or set(claim.matter) - set(claim.places)) and (dated or not claim.recalled)


def _of_deed(laid_out: LaidOut, scene: Scene, hit: DeedHit) -> Claim:
    at, end = scene.span.start + hit.start, scene.span.start + hit.end
    text = laid_out.filed.text
    evidence = _stretch(laid_out, scene, at, end)
    status = _or_in_part("delivered" if hit.says == "delivered" else "in_progress", evidence.quote)
    claim = _claim(laid_out, scene, status, evidence, (at, end), Span.of(text, at, evidence.end))
    return replace(
        claim,
        by=subject_of(laid_out, scene, at) if hit.active else (),
        matter=tuple(stem for stem in claim.matter if stem not in deed_stems()),
        deeds=hit.deeds,
        by_deed=True,
    )


def _by_bystander(laid_out: LaidOut, scene: Scene, at: int) -> bool:
    """Whether the last one named before an offset in its sentence is a bystander; pronouns name nobody."""
    text = laid_out.filed.text
    others = [end for start, end in scene.bystanders if end <= at and not _PRONOUN.fullmatch(text[start:end])]
    acting = [m.end for m in scene.parties if m.acts and m.end <= at and not _PRONOUN.fullmatch(text[m.start : m.end])]
    return bool(others) and max(others) >= max(acting, default=-1)


def _as_threat(act: Act | None, scene: Scene) -> Act | None:
    """Return threat for what somebody will do unless another acts, else the act itself."""
    return "threat" if act in ("pledge", "intention") and _UNLESS.search(scene.span.quote) else act


def _has(claim: Claim, status: Step, at: int) -> bool:
    """Whether a recorded claim says already what a cue at an offset says: one making of a commitment is enough."""
    same = claim.status == status or (claim.status in BEGINNINGS and status in BEGINNINGS)
    return same and claim.evidence.start <= at < claim.evidence.end


def _of_cue(laid_out: LaidOut, scene: Scene, hit: CueHit) -> Claim:
    at, end = scene.span.start + hit.start, scene.span.start + hit.end
    evidence = _stretch(laid_out, scene, at, end)
    status = _or_in_part(hit.status, evidence.quote)
    content = Span.of(laid_out.filed.text, at, evidence.end)
    claim = _claim(laid_out, scene, status, evidence, (at, end), content)
    by, to = sides_of_cue(laid_out, scene, status, at, end) if status in BEGINNINGS else ((), ())
    act = ACT_OF_STEP.get(status) if by and to and status != "reaffirmed" else None
    deeds = promised_deeds(claim.content) if act is not None else claim.deeds
    if status == "superseded" and not laid_out.filed.text[at:end].endswith(" by"):
        claim = _from(claim, Span.of(laid_out.filed.text, at, evidence.end))
    return replace(claim, act=_as_threat(act, scene), by=by, to=to, denied=hit.denied, deeds=deeds)


def _or_in_part(status: Step, words: str) -> Step:
    """Return the status, of a delivery that the words call no more than a part that of a part."""
    part = status == "delivered" and circumstances.is_part(words) and not circumstances.is_whole(words)
    return "partially_delivered" if part else status


def _from(claim: Claim, evidence: Span) -> Claim:
    """Return a claim with other evidence: what stands before "takes the place of" is what is new."""
    return replace(claim, id=claim_id(claim.document, claim.status, evidence), evidence=evidence)


def _claim(laid_out: LaidOut, scene: Scene, status: Step, evidence: Span, cue: tuple[int, int], content: Span) -> Claim:
    """Return a claim with what its place in the text tells; `cue` are the offsets of the words that say what is done."""
    at, end = cue
    filed = laid_out.filed
    seen = tuple(dict.fromkeys(m.party for m in scene.parties if evidence.start <= m.start < evidence.end))
    states = (mention for mention in scene.parties if is_state(mention.party) and _is_brief(mention, filed.text))
    without = [*map(_ends, states), *map(_ends, scene.times)]
    matter = matter_of(filed.text, without, content.start, content.end)
    around = matter_of(filed.text, without, evidence.start, evidence.end)
    # An agreement is often no more than named; what it is about then stands around it.
    least = _LEAST_MATTER if status == "agreed" else 1
    amounts = (
        circumstances.amounts_near(scene, evidence, at, behind=status in FULFILMENT)
        if status in FULFILMENT | BEGINNINGS
        else ()
    )
    if status in FULFILMENT and corrections.corrects(laid_out):
        amounts = corrections.corrected_amounts(laid_out, scene, evidence, at) or amounts
    total = circumstances.total_near(scene, evidence) if status in FULFILMENT else ()
    until = circumstances.until_of(laid_out, scene, at) if status in ("announced", "agreed", "extended") else None
    due = circumstances.due_of(laid_out, scene, at) if status in BEGINNINGS | {"extended"} else None
    return Claim(
        id=claim_id(filed.key, status, evidence),
        document=filed.key,
        source=filed.source,
        published=filed.published,
        record=None,
        act=None,
        status=status,
        by=(),
        to=(),
        seen=seen,
        named=tuple(dict.fromkeys((*laid_out.chief[:_NAMED], *laid_out.places[:_NAMED]))),
        matter=matter if status in BEGINNINGS and len(matter) >= least else around,
        context=laid_out.context,
        lead=laid_out.lead,
        places=_place_stems(laid_out),
        content=content.quote if len(matter) >= least else evidence.quote,
        sectors=sectors_of(evidence.quote),
        amounts=total or amounts,
        due=due,
        until=until,
        condition=None,
        refers_to=None,
        evidence=evidence,
        sentence=scene.span,
        place=scene.index,
        date=circumstances.date_of(laid_out, scene, at, end),
        claimed_by=_speaker(filed, at),
        denied=False,
        recalled=circumstances.is_recalled(laid_out, scene, at, end),
        corrects=False,
        central=_is_central(laid_out, scene, matter, bool(amounts)),
        whole=circumstances.is_whole(evidence.quote),
        confidence=0.6,
        last=circumstances.is_last(evidence.quote),
        running=bool(total) or circumstances.is_running(evidence.quote),
        deeds=_deeds_told(scene, status, evidence, cue),
    )


def _deeds_told(scene: Scene, status: Step, evidence: Span, cue: tuple[int, int]) -> tuple[str, ...]:
    """Return what was done or not done: all that a clause of fulfilment tells of, else what the words of the step name."""
    start, (at, end) = scene.span.start, cue
    if status in FULFILMENT:
        at, end = evidence.start, evidence.end
    elif status in BEGINNINGS:
        return ()
    elif status not in SEEMING_ENDS:
        return named_deeds(scene.span.quote[at - start : end - start])
    hits = (hit for hit in find_deeds(scene.span.quote) if hit.start < end - start and at - start < hit.end)
    return tuple(sorted({deed for hit in hits for deed in hit.deeds}))


def _is_brief(mention: PartyMention, text: str) -> bool:
    """Whether a mention only names a party: the words of a longer one, "120 Kenyan nurses", may be what all is about."""
    return len(text[mention.start : mention.end].split()) <= _NAME_WORDS


def _ends(stretch: PartyMention | TimeExpression) -> tuple[int, int]:
    return stretch.start, stretch.end


def _place_stems(laid_out: LaidOut) -> tuple[str, ...]:
    """Return the stems of places that gazetteers know; a small place that none knows tells as much as any rare word."""
    text = laid_out.filed.text
    return tuple(
        dict.fromkeys(word.stem for p in laid_out.place_names if p.feature for word in words_of(text, p.start, p.end))
    )


def _is_central(laid_out: LaidOut, scene: Scene, matter: tuple[str, ...], exact: bool) -> bool:
    """Whether a document is about what it claims: it opens with it, its title says it, or it gives figures or a date."""
    return scene.index < _LEAD or exact or bool(set(matter) & laid_out.title)


def _stretch(laid_out: LaidOut, scene: Scene, at: int, end: int) -> Span:
    """Return the clause of a sentence around a place, between semicolons and conjunctions that part clauses."""
    text, first, last = laid_out.filed.text, scene.span.start, scene.span.end
    starts = [m.end() for m in _PARTING.finditer(text, first, at)]
    stops = [m.start() for m in _PARTING.finditer(text, max(end, at), last)]
    start, stop = starts[-1] if starts else first, stops[0] if stops else last
    return Span.of(text, start, stop) if text[start:stop].strip() else scene.span


def _speaker(filed: Filed, at: int) -> Participant | None:
    """Return who is quoted or reported as saying what stands at an offset, None where the text says it itself."""
    for record in filed.records:
        if isinstance(record, Statement) and record.in_ == "text" and record.content.start <= at < record.content.end:
            return record.speaker
    return None
