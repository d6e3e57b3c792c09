"""servanda ledger: commitments and what became of them."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from servanda.analysis.ledger import FLAGS, LedgerQuestion
from servanda.cli.lakes import LakeOption, asked
from servanda.cli.printing import print_row, print_table
from servanda.cli.settings import JsonOption, StoreOption, opened
from servanda.following.entries import Entry
from servanda.following.steps import Step
from servanda.store.asking_ledger import ask_ledger, ledger_rows

_MANY = 50


def ledger(
    store: StoreOption = None,
    lake: LakeOption = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="As it could be known on that day: 2024-05-14.")] = None,
    by: Annotated[str | None, typer.Option(help="Who is bound: ISO 3166 alpha-3, or an organisation.")] = None,
    to: Annotated[str | None, typer.Option(help="To whom.")] = None,
    sector: Annotated[str | None, typer.Option(help="A sector of the codebook, such as food.")] = None,
    status: Annotated[str | None, typer.Option(help="A status, or overdue, silent, disputed.")] = None,
    most: Annotated[int | None, typer.Option("--most", min=1, help="At most so many; 50 in a table.")] = None,
    json: JsonOption = False,
) -> None:
    """Show the ledger: every commitment through all reports, with its status and the evidence that gave it.

    Examples:
        servanda ledger --by JPN --status overdue

        servanda ledger --json --as-of 2022-12-31 > ledger.jsonl

        servanda ledger --lake lake --by RUS --to UKR
    """
    day = iso_day(as_of, "--as-of") or date.today().isoformat()
    if status is not None and status not in (*get_args(Step), *FLAGS):
        raise typer.BadParameter(f"known are {', '.join((*get_args(Step), *FLAGS))}", param_hint="--status")
    question = LedgerQuestion(day, by, to, sector, status, most or (None if json else _MANY))
    shown, rows = _asked(question, store, lake, json)
    if json:
        for row in rows:
            print_row(row)
        return
    print_table(
        ("Entry", "Status", "By", "To", "What", "Due", "Last heard"), map(_cells, shown), "No commitments found."
    )


def _asked(
    question: LedgerQuestion, store: str | None, lake: Path | None, json: bool
) -> tuple[list[Entry], list[dict[str, Any]]]:
    """Return the entries, and their lines where they are wanted."""
    if lake is not None:
        with asked(lake, store) as source:
            from servanda.lake import asking  # noqa: PLC0415  an optional extra

            many = asking.left_out(source, question)
            if many:
                typer.echo(
                    f"There are too many claims: the oldest {many} are left out. Ask with both --by and --to.", err=True
                )
            shown = list(asking.ask_ledger(source, question))
            return shown, asking.ledger_rows(source, shown) if json else []
    with opened(store).reading() as connection:
        shown = list(ask_ledger(connection, question))
        return shown, ledger_rows(connection, shown) if json else []


def iso_day(text: str | None, option: str) -> str | None:
    """Return an ISO day, month or year as it was given; says what is right where it is none."""
    try:
        return text if text is None or date.fromisoformat(f"{text}-01-01"[:10]) else None
    except ValueError:
        raise typer.BadParameter(f"{text!r} is no day; write it as 2024-05-14", param_hint=option) from None


def _cells(entry: Entry) -> tuple[object, ...]:
    last = max((step.published for step in entry.history if step.published), default="")
    due = entry.due.value if entry.due else ""
    status = "\n".join((entry.status, *entry.computed))
    return entry.id, status, " ".join(entry.by), " ".join(entry.to), entry.content, due, last
