"""Relation predicates: what a clause says of a relation, and what somebody does to it."""

from collections.abc import Iterator

from servanda.coding.extents import Stretch, trimmed
from servanda.coding.relation_terms import Direction, Term, joint_tone, load_terms
from servanda.coding.relation_words import (
    Quality,
    end_of,
    is_denied,
    is_strife,
    phrase_at,
    quality_or_none,
    term_at,
    when_of,
)
from servanda.reading import tree
from servanda.reading.reading import Reading

_STATES = frozenset(["be", "remain", "stay", "keep", "become", "grow", "turn", "seem", "appear", "get", "look"])
_SINCE = frozenset(["once", "long", "already", "still", "now", "always", "often"])
_BECOMING = frozenset(["become", "grow", "turn", "get"])


def predicates_of(reading: Reading, noun: int, term: Term) -> Iterator[Quality]:
    """Yield what the clauses say whose subject the noun is."""
    token = reading.tokens[noun]
    if token.dep not in ("nsubj", "nsubjpass"):
        return
    for verb in [
        token.head,
        *(c for c in tree.children(reading, token.head, "conj") if not tree.children(reading, c, "nsubj")),
    ]:
        found = _predicate(reading, noun, term, verb)
        if found is not None:
            yield found


def _predicate(reading: Reading, noun: int, term: Term, verb: int) -> Quality | None:
    helpers = tree.children(reading, verb, "aux", "auxpass")
    if verb < noun or any(reading.tokens[h].tag == "MD" for h in helpers) or tree.is_negated(reading, verb):
        return None
    word = reading.tokens[verb]
    if word.tag == "VBN" and not helpers and reading.tokens[verb - 1].text == ",":
        return None
    if word.lemma in _STATES:
        return _state(reading, noun, term, verb, helpers)
    first = min([verb, *(h for h in helpers if h > noun)])
    adjective = term_at(reading, verb) if "be" in tree.auxiliaries(reading, verb) else None
    if adjective is not None and word.tag == "VBN":
        stretch = trimmed(reading, verb, end_of(reading, verb, verb))
        return quality_or_none(stretch, adjective.tone, None, when_of(reading, verb), "predicate")
    change = (load_terms().strife if is_strife(term) else load_terms().verbs).get(word.lemma.lower())
    if change is None or tree.is_passive(reading, verb):
        return None
    if is_strife(term) and change.direction is None:
        first = _noun_phrase(reading, noun)[0] if not _is_apart(reading, noun, verb) else first
    stretch = trimmed(reading, first, end_of(reading, verb, verb))
    return quality_or_none(stretch, change.tone, change.direction, when_of(reading, verb), "predicate")


def _state(reading: Reading, noun: int, term: Term, verb: int, helpers: list[int]) -> Quality | None:
    complements = [
        c for c in tree.children(reading, verb, "acomp", "attr", "oprd", "prep", "advmod", "xcomp") if c > verb
    ]
    inside = sorted(i for c in complements for i in tree.subtree(reading, c) if i > verb)
    if not inside:
        return None
    last = end_of(reading, verb, inside[0])
    shown = [i for i in inside if i < last]
    lemma = reading.tokens[verb].lemma
    terms = [term_at(reading, i, compared=lemma in _BECOMING) for i in shown if not is_denied(reading, i)]
    phrase = next((p for i in shown for p in [phrase_at(reading, i)] if p is not None), None)
    tone = joint_tone([t.tone for t in [*terms, phrase] if t is not None])
    direction: Direction | None = None
    if lemma in _BECOMING and tone is not None:
        direction = "improving" if tone == "cooperative" else "worsening"
    first = inside[0] if lemma == "be" else min([verb, *(h for h in helpers if h > noun)])
    return quality_or_none(trimmed(reading, first, last), tone, direction, when_of(reading, verb), "predicate")


def apposition_of(reading: Reading, noun: int, before: int, contrasted: bool) -> Quality | None:
    """Return an adjective with its complement between commas after the noun: ", hostile for years,"."""
    tokens, end = reading.tokens, reading.sentences[reading.tokens[noun].sentence].last
    comma = next((i for i in range(noun + 1, min(before, noun + 16, end)) if tokens[i].text == ","), None)
    if comma is None:
        return None
    head = comma + 1
    while head < end - 1 and tokens[head].text.lower() in _SINCE:
        head += 1
    adjective = term_at(reading, head) if head < end - 1 else None
    if adjective is None or tokens[head + 1].pos in ("NOUN", "PROPN"):
        return None
    last = next((j for j in range(head, end) if tokens[j].text in (",", "—", ";", ".")), end)
    former = contrasted or "once" in {t.text.lower() for t in tokens[comma:head]}
    stretch = trimmed(reading, head, last)
    return quality_or_none(stretch, adjective.tone, None, "past" if former else "present", "apposition")


def change_of(reading: Reading, noun: int, term: Term) -> Quality | None:
    """Return what somebody did to a relation: "have mended ties", "deepened their partnership"."""
    token = reading.tokens[noun]
    verb = reading.tokens[token.head]
    change = load_terms().verbs.get(verb.lemma.lower())
    if token.dep not in ("dobj", "obj") or change is None or is_strife(term) or tree.is_negated(reading, verb.i):
        return None
    helpers = tree.children(reading, verb.i, "aux")
    if verb.tag in ("VB", "VBG") and not any(reading.tokens[h].lemma in ("be", "have") for h in helpers):
        return None
    if any(reading.tokens[h].tag in ("MD", "TO") for h in helpers):
        return None
    stretch = trimmed(reading, min([verb.i, *helpers]), noun + 1)
    return quality_or_none(stretch, change.tone, change.direction, when_of(reading, verb.i), "change")


def _noun_phrase(reading: Reading, noun: int) -> Stretch:
    return min([noun, *(c for c in tree.children(reading, noun, "amod", "compound") if c < noun)]), noun + 1


def _is_apart(reading: Reading, noun: int, verb: int) -> bool:
    return any(reading.tokens[i].pos not in ("AUX", "ADV") for i in range(noun + 1, verb))
