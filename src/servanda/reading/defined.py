"""Abbreviations that mean something else in a text than they usually do: "the Inflation Reduction Act (IRA)"."""

import re
from collections.abc import Callable

_DEFINED = re.compile(
    r"(?P<words>[A-Z][\w’'-]*(?: (?:[A-Z][\w’'-]*|of|the|for|and|on|to|in|with)){1,8})"
    r" \((?:the )?[\"“'‘]?(?P<short>[A-Z][A-Za-z]*[A-Z])[\"”'’]?\)"
)


_FIGHTING = re.compile(
    r"\b(?:attack|bomb|kill|ceasefire|truce|rebel|militant|guerrilla|gunm[ae]n|terror|disarm|weapon|fight|fought|insurg|paramilitar|"
    r"hostage|kidnap|ambush|separatis|prisoner|peace|shoot|shot|explos|milit|armed|arms\b|arrest|extradit|army|soldier)",
    re.IGNORECASE,
)


def speaks_of_fighting(text: str) -> bool:
    """Return whether a text has a word of armed conflict, without which an armed group's letters mean something else."""
    return _FIGHTING.search(text) is not None


def bodiless_abbreviations(text: str, is_bodiless: Callable[[str], bool]) -> frozenset[str]:
    """Return the abbreviations in brackets behind a name whose last word, in small letters, names no body."""
    return frozenset(
        match["short"] for match in _DEFINED.finditer(text) if is_bodiless(match["words"].split()[-1].lower())
    )
