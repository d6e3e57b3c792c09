"""Dated landmarks: happenings that a text counts from, such as the fall of a government or a treaty."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from servanda.codebook.tables import Row, read_table
from servanda.knowledge.forms import without_accents

KINDS = frozenset(
    """
    fall coup war invasion treaty summit election independence attack disaster death revolution ceasefire sanction
    accession other
    """.split()
)  # fmt: skip

_COLUMNS = ("id", "date", "kind", "label", "countries", "phrases")
_REQUIRED = ("id", "date", "kind", "label", "phrases")
_DATA = Path(__file__).parent / "data" / "landmarks.tsv"
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")

_WORD = re.compile(r"[^\W_]+(?:[-–./&][^\W_]+)*|['’]s?(?!\w)|['’]")
_DEMONYM = re.compile(r"[A-Z]\w*(?:ian|ean|an|ese|ish|i|ch|se|ek)")
_BETWEEN = frozenset(
    """
    a an the its his her their this that then former late longtime long-time long-serving deposed ousted embattled
    exiled elected authoritarian autocratic communist military civilian interim acting self-declared president
    presidents prime minister premier chancellor leader ruler dictator strongman autocrat king queen emperor shah
    sheikh sultan emir colonel col general gen marshal chairman chief commander crown prince pope ayatollah imam
    foreign opposition party head of state secretary-general journalist dissident activist mr mrs dr supreme vice
    deputy rebel warlord terrorist secretary mufti sayyed sayed field old then-president then-prime bloody brutal
    devastating deadly latest ongoing current full-scale large-scale long-running internal
    """.split()
)  # fmt: skip
_MOST_BETWEEN = 5


@dataclass(frozen=True, slots=True)
class Landmark:
    """A dated happening: `date` is EDTF, `phrases` the ways in which a text refers to it."""

    id: str
    date: str
    kind: str
    label: str
    countries: tuple[str, ...]
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    key: str


def load_landmarks(path: Path | None = None) -> Mapping[str, Landmark]:
    """Return the landmarks by id, from a file or from the one that comes with servanda.

    Raises VocabularyError for a malformed file.
    """
    return _read(path or _DATA)


def find_landmarks(text: str) -> list[tuple[int, int, Landmark]]:
    """Return where a text refers to landmarks, as (start, end, landmark) in order, the longest phrase first.

    Capitals, accents and articles make no difference. After "fall of", "death of" and the like up to five titles,
    adjectives and demonyms may stand before the name: "the fall of former Syrian leader Bashar al-Assad".
    """
    words = _words(text)
    found: list[tuple[int, int, Landmark]] = []
    at = 0
    while at < len(words):
        end, landmark = max(_matches(words, at), key=lambda match: match[0], default=(at, None))
        if landmark is not None:
            found.append((words[at].start, words[end - 1].end, landmark))
        at = max(end, at + 1)
    return found


def _matches(words: Sequence[_Word], at: int) -> Iterator[tuple[int, Landmark]]:
    """Yield the end, counted in words, of every phrase that begins at a word."""
    for keys, landmark in _by_first_word().get(words[at].key, ()):
        end = _end_of_match(words, at, keys)
        if end is not None:
            yield end, landmark


def _end_of_match(words: Sequence[_Word], at: int, keys: Sequence[str]) -> int | None:
    # Only the first "of" opens a gap: the noun before it says what happened, the name behind it to whom.
    opening = keys.index("of") + 1 if "of" in keys else len(keys)
    for i, key in enumerate(keys):
        gap = _MOST_BETWEEN if i == opening else 1
        while at < len(words) and words[at].key != key and gap and _may_stand_between(words[at], i == opening):
            at, gap = at + 1, gap - 1
        if at >= len(words) or words[at].key != key:
            return None
        at += 1
    return at


def _may_stand_between(word: _Word, before_name: bool) -> bool:
    if not before_name:
        return word.key == "the"
    return word.key in _BETWEEN or _DEMONYM.fullmatch(word.text) is not None


def _words(text: str) -> list[_Word]:
    return [_Word(match.start(), match.end(), match.group(), _key(match.group())) for match in _WORD.finditer(text)]


@lru_cache(maxsize=1 << 14)
def _key(word: str) -> str:
    plain = word if word.isascii() else without_accents(word).replace("’", "'").replace("–", "-")
    return "'s" if plain in ("'", "'s") else plain.lower()


@cache
def _phrase_keys(phrase: str) -> tuple[str, ...]:
    return tuple(key for word in _WORD.findall(phrase) if (key := _key(word)) != "the")


@cache
def _by_first_word() -> Mapping[str, Sequence[tuple[tuple[str, ...], Landmark]]]:
    found: dict[str, list[tuple[tuple[str, ...], Landmark]]] = {}
    for landmark in load_landmarks().values():
        for phrase in landmark.phrases:
            keys = _phrase_keys(phrase)
            found.setdefault(keys[0], []).append((keys, landmark))
    return MappingProxyType(found)


@cache
def _read(path: Path) -> Mapping[str, Landmark]:
    landmarks: dict[str, Landmark] = {}
    owners: dict[tuple[str, ...], str] = {}
    for row in read_table(path, _COLUMNS, _REQUIRED):
        landmark = _landmark(row)
        if landmark.id in landmarks:
            raise row.error(f"the id {landmark.id} stands twice", "Give every landmark its own id")
        for keys in map(_phrase_keys, landmark.phrases):
            if not keys:
                raise row.error("a phrase has no words", "Remove it")
            if owners.setdefault(keys, landmark.id) != landmark.id:
                raise row.error(f"{' '.join(keys)!r} already stands for {owners[keys]}", "Remove one of the two")
        landmarks[landmark.id] = landmark
    return MappingProxyType(landmarks)


def _landmark(row: Row) -> Landmark:
    if not _DATE.fullmatch(row["date"]):
        raise row.error(f"the date is {row['date']!r}", "Write 2024-12-08, 2024-12 or 2024")
    if row["kind"] not in KINDS:
        raise row.error(f"the kind is {row['kind']!r}", f"Give one of {', '.join(sorted(KINDS))}")
    countries = row.many("countries")
    if any(len(code) != 3 or not code.isalpha() or not code.isupper() for code in countries):
        raise row.error(f"the countries are {countries}", "Give three capital letters each, as in ISO 3166 alpha-3")
    return Landmark(row["id"], row["date"], row["kind"], row["label"], countries, row.many("phrases"))
