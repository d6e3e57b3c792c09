"""Obligations: demands without a verb of demanding: what one says that another must do, or gives another time to do."""

from collections.abc import Iterator

from servanda.coding.commitment_complements import finite_subjects, is_infinitive
from servanda.coding.commitment_cues import load_commitment_cues
from servanda.coding.commitment_finding import Finding, is_made
from servanda.coding.will_clauses import governor, nobody_decides
from servanda.reading import tree
from servanda.reading.reading import Reading

MUST, ULTIMATUM = "must:active", "give:ultimatum"
_OURSELVES = frozenset(("i", "we", "you", "one", "there", "it"))


def find_obligations(r: Reading, taken: set[int]) -> Iterator[Finding]:
    """Yield a demand for each thing that somebody is told they must do, or has until a day to do."""
    for token in r.tokens:
        if token.tag == "MD" and token.text.lower() == "must" and token.dep == "aux" and token.head not in taken:
            yield from _must(r, token.i)
        elif token.lemma == "give" and token.pos == "VERB":
            yield from _ultimatum(r, token.i)


def _must(r: Reading, modal: int) -> Iterator[Finding]:
    """Yield what a party must do by the word of another: not what we must do, nor what must be so."""
    verb, cues = r.tokens[modal].head, load_commitment_cues()
    passive = tree.is_passive(r, verb)
    guessed = nobody_decides(r, cues, verb) or "have" in tree.auxiliaries(r, verb)
    subjects = tree.subjects(r, verb)
    if (guessed and not passive) or {r.tokens[s].text.lower() for s in subjects} & _OURSELVES:
        return
    above = governor(r, verb)
    if above is None or cues.is_a("saying", r.tokens[above].lemma):
        yield Finding(modal, "demand", verb, MUST, (), tuple(subjects), clause=passive, saying=above)


def _ultimatum(r: Reading, verb: int) -> Iterator[Finding]:
    """Yield what others have until a day to do: "gave Chad until Friday to open the road"."""
    until = [p for p in tree.children(r, verb, "prep") if r.tokens[p].lemma == "until"]
    given = [o for t in tree.children(r, verb, "dobj", "dative") for o in tree.conjuncts(r, t)]
    todo = [c for c in tree.children(r, verb, "advcl", "xcomp") if is_infinitive(r, c)]
    if until and given and todo and given[0] < until[0] < todo[0] and is_made(r, verb):
        yield Finding(verb, "demand", todo[0], ULTIMATUM, tuple(finite_subjects(r, verb)), tuple(given))
