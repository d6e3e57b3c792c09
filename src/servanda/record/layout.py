"""The JSON layout of records: plain dictionaries out, values in."""

import json
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from servanda.record.coded import CodedDocument, FailedDocument

_LISTS = (tuple, list)
_NESTED = frozenset((dict, list))
_ATTRIBUTES = {"from": "from_", "in": "in_"}


def written_name(field: str) -> str:
    """Return the name of a field as written: Python's own words carry an underscore in code only."""
    return field.removesuffix("_")


@cache
def _names(kind: type) -> tuple[tuple[str, str], ...]:
    """Return (attribute, written name) of a value's fields, `id` and `kind` first."""
    order = {"id": 0, "kind": 1}
    names = sorted((f.name for f in fields(kind)), key=lambda name: order.get(name, 2))
    return tuple((name, written_name(name)) for name in names)


def to_dict(value: Any) -> Any:
    """Return a record, a coded document or any part of them as dictionaries, lists and plain values.

    What is left out: `in` for records of the text itself, and of `why` the one of rule and model that is not set.
    """
    if isinstance(value, _LISTS):
        return [to_dict(item) for item in value]
    if not is_dataclass(value):
        return value
    kind: type = type(value)
    made = {written: to_dict(getattr(value, name)) for name, written in _names(kind)}
    if made.get("in") == "text":
        del made["in"]
    for name in ("rule", "model", "pair"):
        if name in made and made[name] is None:
            del made[name]
    return made


def to_line(value: CodedDocument | FailedDocument) -> str:
    """Return a coded document as one line of JSON; a lone surrogate is written as its escape."""
    row = to_dict(value)
    line = json.dumps(row, ensure_ascii=False)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        line = json.dumps(row)
    return line + "\n"


@cache
def _adapter() -> TypeAdapter[CodedDocument | FailedDocument]:
    return TypeAdapter(CodedDocument | FailedDocument)


def _attribute_names(value: Any) -> Any:
    """Return dictionaries and lists with the names of attributes; plain values, of which most are, cost no call."""
    if type(value) is list:
        return [_attribute_names(item) if type(item) in _NESTED else item for item in value]
    if type(value) is dict:
        return {
            _ATTRIBUTES.get(name, name): _attribute_names(item) if type(item) in _NESTED else item
            for name, item in value.items()
        }
    return value


def from_dict(row: dict[str, Any]) -> CodedDocument | FailedDocument:
    """Return the coded document that `to_dict` wrote; raises pydantic.ValidationError where it is none."""
    return _adapter().validate_python(_attribute_names(row))
