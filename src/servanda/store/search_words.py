"""Words of a search: "a phrase", word, begin*; read once, put to each database in its own language, found again in texts."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_TERM = re.compile(r'"([^"]*)"|(\S+)')
_WORD = re.compile(r"\w+")
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand one after the other; `begins` says that the last may go on."""

    words: tuple[str, ...]
    begins: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds the term in a text without accents and capitals."""
        inside = r"\W+".join(map(re.escape, self.words))
        return re.compile(rf"\b{inside}" + ("" if self.begins else r"\b"))


def terms_of(query: str) -> tuple[Term, ...]:
    """Return the terms of a query; all of them must be found. Marks that are no words are left out."""
    made = []
    for phrase, word in _TERM.findall(query.translate(_QUOTES)):
        words = tuple(_WORD.findall(folded(phrase or word)))
        if words:
            made.append(Term(words, not phrase and word.endswith("*")))
    return tuple(made)


def folded(text: str) -> str:
    """Return a text in small letters without accents, character for character: offsets stay."""
    return text.lower() if text.isascii() else "".join(map(_folded_character, text))


def _folded_character(character: str) -> str:
    plain = unicodedata.normalize("NFD", character)[0].lower()
    return plain if len(plain) == 1 else character


def for_sqlite(terms: tuple[Term, ...]) -> str:
    """Return terms in the language of FTS5."""
    return " AND ".join(f'"{" ".join(term.words)}"{"*" if term.begins else ""}' for term in terms)


def for_postgresql(terms: tuple[Term, ...]) -> str:
    """Return terms in the language of tsquery."""
    return " & ".join(
        "(" + " <-> ".join(f"'{word}'" for word in term.words) + (":*" if term.begins else "") + ")" for term in terms
    )


def find_terms(text: str, terms: tuple[Term, ...]) -> Iterator[tuple[int, int]]:
    """Yield where the terms stand in a text, as start and end."""
    plain = folded(text)
    for term in terms:
        for match in term.pattern.finditer(plain):
            yield match.span()
