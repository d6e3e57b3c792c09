"""Deliveries: how much was promised, how much was done, and which of a text's claims stand beside each other."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from servanda.following.claim import Claim, Quantity
from servanda.following.days import days_between
from servanda.following.steps import BEGINNINGS, Step

_NEARLY = 0.97
_SAME_DELIVERY_DAYS = 10
# Within one text the news outranks what it implies: who signs promises, who delivers began to deliver.
_IMPLIED: dict[Step, frozenset[Step]] = {
    "announced": frozenset(("agreed", "requested")),
    "reaffirmed": frozenset(("agreed", "extended", "announced")),
    "requested": frozenset(("agreed", "refused")),
    "in_progress": frozenset(("partially_delivered", "delivered", "suspended", "stalled", "broken")),
    "stalled": frozenset(
        ("suspended", "broken", "withdrawn", "partially_delivered", "delivered", "resumed", "refused")
    ),
    "refused": frozenset(("withdrawn", "suspended", "broken")),
    "suspended": frozenset(("resumed", "broken", "withdrawn")),
    "withdrawn": frozenset(("broken",)),
}


def promised_of(claims: Sequence[Claim]) -> tuple[Quantity, ...]:
    """Return what is promised, by the last claim that gives an amount of each unit."""
    found: dict[str, Quantity] = {}
    for claim in claims:
        if claim.act is not None and claim.status in BEGINNINGS and not claim.recalled:
            found |= {amount.unit: amount for amount in claim.amounts}
    return tuple(found.values())


def with_units(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return claims whose figures without unit have the one in which the thing is promised; where there are several, none."""
    units = [quantity.unit for quantity in promised_of(claims) if quantity.unit]
    return tuple(_with_unit(claim, units) for claim in claims)


def _with_unit(claim: Claim, units: Sequence[str]) -> Claim:
    if all(amount.unit for amount in claim.amounts):
        return claim
    unit = units[0] if len(units) == 1 else ""
    given = (replace(amount, unit=amount.unit or unit) for amount in claim.amounts)
    return replace(claim, amounts=tuple(amount for amount in given if amount.unit))


def delivered_of(claims: Sequence[Claim]) -> tuple[Quantity, ...]:
    """Return what was done of what is promised: parts added up, the same part told twice counted once.

    What a text gives as done up to then takes the place of all parts before. Where everything is said to be done without an
    amount, it is what was promised.
    """
    promised = {quantity.unit: quantity.value for quantity in promised_of(claims)}
    parts: dict[str, list[tuple[float, str]]] = {}
    done = False
    for claim in claims:
        if claim.status not in ("partially_delivered", "delivered") or claim.recalled:
            continue
        done = done or (claim.status == "delivered" and (claim.whole or claim.last))
        for amount in claim.amounts:
            if amount.unit in promised:
                parts.setdefault(amount.unit, [])
                if claim.running:
                    parts[amount.unit].clear()
                if (amount.value, claim.published or "") not in parts[amount.unit] and not any(
                    value == amount.value and _near(day, claim.published) for value, day in parts[amount.unit]
                ):
                    parts[amount.unit].append((amount.value, claim.published or ""))
    if done and promised:
        return tuple(Quantity(value, unit) for unit, value in promised.items())
    return tuple(Quantity(_total(values, promised[unit]), unit) for unit, values in parts.items())


def settled(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims without those that another of the same text implies, and fulfilment by its amount.

    A delivery of less than what is promised is a part, whatever the verb, unless it is the last one.
    """
    promised = {quantity.unit: quantity.value for quantity in promised_of(claims)}
    measured = [_measured(claim, promised) for claim in claims]
    by_document: dict[str, list[Claim]] = {}
    for claim in measured:
        by_document.setdefault(claim.document, []).append(claim)
    return tuple(claim for claim in measured if not _is_implied(claim, by_document[claim.document]))


def _measured(claim: Claim, promised: dict[str, float]) -> Claim:
    if claim.status != "delivered" or claim.last:
        return claim
    part = any(q.unit in promised and q.value < _NEARLY * promised[q.unit] for q in claim.amounts)
    return replace(claim, status="partially_delivered") if part else claim


def _is_implied(claim: Claim, of_document: Iterable[Claim]) -> bool:
    same = [other for other in of_document if other.id != claim.id and not other.recalled]
    if not same:
        return False
    statuses = {other.status for other in same}
    if claim.status in BEGINNINGS and statuses - BEGINNINGS and not _opens_text(claim, same):
        return True
    if claim.status == "delivered" and not claim.whole and "partially_delivered" in statuses:
        return True
    return bool(_IMPLIED.get(claim.status, frozenset()) & statuses)


def _opens_text(claim: Claim, others: Iterable[Claim]) -> bool:
    """Whether a promise is the first thing that a text says of an entry, so that it is news and no reminder."""
    return all(claim.evidence.start < o.evidence.start for o in others if o.status not in BEGINNINGS)


def _near(one: str, other: str | None) -> bool:
    return (days_between(one or None, other) or 0) <= _SAME_DELIVERY_DAYS


def _total(values: list[tuple[float, str]], promised: float) -> float:
    return min(sum(value for value, _ in values), promised) if promised else sum(value for value, _ in values)
