"""Whether an expression looks back or ahead, from the words of its sentence, where no parse tells it."""

import functools
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from servanda.reading.timex.scene import Direction

# How many characters on either side of an expression its sentence is read.
REACH = 250
SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(`]*[A-Z])|\n[^\S\n]*\n|;")
# Not the infinitive after "to": a name, an article, a noun or a number follows.
NO_VERB = (
    r"(?!(?:the|a|an|this|that|his|her|its|their|one|two|three|four|five|six|ten)\b|[A-Z$\d]|\w{1,20}ing\b|\w{1,20}s\b)"
)
CUES = re.compile(
    r"\b(?:(?P<perfect>had\s+(?:\w+ly\s+)?been\s+(?:\w+ly\s+)?(?:due|scheduled|planned|expected)(?:\s+to)?\b)"
    r"|(?P<future>(?:(?:will|would|shall|should|must|to)\s+(?:not\s+)?be\s+(?:\w+ly\s+)?\w+(?:ed|en)|will|would|shall|won't|plans?|planned|planning|scheduled|due|expected|expects?|hopes?|intends?"
    r"|upcoming|should|must|as\ssoon\sas|about\sto|going\sto|until|deadline|forthcoming|starting|beginning|effective"
    rf"|(?:is|are|was|were|be)\sto)\b|to\s{NO_VERB}\w+)"
    r"|(?P<passive>(?:be|been|being|to|have|has|not|is|are)\s+(?:\w+ly\s+)?(?!expected|scheduled|planned)\w+(?:ed|en)\b)"
    r"|(?P<past>(?:said|was|were|had|did|told|went|came|met|took|made|gave|got|began|became|held|sent|fell|rose|left|won"
    r"|lost|killed|found|led|saw|knew|put|spoke|struck|broke|wrote|ran|flew|shot|paid|sold|bought|brought|kept|drew|grew"
    r"|fought|since|reported|shut|has|have|ago)\b|\w{2,}[^\We]ed\b|\w{2,}ied\b))|(?P<ll>['’]ll\b)"
)
PERFECT = ("had", "has", "have", "was", "were")
AFTER_UNTIL = re.compile(r",?\s{1,3}\w+\s{1,3}had\b")
LIMIT = re.compile(r"\b(?:by|until|till|effective|starting|beginning)\s+$")
NEXT_WORDS = ("by", "until", "till", "before")


@dataclass(frozen=True, slots=True)
class Marks:
    """Where in a text its sentences end, and where words tell whether a clause looks back or ahead."""

    ends: list[int]
    cues: list[tuple[int, int, str]]


def _marks(text: str) -> Marks:
    cues = [
        (*found.span(), "future" if found.lastgroup in ("future", "ll") else found.group().lower())
        for found in CUES.finditer(text)
        if found.lastgroup != "passive"
    ]
    return Marks([found.end() for found in SENTENCE_END.finditer(text)], cues)


def _bounds(marks: Marks, start: int, end: int, sentences: Sequence[tuple[int, int]]) -> tuple[int, int]:
    first, last = start - REACH, end + REACH
    index = bisect_right(sentences, start, key=lambda sentence: sentence[0]) - 1
    if index >= 0 and sentences[index][1] >= end:
        return max(first, sentences[index][0]), min(last, sentences[index][1])
    place = bisect_right(marks.ends, start)
    left = marks.ends[place - 1] if place else 0
    after = bisect_right(marks.ends, end)
    return max(first, left), min(last, marks.ends[after]) if after < len(marks.ends) else last


def by_words(text: str, sentences: Sequence[tuple[int, int]]) -> Callable[[int, int], Direction]:
    """A function that tells for a span of the text whether the words around it look back or ahead."""
    read = functools.cache(_marks)

    def direction(start: int, end: int) -> Direction:
        marks = read(text)
        first, last = _bounds(marks, start, end, sentences)
        place = bisect_right(marks.cues, start, key=lambda cue: cue[1])
        before = [cue for begin, _, cue in marks.cues[max(0, place - 2) : place] if begin >= first]
        # "Wednesday's ruling" has mostly been made.
        owned = text[end : end + 2] in ("'s", "’s")
        word = (text[max(first, start - 12, 0) : start].split() or [""])[-1].lower()
        if word == "since" or (owned and word not in NEXT_WORDS):
            return "past"
        if word in NEXT_WORDS and not owned and not any(cue in PERFECT for cue in before):
            return "past" if not before and AFTER_UNTIL.match(text, end) else "future"
        if before:
            return "future" if before[-1] == "future" else "past"
        following = next((cue for cue in marks.cues[place : place + 2] if cue[0] >= end), None)
        if following is None or following[1] > last:
            return "unknown"
        return "future" if following[2] == "future" else "past"

    return direction


def by_tense(
    text: str, tenses: Callable[[int], Direction], fallback: Callable[[int, int], Direction]
) -> Callable[[int, int], Direction]:
    """A function that takes the tense of the clause, and the words around where that is not known or a limit is set."""

    def direction(start: int, end: int) -> Direction:
        tense = tenses(start)
        if LIMIT.search(text, max(0, start - 12), start):
            return fallback(start, end)
        return tense if tense in ("past", "future") else fallback(start, end)

    return direction
