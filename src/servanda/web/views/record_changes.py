"""Record changes: a filled form read back into the layout of `servanda code`, only what is other than before.

What a person leaves as it is stays the coder's, so that a better coder may still improve it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from servanda.codebook.cameo import cameo_for
from servanda.codebook.codebook import Codebook
from servanda.record import Date, to_dict
from servanda.record.dates import precision_of
from servanda.store.missed import sentence_at
from servanda.web.views.finding_parties import FindParty
from servanda.web.views.finding_words import WordsError, find_words
from servanda.web.views.record_fields import Spec, filled, specs_of

Given = Mapping[str, Sequence[str]]


class FieldError(ValueError):
    """A field that does not say what it must; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a form is read against: the text, its parties, the codebook, and the record as it stands."""

    text: str
    find_party: FindParty
    book: Codebook
    row: Mapping[str, Any]

    @property
    def near(self) -> int:
        """Where the record stands in the text: what is looked for is looked for near it."""
        evidence: Mapping[str, int] = self.row["evidence"]
        return evidence["start"]


def changes_in(kind: str, given: Given, basis: Basis) -> dict[str, Any]:
    """Return the fields that a form gives other values than the record has.

    Raises FieldError where a value cannot be understood.
    """
    changed: dict[str, Any] = {}
    for spec in specs_of(kind, basis.book):
        if spec.name not in given:
            continue
        values = [value.strip() for value in given[spec.name] if value.strip()]
        if spec.must and not values:
            raise FieldError(f"{spec.label}: this must be filled in")
        before = filled(spec, basis.row)
        if tuple(values) == before.values and _place(given, spec.name, before.start) == before.start:
            continue
        near = _place(given, spec.name, before.start)
        changed.update(_READERS[spec.control](spec, values, basis.near if near is None else near, basis))
    if "evidence" in changed:
        changed["sentence"] = to_dict(sentence_at(basis.text, changed["evidence"]["start"]))
    return changed


def _place(given: Given, name: str, before: int | None) -> int | None:
    """Return where in the text the words of a field were selected; where nobody selected any, as before."""
    written = next(iter(given.get(f"{name}_start", ())), "")
    return int(written) if written.isdecimal() else before


def _choice(spec: Spec, values: Sequence[str], near: int, basis: Basis) -> dict[str, Any]:
    value = values[0] if values else ""
    if value not in {option.value for option in spec.options}:
        raise FieldError(f"{spec.label}: {value!r} is not one of the values to choose")
    if spec.name == "type" and basis.row["kind"] == "event":
        return _event_type(value, basis)
    if spec.name == "likelihood":
        return {"likelihood": [float(part) for part in value.split("-")] if value else None}
    return {spec.name: value or None}


def _event_type(value: str, basis: Basis) -> dict[str, Any]:
    """Return what follows from a type of event and its mode: quad, CAMEO code, intensity."""
    name, _, mode_name = value.partition("/")
    kind = basis.book.types[name]
    mode = kind.mode(mode_name) if mode_name else None
    cameo = cameo_for(name, mode.name if mode else None, tuple(basis.row["contexts"]))
    return {
        "type": name,
        "mode": mode.name if mode else None,
        "quad": str(kind.quad),
        "cameo": cameo.code if cameo else None,
        "intensity": mode.score if mode and mode.score is not None else kind.score,
    }


def _many(spec: Spec, values: Sequence[str], near: int, basis: Basis) -> dict[str, Any]:
    wrong = sorted(set(values) - {option.value for option in spec.options})
    if wrong:
        raise FieldError(f"{spec.label}: {wrong[0]!r} is not one of the values to choose")
    return {spec.name: list(values) or ["other"]}


def _parties(spec: Spec, values: Sequence[str], near: int, basis: Basis) -> dict[str, Any]:
    had = basis.row.get(spec.name) or ()
    known = {one["name"]: one for one in ([had] if spec.one and had else had)}
    found = []
    for name in values:
        made = known.get(name) or basis.find_party(name, near)
        if made is None:
            raise FieldError(f"{spec.label}: “{name}” is neither in this text nor a known country or organisation")
        found.append(made)
    if spec.name == "between" and len(found) != 2:
        raise FieldError(f"{spec.label}: give two parties")
    return {spec.name: (found[0] if found else None) if spec.one else found}


def _words(spec: Spec, values: Sequence[str], near: int, basis: Basis) -> dict[str, Any]:
    if not values:
        return {spec.name: None}
    try:
        span = to_dict(find_words(basis.text, values[0], near))
    except WordsError as error:
        raise FieldError(f"{spec.label}: {error}") from None
    is_quotation = basis.row["kind"] == "statement" and spec.name == "content"
    return {spec.name: span, **({"spans": []} if is_quotation else {})}


def _date(spec: Spec, values: Sequence[str], near: int, basis: Basis) -> dict[str, Any]:
    if not values:
        return {spec.name: None}
    if precision_of(values[0]) == "unknown":
        raise FieldError(f"{spec.label}: {values[0]!r} is no date; write it as 2024-05-14, 2024-05 or 2024")
    return {spec.name: to_dict(Date.of(values[0], "stated", "set by a person"))}


def _text(spec: Spec, values: Sequence[str], near: int, basis: Basis) -> dict[str, Any]:
    return {spec.name: values[0] if values else None}


_READERS: dict[str, Callable[[Spec, Sequence[str], int, Basis], dict[str, Any]]] = {
    "choice": _choice, "many": _many, "parties": _parties, "words": _words, "date": _date, "text": _text,
}  # fmt: skip
