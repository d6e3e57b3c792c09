"""Examples: passages of the corpus, and the examples of the vocabularies, as marked stretches with the answer wanted."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus import Marked, Span
from corpus import Passage as Coded
from servanda.codebook import load_codebook
from servanda.coding.lexicon import IGNORED, load_lexicon
from servanda.encoder import Passage
from servanda.reading.sentences import split_sentences

NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Example:
    """A marked stretch, the type of the event in it (NONE where there is none), and its status where that is known."""

    passage: Passage
    type: str
    status: str | None = None


def examples_of(coded: Coded) -> list[Example]:
    """Return an example for each pair of parties of each event, with its cue, and one for each word that is no event."""
    events = list(coded.of("events"))
    found = [example for event in events for example in _of_event(coded.text, event)]
    for negative in coded.of("negatives"):
        if negative.cue and negative.codes["kind"] == "event":
            near = events[0] if events else None
            found.append(Example(_cropped(coded.text, negative.cue, *_first_pair(near)), NONE))
    return found


def _of_event(text: str, event: Marked) -> Iterator[Example]:
    assert event.cue is not None
    sources: Sequence[Span | None] = event.parts["source"][:2] or [None]
    targets: Sequence[Span | None] = event.parts["target"][:2] or [None]
    for source in sources:
        for target in targets:
            passage = _cropped(text, event.cue, source, target)
            yield Example(passage, event.codes["type"], event.codes["status"])


def _first_pair(event: Marked | None) -> tuple[Span | None, Span | None]:
    if event is None:
        return None, None
    return next(iter(event.parts["source"]), None), next(iter(event.parts["target"]), None)


def _cropped(text: str, cue: Span, source: Span | None, target: Span | None) -> Passage:
    """Return the sentence of the cue with its marks; the sentences from a party to the cue where the party is outside."""
    sentences = [(start, end) for start, end, _, _ in split_sentences(text)] or [(0, len(text))]
    marks = [span for span in (cue, source, target) if span]
    inside = [s for s in sentences if any(s[0] < m[1] and s[1] > m[0] for m in marks)] or sentences
    start, end = inside[0][0], inside[-1][1]
    moved = [(s[0] - start, s[1] - start) if s else None for s in (source, target, cue)]
    return Passage(text[start:end], *moved)


def of_vocabulary() -> Iterator[Example]:
    """Yield the examples of the codebook's types and modes, and those of the event lexicon with their trigger as cue."""
    for name, kind in load_codebook().types.items():
        texts = [*kind.examples, *(text for mode in kind.modes for text in mode.examples)]
        yield from (Example(Passage(text), name) for text in texts)
    lexicon = load_lexicon()
    for pattern in [p for group in (lexicon.verbs, lexicon.nouns) for patterns in group.values() for p in patterns]:
        word = pattern.trigger.split()[0]
        match = re.search(rf"\b{re.escape(word[: max(3, len(word) - 2)])}\w*", pattern.example, re.IGNORECASE)
        cue = match.span() if match else None
        yield Example(Passage(pattern.example, cue=cue), NONE if pattern.type == IGNORED else pattern.type)


def varied(example: Example, parties: Sequence[str], dice: random.Random) -> Example:
    """Return the example as it may be asked: with or without its cue, and now and then with other parties' names.

    A pair without a cue is what users ask with `pairs`; a cue with its parties is what the coder asks.
    """
    passage = example.passage
    paired = passage.source is not None and passage.target is not None
    if example.type != NONE and paired and dice.random() < 0.5:
        passage = replace(passage, cue=None)
    for part in ("source", "target"):
        if getattr(passage, part) and dice.random() < 0.25:
            passage = renamed(passage, part, dice.choice(parties))
    return replace(example, passage=passage)


def renamed(passage: Passage, part: str, name: str) -> Passage:
    """Return the passage with another name in the place of a part; unchanged where another part overlaps it."""
    start, end = getattr(passage, part)
    others = {p: getattr(passage, p) for p in ("source", "target", "cue") if p != part}
    if any(span and span[0] < end and span[1] > start for span in others.values()):
        return passage
    by = len(name) - (end - start)
    moved = {p: (s[0] + by, s[1] + by) if s and s[0] >= end else s for p, s in others.items()}
    return Passage(passage.text[:start] + name + passage.text[end:], **moved, **{part: (start, start + len(name))})
