"""Said: a statement before it is a record, as tokens and offsets; and who is inside which quotation."""

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.reading.reading import Quotation, Reading

Part = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said: its parts as character offsets, the cue's tokens, and the head of the speaker's phrase.

    `cue` is None where a quotation goes on with the speech before it; `trigger` is the token that shows the speech.
    """

    parts: tuple[Part, ...]
    cue: tuple[int, int] | None
    speaker: int
    hearers: tuple[int, ...]
    rule: str
    trigger: int
    quoted: bool


def outer_quotations(reading: Reading) -> tuple[Quotation, ...]:
    """Return the quotations that stand inside no other."""
    return tuple(q for q in reading.quotations if q.depth == 0)


def quotation_of_tokens(reading: Reading, quotations: Sequence[Quotation]) -> list[int]:
    """Return, for each token, the index of the outer quotation whose words include it, -1 where none does."""
    found, at = [], 0
    for token in reading.tokens:
        while at < len(quotations) and quotations[at].outer_end <= token.start:
            at += 1
        inside = at < len(quotations) and quotations[at].outer_start <= token.start
        found.append(at if inside else -1)
    return found
