"""Folding: the records of a coding with people's decisions on them: what a reader sees.

A decision is tied to the words of its evidence. It finds its record by id, else by the same words, else by words that
overlap by half or more; so it survives another coding. One that finds none is unplaced and goes to the review queue.
A record that a person added stands beside those of the coder, or in place of one that a later coder finds in the same words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from servanda.record import Actor, CodedDocument, Record, Span, from_dict, problems_of, to_dict
from servanda.store.journal import Decision

_HALF = 0.5


class EditError(ValueError):
    """An edit that gives no sound record; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A coded document as decided: all records, edited where somebody did, with the state of each by its id.

    A state is confirmed, edited, rejected or added; a record without one has not been looked at. `unplaced` holds the
    numbers of the decisions whose record is not there.
    """

    coded: CodedDocument
    states: dict[str, str]
    unplaced: tuple[int, ...]

    @property
    def shown(self) -> CodedDocument:
        """The document without what was rejected."""
        kept = tuple(r for r in self.coded.records if self.states.get(r.id) != "rejected")
        return replace(self.coded, records=kept)


def fold_decisions(text: str, coded: CodedDocument, made: Sequence[Decision]) -> Folded:
    """Return a coded document with decisions on its records folded in, the later over the earlier."""
    records, states = list(coded.records), dict[str, str]()
    unplaced: list[int] = []
    for decision in made:
        if decision.about != "record" or decision.anchor is None:
            continue
        if decision.action == "add":
            try:
                _put(records, added(text, replace(coded, records=tuple(records)), decision.value or {}), states)
            except EditError:
                unplaced.append(decision.number)
            continue
        at = find_record(records, decision.anchor)
        if at is None:
            unplaced.append(decision.number)
        elif decision.action == "edit":
            try:
                records[at] = edited(text, replace(coded, records=tuple(records)), at, decision.value or {})
                states[records[at].id] = "edited"
            except EditError:
                unplaced.append(decision.number)
        elif decision.action in ("confirm", "reject"):
            states[records[at].id] = f"{decision.action}ed"
    return Folded(replace(coded, records=tuple(records)), states, tuple(unplaced))


def anchor_of(record: Record) -> dict[str, Any]:
    """Return what ties a decision to a record."""
    evidence = record.evidence
    return {"kind": record.kind, "where": record.in_, "start": evidence.start, "end": evidence.end, "id": record.id}


def find_record(records: Sequence[Record], anchor: dict[str, Any]) -> int | None:
    """Return where the record of an anchor stands, None where none has the id or enough of the words."""
    best, overlap = None, _HALF
    for nth, record in enumerate(records):
        if record.kind != anchor["kind"] or record.in_ != anchor["where"]:
            continue
        if record.id == anchor["id"]:
            return nth
        shared = _overlap(record, anchor)
        if shared >= overlap and (best is None or shared > overlap):
            best, overlap = nth, shared
    return best


def edited(text: str, coded: CodedDocument, at: int, fields: dict[str, Any]) -> Record:
    """Return a record with fields changed, in the layout of `servanda code`; raises EditError where it is not sound."""
    record = coded.records[at]
    row = to_dict(record)
    unknown = set(fields) - set(row) | set(fields) & {"id", "kind"}
    if unknown:
        raise EditError(f"a {record.kind} has no field {', '.join(sorted(unknown))} that can be edited")
    return _sound(text, coded, {**row, **fields})


def added(text: str, coded: CodedDocument, row: dict[str, Any]) -> Record:
    """Return the record that a person adds, given whole in the layout of `servanda code`; raises EditError where unsound."""
    return _sound(text, coded, row)


def _sound(text: str, coded: CodedDocument, row: dict[str, Any]) -> Record:
    others = tuple(r for r in coded.records if r.kind == "actor" and r.id != row["id"])
    try:
        whole = from_dict({**to_dict(replace(coded, records=())), "records": [_with_actors(row, others)]})
    except ValidationError as error:
        raise EditError(_first_error(error)) from None
    assert isinstance(whole, CodedDocument)
    made = whole.records[0]
    wrong = [p for p in problems_of(text, [*others, made]) if p.record == made.id] if made.in_ == "text" else []
    if wrong:
        raise EditError(wrong[0].message)
    return made


def _with_actors(row: Any, actors: Sequence[Record]) -> Any:
    """Return a row whose participants point to actors that are there: another coder may have given them other ids."""
    if isinstance(row, list):
        return [_with_actors(item, actors) for item in row]
    if not isinstance(row, dict):
        return row
    made = {name: _with_actors(value, actors) for name, value in row.items()}
    if isinstance(made.get("actor"), str) and made["actor"] not in {actor.id for actor in actors}:
        mentioned = (a.id for a in actors if isinstance(a, Actor) and any(_is_at(m, made) for m in a.mentions))
        made["actor"] = next(mentioned, None)
    return made


def _is_at(mention: Span, row: dict[str, Any]) -> bool:
    return bool(mention.start == row.get("start") and mention.end == row.get("end"))


def _put(records: list[Record], made: Record, states: dict[str, str]) -> None:
    """Put a record that a person added among the others, in place of one that says the same of the same words."""
    same = [n for n, record in enumerate(records) if _is_same(record, made)]
    if same:
        records[same[0]] = made
    else:
        records.append(made)
    states[made.id] = "added"


def _is_same(one: Record, other: Record) -> bool:
    if (one.kind, one.in_, one.evidence) != (other.kind, other.in_, other.evidence):
        return False
    return all(getattr(one, name, None) == getattr(other, name, None) for name in ("type", "act", "tone", "form"))


def _first_error(error: ValidationError) -> str:
    """Return what is wrong with a record: its field, and what the field should be."""
    inside = [e for e in error.errors() if "records" in e["loc"]]
    if not inside:
        return str(error)
    place = inside[0]["loc"]
    # In front of the field stand which document, which record, and its kind.
    field = ".".join(str(part) for part in place[place.index("records") + 3 :])
    return f"{field}: {inside[0]['msg']}" if field else str(inside[0]["msg"])


def _overlap(record: Record, anchor: dict[str, Any]) -> float:
    """Return the share of the words of both evidences that they have in common, 0 to 1 (Jaccard)."""
    start, end = record.evidence.start, record.evidence.end
    common = min(end, anchor["end"]) - max(start, anchor["start"])
    together = max(end, anchor["end"]) - min(start, anchor["start"])
    return max(common, 0) / together if together else 0.0
