"""servanda relation: a pair of parties over time."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from servanda.analysis.relations import Relation
from servanda.cli.lakes import LakeOption, asked, tell_of_stories
from servanda.cli.printing import print_row, print_table
from servanda.cli.settings import JsonOption, StoreOption, opened
from servanda.record import to_dict
from servanda.store.asking_relation import ask_relation


class By(StrEnum):
    """How long a period is."""

    week = "week"
    month = "month"
    year = "year"


def relation(
    one: Annotated[str, typer.Argument(help="A party: ISO 3166 alpha-3, or an organisation.")],
    other: Annotated[str, typer.Argument(help="The other.")],
    store: StoreOption = None,
    lake: LakeOption = None,
    by: Annotated[By, typer.Option(help="The length of a period.")] = By.month,
    json: JsonOption = False,
) -> None:
    """Show how two parties stood over time: cooperation and conflict, turning points, what one owes the other.

    An event counts once, however many documents report it.

    Examples:
        servanda relation RUS SYR --by year

        servanda relation RUS SYR --lake lake --json
    """
    found = _found(one, other, store, lake)
    periods = found.periods[by.value]
    if json:
        row = {name: to_dict(getattr(found, name)) for name in found.__slots__ if name != "periods"}
        print_row(row | {"by": by.value, "periods": to_dict(periods)})
        return
    cells = (
        (p.start, p.cooperation, p.conflict, p.cooperative_intensity, p.conflictual_intensity, _bar(p.balance))
        for p in periods
        if p.cooperation or p.conflict
    )
    head = (by.value.title(), "Cooperation", "Conflict", "Intensity +", "Intensity -", "")
    print_table(head, cells, f"No events between {one} and {other}.")
    console = Console(highlight=False)
    for turn in found.turning_points:
        console.print(f"Turning point {turn.start}: {turn.before:+.1f} a month before, {turn.after:+.1f} after")
    for who, owed in ((one, found.owed_by_one), (other, found.owed_by_other)):
        for entry in owed:
            console.print(f"{who} {entry.status}: {entry.content}  [{entry.entry}]", markup=False)


def _found(one: str, other: str, store: str | None, lake: Path | None) -> Relation:
    today = date.today().isoformat()
    if lake is not None:
        with asked(lake, store) as source:
            from servanda.lake.asking import ask_relation as ask_lake  # noqa: PLC0415  an optional extra

            tell_of_stories(source)
            return ask_lake(source, one, other, today)
    with opened(store).reading() as connection:
        return ask_relation(connection, one, other, today)


def _bar(balance: float) -> str:
    return ("+" if balance > 0 else "-") * min(20, round(abs(balance) / 2 + 0.5)) if balance else ""
