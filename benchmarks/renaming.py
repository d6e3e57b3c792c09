"""Coded documents as others: on other days, with people of other names, between other countries; spans still fit their words."""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from servanda.knowledge.countries import Country, load_countries
from servanda.knowledge.given_names import is_given_name

_PERSON = re.compile(r"\b([A-Z][a-z]+) ([A-Z][a-z]+)\b")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ID = re.compile(r"([a-z]+)-([0-9a-f]{16})")
_SYLLABLES = ("ba", "ko", "ri", "sen", "dal", "mu", "tov", "ne", "lis", "gar", "vik", "yo")
_STRIDE = 7
_ODD = 0x9E3779B97F4A7C15


@dataclass(frozen=True, slots=True)
class Template:
    """A coded document, and what in its text and names is to be replaced."""

    document: Mapping[str, Any]
    coded: Mapping[str, Any]
    pattern: re.Pattern[str]
    surnames: tuple[str, ...]


def template_of(document: Mapping[str, Any], coded: Mapping[str, Any]) -> Template:
    """Return a document and its record, ready to be copied."""
    text = document["text"]
    surnames = tuple(sorted({m[2] for m in _PERSON.finditer(text) if is_given_name(m[1]) and m[2] not in _forms()}))
    words = sorted((*(form for form in _forms() if form in text), *surnames), key=len, reverse=True)
    return Template(document, coded, re.compile(rf"\b(?:{'|'.join(map(re.escape, words)) or '(?!)'})\b"), surnames)


def copy_of(template: Template, turn: int, day: date) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the copy of a document of one turn, published on a day, and its record in the layout of `servanda code`."""
    document, text = template.document, template.document["text"]
    called = _called(template, turn)
    renamed, position_of = _replaced(text, template.pattern, called)
    shift = day - date.fromisoformat(document["published"][:10])

    def changed(value: Any, key: str = "") -> Any:
        if isinstance(value, list):
            return [changed(item, key) for item in value]
        if isinstance(value, dict):
            made = {name: changed(item, name) for name, item in value.items()}
            if "quote" in made and "start" in made:
                made["start"], made["end"] = position_of(value["start"]), position_of(value["end"])
                made["quote"] = renamed[made["start"] : made["end"]]
            return made
        if not isinstance(value, str):
            return value
        if key in ("country", "of") and value in load_countries():
            return other_country(value, turn).code
        if _DAY.fullmatch(value):
            return _shifted(value, shift)
        found = _ID.fullmatch(value)
        if found:
            return f"{found[1]}-{(int(found[2], 16) ^ turn * _ODD) % 2**64:016x}"
        return template.pattern.sub(lambda m: called(m[0]), value)

    copied = changed(dict(template.coded))
    copied["id"] = f"{document['id']}-{turn}"
    copied["sha256"] = hashlib.sha256(renamed.encode("utf-8", "surrogatepass")).hexdigest()
    title = template.pattern.sub(lambda m: called(m[0]), document.get("title") or "")
    return {**document, "id": copied["id"], "text": renamed, "title": title, "published": day.isoformat()}, copied


def other_country(code: str, turn: int) -> Country:
    """Return the country that stands for another in one turn."""
    codes = _codes()
    if code not in codes:
        return load_countries()[code]
    return load_countries()[codes[(codes.index(code) + turn * _STRIDE) % len(codes)]]


def _called(template: Template, turn: int) -> Callable[[str], str]:
    first = turn * len(template.surnames)
    others = {old: _surname(first + n) for n, old in enumerate(template.surnames)} if turn else {}

    def called(word: str) -> str:
        if word in others or word not in _forms():
            return others.get(word, word)
        kind, code = _forms()[word]
        return _form(other_country(code, turn), kind) if turn else word

    return called


def _replaced(text: str, pattern: re.Pattern[str], called: Callable[[str], str]) -> tuple[str, Callable[[int], int]]:
    """Return a text with words replaced, and where in it a position of the old one is: within a word, at its end."""
    parts, moves, last, moved = list[str](), list[tuple[int, int, int]](), 0, 0
    for match in pattern.finditer(text):
        word = called(match[0])
        parts += (text[last : match.start()], word)
        moves.append((match.start(), match.end(), match.end() + moved + len(word) - len(match[0])))
        moved += len(word) - len(match[0])
        last = match.end()
    parts.append(text[last:])
    starts = [start for start, _, _ in moves]

    def position_of(old: int) -> int:
        at = bisect_left(starts, old) - 1
        if at < 0:
            return old
        _, end, new_end = moves[at]
        return new_end + max(old - end, 0)

    return "".join(parts), position_of


def _surname(number: int) -> str:
    """Return a surname made up of syllables, another one for each number."""
    size, left = 2, number
    while left >= len(_SYLLABLES) ** size:
        left -= len(_SYLLABLES) ** size
        size += 1
    parts = []
    for _ in range(size):
        left, at = divmod(left, len(_SYLLABLES))
        parts.append(_SYLLABLES[at])
    return "".join(parts).title()


def _shifted(day: str, by: timedelta) -> str:
    try:
        return (date.fromisoformat(day) + by).isoformat()
    except (ValueError, OverflowError):
        return day


def _form(country: Country, kind: str) -> str:
    named = {"adjective": country.adjectives, "people": country.peoples, "capital": (country.capital or country.name,)}
    return (named.get(kind) or (country.name,))[0]


@cache
def _codes() -> tuple[str, ...]:
    whole = (c for c in load_countries().values() if c.until is None and c.adjectives and c.capital)
    return tuple(sorted(c.code for c in whole))


@cache
def _forms() -> Mapping[str, tuple[str, str]]:
    """Return the kind and country of the forms that are replaced: names, adjectives, peoples, capitals."""
    known = load_countries()
    return {
        text: (kind, code)
        for code in _codes()
        for kind, text in known[code].forms()
        if kind != "seat" and len(text) > 3
    }
