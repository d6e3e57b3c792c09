"""The coder: runs the coder of each kind in a stated order, over many documents at once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.metadata import version
from itertools import chain

from servanda.codebook import Codebook, VocabularyError, load_codebook
from servanda.coding.actors import actor_ids, code_actors
from servanda.coding.assessments import code_assessments
from servanda.coding.coders import CannotCodeError, Coder, CoderError, NamedCoder, find_coder
from servanda.coding.commitments import code_commitments
from servanda.coding.context import Context
from servanda.coding.dates import code_dates, published_of
from servanda.coding.dyad import two_states
from servanda.coding.events import code_events
from servanda.coding.first_person import with_first_person
from servanda.coding.interests import code_interests
from servanda.coding.judging import Judge
from servanda.coding.listening import Listener
from servanda.coding.own_events import code_own_events
from servanda.coding.pairs import code_pairs
from servanda.coding.places import as_place, code_places
from servanda.coding.relations import code_relations
from servanda.coding.roles import code_roles
from servanda.coding.statements import code_statements
from servanda.coding.verbal_acts import with_commitments
from servanda.coding.voices import find_voices
from servanda.encoder import load_encoder
from servanda.reading import Reading, read_documents
from servanda.record import (
    CodedDocument,
    CoderInfo,
    CodingWarning,
    Event,
    FailedDocument,
    Failure,
    Identity,
    Record,
    Statement,
    text_hash,
)
from servanda.settings import SettingsError
from servanda.sources import Document

# Chosen by counting: of two dozen events about or below this, drawn from briefings and articles, one was right.
LEAST_CONFIDENCE = 0.33
Acts = Callable[[Context], Sequence[Record]]


def rules(reading: Reading, codebook: Codebook) -> list[Record]:
    """Return the records of a reading as the rules alone give them, in order of the text."""
    return code_reading(reading, codebook, "rules")


def learned(reading: Reading, codebook: Codebook) -> list[Record]:
    """Return the records of a reading in order of the text, events, statements and commitments judged by the encoder too."""
    encoder = load_encoder()
    return code_reading(reading, codebook, "learned", encoder, listener=encoder)


def code_acts(context: Context) -> list[Record]:
    """Return what is said, done, promised, expected and wanted, and how parties stand to each other.

    Statements come first, because "we" in a quotation is its speaker.
    """
    statements = code_statements(context)
    context = replace(context, voices=find_voices(context, statements))
    commitments = code_commitments(context)
    events = code_all_events(context)
    if not (context.reading.document.pairs or context.codebook.own):
        events = sure_enough(with_commitments(context, commitments, events))
    return [
        *statements,
        *events,
        *commitments,
        *code_assessments(context),
        *code_interests(context),
        *code_relations(context),
    ]


def sure_enough(events: Sequence[Event]) -> list[Event]:
    """Return the events that the coder is sure enough of to say; of given pairs and of one's own types all are asked for."""
    return [event for event in events if event.confidence >= LEAST_CONFIDENCE]


def code_all_events(context: Context) -> list[Event]:
    """Return the events of the codebook's own types, of the pairs that are given, or all of PLOVER's."""
    if context.codebook.own:
        return code_own_events(context, load_encoder())
    pairs = context.reading.document.pairs
    return code_pairs(context, pairs) if pairs else code_events(context)


def code_reading(
    reading: Reading,
    codebook: Codebook,
    name: str,
    judge: Judge | None = None,
    acts: Acts = code_acts,
    listener: Listener | None = None,
) -> list[Record]:
    """Return the records of a reading in order of the text, with their ids, as the coder of that name gives them.

    Actors, roles, places and dates come first, for the acts carry them. A coder of one's own may put another `judge` of
    events, a `listener` for statements and commitments, or another way to find all `acts`, in place of servanda's.
    """
    identity = Identity(text_hash(reading.text), name, codebook.name)
    published, _ = published_of(reading)
    known = actor_ids(reading, identity)
    context = Context(
        reading,
        codebook,
        identity,
        published,
        known,
        judge=judge,
        listener=listener,
        states=two_states(reading),
    )
    dates, places = code_dates(context), code_places(context)
    context = replace(context, dates=tuple(dates), places=tuple(as_place(p) for p in places if p.use == "literal"))
    done = acts(context)
    ids = [ident for ident in context.actor_ids if ident is not None]
    statements = [record for record in done if isinstance(record, Statement)]
    actors = with_first_person(reading, code_actors(context), ids, find_voices(context, statements))
    records = [*actors, *code_roles(context), *places, *dates, *done]
    placed = sorted(records, key=_place_in_text)
    return list(identity.number(replace(record, in_=reading.where) for record in placed))


def _place_in_text(record: Record) -> tuple[int, int, int]:
    """Return where a record stands; events of given pairs stand in the order of the pairs."""
    if isinstance(record, Event) and record.pair is not None:
        return 0, record.pair, 0
    return 1, record.evidence.start, record.evidence.end


def code_documents(
    documents: Iterable[Document | FailedDocument],
    codebook: Codebook | None = None,
    coder: NamedCoder | None = None,
    *,
    titles: bool = False,
) -> Iterator[CodedDocument | FailedDocument]:
    """Yield the record of every document, in order; what failed before comes through as it is.

    Without a coder the default one is taken. A document that cannot be coded yields a failure that says why, and the run
    goes on; a coder that is not set up stops it (SettingsError, CoderError). With `titles`, the records of a title stand
    after those of its text, marked `in: title`.
    """
    book = codebook if codebook is not None else load_codebook()
    coder = coder if coder is not None else find_coder()
    info = CoderInfo(coder.name, version("servanda"), book.name)
    for batch in _batches(documents):
        sound = [document for document in batch if isinstance(document, Document)]
        texts = _readings(sound)
        headings = _readings([d for d in sound if titles and d.title], "title") if titles else iter(())
        for document in batch:
            if isinstance(document, FailedDocument):
                yield document
                continue
            read = [next(texts)]
            if titles and document.title:
                read.append(next(headings))
            yield _coded(document, read, book, coder.code, info)


_BATCH = 64


def _batches(documents: Iterable[Document | FailedDocument]) -> Iterator[list[Document | FailedDocument]]:
    batch: list[Document | FailedDocument] = []
    for document in documents:
        batch.append(document)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _readings(documents: Sequence[Document], where: str = "text") -> Iterator[Reading | Exception]:
    """Yield the reading of each document, or the exception that stopped it: one bad text must not stop the others."""
    done = 0
    try:
        for reading in read_documents(documents, where):  # type: ignore[arg-type]
            done += 1
            yield reading
    except Exception as error:
        if len(documents) == 1:
            yield error
            return
        yield from chain.from_iterable(_readings([document], where) for document in documents[done:])


def _coded(
    document: Document, readings: Sequence[Reading | Exception], codebook: Codebook, coder: Coder, info: CoderInfo
) -> CodedDocument | FailedDocument:
    try:
        sound = [_sound(reading) for reading in readings]
        outcomes = [outcome for reading in sound for outcome in coder(reading, codebook)]
        published, undated = published_of(sound[0])
    except (VocabularyError, SettingsError, CoderError):
        raise
    except CannotCodeError as error:
        return FailedDocument(document.id, Failure(error.code, str(error)))
    except Exception as error:
        message = f"{type(error).__name__}: {error}; the text is kept, please report it with its id"
        return FailedDocument(document.id, Failure("coding_failed", message))
    records = tuple(outcome for outcome in outcomes if not isinstance(outcome, CodingWarning))
    doubts = [outcome for outcome in outcomes if isinstance(outcome, CodingWarning)]
    warnings = (*_warnings(document, sound[0]), *undated, *doubts)
    return CodedDocument(document.id, sound[0].language, text_hash(document.text), published, records, warnings, info)


def _sound(reading: Reading | Exception) -> Reading:
    if isinstance(reading, Exception):
        raise reading
    return reading


def _warnings(document: Document, reading: Reading) -> Iterator[CodingWarning]:
    if not document.text.strip():
        yield CodingWarning("empty_text", "there is no text to code")
    elif reading.language not in ("en", None):
        yield CodingWarning(
            "language_unsupported", f"the text seems to be in {reading.language!r}; only English is coded so far"
        )
    if not document.source and not _credit(reading) and not _agency(reading):
        yield CodingWarning("source_missing", "no publisher is given, and the text names no source")


def _credit(reading: Reading) -> str:
    """Return what a credit line of the text says ("Source: ..."), nothing where it names nobody."""
    lines = [reading.text[s.start : s.end] for s in reading.sentences if s.form == "credit"]
    return " ".join(line.partition(":")[2].strip() for line in lines).strip()


def _agency(reading: Reading) -> bool:
    """Whether a dateline names who reports, as in "(Reuters)": an organisation of the press."""
    datelines = [(s.start, s.end) for s in reading.sentences if s.form == "dateline"]
    return any(
        start <= mention.start < end and "JRN" in reading.entities[entity].sector
        for mention in reading.mentions
        for entity in mention.entities
        for start, end in datelines
    )
