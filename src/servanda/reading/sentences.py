"""Sentence boundaries that survive what real articles bring, found before the parser sees a word."""

import re
from collections.abc import Iterator

from servanda.reading.blocks import Block, find_blocks
from servanda.reading.reading import SentenceForm

_NEVER = frozenset(
    """
    mr mrs ms mx dr prof gen lt col maj capt sgt cpl adm cmdr brig sen rep gov hon rev fr st amb pres messrs mt ft
    no nos art arts para paras fig vol pp approx est cf viz vs e.g i.e h.e ph.d al-
    """.split()
)
_SOMETIMES = frozenset(
    """
    u.s u.k u.n e.u u.s.a d.c a.m p.m jr sr inc ltd co corp bros etc jan feb mar apr jun jul aug sep sept oct nov
    dec mon tue tues wed thu thur thurs fri sat sun llc plc s.a min dept gov't
    """.split()
)
_STARTERS = frozenset(
    """
    the a an in on at by for from after before since when while as if but and or so yet he she it they we i you his
    her its their our my this that these those there here both all no not with under over once however meanwhile
    moreover also still asked according analysts officials critics
    """.split()
)
_STOP = re.compile(r"(?:[.!?]+|…)[\"'”’)\]»]*(?:\[\d{1,3}\])*")
_GLUED = re.compile(r"(?<=[a-z\])”\"])[.!?](?=“?[A-Z][a-z]+\s)")
_LAST_WORD = re.compile(r"[^\s\"“”‘’(\[]+$")
_SAID_AFTER = re.compile(
    r"\s+(?:[A-Z][\w.'’-]*\s+|the\s+|a\s+|an\s+|of\s+|[a-z]+\s+){1,7}?"
    r"(?:said|says|asked|asks|added|told|wrote|replied|demanded|wondered|shouted|exclaimed)\b"
)
LONGEST = 1500


def split_sentences(text: str) -> Iterator[tuple[int, int, SentenceForm, int]]:
    """Yield (start, end, form, paragraph) of every sentence of a text, in order, without white space around it.

    A sentence longer than LONGEST characters is cut at a semicolon, comma or space, so that no text can stall the
    parser.
    """
    for block in find_blocks(text):
        start = block.start
        for end in [*_boundaries(text, block), block.end]:
            for piece_start, piece_end in _pieces(text, start, end):
                yield piece_start, piece_end, block.form, block.paragraph
            start = max(start, end)


def _boundaries(text: str, block: Block) -> Iterator[int]:
    if block.form in ("credit", "dateline"):
        return
    glued = {match.end() for match in _GLUED.finditer(text, block.start, block.end)}
    for match in _STOP.finditer(text, block.start, block.end):
        end = match.end()
        if end >= block.end:
            return
        if _plain_stop(text, match) in glued or (text[end].isspace() and _ends(text, match, block)):
            yield end


def _plain_stop(text: str, match: re.Match[str]) -> int:
    return match.end() if text[match.end() - 1] in ".!?" else -1


def _ends(text: str, match: re.Match[str], block: Block) -> bool:
    """Whether the full stop (or the like) that white space follows ends a sentence."""
    after = text[match.end() : match.end() + 60].lstrip()
    first = after.lstrip("\"'“‘([«•*—–- ")[:1]
    if not first or first.islower():
        return False
    if text[match.start()] != ".":
        return not (match.end() - match.start() > 1 and _SAID_AFTER.match(text, match.end(), match.end() + 120))
    if match.group().startswith(".."):
        return first.isupper()
    last = _LAST_WORD.search(text, max(block.start, match.start() - 30), match.start())
    word = last.group().lower() if last else ""
    following = re.match(r"[\"'“‘(\[«]*([\w’'-]+)", after)
    next_word = following.group(1) if following else ""
    return not _abbreviates(word, next_word, closed=match.end() - match.start() > 1)


def _abbreviates(word: str, next_word: str, *, closed: bool) -> bool:
    """Whether a full stop after the word only shortens it."""
    if closed:
        return False
    if word in ("no", "nos"):
        return next_word[:1].isdigit()
    if word in _NEVER:
        return True
    if word in _SOMETIMES or re.fullmatch(r"(?:[a-z]\.)+[a-z]", word):
        return next_word.lower() not in _STARTERS
    if re.fullmatch(r"\d{1,2}", word):
        return False
    return len(word) == 1 and word.isalpha() and word != "i"


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretch without white space around it, in pieces that are not too long."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = _cut(text, start)
        yield start, start + len(text[start:cut].rstrip())
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end


def _cut(text: str, start: int) -> int:
    """Return where to cut a stretch that is too long: after its last semicolon or comma, at a space, or anywhere."""
    for mark in ("; ", ", ", " "):
        at = text.rfind(mark, start + LONGEST // 2, start + LONGEST)
        if at >= 0:
            return at + len(mark.rstrip())
    return start + LONGEST
