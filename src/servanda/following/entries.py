"""Entries: a commitment followed through all documents, folded from the claims about it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from servanda.following.claim import Claim, Quantity
from servanda.following.days import days_between
from servanda.following.deliveries import delivered_of, promised_of, settled, with_units
from servanda.following.steps import BEGINNINGS, PROGRESS, Step
from servanda.following.words import weight_of
from servanda.record import Date, Participant, Span
from servanda.record.kinds import Act

_MATTER = 30
CORRECTION_DAYS = 30
_LATER_THAN_PROMISED = frozenset[Step]((
    "in_progress", "partially_delivered", "delivered", "stalled", "suspended", "resumed", "refused", "withdrawn", "broken",
    "expired", "superseded", "extended",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One step of an entry, with the evidence that gave it. `published` is when it could first be known.

    `outranked` says that its source corrected it, `denied` that somebody denies it; neither gives the entry its status.
    """

    date: Date | None
    status: Step
    document: str
    record: str | None
    claim: str
    evidence: Span
    claimed_by: Participant | None
    published: str | None
    source: str | None
    denied: bool
    outranked: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A commitment and what became of it. `computed` is filled by `standing.as_of` alone.

    `claims` are those it was folded from; `keys`, `matter` and `context` serve linking. `slight`: one text says it in passing.
    """

    id: str
    act: Act
    by: tuple[str, ...]
    to: tuple[str, ...]
    content: str
    sectors: tuple[str, ...]
    status: Step
    computed: tuple[str, ...]
    since: Date | None
    due: Date | None
    until: Date | None
    promised: tuple[Quantity, ...]
    delivered: tuple[Quantity, ...]
    history: tuple[HistoryStep, ...]
    claims: tuple[Claim, ...]
    keys: tuple[str, ...]
    matter: tuple[tuple[str, float], ...]
    context: tuple[str, ...]
    slight: bool


def fold(entry: str, claims: Sequence[Claim]) -> Entry:
    """Return the entry that claims make together, in whatever order they come; raises ValueError when none makes one."""
    given = _in_order(claims)
    ordered = with_units(given)
    founding = min((c for c in ordered if c.act is not None), key=_founding_order, default=None)
    if founding is None or founding.act is None:
        raise ValueError(f"entry {entry} has no claim that makes a commitment")
    corrected = _corrected(ordered)
    news = settled(ordered)
    steps = _steps(news, corrected)
    standing = [step for step in steps if not step.outranked and not step.denied] or steps
    by, to = founding.by, founding.to
    return Entry(
        id=entry,
        act=founding.act,
        by=by,
        to=to,
        content=max((c for c in ordered if c.act is not None), key=lambda c: (_fullness(c), c.id)).content,
        sectors=_sectors(ordered),
        status=standing[-1].status,
        computed=(),
        since=steps[0].date,
        due=_last(news, "due"),
        until=_last(news, "until"),
        promised=promised_of(ordered),
        delivered=delivered_of([c for c in news if c.id not in corrected and not c.denied]),
        history=steps,
        claims=tuple(given),
        keys=_keys(by, to),
        matter=_matter(ordered),
        context=_context(ordered),
        slight=not any(c.act is not None and c.central for c in ordered) and len({c.document for c in ordered}) < 2,
    )


def _in_order(claims: Iterable[Claim]) -> list[Claim]:
    """Return claims by the day on which they could be known; what a text says first is its news, so it comes last.

    Of texts of one day, that comes last whose news is furthest on the way from the first word to the end.
    """
    reached: dict[str, int] = {}
    for claim in sorted(claims, key=lambda c: (c.recalled, c.place, c.evidence.start)):
        reached.setdefault(claim.document, PROGRESS.index(claim.status))
    return sorted(
        claims,
        key=lambda c: (c.published or "", reached[c.document], c.document, -c.place, -c.evidence.start, c.id),
    )


def _founding_order(claim: Claim) -> tuple[bool, bool, str, int, int, str, str]:
    """Order in which claims may give an entry its act and parties: the first news of it that is no mere refusal."""
    where = (claim.place, claim.evidence.start, claim.document, claim.id)
    return (claim.act == "refusal", claim.recalled, claim.published or "", *where)


def _keys(by: Iterable[str], to: Iterable[str]) -> tuple[str, ...]:
    parties = sorted({*by, *to})
    return tuple(f"{one}|{other}" for n, one in enumerate(parties) for other in parties[n + 1 :])


def _fullness(claim: Claim) -> tuple[bool, bool, float]:
    """How well a claim says what the commitment is: recorded, with amounts, in telling words."""
    return (not claim.recalled, bool(claim.amounts), sum(weight_of(stem) for stem in claim.matter))


def _sectors(claims: Sequence[Claim]) -> tuple[str, ...]:
    """Return the fields that claims speak of most; those that make the commitment count twice."""
    counts = _counted(claims, "sectors")
    named = [s for s, _ in counts.most_common() if s != "other"]
    return tuple(named[:4]) or ("other",)


def _last(claims: Sequence[Claim], field: str) -> Date | None:
    """Return the latest word on a date: the most exact of the last text that gives one."""
    given = [(c, getattr(c, field)) for c in claims if getattr(c, field) is not None and not c.recalled]
    if not given:
        return None
    document = given[-1][0].document
    dates: list[Date] = [found for claim, found in given if claim.document == document]
    return max(dates, key=lambda d: len(d.value))


def _corrected(claims: Sequence[Claim]) -> frozenset[str]:
    """Return the claims that a later correction of the same outlet outranks: what it said of fulfilment before."""
    gone: set[str] = set()
    for claim in claims:
        if claim.corrects and claim.source and not claim.recalled and claim.status not in BEGINNINGS:
            gone |= {
                c.id
                for c in claims
                if c.source == claim.source
                and not c.corrects
                and (c.published or "") <= (claim.published or "")
                and c.document != claim.document
                and c.status not in BEGINNINGS
                and (days_between(c.published, claim.published) or 0) <= CORRECTION_DAYS
            }
    return frozenset(gone)


def _steps(claims: Sequence[Claim], corrected: frozenset[str]) -> tuple[HistoryStep, ...]:
    """Return the steps that claims give: what a text only recalls adds none where the step is known already."""
    kept: dict[tuple[str, Step], Claim] = {}
    for claim in claims:
        told = (claim.document, claim.status)
        if told not in kept and not (claim.recalled and any(_knows(k, claim) for k in claims)):
            kept[told] = claim
    return tuple(_step(claim, claim.id in corrected) for claim in sorted(kept.values(), key=_day_of))


def _knows(known: Claim, claim: Claim) -> bool:
    """Whether what a claim recalls was told before, or a step that implies it."""
    if known.document == claim.document and not known.recalled and claim.status in BEGINNINGS:
        return True
    if known.document == claim.document:
        return not known.recalled and known.status == claim.status
    if (known.published or "") > (claim.published or ""):
        return False
    return known.status == claim.status or claim.status in BEGINNINGS


def _day_of(claim: Claim) -> str:
    """Return the day of a step by which the history is ordered; one told with less than a day has its text's day."""
    happened = claim.date.value if claim.date and claim.date.precision == "day" else None
    if claim.recalled and claim.date is not None:
        happened = claim.date.value
    return happened or claim.published or ""


def _step(claim: Claim, outranked: bool) -> HistoryStep:
    return HistoryStep(
        date=claim.date,
        status=claim.status,
        document=claim.document,
        record=claim.record,
        claim=claim.id,
        evidence=claim.evidence,
        claimed_by=claim.claimed_by,
        published=claim.published,
        source=claim.source,
        denied=claim.denied,
        outranked=outranked,
    )


def _matter(claims: Sequence[Claim]) -> tuple[tuple[str, float], ...]:
    """Return the stems of what an entry is about with their weights: those of claims that make it count twice."""
    counts = _counted(claims, "matter")
    ranked = sorted(counts, key=lambda s: (-counts[s] * weight_of(s), s))[:_MATTER]
    return tuple((stem, round(weight_of(stem), 3)) for stem in ranked)


def _counted(claims: Sequence[Claim], field: str) -> Counter[str]:
    """Return how many claims have each word of a field; those that make the commitment count twice."""
    binding = (claim for claim in claims if claim.act is not None)
    return Counter(chain.from_iterable(dict.fromkeys(getattr(claim, field)) for claim in chain(claims, binding)))


def _context(claims: Sequence[Claim]) -> tuple[str, ...]:
    by_document = {claim.document: claim.context for claim in claims}
    counts = Counter(stem for context in by_document.values() for stem in context)
    return tuple(sorted(counts, key=lambda s: (-counts[s] * weight_of(s), s))[: 2 * _MATTER])
