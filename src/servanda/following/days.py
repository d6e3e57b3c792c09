"""Days: how far apart two ISO days are."""

from datetime import date


def days_between(one: str | None, other: str | None) -> int | None:
    """Return the days between two ISO days, None where one is unknown."""
    if one is None or other is None:
        return None
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
