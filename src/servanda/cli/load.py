"""servanda load: a slice of a lake into a store."""

from pathlib import Path
from typing import Annotated

import typer

from servanda.cli.add import reporting
from servanda.cli.lakes import asked
from servanda.cli.settings import JsonOption, StoreOption, opened
from servanda.lake.conditions import ConditionError, parse_condition
from servanda.store.loading import load


def load_command(
    lake: Annotated[
        Path,
        typer.Option(
            "--lake", help="A folder of Parquet that `servanda code --format parquet` wrote.", file_okay=False
        ),
    ],
    where: Annotated[
        str | None,
        typer.Option("--where", help="Which documents: comparisons of columns joined with and, or, not; all if none."),
    ] = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Bring documents of a lake with their records into a store: all, or those that fulfil a condition.

    Nothing is coded again: texts, records and ids are those of the lake. What is kept already is left as it is, so a run that
    was stopped is resumed by the same command. Columns are id, day, month, source, title, author, url, language, text, and of
    what a document tells party, type, class, act, story.

    Examples:
        servanda load --lake lake --store record --where "party = 'RUS' and day >= '2024-01-01'"

        servanda load --lake lake --where "type in ('ASSAULT', 'COERCE') and not source like '%Gazette%'"
    """
    try:
        condition = parse_condition(where) if where is not None else None
    except ConditionError as error:
        raise typer.BadParameter(str(error), param_hint="--where") from None
    with asked(lake) as source:
        from servanda.lake.reading import count_slice, read_slice  # noqa: PLC0415  an optional extra

        total = count_slice(source, condition)
        if not total:
            typer.echo("No document of the lake fulfils the condition", err=True)
            raise typer.Exit(1)
        into = opened(store, create=True)
        with reporting("Loading", json, total) as report:
            load(into, read_slice(source, condition), report)
