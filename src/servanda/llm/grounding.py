"""Grounding: light records in; those whose every quotation stands in the text out, with spans in place of quotations."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from servanda.llm.light import LightRecord
from servanda.reading import Reading
from servanda.record import Span


@dataclass(frozen=True, slots=True)
class Grounded:
    """A light record with the spans of its quotations, by the name of the field."""

    light: LightRecord
    spans: Mapping[str, tuple[Span, ...]]

    def one(self, name: str) -> Span:
        """Return the span of a field that always quotes one."""
        return self.spans[name][0]

    def maybe(self, name: str) -> Span | None:
        """Return the span of a field that may be left open."""
        return next(iter(self.spans[name]), None)


def ground(reading: Reading, start: int, end: int, light: LightRecord) -> Grounded | None:
    """Return a light record with its spans in text[start:end], None where a quotation does not stand there.

    White space in a quotation may be any other white space; all else must be the same. What stands there more than once
    is found nearest to the record's own quotation.
    """
    evidence = find_quote(reading.text, light.quote, start, end, start)
    if evidence is None:
        return None
    sentence = reading.sentence_at(evidence.start)
    if not sentence.start <= evidence.start < sentence.end:
        return None
    spans: dict[str, tuple[Span, ...]] = {}
    for name, quotations in light.quotations():
        found = [find_quote(reading.text, q, start, end, evidence.start) for q in quotations]
        spans[name] = tuple(span for span in found if span is not None)
        if len(spans[name]) < len(found):
            return None
    return Grounded(light, MappingProxyType({**spans, "quote": (evidence,)}))


def find_quote(text: str, quote: str, start: int, end: int, near: int) -> Span | None:
    """Return where a quotation stands in text[start:end] as whole words, nearest to an offset; None where it does not."""
    words = quote.split()
    if not words or len(quote) > end - start:
        return None
    opening = r"(?<!\w)" if re.match(r"\w", words[0]) else ""
    closing = r"(?!\w)" if re.search(r"\w$", words[-1]) else ""
    pattern = re.compile(opening + r"\s+".join(map(re.escape, words)) + closing)
    found = [match.span() for match in pattern.finditer(text, start, end)]
    return Span.of(text, *min(found, key=lambda span: abs(span[0] - near))) if found else None
