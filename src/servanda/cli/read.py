"""servanda read: the record of one text."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from servanda.coding.coder import code_documents
from servanda.record import CodedDocument, FailedDocument, to_line
from servanda.showing.terminal import render
from servanda.sources import Document
from servanda.sources.jsonl import LineError, document_of


def read(
    file: Annotated[str, typer.Argument(help="A file of plain text, or - for standard input.")],
    published: Annotated[str | None, typer.Option(help="When it was published, as 2024-05-14.")] = None,
    title: Annotated[str | None, typer.Option(help="Its title, for the page and the terminal.")] = None,
    source: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Write the record as one line of JSON.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write one self-contained page to this file.")] = None,
) -> None:
    """Read one text and show its record: who, what, the evidence underlined, promises, forecasts, doubts.

    Examples:
        servanda read article.txt --published 2024-05-14

        servanda read article.txt --html article.html

        cat article.txt | servanda read - --json
    """
    document = Document(file, _text_of(file), title=title, published=_date(published), source=source)
    coded = next(code_documents([document]))
    if isinstance(coded, FailedDocument):
        typer.echo(f"{file}: {coded.error.message}", err=True)
        raise typer.Exit(1)
    if html is not None:
        _write_page(html, document, coded)
    if json:
        sys.stdout.buffer.write(to_line(coded).encode("utf-8"))
    elif html is None:
        Console(highlight=False).print(render(document.text, coded, title))


def _text_of(file: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise typer.BadParameter(f"cannot read {file}: {error.strerror}") from None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        typer.echo(
            f"{file}, line {line}: byte {error.start + 1} is not UTF-8. Convert the file first, for example with "
            "`iconv --from-code=windows-1252 --to-code=utf-8`.",
            err=True,
        )
        raise typer.Exit(1) from None


def _date(text: str | None) -> str | None:

    if text is None:
        return None
    try:
        return document_of({"id": "-", "text": "", "published": text}).published
    except LineError as error:
        raise typer.BadParameter(str(error), param_hint="--published") from None


def _write_page(path: Path, document: Document, coded: CodedDocument) -> None:
    from servanda.showing.html import page_of  # noqa: PLC0415  its templates are slow to load, and few ask for a page

    page = page_of(document.text, coded, document.title)
    try:
        path.write_text(page, "utf-8", errors="replace")
    except OSError as error:
        raise typer.BadParameter(f"cannot write {path}: {error.strerror}", param_hint="--html") from None
    typer.echo(f"wrote {path}", err=True)
