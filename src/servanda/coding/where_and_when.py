"""Where and when: the place and the date that belong to the clause of an act."""

from typing import TypeVar

from servanda.coding.context import Context
from servanda.reading import tree
from servanda.record import Date, Place

Found = TypeVar("Found")
_ABOUT = frozenset(
    ("about", "over", "regarding", "concerning", "against", "toward", "towards", "despite", "like", "than")
)
_TOLD = frozenset(
    """
    discuss address review consider condemn denounce deplore criticise criticize welcome praise support back oppose recall
    mention describe debate examine assess raise
    """.split()
)
_SPOKEN = frozenset(
    "talk talks discussion negotiation report statement view position agreement deal resolution meeting".split()
)


def place_of(context: Context, trigger: int) -> Place | None:
    """Return the place named in the clause of the trigger, or the only one of its sentence; None otherwise.

    Places that only say what is spoken about do not count: nobody met in Syria who "met in Oslo to discuss the war in Syria".
    """
    sentence = context.reading.sentences[context.reading.tokens[trigger].sentence]
    named = context.places_within(sentence.start, sentence.end)
    inside = [place for place in named if not _is_topic(context, place, trigger)]
    nearest = _nearest(context, [(p.start, p) for p in inside], trigger)
    return nearest if nearest is not None else (inside[0] if len(inside) == 1 else None)


def _is_topic(context: Context, place: Place, trigger: int) -> bool:
    """Whether a place lies inside what the trigger is about: behind "about" or "over", or in the object of a verb of speech."""
    tokens = context.reading.tokens
    at = _token_at(context, place.start)
    while at is not None and at != trigger and tokens[at].head != at:
        token, above = tokens[at], tokens[tokens[at].head]
        if token.dep == "prep" and (token.lemma in _ABOUT or (token.lemma == "on" and above.lemma in _SPOKEN)):
            return True
        if token.dep == "dobj" and above.lemma in _TOLD:
            return True
        at = above.i
    return False


def date_of(context: Context, trigger: int) -> Date | None:
    """Return the resolved date in the clause of the trigger, or the only one of its sentence; None otherwise."""
    sentence = context.reading.sentences[context.reading.tokens[trigger].sentence]
    dated = [(d.start, d) for d in context.dates_within(sentence.start, sentence.end) if d.resolved]
    nearest = _nearest(context, dated, trigger)
    if nearest is not None:
        return nearest.resolved
    return dated[0][1].resolved if len(dated) == 1 else None


def _nearest(context: Context, found: list[tuple[int, Found]], trigger: int) -> Found | None:
    """Return the first of those whose words hang from the trigger's clause and from no clause inside it."""
    clause = tree.clause_verb(context.reading, trigger)
    for offset, value in found:
        token = _token_at(context, offset)
        if token is not None and tree.clause_verb(context.reading, token) in (clause, trigger):
            return value
    return None


def _token_at(context: Context, offset: int) -> int | None:
    sentence = context.reading.sentence_at(offset)
    return next((t.i for t in context.reading.tokens[sentence.first : sentence.last] if t.end > offset), None)
