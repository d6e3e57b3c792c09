"""Relation qualities: the words around a noun, a party word or a phrase that say how two parties stand."""

from collections.abc import Iterable

from servanda.coding.extents import trimmed
from servanda.coding.relation_predicates import apposition_of, change_of, predicates_of
from servanda.coding.relation_terms import Term, Tone, joint_tone, load_terms
from servanda.coding.relation_words import (
    Quality,
    Way,
    When,
    end_of,
    is_denied,
    is_strife,
    quality_or_none,
    term_at,
    when_of,
)
from servanda.reading import tree
from servanda.reading.reading import Reading

_FORMER = frozenset(
    """
    former once erstwhile old ex-ally ex past then onetime one-time bygone
    """.split()
)
_EVERYDAY = frozenset(["partner", "friend", "supporter"])
_OLD = frozenset(
    """
    old past long historic historical ancient former bitter bygone longstanding previous their
    """.split()
)
_WANTED = frozenset(
    """
    build create forge establish launch form seek want develop start begin propose announce expand restore
    """.split()
)


def qualities_of_noun(reading: Reading, noun: int, term: Term, explicit: bool) -> list[Quality]:
    """Return what the text says of what a noun names: by its predicate and an apposition, else by its adjectives.

    `explicit` says that the text names the pair at the noun: then a noun with a tone is enough.
    """
    found = list(predicates_of(reading, noun, term))
    first = found[0].stretch[0] if found else reading.sentences[reading.tokens[noun].sentence].last
    aside = apposition_of(reading, noun, first, contrasted=bool(found))
    if aside is not None:
        found.insert(0, aside)
    changed = change_of(reading, noun, term)
    if changed is not None:
        return [*found, changed]
    if not found:
        own = _attribute(reading, noun, term, explicit)
        return [own] if own is not None else []
    return found


def _attribute(reading: Reading, noun: int, term: Term, explicit: bool) -> Quality | None:
    first, adjectives = _modifiers(reading, noun)
    if (not adjectives and not (explicit and term.tone)) or _is_wanted(reading, noun):
        return None
    first, last = (first if adjectives else noun), noun + 1
    for child in tree.children(reading, noun, "acl"):
        if child == last and reading.tokens[child].tag in ("VBN", "VBG"):
            last = end_of(reading, child, child)
    last = _past_contrast(reading, last)
    tone = _attributive_tone(adjectives, term)
    way: Way = "attribute" if adjectives else "bare"
    if way == "bare" and any(reading.tokens[p].tag == "PRP$" for p in tree.children(reading, noun, "poss")):
        return None
    if way == "bare" and tree.auxiliaries(reading, tree.clause_verb(reading, noun))[:1] in (
        ["to"],
        ["will"],
        ["would"],
    ):
        return None
    return quality_or_none(
        trimmed(reading, first, last), tone, term.direction, _when_called(reading, noun, adjectives), way
    )


def _past_contrast(reading: Reading, last: int) -> int:
    """Return where a noun ends with what it is "rather than"."""
    if [t.text.lower() for t in reading.tokens[last : last + 2]] != ["rather", "than"]:
        return last
    return next(
        (i + 1 for i in range(last + 2, min(last + 7, len(reading.tokens))) if reading.tokens[i].pos == "NOUN"),
        last,
    )


def quality_of_party(reading: Reading, noun: int, term: Term) -> Quality | None:
    """Return what a party word with its adjectives says: "his fiercest critic", "Russia's closest ally"."""
    first, adjectives = _modifiers(reading, noun)
    if not adjectives and term.words[0] in _EVERYDAY:
        return None
    owners = [i for o in tree.children(reading, noun, "poss", "det") for i in tree.subtree(reading, o) if i < noun]
    tone = _attributive_tone(adjectives, term)
    stretch = trimmed(reading, min([first, noun, *owners]), noun + 1)
    return quality_or_none(stretch, tone, None, _when_called(reading, noun, adjectives), "party")


def quality_of_phrase(reading: Reading, token: int, term: Term) -> Quality | None:
    """Return a phrase with what "of" or "over" adds to it."""
    verb = tree.clause_verb(reading, token)
    if any(reading.tokens[c].tag == "MD" for c in tree.children(reading, verb, "aux")) or tree.is_negated(
        reading, verb
    ):
        return None
    last = token + len(term.words)
    for i in range(token, last):
        for preposition in tree.children(reading, i, "prep"):
            if preposition == last and reading.tokens[preposition].lemma in ("of", "over"):
                last = tree.subtree(reading, preposition)[-1] + 1
    return quality_or_none(trimmed(reading, token, last), term.tone, term.direction, when_of(reading, verb), "phrase")


def quality_of_overcoming(reading: Reading, verb: int) -> Quality | None:
    """Return what is done to old quarrels: "move past old hostilities"."""
    terms = load_terms()
    for term in terms.overcome.get(reading.tokens[verb].lemma.lower(), ()):
        beside = [verb, *tree.children(reading, verb, "prep", "prt", "advmod")]
        if not {*term.words[1:]} <= {reading.tokens[b].lemma for b in beside} or tree.is_negated(reading, verb):
            continue
        things = [o for b in beside for o in tree.children(reading, b, "dobj", "pobj")]
        quarrels = [t for t in things if _is_old_quarrel(reading, t)]
        if quarrels:
            stretch = trimmed(reading, verb, max(quarrels[0], *beside) + 1)
            return quality_or_none(stretch, term.tone, term.direction, "present", "overcome")
    return None


def _is_old_quarrel(reading: Reading, noun: int) -> bool:
    if not is_strife(load_terms().nouns.get(reading.tokens[noun].lemma.lower())):
        return False
    beside = {reading.tokens[c].lemma.lower() for c in tree.children(reading, noun, "amod", "poss", "compound", "nmod")}
    return bool(beside & _OLD)


def _when_called(reading: Reading, noun: int, adjectives: Iterable[Term]) -> When:
    beside = [reading.tokens[c] for c in tree.children(reading, noun, "amod", "advmod", "compound")]
    former = any(b.text.lower() in _FORMER - {"old"} for b in beside)
    token = reading.tokens[noun]
    if former:
        return "past"
    return (
        when_of(reading, token.head) if token.dep == "attr" and reading.tokens[token.head].lemma == "be" else "present"
    )


def _attributive_tone(adjectives: Iterable[Term], term: Term) -> Tone | None:
    """Return the tone of a noun with its adjectives; "deep" and "great" do not make a quarrel friendly."""
    tones = [a.tone for a in adjectives]
    if term.tone in ("strained", "hostile"):
        tones = [t for t in tones if t != "cooperative"]
    return joint_tone([*tones, term.tone])


def _modifiers(reading: Reading, noun: int) -> tuple[int, list[Term]]:
    """Return where the adjectives of a noun begin, and those of them that are terms."""
    heads = [
        c
        for child in tree.children(reading, noun, "amod")
        if child < noun
        for c in [child, *tree.children(reading, child, "conj")]
    ]
    terms = [t for h in heads for t in [term_at(reading, h)] if t is not None and not is_denied(reading, h)]
    inside = [i for h in heads for i in tree.subtree(reading, h) if i < noun and reading.mention_at(i) is None]
    return min(inside, default=noun), terms


def _is_wanted(reading: Reading, noun: int) -> bool:
    """Whether the thing is only wanted or to be made: "build a close partnership"."""
    token = reading.tokens[noun]
    head = reading.tokens[token.head]
    if token.dep in ("dobj", "obj"):
        return head.lemma in _WANTED or any(
            reading.tokens[c].tag == "MD" for c in tree.children(reading, head.i, "aux")
        )
    return token.dep == "pobj" and reading.tokens[head.head].lemma in _WANTED
