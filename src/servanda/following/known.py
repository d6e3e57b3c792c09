"""Known entries: what linking asks of an entry for every claim, looked up once for all claims of a document."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from servanda.following.claim import Claim
from servanda.following.entries import Entry
from servanda.following.steps import Step


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """An entry with its parties, the stems of what it is `about` and those `around` it, and its claims by document.

    `binding` are the claims that make a commitment, by step; `told` counts in how many documents each telling word stands.
    """

    entry: Entry
    parties: frozenset[str]
    about: frozenset[str]
    around: frozenset[str]
    by_document: Mapping[str, Sequence[Claim]]
    binding: Mapping[Step, Sequence[Claim]]
    told: Mapping[str, int]

    def of_document(self, document: str) -> Sequence[Claim]:
        """Return the claims of one document, in the order of the entry."""
        return self.by_document.get(document, ())

    def told_elsewhere(self, document: str, stems: Iterable[str]) -> frozenset[str]:
        """Return which of the stems are telling words of other documents than one: a document resembles itself."""
        here = _context(self.of_document(document))
        return frozenset(stem for stem in stems if self.told.get(stem, 0) > (stem in here))


def known_entry(entry: Entry) -> KnownEntry:
    """Return an entry with what linking looks up in it."""
    by_document: dict[str, list[Claim]] = {}
    binding: dict[Step, list[Claim]] = {}
    for claim in entry.claims:
        by_document.setdefault(claim.document, []).append(claim)
        binding.setdefault(claim.status, []).append(claim)
    return KnownEntry(
        entry=entry,
        parties=frozenset((*entry.by, *entry.to)),
        about=frozenset(stem for stem, _ in entry.matter),
        around=frozenset(entry.context),
        by_document=by_document,
        binding=binding,
        told=Counter(stem for claims in by_document.values() for stem in _context(claims)),
    )


def _context(claims: Iterable[Claim]) -> frozenset[str]:
    return frozenset(stem for claim in claims for stem in claim.context)
