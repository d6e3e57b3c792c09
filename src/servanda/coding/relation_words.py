"""Relation words: a term at a token, and the quality that is made of it: how a relation is, and when."""

from dataclasses import dataclass
from typing import Literal

from servanda.coding.extents import Stretch
from servanda.coding.relation_terms import Direction, Term, Tone, load_terms
from servanda.reading import tree
from servanda.reading.reading import Reading

When = Literal["past", "present"]
Way = Literal["predicate", "change", "bare", "apposition", "attribute", "party", "phrase", "overcome"]

_NEGATING = frozenset(["not", "n't", "no", "never", "longer", "hardly", "neither", "nor", "than", "without"])
_BREAKS = frozenset(
    """
    while although though but because since as if after which who whose that where when and so yet
    """.split()
)


@dataclass(frozen=True, slots=True)
class Quality:
    """How a relation is said to be: its tokens, tone, direction and time, and how the text puts it."""

    stretch: Stretch
    tone: Tone
    direction: Direction | None
    when: When
    way: Way


def term_at(reading: Reading, token: int, *, compared: bool = False) -> Term | None:
    """Return the adjective at a token, by its word or its lemma ("warmest"); "warmer" only where it is `compared`."""
    adjectives = load_terms().adjectives
    one = reading.tokens[token]
    if one.pos not in ("ADJ", "VERB", "ADV", "NOUN") or (one.tag in ("JJR", "RBR") and not compared):
        return None
    return adjectives.get(one.text.lower()) or adjectives.get(one.lemma.lower())


def phrase_at(reading: Reading, token: int) -> Term | None:
    """Return the phrase that begins at a token, None where none does."""
    for term in load_terms().phrases.get(reading.tokens[token].text.lower(), ()):
        following = reading.tokens[token : token + len(term.words)]
        if tuple(t.text.lower() for t in following) == term.words:
            return term
    return None


def when_of(reading: Reading, verb: int) -> When:
    """Return when the clause of a verb puts what it says; the past of reported speech is the present of who spoke."""
    words = {reading.tokens[c].text.lower() for c in tree.children(reading, verb, "advmod")}
    if words & {"once", "formerly", "previously"}:
        return "past"
    token = reading.tokens[verb]
    helpers = [reading.tokens[c] for c in tree.children(reading, verb, "aux", "auxpass")]
    first = helpers[0] if helpers else token
    if first.tag != "VBD" and (helpers or token.tag != "VBN"):
        return "present"
    reported = token.dep == "ccomp" and reading.tokens[token.head].tag == "VBD" and first.lemma != "have"
    return "present" if reported else "past"


def quality_or_none(
    stretch: Stretch | None, tone: Tone | None, direction: Direction | None, when: When, way: Way
) -> Quality | None:
    """Return a quality of these parts, None where its words or its tone are missing."""
    return Quality(stretch, tone, direction, when, way) if stretch is not None and tone is not None else None


def is_strife(term: Term | None) -> bool:
    """Whether a term names something bad between two: tension, feud."""
    return term is not None and term.pos == "noun" and term.tone in ("strained", "hostile")


def is_denied(reading: Reading, token: int) -> bool:
    """Whether a negation stands just before a token: "no longer hostile"."""
    return any(t.text.lower() in _NEGATING for t in reading.tokens[max(0, token - 2) : token])


def end_of(reading: Reading, head: int, first: int) -> int:
    """Return where a predicate ends: before a comma that another clause follows, or before a side clause."""
    inside = tree.subtree(reading, head)
    last = inside[-1] + 1
    for i in range(first + 1, last):
        token = reading.tokens[i]
        if token.text in (";", "—", "–", "-", "(", ":", "“", "”", '"', ","):
            return i
        if token.lemma in _BREAKS and (
            token.dep == "mark" or token.tag in ("WDT", "WP", "WRB") or _is_new_clause(reading, i)
        ):
            return i
    return last


def _is_new_clause(reading: Reading, link: int) -> bool:
    """Whether a coordination leads to another clause: its partner has a subject of its own or is a finite verb."""
    token = reading.tokens[link]
    if token.dep != "cc":
        return False
    partners = [c for c in tree.children(reading, token.head, "conj") if c > link]
    return any(reading.tokens[p].pos in ("VERB", "AUX") for p in partners)
