"""A text as tokens, each with one letter that stands for the set of classes it may have."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from servanda.reading.timex.lexicon import holidays, words

# One letter for each set of classes: the first is for tokens that mean nothing here.
OTHER = chr(0x100)

SHAPES: tuple[tuple[str, str], ...] = (
    ("BREAK", r"\n[^\S\n]*\n|[^\S\n]{12,}"),
    ("ISO", r"(?<![\w./-])\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w/-])"),
    ("NINEELEVEN", r"(?<![\w./-])9/11(?![\w/])"),
    ("SLASHED", r"(?<![\w./-])\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\w/])"),
    ("DOTTED", r"(?<![\w./-])\d{1,2}\.\s?\d{1,2}\.\s?\d{4}(?!\w|\.\d)"),
    ("CLOCK", r"(?<![\w.:])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\w:])"),
    ("AMPM", r"(?<=[0-9\s])[ap]\.\s?m\.?(?!\w)|(?<=[0-9\s])[AP]\.\s?M\.?(?!\w)|\b[ap]m\b|\b[AP]M\b"),
    ("DECADE", r"(?<!\w)(?:\d{3}0|['’‘]?\d0)['’]?s\b"),
    ("SHORTYEAR", r"(?<!\w)['’‘]\d\d(?!\w)"),
    ("OCLOCK", r"\bo['’]clock\b"),
    ("POSS", r"['’]s\b"),
    ("DECIMAL", r"(?<![\w.,])\d+(?:[.,]\d+)+(?!\w)"),
    ("NTH", r"(?<!\w)\d{1,2}(?:st|nd|rd|th)\b"),
    ("HOURAMPM", r"(?<!\w)\d{1,2}(?:am|pm)\b"),
    ("HYPHEN", r"(?<=\w)[-‐‑–](?=\w)|(?<=\.)-(?=\w)"),
    ("COMMA", r","),
    ("APOS", r"['’]"),
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: where each stands, and the letter of its classes."""

    text: str
    spans: list[tuple[int, int]]
    letters: str

    def word(self, index: int) -> str:
        """The token as written."""
        start, end = self.spans[index]
        return self.text[start:end]

    def value(self, index: int, name: str) -> str | None:
        """The value of a token in a class, None when it is not of that class."""
        return classes(self.word(index)).get(name)

    def glued(self, index: int) -> bool:
        """Whether nothing stands between this token and the one before it."""
        return index > 0 and self.spans[index - 1][1] == self.spans[index][0]


@functools.cache
def _scanner() -> re.Pattern[str]:
    names = sorted(holidays(), key=len, reverse=True)
    named = "|".join(re.escape(_title(name)).replace("'", "['’]").replace("\\ ", r"\s") for name in names)
    dotted = sorted((word for word in words() if word.endswith(".")), key=len, reverse=True)
    shapes = [rf"(?P<{name}>{shape})".replace(r"\d", "[0-9]") for name, shape in SHAPES]
    ends = "|".join(re.escape(word) for word in dotted)
    return re.compile(rf"(?P<HOLIDAY>\b(?:{named})(?!\w))|" + "|".join(shapes) + rf"|\b(?:{ends})|\bFY(?=\d)|\w+|\S")


def _title(name: str) -> str:
    return holidays()[name].name


def classes(word: str) -> Mapping[str, str]:
    """The classes of a word or a number, with its value in each."""
    known = words().get(word)
    if known is not None:
        return known
    return _number(word) if word.isascii() and word.isdigit() and len(word) <= 12 else {}


def _number(word: str) -> dict[str, str]:
    found, size = {"INT": word}, int(word)
    if len(word) <= 2 and 1 <= size <= 31:
        found["DAY"] = word
    if len(word) <= 2 and size <= 24:
        found["HOUR"] = word
    if len(word) == 2:
        found["YY"] = word
    if len(word) == 4 and 1000 <= size <= 2199:
        found["YEAR"] = word
    if len(word) == 4 and size < 2400 and size % 100 < 60:
        found["MILITARY"] = word
    return found


@functools.cache
def alphabet() -> dict[frozenset[str], str]:
    """The letter of each set of classes that a token can have."""
    sets = {frozenset({name}) for name, _ in SHAPES if name != "BREAK"} | {frozenset({"HOLIDAY"})}
    sets |= {frozenset(found) for found in words().values()}
    samples = (f"{number:0{width}}" for width in (1, 2, 3, 4) for number in (*range(2500), 9999))
    sets |= {frozenset(_number(word)) for word in samples}
    return {names: chr(0x101 + index) for index, names in enumerate(sorted(sets, key=sorted))}


def tokenise(text: str) -> Tokens:
    """The tokens of a text."""
    known: dict[str, str] = {}
    letters, spans, codes = [], [], alphabet()
    for found in _scanner().finditer(text):
        kind = found.lastgroup
        if kind is not None:
            letter = codes.get(frozenset({kind}), OTHER)
        else:
            word = found.group()
            letter = known.get(word, "")
            if not letter:
                letter = known[word] = codes.get(frozenset(classes(word)), OTHER)
        spans.append(found.span())
        letters.append(letter)
    return Tokens(text, spans, "".join(letters))
