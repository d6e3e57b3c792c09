"""Searching by meaning: the sentences that tell something, as vectors of the encoder, compared one by one.

A vector is kept as 384 signed bytes: of one of length one, each number times SCALE. They are made when they are first asked
for, a few documents in each transaction; another coding of a document makes them anew.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, bindparam, insert, select, text

from servanda.encoder import Encoder
from servanda.store.keys import record_id
from servanda.store.opening import Store
from servanda.store.schema import codings, documents, records, sentence_vectors
from servanda.store.searching import Hit, Search, document_conditions, record_conditions

# Single numbers of such vectors hardly pass a third; what does is cut off there.
SCALE = 381.0
WIDTH = 384
TOGETHER = 64
_AT_ONCE = 4000
_NOT_TOLD = ("actor", "role", "place", "date")
Floats = np.ndarray[Any, np.dtype[np.float32]]
Bytes = np.ndarray[Any, np.dtype[np.int8]]


@dataclass(frozen=True, slots=True)
class Near:
    """A sentence of a document by its number, where it stands, and its likeness: the cosine, at most 1."""

    document: int
    start: int
    end: int
    likeness: float


def packed_vectors(vectors: Floats) -> Bytes:
    """Return vectors of length one as signed bytes, shape kept."""
    made: Bytes = np.clip(np.rint(vectors * SCALE), -127, 127).astype(np.int8)
    return made


def waiting(connection: Connection) -> int:
    """Return how many documents have no vectors yet."""
    sql = f"SELECT count(*) FROM ({_WAITING}) w"
    return int(connection.execute(text(sql)).scalar_one())


def make_vectors(store: Store, encoder: Encoder, told: Callable[[int], object] = lambda done: None) -> None:
    """Make the vectors of all documents that have none; `told` hears how many of them are safe since last time.

    Stopped at any moment, what is done stays done. Several may do it at once: a document that has got its vectors meanwhile is
    left as it is.
    """
    while True:
        with store.reading() as connection:
            numbers = list(connection.execute(text(f"{_WAITING} LIMIT {TOGETHER}")).scalars())
            sentences = [_sentences(connection, number) for number in numbers]
        if not numbers:
            return
        made = packed_vectors(encoder.vectors([words for some in sentences for _, _, words in some]))
        with store.writing() as connection:
            _keep(connection, numbers, sentences, made)
        told(len(numbers))


def search_meaning(connection: Connection, wanted: Search, vector: Floats) -> list[Hit]:
    """Return the sentences that are nearest to a vector of length one, the nearest first, one a document."""
    best: list[Near] = []
    for some in _likenesses(connection, wanted, vector):
        best = sorted([*best, *some], key=lambda near: (-near.likeness, near.document))[: wanted.most]
    return [_hit(connection, wanted, near) for near in best]


_WAITING = (
    "SELECT d.number FROM documents d JOIN codings c ON c.document = d.number AND c.newest = 1 AND c.coded IS NOT NULL "
    "WHERE d.taken_down IS NULL AND NOT EXISTS (SELECT 1 FROM sentence_vectors v WHERE v.document = d.number)"
)


def _sentences(connection: Connection, number: int) -> list[tuple[int, int, str]]:
    """Return start, end and words of the sentences of a document that hold a record which tells something."""
    c = records.c
    words = connection.execute(select(documents.c.text).where(documents.c.number == number)).scalar() or ""
    query = select(c.sentence_start, c.sentence_end).distinct().where(c.document == number, c.where == "text")
    spans = connection.execute(query.where(c.kind.not_in(_NOT_TOLD)).order_by(c.sentence_start)).all()
    return [(start, end, words[start:end]) for start, end in spans]


def _keep(connection: Connection, numbers: Sequence[int], sentences: Sequence[Sequence[Any]], made: Bytes) -> None:
    v, c = sentence_vectors.c, codings.c
    have = set(connection.execute(select(v.document).where(v.document.in_(numbers))).scalars())
    sound = select(c.document).where(c.document.in_(numbers), c.newest == 1, c.coded.is_not(None))
    wanted = set(connection.execute(sound).scalars()) - have
    place, rows = 0, []
    for number, some in zip(numbers, sentences, strict=True):
        spans = np.array([(start, end) for start, end, _ in some], "<i4")
        vectors = made[place : place + len(some)]
        place += len(some)
        if number in wanted:
            rows.append({"document": number, "spans": spans.tobytes(), "vectors": vectors.tobytes()})
    if rows:
        connection.execute(insert(sentence_vectors), rows)


def _likenesses(connection: Connection, wanted: Search, vector: Floats) -> Iterator[list[Near]]:
    """Yield the best sentence of each document, those of some documents at a time."""
    parts, values = document_conditions(wanted)
    sql = (
        "SELECT v.document, v.spans, v.vectors FROM sentence_vectors v JOIN documents d ON d.number = v.document "
        f"WHERE {' AND '.join(parts)}"
    )
    found = connection.execution_options(stream_results=True).execute(text(sql), values)
    while some := found.fetchmany(_AT_ONCE):
        yield _nearest(some, vector, wanted.most)


def _nearest(rows: Sequence[Any], vector: Floats, most: int) -> list[Near]:
    counts = np.array([len(row.spans) // 8 for row in rows])
    kept = counts > 0
    if not kept.any():
        return []
    matrix = np.frombuffer(b"".join(row.vectors for row in rows), np.int8).reshape(-1, WIDTH)
    spans = np.frombuffer(b"".join(row.spans for row in rows), "<i4").reshape(-1, 2)
    likeness = matrix.astype(np.float32) @ vector / np.float32(SCALE)
    numbers = np.array([row.document for row in rows])[kept]
    begins = np.concatenate([[0], np.cumsum(counts[kept])[:-1]])
    tops = np.maximum.reduceat(likeness, begins)
    near = []
    for i in np.argsort(-tops, kind="stable")[:most]:
        end = begins[i + 1] if i + 1 < len(begins) else len(likeness)
        at = int(begins[i] + np.argmax(likeness[begins[i] : end]))
        near.append(Near(int(numbers[i]), int(spans[at, 0]), int(spans[at, 1]), float(likeness[at])))
    return near


def _hit(connection: Connection, wanted: Search, near: Near) -> Hit:
    d = documents.c
    row = connection.execute(
        select(d.id, d.key, d.title, d.source, d.day, d.text).where(d.number == near.document)
    ).one()
    conditions, values = record_conditions(wanted)
    told = text(
        "SELECT r.kind, r.number FROM records r WHERE r.document = :number AND r.sentence_start = :start "
        f"AND r.kind NOT IN ('actor', 'role', 'place', 'date') AND {conditions} ORDER BY r.nth"
    ).bindparams(bindparam("number", near.document), bindparam("start", near.start))
    found = connection.execute(told, values).first()
    return Hit(
        id=json.loads(row.id), key=row.key, title=row.title, source=row.source, day=row.day or None,
        start=near.start, end=near.end, sentence=(row.text or "")[near.start : near.end], marks=(),
        record=record_id(found.kind, found.number) if found else None, score=round(near.likeness, 4),
    )  # fmt: skip
