"""Parties: whom the words that a model quotes refer to, as the reading has it."""

from collections.abc import Iterable
from dataclasses import replace

from servanda.codebook.sectors import sector_of_head
from servanda.coding.context import Context
from servanda.coding.parties import actor_behind, participants
from servanda.reading import tree
from servanda.reading.reading import Reading
from servanda.record import Participant, Span


def parties(context: Context, spans: Iterable[Span]) -> tuple[Participant, ...]:
    """Return the participants that quoted words refer to, each once, in order."""
    found: dict[tuple[str, str | None], Participant] = {}
    for span in spans:
        for participant in _parties_at(context, span):
            found.setdefault((participant.name, participant.country), participant)
    return tuple(found.values())


def _parties_at(context: Context, span: Span) -> tuple[Participant, ...]:
    """Return whom a span refers to: whoever the reading knows at its head, else whose it is, else a party of its words.

    "Kenyan troops" are Kenya's even where the reading knows only Kenya: the country with the sector of the troops.
    """
    head = head_of(context.reading, span)
    named = participants(context, [h for h in tree.conjuncts(context.reading, head) if _within(context, h, span)])
    if len(named) > 1:
        return named
    sector = sector_of_head(span.quote)
    behind = [replace(p, sector=sector or p.sector, actor=None) for p in actor_behind(context, head)[:1]]
    made = Participant(span.quote, None, sector, "group", None, span.start, span.end, span.quote)
    one = next(iter([*named, *behind]), made)
    return (replace(one, start=span.start, end=span.end, quote=span.quote),)


def _within(context: Context, token: int, span: Span) -> bool:
    return span.start <= context.reading.tokens[token].start < span.end


def head_of(reading: Reading, span: Span) -> int:
    """Return the token on which the other words of a span depend, a verb or noun rather than another."""
    sentence = reading.sentence_at(span.start)
    tokens = [t for t in reading.tokens[sentence.first :] if t.end > span.start and t.start < span.end]
    inside = {t.i for t in tokens}
    heads = [t for t in tokens if t.head not in inside or t.head == t.i]
    content = [t.i for t in heads if t.pos in ("VERB", "NOUN", "PROPN", "PRON", "ADJ")]
    return next(iter([*content, *(t.i for t in heads), min(sentence.first, len(reading.tokens) - 1)]))
