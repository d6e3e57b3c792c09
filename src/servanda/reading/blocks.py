"""Blocks: the paragraphs, headings, list items, datelines and credit lines that a text is laid out in."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from servanda.reading.reading import SentenceForm

_BLANK = re.compile(r"\n[ \t\r\f\v]*\n\s*")
_LINE = re.compile(r"\n")
_BULLET = re.compile(r"[ \t]*(?:[-*•‣◦▪●·–—]\s+|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+)(?=\S)")
_CREDIT = re.compile(
    r"[ \t]*(?:sources?|credits?|via|photo|image|reporting by|editing by|writing by)\s*:", re.IGNORECASE
)
_END = re.compile(r"[.!?…:;,][\"'”’)\]»]*\s*$")
CAPITALS = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪĮİĶĻŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽȘȚ"
_PLACE = rf"[{CAPITALS}][{CAPITALS}'’.\-]+(?:[ -](?:[{CAPITALS}'’.\-]+|and|de|of|al|el))*"
_DATELINE = re.compile(
    rf"\s*(?:{_PLACE}(?:/{_PLACE})?)"
    r"(?:,\s*(?:[A-Z][\w.'’]*(?:\s+[A-Z][\w.'’]*){0,3}))?"
    r"(?:,?\s*(?:[A-Z][a-z]{2,8}\.?\s*\d{1,2}(?:,?\s*\d{4})?|\d{1,2}\s+[A-Z][a-z]{2,8}\.?(?:\s*\d{4})?))?"
    r"\s*(?:\([^()\n]{2,40}\)\s*)?"
    r"(?:\s[-–—_]{1,2}(?=\s|$)|—|–|:(?=\s)|\.(?=\s+[A-Z“\"]))"
)
_WRAPPED = 90


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that no sentence crosses."""

    start: int
    end: int
    form: SentenceForm
    paragraph: int


def find_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text in order; white space alone makes none."""
    made: list[Block] = []
    for paragraph, (start, end) in enumerate(_lines(text)):
        made.extend(_forms(text, start, end, paragraph))
    return tuple(made)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield what a line break ends: every line, or every run of lines where the text is wrapped by hand."""
    start = 0
    for gap in [*_BLANK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        yield from _within(text, start, end)
        start = gap.end() if gap else end


def _within(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    cuts = [start, *(m.end() for m in _LINE.finditer(text, start, end)), end]
    lines = [(a, b) for a, b in itertools.pairwise(cuts) if text[a:b].strip()]
    if len(lines) < 2 or not _is_wrapped([text[a:b] for a, b in lines]):
        yield from lines
        return
    begin = lines[0][0]
    for (_, before), (after, _) in itertools.pairwise(lines):
        if _BULLET.match(text, after):
            yield begin, before
            begin = after
    yield begin, lines[-1][1]


def _is_wrapped(lines: list[str]) -> bool:
    """Whether line breaks fall inside sentences: short lines, most of which end in the middle of one."""
    if any(len(line) > _WRAPPED for line in lines):
        return False
    inner = lines[:-1]
    goes_on = sum(
        1 for line, after in zip(inner, lines[1:], strict=True) if not _END.search(line) and _joins(line, after)
    )
    return goes_on * 2 > len(inner)


def _joins(line: str, after: str) -> bool:
    return len(line.strip()) > 40 or after.lstrip()[:1].islower()


def _forms(text: str, start: int, end: int, paragraph: int) -> Iterator[Block]:
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip())
    if start >= end:
        return
    if _CREDIT.match(text, start, end):
        yield Block(start, end, "credit", paragraph)
        return
    bullet = _BULLET.match(text, start, end)
    if bullet and bullet.end() < end:
        yield Block(bullet.end(), end, "item", paragraph)
        return
    dateline = None if text[start:end].isupper() else _DATELINE.match(text, start, min(end, start + 120))
    if dateline and _is_dateline(dateline.group().strip()) and not text[dateline.end() : end].lstrip()[:1].islower():
        yield Block(start, dateline.end(), "dateline", paragraph)
        rest = dateline.end() + len(text[dateline.end() : end]) - len(text[dateline.end() : end].lstrip())
        if rest < end:
            yield Block(rest, end, "prose", paragraph)
        return
    yield Block(start, end, "heading" if _is_heading(text[start:end]) else "prose", paragraph)


def _is_dateline(words: str) -> bool:
    """Whether words that look like a dateline name a place: "U.S." before a name does not."""
    return re.search(rf"[{CAPITALS}]{{3}}", words) is not None and (words[-1] != "." or "," in words)


def _is_heading(line: str) -> bool:
    words = line.split()
    if _END.search(line) and not line.isupper() and not line.endswith(":"):
        return False
    return len(words) <= 16 and (line.isupper() or line.endswith(":") or not re.search(r"[a-z][.!?] ", line))
