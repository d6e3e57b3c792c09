"""Entitlements: what somebody shall get or be able to have, promised by whoever says so rather than by its subject.

"Firms will be eligible for the loans", "the clinics will be available to refugees", and under a deal or of a sum
"Tonga will receive two ships". What people will be able to do with other verbs is a forecast ("will be able to see").
"""

from collections.abc import Iterator

from servanda.coding.commitment_cues import load_commitment_cues
from servanda.coding.commitment_finding import Finding
from servanda.coding.will_clauses import Prospect, find_entitled, find_none, is_under_deal
from servanda.reading import tree
from servanda.reading.reading import Reading
from servanda.record.kinds import Act

RULE = "entitled"
_GETTING = frozenset(("receive", "get", "obtain"))
_OPEN = frozenset(("available", "open", "free"))


def find_entitlements(r: Reading, taken: set[int]) -> Iterator[Finding]:
    """Yield a pledge, under a deal an agreement, for each thing that somebody will be given or allowed."""
    for prospect in find_entitled(r):
        head = _granted(r, prospect)
        if head is None or taken & {head, prospect.verb}:
            continue
        getters = tree.subjects(r, prospect.verb)
        thing = r.tokens[head].text.lower() in _OPEN
        if thing:
            getters = tree.prepositional(r, head, "to", "for")
        act: Act = "agreement" if is_under_deal(r, load_commitment_cues(), prospect.verb) else "pledge"
        given = [] if thing else [prospect.verb, *tree.children(r, prospect.verb, "dobj")]
        givers = [giver for at in given for giver in tree.prepositional(r, at, "from")]
        whole = prospect.verb if thing else head
        yield Finding(
            prospect.modal, act, whole, RULE, tuple(givers), tuple(getters), clause=thing, saying=prospect.saying
        )


def find_exclusions(r: Reading, taken: set[int]) -> Iterator[Finding]:
    """Yield what there shall be none of: of cuts and attacks that is a pledge, of talks and pardons a refusal."""
    cues = load_commitment_cues()
    for prospect in find_none(r):
        things = [r.tokens[t].lemma.lower() for t in tree.children(r, prospect.verb, "attr", "nsubj")]
        spared = any(cues.is_a("abstention", one) for one in things)
        if prospect.verb not in taken and (spared or any(cues.is_a("withheld", one) for one in things)):
            act: Act = "pledge" if spared else "refusal"
            yield Finding(prospect.modal, act, prospect.verb, RULE, clause=True, saying=prospect.saying)


def _granted(r: Reading, prospect: Prospect) -> int | None:
    """Return the head of what is granted: "claim" of "will be able to claim", "eligible", "receive"; None where nothing is."""
    cues, verb = load_commitment_cues(), prospect.verb
    if r.tokens[verb].lemma in _GETTING:
        return verb if is_under_deal(r, cues, verb) or _of_money(r, verb) else None
    for quality in tree.children(r, verb, "acomp", "oprd"):
        word = r.tokens[quality].text.lower()
        done = [c for c in tree.children(r, quality, "xcomp") if r.tokens[c].tag == "VB"]
        if word == "able":
            return next((c for c in done if cues.is_a("taking", r.tokens[c].lemma.lower())), None)
        if word in ("eligible", "entitled") or (word in _OPEN and tree.children(r, quality, "prep")):
            return quality
    return None


def _of_money(r: Reading, verb: int) -> bool:
    return any(r.tokens[t].tag == "$" for o in tree.children(r, verb, "dobj") for t in tree.subtree(r, o))
