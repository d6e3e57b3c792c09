"""servanda demo: the bundled articles, read."""

import tempfile
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from servanda.coding.coder import code_documents
from servanda.record import CodedDocument
from servanda.samples import Sample, load_samples
from servanda.showing.html import index_of, page_of
from servanda.showing.terminal import render
from servanda.sources import Document


def demo(
    once: Annotated[bool, typer.Option("--once", help="Print one record and stop: serve no pages.")] = False,
    port: Annotated[int, typer.Option(help="Where to serve; any free port when this one is taken.")] = 8000,
) -> None:
    """Read the bundled articles, show the record of one, and serve a page for each until stopped with Ctrl-C.

    Examples:
        servanda demo

        servanda demo --once
    """
    samples = load_samples()
    typer.echo(f"Reading {len(samples)} bundled articles ...", err=True)
    coded = [row for row in code_documents([_document(s) for s in samples]) if isinstance(row, CodedDocument)]
    shown = samples.index(max(samples, key=lambda s: s.published))
    console = Console(highlight=False)
    console.print(render(samples[shown].text, coded[shown], samples[shown].title))
    total = sum(len(row.records) for row in coded)
    console.print(f"\n{len(coded)} articles, {total:,} records in all.")
    if not once:
        with tempfile.TemporaryDirectory(prefix="servanda-demo-") as folder:
            _write_pages(Path(folder), samples, coded)
            _serve(Path(folder), port, console)


def _document(sample: Sample) -> Document:
    return Document(
        sample.id, sample.text, title=sample.title, published=sample.published, source=sample.source,
        language=sample.language,
    )  # fmt: skip


def _write_pages(folder: Path, samples: Sequence[Sample], coded: Sequence[CodedDocument]) -> None:
    for sample, row in zip(samples, coded, strict=True):
        (folder / f"{sample.id}.html").write_text(page_of(sample.text, row, sample.title), "utf-8")
    entries = [(f"{s.id}.html", s.title, s.published, len(row.records)) for s, row in zip(samples, coded, strict=True)]
    (folder / "index.html").write_text(index_of(entries), "utf-8")


def _serve(folder: Path, port: int, console: Console) -> None:
    """Serve the folder on this machine alone until interrupted."""
    handler = partial(_Quiet, directory=str(folder))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError:
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    with server:
        console.print(f"Open http://127.0.0.1:{server.server_port}/ in a browser; stop with Ctrl-C.")
        with suppress(KeyboardInterrupt):
            server.serve_forever()


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files and does not write a line for each."""

    def log_message(self, *args: object) -> None:
        """Say nothing."""
