"""People: names that belong to one person brought together, with country and sector from titles and knowledge."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from servanda.knowledge import leaders
from servanda.knowledge.given_names import gender_of
from servanda.reading.name_parts import key, parts_of, sound_alike, usual_name
from servanda.reading.names import Name
from servanda.reading.titles import Title

_HELD_WITH_ANOTHER = frozenset(["Co-Prince"])
GENDERS = {
    "mr": "m", "sir": "m", "king": "m", "lord": "m", "prince": "m", "sheikh": "m",
    "ms": "f", "mrs": "f", "queen": "f", "lady": "f", "miss": "f", "dame": "f", "princess": "f",
}  # fmt: skip
_ELDER = ("father", "mother", "uncle", "grandfather", "elder brother")
_KIN = re.compile(
    r"\b(?:[Hh]is|[Hh]er|'s|’s) (?:late |elder |younger )?(?P<kin>father|mother|uncle|grandfather|son|daughter|brother|sister|"
    r"wife|husband|nephew|niece|cousin),?[^.;,]*$"
)
_KIN_NEAR = 70
_LATELY = 10
_FAMILY_FIRST = frozenset(["CHN", "KOR", "PRK", "TWN", "VNM", "KHM", "HKG", "SGP", "JPN", "HUN"])


@dataclass(slots=True)
class Person:
    """One person of a document while its names are gathered: their forms, titles, and the terms known of them."""

    name: str
    names: list[int] = field(default_factory=list)
    titles: list[Title] = field(default_factory=list)
    terms: tuple[leaders.Term, ...] = ()
    age: str | None = None
    kin: bool = False


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
        kin = _kin_of(text, name.start, people, words)
        person = None if kin else next((p for p in reversed(people) if _same_person(p.name, words)), None)
        if person is None:
            person = Person(words)
            people.append(person)
            if kin in _ELDER:
                person.age = "elder"
            person.kin = kin is not None
        person.names.append(n)
    for n in singles:
        before = text[max(0, names[n].start - 30) : names[n].start].rsplit(None, 1)[-1:]
        gender = GENDERS.get(before[0].lower().rstrip(".")) if before else None
        person = _of_age(text, names[n], people) or _owner_of_single(
            text[names[n].start : names[n].end], n, people, titles, gender
        )
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


def _kin_of(text: str, start: int, people: Sequence[Person], words: str) -> str | None:
    """Return what kin of somebody named before, of the same surname, the words before a name make it: "his father, X"."""
    match = _KIN.search(text[max(0, start - _KIN_NEAR) : start])
    if match is None:
        return None
    surname = _keys_of(words)[-1]
    named = any(_keys_of(p.name)[-1] == surname for p in people)
    same = any(_keys_of(p.name) == _keys_of(words) for p in people)
    return match["kin"].lower() if named and not same else None


@lru_cache(maxsize=4096)
def _keys_of(name: str) -> tuple[str, ...]:
    return tuple(key(part) for part in parts_of(name))


@lru_cache(maxsize=4096)
def _word_keys(name: str) -> tuple[str, ...]:
    return tuple(key(word) for word in name.split())


def _same_person(name: str, other: str) -> bool:
    ours, theirs = _keys_of(name), _keys_of(other)
    if ours == theirs or sorted(ours) == sorted(theirs):
        return True
    short, long = sorted((_word_keys(name), _word_keys(other)), key=len)
    if len(short) > 1 and len(long) > len(short) and short in (long[-len(short) :], long[: len(short)]):
        return True
    first, second = ours[0].rstrip("."), theirs[0].rstrip(".")
    if ours[-1] != theirs[-1]:
        return sound_alike(ours[-1], theirs[-1]) and sound_alike(first, second)
    initial = len(first) == 1 or len(second) == 1
    return first == second or (initial and first[:1] == second[:1])


def _of_age(text: str, name: Name, people: Sequence[Person]) -> Person | None:
    """Return whom "the younger Bush" or "the elder Bush" means of two people of one surname."""
    before = text[max(0, name.start - 8) : name.start].split()
    if not before or before[-1].lower() not in ("younger", "elder", "older"):
        return None
    wanted = key(text[name.start : name.end])
    family = [p for p in people if wanted in _family_keys(p.name)]
    elder = before[-1].lower() != "younger"
    fitting = [p for p in family if (p.age == "elder") == elder]
    return fitting[0] if len(fitting) == 1 else None


def _owner_of_single(
    word: str, n: int, people: Sequence[Person], titles: Sequence[Title], gender: str | None
) -> Person | None:
    wanted = key(word)
    family = [p for p in people if wanted in _family_keys(p.name)]
    if not family:
        family = [p for p in people if wanted == key(parts_of(p.name)[0])]
        family = family or [p for p in people if any(sound_alike(wanted, own) for own in _family_keys(p.name))]
        return family[0] if len(family) == 1 else None
    if gender is not None:
        family = [p for p in family if gender_of(p.name.split()[0]) in (gender, None)] or family
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
    """Return what is known of the person: by full name, or by a surname only one leader of that day had.

    Where none had it that day, the one who did in the ten years before counts if the text gives them that office.
    """
    terms = leaders.terms_of(person.name)
    if terms or len(parts_of(person.name)) > 1 or published is None:
        return tuple(terms)
    known = leaders.people_with_surname(person.name)
    offices = {title.office.canonical for title in person.titles}
    current = [t for t in known if leaders.covers(t, published)]
    late = [t for t in known if t.office in offices and t.until and _years_before(t.until, published) <= _LATELY]
    meant = current or late
    return tuple(meant) if len({t.name for t in meant}) == 1 else ()


def _years_before(until: str, published: str) -> int:
    return abs(int(published[:4]) - int(until[:4]))


def country_of(person: Person, published: str | None) -> str | None:
    """Return the one country of the terms known of a person, that of the day's term first; None when unclear."""
    current = [t for t in person.terms if published and leaders.covers(t, published)]
    countries = {t.country for t in current or person.terms if t.title not in _HELD_WITH_ANOTHER}
    return countries.pop() if len(countries) == 1 else None
