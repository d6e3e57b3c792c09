"""Documents into readings, many at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from servanda.knowledge.publishers import home_of
from servanda.reading.cast import Cast
from servanda.reading.cast_names import cast_names
from servanda.reading.gazetteer import packaged
from servanda.reading.language import find_language
from servanda.reading.names import find_names
from servanda.reading.nouns import load_nouns
from servanda.reading.parser import NamedSpan, Parsed, parse, plain
from servanda.reading.person_names import with_people
from servanda.reading.quotations import find_quotations
from servanda.reading.reading import Quotation, Reading, Sentence, SentenceForm, Token
from servanda.reading.references import add_references
from servanda.reading.sentences import split_sentences
from servanda.reading.sport import with_teams
from servanda.reading.successions import add_predecessors
from servanda.reading.titles import find_titles
from servanda.reading.toponyms import Toponyms, find_toponyms
from servanda.sources import Document

_DOCUMENTS_AT_ONCE = 64
_CHARACTERS_AT_ONCE = 400_000


@dataclass(frozen=True, slots=True)
class _Split:
    """A text cut into sentences and not parsed yet."""

    document: Document
    text: str
    where: Literal["text", "title"]
    language: str | None
    quotations: tuple[Quotation, ...]
    pieces: tuple[tuple[int, int, SentenceForm, int], ...]


def read_documents(documents: Iterable[Document], where: Literal["text", "title"] = "text") -> Iterator[Reading]:
    """Yield the reading of each document's text (or title), in order; the parser gets many at once.

    A text in a language other than English yields a reading without sentences: its `language` says why.
    """
    waiting = iter(documents)
    while batch := _batch(waiting):
        split = [_split(document, where) for document in batch]
        pieces = ((one.text[start:end], start) for one in split for start, end, _, _ in one.pieces)
        parsed = parse(pieces)
        for one in split:
            yield _read(one, list(islice(parsed, len(one.pieces))))


def _batch(documents: Iterator[Document]) -> list[Document]:
    batch: list[Document] = []
    characters = 0
    for document in documents:
        batch.append(document)
        characters += len(document.text)
        if len(batch) >= _DOCUMENTS_AT_ONCE or characters >= _CHARACTERS_AT_ONCE:
            break
    return batch


def _split(document: Document, where: Literal["text", "title"]) -> _Split:
    text = document.text if where == "text" else document.title or ""
    masked = plain_lines(text)
    language = find_language(masked, document.language)
    if language not in ("en", None):
        return _Split(document, text, where, language, (), ())
    return _Split(document, text, where, language, find_quotations(masked), tuple(split_sentences(masked)))


def plain_lines(text: str) -> str:
    """Return the text with markup masked by spaces, every character at its offset and line breaks kept."""
    if "<" not in text and "&" not in text and text.isprintable():
        return text
    return "\n".join(_masked(line) for line in text.split("\n"))


def _masked(line: str) -> str:
    if "<" not in line and "&" not in line and line.isprintable():
        return line
    bare = plain(line)
    return "".join(old if new != " " else " " for old, new in zip(line, bare, strict=True))


def _read(split: _Split, parsed: Sequence[Parsed]) -> Reading:
    tokens, sentences, recognised = _joined(split, parsed)
    children = _children(tokens)
    masked = plain_lines(split.text)
    named = with_people(tokens, find_names(masked, tokens, sentences, recognised, packaged()))
    toponyms = find_toponyms(masked, tokens, with_teams(masked, tokens, named))
    titles = find_titles(tokens, toponyms.names)
    document = split.document
    home = home_of(document.source, document.url)
    cast = cast_names(split.text, tokens, sentences, toponyms, titles, document.day, home)
    add_predecessors(cast, tokens, children)
    add_references(cast, tokens, children, sentences, load_nouns(), home)
    return _assembled(split, tokens, children, sentences, cast, toponyms)


def _joined(split: _Split, parsed: Sequence[Parsed]) -> tuple[tuple[Token, ...], tuple[Sentence, ...], list[NamedSpan]]:
    """Return the tokens of all sentences with indices of the whole text, the sentences, and the names found."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    names: list[NamedSpan] = []
    for (start, end, form, paragraph), one in zip(split.pieces, parsed, strict=True):
        if not one.tokens:
            continue
        first, index = len(tokens), len(sentences)
        tokens += [
            Token(first + t.i, t.start, t.end, t.text, t.lemma, t.pos, t.tag, t.dep, first + t.head, index)
            for t in one.tokens
        ]
        sentences.append(Sentence(index, start, end, first, len(tokens), form, paragraph))
        names += one.names
    return tuple(tokens), tuple(sentences), names


def _children(tokens: Sequence[Token]) -> tuple[tuple[int, ...], ...]:
    found: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            found[token.head].append(token.i)
    return tuple(tuple(group) for group in found)


def _assembled(
    split: _Split,
    tokens: tuple[Token, ...],
    children: tuple[tuple[int, ...], ...],
    sentences: tuple[Sentence, ...],
    cast: Cast,
    toponyms: Toponyms,
) -> Reading:
    return Reading(
        document=split.document,
        text=split.text,
        where=split.where,
        language=split.language,
        tokens=tokens,
        children=children,
        sentences=sentences,
        quotations=split.quotations,
        entities=tuple(cast.entities),
        mentions=tuple(cast.mentions),
        offices=tuple(cast.offices),
        mention_of_token=tuple(cast.covered.get(i, -1) for i in range(len(tokens))),
        places_in_names=toponyms.inside,
    )
