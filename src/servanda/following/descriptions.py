"""Descriptions: of a document, what it takes to tell whether it reports the same happening as another."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from servanda.following.filed import Filed
from servanda.following.near_copies import sketch
from servanda.following.words import Word, weight_of, words_of
from servanda.reading.sentences import split_sentences
from servanda.record.kinds import Event, PlaceMention

Vector = tuple[tuple[str, float], ...]

_OPENING = 3
_TERMS = 120
_KEY_TERMS = 12
_KEY_HASHES = 8
_WEIGHT_OF_OPENING = 1.5
_WEIGHT_OF_NAMES = 2.0


@dataclass(frozen=True, slots=True)
class Description:
    """What is compared of a document.

    `keys` are blocking keys; `signature` is the sketch of its wording. `terms`, `names`, `numbers` and `opening` are vectors of
    length 1 over stems: all telling words with names doubled, names alone, figures alone, and the first three sentences.
    `deeds` say who did what to whom ("REQUEST:PAK:IND"); `days` are the ISO days on which it says that things happened.
    """

    document: str
    published: str | None
    source: str | None
    title: str
    keys: tuple[str, ...]
    signature: tuple[int, ...]
    terms: Vector
    names: Vector
    numbers: Vector
    opening: Vector
    deeds: tuple[str, ...]
    countries: tuple[str, ...]
    places: tuple[str, ...]
    days: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Counts:
    """How often each stem stands in a text, in its opening, and in capitals or small letters."""

    all: Mapping[str, float]
    opening: Mapping[str, float]
    capital: Mapping[str, int]
    small: Mapping[str, int]

    def is_name(self, stem: str) -> bool:
        return self.capital.get(stem, 0) > self.small.get(stem, 0)


def describe(filed: Filed) -> Description:
    """Return the description of a document; its title counts as part of the opening."""
    counts = _count(filed)
    terms = _vector(counts.all, lambda stem: _WEIGHT_OF_NAMES if counts.is_name(stem) else 1.0)
    signature, deeds = sketch(filed.text), _deeds(filed)
    return Description(
        document=filed.key,
        published=filed.published,
        source=filed.source,
        title=filed.title or "",
        keys=tuple(_keys(filed, terms, signature, deeds)),
        signature=signature,
        terms=terms,
        names=_vector(counts.all, lambda stem: float(counts.is_name(stem))),
        numbers=_vector(counts.all, lambda stem: float(stem[0].isdigit())),
        opening=_vector(counts.opening, lambda _: 1.0),
        deeds=deeds,
        countries=tuple(sorted({code for deed in deeds for code in deed.split(":")[1:] if code})),
        places=tuple(sorted({r.name for r in filed.records if isinstance(r, PlaceMention) and r.is_site})),
        days=_days(filed),
    )


def _count(filed: Filed) -> _Counts:
    everything: Counter[str] = Counter()
    opening: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for nth, word in _numbered_words(filed):
        everything[word.stem] += _WEIGHT_OF_OPENING if nth < _OPENING else 1  # type: ignore[assignment]
        opening[word.stem] += nth < _OPENING
        if not word.stem[0].isdigit():
            (capital if word.capital else small)[word.stem] += 1
    return _Counts(everything, +opening, capital, small)


def _numbered_words(filed: Filed) -> Iterator[tuple[int, Word]]:
    """Yield the words of title and text with the number of their sentence; the title belongs to the first."""
    for word in words_of(filed.title or ""):
        yield 0, Word(word.stem, capital=False, start=word.start, end=word.end)
    for nth, (start, end, _, _) in enumerate(split_sentences(filed.text)):
        for word in words_of(filed.text, start, end):
            yield nth, word


def _vector(counts: Mapping[str, float], factor: Callable[[str], float]) -> Vector:
    weights = {s: (1 + math.log(n)) * weight_of(s) * factor(s) for s, n in counts.items() if len(s) > 1}
    top = sorted(((w, s) for s, w in weights.items() if w > 0), key=lambda pair: (-pair[0], pair[1]))[:_TERMS]
    length = math.sqrt(sum(weight * weight for weight, _ in top)) or 1.0
    return tuple((stem, round(weight / length, 4)) for weight, stem in top)


def _deeds(filed: Filed) -> tuple[str, ...]:
    """Return what states and organisations did to each other, as the events of the record have it."""
    found = set()
    for event in filed.records:
        if isinstance(event, Event) and event.status in ("occurred", "ongoing"):
            sources = {p.country or "" for p in event.source} or {""}
            targets = {p.country or "" for p in event.target} or {""}
            found |= {f"{event.type}:{s}:{t}" for s in sources for t in targets if (s or t) and s != t}
    return tuple(sorted(found))


def _days(filed: Filed) -> tuple[str, ...]:
    dates = (r.date for r in filed.records if isinstance(r, Event) and r.date and r.status == "occurred")
    return tuple(sorted({d.value for d in dates if d.precision == "day" and "/" not in d.value}))


def _keys(filed: Filed, terms: Vector, signature: tuple[int, ...], deeds: Iterable[str]) -> Iterator[str]:
    yield from (f"word:{stem}" for stem, _ in terms[:_KEY_TERMS])
    yield from (f"copy:{value:x}" for value in signature[:_KEY_HASHES])
    pairs = sorted({"-".join(sorted(deed.split(":")[1:])) for deed in deeds if all(deed.split(":")[1:])})
    if filed.published:
        day = date.fromisoformat(filed.published)
        weeks = sorted({"{}W{:02}".format(*(day - timedelta(days=back)).isocalendar()) for back in (0, 3)})
        yield from (f"pair:{pair}:{week}" for pair in pairs for week in weeks)
