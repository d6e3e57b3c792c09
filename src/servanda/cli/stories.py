"""servanda stories: which documents report the same happening."""

from pathlib import Path
from typing import Annotated

import typer

from servanda.cli.lakes import LakeOption, asked
from servanda.cli.ledger import iso_day
from servanda.cli.printing import print_row, print_table
from servanda.cli.settings import JsonOption, StoreOption, opened
from servanda.store.asking_stories import ask_members, ask_stories


def stories(
    story: Annotated[
        str | None, typer.Argument(help="The id of one story: its documents, and why each is in it.")
    ] = None,
    store: StoreOption = None,
    lake: LakeOption = None,
    since: Annotated[str | None, typer.Option(help="Heard of since that day.")] = None,
    until: Annotated[str | None, typer.Option(help="Begun up to that day.")] = None,
    most: Annotated[int, typer.Option("--most", min=1, help="At most so many in a table.")] = 50,
    json: JsonOption = False,
) -> None:
    """Show the stories, or with --json the story of every document.

    The stories of a lake are drawn when they are asked for and documents came since, and kept in it; from then on relations
    and trends of the lake count an event once for each story.

    Examples:
        servanda stories --since 2024-05

        servanda stories --json > stories.jsonl

        servanda stories --lake lake
    """
    if lake is not None:
        _of_lake(lake, store, story, json, most)
        return
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


def _of_lake(lake: Path, store: str | None, story: str | None, json: bool, most: int) -> None:
    with asked(lake, store) as source:
        from servanda.lake import stories as drawn  # noqa: PLC0415  an optional extra

        whole = drawn.with_stories(source)
        rows = list(drawn.ask_members(whole, story)) if json or story is not None else []
        found = drawn.ask_stories(whole, most)
    if json:
        for row in rows:
            print_row(row)
    elif story is not None:
        cells = ((row["day"], row["id"], row["source"], row["title"]) for row in rows)
        print_table(("Day", "Document", "Source", "Title"), cells, "There is no such story.")
    else:
        print_table(("From", "Until", "Documents", "Title", "Story"), found, "There are no stories yet.")
