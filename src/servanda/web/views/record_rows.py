"""Record rows: records as lines of a table, and in the layout of `servanda code`."""

from collections.abc import Sequence
from typing import Any

from servanda.record import Record, to_dict
from servanda.showing.words import line_of


def row_of(record: Record) -> dict[str, Any]:
    """Return a record in the layout of `servanda code`."""
    made: dict[str, Any] = to_dict(record)
    return made


def record_columns() -> Sequence[str]:
    """Return the names of the columns of `record_line`."""
    return ("id", "kind", "label", "who", "what", "evidence", "start", "end", "in", "status", "confidence", "decided")


def record_line(record: Record, state: str | None) -> Sequence[object]:
    """Return a record as a line of a table, with what was decided of it."""
    line, evidence = line_of(record), record.evidence
    return (
        record.id, record.kind, line.label, line.who, line.what, evidence.quote, evidence.start, evidence.end, record.in_,
        record.status, round(record.confidence, 3), state or "",
    )  # fmt: skip
