"""Classification: the pattern of the event lexicon that a candidate fits."""

from servanda.coding.candidates import Candidate
from servanda.coding.lexicon import NO_OBJECT, Lexicon, Pattern
from servanda.reading import tree
from servanda.reading.reading import Reading


def classify(reading: Reading, candidate: Candidate, lexicon: Lexicon) -> Pattern | None:
    """Return the pattern that asks for most and that the candidate fits, None where none fits."""
    lemma = reading.tokens[candidate.trigger].lemma
    patterns = (lexicon.verbs if candidate.pos == "verb" else lexicon.nouns).get(lemma, ())
    fits = _verb_fits if candidate.pos == "verb" else _noun_fits
    return next((p for p in patterns if fits(reading, candidate.trigger, p)), None)


def _verb_fits(reading: Reading, verb: int, pattern: Pattern) -> bool:
    words = pattern.trigger.split()
    if len(words) > 1 and not _has_particle(reading, verb, words[1:]):
        return False
    if pattern.needs and not has_complement(reading, verb, pattern.needs):
        return False
    if pattern.objects == NO_OBJECT:
        return not tree.children(reading, verb, "dobj", "ccomp") and not tree.is_passive(reading, verb)
    return not pattern.objects or bool(pattern.objects & object_lemmas(reading, verb))


def _has_particle(reading: Reading, verb: int, particles: list[str]) -> bool:
    beside = {
        reading.tokens[c].lemma
        for c in tree.children(reading, verb, "prt", "advmod", "prep", "acomp", "oprd", "dobj", "ccomp")
    }
    near = [t.lemma for t in reading.tokens[verb + 1 : verb + 2 + len(particles)]]
    return particles[0] in beside or particles == near[: len(particles)]


def has_complement(reading: Reading, verb: int, needed: str) -> bool:
    """Whether a verb or noun has the preposition, the infinitive ("to") or the clause ("that") that is asked for."""
    if needed == "to" and any("to" in tree.auxiliaries(reading, c) for c in _clauses(reading, verb)):
        return True
    if needed == "whether":
        marks = [
            m
            for c in tree.children(reading, verb, "ccomp", "advcl")
            for m in tree.children(reading, c, "mark", "advmod")
        ]
        return any(reading.tokens[m].lemma in ("whether", "if", "why", "how", "when", "what") for m in marks)
    if needed == "that":
        return bool(tree.children(reading, verb, "ccomp", "acl"))
    return any(
        reading.tokens[c].lemma == needed for c in tree.children(reading, verb, "prep", "dative", "agent", "prt")
    )


def _clauses(reading: Reading, verb: int) -> list[int]:
    return tree.children(reading, verb, "xcomp", "ccomp", "advcl", "acl", "relcl")


def object_lemmas(reading: Reading, verb: int) -> set[str]:
    """Return the lemmas of what a verb is done to, with the nouns that compound or "of" join to them."""
    found: set[str] = set()
    for head in tree.objects(reading, verb):
        found.add(reading.tokens[head].lemma)
        found |= {reading.tokens[c].lemma for c in tree.children(reading, head, "compound")}
        if reading.tokens[head].lemma in (
            "series",
            "number",
            "round",
            "wave",
            "set",
            "range",
            "lot",
            "dozen",
            "hundred",
        ):
            found |= {reading.tokens[o].lemma for o in tree.prepositional(reading, head, "of")}
    return found


def _noun_fits(reading: Reading, noun: int, pattern: Pattern) -> bool:
    words = pattern.trigger.split()
    beside = {reading.tokens[c].lemma for c in tree.children(reading, noun, "compound", "amod", "nmod")}
    if len(words) > 1 and words[1] not in beside:
        return False
    if pattern.needs and not has_complement(reading, noun, pattern.needs):
        return False
    of = {reading.tokens[o].lemma for o in tree.prepositional(reading, noun, "of", "for", "on", "to")}
    return not pattern.objects or bool(pattern.objects & (beside | of))
