"""Words of estimative probability: the bands of likelihood, the phrases for them, and where a text has one."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from servanda.codebook.cues import CueIndex, exact_form, index_cues
from servanda.codebook.toml_entries import PACKAGED, Entry, read_entries


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of probability, and the phrases that mean it."""

    name: str
    low: float
    high: float
    definition: str
    phrases: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vague:
    """Phrases that leave an outcome open without an agreed number."""

    name: str
    definition: str
    phrases: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Likelihood:
    """The bands, from the least to the most probable, and the phrases without one."""

    bands: tuple[Band, ...]
    vague: tuple[Vague, ...]


class LikelihoodHit(NamedTuple):
    """A phrase in a text: where it stands, the band it means or None, and the phrase as the vocabulary has it."""

    start: int
    end: int
    likelihood: tuple[float, float] | None
    phrase: str


def load_likelihood(path: Path | None = None) -> Likelihood:
    """The bands and phrases, from the packaged file or from another of the same form."""
    return _packaged() if path is None else _read(path)


def find_likelihood(text: str) -> list[LikelihoodHit]:
    """The words of probability in a text, from left to right, the longest where several begin."""
    ranges = _ranges()
    return [
        LikelihoodHit(hit.start, hit.end, ranges[hit.owners[0]], hit.owners[0])
        for hit in _phrases().find(text)
        if text[hit.start : hit.end] != "May"  # the month
    ]


@cache
def _packaged() -> Likelihood:
    return _read(PACKAGED / "likelihood.toml")


@cache
def _ranges() -> dict[str, tuple[float, float] | None]:
    vocabulary = load_likelihood()
    ranges: dict[str, tuple[float, float] | None] = {
        phrase: (band.low, band.high) for band in vocabulary.bands for phrase in band.phrases
    }
    return ranges | {phrase: None for vague in vocabulary.vague for phrase in vague.phrases}


@cache
def _phrases() -> CueIndex[str]:
    return index_cues(((phrase, (phrase,)) for phrase in _ranges()), exact_form)


def _read(path: Path) -> Likelihood:
    keys = ("name", "definition", "phrases", "examples")
    band_entries = read_entries(path, "band", (*keys, "low", "high"), beside=("vague",))
    vague_entries = read_entries(path, "vague", keys, beside=("band",))
    _refuse_repeated_phrases((*band_entries, *vague_entries))
    bands: list[Band] = []
    for entry in band_entries:
        bands.append(_read_band(entry, bands[-1].high if bands else 0.0))
    return Likelihood(tuple(bands), tuple(_read_vague(entry) for entry in vague_entries))


def _read_band(entry: Entry, floor: float) -> Band:
    low = entry.number("low", 0, 1)
    high = entry.number("high", 0, 1)
    if not floor <= low < high:
        raise entry.error("the bands are not in ascending order", "Let low and high rise from band to band", "low")
    return Band(
        name=entry.text("name"),
        low=low,
        high=high,
        definition=entry.text("definition"),
        phrases=entry.texts("phrases", at_least=1),
        examples=entry.texts("examples", at_least=3),
    )


def _read_vague(entry: Entry) -> Vague:
    return Vague(
        name=entry.text("name"),
        definition=entry.text("definition"),
        phrases=entry.texts("phrases", at_least=1),
        examples=entry.texts("examples", at_least=3),
    )


def _refuse_repeated_phrases(entries: Iterable[Entry]) -> None:
    places: dict[str, int] = {}
    for entry in entries:
        for phrase in entry.texts("phrases"):
            if phrase in places:
                problem = f"{phrase!r} was already given in line {places[phrase]}"
                raise entry.error(problem, "Keep it in one place", "phrases")
            places[phrase] = entry.line_of("phrases")
