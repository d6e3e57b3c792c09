"""Patterns: a table of regular expressions over whole words, with an example and a counterexample each, as one pattern."""

import re
from dataclasses import dataclass
from pathlib import Path

from servanda.codebook.tables import Row, read_table


@dataclass(frozen=True, slots=True)
class Wording:
    """A regular expression of a table, a sentence in which it stands and one in which it does not."""

    words: str
    example: str
    counterexample: str
    line: int


def load_wordings(path: Path, column: str) -> tuple[Wording, ...]:
    """Return the rows of a table whose expressions stand in a column; raises VocabularyError."""
    columns = (column, "example", "but")
    return tuple(_wording(row, column) for row in read_table(path, columns, columns))


def load_pattern(path: Path, column: str, flags: int = 0) -> re.Pattern[str]:
    """Return one pattern for all expressions of a table; raises VocabularyError."""
    return re.compile(rf"\b(?:{'|'.join(wording.words for wording in load_wordings(path, column))})\b", flags)


def _wording(row: Row, column: str) -> Wording:
    try:
        re.compile(row[column])
    except re.error as error:
        raise row.error(f"the {column} is no regular expression: {error}", "Mend it") from None
    return Wording(row[column], row["example"], row["but"], row.line)
