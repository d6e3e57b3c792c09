"""Quotations: what stands between quotation marks, found before any sentence boundary is trusted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from servanda.reading.reading import Quotation

_CLOSING = {"“": ("”",), "«": ("»",), "„": ("“", "”"), "‘": ("’", "'"), "'": ("'", "’"), "``": ("''",)}
_MARK = re.compile(r"``|''|[“”„«»\"]|(?<!\w)[‘'](?=\w)(?!\d\ds?\b)|(?<=[\w.,!?…—–-])[’'](?!\w)")
_PARAGRAPH = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[“\"«]|''))")
_OPENING = ('"', "“", "«", "„", "''")
_LONGEST = 6000


@dataclass(frozen=True, slots=True)
class _Open:
    """An opening mark that waits for its partner."""

    mark: str
    start: int
    end: int


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Return the quotations of a text, outer before inner, in order of their beginnings.

    A mark that is never closed ends with its paragraph; when the next paragraph opens with marks again, that
    quotation continues it. Apostrophes are told from single quotation marks by the letters beside them.
    """
    found: list[Quotation] = []
    paragraphs = [(a, b) for a, b in _paragraphs(text) if text[a:b].strip()]
    opens = [text.startswith(_OPENING, _first_word(text, a, b)) for a, b in paragraphs]
    for (start, end), goes_on in zip(paragraphs, [*opens[1:], False], strict=False):
        inside = list(_in_paragraph(text, start, end, goes_on))
        carried = bool(found) and found[-1].outer_end == found[-1].end and not text[found[-1].end : start].strip()
        if carried and inside and inside[0].outer_start == _first_word(text, start, end):
            inside[0] = replace(inside[0], continues=True)
        found.extend(inside)
    return tuple(sorted(found, key=lambda q: (q.outer_start, -q.outer_end)))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _PARAGRAPH.finditer(text):
        yield start, gap.start()
        start = gap.end()
    yield start, len(text)


def _first_word(text: str, start: int, end: int) -> int:
    return start + len(text[start:end]) - len(text[start:end].lstrip())


def _in_paragraph(text: str, start: int, end: int, goes_on: bool) -> Iterator[Quotation]:
    waiting: list[_Open] = []
    for match in _MARK.finditer(text, start, end):
        mark = match.group()
        partner = None if mark == "'" and _before_word(text, match) else _partner(mark, waiting)
        if partner is not None:
            opened = waiting[partner]
            del waiting[partner:]
            if opened.end < match.start() and match.start() - opened.end < _LONGEST:
                yield Quotation(opened.end, match.start(), opened.start, match.end(), partner, continues=False)
        elif _can_open(mark, text, match):
            waiting.append(_Open(mark, match.start(), match.end()))
    if waiting and waiting[0].mark not in "'‘":
        opened = waiting[0]
        last = start + len(text[start:end].rstrip())
        at_start = opened.start == _first_word(text, start, end)
        if (at_start or goes_on) and opened.end < last and last - opened.end < _LONGEST:
            yield Quotation(opened.end, last, opened.start, last, 0, continues=False)


def _partner(mark: str, waiting: list[_Open]) -> int | None:
    """Return the index of the opening mark that this one closes."""
    for index in range(len(waiting) - 1, -1, -1):
        opened = waiting[index].mark
        if mark in _CLOSING.get(opened, (opened,)):
            return index
    return None


def _can_open(mark: str, text: str, match: re.Match[str]) -> bool:
    if mark in ("”", "»", "’"):
        return False
    if mark in ('"', "''"):
        after = text[match.end() : match.end() + 1]
        return bool(after) and not after.isspace()
    return mark != "'" or _before_word(text, match)


def _before_word(text: str, match: re.Match[str]) -> bool:
    """Whether a word follows right away: a straight single mark opens there, and closes or is an apostrophe elsewhere."""
    return text[match.end() : match.end() + 1].isalnum()
