"""The record of one text in a terminal: who, what, the words that say so underlined in their sentence."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from servanda.record import Actor, CodedDocument, PlaceMention, Record, Role, TimeExpression
from servanda.showing.words import HEADINGS, date, line_of

COLOURS = {
    "event": "bright_blue", "commitment": "green", "statement": "magenta", "assessment": "yellow", "interest": "cyan",
    "relation": "red", "actor": "white", "role": "white", "place": "white", "date": "white",
}  # fmt: skip
_TOLD = ("event", "commitment", "statement", "assessment", "interest", "relation")
_LONGEST_SENTENCE = 420


def render(text: str, coded: CodedDocument, title: str | None = None) -> RenderableType:
    """Return what a console shows of a coded text: head, warnings, then the records kind by kind."""
    parts: list[RenderableType] = [_head(text, coded, title)]
    for kind in _TOLD:
        records = [r for r in coded.records if r.kind == kind]
        if records:
            parts += [_heading(kind, len(records)), *(_told(text, record) for record in records)]
    parts += [part for part in (_actors(coded.records), _places_and_dates(coded.records)) if part is not None]
    if len(parts) == 1:
        parts.append(Text("\nNothing to record was found in this text.", style="italic"))
    return Group(*parts)


def _head(text: str, coded: CodedDocument, title: str | None) -> RenderableType:
    head = Text()
    if title:
        head.append(f"{title}\n", style="bold")
    published = coded.published
    head.append(f"{len(text.split()):,} words, {len(coded.records):,} records")
    if published:
        because = f": {published.because}" if published.because else ""
        head.append(f", published {date(published)} ({published.basis}{because})")
    for warning in coded.warnings:
        head.append(f"\n! {warning.code}: {warning.message}", style="yellow")
    return head


def _heading(kind: str, count: int) -> RenderableType:
    return Text(f"\n{HEADINGS[kind]} ({count})", style=f"bold {COLOURS[kind]}")


def _told(text: str, record: Record) -> RenderableType:
    line = line_of(record)
    first = Text()
    first.append(f"{line.label:<14} ", style=COLOURS[record.kind])
    first.append(line.who, style="bold")
    details = "  ".join(f"{name}: {value}" for name, value in line.details if name != "quad")
    first.append(f"   {record.confidence:.2f}", style="dim")
    parts: list[RenderableType] = [first, Padding(_underlined(text, record), (0, 0, 0, 15))]
    if details:
        parts.append(Padding(Text(details, style="dim"), (0, 0, 0, 15)))
    return Group(*parts)


def _underlined(text: str, record: Record) -> Text:
    """Return the sentence of a record with its evidence underlined; a long one is cut around the evidence."""
    start, end = record.sentence.start, max(record.sentence.end, record.evidence.end)
    if end - start > _LONGEST_SENTENCE:
        start = max(start, record.evidence.start - _LONGEST_SENTENCE // 3)
        end = min(end, max(record.evidence.end, start + _LONGEST_SENTENCE))
    shown = Text("… " if start > record.sentence.start else "")
    shown.append(_flat(text[start : record.evidence.start]))
    shown.append(_flat(text[record.evidence.start : record.evidence.end]), style=f"underline {COLOURS[record.kind]}")
    shown.append(_flat(text[record.evidence.end : end]))
    return shown


def _flat(words: str) -> str:
    """Return words fit for one line of a terminal: no line breaks, no control characters."""
    return "".join(c if c.isprintable() else " " for c in words)


def _actors(records: Sequence[Record]) -> RenderableType | None:
    actors = [r for r in records if isinstance(r, Actor)]
    if not actors:
        return None
    offices = _offices(records)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("Name", "Type", "Country", "Sector", "Office in the text", "Mentions"):
        table.add_column(column, justify="right" if column == "Mentions" else "left")
    for actor in sorted(actors, key=lambda a: -len(a.mentions)):
        table.add_row(
            _flat(actor.name), actor.type, actor.country or "", " ".join(actor.sector), offices.get(actor.id, ""),
            str(len(actor.mentions)),
        )  # fmt: skip
    return Group(Text(f"\n{HEADINGS['actor']} ({len(actors)})", style="bold"), table)


def _offices(records: Sequence[Record]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for record in records:
        if isinstance(record, Role) and record.person.actor:
            standing = "" if record.standing == "current" else f"{record.standing} "
            words = f"{standing}{record.office}" + (f", {record.of}" if record.of else "")
            if words not in found.setdefault(record.person.actor, []):
                found[record.person.actor].append(words)
    return {actor: "; ".join(words) for actor, words in found.items()}


def _places_and_dates(records: Sequence[Record]) -> RenderableType | None:
    there = [record for record in records if not isinstance(record, PlaceMention) or record.is_site]
    lines = [*_listed("place", there, PlaceMention), *_listed("date", records, TimeExpression)]
    return Group(*lines) if lines else None


def _listed(kind: str, records: Sequence[Record], of: type) -> Iterator[RenderableType]:
    shown: dict[str, None] = {}
    for record in records:
        if isinstance(record, of):
            line = line_of(record)
            shown[f"{_flat(line.who)} ({line.what})" if line.what else _flat(line.who)] = None
    if shown:
        yield Text(f"\n{HEADINGS[kind]}", style="bold")
        yield Text(" · ".join(shown))
