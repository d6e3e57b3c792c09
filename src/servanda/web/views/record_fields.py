"""Record fields: what of a record a person may correct, as a form shows it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from servanda.codebook.codebook import Codebook
from servanda.record.kinds import Act, Status
from servanda.web.languages import N_

Control = Literal["choice", "many", "parties", "words", "date", "text"]


@dataclass(frozen=True, slots=True)
class Option:
    """A value to choose, what it is called, and the group it stands in."""

    value: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Spec:
    """A field that a kind has: its name in the layout of `servanda code`, what it is called, how it is filled in.

    `one` says that of parties there is one at most; `must` that it may not be empty.
    """

    name: str
    label: str
    control: Control
    options: tuple[Option, ...] = ()
    must: bool = False
    one: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: its values as a person reads and writes them; `start` is where its words stand in the text."""

    spec: Spec
    values: tuple[str, ...]
    start: int | None = None

    @property
    def groups(self) -> tuple[tuple[str, tuple[Option, ...]], ...]:
        """The options to choose from by their group; a value that is none of them comes first."""
        strange = [Option(v, v) for v in self.values if v not in {o.value for o in self.spec.options}]
        options = (*strange, *self.spec.options)
        return tuple(
            (name, tuple(o for o in options if o.group == name)) for name in dict.fromkeys(o.group for o in options)
        )


def fields_of(kind: str, row: Mapping[str, Any], book: Codebook) -> tuple[Field, ...]:
    """Return the fields of a kind, filled from a record in the layout of `servanda code`; from an empty one, empty."""
    return tuple(filled(spec, row) for spec in specs_of(kind, book))


def filled(spec: Spec, row: Mapping[str, Any]) -> Field:
    """Return a field with what a record has in it."""
    value = row.get(spec.name)
    start = value["start"] if spec.control == "words" and value else None
    return Field(spec, tuple(_written(spec, row, value)) if value else (), start)


def specs_of(kind: str, book: Codebook) -> tuple[Spec, ...]:
    """Return the fields that a kind has: its evidence first, its status in the text last."""
    status = Spec("status", N_("Status in the text"), "choice", _plain(get_args(Status)), must=True)
    return (
        Spec("evidence", N_("Evidence"), "words", must=True),
        *_OWN[kind](book),
        *((status,) if kind in _WITH_STATUS else ()),
    )


def _written(spec: Spec, row: Mapping[str, Any], value: Any) -> Sequence[str]:
    """Return the values of a field as a person writes them."""
    if spec.name == "likelihood":
        return [f"{value[0]:g}-{value[1]:g}"]
    if spec.control == "words":
        return [value["quote"]]
    if spec.control == "date":
        return [value["value"]]
    if spec.control == "parties":
        return [one["name"] for one in ([value] if spec.one else value)]
    if spec.control == "many":
        return list(value)
    return [f"{value}/{row['mode']}" if spec.name == "type" and row.get("mode") else str(value)]


_DAYS = N_("2024-05-14, 2024-05 or 2024")
_WITH_STATUS = frozenset(("event", "commitment", "statement", "assessment", "interest", "relation"))


def _plain(values: Sequence[str], first: str | None = None) -> tuple[Option, ...]:
    options = tuple(Option(value, value) for value in values)
    return options if first is None else (Option("", first), *options)


def _event(book: Codebook) -> tuple[Spec, ...]:
    options = []
    for name, kind in book.types.items():
        options.append(Option(name, name, str(kind.quad)))
        options += [Option(f"{name}/{mode.name}", f"{name} · {mode.name}", str(kind.quad)) for mode in kind.modes]
    return (
        Spec("type", N_("Type"), "choice", tuple(options), must=True),
        Spec("source", N_("By"), "parties"),
        Spec("target", N_("To"), "parties"),
        Spec("date", N_("When"), "date", hint=_DAYS),
    )


def _commitment(book: Codebook) -> tuple[Spec, ...]:
    return (
        Spec("act", N_("Act"), "choice", _plain(get_args(Act)), must=True),
        Spec("by", N_("By"), "parties"),
        Spec("to", N_("To"), "parties"),
        Spec("content", N_("What"), "words", must=True),
        Spec("deadline", N_("By when"), "date", hint=_DAYS),
        Spec("condition", N_("If"), "words"),
        Spec("sectors", N_("Sectors"), "many", _plain(tuple(book.sectors))),
    )


def _statement(_: Codebook) -> tuple[Spec, ...]:
    return (
        Spec("speaker", N_("Speaker"), "parties", one=True),
        Spec("addressee", N_("To"), "parties"),
        Spec("content", N_("What was said"), "words", must=True),
        Spec("form", N_("Form"), "choice", _plain(("direct", "indirect", "mixed")), must=True),
    )


def _assessment(book: Codebook) -> tuple[Spec, ...]:
    bands = tuple(
        Option(f"{b.low:g}-{b.high:g}", f"{b.name} ({b.low:.0%} to {b.high:.0%})") for b in book.likelihood.bands
    )
    return (
        Spec("by", N_("By"), "parties", one=True),
        Spec("claim", N_("What"), "words", must=True),
        Spec("likelihood", N_("How likely"), "choice", (Option("", N_("no number")), *bands)),
        Spec("phrase", N_("Phrase"), "words"),
        Spec("reason", N_("Reason"), "words"),
    )


def _interest(_: Codebook) -> tuple[Spec, ...]:
    return (Spec("actor", N_("Whose"), "parties", must=True), Spec("aim", N_("Aim"), "words", must=True))


def _relation(_: Codebook) -> tuple[Spec, ...]:
    tones, directions = ("cooperative", "mixed", "strained", "hostile"), ("improving", "steady", "worsening")
    return (
        Spec("between", N_("Between"), "parties", must=True, hint=N_("two parties")),
        Spec("quality", N_("Words for it"), "words", must=True),
        Spec("tone", N_("Tone"), "choice", _plain(tones), must=True),
        Spec("direction", N_("Direction"), "choice", _plain(directions, N_("not said"))),
        Spec("when", N_("When"), "choice", _plain(("present", "past")), must=True),
    )


def _actor(_: Codebook) -> tuple[Spec, ...]:
    types = ("person", "state", "organisation", "group", "people")
    return (
        Spec("name", N_("Name"), "text", must=True),
        Spec("type", N_("Type"), "choice", _plain(types), must=True),
        Spec("country", N_("Country"), "text", hint=N_("ISO 3166 alpha-3, such as KEN")),
    )


def _role(_: Codebook) -> tuple[Spec, ...]:
    standings = ("current", "interim", "acting", "elect", "former")
    return (
        Spec("person", N_("Person"), "parties", one=True, must=True),
        Spec("office", N_("Office"), "text", must=True),
        Spec("of", N_("Of"), "text", hint=N_("country code or organisation")),
        Spec("standing", N_("Standing"), "choice", _plain(standings), must=True),
    )


def _place(_: Codebook) -> tuple[Spec, ...]:
    return (
        Spec("name", N_("Name"), "text", must=True),
        Spec("country", N_("Country"), "text", hint=N_("ISO 3166 alpha-3, such as KEN")),
    )


def _date(_: Codebook) -> tuple[Spec, ...]:
    return (Spec("resolved", N_("Date"), "date", hint=_DAYS),)


_OWN: dict[str, Callable[[Codebook], tuple[Spec, ...]]] = {
    "event": _event, "commitment": _commitment, "statement": _statement, "assessment": _assessment, "interest": _interest,
    "relation": _relation, "actor": _actor, "role": _role, "place": _place, "date": _date,
}  # fmt: skip
