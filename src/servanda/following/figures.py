"""Figures: what a sentence counts, so that accounts of one event can be compared: ("killed", "12")."""

import re
from collections.abc import Iterator

_ONES = "one two three four five six seven eight nine ten eleven twelve".split()
_NUMBER = (
    r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?(?: (?:thousand|million|billion))?"
    rf"|\b(?:{'|'.join(_ONES)})\b|\b(?:a )?dozens?\b"
)
_FATES = (
    "killed|dead|died|wounded|injured|hurt|missing|arrested|detained|displaced|evacuated|released|freed|captured|abducted|"
    "kidnapped|destroyed|drowned|rescued"
)
_BE = r"(?:(?:were|was|had been|have been|are|is)\s+)?"
_ABOUT = r"(?:(?:at least|about|some|more than|up to|nearly|around|as many as)\s+)?"
_BEFORE = re.compile(
    rf"(?P<number>{_NUMBER})(?:\s+(?!(?:and|or|but)\b)[\w'’-]+){{0,4}}?\s+{_BE}(?P<fate>{_FATES})\b", re.I
)
_AFTER = re.compile(
    rf"\b(?P<fate>{_FATES}|killing|wounding|injuring|displacing|releasing|freeing)\s+{_ABOUT}(?P<number>{_NUMBER})\b",
    re.I,
)
_SAME = {
    "dead": "killed",
    "died": "killed",
    "hurt": "wounded",
    "injured": "wounded",
    "freed": "released",
    "drowned": "killed",
}
_DOING = {
    "killing": "killed", "wounding": "wounded", "injuring": "wounded", "displacing": "displaced", "releasing": "released",
    "freeing": "released",
}  # fmt: skip


def figures_of(sentence: str) -> tuple[tuple[str, str], ...]:
    """Return what a sentence counts by the fate of those counted, as digits where it writes them; the first of each."""
    found: dict[str, str] = {}
    for fate, number in sorted(_figures(sentence)):
        found.setdefault(fate, number)
    return tuple(found.items())


def _figures(sentence: str) -> Iterator[tuple[str, str]]:
    for pattern in (_AFTER, _BEFORE):
        for match in pattern.finditer(sentence):
            fate = match["fate"].lower()
            yield _SAME.get(fate, _DOING.get(fate, fate)), _digits(match["number"].lower())


def _digits(number: str) -> str:
    return str(_ONES.index(number) + 1) if number in _ONES else number.replace(",", "")
