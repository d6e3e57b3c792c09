"""Searching: words and filters in, sentences out.

Documents are found in two steps, each a function: `Finder` gives the numbers of candidates in order of how well they fit, and
`hits_of` finds the sentences. `by_words` is the finder that is there; a search by meaning is another finder.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, text

from servanda.reading.sentences import split_sentences
from servanda.store.keys import record_id
from servanda.store.search_words import Term, find_terms, folded, for_postgresql, for_sqlite, terms_of

_PLACED = 5000


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for: words, and what a record of the document must be.

    `by` and `to` are parties in that part, `actor` in any; `type` is a type of event, an act, or a kind; `kind` is a kind; days
    are ISO.
    """

    words: str = ""
    actor: str | None = None
    by: str | None = None
    to: str | None = None
    type: str | None = None
    sector: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    most: int = 20
    kind: str | None = None

    @property
    def asks_records(self) -> bool:
        """Whether a record has to fit, too."""
        return any((self.actor, self.by, self.to, self.type, self.kind, self.sector, self.place))


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that was found, where it stands, and the record in it that fits the filters, if one does."""

    id: Any
    key: str
    title: str | None
    source: str | None
    day: str | None
    start: int
    end: int
    sentence: str
    marks: tuple[tuple[int, int], ...]
    record: str | None
    score: float | None = None


Finder = Callable[[Connection, Search], Sequence[int]]


def search(connection: Connection, wanted: Search, find: Finder | None = None) -> list[Hit]:
    """Return the sentences that fit best, one or two a document."""
    terms = terms_of(wanted.words)
    numbers = (find or by_words)(connection, wanted)
    hits = (hit for number in numbers for hit in _hits_of(connection, number, wanted, terms))
    return [hit for hit, _ in zip(hits, range(wanted.most), strict=False)]


def by_words(connection: Connection, wanted: Search) -> list[int]:
    """Return the documents that have all words and a fitting record: those that have the words most densely first.

    Where a word is in more than a few thousand documents, these are taken from the newest ones.
    """
    is_sqlite = connection.dialect.name == "sqlite"
    terms = terms_of(wanted.words)
    if not terms and not wanted.asks_records:
        return []
    parts, values = document_conditions(wanted)
    if not terms:
        sql = f"SELECT d.number FROM documents d WHERE {' AND '.join(parts)} ORDER BY d.day DESC LIMIT :most"
    elif is_sqlite:
        values["words"] = for_sqlite(terms)
        inner = "SELECT rowid AS number, rank FROM texts WHERE texts MATCH :words ORDER BY rowid DESC LIMIT :placed"
        sql = _ranked(inner, parts, "f.rank")
    else:
        values["words"] = for_postgresql(terms)
        inner = (
            "SELECT document AS number, ts_rank_cd(words, to_tsquery('simple', :words)) AS rank FROM texts "
            "WHERE words @@ to_tsquery('simple', :words) ORDER BY document DESC LIMIT :placed"
        )
        sql = _ranked(inner, parts, "f.rank DESC")
    values |= {"most": wanted.most * 2} | ({"placed": _PLACED} if terms else {})
    return list(connection.execute(text(sql), values).scalars())


def _ranked(found: str, conditions: Sequence[str], rank: str) -> str:
    joined = f"SELECT d.number FROM ({found}) f JOIN documents d ON d.number = f.number"
    return f"{joined} WHERE {' AND '.join(conditions)} ORDER BY {rank} LIMIT :most"


def document_conditions(wanted: Search) -> tuple[list[str], dict[str, Any]]:
    """Return the conditions on a document `d`, and their values."""
    parts, values = ["d.taken_down IS NULL"], dict[str, Any]()
    for name, condition in (("since", "d.day >= :since"), ("until", "d.day <= :until")):
        if getattr(wanted, name):
            parts.append(condition)
            values[name] = getattr(wanted, name) + ("~" if name == "until" else "")
    if wanted.asks_records:
        conditions, more = record_conditions(wanted)
        parts.append(f"EXISTS (SELECT 1 FROM records r WHERE r.document = d.number AND {conditions})")
        values |= more
    return parts, values


def record_conditions(wanted: Search) -> tuple[str, dict[str, Any]]:
    """Return the conditions on a record `r` in SQL, and their values."""
    parts, values = ["(r.state IS NULL OR r.state <> 'rejected')"], dict[str, Any]()
    for role in ("by", "to", "actor"):
        if party := getattr(wanted, role):
            of_role = "" if role == "actor" else f" AND p.role = '{role}'"
            parts.append(
                "EXISTS (SELECT 1 FROM record_parties p WHERE p.document = r.document AND p.nth = r.nth "
                f"AND p.party = :{role}{of_role})"
            )
            values[role] = party
    if wanted.type:
        parts.append("(r.type = :type OR r.kind = :type)")
        values["type"] = wanted.type
    if wanted.kind:
        parts.append("r.kind = :kind")
        values["kind"] = wanted.kind
    if wanted.sector:
        parts.append("r.sectors LIKE :sector")
        values["sector"] = f"%,{wanted.sector},%"
    if wanted.place:
        parts.append("(r.place = :place OR r.country = :place)")
        values["place"] = wanted.place
    return " AND ".join(parts), values


def _hits_of(connection: Connection, number: int, wanted: Search, terms: tuple[Term, ...]) -> Iterator[Hit]:
    """Yield the best sentences of a document: with a fitting record before those without, with more terms before fewer."""
    query = "SELECT id, key, title, source, day, text FROM documents WHERE number = :number"
    row = connection.execute(text(query), {"number": number}).one()
    words = row.text or ""
    records = _fitting(connection, number, wanted)
    marks = sorted(find_terms(words, terms))
    found = []
    for start, end, _, _ in split_sentences(words):
        inside = tuple((a, b) for a, b in marks if start <= a < end)
        record = next((record_id(r.kind, r.number) for r in records if start <= r.sentence_start < end), None)
        if inside or (record and not terms):
            different = len({folded(words[a:b]) for a, b in inside})
            found.append(((record is None, -different, start), (start, end, inside, record)))
    for _, (start, end, inside, record) in sorted(found)[:2]:
        yield Hit(
            json.loads(row.id), row.key, row.title, row.source, row.day or None, start, end, words[start:end], inside, record
        )  # fmt: skip


def _fitting(connection: Connection, number: int, wanted: Search) -> Sequence[Any]:
    if not wanted.asks_records:
        return ()
    conditions, values = record_conditions(wanted)
    query = text(
        f"SELECT r.kind, r.number, r.sentence_start FROM records r WHERE r.document = :number AND r.\"where\" = 'text' "
        f"AND {conditions} ORDER BY r.nth"
    ).bindparams(bindparam("number", number))
    return connection.execute(query, values).all()
