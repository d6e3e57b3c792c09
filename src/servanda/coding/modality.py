"""Modality: whether the text says that something happened, will, might, or did not; and on whose word."""

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.coding.context import Context
from servanda.coding.parties import actor_behind, owner_of
from servanda.reading import tree
from servanda.reading.reading import Reading, Sentence
from servanda.record import Attribution
from servanda.record.kinds import Status

_CONDITIONS = frozenset(["if", "unless", "whether", "lest", "provided"])
_CONDITIONS_TO_COME = frozenset(["until", "once", "when", "before", "after"])
_HEARSAY = frozenset(["reportedly", "allegedly", "apparently", "supposedly", "purportedly", "reputedly", "seemingly"])
_SAYING = frozenset(
    """
    say tell state report claim announce declare add argue insist maintain suggest believe allege assert note
    explain confirm acknowledge admit complain warn reveal recall contend testify write reiterate stress emphasize
    emphasise accuse estimate think observe concede disclose indicate
    """.split()
)
_OF_MANNER_AND_TIME = frozenset(["by", "after", "before", "since", "while", "upon", "following"])
_CONFERRING = frozenset(["speak", "talk", "discuss", "confer", "meet", "consult", "consider", "include"])
_DENYING = frozenset(["deny", "reject", "dispute", "dismiss", "refute", "doubt", "disbelieve", "rebut"])
_OPPOSING = frozenset(
    """
    rule oppose reject exclude resist veto cancel abandon drop postpone preclude consider weigh discuss
    """.split()
)
_PERFORMING = frozenset(
    """
    begin start continue keep manage help go proceed resume cease stop finish complete force lead see watch let get
    have use serve remain come succeed dare
    """.split()
)
_FAILING = frozenset(
    """
    fail refuse decline neglect forget avoid stop prevent refrain abstain
    """.split()
)
_UNREAL = frozenset(
    """
    want hope wish plan intend expect threaten promise pledge vow agree offer aim seek try attempt urge ask
    """.split()
)
_UNREAL_NOUNS = frozenset(
    """
    plan proposal threat promise pledge offer call demand possibility prospect risk chance hope attempt effort bid
    request appeal readiness willingness intention agreement commitment decision order warning idea suggestion need
    right ability failure refusal
    """.split()
)

_ALLEGED = frozenset(
    """
    allegation claim accusation rumour rumor assertion charge suggestion insinuation suspicion
    """.split()
)
_FALSE = frozenset(
    """
    lie false untrue fabrication fabricated baseless unfounded groundless nonsense fiction myth slander hoax fake invention
    """.split()
)
_QUESTION_WORDS = ("WP", "WRB", "WDT", "WP$")


@dataclass(frozen=True, slots=True)
class Modality:
    """How the text presents an act, on whose word, and how sure this reading of it is."""

    status: Status
    attribution: Attribution | None
    sureness: float


def is_question(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence asks: it states nothing and binds nobody."""
    return reading.text[sentence.start : sentence.end].rstrip(" \"”'’").endswith("?")


def modality_of(context: Context, trigger: int) -> Modality:
    """Return how the text presents what the trigger (a verb or a noun) says."""
    reading = context.reading
    status = status_of(reading, trigger)
    attribution = attribution_of(context, trigger)
    sureness = {"occurred": 1.0, "ongoing": 0.95, "planned": 0.9, "possible": 0.85, "denied": 0.9}[status]
    return Modality(status, attribution, sureness * (0.95 if attribution else 1.0))


def status_of(reading: Reading, trigger: int) -> Status:
    """Return the status of an act: from its own clause first, then from every clause that governs it."""
    verb = tree.clause_verb(reading, trigger) if reading.tokens[trigger].pos not in ("VERB", "AUX") else trigger
    if trigger != verb and _negated_noun(reading, trigger):
        return "denied"
    if trigger != verb and _is_topic(reading, verb):
        return "possible"
    own = _own_status(reading, verb)
    for governor, status in _governing(reading, verb):
        if status == "denied" and own in ("occurred", "ongoing", "planned", "possible"):
            return "denied"
        if status in ("possible", "planned") and own in ("occurred", "ongoing"):
            return "possible" if _is_conditional(reading, governor) else status
    return "possible" if own in ("occurred", "ongoing") and _is_asked(reading, verb) else own


def _is_asked(reading: Reading, verb: int) -> bool:
    """Whether a clause is what a question asks to be answered with yes or no: "Did they meet?", not "Why did they meet?"."""
    while reading.tokens[verb].dep in ("xcomp", "ccomp", "conj") and reading.tokens[verb].head != verb:
        verb = reading.tokens[verb].head
    sentence = reading.sentences[reading.tokens[verb].sentence]
    inside = reading.tokens[sentence.first : sentence.last]
    if reading.tokens[verb].dep != "ROOT" or not any(t.text == "?" for t in inside[-2:]):
        return False
    subjects = tree.children(reading, verb, "nsubj", "nsubjpass", "expl")
    helpers = tree.children(reading, verb, "aux", "auxpass") or [verb]
    asking = any(t.tag in _QUESTION_WORDS for t in inside if t.i < helpers[0])
    return bool(subjects) and helpers[0] < subjects[0] and not asking


def _is_topic(reading: Reading, verb: int) -> bool:
    """Whether a gerund names what is talked of or aimed at: "spoke about securing the release of the crew"."""
    token = reading.tokens[verb]
    head = reading.tokens[token.head]
    if token.tag != "VBG":
        return False
    if token.dep == "pcomp":
        return head.lemma not in _OF_MANNER_AND_TIME
    return token.dep in ("advcl", "dobj", "conj") and head.lemma in _CONFERRING


def _own_status(reading: Reading, verb: int) -> Status:
    if tree.is_negated(reading, verb):
        return "denied"
    if _is_conditional(reading, verb):
        return "possible"
    when = tree.tense(reading, verb)
    token = reading.tokens[verb]
    if when == "future" or _is_headline_to_come(reading, verb):
        return "planned"
    if when == "conditional":
        helpers = tree.auxiliaries(reading, verb)
        return "planned" if "would" in helpers or "should" in helpers else "possible"
    if token.tag == "VBG" and "be" in tree.auxiliaries(reading, verb) and when == "present":
        return "ongoing"
    if any(
        reading.tokens[c].lemma in ("possibly", "perhaps", "maybe", "probably")
        for c in tree.children(reading, verb, "advmod")
    ):
        return "possible"
    return "occurred"


def _is_headline_to_come(reading: Reading, verb: int) -> bool:
    """Whether a bare infinitive with a subject tells what will be, as headings do: "Harris to meet with owners"."""
    token = reading.tokens[verb]
    own = tree.children(reading, verb, "nsubj", "nsubjpass")
    bare = tree.auxiliaries(reading, verb) in (["to"], ["to", "be"])
    return token.dep == "ROOT" and token.tag in ("VB", "VBN") and bare and bool(own)


def _is_conditional(reading: Reading, verb: int) -> bool:
    marks = [reading.tokens[c].lemma for c in tree.children(reading, verb, "mark", "advmod")]
    if any(mark in _CONDITIONS for mark in marks):
        return True
    return tree.tense(reading, verb) == "present" and any(mark in _CONDITIONS_TO_COME for mark in marks)


def _negated_noun(reading: Reading, noun: int) -> bool:
    return any(
        reading.tokens[c].lemma in ("no", "without", "never") for c in tree.children(reading, noun, "det", "neg")
    )


def _governing(reading: Reading, verb: int) -> Iterator[tuple[int, Status]]:
    """Yield (governor, status that it gives) for every clause above, the nearest first."""
    seen = {verb}
    while True:
        token = reading.tokens[verb]
        above = token.head
        if above in seen:
            return
        seen.add(above)
        head = reading.tokens[above]
        if _parted(reading, verb, above) or _stands_alone(reading, verb):
            return
        if token.dep in ("xcomp", "ccomp", "pcomp", "acl", "advcl", "dobj", "pobj", "prep", "relcl", "conj"):
            status = _given(reading, verb, above)
            if status is not None:
                yield above, status
        verb = head.i


def _stands_alone(reading: Reading, verb: int) -> bool:
    """Whether a past verb hangs by "and" from an infinitive, as no grammar allows: "asked Oman to pay and invited Chad"."""
    token = reading.tokens[verb]
    return token.dep == "conj" and token.tag == "VBD" and reading.tokens[token.head].tag == "VB"


def _parted(reading: Reading, below: int, above: int) -> bool:
    """Whether a semicolon stands between two words: what is beyond it governs nothing here."""
    low, high = sorted((below, above))
    return any(t.text == ";" for t in reading.tokens[low:high])


def _given(reading: Reading, below: int, above: int) -> Status | None:
    """Return the status that a governor gives what hangs from it, None where it leaves it as it is."""
    token, head = reading.tokens[below], reading.tokens[above]
    infinitive = token.tag == "VB" and "to" in tree.auxiliaries(reading, below)
    if token.tag == "VBG" and token.dep == "xcomp" and head.lemma in _PERFORMING:
        return _clause_status(reading, above)
    if head.lemma in _DENYING and token.dep in ("ccomp", "xcomp", "pcomp"):
        return "denied"
    if token.dep == "conj":
        return None
    if token.dep in ("acl", "ccomp", "relcl") and head.lemma in _ALLEGED and _is_called_false(reading, above):
        return "denied"
    if infinitive and head.lemma == "go" and head.tag == "VBG" and "be" in tree.auxiliaries(reading, above):
        return "planned"
    if infinitive and token.dep in ("xcomp", "ccomp", "advcl", "acl", "relcl"):
        if head.lemma in _FAILING:
            return "denied"
        if head.lemma in _PERFORMING:
            return _clause_status(reading, above)
        return "planned" if head.pos in ("VERB", "AUX") or head.lemma in _UNREAL_NOUNS else "possible"
    if token.dep == "pcomp" and head.lemma in ("from", "without", "against"):
        return "denied" if head.lemma == "without" else "possible"
    if token.dep in ("xcomp", "pcomp", "ccomp") and head.lemma in _UNREAL:
        return "planned"
    if (
        head.pos == "NOUN"
        and head.lemma in _UNREAL_NOUNS
        and token.dep in ("acl", "pcomp", "ccomp")
        and token.tag != "VBN"
    ):
        return "planned"
    if token.dep == "advcl" and _is_conditional(reading, below):
        return "possible"
    return None


def _is_called_false(reading: Reading, claim: int) -> bool:
    """Whether the text, or whoever it tells of, denies a claim: "the allegation is a lie", "rejected the allegation"."""
    token = reading.tokens[claim]
    head = token.head
    if token.dep in ("dobj", "nsubjpass") and reading.tokens[head].lemma in _DENYING:
        return True
    called = tree.children(reading, head, "attr", "acomp", "oprd")
    return token.dep == "nsubj" and any(reading.tokens[c].lemma in _FALSE for c in called)


def _clause_status(reading: Reading, verb: int) -> Status | None:
    own = _own_status(reading, verb)
    return None if own in ("occurred", "ongoing") else own


def attribution_of(context: Context, trigger: int) -> Attribution | None:
    """Return on whose word the text puts the clause of a trigger; None where the text itself asserts it."""
    reading = context.reading
    verb = tree.clause_verb(reading, trigger)
    for clause in _clauses_up(reading, verb):
        hearsay = next(
            (c for c in tree.children(reading, clause, "advmod") if reading.tokens[c].lemma in _HEARSAY), None
        )
        if hearsay is not None:
            return Attribution(None, context.token_span(hearsay))
        claim = reading.tokens[clause].head
        if reading.tokens[claim].lemma in _ALLEGED and tree.children(reading, clause, "mark") and claim < clause:
            by = owner_of(context, claim)
            return Attribution(by[0] if by else None, context.token_span(claim))
        saying = _saying_above(reading, clause)
        if saying is not None:
            by = actor_behind(context, next(iter(tree.subjects(reading, saying)), saying))
            return Attribution(by[0] if by else None, context.token_span(saying))
    return _according(context, verb)


def _clauses_up(reading: Reading, verb: int) -> Iterator[int]:
    seen: set[int] = set()
    while verb not in seen:
        seen.add(verb)
        yield verb
        verb = reading.tokens[verb].head


def _saying_above(reading: Reading, clause: int) -> int | None:
    """Return the verb of saying of which a clause is the content, or that is put into or after it."""
    token = reading.tokens[clause]
    head = reading.tokens[token.head]
    if token.dep == "ccomp" and token.head != clause and head.lemma in _SAYING:
        return token.head
    for child in tree.children(reading, clause, "parataxis", "ccomp", "advcl"):
        inner = reading.tokens[child]
        if inner.lemma in _SAYING and inner.dep == "parataxis" and tree.children(reading, child, "nsubj"):
            return child
    return None


def _according(context: Context, verb: int) -> Attribution | None:
    """Return the attribution of "according to X" and the like in the clause."""
    reading = context.reading
    for child in tree.children(reading, verb, "prep"):
        if reading.tokens[child].lemma == "accord":
            sources = tree.prepositional(reading, child, "to") or [
                o for p in tree.children(reading, child, "prep") for o in tree.children(reading, p, "pobj")
            ]
            by = actor_behind(context, sources[0]) if sources else ()
            return Attribution(by[0] if by else None, context.token_span(child))
    return None
