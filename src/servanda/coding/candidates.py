"""Candidates: the verbs and nouns of a text that may be events."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from servanda.reading import tree
from servanda.reading.reading import Reading

_SILENT = ("credit", "dateline", "heading")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may be an event: the index of its token, and how it is used."""

    trigger: int
    pos: Literal["verb", "noun"]


def find_candidates(reading: Reading) -> Iterator[Candidate]:
    """Yield the verbs and nouns of the running text, in order; words inside names are none."""
    for sentence in reading.sentences:
        if sentence.form in _SILENT:
            continue
        for token in reading.tokens[sentence.first : sentence.last]:
            if (token.pos == "VERB" and _is_told(reading, token.i)) or (
                token.pos == "AUX" and token.lemma == "have" and tree.children(reading, token.i, "dobj")
            ):
                yield Candidate(token.i, "verb")
            elif token.pos == "NOUN" and not _inside_name(reading, token.i):
                yield Candidate(token.i, "noun")


def _is_told(reading: Reading, verb: int) -> bool:
    """Whether a verb tells of something done or to be done, not of a purpose, a topic or a property.

    Left out are adjectives ("the attacking side"), purposes ("a project to assist museums"), topics ("investing in
    workers is critical") and gerunds after prepositions other than those of manner and time.
    """
    token = reading.tokens[verb]
    if token.dep in ("amod", "csubj", "csubjpass"):
        return False
    head = reading.tokens[token.head]
    if token.tag == "VB" and "to" in tree.auxiliaries(reading, verb):
        return token.dep in ("xcomp", "ccomp", "ROOT", "conj")
    if token.tag == "VBG" and token.dep == "pcomp":
        return head.lemma in ("by", "after", "before")
    return not (token.tag == "VBG" and token.dep in ("pobj", "dobj", "nsubj", "compound"))


def _inside_name(reading: Reading, token: int) -> bool:
    mention = reading.mention_at(token)
    return mention is not None and mention.form == "name"
