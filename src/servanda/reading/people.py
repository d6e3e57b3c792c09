"""People: names that belong to one person brought together, with country and sector from titles and knowledge."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from servanda.knowledge import leaders
from servanda.reading.names import Name
from servanda.reading.titles import Title

_PARTICLES = frozenset(
    """
    al el ben bin ibn van von de der den di da dos la le du st san
    """.split()
)
_SUFFIXES = frozenset(["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"])
_FAMILY_FIRST = frozenset(["CHN", "KOR", "PRK", "TWN", "VNM", "KHM", "HKG", "SGP", "JPN", "HUN"])


@dataclass(slots=True)
class Person:
    """One person of a document while its names are gathered: their forms, titles, and the terms known of them."""

    name: str
    names: list[int] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)
    terms: tuple[leaders.Term, ...] = ()


@lru_cache(maxsize=10_000)
def key(word: str) -> str:
    """Return a name part as it is compared: without accents, case, apostrophes and the Arabic article."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).casefold()
    return re.sub(r"^(?:al|el|as|ash|an|ad)-|['’`ʼ]", "", bare)


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


def gather_people(text: str, names: Sequence[Name], titles: Sequence[Title], published: str | None) -> list[Person]:
    """Return the people of a document, each with all names that are theirs.

    A full name makes a person. A single surname, also one before its full form, belongs to the person nearest before it who
    has it, to one who comes later where there is none; a single given name to the only person who has it.
    """
    people: list[Person] = []
    singles: list[int] = []
    for n, name in enumerate(names):
        if name.type != "person":
            continue
        words = usual_name(text[name.start : name.end])
        if len(parts_of(words)) < 2:
            singles.append(n)
            continue
        person = next((p for p in people if _same_person(p.name, words)), None)
        if person is None:
            person = Person(words)
            people.append(person)
        person.names.append(n)
    for n in singles:
        person = _owner_of_single(text[names[n].start : names[n].end], n, people, titles)
        if person is None:
            person = Person(usual_name(text[names[n].start : names[n].end]))
            people.append(person)
        person.names.append(n)
    by_name = {n: person for person in people for n in person.names}
    for title in titles:
        if title.name in by_name:
            by_name[title.name].titles.append(title)
    for person in people:
        person.names.sort()
        person.terms = _known_terms(person, published)
    return sorted(people, key=lambda p: p.names[0])


def _same_person(name: str, other: str) -> bool:
    ours, theirs = [key(p) for p in parts_of(name)], [key(p) for p in parts_of(other)]
    if ours == theirs or sorted(ours) == sorted(theirs):
        return True
    if ours[-1] != theirs[-1]:
        return False
    first, second = ours[0].rstrip("."), theirs[0].rstrip(".")
    initial = len(first) == 1 or len(second) == 1
    return first == second or (initial and first[:1] == second[:1])


def _owner_of_single(word: str, n: int, people: Sequence[Person], titles: Sequence[Title]) -> Person | None:
    wanted = key(word)
    family = [p for p in people if wanted in _family_keys(p.name)]
    if not family:
        family = [p for p in people if wanted == key(parts_of(p.name)[0])]
        return family[0] if len(family) == 1 else None
    offices = {t.office.canonical for t in titles if t.name == n}
    fitting = [p for p in family if offices & {t.office.canonical for t in titles if t.name in p.names}]
    before = [p for p in fitting or family if p.names[0] < n]
    if before:
        return max(before, key=lambda p: max(m for m in p.names if m < n))
    return (fitting or family)[0]


@lru_cache(maxsize=4096)
def _family_keys(name: str) -> frozenset[str]:
    parts = parts_of(name)
    keys = {key(parts[-1]), key(parts[-1].split()[-1])}
    if any(t.country in _FAMILY_FIRST for t in leaders.terms_of(name)) or _looks_family_first(parts):
        keys.add(key(parts[0]))
    return frozenset(keys)


def _looks_family_first(parts: Sequence[str]) -> bool:
    """Whether a name is built as Korean, Chinese or Vietnamese ones: a short first part and a hyphened second."""
    return len(parts) == 2 and len(parts[0]) <= 4 and re.fullmatch(r"[A-Z][a-z]+-[a-z]+", parts[1]) is not None


def _known_terms(person: Person, published: str | None) -> tuple[leaders.Term, ...]:
    """Return what is known of the person: by full name, or by a surname only one leader of that day had."""
    terms = leaders.terms_of(person.name)
    if terms or len(parts_of(person.name)) > 1 or published is None:
        return tuple(terms)
    current = [t for t in leaders.people_with_surname(person.name) if leaders.covers(t, published)]
    return tuple(current) if len({t.name for t in current}) == 1 else ()


def country_of(person: Person, published: str | None) -> str | None:
    """Return the one country of the terms known of a person, that of the day's term first; None when unclear."""
    current = [t for t in person.terms if published and leaders.covers(t, published)]
    countries = {t.country for t in current or person.terms}
    return countries.pop() if len(countries) == 1 else None
