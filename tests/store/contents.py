"""What a store holds, in values that can be compared: without numbers of rows and times of the clock."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from servanda.store import Store, schema
from servanda.store.following_up import follow_up
from servanda.store.keeping import keep
from servanda.store.preparing import Prepared


def fill(store: Store, batches: Iterable[Sequence[Prepared]]) -> None:
    for batch in batches:
        with store.writing() as connection:
            keep(connection, store, batch, "2026-01-01T00:00:00+00:00")
        follow_up(store)


def contents(store: Store) -> dict[str, Any]:
    """Return all that does not depend on when and in which order documents came."""
    with store.reading() as connection:
        d = schema.documents.c
        keys = dict(connection.execute(select(d.number, d.key)).all())
        made: dict[str, Any] = {"documents": sorted(connection.execute(select(d.key, d.id, d.text, d.day)).all())}
        for table in (
            schema.records, schema.record_parties, schema.dyads, schema.record_places, schema.story_keys, schema.story_members,
            schema.claims, schema.claim_keys, schema.codings,
        ):  # fmt: skip
            rows = connection.execute(select(table)).mappings().all()
            left_out = {"number", "run"} if table is schema.codings else set()
            plain = ({k: keys[v] if k == "document" else v for k, v in r.items() if k not in left_out} for r in rows)
            made[table.name] = sorted((sorted(row.items(), key=str) for row in plain), key=str)
        for table in (
            schema.stories,
            schema.pairs,
            schema.place_months,
            schema.entries,
            schema.entry_parties,
            schema.entry_sectors,
        ):
            made[table.name] = sorted(map(str, connection.execute(select(table)).all()))
    return made
