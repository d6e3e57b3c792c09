"""Prospective findings: what a party says it will or will not do, as acts of commitment."""

from collections.abc import Iterator

from servanda.coding.commitment_cues import CommitmentCues, load_commitment_cues
from servanda.coding.commitment_finding import Finding
from servanda.coding.will_clauses import (
    Prospect,
    find_prospects,
    is_talk_or_plan,
    is_under_deal,
    sets_going,
    with_coordinated,
)
from servanda.knowledge.publishers import home_of
from servanda.reading import tree
from servanda.reading.reading import Reading
from servanda.record.kinds import Act

_PARTIES = frozenset(("party", "parties", "side", "sides", "state", "signatory", "member", "both"))


def find_by_will(r: Reading, taken: set[int]) -> Iterator[Finding]:
    """Yield an act for each thing that somebody will do, save the contents that a cue has taken already."""
    cues = load_commitment_cues()
    for prospect in find_prospects(r):
        if prospect.verb in taken:
            continue
        act = _act(r, cues, prospect)
        if _has_gap(r, prospect.verb):
            continue
        own = tree.children(r, prospect.modal, "nsubj")  # the parse gives "will co-host" a subject of "will"
        subjects = tuple(tree.conjuncts(r, own[0]) if own else tree.subjects(r, prospect.verb))
        told = tuple(tree.children(r, prospect.saying, "dobj", "dative")) if prospect.saying is not None else ()
        passive = tree.is_passive(r, prospect.verb) or sets_going(r, prospect.verb)
        modal = "will" if r.tokens[prospect.modal].lemma == "go" else r.tokens[prospect.modal].lemma
        for verb in with_coordinated(r, prospect.verb):
            if verb not in taken and (verb == prospect.verb or not is_talk_or_plan(r, cues, verb)):
                whole = prospect.modal if passive and modal == "be" else verb
                yield Finding(
                    prospect.modal, act, whole, f"{modal}:{'passive' if passive else 'active'}",
                    subjects, told, clause=passive, saying=prospect.saying,
                )  # fmt: skip


def _act(r: Reading, cues: CommitmentCues, prospect: Prospect) -> Act:
    if prospect.negated:
        return "pledge" if _refrains(r, cues, prospect.verb) else "refusal"
    if _under_deal(r, cues, prospect.verb):
        return "agreement"
    marks = {r.tokens[m].lemma for c in tree.children(r, prospect.verb, "advcl") for m in tree.children(r, c, "mark")}
    if "unless" in marks or cues.is_a("hostile", r.tokens[prospect.verb].lemma.lower()):
        return "threat"
    if prospect.saying is not None and r.tokens[prospect.saying].lemma == "warn":
        return "threat"
    if "if" in marks and (_reacts(r, cues, prospect.verb) or _if_not(r, cues, prospect.verb)):
        return "threat"
    could = r.tokens[prospect.modal].text.lower() == "could"
    return "offer" if "if" in marks or could else "pledge"


def _if_not(r: Reading, cues: CommitmentCues, verb: int) -> bool:
    """Whether something is done if another does not do what is wanted: no threat where it is help."""
    clauses = [c for c in tree.children(r, verb, "advcl") if any(r.tokens[m].lemma == "if" for m in r.children[c])]
    return any(tree.is_negated(r, c) for c in clauses) and not cues.is_a("measure", r.tokens[verb].lemma.lower())


def _refrains(r: Reading, cues: CommitmentCues, verb: int) -> bool:
    """Whether it is a promise to leave something undone: "will not attack", "will carry out no tests"; not "will not pay"."""
    undone = (r.tokens[o].lemma.lower() for o in tree.children(r, verb, "dobj"))
    return cues.is_a("restraint", r.tokens[verb].lemma.lower()) or any(cues.is_a("abstention", one) for one in undone)


def _reacts(r: Reading, cues: CommitmentCues, verb: int) -> bool:
    """Whether what will be done "if" is done to whoever does that: "respond", "take resolute measures"."""
    lemma = r.tokens[verb].lemma.lower()
    taken = [r.tokens[o].lemma.lower() for o in tree.children(r, verb, "dobj")] if lemma in ("take", "adopt") else []
    return cues.is_a("reacting", lemma) or any(cues.is_a("reaction", one) for one in taken)


def _has_gap(r: Reading, verb: int) -> bool:
    """Whether the clause describes what is to be done elsewhere: "the talks (that) Oman will host"."""
    if r.tokens[verb].dep != "relcl" or any(r.tokens[s].tag in ("WP", "WDT") for s in tree.children(r, verb, "nsubj")):
        return False
    whole = any(r.tokens[o].tag not in ("WP", "WDT") for o in tree.children(r, verb, "dobj", "ccomp", "xcomp"))
    return not whole


def _under_deal(r: Reading, cues: CommitmentCues, verb: int) -> bool:
    """Whether the clause, or that which it is joined to, stands "under the deal", or is an article that binds the parties."""
    if any(r.tokens[c].text.lower() == "shall" for c in tree.children(r, verb, "aux")):
        return _binds_parties(r, [r.tokens[s].lemma.lower() for s in tree.subjects(r, verb)])
    return is_under_deal(r, cues, verb)


def _binds_parties(r: Reading, subjects: list[str]) -> bool:
    """Whether "shall" stands in an article that binds parties; a state's own text says so of what its own bodies will do."""
    own = home_of(r.document.source, r.document.url) is not None
    return not {"i", "we"} & set(subjects) and (not own or bool(_PARTIES & set(subjects)))
