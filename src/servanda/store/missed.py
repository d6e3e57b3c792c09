"""Missed records: what a person adds that no coder found, whole and in the layout of `servanda code`."""

from typing import Any, Literal

from servanda.reading.sentences import split_sentences
from servanda.record import CodedDocument, Identity, Span, to_dict
from servanda.store.folding import EditError

Where = Literal["text", "title"]
_BY_HAND = "person"
_EMPTY: dict[str, dict[str, Any]] = {
    "actor": {"type": "organisation", "country": None, "sector": []},
    "role": {"of": None, "standing": "current", "from": None, "until": None},
    "place": {
        "country": None, "lat": None, "lon": None, "geonameid": None, "feature": None, "precision": "unknown",
        "claimed_by": [],
    },
    "date": {"type": "DATE", "value": "", "resolved": None},
    "event": {
        "mode": None, "contexts": [], "cameo": None, "quad": "", "intensity": None, "source": [], "target": [],
        "place": None, "date": None,
    },
    "statement": {"speaker": None, "cue": None, "form": "indirect", "addressee": [], "spans": []},
    "commitment": {
        "by": [], "to": [], "sectors": ["other"], "condition": None, "deadline": None, "amounts": [], "refers_to": None,
    },
    "assessment": {"by": None, "phrase": None, "likelihood": None, "reason": None},
    "interest": {"actor": []},
    "relation": {"direction": None, "when": "present"},
}  # fmt: skip
_SAME_AS_EVIDENCE = {"statement": "content", "commitment": "content", "assessment": "claim", "interest": "aim"}


def sentence_at(text: str, start: int) -> Span:
    """Return the sentence around a place in a text; where none is found, the line.

    Raises EditError for a place outside the text.
    """
    if not 0 <= start < len(text):
        raise EditError(f"there is no place {start} in a text of {len(text)} characters")
    for first, last, *_ in split_sentences(text):
        if first <= start < last:
            return Span(first, last, text[first:last])
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", start)
    return Span(first, last if last >= 0 else len(text), text[first : last if last >= 0 else len(text)])


def missed_row(
    text: str, coded: CodedDocument, kind: str, evidence: Span, fields: dict[str, Any], where: Where = "text"
) -> dict[str, Any]:
    """Return a whole record of a kind at the words of its evidence; `fields` are laid over what is empty else.

    `text` is the title of the document where its words are meant, and `where` says so.

    Raises EditError for a kind that there is not.
    """
    if kind not in _EMPTY:
        raise EditError(f"{kind!r} is no kind of record")
    here = to_dict(evidence)
    row = {
        "kind": kind,
        "in": where,
        "evidence": here,
        "sentence": to_dict(sentence_at(text, evidence.start)),
        "confidence": 1.0,
        "status": "occurred",
        "attribution": None,
        "why": {"trigger": here, "rule": _BY_HAND},
        **_EMPTY[kind],
        **_at_evidence(kind, evidence, here),
        **fields,
    }
    return {"id": _free_id(coded, kind, evidence, where), **row}


def _at_evidence(kind: str, evidence: Span, here: dict[str, Any]) -> dict[str, Any]:
    if kind in _SAME_AS_EVIDENCE:
        return {_SAME_AS_EVIDENCE[kind]: here}
    if kind == "actor":
        return {"name": evidence.quote, "mentions": [here]}
    if kind == "place":
        return {"name": evidence.quote, **here}
    if kind == "date":
        return {"start": evidence.start, "end": evidence.end, "text": evidence.quote}
    return {"quality": here} if kind == "relation" else {"office": evidence.quote} if kind == "role" else {}


def _free_id(coded: CodedDocument, kind: str, evidence: Span, where: Where) -> str:
    identity, taken = Identity(coded.sha256, _BY_HAND, coded.coder.codebook), {record.id for record in coded.records}
    nth = 0
    while (made := identity.of(kind, evidence.start, evidence.end, nth, where)) in taken:
        nth += 1
    return made
