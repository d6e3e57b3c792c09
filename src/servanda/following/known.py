"""Known entries: what linking asks of an entry, looked up once; and what of it is kept so that its claims need not be read."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from servanda.following.claim import Claim
from servanda.following.days import days_between
from servanda.following.entries import CORRECTION_DAYS, Entry
from servanda.following.steps import BEGINNINGS, MUTUAL, Step

SAME_TELLING_DAYS = 3


@dataclass(frozen=True, slots=True)
class Telling:
    """A step as one text told it: document, ISO day, number of the sentence."""

    status: Step
    document: str
    published: str
    place: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What linking asks of the claims of an entry for a document that comes after all of them.

    `first` is the day on which the entry could first be known; `deeds` are what is promised; `refused` holds the sides that
    refused it; `told` the telling words of its documents; `tellings` the steps told in the last days; `told_by` the outlets
    that told in the last weeks what became of it, each with the day.
    """

    first: str
    deeds: tuple[str, ...]
    refused: tuple[tuple[str, ...], ...]
    told: tuple[str, ...]
    tellings: tuple[Telling, ...]
    told_by: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """An entry with its parties, the stems of what it is `about` and `around` it, what its summary says, and who is `bound`.

    `told` counts in how many documents each telling word stands; `by_document` holds the claims by their document. An entry
    known by its summary alone has no claims, and its documents come before the one that is linked.
    """

    entry: Entry
    parties: frozenset[str]
    about: frozenset[str]
    around: frozenset[str]
    by_document: Mapping[str, Sequence[Claim]]
    by_status: Mapping[Step, Sequence[Telling]]
    told: Mapping[str, int]
    deeds: frozenset[str]
    bound: frozenset[str]
    refused: tuple[tuple[str, ...], ...]
    first: str
    told_by: frozenset[tuple[str, str]]

    def of_document(self, document: str) -> Sequence[Claim]:
        """Return the claims of one document, in the order of the entry."""
        return self.by_document.get(document, ())

    def with_status(self, status: Step) -> Sequence[Telling]:
        """Return where one status was told, in the order of the entry."""
        return self.by_status.get(status, ())

    def is_of_one(self, document: str) -> bool:
        """Whether all claims are of that document."""
        return self.by_document.keys() == {document}

    def told_elsewhere(self, document: str, stems: Iterable[str]) -> frozenset[str]:
        """Return which of the stems are telling words of other documents than one: a document resembles itself."""
        here = _context(self.of_document(document))
        return frozenset(stem for stem in stems if self.told.get(stem, 0) > (stem in here))


def known_entry(entry: Entry) -> KnownEntry:
    """Return an entry with what linking looks up in it."""
    by_document: dict[str, list[Claim]] = {}
    for claim in entry.claims:
        by_document.setdefault(claim.document, []).append(claim)
    tellings = (Telling(c.status, c.document, c.published, c.place) for c in entry.claims if c.published)
    told = Counter(chain.from_iterable(map(_context, by_document.values())))
    return _known(entry, by_document, tellings, told, summary_of(entry, last_days=False))


def summarised_entry(entry: Entry, summary: Summary) -> KnownEntry:
    """Return an entry of which the claims were not read: for a document that comes after all of them it is the same."""
    return _known(entry, {}, summary.tellings, dict.fromkeys(summary.told, 1), summary)


def summary_of(entry: Entry, *, last_days: bool = True) -> Summary:
    """Return what linking asks of an entry's claims, whatever their order; on request of those of its last days alone."""
    claims = entry.claims
    last = max((c.published for c in claims if c.published), default=None) if last_days else None
    return Summary(
        first=min(claim.published or "" for claim in claims),
        deeds=tuple(sorted({deed for c in claims if c.act is not None and not c.recalled for deed in c.deeds})),
        refused=tuple(sorted({c.by for c in claims if c.status == "refused" and c.act is not None})),
        told=tuple(sorted(_context(claims))) if last_days else (),
        tellings=tuple(
            Telling(c.status, c.document, c.published, c.place)
            for c in claims
            if last_days and c.published and _is_near(c.published, last, SAME_TELLING_DAYS)
        ),
        told_by=tuple(sorted({
            (c.source, c.published)
            for c in claims
            if c.source and c.published and c.status not in BEGINNINGS and _is_near(c.published, last, CORRECTION_DAYS)
        })),
    )  # fmt: skip


def _known(
    entry: Entry,
    by_document: Mapping[str, Sequence[Claim]],
    tellings: Iterable[Telling],
    told: Mapping[str, int],
    summary: Summary,
) -> KnownEntry:
    by_status: dict[Step, list[Telling]] = {}
    for telling in tellings:
        by_status.setdefault(telling.status, []).append(telling)
    return KnownEntry(
        entry=entry,
        parties=frozenset((*entry.by, *entry.to)),
        about=frozenset(stem for stem, _ in entry.matter),
        around=frozenset(entry.context),
        by_document=by_document,
        by_status=by_status,
        told=told,
        deeds=frozenset(summary.deeds),
        bound=_bound(entry),
        refused=summary.refused,
        first=summary.first,
        told_by=frozenset(summary.told_by),
    )


def _is_near(day: str, last: str | None, most: int) -> bool:
    """Whether a day is one of the last days, where only these are asked for."""
    return last is None or (days_between(day, last) or 0) <= most


def _bound(entry: Entry) -> frozenset[str]:
    """Return who has to do what an entry is about: of a demand the other side, of an agreement both."""
    if entry.act in ("demand", "request"):
        return frozenset(entry.to)
    return frozenset((*entry.by, *entry.to) if entry.act in MUTUAL else entry.by)


def _context(claims: Iterable[Claim]) -> frozenset[str]:
    return frozenset().union(*(claim.context for claim in claims))
