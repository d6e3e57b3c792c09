"""Lakes on the command line: the option, and a lake opened with problems said plainly."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from servanda.lake.opening import Lake, LakeError, open_lake

LakeOption = Annotated[
    Path | None,
    typer.Option(
        "--lake",
        help="Ask a folder of Parquet that `servanda code --format parquet` wrote, and no store.",
        file_okay=False,
        show_default=False,
    ),
]


@contextmanager
def asked(folder: Path, store: str | None = None) -> Iterator[Lake]:
    """Give the lake in a folder; says what is wrong and ends with exit code 2 where it cannot be read."""
    if store is not None:
        raise typer.BadParameter("ask either a lake or a store", param_hint="--lake")
    try:
        yield open_lake(folder)
    except LakeError as error:
        raise typer.BadParameter(str(error), param_hint="--lake") from None


def tell_of_stories(lake: Lake) -> None:
    """Say on standard error that reports count one by one, where no stories are drawn."""
    from servanda.lake.stories import are_told  # noqa: PLC0415  an optional extra

    if not are_told(lake):
        typer.echo(
            "No stories are drawn in this lake: an event counts once for each document. "
            f"Draw them: servanda stories --lake {lake.folder}",
            err=True,
        )
