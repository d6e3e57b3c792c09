"""Offices, ranks and forms of address, and the words that say whether an office is held, past or to come."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from servanda.codebook.tables import Row, read_table
from servanda.knowledge.forms import SurfaceForm, surface_forms_of, without_accents

LEVELS = frozenset({"national", "subnational", "international", "none"})
STANDINGS = frozenset({"current", "interim", "acting", "elect", "former"})

_COLUMNS = ("title", "canonical", "sector", "level", "personal")
_REQUIRED = ("title", "canonical", "level", "personal")
_FOLDER = Path(__file__).parent / "data"
_COMPLEMENT = frozenset({"of", "for", "to", "in", "at", "on", "from", "with", "under", "and", ","})
_DEPUTY = frozenset({"deputy", "vice", "assistant", "junior", "under"})
_DEPUTIES = {
    "head_of_state": "deputy_head_of_state",
    "head_of_government": "deputy_head_of_government",
    "minister": "deputy_minister",
    "foreign_minister": "deputy_minister",
    "defence_minister": "deputy_minister",
    "finance_minister": "deputy_minister",
    "interior_minister": "deputy_minister",
}
_WORD = re.compile(r"[^\s,]+|,")


@dataclass(frozen=True, slots=True)
class Office:
    """An office, rank or form of address. `personal` says that it is put before a name: "President X".

    `sectors` are codes of the codebook, the first the main one; none for a title that says nothing of them.
    """

    title: str
    canonical: str
    sectors: tuple[str, ...]
    level: str
    personal: bool


def load_offices(path: Path | None = None) -> Mapping[str, Office]:
    """Return the offices by title, from a file or from the one that comes with servanda.

    Raises VocabularyError for a malformed file.
    """
    return _read(path or _FOLDER / "offices.tsv")


def load_standings(path: Path | None = None) -> Mapping[str, str]:
    """Return the standing of an office by the word beside it. Raises VocabularyError for a malformed file."""
    return _read_standings(path or _FOLDER / "standings.tsv")


@lru_cache(maxsize=20_000)
def office_named(text: str) -> Office | None:
    """Return the office that a phrase names, else None.

    It is the longest known title that closes the phrase or stands before its complement: "minister of X", "Russian
    foreign minister", "spokesman for the prime minister" (a spokesman). The deputy of a listed office need not be
    listed: "deputy information minister". What stands before the title, such as "interim", makes no difference; a
    title right behind "of" is another's complement: "Court of Justice".
    """
    words = _words(text)
    for start in range(len(words)):
        if start and words[start - 1] == "of":
            continue
        office = _office_at(words, start)
        if office is not None:
            return _deputy(office, words[:start])
    return None


def standing_of(word: str) -> str | None:
    """Return the standing that a word gives to an office: "caretaker" is interim, "ex-president" former; else None."""
    standings = load_standings()
    whole = word.lower().strip("-")
    first, _, rest = whole.partition("-")
    last = rest.rpartition("-")[2]
    return standings.get(whole) or standings.get(first if rest else "") or standings.get(last)


@cache
def surface_forms() -> tuple[SurfaceForm, ...]:
    """Return every title in lower case, to be matched whatever its capitals: kind "office", code the canonical name."""
    forms = (
        form
        for office in load_offices().values()
        for form in surface_forms_of([office.title], "office", office.canonical)
    )
    return tuple(dict.fromkeys(forms))


def _office_at(words: tuple[str, ...], start: int) -> Office | None:
    """The longest title that begins here and has nothing but a complement behind it."""
    titles, longest = _titles()
    for end in range(min(len(words), start + longest), start, -1):
        office = titles.get(" ".join(words[start:end]))
        if office is not None and (end == len(words) or words[end] in _COMPLEMENT):
            return office
    return None


def _deputy(office: Office, before: tuple[str, ...]) -> Office:
    """The office of a deputy where a word before the title says so, else the office itself."""
    canonical = _DEPUTIES.get(office.canonical)
    if canonical is None or not _DEPUTY.intersection(before):
        return office
    deputy = next(index for index, word in enumerate(before) if word in _DEPUTY)
    return replace(office, title=" ".join((*before[deputy:], office.title)), canonical=canonical)


def _words(text: str) -> tuple[str, ...]:
    """The words of a phrase as titles are looked up: folded, without standing words tied to them by a hyphen."""
    folded = without_accents(text).lower().replace("\u2019", "'")
    return tuple(_without_standing(word) if "-" in word else word for word in _WORD.findall(folded))


def _without_standing(word: str) -> str:
    standings = load_standings()
    first, hyphen, rest = word.partition("-")
    if hyphen and first in standings:
        return rest
    head, hyphen, last = word.rpartition("-")
    return head if hyphen and last in standings else word


@cache
def _titles() -> tuple[Mapping[str, Office], int]:
    """The offices by folded title, and the number of words in the longest title."""
    titles = {" ".join(_words(title)): office for title, office in load_offices().items()}
    return MappingProxyType(titles), max(len(title.split()) for title in titles)


@cache
def _read(path: Path) -> Mapping[str, Office]:
    offices: dict[str, Office] = {}
    for row in read_table(path, _COLUMNS, _REQUIRED):
        office = _office(row)
        if office.title in offices:
            raise row.error(f"{office.title!r} stands twice", "Keep one row for each title")
        offices[office.title] = office
    return MappingProxyType(offices)


def _office(row: Row) -> Office:
    title = row["title"]
    if title != title.lower():
        raise row.error(f"the title is {title!r}", "Write titles in lower case")
    if row["level"] not in LEVELS:
        raise row.error(f"level is {row['level']!r}", f"Choose one of {', '.join(sorted(LEVELS))}")
    if row["personal"] not in {"yes", "no"}:
        raise row.error(f"personal is {row['personal']!r}", "Write yes or no")
    for sector in row.many("sector"):
        if len(sector) != 3 or not sector.isupper():
            raise row.error(f"the sector is {sector!r}", "Give three capital letters, as in the codebook")
    return Office(title, row["canonical"], row.many("sector"), row["level"], row["personal"] == "yes")


@cache
def _read_standings(path: Path) -> Mapping[str, str]:
    standings: dict[str, str] = {}
    for row in read_table(path, ("word", "standing"), ("word", "standing")):
        word, standing = row["word"], row["standing"]
        if standing not in STANDINGS:
            raise row.error(f"standing is {standing!r}", f"Choose one of {', '.join(sorted(STANDINGS))}")
        if word in standings:
            raise row.error(f"{word!r} stands twice", "Keep one row for each word")
        standings[word] = standing
    return MappingProxyType(standings)
