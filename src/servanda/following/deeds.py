"""Deeds: what is promised and what was done, told by one verb: promised to cancel a debt, has cancelled it.

Synonyms and nouns of a deed stand in one row of a table ("cancel", "write off", "the cancellation of"), the ways in which a
sentence says that it is promised, under way or done in another.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args

from servanda.codebook.tables import Row, read_table
from servanda.following.step_cues import clause_before
from servanda.following.words import words_of

Says = Literal["promised", "in_progress", "delivered", "nothing", "passive", "itself"]
_BEFORE = frozenset[Says](("nothing", "passive"))

_FOLDER = Path(__file__).parent / "data"
_DEEDS, _FRAMES = _FOLDER / "deeds.tsv", _FOLDER / "deed_frames.tsv"
_FORMS = ("base", "past", "participle", "doing")
_SLOT = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed by its name, with the words that tell of it by their form: base, past, participle, doing, noun."""

    name: str
    words: Mapping[str, tuple[str, ...]]
    example: str
    counterexample: str
    line: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A pattern that says what became of the deed which stands in it; `deed` is meant where none does."""

    pattern: re.Pattern[str]
    says: Says
    deed: str
    example: str
    counterexample: str
    line: int


@dataclass(frozen=True, slots=True)
class DeedHit:
    """Deeds in a sentence: offsets of the words that tell them, and whether they were done or are under way.

    `active`: the words are a verb alone, and its subject is who did it.
    """

    start: int
    end: int
    deeds: tuple[str, ...]
    says: Says
    active: bool


def load_deeds(path: Path = _DEEDS) -> tuple[Deed, ...]:
    """Return the deeds of a table in its order; raises VocabularyError."""
    columns = ("deed", "verbs", "nouns", "example", "but")
    return tuple(map(_deed, read_table(path, columns, columns)))


def load_frames(deeds: Iterable[Deed], path: Path = _FRAMES) -> tuple[Frame, ...]:
    """Return the frames of a table in its order, with the words of the deeds in their places; raises VocabularyError."""
    words = _alternatives(deeds)
    rows = read_table(path, ("frame", "says", "deed", "example", "but"), ("frame", "says", "example", "but"))
    return tuple(_frame(row, words) for row in rows)


def find_deeds(sentence: str) -> list[DeedHit]:
    """Return what a sentence says was done or is under way, in order; of hits that overlap the longest."""
    if not _any_word().search(sentence):
        return []
    matches = [(frame, match) for frame in _packaged() if frame.says in ("in_progress", "delivered")
               for match in frame.pattern.finditer(sentence)]  # fmt: skip
    found: list[DeedHit] = []
    for frame, match in sorted(matches, key=lambda pair: pair[1].start() - pair[1].end()):
        before = clause_before(sentence, match.start())
        apart = all(match.end() <= hit.start or hit.end <= match.start() for hit in found)
        if apart and not _is("nothing", before) and not _is("itself", sentence[match.end() :]):
            active = match.group().lower() in _deeds_of() and not _is("passive", before)
            found.append(DeedHit(match.start(), match.end(), _deeds_in(match), frame.says, active))
    return sorted(found, key=lambda hit: hit.start)


def promised_deeds(content: str) -> tuple[str, ...]:
    """Return the deeds that the content of a promise or demand is about: those of its first verb or of the noun it rests on."""
    matches = [
        (match.start(), _deeds_in(match) or (frame.deed,))
        for frame in _packaged()
        if frame.says == "promised" and (match := frame.pattern.search(content))
    ]
    first = min((start for start, _ in matches), default=0)
    return tuple(sorted({deed for start, deeds in matches if start == first for deed in deeds}))


def named_deeds(words: str) -> tuple[str, ...]:
    """Return the deeds that some words name in any form."""
    named = {deed for match in _any_word().finditer(words) for deed in _deeds_of().get(match.group().lower(), ())}
    return tuple(sorted(named))


@cache
def deed_stems() -> frozenset[str]:
    """Return the stems of all words that tell of deeds."""
    return frozenset(word.stem for told in _deeds_of() for word in words_of(told))


def _is(says: Says, around: str) -> bool:
    """Whether what stands before or behind a deed in its clause says this of it."""
    return any(frame.pattern.search(around) for frame in _packaged() if frame.says == says)


def _deeds_in(match: re.Match[str]) -> tuple[str, ...]:
    told = (words for words in match.groups() if words)
    return tuple(sorted({deed for words in told for deed in _deeds_of()[words.lower()]}))


@cache
def _packaged() -> tuple[Frame, ...]:
    return load_frames(load_deeds())


@cache
def _deeds_of() -> Mapping[str, tuple[str, ...]]:
    """Return the deeds that each form and noun may tell of."""
    found: dict[str, dict[str, None]] = {}
    for deed in load_deeds():
        for word in _all_words(deed):
            found.setdefault(word, {})[deed.name] = None
    return MappingProxyType({word: tuple(names) for word, names in found.items()})


@cache
def _any_word() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either(_deeds_of())})\b", re.I)


def _all_words(deed: Deed) -> Iterator[str]:
    for words in deed.words.values():
        yield from words


def _alternatives(deeds: Iterable[Deed]) -> Mapping[str, str]:
    """Return for each form the pattern of its words in all deeds."""
    words: dict[str, set[str]] = {form: set() for form in (*_FORMS, "noun")}
    for deed in deeds:
        for form, mine in deed.words.items():
            words[form].update(mine)
    words["done"] = words["past"] | words["participle"]
    return {form: f"({_either(mine)})" for form, mine in words.items()}


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _deed(row: Row) -> Deed:
    words: dict[str, tuple[str, ...]] = dict.fromkeys(_FORMS, ())
    for verb in row.many("verbs"):
        forms = verb.split(":")
        if len(forms) != len(_FORMS):
            raise row.error(f"the verb {verb!r} has {len(forms)} forms", f"Write {':'.join(_FORMS)}")
        for form, spellings in zip(_FORMS, forms, strict=True):
            words[form] += tuple(spellings.split(","))
    words["noun"] = row.many("nouns")
    return Deed(row["deed"], MappingProxyType(words), row["example"], row["but"], row.line)


def _frame(row: Row, words: Mapping[str, str]) -> Frame:
    if row["says"] not in get_args(Says):
        raise row.error(f"says is {row['says']!r}", f"Use one of {', '.join(get_args(Says))}")
    if unknown := set(_SLOT.findall(row["frame"])) - set(words):
        raise row.error(f"{{{min(unknown)}}} is no form of a deed", f"Use one of {', '.join(words)}")
    says: Says = row["says"]  # type: ignore[assignment]
    start, end = "^" if says == "itself" else r"(?<!\w)", "$" if says in _BEFORE else r"(?!\w)"
    filled = _SLOT.sub(lambda slot: words[slot[1]], row["frame"])
    try:
        pattern = re.compile(f"{start}(?:{filled}){end}", re.I)
    except re.error as error:
        raise row.error(f"the frame is no regular expression: {error}", "Mend it") from None
    return Frame(pattern, says, row["deed"], row["example"], row["but"], row.line)
