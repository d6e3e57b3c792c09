"""Provenance: what each packaged file of facts rests on, and when it was last checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from servanda.codebook.tables import VocabularyError

_DATA = Path(__file__).parent / "data"
_LINE = re.compile(r"# (source|checked): (\S.*)")
_NOT_YET = "not yet"
_CHECKED = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-\d\d)?")


@dataclass(frozen=True, slots=True)
class Provenance:
    """What all rows of a file rest on, and the EDTF day or month on which they were checked, None for not yet."""

    file: str
    source: str
    checked: str | None


@cache
def load_provenance(folder: Path = _DATA) -> Mapping[str, Provenance]:
    """Return the provenance of every file of facts in a folder, by its name.

    It stands in the remarks at the head of the file, as `# source: ...` and `# checked: 2025-06` (or `not yet`). Raises
    VocabularyError where one of the two is missing or malformed.
    """
    return MappingProxyType({path.name: _read(path) for path in sorted(folder.glob("*.tsv"))})


def _read(path: Path) -> Provenance:
    found = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                break
            if match := _LINE.fullmatch(line.rstrip()):
                found[match[1]] = match[2]
    for name in ("source", "checked"):
        if name not in found:
            raise VocabularyError(path.name, 1, f"no line says the {name}", f"Add a line '# {name}: ...' at the head")
    if found["checked"] == _NOT_YET:
        return Provenance(path.name, found["source"], None)
    if not _CHECKED.fullmatch(found["checked"]):
        raise VocabularyError(path.name, 1, f"checked is {found['checked']!r}", "Write 2025-06, 2025-06-30 or not yet")
    return Provenance(path.name, found["source"], found["checked"])
