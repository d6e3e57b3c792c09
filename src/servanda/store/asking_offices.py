"""Asking for actors: who somebody is, and which offices they held, from the texts of a store and packaged knowledge."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, or_, select

from servanda.analysis.offices import Contradiction, Held, Sighting, contradictions, held_on, offices_held
from servanda.knowledge.countries import Country, country_named, country_of_adjective, load_countries
from servanda.knowledge.leaders import Term, fold_name, people_with_surname, terms_in, terms_of
from servanda.knowledge.offices import office_named
from servanda.knowledge.organisations import Organisation, full_name, organisation_named
from servanda.record.parties import ActorType
from servanda.store.schema import documents, held_offices, records

_MOST = 20_000


@dataclass(frozen=True, slots=True)
class ActorCard:
    """An actor: who it is, the offices it held (a person) or that were held in it, and what contradicts what."""

    name: str
    type: ActorType
    country: str | None
    sectors: tuple[str, ...]
    offices: tuple[Held, ...]
    contradictions: tuple[Contradiction, ...]


def ask_actors(connection: Connection | None, name: str, day: str | None = None) -> list[ActorCard]:
    """Return who bears a name: a state or an organisation, else every person of that full name, alias or surname.

    With a day (EDTF day, month or year) only the offices held then. Without a connection only packaged knowledge answers.
    """
    country = load_countries().get(name.upper()) or country_named(name) or country_of_adjective(name)
    if country is not None:
        return [_state(connection, country, day)]
    organisation = organisation_named(name)
    if organisation is not None and organisation.country is None:
        return [_organisation(connection, organisation, day)]
    return _people(connection, name, day)


def sightings_where(connection: Connection | None, condition: ColumnElement[bool]) -> list[Sighting]:
    """Return the offices that texts tell where a condition on `held_offices` holds, the newest first."""
    if connection is None:
        return []
    h, r, d = held_offices.c, records.c, documents.c
    sentence = func.substr(d.text, r.sentence_start + 1, r.sentence_end - r.sentence_start)
    query = (
        select(
            h.name,
            h.country,
            h.office,
            h.of,
            h.standing,
            d.day,
            d.id,
            r.start,
            r.end,
            sentence,
            r.where,
            d.title,
            h["from"],
            h["until"],
        )
        .join(records, (r.document == h.document) & (r.nth == h.nth))
        .join(documents, d.number == h.document)
        .where(condition, d.taken_down.is_(None))
        .order_by(d.day.desc(), h.document, h.nth)
        .limit(_MOST)
    )
    return [
        Sighting(
            row[0], row[1], row[2], row[3], row[4], row[5], json.loads(row[6]), row[7], row[8],
            (row[9] if row[10] == "text" else row[11]) or "", row[12], row[13],
        )
        for row in connection.execute(query)
    ]  # fmt: skip


def _state(connection: Connection | None, country: Country, day: str | None) -> ActorCard:
    seen = sightings_where(connection, held_offices.c.of == country.code)
    return _card(country.name, "state", country.code, ("GOV",), offices_held(terms_in(country.code), seen), day)


def _organisation(connection: Connection | None, organisation: Organisation, day: str | None) -> ActorCard:
    name = full_name(organisation)
    plain = fold_name(organisation.name)
    terms = [term for term in terms_in(None) if f"{fold_name(term.title)} ".endswith(f" {plain} ")]
    seen = sightings_where(connection, held_offices.c.of == name)
    return _card(name, "organisation", None, organisation.sectors, offices_held(terms, seen), day)


def _people(connection: Connection | None, name: str, day: str | None) -> list[ActorCard]:
    wanted, h = fold_name(name), held_offices.c
    terms = terms_of(name) or people_with_surname(name)
    full = {fold_name(one) for term in terms for one in (term.name, *term.aliases)}
    seen = sightings_where(connection, or_(h.person.in_({wanted, *full}), h.surname == wanted))
    owners = {fold_name(one): term.name for term in terms for one in (term.name, *term.aliases)}
    people = dict.fromkeys([term.name for term in terms])
    people |= dict.fromkeys(owners.get(fold_name(one.person), one.person) for one in seen)
    cards = []
    for person in _same_once(people):
        own = [term for term in terms if term.name == person]
        said = [one for one in seen if fold_name(owners.get(fold_name(one.person), one.person)) == fold_name(person)]
        cards.append(_person(person, own, said, day))
    return cards


def _same_once(names: Iterable[str]) -> list[str]:
    """Return names once each, whatever their capitals and accents."""
    return list({fold_name(name): name for name in reversed(list(names))}.values())[::-1]


def _person(name: str, terms: Sequence[Term], seen: Sequence[Sighting], day: str | None) -> ActorCard:
    countries = Counter(
        [term.country for term in terms if term.country] or [one.country for one in seen if one.country]
    )
    rows = offices_held(terms, seen)
    sectors = dict.fromkeys(sector for row in rows for sector in _sectors(row))
    country = max(reversed(countries), key=countries.__getitem__, default=None)
    return _card(name, "person", country, tuple(sectors), rows, day)


def _sectors(row: Held) -> tuple[str, ...]:
    office = office_named(row.office)
    return office.sectors[:1] if office else ()


def _card(
    name: str, kind: ActorType, country: str | None, sectors: tuple[str, ...], rows: list[Held], day: str | None
) -> ActorCard:
    shown = held_on(rows, day) if day else rows
    return ActorCard(name, kind, country, sectors, tuple(shown), tuple(contradictions(shown)))
