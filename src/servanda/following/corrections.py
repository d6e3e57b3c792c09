"""Corrections: whether a text corrects an earlier one of its outlet, what it repeats of the error, and the right figure."""

import re

from servanda.coding.amounts import find_numbers
from servanda.following.claim import Quantity
from servanda.following.scenes import LaidOut, Scene
from servanda.record import Span

_CORRECTION = re.compile(
    r"\bcorrections?\b|\bcorrected\b|\bclarification\b|\bwe apologi[sz]e\b|\bwe regret the\b|\bretract(?:s|ed|ion)\b|"
    r"\bwas wrong\b|\b(?:we|an? (?:earlier|previous)|our) (?:\w+ )?(?:wrongly|mistakenly|incorrectly|wrote|reported|report of|"
    r"version|article|story)\b[^.]*(?:\bwrong|\bmistake|\berror|\bincorrect|\bnot\b|\bshould)",
    re.I,
)
_ERROR = re.compile(
    r"\b(?:we|this \w+|our (?:\w+ ){0,3}(?:report|article|story|edition|issue)(?: of \w+)?|an? (?:earlier|previous) "
    r"(?:version|report|article|story)(?: of [^.;,]{2,40})?) (?:had |have |has )?(?:\w+ly )?(?:reported|wrote|written|said|"
    r"stated|gave|claimed|put)\b",
    re.I,
)
_RATHER = re.compile(r"\b(?:not|n['’]t|in fact|instead|rather than|contrary to)\b", re.I)
_WRONG = re.compile(r"\b(?:not|rather than|instead of|and no)\s+(?:the\s+|as\s+)?$", re.I)
_NO_AMOUNT = re.compile(r"\s?(?:%|per cent|percent|th\b|st\b|nd\b|rd\b)")


def corrects(laid_out: LaidOut) -> bool:
    """Whether a document presents itself as the correction of an earlier one of its outlet."""
    opening = " ".join(scene.span.quote for scene in laid_out.scenes[:2])
    return bool(_CORRECTION.search(f"{laid_out.filed.title or ''}. {opening}"))


def is_corrected(laid_out: LaidOut, evidence: Span, sentence: Span) -> bool:
    """Whether what stands at a claim's place is what a correction repeats of the error: "we reported that ..."."""
    before = laid_out.filed.text[sentence.start : evidence.end]
    return bool(_ERROR.search(before)) and not _RATHER.search(before)


def corrected_amounts(laid_out: LaidOut, scene: Scene, evidence: Span, at: int) -> tuple[Quantity, ...]:
    """Return the first figure of a clause from an offset on that is not said to be wrong; none where there is none.

    A figure without unit has that of another amount of its sentence, else of the last one before; where the text names none
    its unit is empty, and later the one in which the thing was promised.
    """
    for start, end, value in find_numbers(laid_out.filed.text[at : evidence.end]):
        first, last = at + start, at + end
        before, after = laid_out.filed.text[at:first], laid_out.filed.text[last : last + 9]
        dated = any(time.start <= first < time.end for time in scene.times)
        if dated or _WRONG.search(before) or _NO_AMOUNT.match(after):
            continue
        own = next((amount for amount in scene.amounts if amount.start <= first < amount.end), None)
        return (Quantity(own.value, own.unit) if own else Quantity(value, _unit(laid_out, scene, first)),)
    return ()


def _unit(laid_out: LaidOut, scene: Scene, at: int) -> str:
    before = [amount.unit for other in laid_out.scenes for amount in other.amounts if amount.end <= at]
    return next((amount.unit for amount in scene.amounts), before[-1] if before else "")
