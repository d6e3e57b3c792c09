"""Complements: what follows a cue as the content of an act, by the frames in which the cue takes it."""

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.coding.commitment_cues import Cue, load_commitment_cues
from servanda.reading import tree
from servanda.reading.nouns import is_actor_noun
from servanda.reading.reading import Reading

_PROSPECTIVE = frozenset(["will", "would", "shall", "should", "must", "might", "'ll"])
_VERBAL = ("VB", "VBG")
_QUESTIONS = ("WRB", "WP", "WDT", "WP$")
_DAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december day week month year moment now occasion sideline margin eve morning evening night
    """.split()
)
_FINITE = ("VBD", "VBZ", "VBP", "MD")


@dataclass(frozen=True, slots=True)
class Complement:
    """The head of a content, the frame in which it was found, and the heads of whom the cue addresses."""

    head: int
    frame: str
    addressed: tuple[int, ...] = ()


def complements(r: Reading, trigger: int, cue: Cue) -> list[Complement]:
    """Return the contents of a cue, by the first of its frames that fits; coordinated ones each for itself."""
    for frame in cue.frames:
        found = [part for one in _in_frame(r, trigger, cue, frame) for part in _split(r, one)]
        if found:
            return found
    return []


def is_prospective(r: Reading, verb: int) -> bool:
    """Whether a clause says what shall be: "would pay", "be freed", "release"; not "was in bad repair"."""
    if _PROSPECTIVE & set(tree.auxiliaries(r, verb)):
        return not {"have", "would"} <= set(tree.auxiliaries(r, verb))  # what would have been is past
    auxiliaries = [r.tokens[c] for c in tree.children(r, verb, "aux", "auxpass")]
    return any(a.text.lower() == "be" for a in auxiliaries) or (r.tokens[verb].tag == "VB" and not auxiliaries)


def finite_subjects(r: Reading, verb: int) -> list[int]:
    """Return the heads of the subject; a finite verb hung onto an infinitive by "and" shares that of the verb above it."""
    clause = verb
    if praised := _praised(r, verb):
        return praised
    while r.tokens[clause].dep == "conj" and _is_finite(r, verb) and not tree.children(r, clause, "nsubj", "nsubjpass"):
        above = r.tokens[clause].head
        while not _is_finite(r, above) and r.tokens[above].head != above:
            above = r.tokens[above].head
        if above == clause:
            break
        clause = above
    return tree.subjects(r, clause)


def _praised(r: Reading, verb: int) -> list[int]:
    """Return whom somebody praises or thanks for doing it: "commended Niger for offering to host the talks"."""
    link = r.tokens[verb].head
    if r.tokens[verb].dep != "pcomp" or r.tokens[link].lemma != "for" or r.tokens[link].head == link:
        return []
    return [o for t in tree.children(r, r.tokens[link].head, "dobj") if t < link for o in tree.conjuncts(r, t)]


def is_infinitive(r: Reading, verb: int) -> bool:
    """Whether the verb stands with "to"."""
    return r.tokens[verb].tag in ("VB", "VBP", "VBN") and any(
        r.tokens[c].tag == "TO" and c < verb for c in tree.children(r, verb, "aux", "mark")
    )


def is_misplaced(r: Reading, verb: int) -> bool:
    """Whether the parse hangs a main verb below another: finite beside an infinitive, or as the content of a later verb."""
    token = r.tokens[verb]
    if token.dep == "conj":
        return _is_finite(r, verb) and not _is_finite(r, token.head)
    between = r.text[token.end : r.tokens[token.head].start] if token.head > verb else ""
    return token.dep == "ccomp" and ";" in between


def _is_finite(r: Reading, verb: int) -> bool:
    helpers = tree.children(r, verb, "aux", "auxpass")
    return r.tokens[helpers[0] if helpers else verb].tag in _FINITE


def _in_frame(r: Reading, trigger: int, cue: Cue, frame: str) -> Iterator[Complement]:
    if frame == "inf":
        yield from _infinitive(r, trigger, cue)
    elif frame == "obj-inf":
        yield from _object_infinitive(r, trigger, cue)
    elif frame == "that":
        yield from _clauses(r, trigger, cue)
    elif frame == "noun":
        yield from _objects_as_content(r, trigger, cue)
    elif frame == "ger":
        yield from (
            Complement(h, frame)
            for h in tree.children(r, trigger, "xcomp", "ccomp", "advcl", "dobj")
            if _is_gerund(r, trigger, h)
        )
    elif frame == "rel":
        yield from (
            Complement(h, frame)
            for h in tree.children(r, trigger, "relcl", "acl")
            if r.tokens[h].tag in ("VBZ", "VBP", "VB")
        )
    elif frame.endswith("-inf"):
        yield from _prepositional_infinitive(r, trigger, frame.removesuffix("-inf"))
    else:
        yield from _after_preposition(r, trigger, cue, frame)


def _infinitive(r: Reading, trigger: int, cue: Cue) -> Iterator[Complement]:
    """Yield what is to be done; not where the infinitive only says what a thing is for: "pledged aid to help them"."""
    for head in _infinitives(r, trigger):
        things = [
            o for o in _objects(r, trigger) if o < head and "noun" in cue.frames and r.tokens[o].pos in ("NOUN", "NUM")
        ]
        if not _own_subject(r, head) and not any(cue.takes(r.tokens[o].lemma) for o in things):
            yield Complement(head, "inf", _objects(r, trigger))


def _infinitives(r: Reading, trigger: int) -> list[int]:
    deps = ("xcomp", "ccomp", "advcl", "acl", "relcl", "dobj")
    return [c for c in tree.children(r, trigger, *deps) if c > trigger and is_infinitive(r, c)][:1]


def _own_subject(r: Reading, verb: int) -> list[int]:
    return [c for c in tree.children(r, verb, "nsubj", "nsubjpass") if c < verb]


def _objects(r: Reading, trigger: int) -> tuple[int, ...]:
    return tuple(tree.children(r, trigger, "dobj", "dative"))


def _object_infinitive(r: Reading, trigger: int, cue: Cue) -> Iterator[Complement]:
    """Yield what somebody is to do: "asked Oman to pay", "Oman was asked to pay"."""
    passive = tree.is_passive(r, trigger) and bool(tree.children(r, trigger, "nsubjpass"))
    for head in _infinitives(r, trigger):
        if any(trigger < p < head for p in _prepositions(r, trigger, "for")):
            return
        inside = _own_subject(r, head)
        if not passive and not inside and any(_is_sought(r, cue, thing) for thing in _objects(r, trigger)):
            return
        addressed = tree.children(r, trigger, "nsubjpass") if passive else (inside or list(_objects(r, trigger)))
        if addressed:
            yield Complement(head, "obj-inf", tuple(dict.fromkeys(t for a in addressed for t in tree.conjuncts(r, a))))
    for thing in [] if passive else _objects(r, trigger):
        if _is_sought(r, cue, thing):
            continue
        for head in tree.children(r, thing, "acl", "relcl"):
            if is_infinitive(r, head) and not tree.children(r, trigger, "xcomp"):
                yield Complement(head, "obj-inf", (thing,))


def _is_sought(r: Reading, cue: Cue, thing: int) -> bool:
    """Whether an object is what is asked for, not who is asked: "requested money to repair the harbour"."""
    noun = r.tokens[thing]
    return "noun" in cue.frames and noun.pos == "NOUN" and r.mention_at(thing) is None and not is_actor_noun(noun.lemma)


def _clauses(r: Reading, trigger: int, cue: Cue) -> Iterator[Complement]:
    """Yield the clauses that say what shall be; before the cue only what was said in so many words there."""
    for head in tree.children(r, trigger, "ccomp", "acl", "advcl", "relcl"):
        if head < trigger and cue.act not in ("pledge", "reaffirmation", "threat"):
            continue
        marks = {r.tokens[c].lemma for c in tree.children(r, head, "mark", "advmod")}
        if marks & {
            "if",
            "whether",
            "how",
            "why",
            "when",
            "while",
            "because",
            "as",
            "after",
            "unless",
        } or is_infinitive(r, head):
            continue
        if r.tokens[head].dep in ("advcl", "relcl") and "that" not in marks:
            continue
        if is_prospective(r, head) or (
            cue.act in ("demand", "request", "offer") and r.tokens[head].tag in ("VB", "VBP")
        ):
            yield Complement(head, "that", _objects(r, trigger))


def _objects_as_content(r: Reading, trigger: int, cue: Cue) -> Iterator[Complement]:
    heads = tree.children(r, trigger, "nsubjpass") if tree.is_passive(r, trigger) else []
    if heads and tree.children(r, trigger, "dobj"):
        yield Complement(tree.children(r, trigger, "dobj")[0], "noun", tuple(heads))
        return
    things = [c for c in tree.children(r, trigger, "dobj", "obj") if c > trigger]
    receivers = [*tree.children(r, trigger, "dative"), *things[:-1]]
    heads = heads or things[-1:]
    if not heads and r.tokens[trigger].dep == "relcl":
        antecedent = r.tokens[trigger].head
        # "the tanks that Oman pledged", not "Oman, which pledged": the antecedent is what, only where somebody else is who.
        heads = [antecedent] if tree.subjects(r, trigger) not in ([antecedent], tree.conjuncts(r, antecedent)) else []
    for head in heads:
        if _takes(r, cue, head) and r.tokens[head].pos in ("NOUN", "PROPN", "NUM", "SYM", "VERB", "ADJ"):
            yield Complement(head, "noun", tuple(receivers))
            return


def _takes(r: Reading, cue: Cue, head: int) -> bool:
    """Whether a cue takes an object, by its noun or, where the cue takes any sum of money, by the sum before it."""
    if cue.takes(r.tokens[head].lemma):
        return True
    return "amount" in cue.objects and any(r.tokens[t].tag == "$" for t in tree.subtree(r, head) if t <= head)


def _is_gerund(r: Reading, trigger: int, head: int) -> bool:
    return r.tokens[head].tag == "VBG" and trigger < head <= trigger + 4 and not tree.children(r, head, "mark", "nsubj")


def _prepositional_infinitive(r: Reading, trigger: int, preposition: str) -> Iterator[Complement]:
    """Yield what somebody named after a preposition is to do: "called on Oman to pay"."""
    for prep in _prepositions(r, trigger, preposition):
        addressed = tree.children(r, prep, "pobj")
        hosts = [trigger, prep, *addressed]
        verbs = [v for h in hosts for v in tree.children(r, h, "xcomp", "ccomp", "advcl", "acl", "relcl", "pcomp")]
        found = sorted(v for v in verbs if v > prep and is_infinitive(r, v))
        found = [v for v in found if all(t.text != ":" for t in r.tokens[prep:v])]
        if found:
            yield Complement(found[0], f"{preposition}-inf", tuple(addressed or tree.children(r, found[0], "nsubj")))
            return


def _after_preposition(r: Reading, trigger: int, cue: Cue, preposition: str) -> Iterator[Complement]:
    things = _objects(r, trigger) if cue.pos == "verb" else ()
    if "noun" in cue.frames and any(r.tokens[o].pos == "NOUN" and cue.takes(r.tokens[o].lemma) for o in things):
        return
    for prep in _prepositions(r, trigger, preposition):
        for head in tree.children(r, prep, "pobj", "pcomp"):
            if preposition == "of" and _is_party(r, head):
                yield from (Complement(v, "inf") for v in tree.children(r, head, "acl", "relcl") if is_infinitive(r, v))
                return
            asks = any(r.tokens[t].tag in _QUESTIONS for t in range(prep, head + 1))
            when = preposition in ("on", "in", "for") and r.tokens[head].lemma.lower() in _DAYS
            if not asks and not when and cue.takes(r.tokens[head].lemma):
                yield Complement(head, preposition, things)
                return


def _prepositions(r: Reading, trigger: int, preposition: str) -> list[int]:
    direct = tree.children(r, trigger, "prep", "dative", "prt", "agent", "aux")
    direct += [inner for c in direct for inner in tree.children(r, c, "prep")]
    own = [c for c in direct if r.tokens[c].lemma == preposition]
    beyond = [c for o in _objects(r, trigger) for c in tree.children(r, o, "prep") if r.tokens[c].lemma == preposition]
    reflexive = [
        c for c in beyond if r.tokens[r.tokens[c].head].text.lower() in ("itself", "themselves", "himself", "herself")
    ]
    loose = beyond if preposition in ("for", "to") and not own else reflexive
    return [c for c in [*own, *loose] if c > trigger]


def _split(r: Reading, one: Complement) -> Iterator[Complement]:
    """Yield a content and those coordinated with it: verbs are contents of their own, nouns stay together."""
    yield one
    if r.tokens[one.head].pos not in ("VERB", "AUX"):
        return
    for head in verbs_beside(r, one.head):
        yield Complement(head, one.frame, one.addressed)


def verbs_beside(r: Reading, verb: int) -> list[int]:
    """Return the verbs that "and" or "while" put beside a verb as more to be done: "supply food while training nurses"."""
    found: list[int] = []
    for child in tree.children(r, verb, "conj"):
        if shares_object(r, verb, child):
            found += verbs_beside(r, child)
            continue
        same = (
            r.tokens[child].tag in _VERBAL and r.tokens[verb].tag in ("VB", "VBG", "VBP") and not _own_subject(r, child)
        )
        if same or is_infinitive(r, child):
            found += [child, *verbs_beside(r, child)]
    cues = load_commitment_cues()
    for child in tree.children(r, verb, "advcl"):
        if r.tokens[child].tag != "VBG" or cues.is_a("saying", r.tokens[child].lemma):
            continue
        if any(r.tokens[m].lemma in ("while", "whilst") for m in tree.children(r, child, "mark", "advmod")):
            found.append(child)
    return found


def shares_object(r: Reading, verb: int, other: int) -> bool:
    """Whether nothing but "and", commas and adverbs stands between two verbs: "identify, train and pay teachers"."""
    return other > verb and all(
        t.pos in ("CCONJ", "PUNCT", "ADV") or t.dep == "prt" for t in r.tokens[verb + 1 : other]
    )


def _is_party(r: Reading, head: int) -> bool:
    """Whether a noun names whose promise it is: "the intention of both governments to meet", not "a pledge of two ships"."""
    mention = r.mention_at(head)
    return mention is not None and all(r.entities[e].type in ("state", "person") for e in mention.entities)
