"""Finding words: what a person writes or selects becomes a span of the text."""

import re

from servanda.record import Span


class WordsError(ValueError):
    """Words that are not in the text; the message says so."""


def find_words(text: str, words: str, near: int) -> Span:
    """Return where words stand in a text: at `near` if they do, else as near to it as they are found.

    White space may differ, for a selection on a page has no line breaks. Raises WordsError where they do not stand there.
    """
    wanted = words.split()
    if not wanted:
        raise WordsError("no words are given")
    pattern = re.compile(r"\s+".join(map(re.escape, wanted)))
    at_place = pattern.match(text, near)
    found = [at_place] if at_place else list(pattern.finditer(text)) or list(_caseless(pattern).finditer(text))
    if not found:
        raise WordsError(f"“{' '.join(wanted)}” does not stand in the text")
    best = min(found, key=lambda match: abs(match.start() - near))
    return Span.of(text, best.start(), best.end())


def _caseless(pattern: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(pattern.pattern, re.IGNORECASE)
