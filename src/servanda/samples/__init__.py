"""Sample articles for trying servanda out: in come text files, out come samples; a bad header is refused.

The files of this folder retell real diplomacy; those of its folders are invented, each folder one storyline.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from servanda.codebook.tables import VocabularyError

HEADER = ("Title", "Published", "Source", "Language")
NOTE = "Note"


@dataclass(frozen=True, slots=True)
class Sample:
    """One bundled article; `id` is its file's name, `published` a day as YYYY-MM-DD, `note` what a reader must know or ""."""

    id: str
    title: str
    published: str
    source: str
    language: str
    text: str
    note: str = ""


def load_samples() -> tuple[Sample, ...]:
    """Return the bundled articles, oldest first.

    Raises VocabularyError for a file with a malformed header.
    """
    samples = (read_sample(path) for path in Path(__file__).parent.rglob("*.txt"))
    return tuple(sorted(samples, key=lambda sample: (sample.published, sample.id)))


def read_sample(path: Path) -> Sample:
    """Return the article kept in one file: four header lines and perhaps a note, an empty line, the text.

    Raises VocabularyError, with file and line, when the header is anything else or the text is missing.
    """
    lines = path.read_text(encoding="utf-8").split("\n")
    title, published, source, language = (
        _header_value(path.name, number, name, lines) for number, name in enumerate(HEADER, 1)
    )
    if not _is_day(published):
        raise VocabularyError(path.name, 2, f"{published!r} is not a day", "Write it as YYYY-MM-DD")
    after = len(HEADER)
    note = ""
    if lines[after : after + 1] and lines[after].startswith(f"{NOTE}:"):
        note = _header_value(path.name, after + 1, NOTE, lines)
        after += 1
    if lines[after : after + 1] != [""]:
        raise VocabularyError(path.name, after + 1, "the header does not end here", "Leave this line empty")
    text = "\n".join(lines[after + 1 :]).strip("\n")
    if not text.strip():
        raise VocabularyError(path.name, after + 2, "there is no text", "Write it below the empty line")
    return Sample(path.stem, title, published, source, language, text, note)


def _header_value(file: str, number: int, name: str, lines: list[str]) -> str:
    line = lines[number - 1] if number <= len(lines) else ""
    start, value = line[: len(name) + 2], line[len(name) + 2 :].strip()
    if start != f"{name}: " or not value:
        problem = f"{line!r} is not a {name} line"
        raise VocabularyError(file, number, problem, f"Write '{name}: ' and its value")
    return value


def _is_day(value: str) -> bool:
    try:
        # Python also reads 20180612 and 2018-W24-2, which other readers of the record do not
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
