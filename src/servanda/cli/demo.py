"""servanda demo: the bundled articles, read and served."""

import socket
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from servanda.cli.serve import serve_store
from servanda.cli.settings import settings
from servanda.coding.coder import code_documents
from servanda.record import CodedDocument
from servanda.samples import Sample, load_samples
from servanda.showing.terminal import render
from servanda.sources import Document
from servanda.sources.found import Found
from servanda.store import open_store
from servanda.store.clock import now
from servanda.store.following_up import follow_up
from servanda.store.keeping import keep
from servanda.store.preparing import prepare
from servanda.web.settings import WebSettings


def demo(
    once: Annotated[bool, typer.Option("--once", help="Print one record and stop: serve no pages.")] = False,
    port: Annotated[int, typer.Option(help="Where to serve; any free port when this one is taken.")] = 8000,
) -> None:
    """Read the bundled articles into a store of their own, and serve the web application over it until stopped with Ctrl-C.

    The store is gone afterwards.

    Examples:
        servanda demo

        servanda demo --once
    """
    samples = load_samples()
    typer.echo(f"Reading {len(samples)} bundled articles ...", err=True)
    documents = [_document(sample) for sample in samples]
    coded = list(code_documents(documents))
    console = Console(highlight=False)
    if once:
        _show(samples, coded, console)
        return
    with tempfile.TemporaryDirectory(prefix="servanda-demo-") as folder:
        store = open_store(Path(folder) / "store")
        found = [Found(document, "file", f"{document.id}.txt", True) for document in documents]
        prepared = [prepare(one, row, now()) for one, row in zip(found, coded, strict=True)]
        with store.writing() as connection:
            keep(connection, store, prepared, now())
        follow_up(store)
        serve_store(store, WebSettings(port=_free(port)), settings().user)


def _show(samples: Sequence[Sample], coded: Sequence[object], console: Console) -> None:
    """Print the record of the newest article."""
    shown, row = max(zip(samples, coded, strict=True), key=lambda pair: pair[0].published)
    assert isinstance(row, CodedDocument)
    console.print(render(shown.text, row, shown.title))
    total = sum(len(one.records) for one in coded if isinstance(one, CodedDocument))
    console.print(f"\n{len(coded)} articles, {total:,} records in all.")


def _document(sample: Sample) -> Document:
    return Document(
        sample.id, sample.text, title=sample.title, published=sample.published, source=sample.source,
        language=sample.language,
    )  # fmt: skip


def _free(port: int) -> int:
    """Return the port where it is free, else one that is."""
    for wanted in (port, 0):
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("127.0.0.1", wanted))
            except OSError:
                continue
            return int(tried.getsockname()[1])
    raise typer.BadParameter("no port is free", param_hint="--port")
