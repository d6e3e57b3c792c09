"""Heard commitments: what somebody will do, where the rules find no act in it and the encoder is sure of one.

What rules found keeps its place, and cues of promising without "will" are the rules' alone: on texts that neither was made
for, the encoder's doubts about these were wrong more often than right.
"""

from collections.abc import Sequence
from typing import cast

from servanda.coding.commitment_cues import load_commitment_cues
from servanda.coding.commitment_finding import Finding
from servanda.coding.cue_candidates import commitment_candidates
from servanda.coding.judging import NONE
from servanda.coding.listening import Heard, Listener, listen
from servanda.coding.modality import is_question, status_of
from servanda.coding.will_clauses import (
    governor,
    is_consequence,
    is_hedged,
    is_reported,
    is_talk_or_plan,
    nobody_decides,
)
from servanda.reading import tree
from servanda.reading.reading import Reading
from servanda.record.kinds import Act

_SURE = 0.8
_KEPT = frozenset(("be", "remain", "include", "live"))


def heard_commitments(listener: Listener, reading: Reading, found: Sequence[Finding]) -> list[Finding]:
    """Return the acts that are heard in clauses with "will" or "would" that the rules left open, in order of the text."""
    known = {token for finding in found for token in (finding.trigger, finding.head)}
    modals = {t: _modal(reading, t) for t in commitment_candidates(reading) if t not in known}
    open_ = [t for t, modal in modals.items() if modal is not None and modal not in known]
    asked = [token for token in open_ if _stands(reading, token)]
    heard = listen(listener, reading, asked, "binding")
    proposed = (_proposed(reading, token, one) for token, one in zip(asked, heard, strict=True))
    return [finding for finding in proposed if finding is not None]


def _modal(reading: Reading, verb: int) -> int | None:
    return next((c for c in tree.children(reading, verb, "aux") if reading.tokens[c].tag == "MD"), None)


def _stands(reading: Reading, token: int) -> bool:
    """Whether a sentence states something: a question binds nobody, nor does what is only possible."""
    sentence = reading.sentences[reading.tokens[token].sentence]
    silent = sentence.form in ("credit", "dateline") or is_question(reading, sentence)
    if silent or status_of(reading, token) == "possible":
        return False
    modal = _modal(reading, token)
    would = modal is not None and reading.tokens[modal].text.lower() in ("would", "'d", "’d")
    if would and not is_reported(reading, token, governor(reading, token)):
        return False
    cues = load_commitment_cues()
    if tree.children(reading, token, "expl") or is_hedged(reading, cues, token):
        return False
    subjects = [reading.tokens[s] for s in tree.children(reading, token, "nsubj")]
    somebody = any(s.text.lower() in ("i", "we") or cues.is_a("party", s.lemma.lower()) for s in subjects)
    lemma = reading.tokens[token].lemma
    kept = tree.is_passive(reading, token) or (lemma in _KEPT and (somebody or lemma != "be"))
    if nobody_decides(reading, cues, token) and not kept:
        return False
    return not is_talk_or_plan(reading, cues, token) and not is_consequence(reading, token)


def _proposed(reading: Reading, verb: int, heard: Heard) -> Finding | None:
    best = max(heard.acts, key=lambda act: heard.acts[act])
    modal = _modal(reading, verb)
    if modal is None or best == NONE or 1.0 - heard.acts.get(NONE, 0.0) < _SURE:
        return None
    passive = tree.is_passive(reading, verb)
    subjects = tree.agents(reading, verb) if passive else tree.subjects(reading, verb)
    rule = f"will:{'passive' if passive else 'active'}"
    return Finding(modal, cast(Act, best), verb, rule, tuple(subjects), clause=passive, heard=True)
