"""Rows of the lake: a document with what was coded of it as one row of plain values, and back."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa

from servanda.analysis.pairs import pairs_of, statements_between, strongest
from servanda.following.claims import Claim, claims_of, keys_of
from servanda.following.descriptions import describe
from servanda.following.filed import Filed, file_document
from servanda.following.layout import to_row
from servanda.lake.schema import documents_schema, shared_fields
from servanda.record import CodedDocument, Event, FailedDocument, Record, document_key, from_dict, text_hash, to_dict
from servanda.record.characters import whole_characters
from servanda.sources import Document

UNKNOWN_MONTH = "unknown"
_MOST_PAIRS = 64
Coded = CodedDocument | FailedDocument


def batch_of(documents: Sequence[Document | FailedDocument], coded: Sequence[Coded]) -> pa.RecordBatch:
    """Return documents with what became of them as rows of `documents`; input that was none has the error alone."""
    rows = [row_of(document, made) for document, made in zip(documents, coded, strict=True)]
    return pa.RecordBatch.from_pylist(_whole(rows), schema=documents_schema())


def packed(batch: pa.RecordBatch) -> bytes:
    """Return a batch as an Arrow stream, to pass it from one process to another."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    return bytes(sink.getvalue())


def unpacked(stream: bytes) -> pa.RecordBatch:
    """Return the batch that `packed` packed."""
    return pa.ipc.open_stream(stream).read_next_batch()


def row_of(document: Document | FailedDocument, coded: Coded) -> dict[str, Any]:
    """Return the row of one document; text is kept as it is."""
    if isinstance(document, FailedDocument):
        return {**_identity(document.id), "month": UNKNOWN_MONTH, "error": to_dict(document.error)}
    sha256 = text_hash(document.text)
    key = document_key(document.id, sha256)
    filed = Filed(key, document.text, document.title, document.day, document.source, ())
    row: dict[str, Any] = {"error": to_dict(coded.error)} if isinstance(coded, FailedDocument) else {}
    published = document.day or ""
    if isinstance(coded, CodedDocument):
        filed = replace(file_document(document, coded), key=key)
        published = coded.published.value[:10] if coded.published else published
        row = _coded_columns(coded, published)
    description = describe(filed)
    return {
        **row, **_identity(document.id), "key": key, "sha256": sha256, "month": month_of(published),
        "day": _day(published), "text": document.text, "title": document.title, "published": document.published,
        "source": document.source, "author": document.author, "url": document.url,
        "stated_language": document.language, "words": description.keys, "sketch": description.signature,
        "description": json.dumps(to_row(description), ensure_ascii=False),
        "claims": [_claim(nth, claim) for nth, claim in enumerate(claims_of(filed))],
    }  # fmt: skip


def month_of(published: str) -> str:
    """Return the month that a document is kept under: "2024-05", or "unknown"."""
    return published[:7] if _day(f"{published[:7]}-01") else UNKNOWN_MONTH


def document_of(row: Mapping[str, Any]) -> Document:
    """Return the document of a row as it came in."""
    return Document(
        id=_id(row), text=row["text"], title=row["title"], published=row["published"], source=row["source"],
        url=row["url"], language=row["stated_language"], author=row["author"],
    )  # fmt: skip


def coded_of(row: Mapping[str, Any]) -> Coded:
    """Return what was coded of the document of a row, or the failure that stands in its place."""
    if row["error"] is not None:
        return from_dict({"id": _id(row), "error": row["error"]})
    return from_dict(
        {
            "id": _id(row), "language": row["language"], "sha256": row["sha256"], "published": row["dated"],
            "records": [_record(record) for record in row["records"]], "warnings": row["warnings"],
            "coder": row["coder"],
        }
    )  # fmt: skip


def _coded_columns(coded: CodedDocument, published: str) -> dict[str, Any]:
    return {
        "language": coded.language, "dated": to_dict(coded.published), "coder": to_dict(coded.coder),
        "warnings": to_dict(coded.warnings), "records": [_nested(to_dict(record)) for record in coded.records],
        "events": list(_events(coded.records, published)), "statements": list(_statements(coded.records)),
    }  # fmt: skip


def _events(records: Sequence[Record], published: str) -> Iterator[dict[str, Any]]:
    pairs = (
        {**pair, "nth": nth, "record": record.id, "confidence": record.confidence, "evidence": record.evidence.quote}
        for nth, record in enumerate(records)
        if isinstance(record, Event)
        for pair in pairs_of(record, published)
    )
    for row in strongest(pairs):
        yield {**row, "day": _day(row["day"])}


def _statements(records: Sequence[Record]) -> Iterator[dict[str, Any]]:
    for nth, record in enumerate(records):
        for speaker, about in statements_between(record):
            said = {"speaker": speaker, "about": about, "content": record.sentence.quote}
            yield {"record": record.id, "nth": nth, **said}


def _claim(nth: int, claim: Claim) -> dict[str, Any]:
    packed, keys = json.dumps(to_row(claim), ensure_ascii=False), keys_of(claim)
    parties = sorted({party for key in keys for party in key.split("|") if party})
    return {"claim": claim.id, "nth": nth, "parties": parties, "pairs": keys[:_MOST_PAIRS], "packed": packed}


def _nested(record: dict[str, Any]) -> dict[str, Any]:
    """Return a written record with the fields of its kind under the name of the kind."""
    own = {name: value for name, value in record.items() if name not in shared_fields()}
    return {"in": "text", **{n: v for n, v in record.items() if n in shared_fields()}, record["kind"]: own}


def _record(row: dict[str, Any]) -> dict[str, Any]:
    return {**{name: row[name] for name in shared_fields()}, **row[row["kind"]]}


def _identity(identity: Any) -> dict[str, Any]:
    text = identity if isinstance(identity, str) else None if identity is None else json.dumps(identity)
    return {"id": text, "numeric_id": not isinstance(identity, str)}


def _id(row: Mapping[str, Any]) -> Any:
    return json.loads(row["id"]) if row["numeric_id"] and row["id"] is not None else row["id"]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _whole(value: Any) -> Any:
    """Return rows with half characters replaced, which Parquet cannot hold."""
    if isinstance(value, str):
        return whole_characters(value)
    if isinstance(value, dict):
        return {name: _whole(inner) for name, inner in value.items()}
    return [_whole(inner) for inner in value] if isinstance(value, list | tuple) else value
