"""Own bodies: what a text calls without saying whose it is: "the Administration", "my Government", "the Department"."""

import re
from dataclasses import replace

from servanda.coding.context import Context
from servanda.coding.parties import body_at
from servanda.knowledge.offices import office_named
from servanda.reading import tree
from servanda.reading.reading import Mention, Reading
from servanda.record import Participant

Parties = tuple[Participant, ...]

_OWN = re.compile(
    r"(?:the )?(?:[A-Z]\w+[-‑\u2060]+[A-Z]\w+ )?(?:Administration|administration|Government|government)", re.IGNORECASE
)
_CABINETS = frozenset(("administration", "government"))
_DEFINITE = frozenset(("the", "this", "our"))
_SIGNATORIES = frozenset(("Participants", "Parties", "Signatories"))
_HEADS = frozenset(("presidents", "leaders", "premiers"))
_AGENCY = re.compile(r"(?:Departments?|Agency|Administration|Bureau|Ministry|Office of)\b")


def own_government(context: Context, heads: list[int]) -> Parties:
    """Return whom a text calls without a name; nobody for other words.

    The state that publishes is "the Administration", the speaker's "my Government", the two that the text is about are "the
    Participants".
    """
    r = context.reading
    if len(heads) == 1 and _calls_both(context, heads[0]):
        return _two_states(context, heads[0])
    if len(heads) == 1 and _is_own_cabinet(r, heads[0]):
        token = r.tokens[heads[0]]
        own = body_at(context, heads[0])
        return tuple(replace(p, start=token.start, end=token.end, quote=token.text) for p in own)
    home = _publishing_state(context)
    if home is None or len(heads) != 1:
        return ()
    token = r.tokens[heads[0]]
    mention = r.mention_at(token.i)
    start = mention.start if mention is not None else token.start
    before = [r.tokens[c] for c in tree.children(r, token.i, "det", "poss", "amod", "nmod", "compound", "prep")]
    if _OWN.fullmatch(r.text, start, token.end) is None or any(
        t.start < start and t.lemma.lower() not in _DEFINITE for t in before
    ):
        return ()
    if any(t.dep == "prep" for t in before):
        return ()
    return (replace(home, start=token.start, end=token.end, quote=token.text),)


def _publishing_state(context: Context) -> Participant | None:
    """Return the state in whose name the whole text speaks, None where it is no state's own."""
    whole = next((v for v in context.voices if v.end - v.start == len(context.reading.text)), None)
    alone = whole is not None and len(whole.body) == 1 and whole.body[0].type == "state"
    return whole.body[0] if whole is not None and alone else None


def _calls_both(context: Context, head: int) -> bool:
    """Whether a word means the two whom a text is about: "the Participants", "the presidents" where they are of no country."""
    r = context.reading
    token, mention = r.tokens[head], r.mention_at(head)
    if not context.states or [r.tokens[d].lemma.lower() for d in r.children[head]] != ["the"]:
        return False
    named = [r.entities[e] for e in mention.entities] if mention is not None else []
    of_none = all(e.type == "group" and e.country is None and "IGO" not in e.sector for e in named)
    return token.text in _SIGNATORIES or (token.text.lower() in _HEADS and of_none)


def _two_states(context: Context, head: int) -> Parties:
    """Return the two states that a text is about, where it is, at the words that call them its participants."""
    token = context.reading.tokens[head]
    mention = Mention(token.start, token.end, head, "description", context.states)
    return tuple(context.participant(mention, state) for state in context.states)


def _is_own_cabinet(r: Reading, head: int) -> bool:
    owners = {r.tokens[p].text.lower() for p in tree.children(r, head, "poss")}
    return r.tokens[head].lemma.lower() in _CABINETS and bool(owners & {"my", "our"})


def at_home(context: Context, parties: Parties) -> Parties:
    """Return the parties; a body of government without a country, in a state's own text, is that state's: "the Department"."""
    home = _publishing_state(context)
    if home is None:
        return parties
    return tuple(
        replace(p, country=home.country, sector=p.sector or ("GOV",)) if p.country is None and _is_of_state(p) else p
        for p in parties
    )


def _is_of_state(party: Participant) -> bool:
    """Whether a party without a country is a body of government, or somebody called by an office alone: "the Secretary"."""
    if party.type == "organisation":
        return "GOV" in party.sector or _AGENCY.match(party.name) is not None
    return party.type == "person" and not set(party.sector) - {"GOV"} and office_named(party.name) is not None
