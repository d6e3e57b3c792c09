"""Entry columns: of an entry of the ledger, what its page filters, sorts and groups by."""

from typing import Any

from servanda.following.entries import Entry
from servanda.following.standing import is_disputed, last_day_of

_LONGEST = 300


def columns_of(entry: Entry) -> dict[str, Any]:
    """Return the columns of an entry that follow from it alone; days are ISO, those of dates their last day.

    `pair` names all parties in alphabetical order, so that what two owe each other stands together. Words are cut where an
    index of every database still holds them.
    """
    heard = [step.published for step in entry.history if step.published]
    return {
        "heard_day": max(heard, default=None),
        "since_day": entry.since.value[:10] if entry.since else min(heard, default=None),
        "due_day": last_day_of(entry.due) if entry.due else None,
        "pair": " – ".join(sorted({*entry.by, *entry.to}))[:_LONGEST],
        "sector": next(iter(entry.sectors), "other"),
        "content": entry.content[:_LONGEST],
        "slight": int(entry.slight),
        "disputed": int(is_disputed(entry)),
    }
