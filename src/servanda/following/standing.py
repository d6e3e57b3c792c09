"""Standing: an entry as it could be known on a day, with what follows from the day alone."""

from servanda.following.entries import Entry


def as_of(entry: Entry, day: str) -> Entry | None:
    """Return the entry as of an ISO day, or None where nothing of it was known yet; the result is not for keeping."""
    return entry
