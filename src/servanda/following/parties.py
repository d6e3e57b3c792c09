"""Parties: who is bound by what an official says or does: a state, an organisation, an armed group."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from servanda.codebook.tables import read_table
from servanda.following.patterns import load_pattern
from servanda.knowledge.countries import load_countries
from servanda.knowledge.organisations import organisation_named
from servanda.reading.gazetteer import Match
from servanda.record import Participant

_DATA = Path(__file__).parent / "data" / "organs.tsv"
_PRIVATE_BODIES = Path(__file__).parent / "data" / "private_bodies.tsv"
_ABBREVIATION = re.compile(r"\s*\([^()]*\)$")
_STATE = frozenset(("country", "adjective", "people", "capital", "seat"))
_OFFICIAL = frozenset(("GOV", "MIL", "LEG", "JUD", "SPY", "COP", "REB", "UAF", "IGO", "UNO", "EUR", "PRM"))
_OF_NO_STATE = frozenset(("IGO", "UNO", "EUR", "REB", "UAF", "PRM"))
_PRIVATE = frozenset(("AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "OPP", "PRE", "REF", "REL", "SOC"))


def party_of(participant: Participant) -> str | None:
    """Return a participant as a party to a commitment: a country's code, an organisation's name, or None.

    Who speaks or acts for a state is the state; people of a country who hold no office are no party.
    """
    sectors = set(participant.sector)
    if participant.type == "people" or (sectors & _PRIVATE and not sectors & _OFFICIAL):
        return None
    if participant.country:
        official = sectors & _OFFICIAL or not sectors
        return participant.country if participant.type in ("state", "organisation") or official else None
    if participant.type in ("organisation", "group") and sectors & _OF_NO_STATE and participant.name[:1].isupper():
        return organisation(participant.name)
    return None


def is_bystander(participant: Participant) -> bool:
    """Whether somebody holds no office and binds nobody: a union, a company, bondholders, analysts."""
    sectors = set(participant.sector)
    if participant.type == "state" or sectors & _OFFICIAL:
        return False
    return bool(sectors & _PRIVATE) or bool(participant.type != "person" and _private_body().search(participant.name))


def private_bodies(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text names private bodies in small letters: "a union", "the shipowners' association"."""
    yield from (match.span() for match in _private_body().finditer(text))


def parties_of(participants: Iterable[Participant]) -> tuple[str, ...]:
    """Return the parties among participants, each once, in their order."""
    return tuple(dict.fromkeys(party for p in participants if (party := party_of(p))))


def is_state(party: str) -> bool:
    """Whether a party is a country by its code rather than an organisation by its name."""
    return len(party) == 3 and party.isupper() and party in load_countries()


def party_named(match: Match) -> str | None:
    """Return the party that a name of the gazetteer stands for, None where it stands for none."""
    states = [known for known in match.known if known.kind in _STATE]
    if states:
        return states[0].key
    for known in match.known:
        found = organisation_named(known.key) if known.kind == "organisation" else None
        if found is not None and set(found.sectors) & _OFFICIAL:
            return found.country or organisation(found.name)
    return None


def organisation(name: str) -> str:
    """Return an organisation's name without article and abbreviation; an organ has that of the whole."""
    bare = _ABBREVIATION.sub("", name).removeprefix("the ").removeprefix("The ")
    return _wholes().get(bare, bare)


def load_organs(path: Path = _DATA) -> Mapping[str, str]:
    """Return the organisation that each organ belongs to; raises VocabularyError."""
    rows = read_table(path, ("organ", "whole"), ("organ", "whole"))
    return MappingProxyType({row["organ"]: row["whole"] for row in rows})


@cache
def _wholes() -> Mapping[str, str]:
    return load_organs()


@cache
def _private_body() -> re.Pattern[str]:
    return load_pattern(_PRIVATE_BODIES, "body")
