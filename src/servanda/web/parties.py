"""Parties: which one somebody means by what they write into a form or an address."""

from servanda.knowledge.countries import country_named, load_countries
from servanda.knowledge.organisations import full_name, organisation_named


def party_given(text: str) -> str:
    """Return the party that a code or a name stands for, as the store knows it; a name nobody knows stays, none is empty."""
    wanted = text.strip()
    if wanted.upper() in load_countries():
        return wanted.upper()
    country, organisation = country_named(wanted), organisation_named(wanted)
    if country is not None:
        return country.code
    return full_name(organisation) if organisation is not None else wanted
