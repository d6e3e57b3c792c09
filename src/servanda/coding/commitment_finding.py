"""Findings: the acts of commitment that cues make, each with its content and whom to ask for its parties."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from servanda.coding.commitment_complements import Complement, complements, finite_subjects, is_infinitive, is_misplaced
from servanda.coding.commitment_cues import CommitmentCues, Cue, load_commitment_cues
from servanda.coding.modality import is_question, status_of
from servanda.reading import tree
from servanda.reading.reading import Reading
from servanda.record.kinds import Act

_SILENT_FORMS = ("credit", "dateline")
_KEEPING = frozenset(("request", "demand", "refusal", "threat"))
_OWN_ACTS = frozenset(("pledge", "intention", "offer"))
_NEEDFUL = frozenset("imperative important vital essential crucial necessary critical urgent needful".split())
_COPULAS = frozenset(("be", "remain", "stay", "stand"))
_NOBODY = frozenset(("neither", "no", "nobody", "none", "nothing"))
_OF_ANOTHER = frozenset(("withdrawal", "delivery"))


@dataclass(frozen=True, slots=True)
class Finding:
    """An act found: its trigger, the head of its content, and the heads of those who may be its parties.

    `owner` is a noun whose possessor acts ("Norway's pledge"); `saying` the verb that reports what somebody will do;
    `whole` gives the offsets of a content that is a list item; `heard` tells that the encoder alone found it.
    """

    trigger: int
    act: Act
    head: int
    rule: str
    subjects: tuple[int, ...] = ()
    addressed: tuple[int, ...] = ()
    owner: int | None = None
    clause: bool = False
    saying: int | None = None
    whole: tuple[int, int] | None = None
    heard: bool = False


def is_prospect(finding: Finding) -> bool:
    """Whether the act was found by "will", "shall", "would" or "could" rather than by a cue."""
    return finding.rule.endswith(
        ("entitled", "will:active", "shall:active", "would:active", "could:active", ":passive")
    )


def find_by_cues(r: Reading) -> list[Finding]:
    """Return the acts that verbs, nouns and adjectives of commitment make, in order of the text.

    Left out are acts that are denied, possible or still to come, questions, and cues in a clause of somebody's guess.
    """
    cues = load_commitment_cues()
    found: list[Finding] = []
    for sentence in r.sentences:
        if sentence.form in _SILENT_FORMS or is_question(r, sentence):
            continue
        for token in r.tokens[sentence.first : sentence.last]:
            found.extend(_at(r, cues, token.i))
    return found


def _at(r: Reading, cues: CommitmentCues, i: int) -> Iterator[Finding]:
    token = r.tokens[i]
    lemma = lemma_of(r, i)
    if (token.pos in ("VERB", "AUX") and lemma in cues.verbs) or _is_mistaken_verb(r, cues, i):
        yield from _by_verb(r, cues, i)
    elif token.pos == "NOUN" and lemma in cues.nouns:
        yield from _by_noun(r, cues, i)
    if token.text.lower() in cues.adjectives and token.tag in ("JJ", "VBN", "VBD"):
        yield from _by_adjective(r, cues, i)


def lemma_of(r: Reading, i: int) -> str:
    """Return the lemma of a word; the parser takes "hopes" for a form of "hop"."""
    lemma = r.tokens[i].lemma.lower()
    return "hope" if lemma == "hop" and r.tokens[i].text.lower().startswith(("hopes", "hoped", "hoping")) else lemma


def _is_mistaken_verb(r: Reading, cues: CommitmentCues, i: int) -> bool:
    """Whether a verb was read as a plural noun: "Bogota demands that ..."."""
    token = r.tokens[i]
    follows = i + 1 < len(r.tokens) and r.tokens[i + 1].text.lower() == "that"
    bare = not tree.children(r, i, "det", "poss", "amod", "nummod") and bool(tree.children(r, i, "compound", "nmod"))
    return token.tag == "NNS" and follows and bare and token.lemma.lower() in cues.verbs


def is_made(r: Reading, trigger: int) -> bool:
    """Whether the text presents the act as performed: not denied, not possible, not yet to come."""
    subjects = tree.children(r, trigger, "nsubj", "nsubjpass")
    if tree.is_negated(r, trigger) or any(
        r.tokens[d].lemma in _NOBODY for s in subjects for d in [s, *tree.children(r, s, "det")]
    ):
        return False
    if _is_subject_matter(r, trigger) or _is_called_for(r, trigger):
        return False
    if is_misplaced(r, trigger):
        return tree.tense(r, trigger) in ("past", "present")
    return status_of(r, trigger) in ("occurred", "ongoing")


def _is_called_for(r: Reading, verb: int) -> bool:
    """Whether a clause is what somebody calls needful: "it is vital that we commit to peace"."""
    above = r.tokens[verb].head
    judged = [r.tokens[c].lemma.lower() for c in [above, *tree.children(r, above, "acomp", "attr")]]
    return r.tokens[verb].dep in ("ccomp", "advcl", "csubj") and bool(_NEEDFUL & set(judged))


def _is_subject_matter(r: Reading, verb: int) -> bool:
    """Whether a gerund only says what a noun is about: "have an interest in urging Chad to pay", not "in urging Chad, he"."""
    link = r.tokens[r.tokens[verb].head]
    return r.tokens[verb].dep == "pcomp" and link.lemma in ("in", "of", "about") and r.tokens[link.head].pos == "NOUN"


def _by_verb(r: Reading, cues: CommitmentCues, i: int) -> Iterator[Finding]:
    if not is_made(r, i):
        return
    mistaken = r.tokens[i].pos == "NOUN"
    for cue in cues.verbs[lemma_of(r, i)]:
        if cue.particle and not _has_particle(r, i, cue.particle):
            continue
        parts = complements(r, i, cue)
        for part in parts:
            yield from _of_verb(r, cues, cue, i, part, mistaken)
        if parts:
            return


def subjects_of(r: Reading, verb: int) -> list[int]:
    """Return the subjects that a clause has of its own."""
    return tree.children(r, verb, "nsubj", "nsubjpass")


def _has_particle(r: Reading, i: int, particle: str) -> bool:
    after = i + 1 < len(r.tokens) and r.tokens[i + 1].text.lower() == particle
    return after or any(r.tokens[c].text.lower() == particle for c in tree.children(r, i, "prt"))


def _of_verb(r: Reading, cues: CommitmentCues, cue: Cue, i: int, part: Complement, mistaken: bool) -> Iterator[Finding]:
    passive = tree.is_passive(r, i)
    subjects = tree.agents(r, i) if passive else finite_subjects(r, i)
    if mistaken:
        subjects = tree.children(r, i, "compound", "nmod")
    if passive and part.frame == "to":
        subjects = tree.children(r, i, "nsubjpass")
    if (
        cue.act == "intention"
        and r.tokens[i].dep == "relcl"
        and not any(r.tokens[s].tag in ("WP", "WDT") for s in subjects_of(r, i))
    ):
        return
    if cue.act == "offer" and r.tokens[i].tag == "VBG" and r.tokens[i].dep == "acl":
        return  # "shops offering food" describes
    if cue.act == "delivery" and tree.tense(r, i) not in ("past",) and not passive:
        return
    if cue.act == "refusal" and cues.is_a("silent", r.tokens[part.head].lemma.lower()):
        return
    finding = Finding(
        i, cue.act, part.head, f"{cue.lemma}{' ' + cue.particle if cue.particle else ''}:{part.frame}",
        tuple(subjects), part.addressed, owner=part.head if cue.act in _OF_ANOTHER else None, clause=part.frame == "that",
    )  # fmt: skip
    if cue.act == "reaffirmation" and part.frame == "noun":
        yield from _repeated(r, cues, finding)
    else:
        yield finding


def _repeated(r: Reading, cues: CommitmentCues, finding: Finding) -> Iterator[Finding]:
    """Yield what is repeated: "reaffirmed Russia's readiness to help" has the content of the readiness."""
    nouns = [
        n for n in [finding.head, *tree.children(r, finding.head, "conj")] if r.tokens[n].lemma.lower() in cues.nouns
    ]
    for noun in nouns:
        for cue in cues.nouns[r.tokens[noun].lemma.lower()][:1]:
            if cue.act == "agreement":
                yield replace(finding, head=noun, owner=None)
                continue
            act = cue.act if cue.act in _KEEPING else finding.act
            for part in complements(r, noun, cue):
                yield replace(finding, act=act, head=part.head, owner=noun, clause=part.frame == "that")
    if not nouns:
        yield finding


def _by_noun(r: Reading, cues: CommitmentCues, i: int) -> Iterator[Finding]:
    """Yield the acts of a noun that somebody voices ("made a promise"), or that is somebody's and taken note of."""
    voice = _voice(r, cues, i)
    if voice is None:
        yield from _by_copula(r, cues, i)
    if voice is None or _is_without(r, i) or not is_made(r, voice[0]):
        return
    verb, owned = voice
    cue = cues.nouns[r.tokens[i].lemma.lower()][0]
    if cue.act == "agreement" and owned:
        return
    subjects = () if owned else tuple(tree.agents(r, verb) if tree.is_passive(r, verb) else finite_subjects(r, verb))
    loose = [part for part in complements(r, verb, cue) if part.head > i] if not owned else []
    for part in complements(r, i, cue) or loose:
        yield Finding(
            i,
            cue.act,
            part.head,
            f"{cue.lemma} (noun):{part.frame}",
            subjects,
            part.addressed,
            owner=i,
            clause=part.frame == "that",
        )


def _by_copula(r: Reading, cues: CommitmentCues, i: int) -> Iterator[Finding]:
    """Yield what somebody's plan or promise is said to be: "our plan is to build", "it is our promise to build"."""
    token, cue = r.tokens[i], cues.nouns[r.tokens[i].lemma.lower()][0]
    being = token.head
    is_so = r.tokens[being].lemma == "be" and r.tokens[being].tag in ("VBZ", "VBP") and is_made(r, being)
    if token.dep not in ("nsubj", "attr") or not is_so or cue.act not in _OWN_ACTS or not tree.children(r, i, "poss"):
        return
    hosts = [being] if token.dep == "nsubj" else [i, being]
    for head in [c for h in hosts for c in tree.children(r, h, "xcomp", "acl", "ccomp", "relcl") if c > i][:1]:
        if is_infinitive(r, head):
            yield Finding(i, cue.act, head, f"{cue.lemma} (noun):be", owner=i)


def _voice(r: Reading, cues: CommitmentCues, i: int) -> tuple[int, bool] | None:
    """Return the verb that voices a noun, and whether it only takes note of what is another's."""
    host = i
    while r.tokens[host].dep == "conj" and r.tokens[host].head != host:
        host = r.tokens[host].head
    if tree.children(r, i, "poss") and host != i:
        host = _object_above(r, host)
    token = r.tokens[host]
    if token.dep not in ("dobj", "nsubjpass", "pobj"):
        return None
    verb = token.head
    if token.dep == "pobj":
        verb = r.tokens[verb].head
        if r.tokens[token.head].lemma not in ("for", "with", "to", "in", "by"):
            return None
    lemma = r.tokens[verb].lemma.lower()
    if token.dep != "pobj" and cues.is_a("voicing", lemma) and not tree.children(r, verb, "prt"):
        return verb, False
    if r.tokens[token.head].lemma == "with" and cues.nouns[r.tokens[i].lemma.lower()][0].act == "agreement":
        return verb, False
    if cues.is_a("noting", lemma) or (lemma == "thank" and token.dep == "pobj"):
        return verb, True
    return None


def _object_above(r: Reading, noun: int) -> int:
    """Return the object inside which a noun stands: the parse hangs "and B's pledge" from the nearest noun."""
    for _ in range(8):
        if r.tokens[noun].dep in ("dobj", "nsubjpass") and r.tokens[r.tokens[noun].head].dep not in ("acl", "relcl"):
            break
        noun = r.tokens[noun].head
    return noun


def _is_without(r: Reading, noun: int) -> bool:
    return any(r.tokens[c].lemma in ("no", "any", "without", "neither") for c in tree.children(r, noun, "det", "neg"))


def _by_adjective(r: Reading, cues: CommitmentCues, i: int) -> Iterator[Finding]:
    token = r.tokens[i]
    copula = token.head if r.tokens[token.head].lemma in _COPULAS and token.dep in ("acomp", "attr", "oprd") else None
    auxiliary = next((c for c in tree.children(r, i, "auxpass", "cop", "aux") if r.tokens[c].lemma in _COPULAS), None)
    verb = copula if copula is not None else (i if auxiliary is not None else None)
    if verb is None or not is_made(r, verb):
        return
    cue = cues.adjectives[token.text.lower()][0]
    again = copula is not None and r.tokens[copula].lemma in ("remain", "stay") and cue.act == "pledge"
    for part in complements(r, i, cue) or (complements(r, verb, cue) if verb != i else []):
        act: Act = "reaffirmation" if again else cue.act
        subjects = tuple(tree.subjects(r, verb))
        yield Finding(i, act, part.head, f"{cue.lemma} (adjective):{part.frame}", subjects, clause=False)


def each_once(r: Reading, found: list[Finding]) -> list[Finding]:
    """Return the findings with each content once: what a verb does with it goes before a noun or a clause on it."""
    kept: dict[int, Finding] = {}
    for finding in found:
        before = kept.get(finding.head)
        if before is None or _weight(r, before) < _weight(r, finding):
            kept[finding.head] = finding
    return list(kept.values())


def _weight(r: Reading, finding: Finding) -> int:
    relative = r.tokens[finding.trigger].dep in ("relcl", "acl") and r.tokens[finding.trigger].head == finding.head
    return 0 if relative else 1 if "(noun)" in finding.rule else 2
