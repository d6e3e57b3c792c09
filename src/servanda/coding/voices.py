"""Voices: who "I" and "we" are in each stretch of a text."""

from collections.abc import Iterable

from servanda.coding.context import Context, Voice
from servanda.coding.issuers import author_of, issuers_of
from servanda.coding.statements import voices_of
from servanda.coding.turns import voices_of_turns
from servanda.record import Statement


def find_voices(context: Context, statements: Iterable[Statement]) -> tuple[Voice, ...]:
    """Return the voices of a text, the nearest first: quotations, turns of a transcript, and who issues the whole.

    A quotation whose speaker is not known is nobody's, and so is all that a transcript's labels leave open.
    """
    quotations = (Voice(q.start, q.end, None) for q in context.reading.quotations if q.depth == 0)
    turns = tuple(voices_of_turns(context))
    issuers = () if turns else issuers_of(context)
    whole = (Voice(0, len(context.reading.text), author_of(context), issuers),) if issuers else ()
    return (*voices_of(statements), *quotations, *turns, *whole)
