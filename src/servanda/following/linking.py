"""Linking: to which entry of the ledger a claim belongs.

A claim belongs to an entry between the same parties that is about the same thing. What speaks for it is added up from a few
likenesses, each from 0 to 1, and has to reach a threshold, which is higher for a claim that could be a commitment of its own:
to merge two commitments is worse than to miss a step.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from servanda.following.claim import Claim, Quantity
from servanda.following.days import days_between
from servanda.following.decisions import NO_LEDGER_DECISIONS, LedgerDecisions
from servanda.following.deeds import deed_stems
from servanda.following.entries import CORRECTION_DAYS, Entry, fold
from servanda.following.known import SAME_TELLING_DAYS, KnownEntry, known_entry
from servanda.following.steps import BEGINNINGS, CLOSED, MUTUAL, SEEMING_ENDS
from servanda.following.words import weight_of

CANDIDATES = 200
_ANOTHER = re.compile(
    r"\b(?:also|separate(?:ly)?|in addition|additionally|further|another|second|besides|moreover|other)\b", re.I
)
_STEP_THRESHOLD = 0.38
_BINDING_THRESHOLD = 0.5
_OWN, _CONTEXT, _SECTOR, _AMOUNT, _DUE, _SAME_DAYS = 0.6, 0.5, 0.1, 0.4, 0.1, 0.4
_ELABORATION, _ANSWER, _TURN, _UNNAMED, _WAS_AGREED = 0.5, 0.2, 0.2, 0.15, 0.15
# What is agreed after a threat is another commitment; the threat is withdrawn, or carried out.
_NOT_OF_THREATS = frozenset(("agreed", "extended", "expired"))
# Only who is bound can do these; who delivers may be somebody else.
_OF_THE_BOUND = frozenset(("withdrawn", "broken", "suspended", "resumed"))
_DEED, _DEED_WORDS, _AT_MOST = 0.2, 2.5, 1.03
_CORRECTS = 0.15
_COUNT = re.compile(
    r"\b(?:\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten|\w+teen|\w+ty|dozens?|hundreds?|thousands?|millions?) [a-z]"
)
_DEAL = re.compile(
    r"\b(?:agreements?|deals?|accords?|treaty|pacts?|contracts?|memorandum|protocols?|notes|papers|documents?|compromise|"
    r"settlement|offer|truce|ceasefire|understanding|lease|declaration)\b",
    re.I,
)
_UNDER_IT = re.compile(
    r"\b(?:under|by|in|as part of) (?:the|its|this|that) (?:terms of (?:the|this) )?(?:\w+ )?(?:agreement|deal|accord|treaty|"
    r"pact|contract|memorandum|protocol|notes|document|compromise|settlement|arrangement|lease)\b",
    re.I,
)
_OF_AGREEMENTS = frozenset(("broken", "expired", "extended", "superseded"))
_LITTLE = 0.2
_ENOUGH, _MOST, _MOST_OF_PLACE = 10.0, 6.0, 3.0
_LEAD, _CLOSED = 0.25, 0.1
_LEAST_MATTER, _OF_DEED = 3, 2


@dataclass(frozen=True, slots=True)
class Link:
    """The entry of a claim: one that was known, a new one (`new`), or None for an orphan; with score and reason."""

    claim: str
    entry: str | None
    new: bool
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class _Fit:
    """What speaks for a claim belonging to an entry: the likenesses by name, and their sum."""

    entry: str
    likeness: tuple[tuple[str, float], ...]

    @property
    def score(self) -> float:
        return sum(share for _, share in self.likeness)


def entry_id(claim: Claim) -> str:
    """Return the id of the entry that a claim opens; the same for the same claim on any machine."""
    return f"entry-{hashlib.sha256(claim.id.encode()).hexdigest()[:16]}"


def assign(
    claims: Sequence[Claim], entries: Sequence[Entry], decisions: LedgerDecisions = NO_LEDGER_DECISIONS
) -> tuple[Link, ...]:
    """Return one link for each claim of a document, in the order of the claims.

    What belongs to an entry that was known before is linked first, in order of the text. Of the rest, claims that make a
    commitment open entries, and those that only tell a step may belong to one so opened.
    """
    return assign_known(claims, map(known_entry, entries), _no_more_claims, decisions)


def assign_known(
    claims: Sequence[Claim],
    entries: Iterable[KnownEntry],
    claims_of: Callable[[str], Sequence[Claim]],
    decisions: LedgerDecisions = NO_LEDGER_DECISIONS,
) -> tuple[Link, ...]:
    """Return what `assign` does, for entries that may be known by their summary alone.

    `claims_of` gives the claims of such an entry by its id; it is asked for those that get a claim.
    """
    known = {one.entry.id: one for one in entries}
    links: dict[str, Link] = {}
    for claim in claims:
        link = _link(claim, _open_to(claim, claims, known), decisions)
        if link.entry is not None and not link.new:
            _keep(link, claim, links, known, claims_of)
    rest = [claim for claim in claims if claim.id not in links]
    for claim in sorted(rest, key=lambda c: (c.act is None, c.recalled, c.evidence.start)):
        _keep(_link(claim, _open_to(claim, claims, known), decisions), claim, links, known, claims_of)
    return tuple(links[claim.id] for claim in claims)


def _no_more_claims(entry: str) -> Sequence[Claim]:
    return ()


def _keep(
    link: Link,
    claim: Claim,
    links: dict[str, Link],
    known: dict[str, KnownEntry],
    claims_of: Callable[[str], Sequence[Claim]],
) -> None:
    """Note a link, and the claim with the entry that it joins or opens."""
    links[claim.id] = link
    if link.entry is not None:
        before = known[link.entry].entry.claims or claims_of(link.entry) if link.entry in known else ()
        known[link.entry] = known_entry(fold(link.entry, (*before, claim)))


def _open_to(claim: Claim, claims: Sequence[Claim], known: dict[str, KnownEntry]) -> dict[str, KnownEntry]:
    """Return the entries to which a claim may belong where its text says that something new replaces something old."""
    if not any(c.status == "superseded" for c in claims) or claim.status not in ("agreed", "superseded"):
        return known
    here = {key for key, one in known.items() if one.is_of_one(claim.document)}
    return {key: one for key, one in known.items() if (key in here) == (claim.status == "agreed")}


def _link(claim: Claim, known: dict[str, KnownEntry], decisions: LedgerDecisions) -> Link:
    if claim.id in decisions.pins:
        entry = decisions.pins[claim.id]
        new = entry is not None and entry not in known
        return Link(claim.id, entry if claim.act or not new else None, new, 1.0, "Placed by decision.")
    fits = [
        _fit(claim, one)
        for one in known.values()
        if _may_be(claim, one) and (claim.id, one.entry.id) not in decisions.apart
    ]
    best = max(fits, key=lambda fit: (fit.score, fit.entry), default=None)
    if best is not None and best.score >= _threshold(claim, known[best.entry]):
        return Link(claim.id, best.entry, False, round(min(best.score, 1.0), 3), _why(known[best.entry].entry, best))
    if _opens(claim):
        return Link(claim.id, entry_id(claim), True, 1.0, _why_new(known, best))
    why = "It speaks of no known entry and makes none."
    return Link(claim.id, None, False, round(best.score, 3) if best else 0.0, why)


def _threshold(claim: Claim, known: KnownEntry) -> float:
    """Return what has to speak for a claim: more for what may be a commitment of its own, or was said before an entry's."""
    return _BINDING_THRESHOLD if _opens(claim) or (claim.published or "") < known.first else _STEP_THRESHOLD


def _opens(claim: Claim) -> bool:
    """Whether a claim makes a commitment that can be followed: between two sides, about something."""
    sides = bool(claim.by and claim.to) and claim.status in BEGINNINGS | {"refused"}
    counted = bool(claim.deeds and len(claim.matter) >= _OF_DEED and _COUNT.search(claim.content))
    substantial = len(claim.matter) >= _LEAST_MATTER or bool(claim.amounts) or counted
    news = (claim.central or not claim.recalled) and (claim.status != "reaffirmed" or claim.place == 0)
    return claim.act is not None and sides and substantial and news


def _may_be(claim: Claim, known: KnownEntry) -> bool:
    """Whether the parties of a claim allow it to speak of an entry."""
    entry, parties = known.entry, known.parties
    if (claim.status == "requested" and entry.act not in MUTUAL) or (
        entry.act == "threat" and claim.status in _NOT_OF_THREATS
    ):
        return False
    if claim.recalled and claim.status not in BEGINNINGS and known.is_of_one(claim.document):
        return False  # What a text recalls was before what it is the first to tell.
    if claim.by and claim.status in _OF_THE_BOUND and entry.act not in MUTUAL and not {*claim.by} & {*entry.by}:
        return False
    if claim.by_deed:
        return _may_do(claim, known)
    if claim.status in SEEMING_ENDS and claim.act is None and not known.deeds.isdisjoint(claim.deeds):
        return False
    if claim.act is None:
        return not parties.isdisjoint((*claim.seen, *claim.named))
    if claim.act in MUTUAL or entry.act in MUTUAL or claim.status == "reaffirmed":
        return {*claim.by, *claim.to} == parties
    return set(claim.by) == set(entry.by) and set(claim.to) == set(entry.to)


def _may_do(claim: Claim, known: KnownEntry) -> bool:
    """Whether a deed may be that which an entry promised: between its parties, by one who is bound, later, about the same."""
    if known.deeds.isdisjoint(claim.deeds) or known.is_of_one(claim.document):
        return False
    if not known.parties <= {*claim.seen, *claim.named} or (claim.by and known.bound.isdisjoint(claim.by)):
        return False
    happened = claim.date.value if claim.date else claim.published or ""
    if happened < known.first[: len(happened)]:
        return False
    promised = {quantity.unit: quantity.value for quantity in known.entry.promised}
    if any(q.value > _AT_MOST * promised[q.unit] for q in claim.amounts if q.unit in promised):
        return False
    return _amounts(claim, known.entry) > 0 or _is_same_matter(claim, known)


def _is_same_deed(claim: Claim, known: KnownEntry) -> bool:
    return not known.deeds.isdisjoint(claim.deeds) and (claim.by_deed or _is_same_matter(claim, known))


def _is_same_matter(claim: Claim, known: KnownEntry) -> bool:
    """Whether a claim and an entry have more in common than parties, places and a verb."""
    without = deed_stems().union(claim.places)
    matter = (stem for stem in claim.matter if stem in known.about and stem not in without)
    return sum(map(weight_of, matter)) >= _DEED_WORDS


def _fit(claim: Claim, known: KnownEntry) -> _Fit:
    entry = known.entry
    parts = {
        "words": _OWN * _shared_words(claim, known),
        "document": _CONTEXT * _overlap(claim.context, known.told_elsewhere(claim.document, claim.context)),
        "lead": 0.0 if _opens(claim) else _LEAD * _shared(claim.lead, known, _ENOUGH, claim.places),
        "closed": -_CLOSED * (claim.act is None and _was_closed(entry, claim)),
        "field": _SECTOR * bool(set(claim.sectors) & set(entry.sectors) - {"other"}),
        "amount": _AMOUNT * _amounts(claim, entry),
        "date": _DUE * bool(claim.due and entry.due and claim.due.value == entry.due.value),
        "deed": _DEED * (claim.act is None and _is_same_deed(claim, known)),
        "same days": _SAME_DAYS * _told_together(claim, known),
        "elaborates": _ELABORATION * _elaborates(claim, known),
        "answers": _ANSWER * _answers(claim, known),
        "corrects": _CORRECTS * _corrects(claim, known),
        "turns": _TURN * (claim.turns and (_yields(claim, known) or _backs_out(claim, entry))),
        "was agreed": _WAS_AGREED
        * (claim.status in _OF_AGREEMENTS and any(s.status == "agreed" for s in entry.history)),
        "party not named": -_UNNAMED * (claim.act is None and not known.parties <= {*claim.seen, *claim.named}),
    }
    return _Fit(entry.id, tuple((name, round(share, 3)) for name, share in parts.items() if share))


def _shared_words(claim: Claim, known: KnownEntry) -> float:
    """Return how much a claim has in common with what an entry is about.

    For a step two or three telling words are enough; a commitment must share much of what it says beside names of places.
    """
    if claim.act is None:
        return _shared(claim.matter, known, _ENOUGH, claim.places)
    matter = [stem for stem in claim.matter if stem not in claim.places]
    return _shared(matter, known, max(_ENOUGH, sum(map(weight_of, matter))))


def _shared(stems: Iterable[str], known: KnownEntry, enough: float, places: Collection[str] = ()) -> float:
    """Return the weight of the stems that an entry has too against what is enough; words of its documents count a third."""
    about, around = known.about, known.around
    weights = ((stem, min(weight_of(stem), _MOST_OF_PLACE if stem in places else _MOST)) for stem in stems)
    found = sum(weight if stem in about else weight / 3 if stem in around else 0.0 for stem, weight in weights)
    return min(1.0, found / enough)


def _elaborates(claim: Claim, known: KnownEntry) -> bool:
    """Whether a claim only goes on about what the sentences before it say.

    That is a promise that puts an intention into figures, and an agreement of which more is said, unless it is another one.
    """
    before = [c for c in known.of_document(claim.document) if c.place <= claim.place]
    near = [c for c in before if claim.place - c.place <= 2]
    if claim.act == "pledge" and claim.amounts:
        return any(c.act == "intention" and not c.amounts for c in near)
    if claim.status not in ("agreed", "announced") or _ANOTHER.search(claim.sentence.quote):
        return False
    agreed = [c for c in before if c.status == "agreed" and c.act is not None]
    if _UNDER_IT.search(claim.sentence.quote):
        return bool(agreed) and _shared_words(claim, known) >= _LITTLE
    return claim.status == "agreed" and any(_is_bare(c) or _is_bare(claim) for c in agreed if c in near)


def _is_bare(claim: Claim) -> bool:
    """Whether a claim only names a deal, so that what the text says beside it says what it is."""
    return bool(_DEAL.search(claim.content))


def _was_closed(entry: Entry, claim: Claim) -> bool:
    """Whether an entry was at its end before a claim's document."""
    before = [step.status for step in entry.history if step.document != claim.document]
    return bool(before) and before[-1] in CLOSED


def _answers(claim: Claim, known: KnownEntry) -> bool:
    """Whether a refusal or an agreement may answer a demand that is still open, or a promise take back a refusal."""
    entry = known.entry
    asked = entry.act in ("demand", "request") and entry.status == "requested"
    answers = asked and claim.status in ("refused", "agreed", "announced") and bool(set(claim.to) & set(entry.by))
    return answers or _yields(claim, known) or _backs_out(claim, entry)


def _corrects(claim: Claim, known: KnownEntry) -> bool:
    """Whether a correction may speak of what its outlet reported of an entry in the weeks before."""
    if not claim.corrects or not claim.source or claim.status in BEGINNINGS:
        return False
    apart = (days_between(day, claim.published) for source, day in known.told_by if source == claim.source)
    return any(days is not None and days <= CORRECTION_DAYS for days in apart)


def _yields(claim: Claim, known: KnownEntry) -> bool:
    """Whether who refused a thing now promises one."""
    if known.entry.status != "refused" or claim.act is None or claim.status not in ("announced", "agreed"):
        return False
    return any(set(by) <= set(claim.by) for by in known.refused)


def _backs_out(claim: Claim, entry: Entry) -> bool:
    """Whether who promised a thing now refuses one."""
    return claim.act == "refusal" and entry.status in ("announced", "agreed") and set(claim.by) <= set(entry.by)


def _overlap(one: Sequence[str], shared: Collection[str]) -> float:
    """Return the weight of the telling words that a claim's document shares with an entry's, as a share."""
    total = sum(map(weight_of, one))
    return sum(weight_of(stem) for stem in one if stem in shared) / total if total else 0.0


def _amounts(claim: Claim, entry: Entry) -> float:
    """Return 1 where an amount is the promised one, -1 where two promises differ in amount, else 0."""
    promised = {quantity.unit: quantity.value for quantity in entry.promised}
    shared = [quantity for quantity in claim.amounts if quantity.unit in promised]
    if any(_same(quantity, promised[quantity.unit]) for quantity in shared):
        return 1.0
    return -1.0 if shared and claim.act and claim.status in BEGINNINGS else 0.0


def _same(quantity: Quantity, value: float) -> bool:
    return abs(quantity.value - value) <= 0.02 * max(abs(value), abs(quantity.value))


def _told_together(claim: Claim, known: KnownEntry) -> float:
    """Return how likely another text told the same step within days: 1 where both open with it a day apart at most."""
    if claim.act is None:
        return 0.0
    apart = [
        (days, max(c.place, claim.place) < 2)
        for c in known.with_status(claim.status)
        if c.document != claim.document
        if (days := days_between(c.published, claim.published)) is not None and days <= SAME_TELLING_DAYS
    ]
    return max((1.0 if days <= 1 and opening else 0.75 for days, opening in apart), default=0.0)


def _why_new(known: dict[str, KnownEntry], best: _Fit | None) -> str:
    if best is None:
        return "No entry between these parties is known."
    return f"Too little speaks for the nearest entry. {_why(known[best.entry].entry, best)}"


def _why(entry: Entry, fit: _Fit) -> str:
    shares = ", ".join(f"{name} {share:.2f}" for name, share in fit.likeness)
    return f"Between {' and '.join(dict.fromkeys((*entry.by, *entry.to)))}, about {entry.content[:80]!r}: {shares}."
