"""servanda codebook: look at codebooks, check one of your own, fit it, try it on a text, and see what a change changes."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from servanda.codebook import Codebook, VocabularyError, load_codebook
from servanda.codebook.own import load_own
from servanda.codebook.own_head import NO_EVENT, fingerprints, write_head
from servanda.coding.coder import code_documents
from servanda.coding.own_events import nearness
from servanda.coding.own_training import Labelled, TooFewExamplesError, examples_of, fit, judged, probabilities
from servanda.encoder import load_encoder
from servanda.record import CodedDocument, Event
from servanda.sources import Document, read_lines

app = typer.Typer(no_args_is_help=True, help="Look at codebooks, check one of your own, fit it, and try it.")
Own = Annotated[Path, typer.Argument(help="A codebook of your own: a TOML file.", exists=True, dir_okay=False)]


def opened(path: Path | None, *, fitted: bool = True) -> Codebook:
    """Return the codebook of a file, or the packaged one; wrong use when the file is malformed."""
    try:
        return load_own(path, load_codebook(), fitted=fitted) if path is not None else load_codebook()
    except VocabularyError as error:
        raise typer.BadParameter(str(error), param_hint="codebook") from error


@app.command("list")
def list_types(
    codebook: Annotated[Path | None, typer.Argument(help="A TOML file; the packaged codebook when none.")] = None,
) -> None:
    """List the event types of a codebook with what they mean.

    Example:
        servanda codebook list mine.toml
    """
    table = Table("type", "quad", "intensity", "what it is")
    for kind in opened(codebook).types.values():
        table.add_row(kind.name, str(kind.quad), f"{kind.score:+g}", escape(kind.definition))
    Console().print(table)


@app.command()
def check(codebook: Own) -> None:
    """Check a codebook of your own: its form, and that each type knows its own examples again.

    Every example is judged by the others; one that is nearer to another type or to a counterexample is named. Exit
    code 1 when there are such.

    Example:
        servanda codebook check mine.toml
    """
    problems = list(_confused(opened(codebook, fitted=False)))
    for problem in problems:
        typer.echo(problem)
    typer.echo(
        f"{codebook.name}: {'well formed' if not problems else f'{len(problems)} examples to look at'}", err=True
    )
    if problems:
        raise typer.Exit(1)


def _confused(book: Codebook) -> Iterator[str]:
    """Yield a line for each example that would not be coded as its type if it stood in a text."""
    encoder, types = load_encoder(), tuple(book.own.values())
    for kind in types:
        for example in kind.examples:
            (vector,) = encoder.vectors([example])
            near = {n.type.name: n for n in nearness(encoder, types, vector)}
            own = near.pop(kind.name)
            rest = encoder.vectors([e for e in kind.examples if e != example])
            alike = float((rest @ vector).max())
            nearer = next((name for name, n in near.items() if n.example > alike), None)
            if nearer is not None:
                yield f"{kind.name}: {example!r} is nearer to {nearer} than to the other examples of {kind.name}"
            elif own.counterexample > alike:
                yield f"{kind.name}: {example!r} is nearer to a counterexample than to the other examples"


@app.command()
def train(
    codebook: Own,
    examples: Annotated[
        Path | None,
        typer.Option(
            help='More examples: JSON lines {"text", "type"}, NONE for no event.', exists=True, dir_okay=False
        ),
    ] = None,
) -> None:
    """Fit a head to the examples of a codebook of your own; coding with that codebook uses it from then on.

    It is written beside the file, as mine.head.json for mine.toml, and must be fitted anew when the file changes. At least
    five examples a type are needed; twenty and more, counterexamples among them, make it worth while. What is printed
    compares it with coding by nearness, on examples that neither was shown.

    Example:
        servanda codebook train mine.toml --examples coded-by-us.jsonl
    """
    book, encoder = opened(codebook, fitted=False), load_encoder()
    names = tuple(book.own)
    try:
        known = [*examples_of(book, load_codebook(), encoder), *(_labelled(examples, names) if examples else ())]
        head = fit(encoder, names, known, fingerprints(codebook))
    except TooFewExamplesError as error:
        raise typer.BadParameter(f"{codebook.name}: {error}", param_hint="codebook") from error
    table = Table("type", "examples", "found by nearness", "found by the head")
    for one in judged(encoder, names, known):
        shares = (f"{found / one.examples:.0%}" for found in (one.by_nearness, one.by_head))
        table.add_row(one.type, str(one.examples), *shares)
    Console().print(table)
    typer.echo(f"{write_head(head, codebook)}: {len(known)} examples of {len(names)} types", err=True)


def _labelled(path: Path, names: Sequence[str]) -> Iterator[Labelled]:
    """Yield the examples of a file of JSON lines; wrong use, with the line, where one is not of that form."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
            text, name = found["text"], found["type"]
        except (ValueError, TypeError, KeyError) as error:
            problem = f'{path.name}, line {number}: is not {{"text": ..., "type": ...}}'
            raise typer.BadParameter(problem, param_hint="--examples") from error
        if name not in (*names, NO_EVENT) or not isinstance(text, str) or not text.strip():
            problem = f"{path.name}, line {number}: needs a text, and as type one of {', '.join((*names, NO_EVENT))}"
            raise typer.BadParameter(problem, param_hint="--examples")
        yield Labelled(text, name)


@app.command("try")
def try_on(
    codebook: Own,
    text: Annotated[list[str], typer.Argument(help="A text, or several.")],
) -> None:
    """Code a text with a codebook of your own, and show how near it is to each type.

    Example:
        servanda codebook try mine.toml "Ethiopia closed the gates of the dam."
    """
    book, console = opened(codebook), Console()
    encoder = load_encoder()
    for one in text:
        console.print(escape(one), style="bold")
        (vector,) = encoder.vectors([one])
        likely = dict(zip(book.head.types, probabilities(book.head, vector[None])[0], strict=True)) if book.head else {}
        table = Table("type", "nearest example", "nearest counterexample", *(["by the head"] if likely else []))
        for near in sorted(nearness(encoder, tuple(book.own.values()), vector), key=lambda n: -n.example):
            against = f"{near.counterexample:.2f}" if near.type.counterexamples else ""
            head = [f"{likely[near.type.name]:.2f}"] if likely else []
            table.add_row(near.type.name, f"{near.example:.2f}", against, *head)
        console.print(table)
        for line in _events_of(next(code_documents([Document("text", one)], book))):
            console.print(escape(line))


@app.command()
def diff(
    before: Own,
    after: Annotated[Path, typer.Argument(help="The changed codebook.", exists=True, dir_okay=False)],
    sample: Annotated[Path, typer.Option(help="Documents to compare on: JSON lines.", exists=True, dir_okay=False)],
) -> None:
    """Show which events of a sample change between two versions of a codebook; exit code 1 when some do.

    Example:
        servanda codebook diff mine.toml changed.toml --sample articles.jsonl
    """
    with sample.open("rb") as lines:
        documents = list(read_lines(lines))
    changed = 0
    pairs = (code_documents(documents, opened(path)) for path in (before, after))
    for old, new in zip(*pairs, strict=True):
        was, now = set(_events_of(old)), set(_events_of(new))
        for mark, events in (("-", sorted(was - now)), ("+", sorted(now - was))):
            for event in events:
                typer.echo(f"{mark} {old.id}: {event}")
                changed += 1
    if changed:
        raise typer.Exit(1)


def _events_of(coded: object) -> Iterator[str]:
    """Yield a line for each event of a coded document."""
    if isinstance(coded, CodedDocument):
        for event in (r for r in coded.records if isinstance(r, Event)):
            who, whom = (", ".join(p.name for p in side) or "?" for side in (event.source, event.target))
            yield f"{event.type} ({event.status}): {who} -> {whom}: {event.evidence.quote}"
