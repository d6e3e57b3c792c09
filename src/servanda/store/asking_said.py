"""Asking for what one party said of another: statements of the one whose sentence names the other, or that address it."""

import re
from functools import lru_cache

from sqlalchemy import Connection, exists, select

from servanda.knowledge.countries import load_countries
from servanda.knowledge.organisations import organisation_named
from servanda.store.asking_evidence import Evidence, evidence_at
from servanda.store.schema import record_parties, records

_ACTS, _LOOKED_AT = 2000, 50


def ask_said(connection: Connection, by: str, about: str, most: int = 12) -> list[Evidence]:
    """Return the latest statements of one party that name or address another, the newest first.

    They are looked for among its last few thousand acts.
    """
    p, other, r = record_parties.c, record_parties.alias(), records.c
    latest = select(p.document, p.nth, p.day).where(p.party == by, p.role == "by")
    acts = latest.order_by(p.day.desc(), p.document.desc(), p.nth.desc()).limit(_ACTS).subquery().c
    query = (
        select(acts.document, acts.nth)
        .join(records, (r.document == acts.document) & (r.nth == acts.nth))
        .where(r.kind == "statement", exists().where(other.c.document == acts.document, other.c.party == about))
        .order_by(acts.day.desc(), acts.document, acts.nth)
        .limit(_LOOKED_AT)
    )
    said = evidence_at(connection, [(row.document, row.nth) for row in connection.execute(query)])
    named = _naming(about)
    return [one for one in said if about in one.to or named.search(one.sentence)][:most]


@lru_cache(maxsize=512)
def _naming(party: str) -> re.Pattern[str]:
    """Return what finds a party in a sentence: its names, adjectives, peoples and capital, as whole words."""
    country, organisation = load_countries().get(party), organisation_named(party)
    forms = {party}
    if country is not None:
        forms = {text for kind, text in country.forms() if kind != "seat"}
    elif organisation is not None:
        forms |= {organisation.name, *filter(None, (organisation.abbreviation, *organisation.aliases))}
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(forms, key=len, reverse=True))) + r")\b")
