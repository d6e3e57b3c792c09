"""Words: text as a database column, any text: also what no database can hold."""

import re

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

_PLANE = 0x100000
_BAD = re.compile("[\x00\ud800-\udfff]")
_STAND_IN = re.compile(f"[{chr(_PLANE + 0xD7FF)}-{chr(_PLANE + 0xDFFF)}]")


def to_column(text: str) -> str:
    """Return the text with a character of private use for every NUL and lone surrogate; offsets stay."""
    return _BAD.sub(lambda m: chr(_PLANE + (ord(m.group()) or 0xD7FF)), text)


def from_column(text: str) -> str:
    """Return the text that `to_column` was given."""
    return _STAND_IN.sub(lambda m: chr(ord(m.group()) - _PLANE) if ord(m.group()) != _PLANE + 0xD7FF else "\0", text)


class Words(TypeDecorator[str]):
    """Any Python text. Databases refuse lone surrogates, PostgreSQL also NUL: stand-ins are kept in their place."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Return what the database gets."""
        return value if value is None else to_column(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Return what Python gets."""
        return value if value is None else from_column(value)
