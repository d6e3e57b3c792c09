"""Where and when: the place and the date that belong to the clause of an act."""

from typing import TypeVar

from servanda.coding.context import Context
from servanda.reading import tree
from servanda.record import Date, Place

Found = TypeVar("Found")


def place_of(context: Context, trigger: int) -> Place | None:
    """Return the place named in the clause of the trigger, or the only one of its sentence; None otherwise."""
    inside = [p for p in context.places if _same_sentence(context, p.start, trigger)]
    nearest = _nearest(context, [(p.start, p) for p in inside], trigger)
    return nearest if nearest is not None else (inside[0] if len(inside) == 1 else None)


def date_of(context: Context, trigger: int) -> Date | None:
    """Return the resolved date in the clause of the trigger, or the only one of its sentence; None otherwise."""
    dated = [(d.start, d) for d in context.dates if d.resolved and _same_sentence(context, d.start, trigger)]
    nearest = _nearest(context, dated, trigger)
    if nearest is not None:
        return nearest.resolved
    return dated[0][1].resolved if len(dated) == 1 else None


def _same_sentence(context: Context, offset: int, trigger: int) -> bool:
    sentence = context.reading.sentences[context.reading.tokens[trigger].sentence]
    return sentence.start <= offset < sentence.end


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
