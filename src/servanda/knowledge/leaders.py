"""Who held which office of state, when: heads of state and government, ministers, heads of organisations.

This knowledge helps to read a text and never adds to it: it says who "the French president" may be on a given day,
but it never invents a mention, and where a text names another person or date the text outranks it.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType

from servanda.codebook.tables import Row, VocabularyError, read_table
from servanda.knowledge.kept import kept

__all__ = [
    "OFFICES",
    "STANDINGS",
    "Term",
    "VocabularyError",
    "bounds",
    "covers",
    "fold_name",
    "held",
    "load_terms",
    "people_with_surname",
    "surface_forms",
    "surnames_of",
    "terms_in",
    "terms_of",
    "titles_of",
]

OFFICES = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "foreign_minister",
        "defence_minister",
        "igo_head",
        "movement_leader",
    }
)
STANDINGS = frozenset({"", "interim", "acting"})

_COLUMNS = ("country", "office", "title", "name", "aliases", "from", "until", "standing", "checked")
_REQUIRED = ("office", "title", "name", "from", "checked")
_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{3}")
_SURNAME_FIRST = frozenset({"CHN", "HKG", "KHM", "KOR", "MAC", "PRK", "SGP", "TWN", "VNM"})
_PARTICLES = frozenset(
    {
        "abu",
        "ben",
        "bin",
        "bint",
        "da",
        "das",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "la",
        "le",
        "ould",
        "san",
        "st",
        "ter",
        "van",
        "von",
        "zu",
    }
)
_SUFFIX = re.compile(r"jr|sr|v|[ivx]{2,}")
_ARTICLE = re.compile(r"(?:^|(?<=[\s-]))(?:al|el)-|(?<=\s)(?:al|el)\s")
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ı": "i",
        "ə": "a",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "’": None,
        "‘": None,
        "'": None,
        "ʻ": None,
        "ʼ": None,
        "`": None,
        ".": None,
    }
)


@dataclass(frozen=True, slots=True)
class Term:
    """One person's time in one office.

    `from_` and `until` are EDTF days, months or years, as exact as they are known. An `until` of None means that the
    person was still in office on the day of `checked`. `country` is None for an office that belongs to no state.
    `source` is the file and line that say so; what the file itself rests on stands at its head.
    """

    country: str | None
    office: str
    title: str
    name: str
    aliases: tuple[str, ...]
    from_: str
    until: str | None
    standing: str
    checked: str
    source: str = ""


_FIELDS = attrgetter(*(field.name for field in fields(Term)))


def load_terms(folder: Path | None = None) -> tuple[Term, ...]:
    """Return every term in the leaders_*.tsv files of a folder, by default those that come with the package.

    Raises VocabularyError, naming file and line, for a malformed row.
    """
    return _packaged().terms if folder is None else tuple(_read_folder(folder))


def covers(term: Term, on: str) -> bool:
    """Return True when the term may have covered a day, month or year; coarse dates count in its favour.

    Raises ValueError when `on` is no such date.
    """
    first, last = bounds(on)
    return bounds(term.from_)[0] <= last and (term.until is None or first <= bounds(term.until)[1])


def held(country: str | None, office: str, on: str) -> tuple[Term, ...]:
    """Return the terms in an office of a country (None: of no state) that may have covered a day, month or year."""
    return tuple(term for term in _by_post().get((country, office), ()) if covers(term, on))


@lru_cache(maxsize=20_000)
def terms_of(name: str) -> tuple[Term, ...]:
    """Return the terms of whoever bears this full name or alias; case, accents and al- or el- make no difference."""
    known = _packaged()
    return tuple(known.terms[at] for at in known.by_name.get(fold_name(name), ()))


@cache
def titles_of(country: str) -> frozenset[str]:
    """Return the titles under which the country's leaders held office, in lower case: "prime minister"."""
    return frozenset(term.title.casefold() for term in load_terms() if term.country == country)


def terms_in(country: str | None) -> tuple[Term, ...]:
    """Return all terms in the offices of a country, or (None) in those that belong to no state."""
    return tuple(term for term in load_terms() if term.country == country)


def surnames_of(name: str) -> tuple[str, ...]:
    """Return the last part of a person's name, alone and with the particles before it: "leyen", "von der leyen"."""
    return tuple(_last_names(fold_name(name).split())) if name.strip() else ()


@lru_cache(maxsize=20_000)
def people_with_surname(surname: str) -> tuple[Term, ...]:
    """Return the terms of everybody with this surname.

    The surname is the last part of a name with the particles before it ("von der Leyen", also "Leyen"), and the
    first part too where the family name comes first ("Xi").
    """
    known = _packaged()
    return tuple(known.terms[at] for at in known.by_surname.get(fold_name(surname), ()))


def surface_forms() -> Iterator[tuple[str, str, str | None]]:
    """Yield each full name and alias once, with the person's name and country."""
    seen: set[tuple[str, str, str | None]] = set()
    for term in load_terms():
        for text in (term.name, *term.aliases):
            form = (text, term.name, term.country)
            if form not in seen:
                seen.add(form)
                yield form


def fold_name(name: str) -> str:
    """Return a name as look-ups compare it: small letters, no accents, no al- or el-, hyphens as spaces."""
    bare = name.casefold().translate(_LETTERS)
    if not bare.isascii():
        bare = "".join(sign for sign in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(sign))
    return " ".join(_ARTICLE.sub("", bare).replace("-", " ").split())


def _read_folder(folder: Path) -> Iterator[Term]:
    for path in sorted(folder.glob("leaders_*.tsv")):
        for row in read_table(path, _COLUMNS, _REQUIRED):
            yield _term(row)


def _term(row: Row) -> Term:
    if row["office"] not in OFFICES:
        raise row.error(f"unknown office {row['office']!r}", f"Use one of {', '.join(sorted(OFFICES))}")
    if row["standing"] not in STANDINGS:
        raise row.error(f"unknown standing {row['standing']!r}", "Write interim or acting, or leave it empty")
    if row["country"] and not _COUNTRY.fullmatch(row["country"]):
        raise row.error(f"{row['country']!r} is no country code", "Use three capitals of ISO 3166-1, or leave it empty")
    _check_dates(row)
    return Term(
        country=row["country"] or None,
        office=row["office"],
        title=row["title"],
        name=row["name"],
        aliases=row.many("aliases"),
        from_=row["from"],
        until=row["until"] or None,
        standing=row["standing"],
        checked=row["checked"],
        source=f"{row.file}, line {row.line}",
    )


def _check_dates(row: Row) -> None:
    for column in ("from", "until", "checked"):
        if row[column]:
            try:
                bounds(row[column])
            except ValueError as wrong:
                raise row.error(f"{column}: {wrong}", "Write 2000-05-07, 2000-05 or 2000") from None
    if row["until"] and bounds(row["until"])[1] < bounds(row["from"])[0]:
        raise row.error(f"until {row['until']} is before from {row['from']}", "Correct one of the two dates")


def bounds(date: str) -> tuple[str, str]:
    """Return the first and the last day of an EDTF day, month or year, as ISO dates; raises ValueError for others."""
    match = _DATE.fullmatch(date)
    if match is None or match[1] == "0000":
        raise ValueError(f"{date!r} is not a day, a month or a year")
    year, month, day = match.groups()
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    days = monthrange(int(year), int(month))[1]
    if day is None:
        return f"{date}-01", f"{date}-{days}"
    if not 1 <= int(day) <= days:
        raise ValueError(f"{date!r} is not a day of the calendar")
    return date, date


def _surnames(term: Term) -> Iterator[str]:
    parts = fold_name(term.name).split()
    yield from _last_names(parts)
    if term.country in _SURNAME_FIRST:
        yield parts[0]
    yield from (alias for alias in map(fold_name, term.aliases) if " " not in alias)


def _last_names(parts: list[str]) -> Iterator[str]:
    if len(parts) > 1 and _SUFFIX.fullmatch(parts[-1]):
        parts = parts[:-1]
    start = len(parts) - 1
    if start >= 0:
        yield parts[start]
    while start > 1 and parts[start - 1] in _PARTICLES:
        start -= 1
        yield " ".join(parts[start:])


@dataclass(frozen=True, slots=True)
class _Register:
    """All terms that come with the package, and at which of them a full name and a surname stand."""

    terms: tuple[Term, ...]
    by_name: Mapping[str, Sequence[int]]
    by_surname: Mapping[str, Sequence[int]]


@cache
def _packaged() -> _Register:
    made = kept("leaders", _built)
    terms = (Term(*row[:4], tuple(row[4]), *row[5:]) for row in made["terms"])  # type: ignore[call-arg]
    return _Register(tuple(terms), made["names"], made["surnames"])


def _built() -> dict[str, object]:
    """Return the terms as lists of their fields, and the indices of terms by name and surname."""
    terms = tuple(_read_folder(Path(__file__).parent / "data"))
    names = _index(terms, lambda term: map(fold_name, (term.name, *term.aliases)))
    return {"terms": [_FIELDS(term) for term in terms], "names": names, "surnames": _index(terms, _surnames)}


def _index(terms: Sequence[Term], keys: Callable[[Term], Iterable[str]]) -> dict[str, list[int]]:
    """Return at which terms each key stands, a term that is there already left out."""
    found: dict[str, list[int]] = {}
    for at, term in enumerate(terms):
        for key in keys(term):
            places = found.setdefault(key, [])
            if term not in (terms[place] for place in places):
                places.append(at)
    return found


@cache
def _by_post() -> MappingProxyType[tuple[str | None, str], tuple[Term, ...]]:
    posts: dict[tuple[str | None, str], list[Term]] = {}
    for term in load_terms():
        posts.setdefault((term.country, term.office), []).append(term)
    return MappingProxyType({post: tuple(terms) for post, terms in posts.items()})
