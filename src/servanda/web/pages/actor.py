"""An actor: its offices over time, with whom it deals and how, its latest events and statements, what it owes and is owed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from servanda.knowledge.leaders import Term, load_terms, terms_of
from servanda.store.asking_actor import Owed, ask_latest, ask_open_commitments
from servanda.store.asking_evidence import Evidence
from servanda.store.asking_pairs import Pair, Party, ask_parties, ask_ties, ask_ties_among
from servanda.web.answers import Answer, Table, page
from servanda.web.asking import Reader
from servanda.web.parties import party_given
from servanda.web.problems import not_found

router = APIRouter(tags=["Actors"])
OFFICES = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister", "igo_head", "movement_leader")
_NEIGHBOURS, _MOST = 24, 8


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody's time in an office, in days, months or years; without `until` it had not ended when it was checked."""

    name: str
    title: str
    office: str
    country: str | None
    from_: str
    until: str | None
    standing: str
    checked: str


@dataclass(frozen=True, slots=True)
class Office:
    """An office with those who held it, the newest first."""

    office: str
    holders: Sequence[Holder]


@dataclass(frozen=True, slots=True)
class ActorPage:
    """An actor with all that is told of it. `among` are the ties of its neighbours with each other."""

    actor: str
    offices: Sequence[Office]
    ties: Sequence[Pair]
    among: Sequence[Pair]
    events: Sequence[Evidence]
    statements: Sequence[Evidence]
    owes: Sequence[Owed]
    is_owed: Sequence[Owed]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is told of it."""
        return not (self.offices or self.ties or self.events or self.statements or self.owes or self.is_owed)


@page(router, "/actors", "actors.html", list[Party])
def actors(reader: Reader) -> Answer[list[Party]]:
    """The parties of which most is told."""
    found = ask_parties(reader)
    return Answer(found, Table(("party", "events"), ((p.party, p.events) for p in found)))


@router.get("/actor", include_in_schema=False)
def choose_actor(request: Request, name: Annotated[str, Query()] = "") -> Response:
    """Lead from a name to the page of the actor."""
    if not name.strip():
        raise not_found("Give a country by name or three-letter code, an organisation, or a person.")
    return RedirectResponse(str(request.app.url_path_for("actor", actor=party_given(name))), 303)


@page(router, "/actor/{actor}", "actor.html", ActorPage)
def actor(reader: Reader, actor: str) -> Answer[ActorPage]:
    """An actor: offices over time, relations with others, latest events and statements, commitments owed and owing."""
    today = date.today().isoformat()
    ties = ask_ties(reader, actor, _NEIGHBOURS)
    near = [tie.other for tie in ties[:12]]
    data = ActorPage(
        actor=actor,
        offices=[
            Office(name, [_holder(t) for t in terms]) for name, terms in groupby(offices_of(actor), lambda t: t.office)
        ],
        ties=ties,
        among=ask_ties_among(reader, near) if near else [],
        events=ask_latest(reader, actor, "event", _MOST),
        statements=ask_latest(reader, actor, "statement", _MOST, role="by"),
        owes=ask_open_commitments(reader, today, by=actor, most=_MOST),
        is_owed=ask_open_commitments(reader, today, to=actor, most=_MOST),
    )
    if data.is_empty:
        raise not_found(f"Nothing is told of {actor}. Countries go by three-letter code, such as RUS.")
    rows = ((tie.other, tie.cooperation, tie.conflict, tie.balance, tie.last_day) for tie in ties)
    return Answer(data, Table(("other", "cooperation", "conflict", "balance", "last day"), rows))


def offices_of(actor: str) -> list[Term]:
    """Return who held the offices of a country or organisation, or what a person held; by office, the newest first."""
    of_country = [term for term in load_terms() if term.country == actor]
    name = actor.partition(" (")[0]
    of_organisation = [
        term
        for term in load_terms()
        if term.country is None and term.title.endswith((f" of {name}", f" of the {name}"))
    ]
    found = of_country or of_organisation or list(terms_of(actor))
    return sorted(sorted(found, key=lambda t: t.from_, reverse=True), key=lambda t: OFFICES.index(t.office))


def _holder(term: Term) -> Holder:
    return Holder(term.name, term.title, term.office, term.country, term.from_, term.until, term.standing, term.checked)
