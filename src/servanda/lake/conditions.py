"""Conditions: what `--where` may say of documents, read here and never passed on as it was written.

    day >= '2024-01-01' and (party = 'RUS' or source like '%Gazette%') and not type in ('MAKE STATEMENT', 'CONSULT')

Columns of documents are compared as they are; party, type, class, act and story are those of anything that a document tells.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from types import MappingProxyType

_OWN = ("id", "key", "day", "month", "published", "source", "title", "author", "url", "language", "text")
_TOLD: Mapping[str, str] = MappingProxyType(
    {
        "party": "SELECT document FROM events WHERE low {0} OR high {0} "
        "UNION SELECT document FROM statements WHERE speaker {0} OR about {0} "
        "UNION SELECT document FROM (SELECT document, unnest(parties) AS party FROM claims) WHERE party {0}",
        "type": "SELECT document FROM events WHERE type {0}",
        "class": "SELECT document FROM events WHERE quad {0}",
        "act": "SELECT document FROM claims WHERE json_extract_string(packed, '$.act') {0}",
        "story": "SELECT document FROM stories WHERE story {0}",
    }
)
_MOST_WORDS = 500
COLUMNS = (*_OWN, *_TOLD)
_TOKEN = re.compile(r"\s*(?:('(?:[^']|'')*'|\"(?:[^\"]|\"\")*\")|(<=|>=|<>|!=|==|[=<>(),])|([^\s'\"()<>=!,]+)|(.))")
_COMPARING = {"=": "=", "==": "=", "!=": "<>", "<>": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


class ConditionError(ValueError):
    """A condition that cannot be read; the message says where and what to write."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on the view `documents` in SQL of DuckDB, with the values for its question marks."""

    sql: str
    values: tuple[str, ...]


def parse_condition(text: str) -> Condition:
    """Return the condition that a text writes; raises ConditionError."""
    reader = _Reader(tuple(_tokens(text)))
    if len(reader.tokens) > _MOST_WORDS:
        raise ConditionError(f"it has {len(reader.tokens)} words; write no more than {_MOST_WORDS}")
    condition = reader.either()
    if reader.peek() is not None:
        raise ConditionError(f"after a whole comparison stands {reader.peek()!r}; join comparisons with and, or")
    return condition


def _tokens(text: str) -> Iterator[str]:
    for match in _TOKEN.finditer(text.rstrip()):
        if match[4] is not None:
            raise ConditionError(
                f"cannot read {text[match.start() :].strip()!r}; put values in quotes: source = 'Post'"
            )
        yield match[1] or match[2] or match[3]


@dataclass(slots=True)
class _Reader:
    """Reads tokens from left to right."""

    tokens: Sequence[str]
    at: int = 0

    def peek(self) -> str | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, wanted: str) -> str:
        found = self.peek()
        if found is None:
            raise ConditionError(f"it ends where {wanted} should come")
        self.at += 1
        return found

    def takes(self, word: str) -> bool:
        """Take a word if it comes next, whatever its case."""
        is_next = (self.peek() or "").lower() == word
        self.at += is_next
        return is_next

    def either(self) -> Condition:
        parts = [self.both()]
        while self.takes("or"):
            parts.append(self.both())
        return _joined(parts, " OR ")

    def both(self) -> Condition:
        parts = [self.one()]
        while self.takes("and"):
            parts.append(self.one())
        return _joined(parts, " AND ")

    def one(self) -> Condition:
        if self.takes("not"):
            return _negated(self.one())
        if self.takes("("):
            inside = self.either()
            if not self.takes(")"):
                raise ConditionError("a bracket ( is not closed")
            return inside
        return self.comparison()

    def comparison(self) -> Condition:
        column = _known_column(self.take("a column"))
        is_negated = self.takes("not")
        if self.takes("in"):
            made = _joined([_compared(column, "=", value) for value in self.values()], " OR ")
        elif self.takes("like"):
            made = _compared(column, "ILIKE", self.value())
        elif is_negated:
            raise ConditionError(f"after {column} not comes in or like")
        else:
            made = self.plain(column)
        return _negated(made) if is_negated else made

    def plain(self, column: str) -> Condition:
        operator = _COMPARING.get(self.take(f"a comparison of {column}"))
        if operator is None:
            raise ConditionError(
                f"{self.tokens[self.at - 1]!r} after {column} compares nothing; use = != < <= > >= in like"
            )
        value = self.value()
        return _negated(_compared(column, "=", value)) if operator == "<>" else _compared(column, operator, value)

    def values(self) -> list[str]:
        if not self.takes("("):
            raise ConditionError("after in comes a list in brackets: party in ('RUS', 'SYR')")
        found = [self.value()]
        while self.takes(","):
            found.append(self.value())
        if not self.takes(")"):
            raise ConditionError("a bracket ( is not closed")
        return found

    def value(self) -> str:
        token = self.take("a value")
        if token[0] in "'\"":
            return token[1:-1].replace(token[0] * 2, token[0])
        if token in "(),=<>":
            raise ConditionError(f"{token!r} stands where a value should; put it in quotes")
        return token


def _known_column(name: str) -> str:
    column = name.lower()
    if column in COLUMNS:
        return column
    near = get_close_matches(column, COLUMNS, 1)
    guess = f" Did you mean {near[0]}?" if near else ""
    raise ConditionError(f"there is no column {name}.{guess} There are {', '.join(COLUMNS)}")


def _compared(column: str, operator: str, value: str) -> Condition:
    if column in _TOLD:
        query = _TOLD[column].format(f"{operator} ?")
        return Condition(f"key IN ({query})", (value,) * query.count("?"))
    if column == "day" and operator != "ILIKE":
        try:
            date.fromisoformat(value)
        except ValueError:
            raise ConditionError(f"day is compared with {value!r}; write a day as '2024-05-14'") from None
        return Condition(f"(day IS NOT NULL AND day {operator} CAST(? AS DATE))", (value,))
    name = "CAST(day AS VARCHAR)" if column == "day" else column
    return Condition(f"({name} IS NOT NULL AND {name} {operator} ?)", (value,))


def _joined(parts: Sequence[Condition], word: str) -> Condition:
    if len(parts) == 1:
        return parts[0]
    return Condition(f"({word.join(part.sql for part in parts)})", tuple(v for part in parts for v in part.values))


def _negated(condition: Condition) -> Condition:
    return Condition(f"NOT ({condition.sql})", condition.values)
