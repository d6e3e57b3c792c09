"""Appointments: the offices that verbs give people: "X became president", "Y was appointed defence minister"."""

from collections.abc import Iterator, Sequence

from servanda.reading.names import Name
from servanda.reading.reading import Token

_BECOME = frozenset(("become", "remain"))
_MAKE = frozenset(("appoint", "name", "elect", "nominate", "make", "designate", "install", "swear"))
_LEAVE = frozenset(("resign", "retire", "quit", "oust", "remove", "dismiss", "sack", "fire", "step"))
_SUBJECT = ("nsubj", "nsubjpass")


def office_words(tokens: Sequence[Token], name: Name) -> Iterator[tuple[int, str]]:
    """Yield the token at which the words of an office end that a verb gives the person named, and its standing.

    The standing is former where the verb takes the office away: "resigned as minister".
    """
    named = range(name.first, name.last)
    head = next((tokens[i] for i in named if tokens[i].head not in named), tokens[name.last - 1])
    if head.dep == "appos":
        head = tokens[head.head]
    verb = tokens[head.head]
    if head.dep in ("nmod", "compound") and verb.dep == "dobj" and tokens[verb.head].lemma in _MAKE and verb.i > head.i:
        yield verb.i, "current"
    if verb.pos not in ("VERB", "AUX"):
        return
    subject, object_ = head.dep in _SUBJECT, head.dep in ("dobj", "nsubjpass")
    below = [token for token in tokens[max(0, verb.i - 40) : verb.i + 40] if token.head == verb.i and token.i != head.i]
    if subject and verb.lemma in _BECOME:
        yield from ((token.i, "current") for token in below if token.dep in ("attr", "oprd", "acomp"))
    if object_ and verb.lemma in _MAKE:
        yield from ((token.i, "current") for token in below if token.dep in ("oprd", "attr", "xcomp"))
        yield from ((token.i, "current") for token in _behind_as(tokens, below))
    if verb.lemma in _LEAVE and (subject or object_):
        yield from ((token.i, "former") for token in _behind_as(tokens, below))


def _behind_as(tokens: Sequence[Token], below: Sequence[Token]) -> Iterator[Token]:
    """Yield what stands behind "as" or "in as" under a verb."""
    for token in below:
        if token.lemma == "as":
            yield from (
                other for other in tokens[token.i : token.i + 12] if other.head == token.i and other.dep == "pobj"
            )
