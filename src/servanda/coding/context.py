"""Context: all that the coder of one kind gets, and the parts that every record is made of."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from servanda.codebook import Codebook
from servanda.coding.judging import Judge
from servanda.coding.listening import Listener
from servanda.knowledge import countries
from servanda.reading.reading import Mention, Reading
from servanda.record import Date, Identity, Participant, Place, Span, TimeExpression, Why


def _start(found: TimeExpression | Place) -> int:
    return found.start


@dataclass(frozen=True, slots=True)
class Voice:
    """A stretch in which somebody speaks. "I" is the speaker; "we" are the `body`, without one the speaker's state.

    Where nobody is known the stretch is one all the same, so that its words are not taken for those of who speaks around it.
    """

    start: int
    end: int
    speaker: Participant | None
    body: tuple[Participant, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """A reading with what was coded before: dates, places, and who speaks where.

    `actor_ids` gives the id of each entity's actor record, None where the entity gets none. `judge`
    judges what the rules propose as events, and `listener` hears statements and commitments; without them the rules decide
    alone. `dates` and `places` stand in order of the text. `states` are the entities of the two states that the document
    is about, none where it is not about two.
    """

    reading: Reading
    codebook: Codebook
    identity: Identity
    published: Date | None = None
    actor_ids: tuple[str | None, ...] = ()
    dates: tuple[TimeExpression, ...] = ()
    places: tuple[Place, ...] = ()
    voices: tuple[Voice, ...] = field(default=())
    judge: Judge | None = None
    listener: Listener | None = None
    states: tuple[int, ...] = ()

    def dates_within(self, start: int, end: int) -> Sequence[TimeExpression]:
        """Return the dates that begin in a stretch of the text."""
        return self.dates[bisect_left(self.dates, start, key=_start) : bisect_left(self.dates, end, key=_start)]

    def places_within(self, start: int, end: int) -> Sequence[Place]:
        """Return the places that begin in a stretch of the text."""
        return self.places[bisect_left(self.places, start, key=_start) : bisect_left(self.places, end, key=_start)]

    def span(self, start: int, end: int) -> Span:
        """Return the span of text[start:end]."""
        return self.reading.span(start, end)

    def token_span(self, token: int) -> Span:
        """Return the span of one token."""
        found = self.reading.tokens[token]
        return self.reading.span(found.start, found.end)

    def sentence_of(self, offset: int) -> Span:
        """Return the span of the sentence at an offset."""
        sentence = self.reading.sentence_at(offset)
        return self.reading.span(sentence.start, sentence.end)

    def why(self, rule: str, token: int) -> Why:
        """Return the reason of a record: the rule, and the token that triggered it."""
        return Why(trigger=self.token_span(token), rule=rule)

    def participant(self, mention: Mention, entity: int) -> Participant:
        """Return an entity as a participant at the words of a mention of it."""
        found = self.reading.entities[entity]
        if found.type == "state" and self._names_people(mention):
            words = self.reading.text[mention.start : mention.end]
            return Participant(words, found.country, ("CVL",), "people", None, mention.start, mention.end, words)
        kind = "organisation" if found.type == "place" else found.type
        return Participant(
            name=found.name,
            country=found.country,
            sector=found.sector,
            type=kind,
            actor=self.actor_ids[entity] if self.actor_ids else None,
            start=mention.start,
            end=mention.end,
            quote=self.reading.text[mention.start : mention.end],
        )

    def _names_people(self, mention: Mention) -> bool:
        """Whether a state is named by its people, as people: "Americans", not "the Americans" who negotiate."""
        text = self.reading.text
        words = text[mention.start : mention.end]
        return (
            words.endswith("s")
            and not text[max(mention.start - 4, 0) : mention.start].lower().endswith("the ")
            and countries.country_of_people(words) is not None
        )
