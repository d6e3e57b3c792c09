"""Following in memory: stories and ledger of a list of documents, without a store."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from servanda.following import linking, placement
from servanda.following.claims import claims_of, keys_of
from servanda.following.decisions import NO_LEDGER_DECISIONS, NO_STORY_DECISIONS, LedgerDecisions, StoryDecisions
from servanda.following.descriptions import describe
from servanda.following.entries import Entry, fold
from servanda.following.filed import Filed
from servanda.following.linking import Link


@dataclass(frozen=True, slots=True)
class Followed:
    """The story of each document, the entries of the ledger, and how each claim got where it is."""

    stories: Mapping[str, str]
    entries: tuple[Entry, ...]
    links: tuple[Link, ...]


@dataclass(slots=True)
class _Index:
    """Values by their blocking keys, in the order in which they came."""

    values: list[object] = field(default_factory=list)
    by_key: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, value: object, keys: Iterable[str]) -> None:
        for key in keys:
            self.by_key[key].append(len(self.values))
        self.values.append(value)

    def sharing(self, keys: Iterable[str], most: int) -> list[object]:
        """Return the values that share most keys, the latest first among equals."""
        shared = Counter(at for key in keys for at in self.by_key.get(key, ()))
        ranked = sorted(shared, key=lambda at: (-shared[at], -at))
        return [self.values[at] for at in ranked[:most]]


def follow(
    documents: Sequence[Filed],
    stories: StoryDecisions = NO_STORY_DECISIONS,
    ledger: LedgerDecisions = NO_LEDGER_DECISIONS,
) -> Followed:
    """Return the stories and the ledger of documents, taken one by one in order of their day."""
    ordered = sorted(documents, key=lambda filed: filed.published or "")
    entries, links = _follow_commitments(ordered, ledger)
    return Followed(_follow_stories(ordered, stories), entries, links)


def _follow_stories(documents: Iterable[Filed], decisions: StoryDecisions) -> Mapping[str, str]:
    index, story_of = _Index(), dict[str, str]()
    for filed in documents:
        description = describe(filed)
        candidates = [
            c for c in index.sharing(description.keys, placement.CANDIDATES) if isinstance(c, placement.Known)
        ]
        placed = placement.place(description, candidates, decisions)
        story = placed.story or placement.story_id(description)
        story_of[filed.key] = story
        index.add(placement.Known(description, story), description.keys)
    return story_of


def _follow_commitments(
    documents: Iterable[Filed], decisions: LedgerDecisions
) -> tuple[tuple[Entry, ...], tuple[Link, ...]]:
    entries: dict[str, Entry] = {}
    links: list[Link] = []
    for filed in documents:
        claims = claims_of(filed)
        keys = {key for claim in claims for key in keys_of(claim)}
        sharing = [entry for entry in entries.values() if keys & set(entry.keys)]
        made = linking.assign(claims, sharing[-linking.CANDIDATES :], decisions)
        of = {link.claim: link.entry for link in made}
        for entry in dict.fromkeys(link.entry for link in made if link.entry is not None):
            before = entries[entry].claims if entry in entries else ()
            entries[entry] = fold(entry, (*before, *(claim for claim in claims if of[claim.id] == entry)))
        links.extend(made)
    return tuple(entries.values()), tuple(links)
