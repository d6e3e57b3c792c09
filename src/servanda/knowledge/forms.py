"""Names as they stand in text: their spellings, and look-ups that find the owner of a name."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from servanda.codebook.tables import Row

YIELDS = "?"

_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bb": "'", "\u02bc": "'"})
_LETTERS = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "đ": "d", "Đ": "D", "ß": "ss",
                          "æ": "ae", "Æ": "Ae", "’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "–": "-"})  # fmt: skip
_ARTICLE = re.compile(r"^[Tt]he |^THE ")
_ARABIC_ARTICLE = re.compile(r"^(?:[Aa]l|AL)[- ](?=\w)")
_DOTTED = re.compile(r"\b[A-Z](?:\.[A-Z])+\b\.?")
_ACRONYM = re.compile(r"^[A-Z]{2,4}$")
_DOTTED_IN_NAMES = re.compile(r"\b(?:EU|UK|UN|US)\b(?!-)")


@dataclass(frozen=True, slots=True)
class SurfaceForm:
    """One way in which something is written, for a phrase matcher.

    `code` is what it stands for: a country's code, an organisation's full name, an office's canonical name.
    """

    text: str
    kind: str
    code: str


@dataclass(slots=True)
class Claims:
    """Which form belongs to whom while a file is read; two owners for one form are refused."""

    owners: dict[str, str] = field(default_factory=dict)

    def add(self, text: str, owner: str, row: Row) -> None:
        """Note that a form belongs to an owner; raises VocabularyError when another has it already."""
        earlier = self.owners.setdefault(folded(text), owner)
        if earlier != owner:
            raise row.error(
                f"{text!r} already belongs to {earlier}",
                f"Remove it, or write {text}{YIELDS} here, which leaves it to {earlier}",
            )


def split_yielded(cells: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return all the forms without their marks, and those that are marked as left to someone else."""
    marked = tuple(cells)
    forms = tuple(cell.removesuffix(YIELDS) for cell in marked)
    return forms, tuple(form for form, cell in zip(forms, marked, strict=True) if cell.endswith(YIELDS))


def folded(text: str) -> str:
    """Return the key under which a form is found.

    Accents, the kind of apostrophe, dots in abbreviations, a leading "the" and the writing of the Arabic article
    make no difference; capitals do, so that "US" is not "us".
    """
    text = without_accents(" ".join(text.split()).translate(_APOSTROPHES))
    text = _DOTTED.sub(lambda match: match.group().replace(".", ""), text)
    return _ARABIC_ARTICLE.sub("al-", _ARTICLE.sub("", text))


def without_accents(text: str) -> str:
    """Return the text with plain letters in place of accented ones."""
    if text.isascii():
        return text
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def place_key(name: str) -> str:
    """Return what a place is found under: small plain letters, without apostrophes, hyphens and a leading "the"."""
    if name.isascii() and name.isalpha():
        return name.lower()
    plain = name if name.isascii() else without_accents(name.translate(_LETTERS))
    words = plain.lower().replace("-", " ").replace("'", "").replace("st. ", "st ").replace("mt. ", "mount ").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def spellings(text: str) -> tuple[str, ...]:
    """Return the ways in which newspapers write a form, the given one first."""
    found = [text, without_accents(text)]
    if _ACRONYM.match(text):
        found.append(_with_dots(text))
    found += [_DOTTED_IN_NAMES.sub(lambda match: _with_dots(match.group()), form) for form in found]
    if _ARABIC_ARTICLE.match(text):
        found += [_ARABIC_ARTICLE.sub(article, form) for form in found for article in ("al-", "Al-", "al ", "Al ")]
    found += [form.replace("'", "\u2019") for form in found]
    return tuple(dict.fromkeys(found))


def surface_forms_of(texts: Iterable[str], kind: str, code: str) -> list[SurfaceForm]:
    """Return every spelling of these texts as surface forms of one kind and owner."""
    return [SurfaceForm(spelling, kind, code) for text in texts for spelling in spellings(text)]


def lookup(forms: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return the owners by folded form, from pairs of form and owner; a form in ALL CAPITALS is found too."""
    owners = {folded(text): owner for text, owner in forms}
    for text, owner in list(owners.items()):
        owners.setdefault(text.upper(), owner)
        owners.setdefault(folded(text.upper()), owner)
    return MappingProxyType(owners)


def _with_dots(acronym: str) -> str:
    return "".join(f"{letter}." for letter in acronym)
