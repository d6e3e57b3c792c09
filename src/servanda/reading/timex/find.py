"""Time expressions in a text: every pattern is tried, the leftmost longest match that makes sense is kept."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from servanda.reading.timex import clocks, dates, durations, other_years, periods, ranges, relative
from servanda.reading.timex.grammar import Found, Rule, compiled
from servanda.reading.timex.scene import Basis, Direction, Kind, Scene, Sense
from servanda.reading.timex.stretch import Precision, published_on
from servanda.reading.timex.tense import by_tense, by_words
from servanda.reading.timex.tokens import Tokens, tokenise

RULES: tuple[Rule, ...] = (
    *clocks.RULES, *ranges.RULES, *dates.RULES, *periods.RULES, *other_years.RULES, *relative.RULES, *durations.RULES
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression: where it stands, its TIMEX3 type, value and modifier, and the EDTF date it resolves to."""

    start: int
    end: int
    text: str
    type: Kind
    value: str
    mod: str | None
    resolved: str | None
    precision: Precision
    basis: Basis
    because: str | None


def find_times(
    text: str,
    published: str | None,
    tenses: Callable[[int], Literal["past", "present", "future", "unknown"]] | None = None,
    sentences: Sequence[tuple[int, int]] = (),
) -> list[Time]:
    """The time expressions of a text, in order, none overlapping another.

    `published` is the ISO date (or date-time, or EDTF month) of writing; without it, relative dates stay unresolved.
    `tenses` gives the tense of the clause at an offset; without it, the words of the sentence decide between the last
    and the next Tuesday.
    """
    words = by_words(text, sentences)
    scene = Scene(published_on(published), by_tense(text, tenses, words) if tenses else words)
    return list(_read(tokenise(text), scene))


def _read(tokens: Tokens, scene: Scene) -> Iterator[Time]:
    free = 0
    for found, rule in _candidates(tokens):
        if found.match.start() < free:
            continue
        sense = rule.read(found, scene)
        if sense is None:
            continue
        free = found.match.end()
        if sense.stretch is not None and not sense.compared:
            scene.seen.append((found.start, sense.stretch))
        yield _time(found, sense)


def _candidates(tokens: Tokens) -> list[tuple[Found, Rule]]:
    """All matches of all patterns, the leftmost first, of those the longest first."""
    matches = [
        (match.start(), -match.end(), order, match, rule)
        for order, rule in enumerate(RULES)
        for match in compiled(rule.pattern).finditer(tokens.letters)
    ]
    matches.sort(key=lambda match: match[:3])
    return [(Found(tokens, match), rule) for *_, match, rule in matches]


def _edtf(sense: Sense) -> str | None:
    if sense.stretch is None:
        return None
    return f"{sense.stretch.edtf()}/{sense.until.edtf()}" if sense.until else sense.stretch.edtf()


def _time(found: Found, sense: Sense) -> Time:
    start, end = found.start, found.end
    stretch = sense.stretch
    return Time(
        start,
        end,
        found.tokens.text[start:end],
        sense.type,
        sense.value,
        sense.mod or None,
        _edtf(sense),
        stretch.precision() if stretch else "unknown",
        sense.basis,
        sense.because or None,
    )


__all__ = ["Direction", "Time", "find_times"]
