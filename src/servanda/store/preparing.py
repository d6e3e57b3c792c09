"""Preparing: a found document and what a coder made of it become rows. Pure, so that any process may do it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from servanda.following.claims import Claim, claims_of
from servanda.following.descriptions import Description, describe
from servanda.following.filed import Filed, file_document
from servanda.record import CodedDocument, CoderInfo, FailedDocument, document_key, text_hash, to_dict
from servanda.sources import Document
from servanda.sources.found import Found
from servanda.store.folding import fold_decisions
from servanda.store.journal import Decision
from servanda.store.packing import pack
from servanda.store.projection import Projection, project


@dataclass(frozen=True, slots=True)
class Coding:
    """What one run made of a document: the coded document, packed, or the error; and all that follows from it.

    `unplaced` holds the numbers of decisions whose record is not there.
    """

    coder: CoderInfo | None
    coded: bytes | None
    error: str | None
    projection: Projection
    description: Description
    claims: tuple[Claim, ...]
    unplaced: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that one document adds to a store: its row, its original bytes, its coding."""

    key: str
    id: Any
    row: dict[str, Any]
    original: bytes | None
    coding: Coding


def key_of(found: Found) -> str:
    """Return the key of a document before it is coded."""
    return document_key(found.document.id if found.named else None, text_hash(found.document.text))


def prepare(found: Found, coded: CodedDocument | FailedDocument, had_at: str) -> Prepared:
    """Return what is to be kept of a document; one that could not be coded is kept with the error."""
    key, document = key_of(found), found.document
    published = coded.published.value if isinstance(coded, CodedDocument) and coded.published else document.day
    row = {
        "key": key,
        "id": json.dumps(document.id),
        "sha256": text_hash(document.text),
        "text": document.text,
        "title": document.title,
        "published": document.published,
        "day": published[:10] if published else "",
        "source": document.source,
        "author": document.author,
        "url": document.url,
        "language": coded.language if isinstance(coded, CodedDocument) else document.language,
        "how": found.how,
        "place": found.place,
        "had_at": had_at,
        "media_type": found.media_type,
    }
    return Prepared(key, document.id, row, found.original, prepare_coding(key, document, coded, str(row["day"])))


def prepare_coding(
    key: str, document: Document, coded: CodedDocument | FailedDocument, day: str, made: Sequence[Decision] = ()
) -> Coding:
    """Return what a run adds to a document that is known by its key, with decisions on its records folded in."""
    if isinstance(coded, FailedDocument):
        filed = Filed(key, document.text, document.title, document.day, document.source, ())
        return Coding(None, None, coded.error.message, project((), day, {}), describe(filed), claims_of(filed), ())
    folded = fold_decisions(document.text, coded, made)
    filed = replace(file_document(document, folded.shown), key=key)
    return Coding(
        coder=coded.coder,
        coded=pack(to_dict(coded)),
        error=None,
        projection=project(folded.coded.records, day, folded.states),
        description=describe(filed),
        claims=claims_of(filed),
        unplaced=folded.unplaced,
    )
