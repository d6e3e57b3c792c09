"""Questions asked of the parse: subjects, objects, auxiliaries, tense, negation. Token indices in, indices out."""

from typing import Literal

from servanda.reading.reading import Reading

Tense = Literal["past", "present", "future", "conditional", "unknown"]

_SUBJECT = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_OBJECT = ("dobj", "obj", "attr", "dative", "oprd")
_DESCRIBING = frozenset(("relcl", "acl", "appos", "advcl", "punct", "parataxis"))
_NEGATIONS = frozenset(["not", "n't", "never", "no", "neither", "nor", "hardly", "scarcely", "without"])


def children(r: Reading, i: int, *deps: str) -> list[int]:
    """Return the dependents of a token in order, only those with one of the labels if any are given."""
    return [c for c in r.children[i] if not deps or r.tokens[c].dep in deps]


def subtree(r: Reading, i: int) -> list[int]:
    """Return the token and all that hangs from it, in order of the text."""
    found, waiting = [], [i]
    while waiting:
        token = waiting.pop()
        found.append(token)
        waiting.extend(r.children[token])
    return sorted(found)


def extent(r: Reading, i: int, without: tuple[str, ...] = ()) -> tuple[int, int]:
    """Return (start, end) in characters of a token's subtree, leaving out direct dependents with these labels."""
    tokens = [i]
    for child in r.children[i]:
        if r.tokens[child].dep not in without:
            tokens.extend(subtree(r, child))
    return r.tokens[min(tokens)].start, r.tokens[max(tokens)].end


def core_extent(r: Reading, i: int) -> tuple[int, int]:
    """Return (start, end) in characters of a token's subtree without any clause or apposition that only describes."""
    tokens, waiting = [], [i]
    while waiting:
        token = waiting.pop()
        tokens.append(token)
        waiting.extend(c for c in r.children[token] if r.tokens[c].dep not in _DESCRIBING)
    return r.tokens[min(tokens)].start, r.tokens[max(tokens)].end


def conjuncts(r: Reading, i: int) -> list[int]:
    """Return the token and what is coordinated with it, from the first of them on."""
    first = i
    while r.tokens[first].dep == "conj" and r.tokens[first].head != first:
        first = r.tokens[first].head
    found, waiting = [], [first]
    while waiting:
        token = waiting.pop(0)
        found.append(token)
        waiting.extend(children(r, token, "conj"))
    return sorted(found)


def subjects(r: Reading, verb: int) -> list[int]:
    """Return the heads of who does it (of whom it is done to, in a passive): own, shared, controlled or relative.

    A verb without a subject of its own takes that of the verb it is coordinated with, of the verb that governs it
    ("agreed to meet": who agreed; "urged Iran to leave": Iran), or the noun that its clause describes.
    """
    seen: set[int] = set()
    while verb not in seen:
        seen.add(verb)
        own = children(r, verb, *_SUBJECT)
        if own:
            return [a for s in own for a in _relative_antecedent(r, verb, s)]
        token = r.tokens[verb]
        head = token.head
        if token.dep in ("acl", "relcl") and head != verb:
            return conjuncts(r, head) if token.tag in ("VBG", "VBN", "VB") else [head]
        if token.dep in ("xcomp", "ccomp") and head != verb:
            objects = [o for o in children(r, head, "dobj", "dative") if o < verb]
            if objects and r.tokens[head].dep != "ROOT_":
                return _with_conjuncts(r, objects)
        if head == verb or token.dep in ("ROOT", "nsubj", "dobj", "pobj"):
            return []
        verb = head if r.tokens[head].pos in ("VERB", "AUX", "ADJ") else _verb_above(r, head, verb)
    return []


def _verb_above(r: Reading, i: int, fallback: int) -> int:
    """Return the nearest verb that governs a token, the fallback where none does."""
    while r.tokens[i].pos not in ("VERB", "AUX"):
        if r.tokens[i].head == i:
            return fallback
        i = r.tokens[i].head
    return i


def _relative_antecedent(r: Reading, verb: int, subject: int) -> list[int]:
    """Return what a relative pronoun stands for; a subject of any other kind with its conjuncts."""
    if r.tokens[subject].tag in ("WP", "WDT"):
        clause = verb
        while r.tokens[clause].dep == "conj":
            clause = r.tokens[clause].head
        if r.tokens[clause].dep == "relcl":
            return [r.tokens[clause].head]
    return _with_conjuncts(r, [subject])


def _with_conjuncts(r: Reading, tokens: list[int]) -> list[int]:
    return [c for token in tokens for c in [token, *_conj_below(r, token)]]


def _conj_below(r: Reading, i: int) -> list[int]:
    found = []
    for child in children(r, i, "conj"):
        found += [child, *_conj_below(r, child)]
    return found


def is_passive(r: Reading, verb: int) -> bool:
    """Whether the verb is in the passive, or a bare participle that describes a noun."""
    if children(r, verb, "nsubjpass", "auxpass"):
        return True
    return r.tokens[verb].tag == "VBN" and r.tokens[verb].dep in ("acl", "amod")


def agents(r: Reading, verb: int) -> list[int]:
    """Return the heads named after "by" in a passive."""
    found = []
    for by in children(r, verb, "agent", "prep"):
        if r.tokens[by].lemma == "by" and (r.tokens[by].dep == "agent" or is_passive(r, verb)):
            found += _with_conjuncts(r, children(r, by, "pobj"))
    return found


def objects(r: Reading, verb: int) -> list[int]:
    """Return the heads of the direct and indirect objects with their conjuncts (the subject, in a passive).

    In a relative clause that has a subject of its own, the object is the noun it describes: "the aid that it pledged".
    """
    if is_passive(r, verb):
        return subjects(r, verb)
    own = children(r, verb, "dobj", "obj", "dative")
    relative = [o for o in own if r.tokens[o].tag in ("WDT", "WP")]
    heads = [o for o in own if o not in relative]
    if r.tokens[verb].dep in ("relcl", "acl") and (relative or not own) and _has_own_subject(r, verb):
        heads.append(r.tokens[verb].head)
    return _with_conjuncts(r, heads)


def small_subjects(r: Reading, verb: int) -> list[int]:
    """Return the heads of whom a verb is about whose clause has no tense: "ordered the paper to close", "called him a liar"."""
    clauses = (c for c in children(r, verb, "ccomp") if r.tokens[c].tag not in ("VBD", "VBZ", "VBP", "MD"))
    untensed = (c for c in clauses if not children(r, c, "mark") and set(auxiliaries(r, c)) <= {"to"})
    return _with_conjuncts(r, [s for c in untensed for s in children(r, c, "nsubj")])


def _has_own_subject(r: Reading, verb: int) -> bool:
    return any(r.tokens[s].tag not in ("WDT", "WP") for s in children(r, verb, "nsubj"))


def prepositional(r: Reading, i: int, *prepositions: str) -> list[int]:
    """Return the heads that hang from the token by one of the prepositions, with their conjuncts."""
    found = []
    for prep in children(r, i, "prep", "agent", "dative"):
        if r.tokens[prep].lemma in prepositions:
            inner = [prep, *children(r, prep, "prep")]
            found += [o for p in inner for o in _with_conjuncts(r, children(r, p, "pobj", "pcomp"))]
    return found


def clause_verb(r: Reading, i: int) -> int:
    """Return the verb of the clause that a token stands in (itself, when it is one)."""
    return _verb_above(r, i, i)


def auxiliaries(r: Reading, verb: int) -> list[str]:
    """Return the lemmas of the verb's auxiliaries; a coordinated verb without any takes those of the first."""
    own = [r.tokens[c].lemma for c in children(r, verb, "aux", "auxpass")]
    token = r.tokens[verb]
    if own or token.dep != "conj" or token.tag in ("VBD", "VBZ", "VBP") or children(r, verb, *_SUBJECT):
        return own
    return auxiliaries(r, token.head)


def is_negated(r: Reading, verb: int) -> bool:
    """Whether the clause is negated: "not", "never", "no" before its subject or object, "without doing"."""
    if any(r.tokens[c].lemma in _NEGATIONS for c in children(r, verb, "neg", "advmod", "preconj", "cc")):
        return True
    if r.tokens[verb].dep == "pcomp" and r.tokens[r.tokens[verb].head].lemma == "without":
        return True
    nouns = children(r, verb, "nsubj", "nsubjpass", "dobj", "attr")
    nothing = ("no", "nobody", "none", "nothing")
    return any(r.tokens[d].lemma in nothing for n in nouns for d in [n, *children(r, n, "det", "neg")])


def tense(r: Reading, verb: int) -> Tense:
    """Return when the clause puts its verb: a modal decides, then the form of the first verb of its group."""
    helpers = auxiliaries(r, verb)
    if "will" in helpers or "shall" in helpers or "'ll" in helpers:
        return "future"
    if any(h in helpers for h in ("would", "could", "might", "may", "can", "should", "must")):
        return "conditional"
    forms = [r.tokens[c] for c in children(r, verb, "aux", "auxpass")] or [r.tokens[verb]]
    tag = forms[0].tag
    if tag in ("VBD", "VBN") or (forms[0].lemma in ("have", "had") and len(forms) >= 1 and r.tokens[verb].tag == "VBN"):
        return "past"
    return "present" if tag in ("VBZ", "VBP", "VBG") else "unknown"
