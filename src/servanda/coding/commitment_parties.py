"""Who commits whom: the parties of an act, from its cue and its content."""

from collections.abc import Iterable

from servanda.coding.commitment_cues import load_commitment_cues
from servanda.coding.commitment_finding import Finding
from servanda.coding.context import Context
from servanda.coding.dyad import other_side
from servanda.coding.obligations import MUST
from servanda.coding.own_bodies import at_home, own_government
from servanda.coding.parties import actor_behind, body_at, participants, participants_at, speaker_at, state_of, without
from servanda.coding.will_clauses import governor
from servanda.reading import tree
from servanda.reading.reading import Reading
from servanda.record import Participant

Parties = tuple[Participant, ...]

_ADDRESSED = {
    "offer": ("to",), "pledge": ("to", "with"), "agreement": ("with",), "reaffirmation": ("to", "with"),
    "request": ("to", "from", "of", "with"), "demand": ("to", "from", "of"), "threat": ("against", "to"), "delivery": ("to",),
}  # fmt: skip
_SELF = frozenset(["itself", "themselves", "himself", "herself", "ourselves"])
_THIRD = frozenset(("he", "she", "it", "they"))
_ANY = frozenset(("a", "an", "any", "every", "no", "which"))
_SPEAKER = frozenset(("i", "we"))
_AWAY = frozenset(("in", "at", "near", "by", "under", "during", "through", "as", "like", "against"))
_BESIDE = frozenset(("as", "like", "after", "before", "since", "include", "following"))
_GIVING = frozenset(
    """
    send give deliver return ship supply provide hand donate lend transfer sell pay dispatch deploy grant release export
    extradite repatriate contribute allocate channel
    """.split()
)
_DONE_BY_PLANS = frozenset("create build provide fund finance support deliver give train open".split())
_FIGHTING = frozenset(("REB", "UAF", "SEP", "INS"))
_PAPERS = frozenset(
    ("Budget", "EO", "Act", "Agreement", "Bill", "Treaty", "Resolution", "Report", "Order", "Plan", "Statement")
)
_ORDERS = frozenset(("memorandum", "order", "proclamation", "budget", "directive", "decree"))
_HEARD = 0.4
_SURENESS = {"will": 0.6, "shall": 0.65, "would": 0.6, "could": 0.45, "be": 0.6}


def named(context: Context, heads: Iterable[int]) -> Parties:
    """Return the participants that noun phrases refer to, or who is behind those that are none themselves."""
    heads = list(heads)
    own = own_government(context, heads)
    if own:
        return own
    return participants(context, heads) or next((p for h in heads if (p := actor_behind(context, h))), ())


def actors_of(context: Context, finding: Finding) -> tuple[Parties, float]:
    """Return who performs an act and how sure that it is one; nobody and 0.0 where it is nobody's."""
    by, sure = _actors_of(context, finding)
    if finding.heard and not sure and not participants(context, finding.subjects):
        plans = (
            s for s in finding.subjects if load_commitment_cues().is_a("instrument", context.reading.tokens[s].lemma)
        )
        return next((body_at(context, plan) for plan in plans), ()), _HEARD
    decided = tuple(p for p in by if not _is_paper(p))
    if not decided and (by or any(context.reading.tokens[s].lemma.lower() in _ORDERS for s in finding.subjects)):
        issuer = body_at(context, finding.trigger)
        return issuer, 0.6 if issuer else 0.0
    return at_home(context, decided), sure


def _is_paper(party: Participant) -> bool:
    """Whether what the parser took for a body is a text that others wrote: "the Budget proposes"."""
    return party.country is None and "IGO" not in party.sector and party.name.rsplit(maxsplit=1)[-1] in _PAPERS


def _actors_of(context: Context, finding: Finding) -> tuple[Parties, float]:
    rule = finding.rule.partition(":")[0]
    if rule == "item":
        return (), 0.35
    if finding.rule == "plan:items":
        by = participants(context, tree.children(context.reading, finding.trigger, "poss"))
        by = by or body_at(context, finding.head)
        return by, 0.5 if by else 0.35
    if finding.rule == MUST:
        return _of_obligation(context, finding)
    if rule == "entitled":
        return _of_entitlement(context, finding)
    if rule in _SURENESS:
        return _of_prospect(context, finding, _SURENESS[rule])
    r = context.reading
    if finding.owner is not None:
        owners = tree.children(r, finding.owner, "poss")
        possessor = own_government(context, owners) or participants(context, owners)
        if possessor and finding.act not in ("delivery", "withdrawal"):
            return possessor, 0.75
    others = tree.prepositional(r, finding.owner, "from", "by") if finding.owner is not None else []
    if others and finding.act in ("pledge", "offer", "intention", "reaffirmation"):
        by = participants(context, others)
        return by, 0.7 if by else 0.4  # "announced a promise from four banks" is the banks'
    by = named(context, finding.subjects) or _who_says(context, finding)
    if by:
        return by, 0.7 if "(" in rule else 0.8
    if finding.owner is not None and not finding.subjects:
        by = _of_owner(context, finding.owner)
        spoken = any(r.tokens[p].text.lower() in ("my", "our") for p in tree.children(r, finding.owner, "poss"))
        return by, 0.65 if by else 0.45 * spoken
    return (), _unnamed(context, finding.subjects)


def _who_says(context: Context, finding: Finding) -> Parties:
    """Return who says it, for a pronoun that nothing else explains: "Oman said it was ready"."""
    r = context.reading
    for subject in finding.subjects:
        above = governor(r, r.tokens[subject].head)
        pronoun = r.tokens[subject].text.lower() in _THIRD
        if pronoun and above is not None and load_commitment_cues().is_a("saying", r.tokens[above].lemma):
            return named(context, tree.subjects(r, above))
    return ()


def _of_owner(context: Context, noun: int) -> Parties:
    """Return whose a noun is: "Russia's pledge", "the promise of Norway", "the tanks that Oman promised"."""
    r = context.reading
    relative = [
        s for c in tree.children(r, noun, "relcl", "acl") for s in [*tree.children(r, c, "nsubj"), *tree.agents(r, c)]
    ]
    possessor = participants(context, tree.children(r, noun, "poss"))
    return (
        possessor or participants(context, relative) or participants(context, tree.prepositional(r, noun, "by", "from"))
    )


def _of_prospect(context: Context, finding: Finding, sure: float) -> tuple[Parties, float]:
    """Return who will do it: the subject, or in a passive the side of who says so; nobody where another speaks for them."""
    r = context.reading
    speaker = named(context, tree.subjects(r, finding.saying)) if finding.saying is not None else ()
    if finding.rule.endswith("passive"):
        agents = participants(context, tree.agents(r, finding.head))
        by = agents or tuple(_side_of(context, s) for s in speaker if s.country or s.type == "organisation")
        planned = load_commitment_cues().is_a("measure", r.tokens[finding.head].lemma.lower()) and not finding.saying
        by = by or (body_at(context, finding.trigger) if planned else ())
        return by, sure - 0.15 if by else 0.35 * planned
    instrument = _instrument(context, finding)
    if instrument is not None:
        return instrument, 0.0 if r.tokens[finding.head].dep == "relcl" else 0.4 if instrument else 0.35
    doers = own_government(context, list(finding.subjects)) or participants(context, finding.subjects)
    by = tuple(p for p in doers if _can_promise(context, p))
    if not by:
        speaks = any(r.tokens[s].text.lower() in _SPEAKER for s in finding.subjects)
        another = participants(context, finding.subjects) and not speaks
        pronoun = all(r.tokens[s].text.lower() in _THIRD for s in finding.subjects)
        telling = tree.subjects(r, finding.saying) if finding.saying is not None and pronoun and not speaker else ()
        return (), 0.0 if another else _unnamed(context, telling or finding.subjects)
    if speaker and not same_side(by, speaker):
        return (), 0.0
    return by, sure + (0.1 if finding.saying is not None else 0.0)


def _of_obligation(context: Context, finding: Finding) -> tuple[Parties, float]:
    """Return who says what another must do; nobody where nobody says it, or who says it is of the same side."""
    r = context.reading
    told = named(context, tree.subjects(r, finding.saying)) if finding.saying is not None else ()
    by = told or speaker_at(context, finding.trigger) or body_at(context, finding.trigger)
    if tree.is_passive(r, finding.head):
        return by, 0.6 if by and finding.saying is not None else 0.0
    to = named(context, finding.addressed)
    return by, 0.6 if by and to and not same_side(by, to) else 0.0


def _of_entitlement(context: Context, finding: Finding) -> tuple[Parties, float]:
    """Return who gives what others shall have: whoever it comes from, the side of who says so, or who issues the text."""
    r = context.reading
    givers = participants(context, finding.subjects)
    if givers or finding.saying is None:
        by = givers or body_at(context, finding.trigger)
        return by, 0.5 if by else 0.35
    speaker = named(context, tree.subjects(r, finding.saying))
    by = tuple(_side_of(context, s) for s in speaker if s.country or s.type == "organisation")
    return by, 0.45 if by else 0.0


def _instrument(context: Context, finding: Finding) -> Parties | None:
    """Return whose plan, fund or programme will do it; nobody where the text does not say, None for other subjects."""
    r, cues = context.reading, load_commitment_cues()
    for subject in finding.subjects:
        token = r.tokens[subject]
        measure = cues.is_a("measure", r.tokens[finding.head].lemma.lower())
        plan = cues.is_a("instrument", token.lemma.lower()) or (
            r.tokens[finding.head].lemma in _DONE_BY_PLANS and _means_plan(context, subject)
        )
        if plan and measure and finding.act in ("pledge", "intention"):
            if r.tokens[finding.head].dep == "relcl":
                return ()
            return participants(context, tree.children(r, subject, "poss")) or body_at(context, subject)
    return None


def _means_plan(context: Context, subject: int) -> bool:
    """Whether "this" or "it" stands for a plan or sum that the sentence before names, or opens a text so that nothing tells."""
    r = context.reading
    token = r.tokens[subject]
    if token.pos != "PRON" or token.text.lower() not in ("this", "it", "these") or participants(context, [subject]):
        return False
    sentence = r.sentences[token.sentence]
    before = r.sentences[sentence.index - 1] if sentence.index else None
    cues = load_commitment_cues()
    return before is None or any(
        t.tag == "$" or (t.pos == "NOUN" and (cues.is_a("instrument", t.lemma) or t.lemma in cues.nouns))
        for t in r.tokens[before.first : before.last]
    )


def _can_promise(context: Context, party: Participant) -> bool:
    """Whether somebody can say what they will do: no people at large, no fund or plan with a name of its own."""
    pronoun = party.quote.lower() in _THIRD
    last = (party.name if pronoun and party.type == "organisation" else party.quote).rsplit(maxsplit=1)[-1].lower()
    last = last if load_commitment_cues().is_a("instrument", last) else last.removesuffix("s")
    if party.type in ("group", "people") and party.quote.rsplit(maxsplit=1)[-1].islower():
        return bool(set(party.sector) - {"CVL", "BUS"})
    if (
        party.type == "state"
        and last.endswith(("ans", "ese", "ish", "ians", "is"))
        and party.quote.lower() != (party.name or "").lower()
    ):
        return False
    return "IGO" in party.sector or not load_commitment_cues().is_a("instrument", last)


def _unnamed(context: Context, subjects: Iterable[int]) -> float:
    """Return how sure it is that subjects who are no known actor are somebody who can commit themselves."""
    r = context.reading
    for subject in subjects:
        token = r.tokens[subject]
        if load_commitment_cues().is_a("instrument", token.lemma.lower()):
            continue
        bare = token.pos == "NOUN" and not tree.children(r, subject, "amod", "compound")
        anybody = bare and any(r.tokens[d].lemma in _ANY for d in tree.children(r, subject, "det"))
        known = load_commitment_cues().is_a("party", token.lemma.lower()) and not anybody
        if token.text.lower() in _SPEAKER or known:
            return 0.45
        if token.pos == "PROPN" or (token.text[:1].isupper() and token.tag == "NN" and not r.children[subject]):
            return 0.4
    return 0.0


def _side_of(context: Context, speaker: Participant) -> Participant:
    return (state_of(context, speaker) if speaker.type == "person" else None) or speaker


def directed_to(context: Context, finding: Finding, by: Parties) -> tuple[Parties, bool]:
    """Return whom an act is directed to, and whether that is only inferred from whom the document is about."""
    found, inferred = _directed_to(context, finding, by)
    return at_home(context, found), inferred


def _directed_to(context: Context, finding: Finding, by: Parties) -> tuple[Parties, bool]:
    r = context.reading
    found = named(context, [a for a in finding.addressed if r.tokens[a].text.lower() not in _SELF])
    if not found and r.tokens[finding.trigger].tag != "MD":
        prepositions = _ADDRESSED.get(finding.act, ())
        found = participants(context, tree.prepositional(r, finding.trigger, *prepositions)) if prepositions else ()
    within = (
        finding.trigger
        if finding.rule.endswith(":noun") and finding.act in ("pledge", "offer", "delivery")
        else finding.head
    )
    if not found and finding.act in _CONDITIONAL:
        found = _whose_condition(context, finding.trigger, _CONDITIONAL[finding.act])
    found = without(found, by) or _in_content(context, finding.head, by) or _in_content(context, within, by)
    if found:
        return found, False
    if finding.act in ("demand", "refusal"):
        found = _earlier_in_sentence(context, finding.trigger, by)
    if found:
        return found, True
    if len({p.country or p.name for p in by}) > 1:
        return by if finding.act not in ("demand", "request") else (), False
    found = other_side(context, by)
    return (found, True) if found and _spoken_of(context, finding.trigger, found) else ((), False)


def _spoken_of(context: Context, trigger: int, parties: Parties) -> bool:
    """Whether the paragraph of an act names the country of a party, for else the act hardly concerns it."""
    r = context.reading
    paragraph = r.sentences[r.tokens[trigger].sentence].paragraph
    inside = [s for s in r.sentences if s.paragraph == paragraph]
    near = (m for m in r.mentions if inside[0].start <= m.start < inside[-1].end)
    countries = {r.entities[e].country for m in near for e in m.entities}
    return any(p.country in countries for p in parties)


_CONDITIONAL = {"threat": ("unless", "if"), "offer": ("if", "once"), "pledge": ("if", "once")}


def _whose_condition(context: Context, trigger: int, marks: tuple[str, ...]) -> Parties:
    """Return on whose deed an act hangs: who can avert a threat "unless", or earn an offer "if" they do something."""
    r = context.reading
    sentence = r.sentences[r.tokens[trigger].sentence]
    opening = (t for t in r.tokens[sentence.first : sentence.last] if t.lemma in marks and t.dep == "mark")
    subjects = (tree.children(r, mark.head, "nsubj", "nsubjpass") for mark in opening)
    return next((found for heads in subjects if (found := named(context, heads))), ())


def _in_content(context: Context, head: int, by: Parties) -> Parties:
    """Return whom a content is for: the first of its objects, owners and phrases that is not of the actor's country."""
    r = context.reading
    countries = {p.country for p in by if p.country}
    for token in _roles_inside(context, head):
        mention = r.mention_at(token)
        if mention is None or mention.start <= r.tokens[r.tokens[token].head].start < mention.end:
            continue
        if mention.locative and not _receives(r, token):
            continue
        together = participants(context, tree.conjuncts(r, token))
        found = tuple(p for p in without(together, by) if p.country not in countries)
        found = tuple(
            p for p in found if p.type in ("state", "organisation", "person") and (p.country or "IGO" in p.sector)
        )
        found = tuple(p for p in found if not _is_fund(p))
        if found:
            return found
    return ()


def _is_fund(party: Participant) -> bool:
    return any(word.lower() in ("fund", "facility", "initiative") for word in party.name.split(" (")[0].split()[-1:])


def _receives(r: Reading, token: int) -> bool:
    """Whether something is sent or given to it: "send 40 monitors to Laos" is promised to Laos, though Laos is a place."""
    preposition = r.tokens[r.tokens[token].head]
    if preposition.lemma != "to" or r.tokens[token].dep != "pobj":
        return False
    above = preposition.head
    while r.tokens[above].pos == "NOUN" and r.tokens[above].dep in ("dobj", "nsubjpass", "conj", "pobj", "prep"):
        above = r.tokens[above].head
    return r.tokens[above].lemma in _GIVING


def _roles_inside(context: Context, head: int) -> list[int]:
    r = context.reading
    near, far = [], []
    about = {t for s in tree.children(r, head, "nsubj", "nsubjpass") for t in tree.subtree(r, s) if t != s}
    before = (c for c in r.children[head] if c < head and r.tokens[c].dep not in ("nsubj", "nsubjpass", "poss"))
    about |= {t for c in before for t in tree.subtree(r, c)}
    below = [t for t in tree.subtree(r, head) if t != head]
    clauses = (t for t in below if r.tokens[t].dep in ("relcl", "acl") or r.tokens[t].lemma in _BESIDE)
    about |= {t for c in clauses for t in tree.subtree(r, c)}
    for child in (t for t in tree.subtree(r, head) if t not in about):
        token = r.tokens[child]
        if token.dep in ("dative", "dobj", "poss", "nsubj", "nsubjpass") and child != head:
            near.append(child)
        elif token.dep == "pobj" and r.tokens[token.head].lemma not in _AWAY:
            far.append(child)
    return [*near, *far]


def _earlier_in_sentence(context: Context, trigger: int, by: Parties) -> Parties:
    """Return the subject of a clause before the cue's, if it is another side: "The rebels refuse, and X demands ..."."""
    r = context.reading
    for token in range(r.sentences[r.tokens[trigger].sentence].first, trigger):
        if r.tokens[token].dep == "nsubj":
            found = without(participants_at(context, token), by)
            if found and (not same_side(found, by) or _opposed(found, by)):
                return found
    return ()


def _opposed(one: Parties, other: Parties) -> bool:
    """Whether rebels and the state that they fight stand against each other: both are of one country."""
    return any(_FIGHTING & set(p.sector) for p in one) != any(_FIGHTING & set(p.sector) for p in other)


def same_side(one: Parties, other: Parties) -> bool:
    """Whether two groups of parties share a name or a country."""
    names = {p.name for p in one} & {p.name for p in other}
    return bool(names or {p.country for p in one if p.country} & {p.country for p in other if p.country})
