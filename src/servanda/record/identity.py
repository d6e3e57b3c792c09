"""Identity: ids made of raw values, so that a better coder changes no id that it need not change."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from servanda.record.kinds import Record


def text_hash(text: str) -> str:
    """Return the SHA-256 of the text in UTF-8, in hexadecimal; a lone surrogate counts as its own three bytes."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def document_key(identity: Any, sha256: str) -> str:
    """Return the key of a document, from its id and the hash of its text.

    `identity` is None for a text that came without an id of its own: such a text is one document wherever it was found.
    """
    return hashlib.sha256(f"{json.dumps(identity)}\x1f{sha256}".encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class Identity:
    """What an id rests on beside the place in the text: the text itself, the coder and its codebook."""

    sha256: str
    coder: str
    codebook: str

    def of(self, kind: str, start: int, end: int, nth: int = 0, where: str = "text") -> str:
        """Return the id of the nth record of a kind at text[start:end]; the same on any machine."""
        values = (self.sha256, self.coder, self.codebook, where, kind, str(start), str(end), str(nth))
        digest = hashlib.sha256("\x1f".join(values).encode()).hexdigest()
        return f"{kind}-{digest[:16]}"

    def number(self, records: Iterable[Record]) -> tuple[Record, ...]:
        """Return the records with their ids; those of one kind with the same evidence are told apart by order."""
        seen: Counter[tuple[str, str, int, int]] = Counter()
        numbered = []
        for record in records:
            place = (record.in_, record.kind, record.evidence.start, record.evidence.end)
            made = self.of(record.kind, record.evidence.start, record.evidence.end, seen[place], record.in_)
            seen[place] += 1
            numbered.append(replace(record, id=made))
        return tuple(numbered)
