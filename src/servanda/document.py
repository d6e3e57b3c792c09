"""One text read and coded: what `servanda.read` gives to people who work in Python."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from servanda import sources
from servanda.codebook import Codebook
from servanda.coding.coder import code_documents
from servanda.record import (
    Actor,
    Assessment,
    CodedDocument,
    CodingWarning,
    Commitment,
    Date,
    Event,
    FailedDocument,
    Interest,
    PlaceMention,
    Record,
    Relation,
    Role,
    Statement,
    TimeExpression,
    to_dict,
)
from servanda.showing.html import fragment_of

if TYPE_CHECKING:
    import pandas as pd

Kind = TypeVar("Kind")


class CodingError(RuntimeError):
    """A text that could not be coded; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its record. In a notebook it shows itself as the text beside its records."""

    source: sources.Document
    coded: CodedDocument

    @property
    def text(self) -> str:
        """The text as it came in; every span of a record points into it."""
        return self.source.text

    @property
    def records(self) -> tuple[Record, ...]:
        """All records, in order of the text."""
        return self.coded.records

    @property
    def warnings(self) -> tuple[CodingWarning, ...]:
        """Doubts about the whole text."""
        return self.coded.warnings

    @property
    def published(self) -> Date | None:
        """When the text was published: as given, as the text says, or as inferred from it."""
        return self.coded.published

    def of(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """Return the records of one kind, in order of the text."""
        return tuple(record for record in self.records if isinstance(record, kind))

    @property
    def actors(self) -> tuple[Actor, ...]:
        """Who the text speaks of, with all mentions."""
        return self.of(Actor)

    @property
    def roles(self) -> tuple[Role, ...]:
        """Who holds which office."""
        return self.of(Role)

    @property
    def places(self) -> tuple[PlaceMention, ...]:
        """Places that are meant as places."""
        return self.of(PlaceMention)

    @property
    def dates(self) -> tuple[TimeExpression, ...]:
        """Time expressions and what they resolve to."""
        return self.of(TimeExpression)

    @property
    def events(self) -> tuple[Event, ...]:
        """Who did what to whom."""
        return self.of(Event)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Who said what."""
        return self.of(Statement)

    @property
    def commitments(self) -> tuple[Commitment, ...]:
        """Who owes what to whom."""
        return self.of(Commitment)

    @property
    def assessments(self) -> tuple[Assessment, ...]:
        """Who thinks what is how likely."""
        return self.of(Assessment)

    @property
    def interests(self) -> tuple[Interest, ...]:
        """What actors are after."""
        return self.of(Interest)

    @property
    def relations(self) -> tuple[Relation, ...]:
        """How the text characterises pairs of actors."""
        return self.of(Relation)

    def to_dict(self) -> dict[str, Any]:
        """Return the record as `servanda code` writes it."""
        row: dict[str, Any] = to_dict(self.coded)
        return row

    def to_dataframe(self, kind: type[Record] | None = None) -> "pd.DataFrame":
        """Return a row for each record (of one kind, if given); spans and parties as their words.

        Needs pandas: `pip install 'servanda[tables]'`.
        """
        try:
            import pandas as pd  # noqa: PLC0415  an optional extra
        except ModuleNotFoundError as error:
            raise ModuleNotFoundError("tables need pandas: pip install 'servanda[tables]'") from error
        records = self.records if kind is None else self.of(kind)
        return pd.DataFrame([_row(to_dict(record)) for record in records])

    def _repr_html_(self) -> str:
        return fragment_of(self.text, self.coded)

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)


def read(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    source: str | None = None,
    url: str | None = None,
    language: str | None = None,
    codebook: Codebook | None = None,
) -> Document:
    """Return the record of one text.

    `published` is an ISO 8601 date; without it dates are resolved as far as the text itself allows. Raises CodingError
    for a text that cannot be coded. For many texts `read_all` is faster.
    """
    document = sources.Document(
        id="text", text=text, title=title, published=published, source=source, url=url, language=language
    )
    return next(read_all([document], codebook=codebook))


def read_all(documents: Iterable[sources.Document], *, codebook: Codebook | None = None) -> Iterator[Document]:
    """Yield the record of each document, in order; the parser gets many at once. Raises CodingError as `read` does."""
    given = list(documents)
    for document, coded in zip(given, code_documents(given, codebook), strict=True):
        if isinstance(coded, FailedDocument):
            raise CodingError(f"{document.id}: {coded.error.message}")
        yield Document(document, coded)


def _row(record: dict[str, Any]) -> dict[str, Any]:
    return {name: _cell(value) for name, value in record.items()}


def _cell(value: Any) -> Any:
    """Return a value as a table shows it: parties by name, spans by their words, dates by their value."""
    if isinstance(value, list):
        return "; ".join(str(_cell(item)) for item in value)
    if isinstance(value, dict):
        return next(
            (value[key] for key in ("name", "quote", "value", "cue") if isinstance(value.get(key), str)), str(value)
        )
    return value
