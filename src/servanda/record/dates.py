"""Date: a day, or what is known of it, after EDTF (ISO 8601-2:2019)."""

import re
from dataclasses import dataclass
from typing import Literal

Precision = Literal["day", "month", "season", "year", "decade", "unknown"]
Basis = Literal["stated", "relative", "inferred"]

_EDTF: dict[Precision, re.Pattern[str]] = {
    "day": re.compile(r"-?\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"),
    "month": re.compile(r"-?\d{4}-(0[1-9]|1[0-2])"),
    "season": re.compile(r"-?\d{4}-(2[1-9]|3\d|4[01])"),
    "year": re.compile(r"-?\d{4}"),
    "decade": re.compile(r"-?\d{3}X"),
}


@dataclass(frozen=True, slots=True)
class Date:
    """A date in EDTF with the precision that the text allows, and on what it rests.

    Seasons follow EDTF level 1 and 2 (21 spring ... 24 winter, 33 to 36 quarters, 40 and 41 halves); decades are
    written 199X. `because` says in words how a relative or inferred date was found.
    """

    value: str
    precision: Precision
    basis: Basis
    because: str | None = None

    @classmethod
    def of(cls, value: str, basis: Basis = "stated", because: str | None = None) -> "Date":
        """Return the date with the precision that its value shows; a time of day is cut off."""
        day = value.split("T", maxsplit=1)[0]
        return cls(day, precision_of(day), basis, because)


def precision_of(value: str) -> Precision:
    """Return how exact an EDTF value is: day, month, season, year, decade, or unknown for any other text."""
    for precision, pattern in _EDTF.items():
        if pattern.fullmatch(value):
            return precision
    return "unknown"
