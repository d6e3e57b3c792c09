"""Amounts: quantities as a text writes them, in SI or ISO 4217 units."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from servanda.codebook.tables import Row, read_table
from servanda.record import Amount

_DATA = Path(__file__).parent / "data"
_COLUMNS = ("forms", "unit", "factor", "country", "example")

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL: Mapping[str, float] = MappingProxyType(
    {word: float(n) for n, word in enumerate(_ONES.split(), 1)}
    | {word: 10.0 * n for n, word in enumerate(_TENS.split(), 2)}
)
_SCALES: Mapping[str, float] = MappingProxyType({
    "dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "lakh": 1e5, "crore": 1e7, "mn": 1e6, "m": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12, "k": 1e3,
})  # fmt: skip

_LONG = "dozen|hundred|thousand|million|billion|trillion|lakh|crore"
_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORD = "|".join([*sorted(_SMALL, key=len, reverse=True), *_LONG.split("|")])
_HALF = rf"half an? (?:{_LONG})|a quarter of an? (?:{_LONG})"
_NUMBER = (
    rf"(?P<half>{_HALF})"
    rf"|(?P<digits>{_DIGITS})(?:(?P<short>mn|m|bn|b|tn|trn|k)\b|(?P<scales>(?:[\s-](?:{_LONG}))+)\b|\s(?P<apart>mn|bn|tn|m)\b)?"
    rf"|(?P<words>(?:an? )?(?:{_WORD})(?:[ -](?:and[ -])?(?:{_WORD}))*(?: and a half (?:{_LONG}))?)\b"
)
_MODIFIERS = "additional|more|new|further|extra|mobile|armed|metric|medical|military|modern|used|other|political"

_ANY_NUMBER = re.compile(_NUMBER)
_PART_OF = re.compile(rf"(?<![\w.,$€£¥/–-])(?:{_NUMBER})\sof\s(?:the|its|their|his|her|those)\s(?:[a-z]+\s){{0,2}}$")
_PART_NEAR = 60
_ONE = "one"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the record: its symbol or code, and how many of it one of the written unit is."""

    symbol: str
    factor: float
    country: str
    example: str


@dataclass(frozen=True, slots=True)
class Units:
    """The written units by their forms, the dollars by country, and the pattern that finds an amount."""

    by_form: Mapping[str, Unit]
    dollars: Mapping[str, Unit]
    pattern: re.Pattern[str]


def find_amounts(text: str, offset: int = 0, country: str | None = None) -> list[Amount]:
    """Return the amounts in a text in order, their spans moved by the offset.

    A bare "$" is the US dollar, or the dollar of the country given. Ranges ("5-10 tonnes") and vague quantities
    ("millions of dollars") are no amounts; counts are found where what is counted stands in the table of units. A part has
    the unit of its whole: "52,000 of the 90,000 tonnes" are two amounts.
    """
    found: list[Amount] = []
    if not _ANY_NUMBER.search(text):
        return found
    for match in load_units().pattern.finditer(text):
        amount = _amount(match, offset, country)
        if amount is not None:
            part = _part_before(match, offset, country)
            found.extend([part, amount] if part is not None else [amount])
    return found


def find_numbers(text: str) -> Iterator[tuple[int, int, float]]:
    """Yield the numbers of a text, with or without a unit: start, end, value."""
    for match in _ANY_NUMBER.finditer(text):
        value = _value(match, money=True)
        if value is not None and (match.start() == 0 or not text[match.start() - 1].isalnum()):
            yield match.start(), _number_end(match), value


def load_units(path: Path | None = None) -> Units:
    """Return the packaged units, or those of another file of the same form; raises VocabularyError."""
    return _packaged() if path is None else _read(path)


@cache
def _packaged() -> Units:
    return _read(_DATA / "units.tsv")


def _read(path: Path) -> Units:
    by_form: dict[str, Unit] = {}
    dollars: dict[str, Unit] = {}
    for row in read_table(path, _COLUMNS, ("forms", "unit", "factor", "example")):
        unit = Unit(row["unit"], _factor(row), row["country"], row["example"])
        for form in row.many("forms"):
            for spelling in _spellings(form):
                if by_form.setdefault(spelling, unit) is not unit:
                    raise row.error(f"{spelling!r} is a form of two units", "Leave it with one of them")
            if form.lower().endswith("dollar") and unit.country:
                dollars[unit.country] = unit
    return Units(MappingProxyType(by_form), MappingProxyType(dollars), _pattern(by_form))


def _factor(row: Row) -> float:
    factor = row.number("factor")
    if not factor or factor < 0:
        raise row.error(f"factor is {row['factor']!r}", "Write a positive number")
    return factor


def _spellings(form: str) -> set[str]:
    """Return a form and, where it is a word in small letters at its end, its plural."""
    word = re.search(r"[a-z]{3,}$", form)
    return {form, f"{form}s"} if word and not form.endswith("s") else {form}


def _pattern(by_form: Mapping[str, Unit]) -> re.Pattern[str]:
    signs = sorted((f for f in by_form if not f[-1].isalnum() or f.isupper()), key=len, reverse=True)
    words = sorted((f for f in by_form if f[-1].isalnum()), key=len, reverse=True)
    marks = [f for f in by_form if not f[-1].isalnum()]
    before = "|".join(rf"(?<![\w]){re.escape(f)}" for f in signs)
    after = "|".join([*(rf"{re.escape(f)}\b" for f in words), *map(re.escape, marks)])
    return re.compile(
        rf"(?:(?P<before>{before})\s?|(?<![\w.,$€£¥/–-])(?<!\d[-–] ))(?:{_NUMBER})(?!\w|[.,]\d|\s?[-–]\s?\d)"
        rf"(?:(?:\s|-)?(?:(?:{_MODIFIERS})\s){{0,2}}(?P<after>{after}))?"
    )


def _amount(match: re.Match[str], offset: int, country: str | None) -> Amount | None:
    unit = _unit(match, country)
    value = _value(match, money=match["before"] is not None)
    if unit is None or value is None:
        return None
    whole = match["after"] and (match["before"] is None or _is_money(match["after"]))
    start, end = match.start(), match.end() if whole else _number_end(match)
    quote = match.string[start:end]
    return Amount(float(f"{value * unit.factor:.12g}"), unit.symbol, offset + start, offset + end, quote)


def _part_before(whole: re.Match[str], offset: int, country: str | None) -> Amount | None:
    """Return the part that a text takes of an amount right before it; "one of the 12 ships" singles out and counts nothing."""
    first = max(whole.start() - _PART_NEAR, 0)
    before = whole.string[first : whole.start()]
    small = before.lower()
    part = _PART_OF.search(small if len(small) == len(before) else before)
    unit = _unit(whole, country)
    if part is None or unit is None or part["words"] == _ONE:
        return None
    value = _value(part, money=True)
    scale = _scale(whole) if not part["scales"] and not part["short"] else 1.0
    if value is not None and scale > 1 and value * scale <= (_value(whole, money=True) or 0):
        value *= scale
    if value is None:
        return None
    start, end = first + part.start(), first + _number_end(part)
    return Amount(
        float(f"{value * unit.factor:.12g}"), unit.symbol, offset + start, offset + end, whole.string[start:end]
    )


def _scale(match: re.Match[str]) -> float:
    """Return what the words or letters after a number multiply it by."""
    scale = 1.0
    for word in re.findall(_LONG, match["scales"] or ""):
        scale *= _SCALES[word]
    return scale * _SCALES.get(match["short"] or match["apart"] or "", 1.0)


def _unit(match: re.Match[str], country: str | None) -> Unit | None:
    units = load_units()
    form = match["before"] or match["after"]
    if form is None:
        return None
    if form in ("$", "dollar", "dollars") and country:
        return units.dollars.get(country, units.by_form[form])
    return units.by_form[form]


def _is_money(form: str) -> bool:
    symbol = load_units().by_form[form].symbol
    return len(symbol) == 3 and symbol.isupper()


def _number_end(match: re.Match[str]) -> int:
    return max(match.end(group) for group in ("half", "digits", "short", "scales", "apart", "words"))


def _value(match: re.Match[str], money: bool) -> float | None:
    """Return what the number says; None where a letter after it can be read as a unit as well as a scale."""
    if match["half"]:
        share = 0.5 if match["half"].startswith("half") else 0.25
        return share * _SCALES[match["half"].rsplit(" ", maxsplit=1)[1]]
    if match["words"]:
        return _in_words(match["words"])
    value = float(re.sub(r"[,\u00a0\u202f]", "", match["digits"]))
    short = match["short"] or match["apart"]
    if short == "m" and not money and (match["after"] is None or match["after"].startswith("%")):
        return None
    return value * _scale(match)


def _in_words(words: str) -> float:
    half = re.search(rf" and a half ({_LONG})", words)
    if half:
        return (_in_words(words[: half.start()]) + 0.5) * _SCALES[half[1]]
    total = current = 0.0
    for word in re.split(r"[ -]", words):
        if word in _SMALL:
            current += _SMALL[word]
        elif word in _SCALES:
            current = (current or 1.0) * _SCALES[word]
            if _SCALES[word] >= 1e3:
                total, current = total + current, 0.0
    return total + current
