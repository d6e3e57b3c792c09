"""Tables of a vocabulary: tab-separated files with a header, read strictly."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


class VocabularyError(ValueError):
    """A malformed vocabulary file: says which file, which line, what is wrong and what to do."""

    def __init__(self, file: str, line: int, problem: str, remedy: str) -> None:
        super().__init__(f"{file}, line {line}: {problem}. {remedy}")
        self.file, self.line, self.problem, self.remedy = file, line, problem, remedy


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by column name, and where it stands."""

    file: str
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def many(self, column: str) -> tuple[str, ...]:
        """The values of a cell that holds several, separated by a bar."""
        return tuple(part.strip() for part in self.cells[column].split("|") if part.strip())

    def number(self, column: str) -> float | None:
        """The cell as a number, None when empty; raises VocabularyError when it is neither."""
        cell = self.cells[column]
        try:
            return float(cell) if cell else None
        except ValueError:
            raise self.error(
                f"{column} is {cell!r}, not a number", "Write digits with a point, or leave it empty"
            ) from None

    def error(self, problem: str, remedy: str) -> VocabularyError:
        """The error to raise about this row."""
        return VocabularyError(self.file, self.line, problem, remedy)


def read_table(path: Path, columns: Iterable[str], required: Iterable[str] = ()) -> Iterator[Row]:
    """Yield the rows of a tab-separated file with exactly these columns.

    Lines that are empty or begin with # are skipped; the first other line is the header. Cells are stripped.
    Raises VocabularyError for a wrong header, a row with another number of cells, or an empty required cell.
    """
    expected, needed = list(columns), list(required)
    header_seen = False
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip() or line.startswith("#"):
                continue
            cells = [cell.strip() for cell in line.rstrip("\r\n").split("\t")]
            if not header_seen:
                header_seen = True
                if cells != expected:
                    raise VocabularyError(
                        path.name, number, f"the header is {cells}", f"It must be {expected}, separated by tabs"
                    )
                continue
            if len(cells) != len(expected):
                raise VocabularyError(
                    path.name,
                    number,
                    f"{len(cells)} cells where the header has {len(expected)}",
                    "Separate cells by one tab each; leave a cell empty rather than out",
                )
            row = Row(path.name, number, dict(zip(expected, cells, strict=True)))
            for column in needed:
                if not row[column]:
                    raise row.error(f"{column} is empty", f"Fill in {column}")
            yield row
