"""The ledger of a lake: entries made on asking, from the claims that may have to do with the parties asked for."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from servanda.following.claim import Claim
from servanda.following.entries import Entry
from servanda.following.layout import from_row
from servanda.following.ledger import follow_claims
from servanda.lake.opening import Lake

MOST_CLAIMS = 5_000
_KNOWN = "(day IS NULL OR day <= ?)"


def entries_of(lake: Lake, parties: Sequence[str], day: str | None, most_claims: int = MOST_CLAIMS) -> list[Entry]:
    """Return the entries of the ledger that are between these parties, those heard of last first; without parties, all.

    Claims after an ISO day are left out where one is given. Those that name all the parties are linked, the newest
    `most_claims` of them; then those that share a pair with one of them, and so on, as long as there are no more in all.
    """
    last = day or "9999-12-31"
    found = _near(lake, parties, last, most_claims) if parties else None
    entries, _ = follow_claims(_documents(lake, found, last))
    between = (entry for entry in entries if set(parties) <= {*entry.by, *entry.to})
    return sorted(sorted(between, key=lambda e: e.id), key=_last_day, reverse=True)


def left_out(lake: Lake, parties: Sequence[str], day: str) -> int:
    """Return how many claims that name all the parties are too many to be linked."""
    query = f"SELECT count(*) FROM claims WHERE list_has_all(parties, ?::VARCHAR[]) AND {_KNOWN}"
    found = int(next(lake.rows(query, [list(parties), day]))[0])
    return max(found - MOST_CLAIMS, 0) if parties else 0


def _last_day(entry: Entry) -> str:
    return max((claim.published or "" for claim in entry.claims), default="")


def _near(lake: Lake, parties: Sequence[str], day: str, most: int) -> list[str]:
    """Return the ids of the claims that name all the parties, with as many rings of their neighbours as there is room for."""
    first = f"""
        SELECT claim, pairs FROM claims WHERE list_has_all(parties, ?::VARCHAR[]) AND {_KNOWN}
        ORDER BY day DESC NULLS LAST, claim LIMIT ?
    """
    further = f"""
        SELECT DISTINCT claim, pairs FROM (SELECT claim, pairs, unnest(pairs) AS pair FROM claims WHERE {_KNOWN})
        SEMI JOIN (SELECT unnest(?::VARCHAR[]) AS pair) AS wanted USING (pair) LIMIT ?
    """
    found = dict(lake.rows(first, [list(parties), day, most]))
    pairs = {pair for of in found.values() for pair in of}
    while pairs and len(found) < most:
        ring = dict(lake.rows(further, [day, sorted(pairs), most + 1]))
        if len(ring) > most or ring.keys() <= found.keys():
            break
        pairs = {pair for of in ring.values() for pair in of}
        found |= ring
    return list(found)


def _documents(lake: Lake, wanted: Sequence[str] | None, day: str) -> Iterator[list[Claim]]:
    """Yield the claims of each document, in order of the day and of the key; of a document that stands twice, once."""
    among = "" if wanted is None else "AND claim IN (SELECT unnest(?::VARCHAR[]))"
    values: list[Any] = [day] if wanted is None else [day, list(wanted)]
    query = f"SELECT document, claim, packed FROM claims WHERE {_KNOWN} {among} ORDER BY day NULLS FIRST, document, nth"
    for _, rows in groupby(lake.rows(query, values), key=lambda row: row[0]):
        packed = {claim: text for _, claim, text in rows}
        yield [from_row(Claim, json.loads(text)) for text in packed.values()]
