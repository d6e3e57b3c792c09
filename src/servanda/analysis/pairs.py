"""Pairs: of an event, the rows about each pair of its parties, as a table of events between parties has them."""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from servanda.record import Date, Event, Participant, Record, Statement

HAPPENED = ("occurred", "ongoing")
_WHOLE_DAY = len("2024-05-14")


def pairs_of(event: Event, published: str) -> Iterator[dict[str, Any]]:
    """Yield a row for every source and target of an event that are two parties with a name of their own.

    `low` and `high` are the two in order of the alphabet. The day is that of publication where the event has no whole day,
    empty where neither has.
    """
    pairs = product(filter(_is_known, event.source), filter(_is_known, event.target))
    day = next((day for day in (day_of(event, published), published) if len(day) == _WHOLE_DAY), "")
    for one, other in dict.fromkeys((party_of(s), party_of(t)) for s, t in pairs):
        if one != other:
            low, high = sorted((one, other))
            yield {
                "low": low, "high": high, "source": one, "day": day, "type": event.type, "mode": event.mode,
                "quad": event.quad, "intensity": event.intensity, "status": event.status,
            }  # fmt: skip


def strongest(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows of one document, in the order of its records, with `counts`: whether a row stands for a happening.

    Of what happened, on a day that is known, only the strongest of each type and direction counts, the first among equals.
    """
    made = [{**row, "counts": False} for row in rows]
    best: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in sorted(made, key=lambda row: (row["day"], str(row["nth"]))):
        key = (row["type"], row["source"], row["low"], row["high"])
        if row["day"] and row["status"] in HAPPENED and (key not in best or _weight(row) > _weight(best[key])):
            best[key] = row
    for row in best.values():
        row["counts"] = True
    return made


def statements_between(record: Record) -> Iterator[tuple[str, str]]:
    """Yield who speaks and to whom, once for each party that a statement is addressed to."""
    if isinstance(record, Statement) and record.speaker is not None:
        speaker = party_of(record.speaker)
        yield from ((speaker, other) for other in dict.fromkeys(map(party_of, record.addressee)) if other != speaker)


def party_of(participant: Participant) -> str:
    """Return how a party is known: its ISO 3166 alpha-3 code, or its name."""
    return participant.country or participant.name


def day_of(record: Record, published: str) -> str:
    """Return the day of what an event tells; of all other records that of publication."""
    date: Date | None = record.date if isinstance(record, Event) else None
    return date.value[:10] if date and date.precision in ("day", "month", "year") else published


def _is_known(participant: Participant) -> bool:
    return participant.country is not None or participant.type == "organisation"


def _weight(row: dict[str, Any]) -> float:
    return abs(float(row["intensity"] or 0))
