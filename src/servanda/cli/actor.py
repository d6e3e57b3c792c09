"""servanda actor: who somebody is, and which offices they held when, by whose word."""

import re
from contextlib import nullcontext
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from servanda.analysis.offices import Held
from servanda.cli.printing import print_row
from servanda.cli.settings import JsonOption, StoreOption, opened, settings, tell_progress
from servanda.knowledge.leaders import bounds
from servanda.record import to_dict
from servanda.store import Store, StoreError, open_store
from servanda.store.asking_offices import ActorCard, ask_actors


def actor(
    name: Annotated[str, typer.Argument(help="A person's name or surname, a state (or its code), an organisation.")],
    on: Annotated[str | None, typer.Option("--on", help="Only offices held then: 2022-07-14, 2022-07 or 2022.")] = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Show who an actor is and the offices over time, each with its source and when that was checked.

    Packaged knowledge answers always, the texts of a store too where there is one. What contradicts itself is shown with
    both sources and not resolved. Exit code 1 where nobody is known by the name.

    Examples:
        servanda actor "Sergei Lavrov"

        servanda actor France --on 2017-05
    """
    day = _day(on)
    place = _store(store)
    with place.reading() if place is not None else nullcontext() as connection:
        cards = ask_actors(connection, name, day)
    if not cards:
        typer.echo(f"nobody is known as {name!r}; try the surname, or the name of a state", err=True)
        raise typer.Exit(1)
    for card in cards:
        if json:
            print_row(to_dict(card))
        else:
            _show(card, day)


def _day(on: str | None) -> str | None:
    try:
        return on if on is None or bounds(on) else None
    except ValueError as error:
        raise typer.BadParameter(f"{error}; write 2022-07-14, 2022-07 or 2022", param_hint="--on") from None


def _store(store: str | None) -> Store | None:
    """Return the store that was asked for; the one of the settings only where it is there."""
    if store is not None:
        return opened(store)
    try:
        return open_store(settings().store, create=False, progress=tell_progress)
    except StoreError:
        return None


def _show(card: ActorCard, day: str | None) -> None:
    console = Console(highlight=False)
    about = "  ".join(part for part in (card.type, card.country, " ".join(card.sectors)) if part)
    console.print(f"[bold]{escape(card.name)}[/bold]  {about}" + (f"  on {day}" if day else ""))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for head in ("", "From", "Until", "Office", "Who", "Source"):
        table.add_column(head, overflow="fold", no_wrap=head in ("From", "Until"))
    for number, row in enumerate(card.offices, 1):
        office = escape(row.office if row.standing == "current" else f"{row.office} ({row.standing})")
        table.add_row(str(number), *_days(row), office, escape(row.person), escape(_source(row)))
    console.print(table if card.offices else "No office is known.")
    for found in card.contradictions:
        console.print(f"Contradiction: {found.one + 1} and {found.other + 1}: {escape(found.why)}", style="red")
    console.print()


def _days(row: Held) -> tuple[str, str]:
    if row.is_learned:
        return row.from_ or "?", row.until or "?"
    return row.from_ or "", row.until or f"in office {row.checked}"


def _source(row: Held) -> str:
    if not row.is_learned:
        return f"{row.source}, checked {row.checked}"
    last = row.seen[-1]
    sentence = re.sub(r"\s+", " ", last.sentence).strip()
    return f"{row.reports} {'text' if row.reports == 1 else 'texts'}, {last.document}:{last.start} {sentence!r}"
