"""Following in memory: stories and ledger of a list of documents, without a store."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from servanda.following import placement
from servanda.following.claims import claims_of
from servanda.following.decisions import NO_LEDGER_DECISIONS, NO_STORY_DECISIONS, LedgerDecisions, StoryDecisions
from servanda.following.descriptions import Description, describe
from servanda.following.entries import Entry
from servanda.following.filed import Filed
from servanda.following.ledger import NEAREST, follow_claims
from servanda.following.linking import Link


@dataclass(frozen=True, slots=True)
class Followed:
    """The story of each document, the entries of the ledger, and how each claim got where it is."""

    stories: Mapping[str, str]
    entries: tuple[Entry, ...]
    links: tuple[Link, ...]


@dataclass(slots=True)
class _Index:
    """Documents by their blocking keys, in the order in which they came."""

    values: list[placement.Known] = field(default_factory=list)
    by_key: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, value: placement.Known, keys: Iterable[str]) -> None:
        for key in keys:
            self.by_key[key].append(len(self.values))
        self.values.append(value)

    def sharing(self, keys: Iterable[str], most: int) -> list[placement.Known]:
        """Return the documents that share most keys, the latest first among equals, of the NEAREST with each key."""
        shared = Counter(at for key in keys for at in self.by_key.get(key, ())[-NEAREST:])
        ranked = sorted(shared, key=lambda at: (-shared[at], -at))
        return [self.values[at] for at in ranked[:most]]


def follow(
    documents: Sequence[Filed],
    stories: StoryDecisions = NO_STORY_DECISIONS,
    ledger: LedgerDecisions = NO_LEDGER_DECISIONS,
) -> Followed:
    """Return the stories and the ledger of documents, taken one by one in order of their day."""
    ordered = sorted(documents, key=lambda filed: filed.published or "")
    entries, links = follow_claims(map(claims_of, ordered), ledger)
    return Followed(follow_stories(map(describe, ordered), stories), entries, links)


def follow_stories(
    descriptions: Iterable[Description], decisions: StoryDecisions = NO_STORY_DECISIONS
) -> Mapping[str, str]:
    """Return the story of each document by its key; they are taken in the order given, which should be that of their days."""
    index, story_of = _Index(), dict[str, str]()
    for description in descriptions:
        keys = dict.fromkeys(description.keys)
        placed = placement.place(description, index.sharing(keys, placement.CANDIDATES), decisions)
        story = placed.story or placement.story_id(description)
        story_of[description.document] = story
        index.add(placement.Known(description, story), keys)
    return story_of
