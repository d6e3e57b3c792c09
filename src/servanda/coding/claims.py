"""Claims: the clause that words of probability judge, and the reason given for it. Token stretches in and out."""

from dataclasses import dataclass
from typing import Literal

from servanda.coding.extents import Stretch, trimmed
from servanda.reading import tree
from servanda.reading.reading import Reading

Frame = Literal["that", "clause", "expected", "expects", "wants", "of"]

_CHANCES = frozenset(
    """
    chance prospect possibility likelihood probability hope odd odds doubt risk certainty
    """.split()
)
_EXPECTING = frozenset(["expect", "forecast", "project", "predict", "anticipate"])
_CONTRASTS = frozenset(["though", "although", "while", "whereas", "but", "even"])
_JUDGING = frozenset(
    """
    be see have stand give think consider deem believe find judge rate call make hold remain become
    """.split()
)
_PLAIN_REASONS = (
    ("because", "of"), ("due", "to"), ("owing", "to"), ("thanks", "to"), ("on", "account", "of"), ("in", "view", "of"),
    ("in", "light", "of"), ("given",),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """What is judged: its tokens, how the phrase takes it, and the verb of the clause in which the judging stands."""

    stretch: Stretch
    frame: Frame
    verb: int


def claim_of(reading: Reading, phrase: Stretch, segment: Stretch) -> Claim | None:
    """Return what a phrase of probability judges; None where it judges nothing ("likely voters").

    `segment` are the tokens within which the claim must lie: the sentence, or the part of it between semicolons.
    """
    head = _head(reading, phrase)
    if reading.tokens[head].lemma in _EXPECTING:
        return _expected(reading, head, segment)
    modal = next((i for i in range(*phrase) if reading.tokens[i].tag == "MD"), None)
    verb = reading.tokens[modal].head if modal is not None else tree.clause_verb(reading, head)
    if not segment[0] <= verb < segment[1] or reading.tokens[verb].pos not in ("VERB", "AUX"):
        return None
    adverbial = modal is not None or reading.tokens[phrase[0]].lemma == "in"
    below = None if adverbial else _that_clause(reading, phrase, head, verb, segment)
    if below is not None:
        return _made(_subordinate(reading, below, phrase[1], segment), "that", verb)
    if not adverbial and reading.tokens[head].lemma in _CHANCES:
        return _chance(reading, head, verb, segment)
    if _idle_subject(reading, verb) or not (adverbial or _modifies(reading, head, phrase)):
        return None
    return _made(clause_stretch(reading, verb, segment), "clause", verb)


def _made(stretch: Stretch | None, frame: Frame, verb: int) -> Claim | None:
    return Claim(stretch, frame, verb) if stretch is not None and stretch[1] - stretch[0] > 1 else None


def _head(reading: Reading, phrase: Stretch) -> int:
    """Return the token of a phrase that the others hang from; its adjective, adverb or noun where that is unclear."""
    inside = range(*phrase)
    nouns = [i for i in inside if reading.tokens[i].lemma.lower() in _CHANCES | _EXPECTING]
    if nouns:
        return nouns[0]
    words = [
        i for i in inside if reading.tokens[i].pos in ("ADJ", "ADV", "NOUN") and reading.tokens[i].head not in inside
    ]
    return words[-1] if words else next((i for i in inside if reading.tokens[i].head not in inside), phrase[0])


def _expected(reading: Reading, head: int, segment: Stretch) -> Claim | None:
    if reading.tokens[head].tag == "VBN":
        modal = any(reading.tokens[c].tag == "MD" for c in tree.children(reading, head, "aux"))
        if modal or not tree.children(reading, head, "nsubjpass", "auxpass") or _idle_subject(reading, head):
            return None
        return _made(clause_stretch(reading, head, segment), "expected", head)
    below = [
        c
        for c in tree.children(reading, head, "ccomp")
        if c > head and tree.children(reading, c, "nsubj", "nsubjpass", "expl")
    ]
    if not below or not tree.children(reading, head, "nsubj"):
        return None
    frame: Frame = "wants" if "to" in tree.auxiliaries(reading, below[0]) else "expects"
    return _made(_subordinate(reading, below[0], head + 1, segment), frame, head)


def _that_clause(reading: Reading, phrase: Stretch, head: int, verb: int, segment: Stretch) -> int | None:
    """Return the verb of the clause that is judged: "it is likely that", "no chance that", "think it likely that"."""
    ahead = reading.tokens[max(segment[0], phrase[0] - 6) : phrase[0]]
    if reading.tokens[head].lemma not in _CHANCES and not any(t.lemma.lower() in ("it", "there") for t in ahead):
        return None
    for above in (head, verb, *range(*phrase)):
        for child in tree.children(reading, above, "ccomp", "acl", "advcl", "relcl", "csubj"):
            marks = [c for c in tree.children(reading, child, "mark") if reading.tokens[c].lemma == "that"]
            if marks and phrase[0] < marks[0] < segment[1]:
                return child
            bare = reading.tokens[child].dep == "ccomp" and not tree.children(reading, child, "mark")
            if bare and child >= phrase[1]:
                return child
    return None


def _chance(reading: Reading, head: int, verb: int, segment: Stretch) -> Claim | None:
    """Return the claim of "see little chance of a truce" and of "it has little chance of winning"."""
    if reading.tokens[verb].lemma not in _JUDGING:
        return None
    objects = tree.prepositional(reading, head, "of", "for")
    own = [s for s in tree.children(reading, verb, "nsubj") if reading.tokens[s].dep != "expl"]
    if reading.tokens[verb].lemma in ("have", "stand") and own and objects:
        return _made(clause_stretch(reading, verb, segment), "clause", verb)
    if not objects or not segment[0] <= objects[0] < segment[1]:
        return None
    inside = [i for i in tree.subtree(reading, objects[0]) if i > head and i < segment[1]]
    return _made(trimmed(reading, inside[0], inside[-1] + 1), "of", verb) if inside else None


def _modifies(reading: Reading, head: int, phrase: Stretch) -> bool:
    """Whether an adjective or adverb judges its clause: not inside a noun phrase, nor one rate among others."""
    token = reading.tokens[head]
    if token.pos in ("NOUN", "PROPN"):
        return False
    before = reading.tokens[phrase[0] - 1].text.lower() if phrase[0] else ""
    if before in ("as", "equally", "times", "%", "percent", "so", "how"):
        return False
    above = reading.tokens[token.head]
    if token.dep in ("amod", "nmod", "compound", "conj", "poss"):
        return False
    if token.head in range(*phrase):
        above = reading.tokens[above.head]
    return above.pos in ("VERB", "AUX") or token.pos in ("VERB", "AUX")


def _idle_subject(reading: Reading, verb: int) -> bool:
    """Whether the clause is about whoever speaks or listens, or about nothing said."""
    own = tree.children(reading, verb, "nsubj", "nsubjpass")
    words = {reading.tokens[s].text.lower() for s in own}
    if words & {"i", "you", "which", "what", "who", "there"} and reading.tokens[verb].dep != "relcl":
        return True
    if words & {"it", "this", "that"} and len(tree.subtree(reading, verb)) < 6:
        return True
    return not own and not tree.subjects(reading, verb) and _strayed(reading, verb) is None


def _strayed(reading: Reading, verb: int) -> int | None:
    """Return the subject that the parser hung from the adverb of probability: "Egypt will most likely abstain"."""
    adverbs = [c for c in tree.children(reading, verb, "advmod") if c < verb]
    return next((s for a in adverbs for s in tree.children(reading, a, "nsubj")), None)


def _subordinate(reading: Reading, verb: int, least: int, segment: Stretch) -> Stretch | None:
    inside = [i for i in tree.subtree(reading, verb) if i >= least and i < segment[1]]
    if not inside:
        return None
    first, last = inside[0], inside[-1] + 1
    while first < last and (reading.tokens[first].lemma in ("that", "whether") or reading.tokens[first].pos == "PUNCT"):
        first += 1
    return _cut(reading, first, last)


def clause_stretch(reading: Reading, verb: int, segment: Stretch) -> Stretch | None:
    """Return a clause from its subject on, without who says it, its reason, and what stands against it.

    A relative clause is without its relative pronoun; a shared subject is not repeated.
    """
    tokens = [verb]
    for child in tree.children(reading, verb):
        if not _stands_apart(reading, verb, child):
            tokens.extend(tree.subtree(reading, child))
    inside = [i for i in tokens if segment[0] <= i < segment[1]]
    subjects = tree.children(reading, verb, "nsubj", "nsubjpass", "csubj", "expl")
    own = [s for s in subjects if reading.tokens[s].tag not in ("WDT", "WP")]
    strayed = _strayed(reading, verb)
    own = own if own or strayed is None else [strayed]
    first = min((i for s in own for i in tree.subtree(reading, s)), default=min(_group(reading, verb)))
    return _cut(reading, max(first, segment[0]), max(inside) + 1) if inside else None


def _group(reading: Reading, verb: int) -> list[int]:
    adverbs = [c for c in tree.children(reading, verb, "advmod") if c < verb and reading.tokens[c].text[:1].islower()]
    return [verb, *tree.children(reading, verb, "aux", "auxpass", "neg"), *adverbs]


def _stands_apart(reading: Reading, verb: int, child: int) -> bool:
    token = reading.tokens[child]
    if token.dep in ("mark", "cc", "parataxis", "punct", "intj") or token.tag in ("WDT", "WP"):
        return True
    if token.dep == "conj":
        return token.tag in ("VBD", "VBZ") or bool(tree.children(reading, child, "nsubj", "nsubjpass", "expl"))
    if token.dep == "ccomp" and child < verb:
        return True
    if token.dep == "advcl":
        marks = {reading.tokens[c].lemma for c in tree.children(reading, child, "mark", "advmod")}
        return bool(marks & _CONTRASTS) or child < verb
    return False


def _cut(reading: Reading, first: int, last: int) -> Stretch | None:
    """Return a stretch up to the reason that it ends in, or to what is set against it."""
    for i in range(first + 1, last):
        contrast = reading.tokens[i - 1].text == "," and reading.tokens[i].lemma in _CONTRASTS
        if contrast or _reason_at(reading, i) is not None:
            last = i
            break
    return trimmed(reading, first, last)


def reason_near(reading: Reading, claim: Stretch, segment: Stretch) -> Stretch | None:
    """Return the reason given for a claim in its segment: a clause with its "because", else the bare noun phrase."""
    for i in [*range(claim[1], segment[1]), segment[0]]:
        if i > claim[1] and reading.tokens[i].dep == "cc" and reading.tokens[i - 1].text == ",":
            return None
        found = _reason_at(reading, i)
        if found is not None:
            first, last = found
            return trimmed(reading, first, min(last, segment[1]))
    return None


def _reason_at(reading: Reading, i: int) -> Stretch | None:
    """Return the reason that begins at a token; None where none does."""
    token = reading.tokens[i]
    word = token.text.lower()
    for cue in _PLAIN_REASONS:
        if word == cue[0] and tuple(t.text.lower() for t in reading.tokens[i : i + len(cue)]) == cue:
            return _plain_reason(reading, i, len(cue))
    if word not in ("because", "since", "as", "given") or token.dep != "mark":
        return None
    if tree.children(reading, token.head, "nsubj", "nsubjpass"):
        sentence = reading.sentences[token.sentence]
        if word == "because" or i == sentence.first or reading.tokens[i - 1].text == ",":
            inside = [j for j in tree.subtree(reading, token.head) if j >= i]
            return i, inside[-1] + 1
    return None


def _plain_reason(reading: Reading, i: int, size: int) -> Stretch | None:
    first = i + size
    is_verb = reading.tokens[i].text.lower() == "given" and reading.tokens[i].dep not in ("prep", "mark")
    if is_verb or first >= len(reading.tokens):
        return None
    if reading.tokens[first].lemma == "that":
        first = i
    inside = [j for j in tree.subtree(reading, i) if j >= first]
    for j in range(i, first):
        inside += [k for k in tree.subtree(reading, j) if k >= first]
    return (first, max(inside) + 1) if inside else None
