"""Finding parties: a name that a person writes becomes a participant, at words of the text."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from servanda.knowledge.countries import country_named, load_countries
from servanda.knowledge.forms import folded
from servanda.knowledge.organisations import load_organisations, organisation_named
from servanda.record import Actor, Participant, Record, Span, to_dict
from servanda.web.views.finding_words import WordsError, find_words

FindParty = Callable[[str, int], dict[str, Any] | None]
_MOST = 12


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A party that a name may mean: what to write, and what tells it from others."""

    name: str
    hint: str


def party_finder(text: str, records: Sequence[Record], evidence: Span | None = None) -> FindParty:
    """Return what finds a party by name near a place: an actor of the text, a country, an organisation, or words of the text.

    One that the text does not name stands at the evidence, or at the place itself.
    """
    actors = [record for record in records if isinstance(record, Actor)]

    def find(name: str, near: int) -> dict[str, Any] | None:
        actor = _actor_named(actors, name)
        if actor is not None:
            at = min(actor.mentions or (actor.evidence,), key=lambda mention: abs(mention.start - near))
            return _row(actor.name, actor.country, actor.sector, actor.type, actor.id, at)
        return _known(text, name, near, evidence) or _in_text(text, name, near)

    return find


def suggestions(records: Sequence[Record], words: str) -> tuple[Suggestion, ...]:
    """Return parties whose name has these words: actors of the text first, then countries and organisations."""
    wanted = folded(words).casefold()
    found: dict[str, Suggestion] = {}
    for one in (*_of_text(records), *_countries(), *_organisations()):
        if wanted in folded(one.name).casefold() or wanted == one.hint.casefold():
            found.setdefault(one.name, one)
        if len(found) == _MOST:
            break
    return tuple(found.values())


def actors_of(records: Sequence[Record]) -> tuple[Suggestion, ...]:
    """Return the actors of a text to choose from."""
    return tuple({one.name: one for one in _of_text(records)}.values())


def _of_text(records: Sequence[Record]) -> Iterator[Suggestion]:
    for record in records:
        if isinstance(record, Actor):
            yield Suggestion(record.name, ", ".join(filter(None, (record.country, *record.sector))))


def _countries() -> Iterator[Suggestion]:
    return (Suggestion(country.name, country.code) for country in load_countries().values())


def _organisations() -> Iterator[Suggestion]:
    return (Suggestion(one.name, one.abbreviation or one.kind) for one in load_organisations().values())


def _actor_named(actors: Sequence[Actor], name: str) -> Actor | None:
    wanted = folded(name).casefold()
    named = (a for a in actors if folded(a.name).casefold() == wanted)
    mentioned = (a for a in actors if any(folded(m.quote).casefold() == wanted for m in a.mentions))
    return next(named, None) or next(mentioned, None)


def _known(text: str, name: str, near: int, evidence: Span | None) -> dict[str, Any] | None:
    country = country_named(name) or load_countries().get(name.upper())
    if country is not None:
        at = _at(text, (name, country.name, *country.aliases), near, evidence)
        return _row(country.name, country.code, ("GOV",), "state", None, at)
    organisation = organisation_named(name)
    if organisation is None:
        return None
    at = _at(text, (name, organisation.name, *organisation.forms()), near, evidence)
    return _row(organisation.name, organisation.country, organisation.sectors, "organisation", None, at)


def _at(text: str, names: Sequence[str], near: int, evidence: Span | None) -> Span:
    for name in names:
        try:
            return find_words(text, name, near)
        except WordsError:
            continue
    return evidence or find_words(text, text[near:].split(maxsplit=1)[0], near)


def _in_text(text: str, name: str, near: int) -> dict[str, Any] | None:
    try:
        at = find_words(text, name, near)
    except WordsError:
        return None
    return _row(at.quote, None, (), "person" if len(name.split()) > 1 and name.istitle() else "group", None, at)


def _row(
    name: str, country: str | None, sector: Sequence[str], type_: Any, actor: str | None, at: Span
) -> dict[str, Any]:
    made: dict[str, Any] = to_dict(Participant(name, country, tuple(sector), type_, actor, at.start, at.end, at.quote))
    return made
