"""servanda add: documents of any usual kind into a store, coded and followed."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from servanda.cli.printing import print_row
from servanda.cli.settings import JsonOption, StoreOption, opened
from servanda.sources.finding import SourceError, find, load_sources
from servanda.store.adding import Outcome, Report, add
from servanda.store.recoding import recode_all


def add_command(
    wanted: Annotated[list[str], typer.Argument(metavar="WHAT...", help="Files, folders, globs, addresses, feeds.")],
    store: StoreOption = None,
    workers: Annotated[int, typer.Option(min=1, help="How many processes code.")] = 1,
    again: Annotated[
        bool, typer.Option("--again", help="Code what is kept already once more, decisions stay.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Code documents and keep them: text, HTML, PDF, JSON lines, folders, globs, web addresses, RSS and Atom feeds.

    A document that is kept already is left as it is, so a run that was stopped is resumed by the same command. With --json,
    a line is written for each document once it is safe.

    Examples:
        servanda add articles/ --store record

        servanda add https://example.org/feed.xml --workers 4
    """
    into = opened(store, create=True)
    try:
        sources = load_sources()
    except SourceError as error:
        raise typer.BadParameter(str(error)) from None
    few = list(find(wanted, sources)) if _are_countable(wanted) else None
    with reporting("Adding", json, len(few) if few is not None else None) as report:
        add(into, few if few is not None else find(wanted, sources), report, workers)


def recode(
    store: StoreOption = None,
    workers: Annotated[int, typer.Option(min=1, help="How many processes code.")] = 1,
    json: JsonOption = False,
) -> None:
    """Code all kept texts again with the coder of now. Decisions stay: they find the words they were made on.

    A decision whose record is gone is shown first by `servanda review`.

    Example:
        servanda recode --workers 4
    """
    known = opened(store)
    with reporting("Coding again", json, None) as report:
        recode_all(known, report, workers)


@contextmanager
def reporting(title: str, json: bool, total: int | None) -> Iterator[Report]:
    """Give what is told of each document; it shows progress, and exits with 1 at the end where some failed."""
    counts: Counter[str] = Counter()
    with _progress() as progress:
        task = progress.add_task(title, total=total)

        def report(outcome: Outcome) -> None:
            counts[outcome.state] += 1
            progress.advance(task)
            if json:
                print_row(_row(outcome))
            if outcome.state == "failed":
                progress.console.print(outcome.message, markup=False, highlight=False)

        yield report
    sys.stderr.write(f"{counts['kept']} kept, {counts['known']} known already, {counts['failed']} failed\n")
    if counts["failed"]:
        raise typer.Exit(1)


def _are_countable(wanted: list[str]) -> bool:
    """Whether the documents can be counted before the work begins without fetching anything."""
    return not any("://" in one for one in wanted)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeElapsedColumn(),
        TimeRemainingColumn(), console=Console(stderr=True), transient=True,
    )  # fmt: skip


class _Rate(ProgressColumn):
    """Documents a second."""

    def render(self, task: Task) -> Text:
        """Return the rate of a task in words."""
        return Text(f"{task.finished_speed or task.speed or 0:.1f}/s")


def _row(outcome: Outcome) -> dict[str, Any]:
    row = {"id": outcome.id, "state": outcome.state, "place": outcome.place, "records": outcome.records}
    return row | ({"message": outcome.message} if outcome.message else {})
