"""Commitments: who binds whom to what, asks it, refuses it, takes it back or delivers it.

Stated rules for what is said with less than a promise:

- "ready", "willing" or "prepared to" is an offer, and so is "would ... if"; "would consider", "may" and "could" are nothing;
- "hopes", "plans", "intends", "aims", "seeks" and "has decided to" are intentions;
- "will" of a party that can do the thing is a pledge, under a deal an agreement, with "not" a refusal, with "unless" a threat;
  "will" of analysts, with "probably", or of what nobody can decide ("will grow") is a forecast and no commitment;
- "said that it would" is a pledge where somebody speaks for their own side;
- "was said to have promised", "denied that it had promised", "offered no money" and "would not promise" are nothing.
"""

import re
from dataclasses import replace

from servanda.codebook.sectors import OTHER, sectors_of
from servanda.coding.amounts import find_amounts
from servanda.coding.commitment_complements import is_infinitive
from servanda.coding.commitment_content import (
    Condition,
    condition_of,
    conditions_in,
    content_tokens,
    included,
    is_part_of_content,
    reference_in,
)
from servanda.coding.commitment_cues import load_commitment_cues
from servanda.coding.commitment_finding import Finding, each_once, find_by_cues, is_prospect
from servanda.coding.commitment_lists import find_in_lists
from servanda.coding.commitment_parties import Parties, actors_of, directed_to, same_side
from servanda.coding.commitment_prospects import find_by_will
from servanda.coding.context import Context
from servanda.coding.deadlines import deadline_of
from servanda.coding.entitlements import find_entitlements, find_exclusions
from servanda.coding.heard_commitments import heard_commitments
from servanda.coding.modality import attribution_of
from servanda.coding.obligations import ULTIMATUM, find_obligations
from servanda.coding.parties import participants
from servanda.reading import tree
from servanda.reading.reading import Reading
from servanda.record import Attribution, Commitment, Span

_ASKING = ("demand", "request")
_ECONOMIC = "economic"
_GIVING = ("pledge", "offer", "request", "delivery")
_PURPOSES = frozenset(("for", "over", "towards", "toward", "worth"))
_EMPTY = re.compile(
    r"(?:not )?(?:(?:continue|keep) (?:to )?)?"
    r"(?:do(?:ing)?(?: (?:it|that|this|as .*))?|say(?:ing)? (?:so|it|that|this)|get going"
    r"|make (?:it|that|this) happen|get (?:it|this|that|the job) done)",
    re.IGNORECASE,
)
_SHORTEST, _LONGEST = 4, 400


def code_commitments(context: Context) -> list[Commitment]:
    """Return the commitments of a reading in order of the text, each content once."""
    by_cue = each_once(context.reading, [*find_by_cues(context.reading), *find_in_lists(context.reading)])
    findings = [*by_cue, *find_by_will(context.reading, {f.head for f in by_cue})]
    findings += find_entitlements(context.reading, {f.head for f in findings})
    findings += find_exclusions(context.reading, {f.head for f in findings})
    findings += find_obligations(context.reading, {f.head for f in findings})
    if context.listener is not None:
        findings += heard_commitments(context.listener, context.reading, findings)
    acts = {token for f in findings for token in (f.head, f.trigger)}
    conditions: dict[int, list[Condition]] = {}
    made: list[Commitment] = []
    for finding in findings:
        sentence = context.reading.tokens[finding.head].sentence
        if sentence not in conditions:
            conditions[sentence] = conditions_in(context.reading, sentence)
        made.extend(_commitments(context, finding, acts, conditions[sentence]))
    return _without_repeats(made)


def _commitments(context: Context, finding: Finding, acts: set[int], conditions: list[Condition]) -> list[Commitment]:
    """Return the commitment of a finding, and one for each thing that it expressly includes."""
    at = context.reading.tokens[finding.trigger].start
    if any(c.start <= at < c.end for c in conditions):
        return []
    by, sure = actors_of(context, finding)
    settled = _settled(context, finding, by) if sure else None
    if settled is None:
        return []
    finding, by = settled
    parts = (
        included(context.reading, finding.head)
        if finding.whole is None and finding.act not in (*_ASKING, "delivery")
        else []
    )
    each = [finding, *(replace(finding, head=part, clause=False) for part in parts)]
    return [made for one in each if (made := _commitment(context, one, by, sure, acts, conditions)) is not None]


def _commitment(
    context: Context, finding: Finding, by: Parties, sure: float, acts: set[int], conditions: list[Condition]
) -> Commitment | None:
    r = context.reading
    hung = condition_of(r, {finding.head, finding.trigger}, acts, conditions)
    cuts = [c for c in conditions if not is_part_of_content(r, c, finding.act)]
    extent = finding.whole or _extent(context, finding, cuts)
    if extent is None or not _SHORTEST <= extent[1] - extent[0] <= _LONGEST:
        return None
    if r.tokens[finding.head].pos == "PRON" or (finding.act != "agreement" and _is_bare(r, finding, extent)):
        return None
    content = r.span(*extent)
    to, inferred = directed_to(context, finding, by)
    if finding.rule == "sign:noun" and len(by) == 1 and not to and _is_order(r, finding.head):
        return None
    if finding.act == "delivery" and not _is_delivery(context, finding, content, to, inferred):
        return None
    return Commitment(
        id="",
        evidence=content,
        sentence=r.sentence_span(finding.head),
        confidence=round(sure * (0.95 if inferred else 1.0), 3),
        attribution=_attribution(context, finding, by),
        why=context.why(finding.rule, finding.trigger),
        act=finding.act,
        by=by,
        to=to,
        content=content,
        sectors=_sectors(context, finding, content),
        condition=r.span(hung.start, hung.end) if hung and finding.rule != ULTIMATUM else None,
        deadline=deadline_of(context, _deadline_from(r, finding, content), content.end),
        amounts=tuple(find_amounts(content.quote, content.start)),
        refers_to=_reference(context, finding, content, acts),
    )


def _is_asked(r: Reading, verb: int) -> bool:
    """Whether a clause says what others should do: "reiterated that ships must be let through", not "that we should act"."""
    selves = {r.tokens[s].tag for s in tree.subjects(r, verb)}
    return bool({"should", "must"} & set(tree.auxiliaries(r, verb))) and "PRP" not in selves


def _deadline_from(r: Reading, finding: Finding, content: Span) -> int:
    """Return where the words that may set a deadline begin: of an ultimatum at its verb, else with the content."""
    return r.tokens[finding.trigger].start if finding.rule == ULTIMATUM else content.start


def _settled(context: Context, finding: Finding, by: Parties) -> tuple[Finding, Parties] | None:
    """Return the finding as the subject of its content makes it, and its actors; None where it is no commitment after all.

    "Promised that his government would pay" is the government's own; "demanded that Oman pay" is addressed to Oman; other
    clauses stay whole. A promise of harm is a threat, and "confirmed that it would not" a refusal.
    """
    r, cues = context.reading, load_commitment_cues()
    lemma = r.tokens[finding.head].lemma.lower()
    if finding.act == "pledge" and cues.is_a("hostile", lemma):
        finding = replace(finding, act="threat")
    if not finding.clause or is_prospect(finding):
        return finding, by
    heads = tree.subjects(r, finding.head)
    own = participants(context, heads)
    if finding.act == "reaffirmation" and _is_asked(r, finding.head) and not same_side(own, by):
        finding = replace(finding, act="request")
    if finding.act in _ASKING:
        to = own if own and not tree.is_passive(r, finding.head) else ()
        return replace(finding, clause=not to, addressed=tuple(heads) if to else finding.addressed), by
    if tree.is_passive(r, finding.head):
        return (finding, by) if finding.act != "threat" else None
    pronoun = any(r.tokens[h].pos == "PRON" and r.tokens[h].tag == "PRP" for h in heads)
    if pronoun or same_side(own, by):
        act = "refusal" if finding.act == "reaffirmation" and tree.is_negated(r, finding.head) else finding.act
        return replace(finding, act=act, clause=False, subjects=tuple(heads)), own if own and not pronoun else by
    if own and finding.act == "offer":
        return replace(finding, act="request", clause=False, addressed=tuple(heads)), by
    unsure = any(r.tokens[h].pos == "PRON" for h in finding.subjects)
    if own and unsure and finding.act != "threat":
        return replace(finding, clause=False, subjects=tuple(heads)), own
    return None if own or finding.act == "threat" else (finding, by)


def _extent(context: Context, finding: Finding, cuts: list[Condition]) -> tuple[int, int] | None:
    """Return where the content stands; of what is taken back also the words that take it back."""
    r = context.reading
    if finding.act == "withdrawal":
        clause = content_tokens(r, finding.trigger, cuts, clause=tree.is_passive(r, finding.trigger))
        if clause is not None:
            return clause
    extent = content_tokens(r, finding.head, cuts, clause=finding.clause)
    return extent and (extent[0], _with_purpose(r, finding, extent[1], cuts))


def _is_bare(r: Reading, finding: Finding, extent: tuple[int, int]) -> bool:
    """Whether the content says nothing by itself: "achieve" of "all that we seek to achieve", "do that", "continue to do"."""
    token = r.tokens[finding.head]
    if _EMPTY.fullmatch(r.text, *extent) or any(
        r.tokens[c].tag in ("WP", "WDT") for c in tree.children(r, token.i, "dobj")
    ):
        return True
    last = next((t for t in reversed(tree.subtree(r, token.i)) if r.tokens[t].end == extent[1]), token.i)
    if r.tokens[last].dep == "prep" and not r.children[last] and not _is_described(r, last, token.i):
        return True
    elsewhere = r.tokens[finding.trigger].dep == "relcl" or bool(tree.children(r, token.i, "dobj", "ccomp"))
    return token.pos == "VERB" and extent == (token.start, token.end) and elsewhere


def _is_described(r: Reading, last: int, head: int) -> bool:
    """Whether a word belongs to a relative clause, where a preposition may stand last: "services they rely upon"."""
    while last != head and r.tokens[last].head != last:
        if r.tokens[last].dep == "relcl":
            return True
        last = r.tokens[last].head
    return False


def _with_purpose(r: Reading, finding: Finding, end: int, cuts: list[Condition]) -> int:
    """Return the end of a noun as content, over what the parse hangs from the verb: "aid / for schools / over two years"."""
    if not finding.rule.endswith(":noun") or r.tokens[finding.head].pos == "VERB" or finding.act not in _GIVING:
        return end
    for child in tree.children(r, finding.trigger, "prep", "advcl", "xcomp", "oprd"):
        first, last = tree.extent(r, child)
        joined = child > finding.head and r.text[end:first].strip() == ""
        if joined and _opens_purpose(r, child) and not any(first <= c.start < last for c in cuts):
            end = last
    return end


def _opens_purpose(r: Reading, child: int) -> bool:
    first = r.tokens[min(tree.subtree(r, child))].text.lower()
    return first in _PURPOSES or (first == "to" and is_infinitive(r, child))


def _is_order(r: Reading, head: int) -> bool:
    """Whether what one party signs alone is an order: "a security memorandum", not "a memorandum of understanding"."""
    with_another = any(r.tokens[p].lemma in ("with", "of", "between") for p in tree.children(r, head, "prep"))
    return r.tokens[head].lemma.lower() in ("memorandum", "declaration") and not with_another


def _is_delivery(context: Context, finding: Finding, content: Span, to: Parties, inferred: bool) -> bool:
    """Whether a thing handed over was promised, is measured, or goes to somebody; keeping one's word always is."""
    r = context.reading
    cues = load_commitment_cues()
    if cues.is_a("bond", r.tokens[finding.head].lemma.lower()):
        return True
    promised = any(r.tokens[t].lemma in ("promise", "pledge", "agree", "commit") for t in tree.subtree(r, finding.head))
    paid = r.tokens[finding.trigger].lemma == "disburse"
    return promised or paid or bool(to and not inferred) or bool(find_amounts(content.quote))


def _reference(context: Context, finding: Finding, content: Span, acts: set[int]) -> Span | None:
    """Return the earlier deal: the one reaffirmed, or one named in the content or after it before another act."""
    r = context.reading
    if finding.act == "reaffirmation" and load_commitment_cues().is_a("bond", r.tokens[finding.head].lemma.lower()):
        return content
    sentence = r.sentences[r.tokens[finding.head].sentence]
    last = acts.isdisjoint(range(finding.head + 1, sentence.last))
    return reference_in(r, content.start, max(sentence.end, content.end) if last else content.end)


def _attribution(context: Context, finding: Finding, by: Parties) -> Attribution | None:
    """Return on whose word the act is reported; none where the saying is the act itself, by those who commit themselves."""
    found = attribution_of(context, finding.head if is_prospect(finding) else finding.trigger)
    if found is None or found.by is None:
        return found
    return None if not by or same_side((found.by,), by) else found


def _sectors(context: Context, finding: Finding, content: Span) -> tuple[str, ...]:
    """Return the sectors of the content; where it shows none, of its sentence, or of what its paragraph says before."""
    r = context.reading
    sentence = r.sentences[r.tokens[finding.head].sentence]
    before = [s for s in r.sentences[max(0, sentence.index - 2) : sentence.index] if s.paragraph == sentence.paragraph]
    for start, end in [(content.start, content.end), *((s.start, s.end) for s in [sentence, *reversed(before)])]:
        found = sectors_of(r.text[start:end])
        if found != (OTHER,):
            return found if _ECONOMIC in found or not is_money(content) else (*found, _ECONOMIC)
    return (_ECONOMIC,) if is_money(content) else (OTHER,)


def is_money(content: Span) -> bool:
    """Whether the content names a sum of money."""
    return any(len(a.unit) == 3 and a.unit.isupper() for a in find_amounts(content.quote))


def _without_repeats(made: list[Commitment]) -> list[Commitment]:
    """Return the commitments in order of the text without those whose content stands inside a surer one of the same act."""
    kept: list[Commitment] = []
    for one in sorted(made, key=lambda c: (c.content.start, -c.content.end)):
        inside = next((k for k in reversed(kept[-4:]) if k.content.covers(one.content)), None)
        if inside is None or (inside.act != one.act and inside.content != one.content):
            kept.append(one)
    return kept
