"""Descriptions: of a document, what it takes to tell whether it reports the same happening as another."""

from dataclasses import dataclass

from servanda.following.filed import Filed


@dataclass(frozen=True, slots=True)
class Description:
    """What is compared of a document.

    `keys` are blocking keys; `signature` is the MinHash of its word shingles; `terms` are its telling words with their
    weights (the vector has length 1), `names` and `numbers` what it names and counts; `deeds` who did what to whom as
    "type:source:target"; `days` the ISO days on which it says that things happened.
    """

    document: str
    published: str | None
    source: str | None
    title: str
    keys: tuple[str, ...]
    signature: tuple[int, ...]
    terms: tuple[tuple[str, float], ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    deeds: tuple[str, ...]
    countries: tuple[str, ...]
    places: tuple[str, ...]
    days: tuple[str, ...]


def describe(filed: Filed) -> Description:
    """Return the description of a document."""
    title = filed.title or ""
    return Description(filed.key, filed.published, filed.source, title, (), (), (), (), (), (), (), (), ())
