"""The page of an entry: its whole history, each step with the sentence that gave it, and what contradicts what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from servanda.following.entries import Entry, HistoryStep
from servanda.following.standing import contradictions_in
from servanda.web.views.timeline import Shape, Timeline, shape_of, timeline_of, words_of

_WIDE = 720.0


@dataclass(frozen=True, slots=True)
class StepView:
    """A step: the sentence in three parts, the middle one its evidence; the document by its key, with what is known of it."""

    nth: int
    step: HistoryStep
    shape: Shape
    before: str
    evidence: str
    after: str
    document: Mapping[str, Any]
    amounts: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of what was promised was delivered, in one unit; `share` is at most 1."""

    unit: str
    promised: float
    delivered: float

    @property
    def share(self) -> float:
        """The delivered part of what was promised."""
        return min(self.delivered / self.promised, 1.0) if self.promised else 0.0


@dataclass(frozen=True, slots=True)
class EntryView:
    """What the page of an entry shows; `disputes` are pairs of steps that cannot both be true, or of which one denies."""

    entry: Entry
    timeline: Timeline
    words: str
    steps: tuple[StepView, ...]
    disputes: tuple[tuple[StepView, StepView], ...]
    progress: tuple[Progress, ...]
    documents: tuple[Mapping[str, Any], ...]


def entry_view(standing: Entry, day: str, names: Mapping[str, Mapping[str, Any]]) -> EntryView:
    """Return the view of an entry as of an ISO day; `names` has what is known of documents, by key."""
    steps = tuple(_step(nth, step, standing, names) for nth, step in enumerate(standing.history, 1))
    by_claim = {view.step.claim: view for view in steps}
    pairs = [*contradictions_in(standing.history), *_denials(standing.history)]
    disputed = dict.fromkeys((one.claim, other.claim) for one, other in pairs)
    keys = dict.fromkeys(claim.document for claim in standing.claims)
    return EntryView(
        entry=standing,
        timeline=timeline_of(standing, day, _WIDE),
        words=words_of(standing),
        steps=steps,
        disputes=tuple((by_claim[one], by_claim[other]) for one, other in disputed),
        progress=_progress(standing),
        documents=tuple({"key": key, **names.get(key, {})} for key in keys),
    )


def _denials(history: Sequence[HistoryStep]) -> list[tuple[HistoryStep, HistoryStep]]:
    """Return steps that somebody denies, each with the last step before it that stands."""
    found = []
    for nth, step in enumerate(history):
        earlier = [one for one in history[:nth] if not one.denied and not one.outranked]
        if step.denied and earlier:
            found.append((earlier[-1], step))
    return found


def _step(nth: int, step: HistoryStep, entry: Entry, names: Mapping[str, Mapping[str, Any]]) -> StepView:
    claim = next((c for c in entry.claims if c.id == step.claim), None)
    before, after = "", ""
    if claim is not None:
        quote, at = claim.sentence.quote, step.evidence.start - claim.sentence.start
        end = step.evidence.end - claim.sentence.start
        if 0 <= at <= end <= len(quote):
            before, after = quote[:at], quote[end:]
    amounts = tuple((a.value, a.unit) for a in claim.amounts) if claim else ()
    known = {"key": step.document, **names.get(step.document, {})}
    return StepView(nth, step, shape_of(step.status), before, step.evidence.quote, after, known, amounts)


def _progress(entry: Entry) -> tuple[Progress, ...]:
    delivered = {quantity.unit: quantity.value for quantity in entry.delivered}
    return tuple(Progress(q.unit, q.value, delivered.get(q.unit, 0.0)) for q in entry.promised)
