"""Appointments: the offices that verbs give people: "X became president", "Y was appointed defence minister"."""

from collections.abc import Iterator, Sequence

from servanda.reading.names import Name
from servanda.reading.reading import Token

_BECOME = frozenset(("become", "remain"))
_MAKE = frozenset(("appoint", "name", "elect", "nominate", "make", "designate", "install", "swear"))
_LEAVE = frozenset(("resign", "retire", "quit", "oust", "remove", "dismiss", "sack", "fire", "step"))
_SERVE = frozenset(("serve", "act", "work", "return", "continue"))
_TAKE = frozenset(("take", "assume", "enter"))
_SUBJECT = ("nsubj", "nsubjpass")


def office_words(tokens: Sequence[Token], name: Name) -> Iterator[tuple[int, str]]:
    """Yield the token at which the words of an office end that a verb gives the person named, and its standing.

    The standing is former where the verb takes the office away ("resigned as minister") or puts it in the past ("was
    minister", "served as minister"). The verb may be that of a relative clause: "X, who was minister".
    """
    named = range(name.first, name.last)
    head = next((tokens[i] for i in named if tokens[i].head not in named), tokens[name.last - 1])
    for verb, dep in _clauses(tokens, head):
        below = [
            t for t in tokens[max(0, verb.i - 40) : verb.i + 40] if t.head == verb.i and t.i not in (head.i, verb.i)
        ]
        yield from _given_by(tokens, verb, dep, below)
    if head.dep == "appos":
        head = tokens[head.head]
    verb = tokens[head.head]
    if head.dep in ("nmod", "compound") and verb.dep == "dobj" and tokens[verb.head].lemma in _MAKE and verb.i > head.i:
        yield verb.i, "current"


def _clauses(tokens: Sequence[Token], head: Token) -> Iterator[tuple[Token, str]]:
    """Yield the verbs of which a person is subject or object, with the person's part: its own, and of "who" behind it."""
    who = next((t for t in tokens[head.i + 1 : head.i + 6] if t.lemma.lower() == "who"), None)
    if who is not None and who.dep in _SUBJECT and tokens[who.head].head == head.i:
        yield tokens[who.head], who.dep
    outer = tokens[head.head] if head.dep == "appos" else head
    if tokens[outer.head].pos in ("VERB", "AUX"):
        yield tokens[outer.head], outer.dep


def _given_by(tokens: Sequence[Token], verb: Token, dep: str, below: Sequence[Token]) -> Iterator[tuple[int, str]]:
    subject, object_ = dep in _SUBJECT, dep in ("dobj", "nsubjpass")
    if subject and verb.lemma in _BECOME:
        yield from ((token.i, "current") for token in below if token.dep in ("attr", "oprd", "acomp"))
    if subject and verb.lemma == "be" and not any(t.dep == "neg" for t in below):
        yield from (
            (token.i, _standing(verb, below)) for token in below if token.dep == "attr" and _is_bare(tokens, token)
        )
    if subject and verb.lemma in _SERVE:
        yield from ((token.i, _standing(verb, below)) for token in _behind_as(tokens, below))
    if (
        subject
        and verb.lemma in _TAKE
        and any(t.dep == "dobj" and t.lemma in ("office", "post", "power") for t in below)
    ):
        office = [t for t in tokens[verb.i : verb.i + 12] if t.dep == "prep" and t.lemma == "as" and t.head >= verb.i]
        yield from ((token.i, "current") for token in _behind_as(tokens, office))
    if object_ and verb.lemma in _MAKE:
        yield from ((token.i, "current") for token in below if token.dep in ("oprd", "attr", "xcomp"))
        yield from ((token.i, "current") for token in _behind_as(tokens, below))
    if verb.lemma in _LEAVE and (subject or object_):
        yield from ((token.i, "former") for token in _behind_as(tokens, below))


def _standing(verb: Token, below: Sequence[Token]) -> str:
    """Return former for a plain past ("was", "served"), elect for what will be, current for all else."""
    helpers = {token.lemma.lower() for token in below if token.dep in ("aux", "auxpass")}
    if helpers & {"will", "shall"}:
        return "elect"
    return "former" if verb.tag == "VBD" and not helpers else "current"


def _is_bare(tokens: Sequence[Token], office: Token) -> bool:
    """Whether an office is somebody's, and not one of several that there are: "is president", not "is a president"."""
    below = [t for t in tokens[max(0, office.i - 8) : office.i] if t.head == office.i]
    return not any(t.dep == "det" and t.lemma.lower() in ("a", "an", "no", "another", "some") for t in below)


def _behind_as(tokens: Sequence[Token], below: Sequence[Token]) -> Iterator[Token]:
    """Yield what stands behind "as" or "in as" under a verb."""
    for token in below:
        if token.lemma == "as":
            yield from (
                other for other in tokens[token.i : token.i + 12] if other.head == token.i and other.dep == "pobj"
            )
