"""A ledger in memory: entries from the claims of many documents, by the same rules as a store follows them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from servanda.following.claim import Claim
from servanda.following.claims import keys_of
from servanda.following.decisions import NO_LEDGER_DECISIONS, LedgerDecisions
from servanda.following.entries import Entry, fold
from servanda.following.known import KnownEntry, known_entry
from servanda.following.linking import CANDIDATES, Link, assign_known

NEAREST = 200


def follow_claims(
    documents: Iterable[Sequence[Claim]], decisions: LedgerDecisions = NO_LEDGER_DECISIONS
) -> tuple[tuple[Entry, ...], tuple[Link, ...]]:
    """Return the entries of what documents claim, and how each claim got where it is.

    Documents are taken one at a time in the order given, which should be that of their days, then of their keys. A claim looks
    for its entry among those of the NEAREST claims before it that share a blocking key, so that the cost of one does
    not grow with their number.
    """
    ledger = _Ledger(decisions)
    for claims in documents:
        ledger.take(claims)
    return tuple(ledger.entries.values()), tuple(ledger.links.values())


@dataclass(slots=True)
class _Ledger:
    """Claims in the order in which they came, by number; where they are found again, and what they make."""

    decisions: LedgerDecisions
    claims: list[Claim] = field(default_factory=list)
    by_key: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    members: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    entries: dict[str, Entry] = field(default_factory=dict)
    known: dict[str, KnownEntry] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)

    def take(self, claims: Sequence[Claim]) -> None:
        """Link the claims of one document."""
        first = len(self.claims)
        self.claims += claims
        for number, claim in enumerate(claims, first):
            for key in keys_of(claim):
                self.by_key[key].append(number)
        near = self._candidates(range(first, len(self.claims)))
        made = assign_known(claims, near, self._claims_of, self.decisions)
        for number, link in enumerate(made, first):
            self._note(number, link)
        for entry in dict.fromkeys(link.entry for link in made if link.entry is not None):
            self._fold(entry)
        for entry in sorted({link.entry for link in made if link.entry is not None and link.new}):
            self._adopt(entry, first)

    def _claims_of(self, entry: str) -> Sequence[Claim]:
        return self.entries[entry].claims

    def _candidates(self, mine: range) -> list[KnownEntry]:
        """Return the entries of earlier claims that share a key with those of a document, the latest first."""
        near = sorted((n for n in self._near(mine) if n < mine.start), reverse=True)
        pinned = (self.decisions.pins.get(self.claims[n].id) for n in mine)
        wanted = dict.fromkeys(entry for entry in (*pinned, *map(self._entry, near)) if entry in self.entries)
        return [self.known[entry] for entry in list(wanted)[:CANDIDATES] if entry is not None]

    def _near(self, numbers: Iterable[int]) -> set[int]:
        keys = {key for number in numbers for key in keys_of(self.claims[number])}
        return {number for key in keys for number in self.by_key[key][-NEAREST:]}

    def _adopt(self, entry: str, before: int) -> None:
        """Link earlier claims that spoke of no known commitment to a new entry that they turn out to speak of."""
        near = sorted(n for n in self._near(self.members.get(entry, ())) if n < before and self._entry(n) is None)
        if not near or entry not in self.entries:
            return
        made = assign_known([self.claims[n] for n in near], [self.known[entry]], self._claims_of, self.decisions)
        adopted = [(number, link) for number, link in zip(near, made, strict=True) if link.entry == entry]
        for number, link in adopted:
            self._note(number, link)
        if adopted:
            self._fold(entry)

    def _entry(self, number: int) -> str | None:
        return self.links[self.claims[number].id].entry

    def _note(self, number: int, link: Link) -> None:
        self.links[self.claims[number].id] = link
        if link.entry is not None:
            self.members[link.entry].append(number)

    def _fold(self, entry: str) -> None:
        """Fold an entry from its claims; where none of them makes a commitment, they are orphans again."""
        claims = [self.claims[number] for number in sorted(self.members[entry])]
        if any(claim.act is not None for claim in claims):
            self.entries[entry] = fold(entry, claims)
            self.known[entry] = known_entry(self.entries[entry])
            return
        del self.members[entry]
        for claim in claims:
            self.links[claim.id] = replace(self.links[claim.id], entry=None)
