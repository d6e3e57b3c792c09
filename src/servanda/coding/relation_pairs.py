"""Relation pairs: the two parties between whom something is."""

from collections.abc import Iterable, Sequence

from servanda.coding.context import Context
from servanda.coding.parties import participants, participants_at, state_of
from servanda.reading import tree
from servanda.reading.reading import Reading
from servanda.record import Participant

Pair = tuple[Participant, Participant]
_BEFORE = ("poss", "amod", "compound", "nmod", "nsubj", "npadvmod")


def pair_of(parties: Iterable[Participant]) -> Pair | None:
    """Return the first two different parties, None where there are fewer or one belongs to the other."""
    found: list[Participant] = []
    for party in parties:
        if _stands_for_itself(party) and not any(_same(party, other) for other in found):
            found.append(party)
    return (found[0], found[1]) if len(found) == 2 else None


def as_states(context: Context, pair: Pair) -> Pair:
    """Return the states for which two office-holders stand, the pair itself where they stand for none."""
    one, other = (state_of(context, p) if p.type == "person" else p for p in pair)
    return (one, other) if one is not None and other is not None else pair


def _stands_for_itself(party: Participant) -> bool:
    """Whether a party is a known actor or named, not just anybody: "her students"."""
    return party.type in ("state", "organisation") or bool(party.country) or party.name[:1].isupper()


def _same(one: Participant, other: Participant) -> bool:
    if (one.name, one.country) == (other.name, other.country):
        return True
    return one.country is not None and one.country == other.country and "state" in (one.type, other.type)


def pair_of_noun(context: Context, noun: int) -> Pair | None:
    """Return between whom the thing is that a noun names: "between A and B", "A's ties with B", "A-B relations"."""
    reading = context.reading
    for preposition in ("between", "of", "among"):
        found = pair_of(participants(context, _governed(reading, noun, preposition)))
        if found is not None:
            return found
    owners = _owners(context, noun)
    if len(owners) > 1:
        return pair_of(owners)
    others = participants(context, _governed(reading, noun, "with", "to", "toward", "towards"))
    return pair_of([*(owners or _holder(context, noun)), *others]) if len(others) == 1 else None


def is_with_one_of(context: Context, noun: int, dyad: Pair) -> bool:
    """Whether the noun names just one of the two parties: "ties with Oman" in a text about Oman and Qatar."""
    named = [*_owners(context, noun), *participants(context, _governed(context.reading, noun, "with"))]
    return len(named) == 1 and any(_same(named[0], party) for party in dyad)


def has_outsider(context: Context, noun: int) -> bool:
    """Whether the noun has a possessor, a "with" or the like of its own, so that it is not between just anybody."""
    reading = context.reading
    if tree.children(reading, noun, "poss", "compound", "nmod"):
        return True
    if _governed(reading, noun, "between", "with", "of", "among", "to", "for"):
        return True
    return any(reading.mention_at(c) is not None for c in tree.children(reading, noun, "amod"))


def _governed(reading: Reading, noun: int, *prepositions: str) -> list[int]:
    """Return what hangs from a noun by a preposition, also where the parser hangs the preposition from its verb."""
    found = tree.prepositional(reading, noun, *prepositions)
    if found or noun + 2 >= len(reading.tokens):
        return found
    for i in (noun + 1, noun + 2):
        following = reading.tokens[i]
        if (
            following.lemma in prepositions
            and following.lemma != "of"
            and following.sentence == reading.tokens[noun].sentence
        ):
            return [c for head in tree.children(reading, i, "pobj") for c in tree.conjuncts(reading, head)]
    if "between" in prepositions:
        sentence = reading.sentences[reading.tokens[noun].sentence]
        between = (i for i in range(noun + 1, min(noun + 10, sentence.last)) if reading.tokens[i].lemma == "between")
        return [c for i in between for head in tree.children(reading, i, "pobj") for c in tree.conjuncts(reading, head)]
    return []


def _owners(context: Context, noun: int) -> tuple[Participant, ...]:
    """Return whose it is: "Peru's ties", "Russian-Syrian relations", "their friendship"."""
    reading = context.reading
    heads: list[int] = []
    for child in tree.children(reading, noun, *_BEFORE):
        if child < noun and reading.tokens[child].dep != "nsubj":
            heads += [i for i in tree.subtree(reading, child) if i < noun and _names(reading, i)]
    return participants(context, heads)


def _names(reading: Reading, token: int) -> bool:
    mention = reading.mention_at(token)
    return mention is not None and not (mention.form == "name" and reading.tokens[token].dep in ("pobj",))


def _holder(context: Context, noun: int) -> tuple[Participant, ...]:
    """Return who has it: "Norway enjoys warm relations with Chad"; nobody where it is only wanted or planned."""
    reading = context.reading
    token = reading.tokens[noun]
    if token.dep not in ("dobj", "obj") or reading.tokens[token.head].lemma not in (
        "have",
        "enjoy",
        "maintain",
        "share",
        "keep",
        "value",
    ):
        return ()
    if reading.tokens[token.head].tag in ("VB", "VBG") or tree.tense(reading, token.head) in (
        "future",
        "conditional",
    ):
        return ()
    return participants(context, tree.subjects(reading, token.head))


def pair_of_clause(context: Context, token: int, within: Sequence[int]) -> Pair | None:
    """Return the pair that the clause of a token is about: its subjects, its subject and whom it is "with", or "both".

    `within` are the tokens of the sentence.
    """
    reading = context.reading
    verb = tree.clause_verb(reading, token)
    subjects = participants(context, tree.subjects(reading, verb))
    found = pair_of(subjects)
    if found is None and len(subjects) == 1:
        others = [o for i in {token, verb, reading.tokens[token].head} for o in tree.prepositional(reading, i, "with")]
        found = pair_of([*subjects, *participants(context, others)])
    return found or _joint(context, within)


def pair_around(context: Context, within: Sequence[int], dyad: Pair | None) -> Pair | None:
    """Return the two states that a sentence names; those of the document where it names no other than them."""
    states = [p for p in participants(context, within) if p.type == "state"]
    if len(states) == 2:
        return pair_of(states)
    if dyad is None or any(not any(_same(s, party) for party in dyad) for s in states):
        return None
    return dyad


def _joint(context: Context, within: Sequence[int]) -> Pair | None:
    """Return the two whom one mention names together: "both countries", "their"."""
    for i in within:
        mention = context.reading.mention_at(i)
        if mention is not None and mention.head == i and len(mention.entities) == 2:
            found = pair_of(participants_at(context, i))
            if found is not None:
                return found
    return None
