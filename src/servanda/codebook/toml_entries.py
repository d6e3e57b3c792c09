"""Entries of a vocabulary in TOML: arrays of tables, read strictly, each knowing the line it stands in."""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from servanda.codebook.tables import VocabularyError

PACKAGED = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of a vocabulary file: its values, and its lines as they stand in the file."""

    file: str
    table: str
    line: int
    lines: tuple[str, ...]
    values: Mapping[str, Any]

    def error(self, problem: str, remedy: str, key: str | None = None) -> VocabularyError:
        """The error to raise about this entry, at the line of the key when it has one."""
        return VocabularyError(self.file, self.line_of(key) if key else self.line, problem, remedy)

    def line_of(self, key: str) -> int:
        """The line that sets the key, or the entry's first line when none does."""
        return self.line + self._offset(key)

    def text(self, key: str) -> str:
        """The value of a key that must be one line of text."""
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip() or "\n" in value:
            raise self.error(f"{key} is not a line of text", f'Write {key} = "..."', key)
        return value

    def texts(self, key: str, at_least: int = 0) -> tuple[str, ...]:
        """The values of a key that holds a list of different texts; an absent key is an empty list."""
        values = self.values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
            raise self.error(f"{key} is not a list of texts", f'Write {key} = ["...", "..."]', key)
        for value in values:
            if values.count(value) > 1:
                raise self.error(f"{key} has {value!r} twice", "Remove one of the two", key)
        if len(values) < at_least:
            raise self.error(f"{key} has {len(values)} where {at_least} are needed", f"Add to {key}", key)
        return tuple(values)

    def number(self, key: str, low: float, high: float) -> float:
        """The value of a key that must be a number from low to high."""
        value = self.values.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise self.error(f"{key} is not a number from {low:g} to {high:g}", f"Correct {key}", key)
        return float(value)

    def flag(self, key: str) -> bool:
        """The value of a key that is true or false; an absent key is false."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise self.error(f"{key} is neither true nor false", f"Write {key} = true or {key} = false", key)
        return value

    def choice(self, key: str, allowed: Collection[str]) -> str:
        """The value of a key that must be one of the texts allowed."""
        value = self.text(key)
        if value not in allowed:
            raise self.error(f"{key} is {value!r}", f"Use one of {', '.join(allowed)}", key)
        return value

    def entries(self, key: str, required: Iterable[str], optional: Iterable[str] = ()) -> list["Entry"]:
        """The entries under a key: [[table.key]] tables, or a list of {...}; an absent key has none."""
        values = self.values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self.error(f"{key} is not a list of tables", f"Write [[{self.table}.{key}]] or {{...}}", key)
        starts = self._starts(key, len(values))
        ends = [*starts[1:], len(self.lines)][: len(starts)]
        found = [
            Entry(self.file, f"{self.table}.{key}", self.line + start, self.lines[start:end], value)
            for start, end, value in zip(starts, ends, values, strict=True)
        ]
        for entry in found:
            entry.check_keys(required, optional)
        return found

    def check_keys(self, required: Iterable[str], optional: Iterable[str] = ()) -> None:
        """Raise VocabularyError when a required key is absent, or one stands there that is neither."""
        needed = list(required)
        known = [*needed, *optional]
        for key in self.values:
            if key not in known:
                raise self.error(f"{key!r} is not a key of [[{self.table}]]", f"Use only {', '.join(known)}", key)
        for key in needed:
            if key not in self.values:
                raise self.error(f"{key} is missing", f"Add {key} to this [[{self.table}]]")

    def _offset(self, key: str) -> int:
        name = re.escape(key)
        pattern = re.compile(rf"""\s*(?:{name}|"{name}"|'{name}')\s*=""")
        for offset, line in enumerate(self.lines):
            if offset and line.lstrip().startswith("[["):
                break
            if pattern.match(line):
                return offset
        return 0

    def _starts(self, key: str, count: int) -> list[int]:
        """Return the offsets of the lines in which the entries under a key begin."""
        header = _header(f"{self.table}.{key}")
        starts = [offset for offset, line in enumerate(self.lines) if header.match(line)]
        if not starts:
            key_line = self._offset(key)
            for offset, line in enumerate(self.lines[key_line + 1 :], key_line + 1):
                if line.lstrip().startswith("]"):
                    break
                if line.lstrip().startswith("{"):
                    starts.append(offset)
        return starts if len(starts) == count else [self._offset(key)] * count


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A sentence that looks like one entry but belongs to another, and why."""

    text: str
    code: str
    why: str


def read_entries(
    path: Path,
    table: str,
    required: Iterable[str],
    optional: Iterable[str] = (),
    *,
    identified_by: str = "name",
    beside: Iterable[str] = (),
) -> list[Entry]:
    """The [[table]] entries of a TOML file, in its order, each with the keys it needs and no others.

    `beside` names the other tables that the file may have. Raises VocabularyError for a file that is not TOML, has
    no such table or an unknown one, or two entries with the same `identified_by`.
    """
    text, document = _read_document(path)
    lines = text.split("\n")
    for name in document:
        if name != table and name not in beside:
            line = next((number for number, line in enumerate(lines, 1) if name in line), 1)
            raise VocabularyError(path.name, line, f"{name!r} is unknown here", f"Begin each entry with [[{table}]]")
    starts = [offset for offset, line in enumerate(lines) if _header(table).match(line)]
    tables = document.get(table)
    if not isinstance(tables, list) or len(tables) != len(starts):
        raise VocabularyError(path.name, 1, f"no plain [[{table}]] tables", f"Begin each entry with [[{table}]]")
    others = [offset for offset, line in enumerate(lines) for name in beside if _header(name).match(line)]
    borders = sorted([*starts, *others, len(lines)])
    entries = []
    for start, values in zip(starts, tables, strict=True):
        end = borders[borders.index(start) + 1]
        entries.append(Entry(path.name, table, start + 1, tuple(lines[start:end]), values))
        entries[-1].check_keys(required, optional)
    refuse_repeats(entries, identified_by)
    return entries


def refuse_repeats(entries: Iterable[Entry], key: str) -> None:
    """Raise VocabularyError at the first entry whose key was already given by an earlier one."""
    seen: dict[str, int] = {}
    for entry in entries:
        value = entry.text(key)
        if value in seen:
            problem = f"{key} {value!r} was already given in line {seen[value]}"
            raise entry.error(problem, "Remove one of the two", key)
        seen[value] = entry.line_of(key)


def read_counterexamples(entry: Entry, codes: Collection[str], at_least: int) -> tuple[Counterexample, ...]:
    """The counterexamples of an entry, each with a code out of these that is not the entry's own."""
    found = entry.entries("counterexamples", required=("text", "code", "why"))
    if len(found) < at_least:
        problem = f"{len(found)} counterexamples where {at_least} are needed"
        raise entry.error(problem, "Add sentences that look alike but are not", "counterexamples")
    own = entry.text("name")
    allowed = [code for code in codes if code != own]
    return tuple(Counterexample(each.text("text"), each.choice("code", allowed), each.text("why")) for each in found)


def _header(table: str) -> re.Pattern[str]:
    return re.compile(rf"\s*\[\[\s*{re.escape(table)}\s*\]\]")


def _read_document(path: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
        return text, tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise VocabularyError(path.name, line, "not UTF-8", "Save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = int(place[1]) if place else max(len(text.split("\n")), 1)
        raise VocabularyError(path.name, line, f"not TOML: {error}", "Correct the syntax there") from None
