"""Layout: values of following as plain JSON, and back; and the lines of the published contract."""

from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter

from servanda.following.entries import Entry
from servanda.record import to_dict

Kind = TypeVar("Kind")


def to_row(value: Any) -> dict[str, Any]:
    """Return a description, placement, claim, link or entry as dictionaries, lists and plain values."""
    row: dict[str, Any] = to_dict(value)
    return row


def from_row(kind: type[Kind], row: dict[str, Any]) -> Kind:
    """Return the value of that kind which `to_row` wrote; raises pydantic.ValidationError where it is none."""
    hashable: Any = kind
    made: Kind = _adapter(hashable).validate_python(row)
    return made


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    """Return what validates values of a kind: it takes thousands of times longer to make than to use."""
    return TypeAdapter(kind)


def ledger_row(entry: Entry) -> dict[str, Any]:
    """Return the line of `servanda ledger --json` for an entry."""
    row = to_row(entry)
    kept = (
        "act",
        "by",
        "to",
        "content",
        "sectors",
        "status",
        "computed",
        "since",
        "due",
        "until",
        "promised",
        "delivered",
    )
    steps = ("date", "status", "document", "record", "evidence", "claimed_by")
    return {
        "entry": entry.id,
        **{name: row[name] for name in kept},
        "history": [{name: step[name] for name in steps} for step in row["history"]],
    }
