"""Projection: of a record, the columns that questions filter and sort by."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from servanda.analysis.pairs import day_of, pairs_of, party_of
from servanda.knowledge.countries import Country, load_countries
from servanda.knowledge.leaders import fold_name, surnames_of
from servanda.record import Commitment, Event, Participant, Place, PlaceMention, Record, Role
from servanda.store.keys import record_number

_TYPES = {
    "event": "type", "commitment": "act", "statement": "form", "relation": "tone", "actor": "type", "role": "standing",
    "date": "type", "place": "feature",
}  # fmt: skip
_BY = {"event": "source", "statement": "speaker", "commitment": "by", "assessment": "by", "interest": "actor"}
_TO = {"event": "target", "statement": "addressee", "commitment": "to"}

_WEIGHTS = {"commitment": 1.0, "relation": 0.5, "statement": 0.3, "assessment": 0.3, "interest": 0.3}
_WORTH_A_LOOK = 0.1


@dataclass(frozen=True, slots=True)
class Projection:
    """Rows of `records`, `record_parties`, `dyads`, `record_places`, `held_offices`, without the number of the document."""

    records: tuple[dict[str, Any], ...]
    parties: tuple[dict[str, Any], ...]
    dyads: tuple[dict[str, Any], ...]
    places: tuple[dict[str, Any], ...]
    offices: tuple[dict[str, Any], ...]


def project(records: Sequence[Record], day: str, states: Mapping[str, str]) -> Projection:
    """Return the rows of records; `day` is that of publication, for what has no day of its own.

    `states` says what was decided of a record, by its id; a rejected one has a row, but no parties.
    """
    shown = [(nth, record) for nth, record in enumerate(records) if states.get(record.id) != "rejected"]
    return Projection(
        tuple({**record_row(nth, r, day), "state": states.get(r.id)} for nth, r in enumerate(records)),
        tuple(row for nth, record in shown for row in party_rows(nth, record, day)),
        tuple(row for nth, record in shown for row in dyad_rows(nth, record, day)),
        tuple(row for nth, record in shown for row in place_rows(nth, record, day)),
        tuple(row for nth, record in shown for row in office_rows(nth, record)),
    )


def record_row(nth: int, record: Record, day: str) -> dict[str, Any]:
    """Return the row of one record."""
    place = _place(record)
    return {
        "nth": nth,
        "number": record_number(record.id),
        "kind": record.kind,
        "where": record.in_,
        "start": record.evidence.start,
        "end": record.evidence.end,
        "sentence_start": record.sentence.start,
        "sentence_end": record.sentence.end,
        "confidence": record.confidence,
        "status": record.status,
        "day": day_of(record, day),
        "type": getattr(record, _TYPES[record.kind]) if record.kind in _TYPES else None,
        "sectors": _listed(_sectors(record)),
        "place": place.name if place else None,
        "country": place.country if place else None,
        "doubt": doubt_of(record),
    }


def doubt_of(record: Record) -> float | None:
    """Return how much a second look at a record is worth: how unsure it is times how much hangs on it, None for little.

    A commitment weighs 1, an event as much as its intensity (10 weighs 1), what is said or thought less.
    """
    weight = abs(record.intensity or 0) / 10 if isinstance(record, Event) else _WEIGHTS.get(record.kind, 0.0)
    doubt = (1 - record.confidence) * weight
    return round(doubt, 4) if doubt >= _WORTH_A_LOOK else None


def party_rows(nth: int, record: Record, day: str) -> Iterator[dict[str, Any]]:
    """Yield a row for every party of a record, once for each part it plays: by, to, between or is."""
    seen = dict.fromkeys((role, party_of(p)) for role, participants in _roles(record) for p in participants)
    for role, party in seen:
        yield {"nth": nth, "role": role, "party": party, "day": day_of(record, day)}


def dyad_rows(nth: int, record: Record, published: str) -> Iterator[dict[str, Any]]:
    """Yield a row for every source and target of an event that are two parties with a name of their own."""
    if isinstance(record, Event):
        for pair in pairs_of(record, published):
            yield {**pair, "nth": nth}


def office_rows(nth: int, record: Record) -> Iterator[dict[str, Any]]:
    """Yield the row of a role: its person as names are compared, and the office that a text gives them."""
    if isinstance(record, Role):
        person = fold_name(record.person.name)
        yield {
            "nth": nth, "person": person, "surname": next(iter(surnames_of(person)), person), "name": record.person.name,
            "country": record.person.country, "office": record.office, "of": record.of, "standing": record.standing,
            "from": record.from_.value if record.from_ else None, "until": record.until.value if record.until else None,
        }  # fmt: skip


def place_rows(nth: int, record: Record, day: str) -> Iterator[dict[str, Any]]:
    """Yield where a record lies on a map: an event where it happened, a commitment at each country that it is owed to.

    An event whose place has no position of its own lies in the middle of the country (precision "country"); without either it
    lies nowhere. `tone` is 1 for cooperation, -1 for conflict, 0 for a commitment. Denied acts have no place.
    """
    if record.status == "denied":
        return
    common = {"nth": nth, "day": day_of(record, day), "kind": record.kind}
    if isinstance(record, Event) and record.place is not None:
        where = _position(record.place)
        tone = 1 if record.quad.endswith("cooperation") else -1
        if where is not None:
            yield {**common, "type": record.type, "tone": tone, **where}
    elif isinstance(record, Commitment):
        for code in dict.fromkeys(party.country for party in record.to if party.country):
            country = load_countries().get(code)
            if country is not None:
                yield {**common, "type": record.act, "tone": 0, **_middle(country)}


def _position(place: Place) -> dict[str, Any] | None:
    if place.lat is not None and place.lon is not None:
        return {
            "lat": place.lat, "lon": place.lon, "name": place.name, "country": place.country, "precision": place.precision,
        }  # fmt: skip
    country = load_countries().get(place.country or "")
    return {**_middle(country), "name": place.name} if country is not None else None


def _middle(country: Country) -> dict[str, Any]:
    return {
        "lat": country.lat, "lon": country.lon, "name": country.name, "country": country.code, "precision": "country",
    }  # fmt: skip


def _roles(record: Record) -> Iterator[tuple[str, Sequence[Participant]]]:
    for role, names in (("by", _BY), ("to", _TO)):
        value = getattr(record, names[record.kind]) if record.kind in names else None
        if value:
            yield role, (value,) if isinstance(value, Participant) else value
    if record.kind == "relation":
        yield "between", record.between
    if record.kind == "role":
        yield "is", (record.person,)


def _place(record: Record) -> Place | PlaceMention | None:
    if isinstance(record, PlaceMention):
        return record if record.is_site else None
    return record.place if isinstance(record, Event) else None


def _sectors(record: Record) -> tuple[str, ...]:
    if isinstance(record, Commitment):
        return record.sectors
    return record.contexts if isinstance(record, Event) else ()


def _listed(values: Sequence[str]) -> str | None:
    """Return values as ",one,other,", so that one of them is found between commas."""
    return f",{','.join(values)}," if values else None
