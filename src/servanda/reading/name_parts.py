"""The parts of people's names, and how they are compared across spellings."""

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

_PARTICLES = frozenset(
    """
    al el ben bin ibn van von de der den di da dos la le du st san
    """.split()
)
_SUFFIXES = frozenset(["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"])
_INTERCHANGED = (
    ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("sch", "s"), ("sh", "s"), ("q", "k"),
    ("g", "k"), ("c", "k"), ("ts", "z"), ("tz", "z"), ("v", "f"),
)  # fmt: skip
_ALIKE = 0.7


@lru_cache(maxsize=10_000)
def key(word: str) -> str:
    """Return a name part as it is compared: without accents, case, apostrophes and the Arabic article."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).casefold()
    return re.sub(r"^(?:al|el|as|ash|an|ad)-|['’`ʼ]", "", bare)


def sound_alike(one: str, other: str) -> bool:
    """Return whether two name parts can be spellings of one, as "Gaddafi", "Qadhafi" and "Gadhafi" are.

    Their consonants agree when letters that transliterations use for one another count as one, and most letters agree.
    """
    one, other = key(one), key(other)
    if one == other:
        return True
    bones = _consonants(one)
    return len(bones) > 1 and bones == _consonants(other) and SequenceMatcher(None, one, other).ratio() > _ALIKE


@lru_cache(maxsize=4096)
def _consonants(word: str) -> str:
    for letters, letter in _INTERCHANGED:
        word = word.replace(letters, letter)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"(?<!^)[aeiouyhw]", "", word))


def is_suffix(word: str) -> bool:
    """Whether a word tells two of one name apart: "Jr.", "III"."""
    return word.lower() in _SUFFIXES


def parts_of(name: str) -> list[str]:
    """Return the parts of a person's name, particles joined to what follows them, suffixes left out."""
    made: list[str] = []
    held = ""
    for word in name.replace(",", " ").split():
        if word.lower() in _SUFFIXES:
            continue
        if word.lower() in _PARTICLES and made:
            held += word + " "
            continue
        made.append(held + word)
        held = ""
    return made or [name]


def usual_name(name: str) -> str:
    """Return a name with the family name last and not in capitals: "KAMIKAWA Yoko" is Yoko Kamikawa."""
    parts = name.split()
    shouted = [p for p in parts if len(p) > 2 and p.isupper() and "." not in p]
    if not shouted or len(shouted) == len(parts):
        return name
    rest = [p for p in parts if p not in shouted]
    return " ".join([*rest, *(p.title() for p in shouted)])
