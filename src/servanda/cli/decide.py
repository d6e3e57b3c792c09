"""servanda decide: what a person decides about a record, an entry of the ledger or a story."""

import json as json_module
import sys
from enum import StrEnum
from typing import Annotated, Any

import typer

from servanda.cli.settings import StoreOption, opened, settings
from servanda.store import Store, deciding
from servanda.store.asking_documents import keys_of, numbers_of
from servanda.store.deciding import DecisionError, Person
from servanda.store.following_up import follow_up
from servanda.store.journal import Action


class Deed(StrEnum):
    """What can be decided."""

    CONFIRM = "confirm"
    EDIT = "edit"
    REJECT = "reject"
    MERGE = "merge"
    SPLIT = "split"
    SET_STATUS = "set-status"
    NOTE = "note"
    UNDO = "undo"


_ON_RECORDS: dict[Deed, Action] = {
    Deed.CONFIRM: "confirm", Deed.EDIT: "edit", Deed.REJECT: "reject", Deed.NOTE: "note",
}  # fmt: skip


def decide(
    target: Annotated[
        str, typer.Argument(help="The id of a record, entry or story; for undo the number of a decision.")
    ],
    deed: Annotated[Deed, typer.Argument(help="confirm, edit, reject, merge, split, set-status, note or undo.")],
    why: Annotated[str, typer.Option(help="Why; it is kept for good.")],
    store: StoreOption = None,
    by: Annotated[
        str | None, typer.Option(help="Who decides. Else SERVANDA_USER, `user` in servanda.toml, the login.")
    ] = None,
    set_: Annotated[
        str | None, typer.Option("--set", help='For edit: the fields as JSON, {"type": "CONSULT"}.')
    ] = None,
    into: Annotated[str | None, typer.Option(help="For merge: the entry or story that stays.")] = None,
    document: Annotated[
        list[str] | None, typer.Option(help="For split: the documents that go. For a record: the one it is in.")
    ] = None,
    status: Annotated[str | None, typer.Option(help="For set-status: the status.")] = None,
    day: Annotated[str | None, typer.Option(help="For set-status: from that day on.")] = None,
) -> None:
    """Decide about a record, an entry or a story. Nothing is overwritten: a decision is undone by a further one.

    Examples:
        servanda decide event-0f3a9c6e52b1d874 reject --why "The visit was called off"

        servanda decide entry-1bf7f502b4f46f21 merge --into entry-7e949e3e8a6acc02 --why "The same gift of rice"

        servanda decide 17 undo --why "It was another visit"
    """
    known, person = opened(store), Person(settings(user=by).user, why)
    try:
        number = _decide(known, target, deed, person, _fields(set_), into, document or [], (status, day))
    except DecisionError as error:
        raise typer.BadParameter(str(error)) from None
    follow_up(known)
    sys.stderr.write(f"decision {number} is kept; take it back with: servanda decide {number} undo --why ...\n")


def _decide(
    store: Store, target: str, deed: Deed, person: Person, fields: dict[str, Any] | None, into: str | None,
    documents: list[str], status: tuple[str | None, str | None],
) -> int:  # fmt: skip
    is_story, is_entry = target.startswith("story-"), target.startswith("entry-")
    if deed is Deed.UNDO:
        return deciding.undo(store, _number(target), person)
    if deed is Deed.SET_STATUS:
        return deciding.decide_status(store, target, status[0] or "", status[1], person)
    if deed is Deed.NOTE and (is_story or is_entry):
        return deciding.note(store, "story" if is_story else "entry", target, person)
    if deed is Deed.MERGE:
        if into is None or not (is_story or is_entry):
            raise DecisionError("merge needs an entry or story, and --into another")
        return (deciding.merge_stories if is_story else deciding.merge_entries)(store, target, into, person)
    with store.reading() as connection:
        numbers = [number for name in documents for number in numbers_of(connection, name)]
        keys = keys_of(connection, numbers)
    if deed is Deed.SPLIT:
        return (deciding.split_story if is_story else deciding.split_entry)(store, target, keys, person)
    if deed not in _ON_RECORDS:
        raise DecisionError(f"{deed.value} is nothing to be decided of a record")
    return deciding.decide_record(store, target, _ON_RECORDS[deed], person, fields, numbers[0] if numbers else None)


def _number(target: str) -> int:
    if not target.isdigit():
        raise DecisionError(f"{target!r} is no number of a decision")
    return int(target)


def _fields(given: str | None) -> dict[str, Any] | None:
    if given is None:
        return None
    try:
        fields = json_module.loads(given)
    except ValueError as error:
        raise typer.BadParameter(f"not JSON ({error})", param_hint="--set") from None
    if not isinstance(fields, dict):
        raise typer.BadParameter('write it as {"type": "CONSULT"}', param_hint="--set")
    return fields


def takedown(
    document: Annotated[str, typer.Argument(help="The id of the document.")],
    why: Annotated[str, typer.Option(help="Why; it stands where the text was.")],
    store: StoreOption = None,
    by: Annotated[str | None, typer.Option(help="Who decides.")] = None,
) -> None:
    """Empty the words of a document for good; its hash, its places in time and the reason stay.

    Example:
        servanda takedown https://example.org/article --why "Court order of 14 May 2024"
    """
    known, person = opened(store), Person(settings(user=by).user, why)
    with known.reading() as connection:
        numbers = numbers_of(connection, document)
    if not numbers:
        raise typer.BadParameter(f"there is no document {document!r}")
    for number in numbers:
        deciding.take_down(known, number, person)
    follow_up(known)
    sys.stderr.write(f"{len(numbers)} taken down\n")
