"""servanda search: sentences by words, and by what the records say of them."""

from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.text import Text

from servanda.cli.ledger import iso_day
from servanda.cli.printing import print_row
from servanda.cli.settings import JsonOption, StoreOption, opened
from servanda.encoder import load_encoder
from servanda.store import Store
from servanda.store.meaning import make_vectors, search_meaning, waiting
from servanda.store.searching import Hit, Search
from servanda.store.searching import search as search_store


def search(
    words: Annotated[str, typer.Argument(help='Words, "a phrase", begin*; all must be there.')] = "",
    store: StoreOption = None,
    actor: Annotated[str | None, typer.Option(help="A party of a record: ISO 3166 alpha-3, or a name.")] = None,
    by: Annotated[str | None, typer.Option(help="Who did, said or promised it.")] = None,
    to: Annotated[str | None, typer.Option(help="To whom.")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="A type of event, an act, or a kind of record.")] = None,
    sector: Annotated[str | None, typer.Option(help="A sector of a commitment or context of an event.")] = None,
    place: Annotated[str | None, typer.Option(help="Where: a name of a place, or ISO 3166 alpha-3.")] = None,
    since: Annotated[str | None, typer.Option(help="Published since: 2022-07 or 2022-07-14.")] = None,
    until: Annotated[str | None, typer.Option(help="Published up to.")] = None,
    most: Annotated[int, typer.Option("--most", min=1, help="At most so many sentences.")] = 20,
    meaning: Annotated[
        bool, typer.Option("--meaning", help="Sentences that mean much the same, in whatever words.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Search the texts; each hit is shown at the exact sentence.

    With --meaning, the sentences that tell something are compared with the words given; new documents are read for it first,
    which takes a while after many were added.

    Examples:
        servanda search '"grain corridor"' --by UKR --since 2022-07

        servanda search --meaning "promises to let grain ships pass" --since 2022-07

        servanda search 'negotiat*' --type CONSULT --place Geneva
    """
    days = iso_day(since, "--since"), iso_day(until, "--until")
    wanted = Search(words, actor, by, to, type_, sector, place, *days, most)
    if meaning and not words.strip():
        raise typer.BadParameter("say in words what you look for", param_hint="--meaning")
    if not words.strip() and not wanted.asks_records:
        raise typer.BadParameter("give words, or at least one of --actor --by --to --type --sector --place")
    asked = opened(store)
    hits = _by_meaning(asked, wanted) if meaning else _by_words(asked, wanted)
    if json:
        for hit in hits:
            print_row(asdict(hit))
        return
    console = Console(highlight=False)
    for hit in hits:
        console.print(_shown(hit))
    if not hits:
        console.print(Text("Nothing found.", style="italic"))


def _by_words(store: Store, wanted: Search) -> list[Hit]:
    with store.reading() as connection:
        return search_store(connection, wanted)


def _by_meaning(store: Store, wanted: Search) -> list[Hit]:
    encoder = load_encoder()
    with store.reading() as connection:
        missing = waiting(connection)
    if missing:
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("Reading for meaning", total=missing)
            make_vectors(store, encoder, lambda done: progress.advance(task, done))
    (vector,) = encoder.vectors([wanted.words])
    with store.reading() as connection:
        return search_meaning(connection, wanted, vector)


def _shown(hit: Hit) -> Text:
    head = "  ".join(
        str(part) for part in (hit.day, hit.source, hit.title, f"{hit.id}:{hit.start}", hit.record, hit.score) if part
    )
    shown = Text(f"{head}\n", style="dim")
    sentence = Text(hit.sentence, style="not dim")
    for start, end in hit.marks:
        sentence.stylize("bold underline", start - hit.start, end - hit.start)
    return shown.append_text(sentence).append("\n")
