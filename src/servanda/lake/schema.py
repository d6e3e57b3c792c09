"""The Arrow schema of the lake, made from the values of the record themselves.

A row of `documents` is one document with all that was coded of it. Every record has the fields that all records have, and a
struct named after its kind that holds the fields of that kind; the others are null. What questions of many
documents need lies beside the records in flat form: `events`, one a pair of parties; `statements`, one a speaker and
whom it is addressed to; `claims` of commitments. `nth` is the place of a record among those of its document. `counts` says
that an event stands for a happening: of the same type and direction only the strongest counts, of its document, or of its
`story` once stories are drawn.
"""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

from servanda.record import KINDS, CoderInfo, CodingWarning, Date, Failure, Record
from servanda.record.layout import written_name

VERSION = 1
_PLAIN = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}

EVENT = pa.struct(
    [
        ("record", pa.string()), ("nth", pa.int32()), ("low", pa.string()), ("high", pa.string()), ("source", pa.string()),
        ("day", pa.date32()), ("type", pa.string()), ("mode", pa.string()), ("quad", pa.string()),
        ("intensity", pa.float64()), ("status", pa.string()), ("confidence", pa.float64()), ("evidence", pa.string()),
        ("story", pa.string()), ("counts", pa.bool_()),
    ]
)  # fmt: skip
STATEMENT = pa.struct(
    [
        ("record", pa.string()), ("nth", pa.int32()), ("speaker", pa.string()), ("about", pa.string()),
        ("content", pa.string()),
    ]
)  # fmt: skip
CLAIM = pa.struct(
    [
        ("claim", pa.string()), ("nth", pa.int32()), ("parties", pa.list_(pa.string())), ("pairs", pa.list_(pa.string())),
        ("packed", pa.string()),
    ]
)  # fmt: skip
ITEMS = {"events": EVENT, "statements": STATEMENT, "claims": CLAIM}


def arrow_type(hint: Any) -> pa.DataType:
    """Return the Arrow type of values of a Python type: dataclasses are structs, tuples lists, literals their values' type."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    if isinstance(hint, type) and is_dataclass(hint):
        return pa.struct(list(_fields(hint)))
    inside = [argument for argument in get_args(hint) if argument not in (NoneType, Ellipsis)]
    if get_origin(hint) is Literal:
        return arrow_type(type(inside[0]))
    if get_origin(hint) in (Union, UnionType):
        return _any_of(inside)
    return pa.list_(arrow_type(inside[0]))


def _any_of(kinds: Sequence[Any]) -> pa.DataType:
    """Return the type of values that may be of several kinds: a struct with the fields of all, or the type of the first."""
    if not all(isinstance(kind, type) and is_dataclass(kind) for kind in kinds):
        return arrow_type(kinds[0])
    return pa.struct(list({field.name: field for kind in kinds for field in _fields(kind)}.values()))


@cache
def record_type() -> pa.DataType:
    """Return the type of a record: what all have, and a struct for what only those of a kind have."""
    kinds = get_args(Record)
    shared = [field for field in _fields(kinds[0]) if field.name in shared_fields()]
    return pa.struct(
        [
            *shared,
            *(pa.field(name, pa.struct(list(_own_fields(kind)))) for name, kind in zip(KINDS, kinds, strict=True)),
        ]
    )


@cache
def shared_fields() -> frozenset[str]:
    """Return the written names of the fields that every record has."""
    names = [{written_name(field.name) for field in fields(kind)} for kind in get_args(Record)]
    return frozenset.intersection(*map(frozenset, names))


@cache
def documents_schema() -> pa.Schema:
    """Return the schema of the documents of a lake, a row a document."""
    text = pa.string()
    return pa.schema(
        [
            ("month", text), ("day", pa.date32()), ("key", text), ("id", text), ("numeric_id", pa.bool_()),
            ("sha256", text), ("text", text), ("title", text), ("published", text), ("source", text), ("author", text),
            ("url", text), ("stated_language", text), ("language", text),
            ("dated", arrow_type(Date)), ("coder", arrow_type(CoderInfo)),
            ("records", pa.list_(record_type())), ("warnings", pa.list_(arrow_type(CodingWarning))),
            ("error", arrow_type(Failure)), *((name, pa.list_(item)) for name, item in ITEMS.items()),
            ("words", pa.list_(pa.string())), ("sketch", pa.list_(pa.int64())), ("description", text),
        ],
        metadata={"servanda": str(VERSION)},
    )  # fmt: skip


def table_schema(name: str) -> pa.Schema:
    """Return the schema of a table of a lake by its name, as questions see it."""
    if name in ITEMS:
        return flat_schema(ITEMS[name])
    return pa.schema([field for field in documents_schema() if field.name not in ITEMS])


def flat_schema(item: pa.DataType) -> pa.Schema:
    """Return the schema of a flat table of a lake: month and document, then the fields of an item."""
    own = [field for field in item if field.name != "day"]
    return pa.schema([("month", pa.string()), ("day", pa.date32()), ("document", pa.string()), *own])


def _fields(kind: type) -> Any:
    hints = get_type_hints(kind)
    return (pa.field(written_name(f.name), arrow_type(hints[f.name])) for f in fields(kind))


def _own_fields(kind: type) -> Any:
    return (field for field in _fields(kind) if field.name not in shared_fields())
