"""The command `servanda`: data to standard output, progress and problems to standard error.

Exit codes: 0 all well, 1 problems were found (they are in the output), 2 wrong use.
"""

from collections.abc import Callable

import typer

from servanda.cli import (
    actor,
    add,
    code,
    codebook,
    decide,
    demo,
    doctor,
    ledger,
    read,
    relation,
    review,
    schema,
    search,
    serve,
    stories,
    user,
)

app = typer.Typer(
    name="servanda",
    help="Reads diplomatic and political news and keeps a record that can be checked.",
    epilog="First steps:  servanda demo   ·   servanda read article.txt   ·   servanda code < in.jsonl > out.jsonl",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_show_locals=False,
)

COMMANDS: tuple[tuple[str, Callable[..., None]], ...] = (
    ("read", read.read), ("code", code.code), ("add", add.add_command), ("recode", add.recode), ("ledger", ledger.ledger),
    ("stories", stories.stories), ("relation", relation.relation), ("search", search.search),
    ("actor", actor.actor), ("review", review.review),
    ("decide", decide.decide), ("agreement", review.agreement), ("takedown", decide.takedown), ("schema", schema.schema),
    ("serve", serve.serve), ("doctor", doctor.doctor), ("demo", demo.demo),
)  # fmt: skip
for name, command in COMMANDS:
    app.command(name)(command)
app.add_typer(codebook.app, name="codebook")
app.add_typer(user.app, name="user")


def run() -> None:
    """Run the command line; what goes wrong with a closed pipe or an interrupt ends it quietly."""
    app()
