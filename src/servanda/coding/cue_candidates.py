"""Cue candidates: the words that may introduce a statement or make a commitment, as the encoder is asked about them.

The same words are asked about in training and in coding, so that the encoder is judged on what it has learned.
"""

from servanda.coding.commitment_cues import CommitmentCues, load_commitment_cues
from servanda.coding.commitment_finding import lemma_of
from servanda.coding.cues import Cues, load_cues
from servanda.reading import tree
from servanda.reading.reading import Reading

_NEVER_SAY = frozenset("be have do go come get take make let seem appear happen".split())
_MODALS = frozenset(("will", "shall", "'ll", "’ll", "wo", "would", "'d", "’d"))


def saying_candidates(reading: Reading) -> list[int]:
    """Return the tokens of words that may introduce a statement, in order: known cues, and verbs with a finite clause."""
    cues = load_cues()
    return [token.i for token in reading.tokens if _may_say(reading, cues, token.i)]


def _may_say(reading: Reading, cues: Cues, token: int) -> bool:
    if cues.verb_at(reading, token) or cues.noun_at(reading, token) or cues.phrase_at(reading, token):
        return True
    word = reading.tokens[token]
    if word.pos != "VERB" or word.lemma.lower() in _NEVER_SAY:
        return False
    clauses = tree.children(reading, token, "ccomp")
    return any(tree.children(reading, clause, "nsubj", "nsubjpass") for clause in clauses)


def commitment_candidates(reading: Reading) -> list[int]:
    """Return the tokens of words that may make a commitment, in order: known cues, and verbs with "will" or "would"."""
    cues = load_commitment_cues()
    return [token.i for token in reading.tokens if _may_bind(reading, cues, token.i)]


def _may_bind(reading: Reading, cues: CommitmentCues, token: int) -> bool:
    word, lemma = reading.tokens[token], lemma_of(reading, token)
    if word.pos in ("VERB", "AUX") and lemma in cues.verbs:
        return True
    if word.pos == "NOUN" and lemma in cues.nouns:
        return True
    if word.text.lower() in cues.adjectives and word.tag in ("JJ", "VBN", "VBD"):
        return True
    return any(
        reading.tokens[c].tag == "MD" and reading.tokens[c].text.lower() in _MODALS
        for c in tree.children(reading, token, "aux")
    )
