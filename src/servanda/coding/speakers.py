"""Speakers: who says what a cue introduces, as a participant at the words that name them."""

from dataclasses import replace

from servanda.coding.context import Context
from servanda.coding.parties import participants_at
from servanda.reading import tree
from servanda.reading.nouns import load_nouns
from servanda.reading.reading import Reading
from servanda.record import Participant
from servanda.record.parties import ActorType

_AUTHOR = frozenset(["i", "me", "my", "we", "us", "our", "you", "your"])
_AGENTIVE = ("er", "or", "ist", "man", "woman", "ian", "eer")
_THINGS = ("paper", "letter", "order", "poster", "power", "register", "chapter", "center", "tracker", "ledger")
_REDUCED = ("advcl", "acl", "amod", "relcl")
_PARTICIPIAL = ("acl", "advcl", "ccomp", "xcomp", "conj", "dep")
_MEANS = frozenset(["by", "in", "after", "before", "while"])
_RELATIVE = ("WP", "WDT")
_MODIFIERS = ("det", "amod", "compound", "nummod", "poss", "nmod", "predet", "quantmod")
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ")
_NAMELESS = frozenset(["there", "this", "that", "what", "which", "all"])
_PERSONAL = frozenset(["he", "she", "him", "her", "who", "someone", "somebody", "everyone", "everybody", "nobody"])


def speaker_head(reading: Reading, verb: int) -> int | None:
    """Return the token that heads the speaker of a verb of saying, None where the text names none.

    A participle set off by a comma ("..., adding that") has the subject of the clause that it hangs from.
    """
    if tree.is_passive(reading, verb):
        return next(iter(tree.agents(reading, verb)), None)
    own = tree.children(reading, verb, "nsubj")
    if own:
        return min(own, key=lambda subject: abs(subject - verb))
    token = reading.tokens[verb]
    if token.tag == "VBN" and token.dep in _REDUCED and not tree.children(reading, verb, "aux"):
        return None
    above = _clause_above(reading, verb)
    if above is not None:
        return speaker_head(reading, above)
    if token.dep in ("acl", "relcl") and token.tag != "VB":
        return token.head
    found = tree.subjects(reading, verb) if token.dep != "pcomp" else []
    return found[0] if found else None


def _clause_above(reading: Reading, verb: int) -> int | None:
    """Return the verb whose speaker a participle, "by saying", or a verb hung in the wrong place shares."""
    token = reading.tokens[verb]
    if token.tag == "VBG" and token.dep in _PARTICIPIAL and _set_off(reading, verb):
        return _finite_above(reading, verb)
    if token.dep == "pcomp":
        return _finite_above(reading, verb) if reading.tokens[token.head].lemma in _MEANS else None
    return governor(reading, verb)


def governor(reading: Reading, verb: int) -> int | None:
    """Return the verb that a coordinated verb goes on with, where the parser hangs it into what that verb reports.

    "Said the road was closed and urged patience": whoever said also urged, for the road cannot. None elsewhere.
    """
    token = reading.tokens[verb]
    if token.dep != "conj" or token.tag not in ("VBD", "VBZ", "VBP") or tree.children(reading, verb, "nsubj", "aux"):
        return None
    inner = reading.tokens[token.head]
    above = reading.tokens[inner.head]
    if inner.dep != "ccomp" or inner.i < above.i or above.tag != token.tag or inner.i == above.i:
        return None
    forms = {inner.tag, *(reading.tokens[c].tag for c in tree.children(reading, inner.i, "aux"))}
    subjects = tree.children(reading, inner.i, "nsubj", "nsubjpass")
    lifeless = bool(subjects) and reading.tokens[subjects[0]].pos == "NOUN" and reading.mention_at(subjects[0]) is None
    return above.i if token.tag not in forms or lifeless else None


def _set_off(reading: Reading, verb: int) -> bool:
    before = verb - 1
    while before > 0 and reading.tokens[before].pos in ("ADV", "PART"):
        before -= 1
    return before >= 0 and reading.tokens[before].text in (",", "—", "–", "-", "--", ",”", "”", '"')


def _finite_above(reading: Reading, verb: int) -> int | None:
    """Return the nearest verb above that has a subject, or the one that reports it: who says is who adds."""
    seen = {verb}
    above = reading.tokens[verb].head
    while above not in seen:
        seen.add(above)
        token = reading.tokens[above]
        reported = token.dep == "ccomp" and token.head < above
        if not reported and token.pos in ("VERB", "AUX") and tree.subjects(reading, above):
            return above
        above = token.head
    return None


def noun_after(reading: Reading, first: int, last: int) -> int | None:
    """Return the last noun of the first run of nouns in tokens[first:last], None where there is none."""
    found = next((i for i in range(first, last) if reading.tokens[i].pos in ("NOUN", "PROPN", "PRON")), None)
    while found is not None and found + 1 < last and reading.tokens[found + 1].pos in ("NOUN", "PROPN"):
        found += 1
    return found


def owner_head(reading: Reading, noun: int) -> int | None:
    """Return the head of whose claim or promise a noun is: "X's claim", "the claim by X", "X made the claim"."""
    owners = tree.children(reading, noun, "poss") or tree.prepositional(reading, noun, "by", "from")
    if owners:
        return owners[0]
    token = reading.tokens[noun]
    if token.dep in ("dobj", "obj") and reading.tokens[token.head].pos == "VERB":
        return speaker_head(reading, token.head)
    return None


def speaker_at(context: Context, head: int) -> Participant | None:
    """Return the participant that a noun phrase with this head is, made of its own words where it is no known actor.

    None for the author ("I", "we" outside direct speech), for words that stand for no speaker, and for no noun phrase.
    """
    reading = context.reading
    token = reading.tokens[head]
    word = token.text.lower()
    if token.tag in _RELATIVE:
        return _antecedent(context, head)
    known = participants_at(context, head)
    if known:
        return known[0]
    if word in _AUTHOR or word in _NAMELESS or (token.pos not in _NOMINAL and not token.text[0].isupper()):
        return None
    return _unknown(context, head)


def _antecedent(context: Context, head: int) -> Participant | None:
    """Return who a relative pronoun stands for, at the pronoun's own place."""
    reading = context.reading
    clause = tree.clause_verb(reading, head)
    while reading.tokens[clause].dep == "conj":
        clause = reading.tokens[clause].head
    if reading.tokens[clause].dep != "relcl":
        return None
    found = speaker_at(context, reading.tokens[clause].head)
    token = reading.tokens[head]
    return replace(found, start=token.start, end=token.end, quote=token.text) if found else None


def _unknown(context: Context, head: int) -> Participant:
    """Return a participant made of a noun phrase: a teacher, the report, officials in Minsk."""
    reading = context.reading
    first, last = _phrase(reading, head)
    named = next(
        (i for i in range(first, last) if reading.tokens[i].pos not in ("DET", "PUNCT", "PART") or i == head), head
    )
    start, end = reading.tokens[named].start, reading.tokens[last - 1].end
    whole = reading.tokens[first].start
    return Participant(
        name=" ".join(reading.text[start:end].split()),
        country=_country(context, head),
        sector=(),
        type=_type(reading, head),
        actor=None,
        start=whole,
        end=end,
        quote=reading.text[whole:end],
    )


def _phrase(reading: Reading, head: int) -> tuple[int, int]:
    """Return the tokens of a noun phrase from its determiner to the end of what "of" or "in" adds."""
    left = [head]
    for child in tree.children(reading, head, *_MODIFIERS):
        if child < head:
            left.extend(i for i in tree.subtree(reading, child) if i < head)
    last = head + 1
    for prep in tree.children(reading, head, "prep"):
        inside = tree.subtree(reading, prep)
        small = len(inside) <= 8 and not any(reading.tokens[i].text == "," for i in inside)
        if prep == last and reading.tokens[prep].lemma in ("of", "in", "from", "at", "for") and small:
            last = inside[-1] + 1
    return min(left), last


def _country(context: Context, head: int) -> str | None:
    """Return the country that a modifier tells: "a Chilean diplomat"."""
    reading = context.reading
    for child in tree.children(reading, head, "amod", "compound", "poss", "nmod"):
        mention = reading.mention_at(child)
        if mention is not None and len(mention.entities) == 1:
            return reading.entities[mention.entities[0]].country
    return None


def _type(reading: Reading, head: int) -> ActorType:
    token = reading.tokens[head]
    word, lemma = token.text.lower(), token.lemma.lower()
    nouns = load_nouns()
    if word in _PERSONAL:
        return "person"
    if lemma in nouns.people and (token.tag == "NNS" or lemma not in nouns.person):
        return "people" if token.tag != "NNS" else "group"
    if token.tag == "NNS" or token.pos in ("PRON", "NUM", "DET", "ADJ"):
        return "group"
    if token.pos == "PROPN":
        return "organisation" if tree.children(reading, head, "det") else "person"
    if lemma in nouns.person or lemma in nouns.leader:
        return "person"
    return "person" if lemma.endswith(_AGENTIVE) and not lemma.endswith(_THINGS) else "organisation"
