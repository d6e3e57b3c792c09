"""servanda stories: which documents report the same happening."""

from typing import Annotated

import typer

from servanda.cli.ledger import iso_day
from servanda.cli.printing import print_row, print_table
from servanda.cli.settings import JsonOption, StoreOption, opened
from servanda.store.asking_stories import ask_members, ask_stories


def stories(
    story: Annotated[
        str | None, typer.Argument(help="The id of one story: its documents, and why each is in it.")
    ] = None,
    store: StoreOption = None,
    since: Annotated[str | None, typer.Option(help="Heard of since that day.")] = None,
    until: Annotated[str | None, typer.Option(help="Begun up to that day.")] = None,
    most: Annotated[int, typer.Option("--most", min=1, help="At most so many in a table.")] = 50,
    json: JsonOption = False,
) -> None:
    """Show the stories, or with --json the story of every document.

    Examples:
        servanda stories --since 2024-05

        servanda stories --json > stories.jsonl
    """
    with opened(store).reading() as connection:
        if json:
            for row in ask_members(connection, story):
                print_row(row)
        elif story is not None:
            names = ("day", "id", "source", "title", "score", "why")
            rows = [[row[name] for name in names] for row in ask_members(connection, story)]
            print_table(("Day", "Document", "Source", "Title", "Score", "Why"), rows, "There is no such story.")
        else:
            found = ask_stories(connection, iso_day(since, "--since"), iso_day(until, "--until"), most)
            cells = ((r["first_day"], r["last_day"], r["size"], r["title"], r["id"]) for r in found)
            print_table(("From", "Until", "Documents", "Title", "Story"), cells, "There are no stories yet.")
