"""Placement: to which story a document belongs, and why. Single-pass clustering: what was placed stays where it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.following.comparison import Comparison, compare, probability
from servanda.following.decisions import NO_STORY_DECISIONS, StoryDecisions
from servanda.following.descriptions import Description

CANDIDATES = 60
THRESHOLD = -1.0


@dataclass(frozen=True, slots=True)
class Known:
    """A document already placed: its description and its story."""

    description: Description
    story: str


@dataclass(frozen=True, slots=True)
class Placement:
    """The story of a document, None where it opens a new one; how sure (0 to 1); why, in words and numbers.

    `nearest` is the key of the document that it resembles most, None where there was nothing to compare.
    """

    story: str | None
    score: float
    why: str
    nearest: str | None = None


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well a document fits a story: mean log-odds over its documents, and the one it resembles most."""

    story: str
    odds: float
    nearest: Description
    comparison: Comparison
    among: int


def story_id(description: Description) -> str:
    """Return the name of the story that a document opens."""
    return f"story-{description.document}"


def place(
    description: Description, candidates: Sequence[Known], decisions: StoryDecisions = NO_STORY_DECISIONS
) -> Placement:
    """Return the story of a document among those of the candidates, the likeliest one, or none.

    A near-copy goes where its original is; any other text has to fit the documents of a story on average.
    """
    pinned = decisions.pins.get(description.document)
    if pinned is not None:
        return Placement(pinned, 1.0, "Placed by decision.")
    fits = _fits(description, candidates, decisions)
    if not fits:
        return Placement(None, 0.0, "Nothing known shares its names, words or wording.")
    best = max(fits, key=lambda fit: (fit.comparison.is_copy, fit.odds, fit.story))
    why = _why(description, best)
    if best.comparison.is_copy:
        return Placement(best.story, max(0.9, best.comparison.copied), why, best.nearest.document)
    story = best.story if best.odds >= THRESHOLD else None
    return Placement(story, round(probability(best.odds - THRESHOLD), 3), why, best.nearest.document)


def _fits(description: Description, candidates: Sequence[Known], decisions: StoryDecisions) -> list[_Fit]:
    by_story: dict[str, list[tuple[Comparison, Description]]] = {}
    barred = {k.story for k in candidates if decisions.keeps_apart(description.document, k.description.document)}
    for known in candidates[:CANDIDATES]:
        if known.story not in barred and known.description.document != description.document:
            compared = (compare(description, known.description), known.description)
            by_story.setdefault(known.story, []).append(compared)
    return [_fit(story, compared) for story, compared in sorted(by_story.items())]


def _fit(story: str, compared: list[tuple[Comparison, Description]]) -> _Fit:
    comparison, nearest = max(compared, key=lambda pair: (pair[0].copied, pair[0].log_odds, pair[1].document))
    if not comparison.is_copy:
        comparison, nearest = max(compared, key=lambda pair: (pair[0].log_odds, pair[1].document))
    odds = sum(one.log_odds for one, _ in compared) / len(compared)
    return _Fit(story, odds, nearest, comparison, len(compared))


def _why(description: Description, fit: _Fit) -> str:
    """Say what the document and the nearest one of a story have in common."""
    nearest, comparison = fit.nearest, fit.comparison
    parts = [f"Nearest is {nearest.document}"]
    if comparison.days_apart is not None:
        parts.append(f"{comparison.days_apart} days apart" if comparison.days_apart != 1 else "1 day apart")
    if comparison.is_copy:
        parts.append(f"{comparison.copied:.0%} of the wording is the same")
    for what, mine, theirs in (
        ("names", description.names, nearest.names),
        ("figures", description.numbers, nearest.numbers),
        ("words", description.terms, nearest.terms),
    ):
        known = {stem for stem, _ in theirs}
        shared = [stem for stem, _ in mine if stem in known][:6]
        parts += [f"both have the {what} {', '.join(shared)}"] if shared else []
    parts += [f"{name} {share:.2f}" for name, share in comparison.likeness.items()]
    return "; ".join(parts) + f"; log-odds {fit.odds:.1f} on average over {fit.among} of its documents."
