"""Following in memory: stories and ledger of a list of documents, without a store."""

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.following.entries import Entry
from servanda.following.filed import Filed
from servanda.following.linking import Link


@dataclass(frozen=True, slots=True)
class Followed:
    """The story of each document, the entries of the ledger, and how each claim got where it is."""

    stories: dict[str, str]
    entries: tuple[Entry, ...]
    links: tuple[Link, ...]


def follow(documents: Sequence[Filed]) -> Followed:
    """Return the stories and the ledger of documents, placed one by one in order of their day."""
    return Followed({}, (), ())
