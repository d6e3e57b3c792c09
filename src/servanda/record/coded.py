"""What comes out of one document: its records and warnings, or the failure that stopped it."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field

from servanda.record.dates import Date
from servanda.record.kinds import Record


@dataclass(frozen=True, slots=True)
class CodingWarning:
    """A doubt about a whole document, such as `undated` or `language_unsupported`."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class CoderInfo:
    """Which coder and codebook made the records."""

    name: str
    version: str
    codebook: str


@dataclass(frozen=True, slots=True)
class CodedDocument:
    """The record of one document. `sha256` is that of the text in UTF-8."""

    id: Any
    language: str | None
    sha256: str
    published: Date | None
    records: tuple[Annotated[Record, Field(discriminator="kind")], ...]
    warnings: tuple[CodingWarning, ...]
    coder: CoderInfo


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a line of input could not be coded, and what to do about it."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class FailedDocument:
    """What stands in the output for a document that could not be coded; `id` is None where it had none."""

    id: Any
    error: Failure
