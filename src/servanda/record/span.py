"""Span: a stretch of the text, with its words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """The code points from start up to end of the text as it came in, and the words that stand there."""

    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Span":
        """Return the span of text[start:end] without white space at its ends.

        Raises ValueError when nothing but white space is left, or the offsets lie outside the text.
        """
        if not 0 <= start < end <= len(text):
            raise ValueError(f"no span {start}:{end} in a text of {len(text)} characters")
        words = text[start:end]
        quote = words.strip()
        if not quote:
            raise ValueError(f"only white space at {start}:{end}")
        start += len(words) - len(words.lstrip())
        return cls(start, start + len(quote), quote)

    def covers(self, other: "Span") -> bool:
        """Whether the other span lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class SplitSpan(Span):
    """The longest of several stretches, with the offsets (start, end) of all of them in order."""

    spans: tuple[tuple[int, int], ...]
