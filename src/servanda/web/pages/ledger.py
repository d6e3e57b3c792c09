"""The ledger: every commitment and what became of it, filtered, sorted and grouped."""

from dataclasses import fields
from datetime import date
from typing import Annotated, Literal, get_args

from fastapi import APIRouter, Query

from servanda.codebook.codebook import load_codebook
from servanda.following.parties import organisation as whole_of
from servanda.following.steps import Step
from servanda.knowledge.countries import country_named
from servanda.knowledge.organisations import organisation_named
from servanda.record.kinds import Act
from servanda.store.asking_document import document_names
from servanda.store.asking_ledger import FLAGS
from servanda.store.asking_ledger_page import Group, LedgerView, Sort, ask_ledger_page
from servanda.web.answers import Answer, Table, page
from servanda.web.asking import Reader
from servanda.web.paging import AskedPage, Paged
from servanda.web.views.ledger import LedgerLine, data_of, sections_of, table_of

router = APIRouter(tags=["Ledger"])
STATUSES = (*get_args(Step), *FLAGS)
_DAY = r"^(\d{4}-\d{2}-\d{2})?$"


@page(router, "/ledger", "ledger.html", Paged[LedgerLine])
def ledger(
    reader: Reader,
    paging: AskedPage,
    by: Annotated[
        str, Query(description="Who is bound: a country by name or ISO 3166 alpha-3, or an organisation.")
    ] = "",
    to: Annotated[str, Query(description="To whom.")] = "",
    sector: Annotated[str, Query(description="A sector of the codebook, such as food.")] = "",
    status: Annotated[str, Query(description="A status, or overdue, silent, disputed.")] = "",
    act: Annotated[Literal["", Act], Query(description="The act that founded it, such as pledge.")] = "",
    words: Annotated[str, Query(description="Words of what is promised.", max_length=200)] = "",
    as_of: Annotated[str, Query(pattern=_DAY, description="As it could be known on that day: 2024-05-14.")] = "",
    sort: Annotated[Sort, Query(description="What to sort by.")] = "heard",
    order: Annotated[Literal["desc", "asc"], Query(description="The greatest first, or the smallest.")] = "desc",
    group: Annotated[Literal["", "pair", "sector"], Query(description="Group by pair of parties or by sector.")] = "",
    slight: Annotated[bool, Query(description="Also what a single text says in passing.")] = False,
) -> Answer[Paged[LedgerLine]]:
    """Return entries of the ledger as they stood on a day, a page at a time."""
    day = as_of or date.today().isoformat()
    grouped: Group | None = group or None
    view = LedgerView(
        day, party_code(by), party_code(to), None, sector or None, status or None, act or None, words, slight, sort,
        order == "desc", grouped, paging.page, paging.size, not as_of,
    )  # fmt: skip
    found = ask_ledger_page(reader, view)
    names = document_names(reader, [step.document for entry in found.shown for step in entry.history])
    lines = [data_of(entry, {key: str(known["id"]) for key, known in names.items()}) for entry in found.shown]
    paged = Paged(lines, paging.page, paging.size, found.more, found.total)
    asked = {"by": by, "to": to, "sector": sector, "status": status, "act": act, "words": words, "as_of": as_of}
    return Answer(
        paged,
        Table([field.name for field in fields(LedgerLine)], table_of(lines)),
        {
            "sections": sections_of(found, grouped, day), "view": view, "names": names, "asked": asked, "day": day,
            "statuses": STATUSES, "acts": get_args(Act),
            "sectors": tuple(load_codebook().sectors), "is_filtered": any(asked.values()),
        },
        part="ledger_rows.html",
        paged=paged,
    )  # fmt: skip


def party_code(name: str) -> str | None:
    """Return how the ledger knows a party: a country by its code, an organisation by its name; None for no name."""
    name = name.strip()
    if not name:
        return None
    country = country_named(name) or country_named(name.title())
    found = organisation_named(name) if country is None else None
    if country is not None:
        return country.code
    return whole_of(found.name) if found is not None else name.upper() if len(name) == 3 else name
