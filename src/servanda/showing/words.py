"""Words for records: each as the short line that a person reads, in the terminal and on a page alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from servanda.record import (
    Actor,
    Amount,
    Assessment,
    Commitment,
    Date,
    Event,
    Interest,
    Participant,
    PlaceMention,
    Record,
    Relation,
    Role,
    Statement,
    TimeExpression,
)

HEADINGS = {
    "event": "What happened",
    "commitment": "Promises, offers, demands",
    "statement": "Who said what",
    "assessment": "Forecasts and judgements",
    "interest": "Aims",
    "relation": "How they stand to each other",
    "actor": "Who",
    "role": "Offices",
    "place": "Places",
    "date": "Dates",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A record in words: a label, who it is about, what it says, and details as (name, value)."""

    label: str
    who: str
    what: str
    details: tuple[tuple[str, str], ...]


def line_of(record: Record) -> Line:
    """Return a record in words."""
    details: list[tuple[str, str]] = [("status", record.status)] if record.status != "occurred" else []
    if record.attribution:
        by = record.attribution.by
        details.append(("according to", by.name if by else f"nobody named (“{record.attribution.cue.quote}”)"))
    made = _LINES[record.kind](record)
    return Line(made.label, made.who, made.what, (*made.details, *details))


def parties(found: Sequence[Participant]) -> str:
    """Return participants by name, with their country where the name does not say it."""
    return ", ".join(party(p) for p in found)


def party(found: Participant | None) -> str:
    """Return one participant by name, "somebody" where there is none."""
    if found is None:
        return "somebody"
    return f"{found.name} ({found.country})" if found.country and found.type != "state" else found.name


def date(found: Date | None) -> str:
    """Return a date with a mark for what is not stated: "~2025-10" is inferred."""
    if found is None:
        return ""
    return f"~{found.value}" if found.basis == "inferred" else found.value


def amount(found: Amount) -> str:
    """Return an amount with its unit."""
    return f"{found.value:,.10g} {found.unit}"


def _arrow(source: Sequence[Participant], target: Sequence[Participant]) -> str:
    left, right = parties(source), parties(target)
    return f"{left} → {right}" if left and right else left or f"→ {right}"


def _details(*pairs: tuple[str, str | None]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in pairs if value)


def _event(record: Event) -> Line:
    label = f"{record.type} · {record.mode}" if record.mode else record.type
    return Line(
        label, _arrow(record.source, record.target), record.evidence.quote,
        _details(
            ("where", record.place.name if record.place else None), ("when", date(record.date)), ("CAMEO", record.cameo),
            ("intensity", f"{record.intensity:+g}" if record.intensity is not None else None), ("quad", record.quad),
        ),
    )  # fmt: skip


def _commitment(record: Commitment) -> Line:
    return Line(
        record.act, _arrow(record.by, record.to), record.content.quote,
        _details(
            ("if", record.condition.quote if record.condition else None), ("by when", date(record.deadline)),
            ("amount", "; ".join(amount(a) for a in record.amounts)),
            ("refers to", record.refers_to.quote if record.refers_to else None), ("sectors", ", ".join(record.sectors)),
        ),
    )  # fmt: skip


def _statement(record: Statement) -> Line:
    quote = " … ".join(s.quote for s in record.spans) if len(record.spans) > 1 else record.content.quote
    bare = quote.strip("“”" + '"')
    what = f"“{bare}”" if record.form == "direct" else quote
    return Line(
        record.form, party(record.speaker), what,
        _details(("said as", record.cue.quote if record.cue else None), ("to", parties(record.addressee))),
    )  # fmt: skip


def _assessment(record: Assessment) -> Line:
    low_high = record.likelihood
    label = f"{low_high[0]:.0%} to {low_high[1]:.0%}" if low_high else "no number"
    return Line(
        label, party(record.by) if record.by else "the text", record.claim.quote,
        _details(
            ("phrase", record.phrase.quote if record.phrase else None),
            ("because", record.reason.quote if record.reason else None),
        ),
    )  # fmt: skip


def _interest(record: Interest) -> Line:
    return Line("aim", parties(record.actor), record.aim.quote, ())


def _relation(record: Relation) -> Line:
    label = f"{record.tone}, {record.direction}" if record.direction else record.tone
    one, other = record.between
    return Line(label, f"{party(one)} – {party(other)}", record.quality.quote, _details(("when", record.when)))


def _actor(record: Actor) -> Line:
    detail = " ".join(filter(None, (record.country, ", ".join(record.sector))))
    return Line(record.type, record.name, detail, _details(("mentions", str(len(record.mentions)))))


def _role(record: Role) -> Line:
    standing = "" if record.standing == "current" else f"{record.standing} "
    return Line("office", record.person.name, f"{standing}{record.office}", _details(("of", record.of)))


def _place(record: PlaceMention) -> Line:
    where = f"{record.lat:.2f}, {record.lon:.2f}" if record.lat is not None and record.lon is not None else "not found"
    return Line(
        record.feature or "place", record.name, record.country or "",
        _details(("at", where), ("claimed by", ", ".join(record.claimed_by))),
    )  # fmt: skip


def _date(record: TimeExpression) -> Line:
    resolved = record.resolved
    return Line(
        record.type.lower(), record.text, date(resolved) or record.value,
        _details(("because", resolved.because if resolved else None)),
    )  # fmt: skip


_LINES: dict[str, Callable[[Any], Line]] = {
    "event": _event, "commitment": _commitment, "statement": _statement, "assessment": _assessment, "interest": _interest,
    "relation": _relation, "actor": _actor, "role": _role, "place": _place, "date": _date,
}  # fmt: skip
