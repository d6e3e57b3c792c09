"""Given names and the gender that they commonly tell, so that "she" finds the woman among two people."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal, cast

from servanda.codebook.tables import read_table
from servanda.knowledge.forms import without_accents

Gender = Literal["m", "f", "u"]

GENDERS: Final = ("m", "f", "u")

_COLUMNS = ("name", "gender")
_FILE = Path(__file__).parent / "data" / "given_names.tsv"
_HYPHEN = re.compile("[-\u2010\u2011]")
_APOSTROPHES = re.compile("['\u2018\u2019\u02bb\u02bc]")
# Unicode holds these for letters of their own, not for accented ones.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a"})


def load_given_names(path: Path | None = None) -> Mapping[str, Gender]:
    """Return the gender by given name, from a file or from the one that comes with servanda.

    The gender is m, f, or u for a name that men and women both bear. Raises VocabularyError for a malformed file.
    """
    return _read(path or _FILE)


def gender_of(given_name: str) -> Literal["m", "f"] | None:
    """Return the gender that a given name tells, None when it is unknown or both men and women bear it.

    Accents and capitals make no difference. A hyphenated name that is not listed goes by its first part.
    """
    key = _key(given_name)
    gender = _genders().get(key) or _genders().get(key.partition("-")[0])
    return None if gender == "u" else gender


def is_given_name(word: str) -> bool:
    """Return whether a word is a known given name, with a capital at its beginning or in ALL CAPS.

    A hyphenated name counts when it is listed, or when all its parts are: "Jean-Claude", but not "Franco-German".
    """
    if not word[:1].isupper():
        return False
    key = _key(word)
    return key in _genders() or all(part in _genders() for part in key.split("-"))


def _key(name: str) -> str:
    """How a name is looked up: lower case, plain letters, no apostrophes, one kind of hyphen."""
    plain = without_accents(name).lower().translate(_PLAIN)
    # The capital of a dotted i is made of two characters in lower case, the second an accent.
    return _HYPHEN.sub("-", _APOSTROPHES.sub("", without_accents(plain))).strip()


@cache
def _genders() -> Mapping[str, Gender]:
    return MappingProxyType({_key(name): gender for name, gender in load_given_names().items()})


@cache
def _read(path: Path) -> Mapping[str, Gender]:
    genders: dict[str, Gender] = {}
    seen: dict[str, str] = {}
    for row in read_table(path, _COLUMNS, _COLUMNS):
        name, gender = row["name"], row["gender"]
        if gender not in GENDERS:
            raise row.error(f"gender is {gender!r}", f"Choose one of {', '.join(GENDERS)}")
        earlier = seen.setdefault(_key(name), name)
        if name in genders or earlier != name:
            remedy = "Keep one row for each name; accents and capitals do not tell names apart"
            raise row.error(f"{name!r} is {earlier!r} again", remedy)
        genders[name] = cast(Gender, gender)
    return MappingProxyType(genders)
