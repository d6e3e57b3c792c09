"""The fitted head of a codebook of one's own: what `servanda codebook train` writes beside its file, and coding reads."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from servanda.codebook.tables import VocabularyError
from servanda.encoder import load_encoder

NO_EVENT = "NONE"
_AGAIN = "Run `servanda codebook train {}` again, or delete the file to code by nearness"


@dataclass(frozen=True, slots=True)
class Head:
    """A linear classifier over the encoder's vectors: a row of `weights` and a bias for each of `types`, NO_EVENT the last.

    `codebook` and `encoder` are the SHA-256 of the file and of the weights that it was fitted with.
    """

    types: tuple[str, ...]
    weights: tuple[tuple[float, ...], ...]
    biases: tuple[float, ...]
    codebook: str
    encoder: str


def path_of_head(codebook: Path) -> Path:
    """Return where the head of a codebook's file is kept: `mine.head.json` beside `mine.toml`."""
    return codebook.with_suffix(".head.json")


def fingerprints(codebook: Path) -> tuple[str, str]:
    """Return the SHA-256 of a codebook's file and of the encoder's weights."""
    return _print_of(codebook), _print_of(load_encoder().folder / "encoder.onnx")


def _print_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_head(head: Head, codebook: Path) -> Path:
    """Write a head beside its codebook, and return where."""
    path = path_of_head(codebook)
    path.write_text(json.dumps(asdict(head)) + "\n", "utf-8")
    return path


def read_head(codebook: Path, types: Sequence[str]) -> Head | None:
    """Return the head beside a codebook's file, None where there is none.

    Raises VocabularyError where it is malformed, or was fitted to another version of the file or of the encoder.
    """
    path = path_of_head(codebook)
    if not path.exists():
        return None
    try:
        found = json.loads(path.read_text("utf-8"))
        head = Head(
            tuple(found["types"]),
            tuple(tuple(map(float, row)) for row in found["weights"]),
            tuple(map(float, found["biases"])),
            found["codebook"],
            found["encoder"],
        )
    except (ValueError, TypeError, KeyError) as error:
        raise VocabularyError(path.name, 1, f"is no head ({error})", _AGAIN.format(codebook.name)) from error
    if (head.codebook, head.encoder) != fingerprints(codebook):
        raise VocabularyError(
            path.name, 1, "was fitted to another version of the codebook or of servanda", _AGAIN.format(codebook.name)
        )
    if head.types != (*types, NO_EVENT) or not len(head.types) == len(head.weights) == len(head.biases):
        raise VocabularyError(path.name, 1, "is not for the types of the codebook", _AGAIN.format(codebook.name))
    return head
