"""Prospects: clauses in which a party says what it will or will not do, without a verb of promising."""

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.coding.commitment_complements import verbs_beside
from servanda.coding.commitment_cues import CommitmentCues, load_commitment_cues
from servanda.coding.modality import is_question
from servanda.knowledge.publishers import home_of
from servanda.reading import tree
from servanda.reading.nouns import is_actor_noun
from servanda.reading.reading import Reading

_WILL = frozenset(("will", "shall", "'ll", "’ll", "wo"))
_STARTS = frozenset(("begin", "start", "commence", "resume", "cease", "end", "stop"))
_OCCASIONS = frozenset(
    """
    talk negotiation meeting summit conference session election poll vote voting war storm season ceremony visit trial hearing
    """.split()
)
_SPEECHES = frozenset(("remark", "remarks", "speech", "address", "testimony", "briefing", "statement", "lecture"))
_ONES_OWN = frozenset(("plan", "program", "programme", "framework", "text", "term"))
_TURNED = frozenset(("grow", "shrink", "end"))
_CLAUSE_MARKS = frozenset(
    """
    if when while unless until after before once because as since although though whether lest
    """.split()
)
_ASKING = frozenset(["who", "what", "which", "when", "where", "why", "how", "whether"])


# That people will meet is a plan of the day, no commitment of one to another; to meet an obligation is one.
_DUTIES = frozenset(
    "obligation commitment target goal deadline cost debt promise requirement need demand payment".split()
)


@dataclass(frozen=True, slots=True)
class Prospect:
    """A verb with "will", "shall" or, in reported speech, "would"; and the verb of saying that reports it, if any."""

    verb: int
    modal: int
    saying: int | None
    negated: bool


def find_prospects(r: Reading) -> Iterator[Prospect]:
    """Yield what a text says that somebody will do; forecasts, questions, rumours and what nobody can promise are none.

    A forecast is what stands with "probably" and the like, of what "only" one party will do, under a verb of thinking or
    expecting, or on the word of analysts; "would" counts only in reported speech, or beside an "if", "could" only in both.
    """
    cues = load_commitment_cues()
    for sentence in r.sentences:
        if sentence.form in ("credit", "dateline") or is_question(r, sentence):
            continue
        for token in r.tokens[sentence.first : sentence.last]:
            word = token.text.lower()
            if token.tag == "MD" and (
                word in _WILL or word == "would" or (word == "could" and _is_offered(r, token.i))
            ):
                yield from _prospect(r, cues, token.i)
            elif (token.tag == "VBG" and token.lemma == "go") or _is_to(r, token.i):
                yield from _going_to(r, cues, token.i)


def _is_offered(r: Reading, modal: int) -> bool:
    """Whether somebody says that they themselves could do it, if: "they said they could send ships if the port opened"."""
    verb = r.tokens[modal].head
    above = governor(r, verb)
    selves = [r.tokens[s].text.lower() for s in tree.children(r, verb, "nsubj")]
    return above is not None and bool(set(selves) & {"they", "it", "he", "she"}) and is_reported(r, verb, None)


def _is_to(r: Reading, being: int) -> bool:
    """Whether "is" has a party for its subject, as in "Chad is to pay": not so "the plan is to pay", "Chad is to blame"."""
    if r.tokens[being].lemma != "be" or any(r.tokens[c].lemma == "blame" for c in tree.children(r, being, "xcomp")):
        return False
    if any(tree.children(r, c, "auxpass") for c in tree.children(r, being, "xcomp")):
        return governor(r, being) is not None  # "the port is to be rebuilt, he said"
    if tree.children(r, being, "prep", "acomp", "attr"):
        return False  # "is on track to pay"
    subjects = [r.tokens[s] for s in tree.children(r, being, "nsubj")]
    return any(s.pos == "PROPN" or is_actor_noun(s.lemma) for s in subjects)


def _going_to(r: Reading, cues: CommitmentCues, going: int) -> Iterator[Prospect]:
    """Yield what somebody "is going to" do or "is to" do, by the rules that hold for "will"."""
    below = [c for c in tree.children(r, going, "xcomp") if c > going]
    verb = next((c for c in below if r.tokens[c].tag == "VB" or tree.children(r, c, "auxpass")), None)
    now = any(r.tokens[c].tag in ("VBP", "VBZ") for c in (going, *tree.children(r, going, "aux")))
    if verb is None or not now or nobody_decides(r, cues, verb) or _is_dependent(r, going):
        return
    if is_talk_or_plan(r, cues, verb) or is_consequence(r, going):
        return
    above = governor(r, going)
    if is_hedged(r, cues, going) or (above is not None and not _reports(r, cues, above)):
        return
    negated = tree.is_negated(r, going)
    if not (negated and cues.is_a("silent", r.tokens[verb].lemma.lower())):
        yield Prospect(verb, going, above, negated)


def find_entitled(r: Reading) -> Iterator[Prospect]:
    """Yield the clauses with "will", or with "would" under a deal, that say of what state somebody will be or what they get."""
    cues = load_commitment_cues()
    for token in r.tokens:
        verb = token.head
        if (
            token.tag != "MD"
            or token.dep != "aux"
            or not (token.text.lower() in _WILL or token.text.lower() == "would")
        ):
            continue
        if not nobody_decides(r, cues, verb) or tree.is_negated(r, verb) or tree.is_passive(r, verb) or _asks(r, verb):
            continue
        if _is_dependent(r, verb) or is_hedged(r, cues, verb) or is_consequence(r, verb):
            continue
        above = governor(r, verb)
        if above is not None and not _reports(r, cues, above):
            continue
        if token.text.lower() == "would" and above is None and not is_under_deal(r, cues, verb):
            continue
        yield Prospect(verb, token.i, above, False)


def find_none(r: Reading) -> Iterator[Prospect]:
    """Yield the clauses of the form "there will be no ..." and "there will never be a ..."."""
    cues = load_commitment_cues()
    for token in r.tokens:
        verb = token.head
        if token.tag != "MD" or token.text.lower() not in _WILL or not tree.children(r, verb, "expl"):
            continue
        above = governor(r, verb)
        reported = above is None or _reports(r, cues, above)
        if reported and tree.is_negated(r, verb) and not (_asks(r, verb) or _is_dependent(r, verb)):
            yield Prospect(verb, token.i, above, True)


def _asks(r: Reading, verb: int) -> bool:
    return is_question(r, r.sentences[r.tokens[verb].sentence])


def is_under_deal(r: Reading, cues: CommitmentCues, verb: int) -> bool:
    """Whether words before a verb put it "under the deal", or make it "part of the plan"; a state's own plan is no deal."""
    sentence = r.sentences[r.tokens[verb].sentence]
    own = home_of(r.document.source, r.document.url) is not None
    before = r.tokens[sentence.first : verb]
    for at, token in enumerate(before):
        part = token.text.lower() == "as" and [t.text.lower() for t in before[at + 1 : at + 3]] == ["part", "of"]
        if token.text.lower() == "under" or part:
            named = [t.lemma.lower() for t in before[at + 1 : at + 8]]
            return any(cues.is_a("basis", one) and not (own and one in _ONES_OWN) for one in named)
    return False


def _prospect(r: Reading, cues: CommitmentCues, modal: int) -> Iterator[Prospect]:
    verb = r.tokens[modal].head
    if r.tokens[verb].tag not in ("VB", "VBP", "VBG", "VBN", "VBD", "NN") or r.tokens[modal].dep != "aux":
        return
    lemma = r.tokens[verb].lemma.lower()
    passive = bool(tree.children(r, verb, "auxpass"))
    if (nobody_decides(r, cues, verb) and not passive) or _is_dependent(r, verb) or is_hedged(r, cues, verb):
        return
    if is_talk_or_plan(r, cues, verb) or is_consequence(r, verb):
        return
    above = governor(r, verb)
    if above is not None and not _reports(r, cues, above):
        return
    if r.tokens[modal].text.lower() == "would" and not is_reported(r, verb, above):
        return
    nor = modal > 0 and r.tokens[modal - 1].text.lower() in ("nor", "neither")
    negated = nor or (tree.is_negated(r, verb) and not _no_longer(r, verb))
    if negated and cues.is_a("silent", lemma):
        return
    yield Prospect(verb, modal, above, negated)


def is_talk_or_plan(r: Reading, cues: CommitmentCues, verb: int) -> bool:
    """Whether a verb says only how a talk goes on ("I'll come back to that"), what the day holds or as what one serves."""
    lemma = r.tokens[verb].lemma.lower()
    if cues.is_a("conversing", lemma) and any(r.tokens[s].text == "I" for s in tree.subjects(r, verb)):
        return True
    if lemma == "serve" and any(r.tokens[c].lemma == "as" for c in tree.children(r, verb, "prep")):
        return True
    objects = {r.tokens[o].lemma for o in tree.children(r, verb, "dobj")}
    if (lemma in ("lead", "head") and "delegation" in objects) or (
        lemma in ("join", "accompany") and (tree.is_passive(r, verb) or _joins_as(r, verb))
    ):
        return True
    if lemma in ("provide", "deliver", "give", "make", "offer") and objects & _SPEECHES:
        return True
    duties = objects & _DUTIES
    return cues.is_a("agenda", lemma) and not duties


def _joins_as(r: Reading, verb: int) -> bool:
    return any(
        r.tokens[p].lemma == "as" for t in [verb, *tree.children(r, verb, "dobj")] for p in tree.children(r, t, "prep")
    )


def is_consequence(r: Reading, verb: int) -> bool:
    """Whether the clause tells what follows from something: "By training nurses, the fund will improve care"."""
    return any(
        r.tokens[p].text.lower() == "by" and p < verb and any(r.tokens[c].tag == "VBG" for c in r.children[p])
        for p in tree.children(r, verb, "prep")
    )


def nobody_decides(r: Reading, cues: CommitmentCues, verb: int) -> bool:
    """Whether a verb says what nobody can promise: "will grow", but not "will grow the economy"."""
    lemma = r.tokens[verb].lemma.lower()
    grown = lemma in _TURNED and bool(tree.children(r, verb, "dobj"))
    return cues.is_a("stative", lemma) and not grown


def governor(r: Reading, verb: int) -> int | None:
    """Return the word of which a clause is the content, or that is put after it ("..., he said"); None for a main clause."""
    token = r.tokens[verb]
    while token.dep == "conj" and token.head != token.i:
        token = r.tokens[token.head]
    if token.dep in ("ccomp", "acl", "xcomp", "csubj", "pcomp", "advcl") and _governs(r, token.head, token.i):
        return token.head
    inserted = [
        c
        for c in tree.children(r, token.i, "parataxis", "ccomp")
        if tree.children(r, c, "nsubj") and r.tokens[c].tag.startswith("V")
    ]
    return next((c for c in inserted if load_commitment_cues().is_a("saying", r.tokens[c].lemma)), None)


def _governs(r: Reading, above: int, clause: int) -> bool:
    """Whether a word takes the clause as its content; the parse also hangs main clauses from words that cannot."""
    if above == clause:
        return False
    cues = load_commitment_cues()
    token = r.tokens[above]
    marked = any(r.tokens[m].lemma in ("that", "whether", "if") for m in tree.children(r, clause, "mark"))
    speaks = cues.is_a("saying", token.lemma) or cues.is_a("forecasting", token.lemma) or token.lemma in cues.verbs
    if token.pos not in ("VERB", "AUX", "ADJ"):
        return marked or token.pos == "ADP"
    explains = token.lemma == "be" and any(r.tokens[c].lemma == "why" for c in tree.children(r, clause, "advmod"))
    return not explains and (marked or speaks or above < clause)


def _is_dependent(r: Reading, verb: int) -> bool:
    """Whether the clause is a condition, a time or a question in another."""
    marks = [r.tokens[c] for c in tree.children(r, verb, "mark", "advmod", "attr", "dobj", "nsubj")]
    because = r.tokens[r.tokens[verb].head].lemma == "be" and any(m.lemma == "why" for m in marks)
    asked = (
        any(m.tag in ("WP", "WRB") and m.lemma in _ASKING for m in marks)
        and r.tokens[verb].dep != "relcl"
        and not because
    )
    asked = asked or any(r.tokens[c].tag == "WRB" and c < verb for m in marks for c in tree.children(r, m.i, "advmod"))
    return asked or any(m.dep in ("mark", "advmod") and m.lemma in _CLAUSE_MARKS and m.i < verb for m in marks)


def is_hedged(r: Reading, cues: CommitmentCues, verb: int) -> bool:
    """Whether "probably" and the like make a clause a forecast, or "only" before its subject a comparison."""
    subjects = tree.children(r, verb, "nsubj")
    contrast = any(
        r.tokens[c].text.lower() == "only" for s in subjects for c in tree.children(r, s, "advmod", "amod", "det")
    )
    return contrast or any(cues.is_a("hedging", r.tokens[c].text.lower()) for c in tree.children(r, verb, "advmod"))


def _reports(r: Reading, cues: CommitmentCues, above: int) -> bool:
    """Whether what governs a clause reports somebody's word, and no forecast, rumour or denial."""
    token = r.tokens[above]
    if token.pos not in ("VERB", "AUX") or not cues.is_a("saying", token.lemma) or tree.is_negated(r, above):
        return False
    subjects = [r.tokens[s].lemma.lower() for s in tree.subjects(r, above)]
    return not any(cues.is_a("observer", s) for s in subjects)


def is_reported(r: Reading, verb: int, above: int | None) -> bool:
    """Whether a "would" is somebody's "will": under a verb of saying, or beside an "if"."""
    if above is not None:
        return True
    return any(
        r.tokens[c].lemma == "if"
        for clause in tree.children(r, verb, "advcl")
        for c in tree.children(r, clause, "mark")
    )


def _no_longer(r: Reading, verb: int) -> bool:
    """Whether "no" belongs to "no longer": what stops is done, not refused."""
    return any(r.tokens[c].lemma in ("longer", "long", "only") for c in tree.children(r, verb, "advmod", "neg"))


def sets_going(r: Reading, verb: int) -> bool:
    """Whether it is a thing that shall begin or end, by whoever says so: "work will begin", not "Peru will begin to work"."""
    taking = r.tokens[verb].lemma == "take" and any(
        r.tokens[o].lemma == "effect" for o in tree.children(r, verb, "dobj")
    )
    starts = r.tokens[verb].lemma in _STARTS and not tree.children(r, verb, "dobj", "xcomp")
    things = [s for s in tree.children(r, verb, "nsubj") if r.mention_at(s) is None]
    lemmas = [r.tokens[s].lemma.lower() for s in things]
    return (taking or starts) and bool(lemmas) and not any(is_actor_noun(n) or n in _OCCASIONS for n in lemmas)


def with_coordinated(r: Reading, verb: int) -> list[int]:
    """Return the verb and those that share its "will": "will raise taxes and freeze wages"."""
    return [verb, *verbs_beside(r, verb)]
