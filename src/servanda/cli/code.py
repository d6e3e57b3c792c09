"""servanda code: JSON lines in, JSON lines out."""

import json
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from servanda.cli.codebook import opened
from servanda.coding.coder import code_documents
from servanda.coding.coders import DEFAULT, CoderError, find_coder
from servanda.record import CodedDocument, FailedDocument, to_dict
from servanda.settings import SettingsError
from servanda.sources import read_lines

_CHUNK = 64


def code(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files of JSON lines; standard input when there are none.", exists=True)
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="How many processes share the work.")] = 1,
    titles: Annotated[bool, typer.Option(help="Code titles too; their records are marked `in: title`.")] = False,
    coder: Annotated[
        str, typer.Option(help="Which coder: learned, rules, huggingface, llm, or one that another package brings.")
    ] = DEFAULT,
    codebook: Annotated[
        Path | None, typer.Option(help="Event types of your own: a TOML file.", exists=True, dir_okay=False)
    ] = None,
) -> None:
    """Code documents: one JSON object a line in, its record a line out, in the same order.

    A line needs `id` and `text`; `title`, `published`, `source`, `url`, `language` and `pairs` are optional.
    A line that cannot be coded gives a line with `error`; the run goes on, and the exit code is 1.

    Examples:
        servanda code < articles.jsonl > record.jsonl

        servanda code --workers 4 2023.jsonl 2024.jsonl > record.jsonl
    """
    failed = 0
    opened(codebook)
    how = _How(_known(coder), titles, codebook)
    try:
        for line, is_failure in _coded(_lines(files or []), workers, how):
            sys.stdout.buffer.write(line.encode("utf-8"))
            failed += is_failure
    except (CoderError, SettingsError) as error:
        raise typer.BadParameter(str(error), param_hint="--coder") from error
    sys.stdout.buffer.flush()
    if failed:
        typer.echo(f"{failed} of the lines could not be coded: see their `error`", err=True)
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class _How:
    """What a worker is told: the name of the coder, whether titles are coded, and the file of a codebook."""

    coder: str
    titles: bool
    codebook: Path | None


def _known(coder: str) -> str:
    try:
        return find_coder(coder).name
    except CoderError as error:
        raise typer.BadParameter(str(error), param_hint="--coder") from error


def _lines(files: list[Path]) -> Iterator[bytes]:
    if not files:
        yield from sys.stdin.buffer
        return
    for file in files:
        with file.open("rb") as lines:
            yield from lines


def _coded(lines: Iterator[bytes], workers: int, how: _How) -> Iterator[tuple[str, bool]]:
    """Yield each line of output, and whether it tells of a failure."""
    if workers == 1:
        yield from _code_some(lines, how)
        return
    numbered = enumerate(lines, 1)
    with ProcessPoolExecutor(workers) as pool:
        waiting = []
        while chunk := list(islice(numbered, _CHUNK)):
            waiting.append(pool.submit(_code_chunk, chunk, how))
            if len(waiting) >= workers * 2:
                yield from waiting.pop(0).result()
        for job in waiting:
            yield from job.result()


def _code_chunk(chunk: list[tuple[int, bytes]], how: _How) -> list[tuple[str, bool]]:
    return list(_code_some((line for _, line in chunk), how, chunk[0][0]))


def _code_some(lines: Iterable[bytes], how: _How, first: int = 1) -> Iterator[tuple[str, bool]]:
    for coded in code_documents(
        read_lines(lines, first), opened(how.codebook), coder=find_coder(how.coder), titles=how.titles
    ):
        yield line_of(coded), isinstance(coded, FailedDocument)


def line_of(coded: CodedDocument | FailedDocument) -> str:
    """Return a coded document as one line of JSON; a lone surrogate is written as its escape."""
    row = to_dict(coded)
    line = json.dumps(row, ensure_ascii=False)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        line = json.dumps(row)
    return line + "\n"
