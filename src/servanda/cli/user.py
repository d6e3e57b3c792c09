"""servanda user: who may log in to the web application."""

from typing import Annotated

import typer

from servanda.cli.printing import print_row, print_table
from servanda.cli.settings import JsonOption, StoreOption, opened
from servanda.store import people
from servanda.web.access import hashed, role_of

app = typer.Typer(no_args_is_help=True, help="Say who may log in to the web application.")
Name = Annotated[str, typer.Argument(help="The name to log in with.")]
_SHORTEST = 10


@app.command()
def add(
    name: Name,
    role: Annotated[str, typer.Option(help="reader (looks), reviewer (decides and adds), admin.")] = "reader",
    store: StoreOption = None,
) -> None:
    """Let somebody log in, or give a new role and password; the password is asked for, or read from standard input.

    Example:
        servanda user add mara --role reviewer
    """
    try:
        known = role_of(role)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--role") from None
    if not name.strip():
        raise typer.BadParameter("a name needs letters", param_hint="NAME")
    into = opened(store, create=True)
    password: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    if len(password) < _SHORTEST:
        raise typer.BadParameter(f"a password needs {_SHORTEST} characters or more")
    with into.writing() as connection:
        people.put_account(connection, people.Account(name, known, hashed(password)))
    typer.echo(f"{name} may log in as {known}", err=True)


@app.command()
def remove(name: Name, store: StoreOption = None) -> None:
    """Let somebody log in no more; what they decided stays.

    Example:
        servanda user remove mara
    """
    with opened(store).writing() as connection:
        is_removed = people.remove_account(connection, name)
    if not is_removed:
        typer.echo(f"there is nobody of the name {name}", err=True)
        raise typer.Exit(1)


@app.command("list")
def list_users(store: StoreOption = None, json: JsonOption = False) -> None:
    """List who may log in.

    Example:
        servanda user list
    """
    with opened(store).reading() as connection:
        found = people.accounts(connection)
    if json:
        for one in found:
            print_row({"name": one.name, "role": one.role})
        return
    print_table(("Name", "Role"), ((one.name, one.role) for one in found), "Nobody may log in yet.")
