"""The commands by name. A module is loaded when its command is run: the list of all of them needs none."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any

import typer.main
from typer.core import TyperCommand, TyperGroup


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a command is defined in this folder ("module:function"), and what the list of commands says of it."""

    where: str
    help: str


COMMANDS: Mapping[str, Entry] = MappingProxyType(
    {
        "read": Entry(
            "read:read",
            "Read one text and show its record: who, what, the evidence underlined, promises, forecasts, doubts.",
        ),
        "code": Entry(
            "code:code", "Code documents: one JSON object a line in, its record a line out, in the same order."
        ),
        "add": Entry(
            "add:add_command",
            "Code documents and keep them: text, HTML, PDF, JSON lines, folders, globs, web addresses, RSS and Atom feeds.",
        ),
        "recode": Entry(
            "add:recode",
            "Code all kept texts again with the coder of now. Decisions stay: they find the words they were made on.",
        ),
        "load": Entry(
            "load:load_command",
            "Bring documents of a lake with their records into a store: all, or those that fulfil a condition.",
        ),
        "ledger": Entry(
            "ledger:ledger",
            "Show the ledger: every commitment through all reports, with its status and the evidence that gave it.",
        ),
        "stories": Entry("stories:stories", "Show the stories, or with --json the story of every document."),
        "relation": Entry(
            "relation:relation",
            "Show how two parties stood over time: cooperation and conflict, turning points, what one owes the other.",
        ),
        "trends": Entry(
            "trends:trends",
            "Show what parties do with and against each other by week, month or year: all, one party, or a pair.",
        ),
        "search": Entry("search:search", "Search the texts; each hit is shown at the exact sentence."),
        "actor": Entry(
            "actor:actor",
            "Show who an actor is and the offices over time, each with its source and when that was checked.",
        ),
        "review": Entry(
            "review:review",
            "Show what is worth a look: decisions whose record is gone, then the least sure and most consequential records.",
        ),
        "decide": Entry(
            "decide:decide",
            "Decide about a record, an entry or a story. Nothing is overwritten: a decision is undone by a further one.",
        ),
        "agreement": Entry(
            "review:agreement",
            "Show how far people agree who looked at the same records: Krippendorff's alpha by kind, and where they differ.",
        ),
        "takedown": Entry(
            "decide:takedown",
            "Empty the words of a document for good; its hash, its places in time and the reason stay.",
        ),
        "schema": Entry(
            "schema:schema",
            "Print the JSON Schema (draft 2020-12) of one line of `servanda code`, generated from the model itself.",
        ),
        "serve": Entry("serve:serve", "Serve the web application until stopped with Ctrl-C."),
        "doctor": Entry(
            "doctor:doctor",
            "Tell what is installed, what works, and what is missing and how to get it; exit code 1 if something is broken.",
        ),
        "demo": Entry(
            "demo:demo",
            "Read the bundled articles into a store of their own, and serve the web application over it until stopped with "
            "Ctrl-C.",
        ),
        "codebook": Entry("codebook:app", "Look at codebooks, check one of your own, fit it, and try it."),
        "user": Entry("user:app", "Say who may log in to the web application."),
    }
)


class Commands(TyperGroup):
    """The group of all commands: it lists them from the table, and loads the one that is run."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for name, entry in COMMANDS.items():
            self.add_command(TyperCommand(name, help=entry.help))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that is to run, loaded, with the arguments left for it."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, load_command(name) if name else command, rest


def load_command(name: str) -> Any:
    """Return a command of the table, ready to run."""
    module, _, attribute = COMMANDS[name].where.partition(":")
    found = getattr(import_module(f"servanda.cli.{module}"), attribute)
    holder = typer.Typer(rich_markup_mode="markdown", pretty_exceptions_show_locals=False)
    if isinstance(found, typer.Typer):
        holder.add_typer(found, name=name)
    else:
        holder.command(name)(found)
    return typer.main.get_group(holder).commands[name]
