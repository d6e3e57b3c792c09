"""Labelled speech: what stands behind a speaker's name and a colon, in headlines, interviews and transcripts."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from servanda.coding.context import Context
from servanda.coding.parties import participants_at
from servanda.coding.said import Part, Said
from servanda.coding.turns import Turn, find_turns
from servanda.reading.nouns import is_actor_noun
from servanda.reading.reading import Reading, Sentence

_LABEL = ("PROPN", "NOUN", "ADJ", "DET", "PUNCT", "PART", "ADP")
_LONGEST = 7
_SOURCES = frozenset(
    ["poll", "report", "study", "survey", "analysis", "source", "newspaper", "paper", "court", "expert"]
)
_MARKS = "“”\"'‘’`«» \n\t\u00a0"
# What stenographers note between turns, and what they cut.
_NOTED = re.compile(r"(?:\s|[“\"])*[(\[][A-Z .,]+[)\]][”\".]*\s*\Z")


def labelled(context: Context) -> list[Said]:
    """Return the turns of a transcript, and what stands before it behind a known speaker and a colon."""
    turns = find_turns(context.reading.text)
    before = turns[0].start if turns else len(context.reading.text)
    return [*(said for said in _lines(context) if said.parts[0][1] < before), *_spoken(context.reading, turns)]


def _spoken(reading: Reading, turns: Sequence[Turn]) -> Iterator[Said]:
    starts = [token.start for token in reading.tokens]
    for turn in turns:
        if turn.label is None:
            continue
        end = turn.end if turn is not turns[-1] else _end_of_paragraph(reading, turn.start)
        colon = bisect_left(starts, turn.label.end)
        part = _bare(reading.text, turn.start, end)
        if part is not None and 0 < colon < len(starts):
            yield _said(part, colon)


def _end_of_paragraph(reading: Reading, offset: int) -> int:
    paragraph = reading.sentence_at(offset).paragraph
    return max(s.end for s in reading.sentences if s.paragraph == paragraph)


def _bare(text: str, start: int, end: int) -> Part | None:
    """Return a stretch of text without the marks and notes around it; None where nothing is left."""
    words = text[start:end]
    while (noted := _NOTED.search(words)) is not None:
        words = words[: noted.start()]
    start += len(words) - len(words.lstrip(_MARKS))
    words = words.strip(_MARKS)
    if words.endswith(".") and not words.endswith(".."):
        words = words[:-1]
    return (start, start + len(words)) if len(words.split()) > 1 else None


def _lines(context: Context) -> Iterator[Said]:
    reading = context.reading
    paragraph = -1
    for sentence in reading.sentences:
        opens, paragraph = sentence.paragraph != paragraph, sentence.paragraph
        colon = _colon(context, sentence) if opens and sentence.form in ("prose", "heading") else None
        if colon is None:
            continue
        part = _bare(reading.text, reading.tokens[colon].end, _end_of_paragraph(reading, sentence.start))
        if part is not None:
            yield _said(part, colon)


def _colon(context: Context, sentence: Sentence) -> int | None:
    """Return the token of the colon behind the name of a speaker who opens a sentence, None where there is none."""
    tokens = context.reading.tokens
    first, reach = sentence.first, min(sentence.first + _LONGEST, sentence.last - 2)
    colon = next((i for i in range(first + 1, reach) if tokens[i].text == ":"), None)
    if colon is None or any(t.pos not in _LABEL for t in tokens[first:colon]):
        return None
    word = tokens[colon - 1].lemma.lower()
    named = bool(participants_at(context, colon - 1))
    return colon if named or word in _SOURCES or is_actor_noun(word) else None


def _said(part: Part, colon: int) -> Said:
    return Said((part,), (colon, colon + 1), colon - 1, (), "label", colon, quoted=False)
