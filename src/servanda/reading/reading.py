"""Reading: a text with its sentences, parse, quotations and mentions. What every coder sees, and all it sees."""

from dataclasses import dataclass
from typing import Literal

from servanda.knowledge.places import PlaceEntry
from servanda.record.parties import ActorType
from servanda.record.span import Span
from servanda.sources.document import Document

SentenceForm = Literal["prose", "item", "heading", "dateline", "credit"]
MentionForm = Literal["name", "adjective", "metonym", "group", "description", "pronoun"]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the text. `head` is the index of the token it depends on, its own index at a root.

    `pos` is the Universal part of speech, `tag` that of the Penn Treebank, `dep` the ClearNLP dependency label.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, heading, list item, dateline or credit line; tokens[first:last] are its words."""

    index: int
    start: int
    end: int
    first: int
    last: int
    form: SentenceForm
    paragraph: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between quotation marks: text[start:end] without the marks, text[outer_start:outer_end] with them.

    `continues` says that it goes on with the speech of the quotation before it (a paragraph that opens with marks
    while the one before never closed them); `depth` is 0 outside any other quotation.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    depth: int
    continues: bool


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something the text speaks of, found by one pass over the whole document.

    `feature` is set for what can be a place (city, country, sea ...); `sector` holds codes of the codebook.
    """

    index: int
    name: str
    type: ActorType | Literal["place"]
    country: str | None
    sector: tuple[str, ...]
    first: Span


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that refer to one entity, or to several ("both leaders"); `head` is the index of their main token.

    `locative` says that the words are used for a place here ("in Moscow"), not for who governs from it; `place` is the
    place of that name, also where it is not.
    """

    start: int
    end: int
    head: int
    form: MentionForm
    entities: tuple[int, ...]
    locative: bool = False
    place: PlaceEntry | None = None


@dataclass(frozen=True, slots=True)
class PlaceInName:
    """A place inside the name of an institution: "Paris" in "Paris Police Department"."""

    start: int
    end: int
    place: PlaceEntry


@dataclass(frozen=True, slots=True)
class OfficeHeld:
    """An office that the text gives an entity at text[start:end]; text[office_start:office_end] are its words.

    `of` is a country code or the full name of an organisation, None where the text does not say; `canonical` is the
    kind of office (head_of_state, foreign_minister, spokesperson ...). `followed` says that the office is named as that of
    who came after.
    """

    entity: int
    canonical: str
    standing: Literal["current", "interim", "acting", "elect", "former"]
    of: str | None
    office_start: int
    office_end: int
    start: int
    end: int
    followed: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as read. Offsets are code points into `text`, indices point into the tuples."""

    document: Document
    text: str
    where: Literal["text", "title"]
    language: str | None
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    offices: tuple[OfficeHeld, ...]
    mention_of_token: tuple[int, ...]
    places_in_names: tuple[PlaceInName, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Return the span of text[start:end]."""
        return Span.of(self.text, start, end)

    def sentence_span(self, token: int) -> Span:
        """Return the span of the sentence that a token stands in."""
        sentence = self.sentences[self.tokens[token].sentence]
        return self.span(sentence.start, sentence.end)

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence at an offset, or the last that begins before it."""
        low, high = 0, len(self.sentences) - 1
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self.sentences[middle].start <= offset else (low, middle - 1)
        return self.sentences[low]

    def mention_at(self, token: int) -> Mention | None:
        """Return the smallest mention whose words include the token, None where there is none."""
        index = self.mention_of_token[token]
        return self.mentions[index] if index >= 0 else None
