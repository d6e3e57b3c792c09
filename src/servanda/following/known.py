"""Known entries: what linking asks of an entry for every claim, looked up once for all claims of a document."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from servanda.following.claim import Claim
from servanda.following.entries import Entry
from servanda.following.steps import MUTUAL, Step


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """An entry with its parties, the stems of what it is `about` and `around` it, its claims by document and by status.

    `told` counts in how many documents each telling word stands. `deeds` are what is promised, `bound` who has to do it,
    `first` the day on which the entry could first be known.
    """

    entry: Entry
    parties: frozenset[str]
    about: frozenset[str]
    around: frozenset[str]
    by_document: Mapping[str, Sequence[Claim]]
    by_status: Mapping[Step, Sequence[Claim]]
    told: Mapping[str, int]
    deeds: frozenset[str]
    bound: frozenset[str]
    first: str

    def of_document(self, document: str) -> Sequence[Claim]:
        """Return the claims of one document, in the order of the entry."""
        return self.by_document.get(document, ())

    def with_status(self, status: Step) -> Sequence[Claim]:
        """Return the claims of one status, in the order of the entry."""
        return self.by_status.get(status, ())

    def is_of_one(self, document: str) -> bool:
        """Whether all claims are of that document."""
        return self.by_document.keys() == {document}

    def told_elsewhere(self, document: str, stems: Iterable[str]) -> frozenset[str]:
        """Return which of the stems are telling words of other documents than one: a document resembles itself."""
        here = _context(self.of_document(document))
        return frozenset(stem for stem in stems if self.told.get(stem, 0) > (stem in here))


def known_entry(entry: Entry) -> KnownEntry:
    """Return an entry with what linking looks up in it."""
    by_document: dict[str, list[Claim]] = {}
    by_status: dict[Step, list[Claim]] = {}
    for claim in entry.claims:
        by_document.setdefault(claim.document, []).append(claim)
        by_status.setdefault(claim.status, []).append(claim)
    return KnownEntry(
        entry=entry,
        parties=frozenset((*entry.by, *entry.to)),
        about=frozenset(stem for stem, _ in entry.matter),
        around=frozenset(entry.context),
        by_document=by_document,
        by_status=by_status,
        told=Counter(chain.from_iterable(map(_context, by_document.values()))),
        deeds=frozenset(deed for c in entry.claims if c.act is not None and not c.recalled for deed in c.deeds),
        bound=_bound(entry),
        first=min(claim.published or "" for claim in entry.claims),
    )


def _bound(entry: Entry) -> frozenset[str]:
    """Return who has to do what an entry is about: of a demand the other side, of an agreement both."""
    if entry.act in ("demand", "request"):
        return frozenset(entry.to)
    return frozenset((*entry.by, *entry.to) if entry.act in MUTUAL else entry.by)


def _context(claims: Iterable[Claim]) -> frozenset[str]:
    return frozenset().union(*(claim.context for claim in claims))
