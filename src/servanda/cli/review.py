"""servanda review and agreement: what is worth a look, and whether people who looked agree."""

from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console

from servanda.cli.printing import print_row, print_table
from servanda.cli.settings import JsonOption, StoreOption, opened
from servanda.store.agreement import ask_agreement
from servanda.store.reviewing import ask_doubts


def review(
    store: StoreOption = None,
    kind: Annotated[str | None, typer.Option(help="Only records of this kind.")] = None,
    most: Annotated[int, typer.Option("--most", min=1, help="At most so many.")] = 20,
    json: JsonOption = False,
) -> None:
    """Show what is worth a look: decisions whose record is gone, then the least sure and most consequential records.

    Decide with `servanda decide RECORD confirm`, `reject` or `edit`.

    Example:
        servanda review --kind commitment
    """
    with opened(store).reading() as connection:
        found = ask_doubts(connection, kind, most)
    if json:
        for doubt in found:
            print_row(asdict(doubt))
        return
    cells = (
        (
            d.record,
            d.type or d.kind,
            "" if d.confidence is None else f"{d.confidence:.2f}",
            d.document,
            d.why or d.sentence,
        )
        for d in found
    )
    print_table(("Record", "Type", "Confidence", "Document", "Sentence"), cells, "Nothing is left to review.")


def agreement(store: StoreOption = None, json: JsonOption = False) -> None:
    """Show how far people agree who looked at the same records: Krippendorff's alpha by kind, and where they differ.

    Example:
        servanda agreement
    """
    with opened(store).reading() as connection:
        try:
            found = ask_agreement(connection)
        except ModuleNotFoundError:
            raise typer.BadParameter("agreement needs krippendorff: pip install 'servanda[agreement]'") from None
    if json:
        for one in found:
            row = {"kind": one.kind, "alpha": one.alpha, "records": len(one.units)}
            print_row(row | {"differing": [asdict(unit) for unit in one.differing]})
        return
    cells = ((a.kind, "" if a.alpha is None else f"{a.alpha:.3f}", len(a.units), len(a.differing)) for a in found)
    print_table(("Kind", "Alpha", "Records", "Differing"), cells, "No record was looked at by two people.")
    console = Console(highlight=False)
    for unit in (unit for one in found for unit in one.differing):
        said = "   ".join(f"{person}: {value}" for person, value in sorted(unit.values.items()))
        console.print(f"{unit.record}  {unit.evidence!r}\n    {said}", markup=False)
