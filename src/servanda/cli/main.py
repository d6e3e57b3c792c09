"""The command `servanda`: data to standard output, progress and problems to standard error.

Exit codes: 0 all well, 1 problems were found (they are in the output), 2 wrong use.
"""

import os

import typer

from servanda.cli.commands import Commands

app = typer.Typer(
    name="servanda",
    cls=Commands,
    epilog="First steps:  servanda demo   ·   servanda read article.txt   ·   servanda code < in.jsonl > out.jsonl",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_show_locals=False,
)


@app.callback()
def servanda() -> None:
    """Reads diplomatic and political news and keeps a record that can be checked."""


def run() -> None:
    """Run the command line; what goes wrong with a closed pipe or an interrupt ends it quietly."""
    # What is multiplied is small: more threads would only wait for each other. Libraries read this when they are loaded.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    app()
