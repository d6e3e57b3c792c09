"""The cast of a document while it is gathered: entities and their mentions, each entity under one key."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from servanda.knowledge.places import PlaceEntry
from servanda.reading.reading import Entity, Mention, MentionForm, OfficeHeld
from servanda.record.parties import ActorType
from servanda.record.span import Span

Key = tuple[str, str]


@dataclass(slots=True)
class Cast:
    """Entities by key, and mentions in the order they were found."""

    text: str
    entities: list[Entity] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    offices: list[OfficeHeld] = field(default_factory=list)
    keys: dict[Key, int] = field(default_factory=dict)
    covered: dict[int, int] = field(default_factory=dict)

    def entity(
        self,
        key: Key,
        name: str,
        kind: ActorType | Literal["place"],
        country: str | None,
        sector: Iterable[str],
        start: int,
        end: int,
    ) -> int:
        """Return the index of the entity with this key, made anew at text[start:end] if there is none yet."""
        if key not in self.keys:
            self.keys[key] = len(self.entities)
            span = Span.of(self.text, start, end)
            self.entities.append(Entity(len(self.entities), name, kind, country, tuple(sector), span))
        return self.keys[key]

    def mention(
        self, start: int, end: int, first: int, last: int, head: int, form: MentionForm, entities: Iterable[int], *,
        locative: bool = False, place: PlaceEntry | None = None,
    ) -> None:  # fmt: skip
        """Add a mention that covers tokens[first:last]; tokens that a mention covers already stay with it."""
        index = len(self.mentions)
        self.mentions.append(Mention(start, end, head, form, tuple(entities), locative, place))
        for token in range(first, last):
            self.covered.setdefault(token, index)

    def is_covered(self, token: int) -> bool:
        """Whether a mention includes the token already."""
        return token in self.covered

    def change(self, entity: int, **fields: object) -> None:
        """Set fields of an entity that became known later."""
        self.entities[entity] = replace(self.entities[entity], **fields)  # type: ignore[arg-type]

    def before(self, offset: int) -> list[Mention]:
        """Return the mentions that end at or before an offset, the nearest first."""
        return sorted((m for m in self.mentions if m.end <= offset), key=lambda m: -m.start)

    def focal_country(self) -> str | None:
        """Return the country that most of the document is about, the first named where two are equal.

        Names of the state count double; its places, people and organisations once.
        """
        counted: Counter[str] = Counter()
        for mention in sorted(self.mentions, key=lambda m: m.start):
            for index in mention.entities:
                entity = self.entities[index]
                if entity.country:
                    counted[entity.country] += 2 if entity.type == "state" and not mention.locative else 1
        return counted.most_common(1)[0][0] if counted else None
