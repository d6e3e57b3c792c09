"""CAMEO: the older event codes, each with its number, its place in PLOVER and examples."""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from servanda.codebook.tables import VocabularyError

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")

FEWEST_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class CameoCode:
    """One code: what it means, how cooperative (10) or hostile (-10) it is, and what it is in PLOVER."""

    code: str
    name: str
    definition: str
    intensity: float | None
    quad: str
    plover: str | None
    mode: str | None
    contexts: tuple[str, ...]
    examples: tuple[str, ...]


def load_cameo(path: Path | None = None) -> Mapping[str, CameoCode]:
    """The codes by their digits, sorted, from the packaged file or from another of the same form.

    Raises VocabularyError for a file that is not TOML or has an unknown, missing, doubtful or repeated entry.
    """
    return _packaged() if path is None else _read(path)


def cameo_for(plover_type: str, mode: str | None, contexts: Collection[str]) -> CameoCode | None:
    """The most general code that fits a PLOVER event best, or None when no code has its type.

    The type must agree. Of those codes, in this order, the one wins that

    1. has the same mode, or else none: a code with another mode comes last;
    2. shares the most contexts;
    3. stands under the root that holds most codes of the type, as 11 does for ACCUSE;
    4. is the shortest;
    5. comes first in the order of the digits.
    """
    return _best_fit(plover_type, mode, frozenset(contexts))


@lru_cache(maxsize=5_000)
def _best_fit(plover_type: str, mode: str | None, contexts: frozenset[str]) -> CameoCode | None:
    candidates = [entry for entry in load_cameo().values() if entry.plover == plover_type]
    roots = Counter(entry.code[:2] for entry in candidates)

    def rank(entry: CameoCode) -> tuple[int, int, int, int, str]:
        mode_misfit = 0 if entry.mode == mode else 1 if entry.mode is None else 2
        shared = len(contexts.intersection(entry.contexts))
        return mode_misfit, -shared, -roots[entry.code[:2]], len(entry.code), entry.code

    return min(candidates, key=rank, default=None)


@cache
def _packaged() -> Mapping[str, CameoCode]:
    return _read(Path(__file__).parent / "data" / "cameo.toml")


def _read(path: Path) -> Mapping[str, CameoCode]:
    codes: dict[str, CameoCode] = {}
    lines: dict[str, int] = {}
    for entry in _entries(path):
        code = entry.read()
        if code.code in codes:
            raise entry.error(
                f"code {code.code} was already given in line {lines[code.code]}", "Remove one of the two", "code"
            )
        codes[code.code], lines[code.code] = code, entry.line_of("code")
    for digits in codes:
        parent = digits[:-1]
        if len(digits) > 2 and parent not in codes:
            raise VocabularyError(
                path.name, lines[digits], f"code {digits} has no parent {parent}", f"Add an entry for {parent}"
            )
    return MappingProxyType(dict(sorted(codes.items())))


@dataclass(frozen=True, slots=True)
class _Entry:
    """One [[code]] table as read, and the lines it stands in."""

    file: str
    first_line: int
    lines: tuple[str, ...]
    values: dict[str, Any]

    def read(self) -> CameoCode:
        """The entry as a code; raises VocabularyError for the first thing wrong with it."""
        known = [field.name for field in fields(CameoCode)]
        for key in self.values:
            if key not in known:
                raise self.error(f"unknown key {key!r}", f"Use only {', '.join(known)}", key)
        mode, plover = self._optional_text("mode"), self._optional_text("plover")
        if mode and not plover:
            raise self.error("mode without plover", "Add the PLOVER type that the mode belongs to", "mode")
        return CameoCode(
            code=self._digits(),
            name=self._text("name"),
            definition=self._text("definition"),
            intensity=self._intensity(),
            quad=self._quad(),
            plover=plover,
            mode=mode,
            contexts=self._texts("contexts"),
            examples=self._examples(),
        )

    def error(self, problem: str, remedy: str, key: str | None = None) -> VocabularyError:
        """The error to raise about this entry, at the line of the key when it has one."""
        return VocabularyError(self.file, self.line_of(key), problem, remedy)

    def line_of(self, key: str | None) -> int:
        """The line that sets the key, or the entry's first line."""
        for offset, line in enumerate(self.lines):
            if key is not None and line.partition("=")[0].strip().strip("\"'") == key:
                return self.first_line + offset
        return self.first_line

    def _text(self, key: str) -> str:
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"{key} is missing or empty", f"Give the {key} as text in quotation marks", key)
        return value

    def _optional_text(self, key: str) -> str | None:
        return self._text(key) if key in self.values else None

    def _texts(self, key: str) -> tuple[str, ...]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.error(f"{key} is not a list of texts", f'Write {key} = ["...", "..."]', key)
        return tuple(value)

    def _digits(self) -> str:
        code = self._text("code")
        if not re.fullmatch("[0-9]{2,4}", code):
            raise self.error(f"code {code!r} is not two to four digits", 'Write it like "04" or "0211"', "code")
        return code

    def _quad(self) -> str:
        quad = self._text("quad")
        if quad not in QUADS:
            raise self.error(f"unknown quad {quad!r}", f"Use one of {', '.join(QUADS)}", "quad")
        return quad

    def _intensity(self) -> float | None:
        value = self.values.get("intensity")
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not -10 <= value <= 10:
            raise self.error(
                f"intensity {value!r} is not a number from -10 to 10", "Correct it, or leave the key out", "intensity"
            )
        return float(value)

    def _examples(self) -> tuple[str, ...]:
        examples = self._texts("examples")
        if len(examples) < FEWEST_EXAMPLES:
            raise self.error(
                f"{len(examples)} examples", f"Give at least {FEWEST_EXAMPLES} example sentences", "examples"
            )
        return examples


def _entries(path: Path) -> Iterator[_Entry]:
    """Yield the [[code]] tables of a file; raises VocabularyError when it is not TOML or holds something else."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else max(len(lines), 1)
        raise VocabularyError(path.name, line, f"not TOML: {error}", "Correct the syntax there") from None
    starts = [number for number, line in enumerate(lines) if re.match(r"\s*\[\[\s*code\s*\]\]", line)]
    tables = document.get("code")
    if list(document) != ["code"] or not isinstance(tables, list) or len(tables) != len(starts):
        raise VocabularyError(path.name, 1, "something other than [[code]] tables", "Begin each entry with [[code]]")
    for start, end, values in zip(starts, [*starts[1:], len(lines)], tables, strict=True):
        yield _Entry(path.name, start + 1, tuple(lines[start:end]), values)
