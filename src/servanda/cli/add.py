"""servanda add: documents of any usual kind into a store, coded and followed."""

import sys
from collections import Counter
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
from servanda.store.adding import Outcome, add
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
    counts: Counter[str] = Counter()
    with _progress() as progress:
        task = progress.add_task("Adding", total=None)

        def report(outcome: Outcome) -> None:
            counts[outcome.state] += 1
            progress.advance(task)
            if json:
                print_row(_row(outcome))
            if outcome.state == "failed":
                progress.console.print(outcome.message, markup=False, highlight=False)

        found = list(find(wanted, sources)) if _are_few(wanted) else find(wanted, sources)
        if isinstance(found, list):
            progress.update(task, total=len(found))
        add(into, found, report, workers)
        if again:
            recode_all(into, report, workers)
    sys.stderr.write(f"{counts['kept']} kept, {counts['known']} known already, {counts['failed']} failed\n")
    if counts["failed"]:
        raise typer.Exit(1)


def _are_few(wanted: list[str]) -> bool:
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
