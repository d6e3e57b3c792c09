"""Relations: how the text characterises a pair of actors, then and now."""

from collections.abc import Iterator

from servanda.coding.context import Context
from servanda.coding.dyad import dyad_of
from servanda.coding.modality import attribution_of
from servanda.coding.parties import participants
from servanda.coding.relation_pairs import (
    Pair,
    as_states,
    has_outsider,
    is_with_one_of,
    pair_around,
    pair_of,
    pair_of_clause,
    pair_of_noun,
)
from servanda.coding.relation_qualities import (
    qualities_of_noun,
    quality_of_overcoming,
    quality_of_party,
    quality_of_phrase,
)
from servanda.coding.relation_terms import Term, load_terms
from servanda.coding.relation_words import Quality, phrase_at
from servanda.reading import tree
from servanda.reading.reading import Reading, Sentence
from servanda.record import Participant, Relation, Span

_SURE = {
    "predicate": 0.85,
    "apposition": 0.8,
    "change": 0.7,
    "attribute": 0.75,
    "bare": 0.6,
    "party": 0.75,
    "phrase": 0.75,
    "overcome": 0.65,
}
_FALLBACK = 0.7
_BARE = frozenset(
    """
    relation tie relationship partnership alliance coexistence friendship tension rapprochement friction mistrust
    rift
    """.split()
)
Found = tuple[Quality, Pair, int, float]


def code_relations(context: Context) -> list[Relation]:
    """Return how pairs of actors are said to stand to each other, in order of the text.

    Where a sentence names no pair, the two states that the whole document is about stand for it, with less
    confidence. Of qualities that overlap, the first of a pair counts.
    """
    dyad = dyad_of(context)
    made: list[Relation] = []
    for sentence in context.reading.sentences:
        if sentence.form in ("prose", "item"):
            for found in _in_sentence(context, sentence, dyad):
                relation = _relation(context, *found)
                if not any(_overlap(relation.quality, earlier.quality) for earlier in made[-4:]):
                    made.append(relation)
    return sorted(made, key=lambda r: (r.quality.start, r.quality.end))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _in_sentence(context: Context, sentence: Sentence, dyad: Pair | None) -> Iterator[Found]:
    reading, terms = context.reading, load_terms()
    for token in reading.tokens[sentence.first : sentence.last]:
        lemma = token.lemma.lower()
        if lemma in terms.nouns and _is_thing(reading, token.i):
            yield from _about_noun(context, sentence, token.i, terms.nouns[lemma], dyad)
        elif token.pos == "NOUN" and lemma in terms.parties:
            yield from _about_party(context, token.i, terms.parties[lemma])
        elif token.pos == "VERB" and lemma in terms.overcome:
            yield from _about_clause(context, sentence, token.i, quality_of_overcoming(reading, token.i), dyad)
        elif (phrase := phrase_at(reading, token.i)) is not None:
            yield from _about_clause(context, sentence, token.i, quality_of_phrase(reading, token.i, phrase), dyad)


def _is_thing(reading: Reading, token: int) -> bool:
    mention = reading.mention_at(token)
    if mention is not None and mention.form == "name":
        return False
    return reading.tokens[token].pos in ("NOUN", "PROPN") and reading.tokens[token].dep != "compound"


def _about_noun(context: Context, sentence: Sentence, noun: int, term: Term, dyad: Pair | None) -> Iterator[Found]:
    pair, sure = pair_of_noun(context, noun), 1.0
    explicit = pair is not None
    if pair is None:
        pair, sure = _unnamed(context, sentence, noun, term, dyad), _FALLBACK
    if pair is None:
        return
    for quality in qualities_of_noun(context.reading, noun, term, explicit):
        yield quality, pair, noun, sure


def _unnamed(context: Context, sentence: Sentence, noun: int, term: Term, dyad: Pair | None) -> Pair | None:
    """Return the pair of a noun that names none: the two named together beside it, or the document's two."""
    if term.words[-1] not in _BARE:
        return None
    reading = context.reading
    if dyad is not None and is_with_one_of(context, noun, dyad):
        return dyad
    if has_outsider(context, noun) and not _is_neighbourly(reading, noun):
        return None
    within = range(sentence.first, sentence.last)
    return pair_of_clause(context, noun, within) or pair_around(context, within, dyad)


def _is_neighbourly(reading: Reading, noun: int) -> bool:
    """Whether it is between two who are only described: "relations between the neighbours"."""
    between = tree.prepositional(reading, noun, "between")
    return len(between) == 1 and reading.tokens[between[0]].tag == "NNS" and not tree.children(reading, noun, "poss")


def _about_clause(
    context: Context, sentence: Sentence, token: int, quality: Quality | None, dyad: Pair | None
) -> Iterator[Found]:
    if quality is None:
        return
    within = range(sentence.first, sentence.last)
    pair = pair_of_clause(context, token, within)
    around = pair_around(context, within, dyad) if pair is None else None
    if pair is not None:
        yield quality, as_states(context, pair), token, 1.0
    elif around is not None:
        yield quality, around, token, _FALLBACK


def _about_party(context: Context, noun: int, term: Term) -> Iterator[Found]:
    reading = context.reading
    quality = quality_of_party(reading, noun, term)
    bearers = _bearers(context, noun)
    pair = pair_of(bearers) if reading.tokens[noun].tag == "NNS" else None
    if pair is None and bearers:
        pair = pair_of([bearers[0], *_others(context, noun, bearers[0])][:2])
    if quality is not None and pair is not None:
        yield quality, pair, noun, 1.0


def _bearers(context: Context, noun: int) -> tuple[Participant, ...]:
    """Return who is called an ally or rival: the subject of "is", or what the word stands in apposition to."""
    reading = context.reading
    first = noun
    while reading.tokens[first].dep == "conj" and reading.tokens[first].head != first:
        first = reading.tokens[first].head
    token = reading.tokens[first]
    if token.dep == "attr" and reading.tokens[token.head].lemma in ("be", "become", "remain"):
        if tree.is_negated(reading, token.head):
            return ()
        return participants(context, tree.subjects(reading, token.head))
    if token.dep == "appos":
        return participants(context, tree.conjuncts(reading, token.head))
    return participants(context, tree.children(reading, noun, "appos"))


def _others(context: Context, noun: int, bearer: Participant) -> tuple[Participant, ...]:
    """Return whose ally or rival it is; where "his" would mean the bearer, that of the word it is joined to."""
    reading = context.reading
    own = [*tree.children(reading, noun, "poss"), *tree.prepositional(reading, noun, "of", "to", "for")]
    first = reading.tokens[noun].head if reading.tokens[noun].dep == "conj" else noun
    shared = tree.children(reading, first, "poss") if first != noun else []
    found = participants(context, [*own, *shared])
    return tuple(p for p in found if (p.name, p.country) != (bearer.name, bearer.country))


def _relation(context: Context, quality: Quality, pair: Pair, trigger: int, sure: float) -> Relation:
    reading = context.reading
    first, last = quality.stretch
    span = reading.span(reading.tokens[first].start, reading.tokens[last - 1].end)
    return Relation(
        id="",
        evidence=span,
        sentence=reading.sentence_span(trigger),
        confidence=round(_SURE[quality.way] * sure, 2),
        status="ongoing" if quality.when == "present" else "occurred",
        attribution=attribution_of(context, trigger),
        why=context.why(f"relation-{quality.way}", trigger),
        between=pair,
        quality=span,
        tone=quality.tone,
        direction=quality.direction,
        when=quality.when,
    )
