"""Agreement of two or more people who looked at the same records: Krippendorff's alpha by kind, and where they differ.

Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. Nominal data; a unit is a record, a value what a person
made of it: rejected, or its type as the person left it.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from servanda.record import to_dict
from servanda.store.folding import find_record, fold_decisions
from servanda.store.journal import Decision, decisions_in, in_force
from servanda.store.redrawing import kept_document
from servanda.store.schema import decisions, documents

TYPES = {"event": "type", "commitment": "act", "statement": "form", "relation": "tone", "actor": "type"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A record with what each person made of it."""

    document: Any
    record: str
    kind: str
    evidence: str
    values: dict[str, str]
    key: str = ""

    @property
    def differs(self) -> bool:
        """Whether people made different things of it."""
        return len(set(self.values.values())) > 1


@dataclass(frozen=True, slots=True)
class Agreement:
    """Alpha of a kind (1 perfect, 0 as by chance, None where nothing varies), over how many records, and who differs."""

    kind: str
    alpha: float | None
    units: tuple[Unit, ...]

    @property
    def differing(self) -> tuple[Unit, ...]:
        """The records of which people made different things."""
        return tuple(unit for unit in self.units if unit.differs)


def ask_agreement(connection: Connection) -> list[Agreement]:
    """Return the agreement on every kind of record that two people or more looked at.

    Raises ModuleNotFoundError without the package krippendorff.
    """
    by_kind: dict[str, list[Unit]] = defaultdict(list)
    for unit in units_of(connection):
        by_kind[unit.kind].append(unit)
    return [Agreement(kind, alpha_of(units), tuple(units)) for kind, units in sorted(by_kind.items())]


def units_of(connection: Connection) -> list[Unit]:
    """Return the records on which two people or more decided, in order of documents and texts."""
    made = in_force(decisions_in(connection, decisions.c.about.in_(("record", "decision"))))
    by_document: dict[str, list[Decision]] = defaultdict(list)
    for decision in made:
        if decision.action in ("confirm", "reject", "edit", "add") and decision.document is not None:
            by_document[decision.document].append(decision)
    return [unit for key in sorted(by_document) for unit in _units(connection, key, by_document[key])]


def alpha_of(units: list[Unit]) -> float | None:
    """Return Krippendorff's alpha for nominal values, None where all values are the same."""
    import krippendorff  # noqa: PLC0415  an optional extra
    import numpy as np  # noqa: PLC0415

    people = sorted({person for unit in units for person in unit.values})
    domain = sorted({value for unit in units for value in unit.values.values()})
    if len(domain) < 2:
        return None
    numbers = {value: float(n) for n, value in enumerate(domain)}
    data = [[numbers.get(unit.values.get(person, ""), np.nan) for unit in units] for person in people]
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"))


def _units(connection: Connection, key: str, made: list[Decision]) -> list[Unit]:
    d = documents.c
    number, identity = connection.execute(select(d.number, d.id).where(d.key == key)).one()
    kept = kept_document(connection, number)
    people = [decision for decision in made if decision.action == "add"]
    records = fold_decisions(kept.document.text, kept.coded, people).coded.records if kept.coded else ()
    values: dict[int, dict[str, str]] = defaultdict(dict)
    for decision in made:
        at = find_record(records, decision.anchor or {})
        if at is not None:
            values[at][decision.by] = _value(decision, to_dict(records[at]))
    return [
        Unit(json.loads(identity), records[at].id, records[at].kind, records[at].evidence.quote, of_people, key)
        for at, of_people in sorted(values.items())
        if len(of_people) > 1
    ]


def _value(decision: Decision, row: dict[str, Any]) -> str:
    if decision.action == "reject":
        return "rejected"
    changed = {**row, **(decision.value or {})}
    return str(changed.get(TYPES.get(row["kind"], "kind")))
