"""Step cues: the words of a sentence that say what became of a commitment."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

from servanda.codebook.tables import Row, read_table
from servanda.following.steps import Step

_DATA = Path(__file__).parent / "data" / "step_cues.tsv"
_COLUMNS = ("cue", "status", "when", "example", "but")
_CLAUSE_START = re.compile(r"[,;:—–()]\s|\b(?:and|but|while|whereas)\b")
# Case matters: "may" is a modal, "May" a month.
_UNREAL = re.compile(
    r"\b(?:(?:will|would|shall|should|could|may|might|can|must|cannot|if|If|unless|until|whether|before|yet|hop(?:es|ed|ing)|"
    r"refus\w+|declin\w+|fail\w*)(?:\s+[\w-]+){0,2}|(?:[Nn]ot|[Nn]ever|nor|[Nn]o|[Nn]either|without|[Nn]obody|[Nn]othing|[Oo]nce)"
    r"(?:\s+[\w-]+){0,4})\s*$|n['’]t(?:\s+[\w-]+){0,2}\s*$|\bto\s+(?:be\s+)?$"
)
_NOT_DONE = re.compile(
    r"\b(?:will|would|shall|should|could|may|might|must|not|never|"
    r"(?:is|are|was|were|due|yet|still|expected|set|scheduled|supposed|meant|likely|planned) to)\b|n['’]t\b"
)
_TO_BE = re.compile(
    r"\b(?:is|are|was|were)\s+(?!(?:said|believed|reported|thought|known|understood|claimed)\s)(?:\w+\s+)?"
    r"to\s+(?:be\s+|have\s+(?:been\s+)?)?$"
)
_DENYING = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|disput(?:es?|ed|ing)|contest(?:s|ed)|reject(?:s|ed) (?:reports?|claims?|suggestions?))\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class StepCue:
    """A pattern, the status it gives, and whether it counts only where the act is said to have happened."""

    pattern: re.Pattern[str]
    status: Step
    done: bool
    example: str
    counterexample: str
    line: int

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """Yield where the cue stands in a sentence, leaving out what is planned, possible or denied."""
        for match in self.pattern.finditer(text):
            if not (self.done and (_NOT_DONE.search(match.group()) or _is_unreal(text, match.start()))):
                yield match


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue in a sentence: offsets within it, the status, and whether somebody denies it."""

    start: int
    end: int
    status: Step
    denied: bool


def load_step_cues(path: Path = _DATA) -> tuple[StepCue, ...]:
    """Return the cues of a table in its order; raises VocabularyError."""
    return tuple(_cue(row) for row in read_table(path, _COLUMNS, ("cue", "status", "when", "example")))


def find_steps(sentence: str) -> list[CueHit]:
    """Return the cues of a sentence in order; of cues that overlap the longest, then the one higher in the table."""
    if not _any_cue().search(sentence):
        return []
    matches = [(cue, match) for cue in _packaged() for match in cue.matches(sentence)]
    found: list[CueHit] = []
    for cue, match in sorted(matches, key=lambda pair: pair[1].start() - pair[1].end()):
        if all(match.end() <= hit.start or hit.end <= match.start() for hit in found):
            denied = bool(_DENYING.search(clause_before(sentence, match.start())))
            found.append(CueHit(match.start(), match.end(), cue.status, denied))
    return sorted(found, key=lambda hit: hit.start)


@cache
def _packaged() -> tuple[StepCue, ...]:
    return load_step_cues()


@cache
def _any_cue() -> re.Pattern[str]:
    """Return one pattern for all cues, so that a sentence without any is read once and not once for each."""
    return re.compile("|".join(cue.pattern.pattern for cue in _packaged()), re.I)


def _cue(row: Row) -> StepCue:
    if row["status"] not in get_args(Step):
        raise row.error(f"status {row['status']!r} is unknown", f"Use one of {', '.join(get_args(Step))}")
    if row["when"] not in ("done", "any"):
        raise row.error(f"when is {row['when']!r}", "Write done or any")
    try:
        pattern = re.compile(rf"\b(?:{row['cue']})(?:(?<=[\s\d])|(?!\w))", re.I)
    except re.error as error:
        raise row.error(f"the cue is no regular expression: {error}", "Mend it") from None
    status: Step = row["status"]  # type: ignore[assignment]
    return StepCue(pattern, status, row["when"] == "done", row["example"], row["but"], row.line)


def clause_before(text: str, at: int) -> str:
    """Return what stands before a place in its clause."""
    starts = [match.end() for match in _CLAUSE_START.finditer(text, 0, at)]
    return text[starts[-1] if starts else 0 : at]


def _is_unreal(text: str, at: int) -> bool:
    before = clause_before(text, at)
    return bool(_UNREAL.search(before) or _TO_BE.search(before))
