"""Pairs: the one event between a source and a target that are given, however unsure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from servanda.coding.candidates import Candidate, find_candidates
from servanda.coding.classify import classify
from servanda.coding.context import Context
from servanda.coding.cues import load_cues
from servanda.coding.events import Classified, fill, find_classified
from servanda.coding.judging import Proposal, Verdict, judge
from servanda.coding.lexicon import IGNORED, Pattern, load_lexicon
from servanda.coding.modality import modality_of
from servanda.coding.parties import participants
from servanda.reading import tree
from servanda.reading.reading import Reading
from servanda.record import Event, Participant
from servanda.sources import Pair

_UNSURE = 0.2
_TRUST_BY_FIT = 0.2
_TELLING = Pattern("", "verb", frozenset(), "", "CONSULT", None, ("object",), "", 0)
_FALLBACK = Pattern("", "verb", frozenset(), "", "AGREE", None, (), "", 0)


def code_pairs(context: Context, pairs: Sequence[Pair]) -> list[Event]:
    """Return one event for each pair, in order, with `pair` set to its index.

    The candidate is the one whose own parties are the pair's, or the nearest to both; where the text has no candidate
    at all, its main verb stands for one, with very low confidence. A reading without words gives no event.
    """
    if not context.reading.tokens:
        return []
    classified = [*find_classified(context.reading), *_tellings(context.reading)]
    asked = [_asked(context.reading, classified, pair) for pair in pairs]
    return [
        _event(context, one, pair, index)
        for index, (one, pair) in enumerate(zip(_judged(context, asked), pairs, strict=True))
    ]


def _tellings(reading: Reading) -> Iterator[Classified]:
    """Yield the verbs of telling that are no event of their own; between two who are given, telling is CONSULT."""
    cues, lexicon = load_cues(), load_lexicon()
    for candidate in find_candidates(reading):
        cue = cues.verb_at(reading, candidate.trigger)
        if cue is None or "hearer" not in cue.takes:
            continue
        pattern = classify(reading, candidate, lexicon)
        if pattern is None or pattern.type == IGNORED:
            yield Classified(candidate, replace(_TELLING, trigger=cue.words[0]))


@dataclass(frozen=True, slots=True)
class _Asked:
    """A pair at its tokens, with the candidate that joins it best and how well it does: 0 to 7."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    one: Classified
    fit: float
    confidence: float


def _asked(reading: Reading, classified: Sequence[Classified], pair: Pair) -> _Asked:
    source, target = _nearest(_places(reading, pair.source), _places(reading, pair.target))
    one, fit = _best(reading, classified, source, target)
    return _Asked(source, target, one, fit, min(0.9, _UNSURE + 0.1 * fit))


def _judged(context: Context, asked: Sequence[_Asked]) -> list[_Asked]:
    """Return the pairs with the type that the encoder and the rule together find likeliest."""
    if context.judge is None:
        return list(asked)
    reading = context.reading
    proposals = [
        Proposal(None, _span(reading, a.source), _span(reading, a.target), a.one.pattern.type, _TRUST_BY_FIT * a.fit)
        for a in asked
    ]
    return [_settled(a, v) for a, v in zip(asked, judge(context.judge, reading, proposals), strict=True)]


def _settled(asked: _Asked, verdict: Verdict) -> _Asked:
    """Return the pair with the likeliest type: a pair is asked for because there is an event, so NONE does not count."""
    confidence = verdict.types[verdict.best] / max(1.0 - verdict.none, 1e-9)
    return replace(asked, one=asked.one.retyped(verdict.best), confidence=confidence)


def _span(reading: Reading, tokens: Sequence[int]) -> tuple[int, int] | None:
    return (reading.tokens[tokens[0]].start, reading.tokens[tokens[-1]].end) if tokens else None


def _event(context: Context, asked: _Asked, pair: Pair, index: int) -> Event:
    one, source, target = asked.one, asked.source, asked.target
    modality = modality_of(context, one.candidate.trigger)
    made = fill(
        context, one, _party(context, pair.source, source), _party(context, pair.target, target), modality,
        asked.confidence,
    )  # fmt: skip
    return replace(made, pair=index)


def _places(reading: Reading, words: str) -> list[tuple[int, ...]]:
    """Return the tokens of each place where the words stand, in order; none where they stand nowhere."""
    if not words.strip():
        return []
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = list(re.finditer(rf"(?<!\w){pattern}(?!\w)", reading.text))
    found = found or list(re.finditer(pattern, reading.text, re.IGNORECASE))[:1]
    places = (tuple(t.i for t in reading.tokens if t.start < m.end() and t.end > m.start()) for m in found)
    return [place for place in places if place]


def _nearest(
    sources: Sequence[tuple[int, ...]], targets: Sequence[tuple[int, ...]]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the places of source and target that stand nearest to each other, the first of those that do."""
    if not sources or not targets:
        return next(iter(sources), ()), next(iter(targets), ())
    pairs = [(source, target) for source in sources for target in targets if source != target]
    return min(pairs, key=lambda pair: abs(pair[0][0] - pair[1][0]), default=(sources[0], targets[0]))


def _best(
    reading: Reading, classified: Sequence[Classified], source: Sequence[int], target: Sequence[int]
) -> tuple[Classified, float]:
    """Return the candidate that joins the pair best, and how well: 0 to 7."""
    scored = [(_fit(reading, one, source, target), -i, one) for i, one in enumerate(classified)]
    if scored:
        fit, _, one = max(scored, key=lambda s: s[:2])
        return one, max(fit, 0.0)
    verbs = [t.i for t in reading.tokens if t.pos == "VERB"] or [0]
    return Classified(Candidate(verbs[0], "verb"), _FALLBACK), 0.0


def _fit(reading: Reading, one: Classified, source: Sequence[int], target: Sequence[int]) -> float:
    trigger = one.candidate.trigger
    verb = tree.clause_verb(reading, trigger)
    does = {*tree.subjects(reading, verb), *tree.agents(reading, verb)}
    does |= {i for head in does for i in tree.subtree(reading, head)}
    below = set(tree.subtree(reading, trigger))
    fit = 3.0 * bool(does & set(source)) + 2.0 * bool((below - does) & set(target)) + 0.4 * one.pattern.weight
    if one.candidate.pos == "verb":
        fit += 0.5
    between = sorted([*source[:1], *target[:1]])
    if len(between) == 2:
        fit += 1.0 if between[0] < trigger < between[1] else 0.0
        fit -= min(abs(trigger - t) for t in between) / 50
    return fit


def _party(context: Context, words: str, tokens: Sequence[int]) -> tuple[Participant, ...]:
    """Return the participant that the given words name, at these words; made of the words where nobody knows it."""
    if not tokens:
        return ()
    reading = context.reading
    start, end = reading.tokens[tokens[0]].start, reading.tokens[tokens[-1]].end
    known = participants(context, [_head(reading, tokens), *tokens])
    if known:
        return (replace(known[0], start=start, end=end, quote=reading.text[start:end]),)
    return (Participant(words, None, (), "group", None, start, end, reading.text[start:end]),)


def _head(reading: Reading, tokens: Sequence[int]) -> int:
    inside = set(tokens)
    return next((t for t in reversed(tokens) if reading.tokens[t].head not in inside), tokens[-1])
