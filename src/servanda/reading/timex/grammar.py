"""Patterns over classes of words: how they are written, and what a match gives."""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

from servanda.reading.timex.scene import Scene, Sense
from servanda.reading.timex.tokens import Tokens, alphabet, classes

# Parts that several patterns share; a pattern names one in braces.
PARTS: dict[str, str] = {
    "small": "(?: SMALL (?: HYPHEN? SMALL )? )",
    "number": "(?: (?: INT | DECIMAL | {small} ) SCALE? (?: AND? {small} (?: SCALE {small}? )? )? )",
    "nth": "(?: NTH | ORDINAL | SMALL HYPHEN ORDINAL )",
    "year": "(?: YEAR | SHORTYEAR )",
    "rough": "(?P<rough> ROUGHLY | (?: NO | AS )? MORE (?: THAN | AS ) | AT LEAST | UP TO )",
    "edge": "(?P<edge> THE? EDGE HYPHEN? (?: IN | OF )? | THE? PARTOF OF | COMPARED (?: IN | ON )? )",
    "half": "(?P<half> THE? (?: {nth} | LASTWORD ) HYPHEN? HALF OF )",
    "amount": "(?P<amount> AN? (?: FEW | COUPLE ) OF? | LOTS OF | AN SCALE? "
    "| {number} (?: (?: TO | OR | HYPHEN | AND ) {number} | AND AN HALF )? )",
    "plus": "(?P<plus> AND AN HALF )",
    "units": "(?: UNIT | UNITS )",
    "nthpart": "(?P<nth> {nth} )",
}


class Found:
    """A match of a pattern: which tokens each named part of it covers."""

    __slots__ = ("match", "tokens")

    def __init__(self, tokens: Tokens, match: re.Match[str]) -> None:
        self.tokens, self.match = tokens, match

    @property
    def start(self) -> int:
        """The offset of its first character."""
        return self.tokens.spans[self.match.start()][0]

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.tokens.spans[self.match.end() - 1][1]

    def has(self, part: str) -> bool:
        """Whether the named part is there."""
        return part in self.match.re.groupindex and self.match.start(part) >= 0

    def span(self, part: str) -> range:
        """The tokens of the named part, none when it is not there."""
        return range(*self.match.span(part)) if self.has(part) else range(0)

    def word(self, part: str) -> str:
        """The first token of the named part, in lower case."""
        return next((self.tokens.word(index).lower() for index in self.span(part)), "")

    def values(self, part: str, name: str) -> list[str]:
        """The values in a class of those tokens of the named part that have it."""
        return [value for index in self.span(part) if (value := self.tokens.value(index, name)) is not None]

    def value(self, part: str, name: str) -> str | None:
        """The first such value."""
        return next(iter(self.values(part, name)), None)

    def before(self, back: int = 1) -> str:
        """The token before the match, empty at the start of the text."""
        index = self.match.start() - back
        return self.tokens.word(index) if index >= 0 else ""

    def after(self, ahead: int = 0) -> str:
        """The token after the match, empty at the end of the text."""
        index = self.match.end() + ahead
        return self.tokens.word(index) if index < len(self.tokens.spans) else ""

    def is_before(self, name: str) -> bool:
        """Whether the token before the match is of a class."""
        return name in classes(self.before())

    def is_after(self, name: str) -> bool:
        """Whether the token after the match is of a class."""
        return name in classes(self.after())

    def glued_before(self) -> bool:
        """Whether the match continues the token before it without a space."""
        return self.tokens.glued(self.match.start())

    def glued_after(self) -> bool:
        """Whether the token after the match continues it without a space."""
        return self.match.end() < len(self.tokens.spans) and self.tokens.glued(self.match.end())


def edge(found: Found) -> str | None:
    """The TIMEX3 modifier of "early", "the end of" and the like."""
    if found.has("half"):
        return "START" if found.value("half", "ORDINAL") == "1" else "END"
    return found.value("edge", "EDGE") or found.value("edge", "PARTOF")


def year_in(found: Found, part: str = "year") -> int | None:
    """The year written in the named part; two digits are of the last or this century."""
    digits = re.sub(r"\D", "", found.word(part))
    if not digits:
        return None
    return int(digits) if len(digits) > 2 else (1900 if int(digits) >= 40 else 2000) + int(digits)


def nth(found: Found, part: str = "nth") -> int:
    """The ordinal number in the named part."""
    digits = re.sub(r"\D", "", found.word(part))
    if digits:
        return int(digits)
    return int(found.value(part, "ORDINAL") or 0) + int(found.value(part, "SMALL") or 0)


Reader = Callable[[Found, Scene], Sense | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over classes, and the function that reads its match (None: it is no time after all)."""

    name: str
    pattern: str
    read: Reader


@functools.cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern with each class replaced by the letters of the tokens that may be it."""
    while (opened := re.sub(r"\{(\w+)\}", lambda part: PARTS[part[1]], pattern)) != pattern:
        pattern = opened
    return re.compile(re.sub(r"\b[A-Z]{2,}\b", lambda name: _letters(name[0]), pattern).replace(" ", ""))


@functools.cache
def _letters(name: str) -> str:
    letters = "".join(letter for names, letter in alphabet().items() if name in names)
    if not letters:
        raise ValueError(f"no word has the class {name}")
    return f"[{letters}]"
