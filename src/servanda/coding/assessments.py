"""Assessments: who thinks what is how likely, and why."""

from collections.abc import Iterator
from functools import cache

from servanda.codebook.likelihood import LikelihoodHit, find_likelihood, load_likelihood
from servanda.coding.claims import Claim, claim_of, reason_near
from servanda.coding.context import Context
from servanda.coding.cues import load_cues
from servanda.coding.extents import Stretch
from servanda.coding.modality import is_question
from servanda.coding.speakers import speaker_at, speaker_head
from servanda.reading import tree
from servanda.reading.nouns import load_nouns
from servanda.reading.reading import Reading, Sentence
from servanda.record import Assessment, Attribution, Participant, Span

_JUDGING = frozenset(
    """
    believe think expect predict forecast estimate reckon judge assess consider deem doubt calculate
    """.split()
)
_EXPECTING = frozenset(["expect", "forecast", "predict", "anticipate"])
_IDLE = frozenset(
    [
        "likely voter",
        "how likely",
        "unsure",
        "hard to say",
        "unpredictable",
        "hopefully",
        "supposedly",
        "potentially",
        "feasible",
    ]
)
_OPENING = frozenset(
    """
    may might could perhaps maybe possible possibly conceivable plausible presumably
    """.split()
)
_SURE = {"that": 0.85, "clause": 0.8, "expected": 0.75, "expects": 0.7, "wants": 0.6, "of": 0.7}


def code_assessments(context: Context) -> list[Assessment]:
    """Return the judgements of how likely something is, in order of the text, each claim once."""
    found: dict[tuple[int, int], Assessment] = {}
    for sentence in context.reading.sentences:
        if sentence.form in ("prose", "item") and not is_question(context.reading, sentence):
            for made in _in_sentence(context, sentence):
                found.setdefault((made.claim.start, made.claim.end), made)
    return sorted(found.values(), key=lambda a: (a.claim.start, a.claim.end))


def _in_sentence(context: Context, sentence: Sentence) -> Iterator[Assessment]:
    """Yield the judgements of a sentence, those with a number first: "expect that X will probably" is "probably"."""
    reading = context.reading
    hits = find_likelihood(reading.text[sentence.start : sentence.end])
    covered: list[Stretch] = []
    for hit in sorted([*hits, *_expectations(reading, sentence)], key=lambda h: h.likelihood is None):
        phrase = _tokens(reading, sentence, hit)
        if phrase is None or hit.phrase in _IDLE or any(c[0] <= phrase[0] < c[1] for c in covered):
            continue
        segment = _segment(reading, sentence, phrase)
        claim = claim_of(reading, phrase, segment)
        if claim is None or any(c[0] < claim.stretch[1] and claim.stretch[0] < c[1] for c in covered):
            continue
        made = _assessment(context, hit, phrase, claim, segment)
        if made is not None:
            covered.append(claim.stretch)
            yield made


def _expectations(reading: Reading, sentence: Sentence) -> Iterator[LikelihoodHit]:
    """Yield the verbs of expecting in whatever form, which the vocabulary has only in their commonest ones."""
    for token in reading.tokens[sentence.first : sentence.last]:
        if token.lemma in _EXPECTING and token.pos == "VERB":
            yield LikelihoodHit(token.start - sentence.start, token.end - sentence.start, None, "expects")


def _tokens(reading: Reading, sentence: Sentence, hit: LikelihoodHit) -> Stretch | None:
    start, end = sentence.start + hit.start, sentence.start + hit.end
    inside = [t.i for t in reading.tokens[sentence.first : sentence.last] if t.start < end and t.end > start]
    return (inside[0], inside[-1] + 1) if inside else None


def _segment(reading: Reading, sentence: Sentence, phrase: Stretch) -> Stretch:
    """Return the part of the sentence that a phrase stands in: between semicolons, after a colon."""
    first, last = sentence.first, sentence.last
    for i in range(sentence.first, sentence.last):
        text = reading.tokens[i].text
        if i < phrase[0] and text in (";", ":"):
            first = i + 1
        elif i >= phrase[1] and text == ";":
            return first, i
    return first, last


def _assessment(
    context: Context, hit: LikelihoodHit, phrase: Stretch, claim: Claim, segment: Stretch
) -> Assessment | None:
    reading = context.reading
    judged_by = _source(context, claim, phrase[0])
    if hit.likelihood is None and not _counts(context, hit, claim, judged_by):
        return None
    by, cue = judged_by if judged_by else (None, None)
    span = _span(reading, claim.stretch)
    reason = reason_near(reading, claim.stretch, segment)
    return Assessment(
        id="",
        evidence=span,
        sentence=context.sentence_of(span.start),
        confidence=_SURE[claim.frame] * (1.0 if hit.likelihood else 0.9),
        attribution=Attribution(by, cue) if cue is not None else None,
        why=context.why(f"likelihood-{claim.frame}", phrase[0]),
        by=by,
        claim=span,
        phrase=_span(reading, phrase),
        likelihood=hit.likelihood,
        reason=_span(reading, reason) if reason else None,
    )


def _span(reading: Reading, stretch: Stretch) -> Span:
    return reading.span(reading.tokens[stretch[0]].start, reading.tokens[stretch[1] - 1].end)


Source = tuple[Participant | None, Span]


def _source(context: Context, claim: Claim, at: int) -> Source | None:
    """Return who judges and the words that say so: a verb above or put in, "according to", else who speaks here."""
    reading = context.reading
    if claim.frame in ("expects", "wants", "of") or (claim.frame == "that" and _is_judging(reading, claim.verb)):
        head = speaker_head(reading, claim.verb)
        by = speaker_at(context, head) if head is not None else None
        if by is not None:
            return by, context.token_span(claim.verb)
    for verb in _saying(reading, claim.verb):
        head = speaker_head(reading, verb)
        return (speaker_at(context, head) if head is not None else None), context.token_span(verb)
    for i in _according(reading, claim.verb):
        sources = tree.prepositional(reading, i, "to")
        return (speaker_at(context, sources[0]) if sources else None), context.token_span(i)
    start = reading.tokens[at].start
    voice = next((v for v in context.voices if v.start <= start < v.end), None)
    return (voice.speaker, context.span(voice.speaker.start, voice.speaker.end)) if voice and voice.speaker else None


def _is_judging(reading: Reading, verb: int) -> bool:
    return reading.tokens[verb].lemma in _JUDGING or reading.tokens[verb].lemma in (
        "see",
        "say",
        "call",
        "find",
        "make",
    )


def _saying(reading: Reading, verb: int) -> Iterator[int]:
    """Yield the verbs of saying or thinking whose content the clause is, and those put into or after it."""
    cues = load_cues()
    seen: set[int] = set()
    while verb not in seen:
        seen.add(verb)
        token = reading.tokens[verb]
        for child in tree.children(reading, verb, "parataxis"):
            if cues.word_at(reading, child) and tree.children(reading, child, "nsubj"):
                yield child
        if token.dep in ("ccomp", "parataxis") and token.head != verb:
            cue = cues.word_at(reading, token.head)
            if cue is not None and "that" in cue.takes:
                yield token.head
        if token.dep not in ("ccomp", "xcomp", "conj", "acomp", "attr"):
            return
        verb = token.head


def _according(reading: Reading, verb: int) -> list[int]:
    return [i for i in tree.children(reading, verb, "prep", "advcl") if reading.tokens[i].text.lower() == "according"]


def _counts(context: Context, hit: LikelihoodHit, claim: Claim, source: Source | None) -> bool:
    """Whether a phrase without a number is a judgement: an expectation, a comparison, or an observer's "could"."""
    reading = context.reading
    group = _group_of(hit.phrase)
    if group == "expectation":
        return claim.frame in ("expected", "expects") or _watches(source)  # "expects Mali to pay" is rather a demand
    if group == "comparison and doubt":
        return not tree.children(reading, claim.verb, "advcl") or source is not None
    if source is None or source[0] is None:
        return False
    return _watches(source) or (hit.phrase not in _OPENING and source[1].quote.lower().startswith(tuple(_JUDGING)))


def _watches(source: Source | None) -> bool:
    """Whether the source is one of those who judge for a living: analysts, economists, observers."""
    if source is None or source[0] is None:
        return False
    return any(word.lower() in _observers() for word in source[0].quote.split())


@cache
def _group_of(phrase: str) -> str:
    return next((group.name for group in load_likelihood().vague if phrase in group.phrases), "")


@cache
def _observers() -> frozenset[str]:
    singular = {noun for noun in load_nouns().observer if " " not in noun}
    return frozenset(singular | {f"{noun}s" for noun in singular}) - {"group", "groups", "media", "press"}
