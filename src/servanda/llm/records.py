"""Records of what the model proposed: who, when and where as the reading has it, all else as the model says."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from servanda.codebook.likelihood import find_likelihood
from servanda.codebook.sectors import sectors_of
from servanda.coding.amounts import find_amounts
from servanda.coding.candidates import Candidate
from servanda.coding.context import Context
from servanda.coding.deadlines import deadline_of
from servanda.coding.events import Classified, fill
from servanda.coding.lexicon import Pattern
from servanda.coding.modality import Modality
from servanda.coding.statements import form_of
from servanda.coding.voices import find_voices
from servanda.llm.grounding import Grounded
from servanda.llm.light import (
    LightAssessment,
    LightCommitment,
    LightEvent,
    LightInterest,
    LightRelation,
    LightStatement,
)
from servanda.llm.parties import head_of, parties
from servanda.record import (
    Assessment,
    Attribution,
    Commitment,
    Event,
    Interest,
    Participant,
    Record,
    Relation,
    Span,
    Statement,
    Why,
)


def records_of(context: Context, grounded: Iterable[Grounded], model: str, confidence: float) -> list[Record]:
    """Return a record for each proposal; statements come first, because "we" in a quotation is its speaker."""
    proposals = list(grounded)
    said = [g for g in proposals if isinstance(g.light, LightStatement)]
    statements = [_statement(context, g, _shared(context, g, model, confidence)) for g in said]
    context = replace(context, voices=find_voices(context, statements))
    others = [g for g in proposals if not isinstance(g.light, LightStatement)]
    return [*statements, *(_record(context, g, _shared(context, g, model, confidence)) for g in others)]


def _shared(context: Context, grounded: Grounded, model: str, confidence: float) -> dict[str, Any]:
    """Return the fields that every record has."""
    evidence = grounded.one("quote")
    return {
        "id": "",
        "evidence": evidence,
        "sentence": context.sentence_of(evidence.start),
        "confidence": confidence,
        "status": grounded.light.status,
        "attribution": _attribution(context, grounded.maybe("according_to")),
        "why": Why(trigger=evidence, model=model),
    }


def _attribution(context: Context, cue: Span | None) -> Attribution | None:
    """Return on whose word it is: whoever the words name that the reading knows, nobody in "reportedly"."""
    if cue is None:
        return None
    mentions = [m for m in context.reading.mentions if cue.start <= m.start and m.end <= cue.end]
    named = parties(context, [context.span(m.start, m.end) for m in mentions])
    return Attribution(named[0] if named else None, cue)


def _record(context: Context, grounded: Grounded, shared: dict[str, Any]) -> Record:
    light = grounded.light
    if isinstance(light, LightEvent):
        return _event(context, grounded, light, shared)
    if isinstance(light, LightCommitment):
        return _commitment(context, grounded, light, shared)
    if isinstance(light, LightAssessment):
        return _assessment(context, grounded, shared)
    if isinstance(light, LightInterest):
        return Interest(**shared, actor=parties(context, grounded.spans["actor"]), aim=grounded.one("aim"))
    if isinstance(light, LightRelation):
        return _relation(context, grounded, light, shared)
    return _statement(context, grounded, shared)


def _event(context: Context, grounded: Grounded, light: LightEvent, shared: dict[str, Any]) -> Event:
    trigger = head_of(context.reading, grounded.one("quote"))
    pattern = Pattern(light.type, "verb", frozenset(), "", light.type, light.mode, (), "", 0)
    source, target = (parties(context, grounded.spans[name]) for name in ("source", "target"))
    modality = Modality(light.status, shared["attribution"], 1.0)
    made = fill(
        context, Classified(Candidate(trigger, "verb"), pattern), source, target, modality, shared["confidence"]
    )
    return replace(made, **shared)


def _statement(context: Context, grounded: Grounded, shared: dict[str, Any]) -> Statement:
    content = grounded.one("content")
    return Statement(
        **shared,
        speaker=_party(context, grounded, "speaker"),
        cue=grounded.maybe("cue"),
        content=content,
        form=form_of(content, context.reading.quotations),
        addressee=parties(context, grounded.spans["addressee"]),
    )


def _commitment(context: Context, grounded: Grounded, light: LightCommitment, shared: dict[str, Any]) -> Commitment:
    content = grounded.one("content")
    return Commitment(
        **shared,
        act=light.act,
        by=parties(context, grounded.spans["by"]),
        to=parties(context, grounded.spans["to"]),
        content=content,
        sectors=sectors_of(content.quote),
        condition=grounded.maybe("condition"),
        deadline=deadline_of(context, content.start, content.end),
        amounts=tuple(find_amounts(content.quote, content.start)),
    )


def _assessment(context: Context, grounded: Grounded, shared: dict[str, Any]) -> Assessment:
    phrase = grounded.maybe("phrase")
    hits = find_likelihood(phrase.quote) if phrase is not None else []
    return Assessment(
        **shared,
        by=_party(context, grounded, "by"),
        claim=grounded.one("claim"),
        phrase=phrase,
        likelihood=next((hit.likelihood for hit in hits if hit.likelihood is not None), None),
        reason=grounded.maybe("reason"),
    )


def _relation(context: Context, grounded: Grounded, light: LightRelation, shared: dict[str, Any]) -> Relation:
    one, other = (parties(context, [grounded.one(name)])[0] for name in ("one", "other"))
    return Relation(
        **shared,
        between=(one, other),
        quality=grounded.one("quality"),
        tone=light.tone,
        direction=light.direction,
        when=light.when,
    )


def _party(context: Context, grounded: Grounded, name: str) -> Participant | None:
    return next(iter(parties(context, grounded.spans[name])), None)
