"""Voices: who "I" and "we" are in each stretch of a text."""

from collections.abc import Iterable, Iterator

from servanda.coding.context import Context, Voice
from servanda.coding.issuers import author_of, issuers_of
from servanda.coding.parties import participants_at
from servanda.coding.turns import voices_of_turns
from servanda.reading.reading import Sentence
from servanda.record import Participant, Statement

_SAYING = frozenset(("say", "add", "state", "tell", "declare", "announce", "comment", "continue", "write", "remark"))


def find_voices(context: Context, statements: Iterable[Statement]) -> tuple[Voice, ...]:
    """Return the voices of a text, the nearest first.

    Quotations have the speaker of their statement, and are nobody's where it is not known. What follows a paragraph that
    ends "X said:" is X's until another speaks. Then come the turns of a transcript, and who issues the whole.
    """
    quotations = (Voice(q.start, q.end, None) for q in context.reading.quotations if q.depth == 0)
    turns = tuple(voices_of_turns(context))
    issuers = () if turns else issuers_of(context)
    whole = (Voice(0, len(context.reading.text), author_of(context), issuers),) if issuers else ()
    return (*spoken_voices(statements), *quotations, *_introduced(context), *turns, *whole)


def spoken_voices(statements: Iterable[Statement]) -> Iterator[Voice]:
    """Yield the stretches that statements give in a speaker's own words, first those wholly so, then those in part."""
    for form in ("direct", "mixed"):
        for statement in statements:
            if statement.form == form and statement.speaker is not None:
                for span in statement.spans or (statement.content,):
                    yield Voice(span.start, span.end, statement.speaker)


def _introduced(context: Context) -> Iterator[Voice]:
    """Yield the stretches behind paragraphs that end "X said:", each up to the next."""
    reading = context.reading
    openings = [(s.end, who) for s in reading.sentences if (who := _introducer(context, s)) is not None]
    starts = [*(start for start, _ in openings), len(reading.text)]
    for (start, who), end in zip(openings, starts[1:], strict=True):
        yield Voice(start, end, who)


def _introducer(context: Context, sentence: Sentence) -> Participant | None:
    """Return who speaks behind a sentence that ends a paragraph with a colon."""
    reading = context.reading
    last = sentence.index + 1 == len(reading.sentences)
    if last or reading.sentences[sentence.index + 1].paragraph == sentence.paragraph:
        return None
    if not reading.text[sentence.start : sentence.end].rstrip().endswith(":"):
        return None
    for token in reading.tokens[sentence.first : sentence.last]:
        if token.dep == "nsubj" and reading.tokens[token.head].lemma in _SAYING:
            return next(iter(participants_at(context, token.i)), None)
    return None
