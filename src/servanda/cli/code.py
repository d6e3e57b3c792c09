"""servanda code: many documents in, their records out."""

import sys
from collections.abc import Iterator
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import typer

from servanda.cli.codebook import opened
from servanda.coding.coders import DEFAULT, CoderError, find_coder
from servanda.scale.coding import How, Input, code_arrow, code_lines
from servanda.scale.workers import cores
from servanda.settings import SettingsError
from servanda.sources.files import FileKindError, read_files, read_stream

_STANDARD_INPUT = Path("-")


class Format(StrEnum):
    """In which form records are written."""

    jsonl = "jsonl"
    parquet = "parquet"


def code(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Files of JSON lines, CSV or Parquet, also packed (.gz, .zst); standard input for - and when none.",
        ),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="How many processes code; as many as there are processors when not given.")
    ] = None,
    format_: Annotated[
        Format, typer.Option("--format", help="JSON lines, or a folder of Parquet for `--lake`.")
    ] = Format.jsonl,
    out: Annotated[
        Path | None, typer.Option(help="The folder that Parquet is written to.", file_okay=False, show_default=False)
    ] = None,
    titles: Annotated[bool, typer.Option(help="Code titles too; their records are marked `in: title`.")] = False,
    coder: Annotated[
        str, typer.Option(help="Which coder: learned, rules, huggingface, llm, or one that another package brings.")
    ] = DEFAULT,
    codebook: Annotated[
        Path | None, typer.Option(help="Event types of your own: a TOML file.", exists=True, dir_okay=False)
    ] = None,
) -> None:
    """Code documents: one JSON object a line in, its record a line out, in the same order.

    A document needs `id` and `text`; `title`, `published`, `source`, `url`, `language` and `pairs` are optional. CSV and
    Parquet have them as columns. One that cannot be coded gives a line with `error`; the run goes on, and the exit code
    is 1. With `--format parquet` the records go into a folder that `--lake` of other commands reads.

    Examples:
        servanda code < articles.jsonl > record.jsonl

        servanda code --workers 4 2023.jsonl.gz 2024.csv > record.jsonl

        servanda code --format parquet --out lake 2024.parquet
    """
    opened(codebook)
    how = How(_known(coder), titles, codebook)
    documents = chain.from_iterable(map(_documents, _present(files or [_STANDARD_INPUT])))
    try:
        failed = _written(documents, how, workers or cores(), format_, out)
    except (CoderError, SettingsError) as error:
        raise typer.BadParameter(str(error), param_hint="--coder") from error
    except FileKindError as error:
        raise typer.BadParameter(str(error)) from None
    if failed:
        typer.echo(f"{failed} of the lines could not be coded: see their `error`", err=True)
        raise typer.Exit(1)


def _present(files: list[Path]) -> list[Path]:
    for file in files:
        if file != _STANDARD_INPUT and (file.is_dir() or not file.exists()):
            raise typer.BadParameter(f"there is no file {str(file)!r}", param_hint="files")
    return files


def _documents(file: Path) -> Iterator[Input]:
    return read_stream(sys.stdin.buffer) if file == _STANDARD_INPUT else read_files([file])


def _known(coder: str) -> str:
    try:
        return find_coder(coder).name
    except CoderError as error:
        raise typer.BadParameter(str(error), param_hint="--coder") from error


def _written(documents: Iterator[Input], how: How, workers: int, format_: Format, out: Path | None) -> int:
    """Write what becomes of the documents; return how many could not be coded."""
    if (format_ is Format.parquet) != (out is not None):
        raise typer.BadParameter("--format parquet needs --out, and no other format takes it", param_hint="--out")
    if out is not None:
        return _written_to_lake(code_arrow(documents, how, workers), out)
    failed = 0
    for line in code_lines(documents, how, workers):
        sys.stdout.buffer.write(line.text.encode("utf-8"))
        failed += line.failed
    sys.stdout.buffer.flush()
    return failed


def _written_to_lake(streams: Iterator[bytes], folder: Path) -> int:
    try:
        from servanda.lake.rows import unpacked  # noqa: PLC0415  an optional extra
        from servanda.lake.writing import write  # noqa: PLC0415
    except ModuleNotFoundError as error:
        message = f"Parquet needs {error.name}: pip install 'servanda[lake]'"
        raise typer.BadParameter(message, param_hint="--format") from None

    failed = 0

    def counted() -> Iterator[Any]:
        nonlocal failed
        for batch in map(unpacked, streams):
            failed += batch.num_rows - batch.column("error").null_count
            yield batch

    write(folder, counted())
    return failed
