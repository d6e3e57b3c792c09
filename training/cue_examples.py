"""Cue examples: sentences with one word marked that may introduce a statement or make a commitment, and the answer wanted.

The words asked about are those that the coder asks about (`servanda.coding.cue_candidates`), and every cue of the corpus.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus import Marked, Span
from corpus import Passage as Coded
from examples import NONE
from servanda.coding.cue_candidates import commitment_candidates, saying_candidates
from servanda.encoder import Passage
from servanda.reading import Reading, read_documents, tree
from servanda.sources import Document

SAID = "SAID"
TAGS = ("outside", "content", "source")
# A word that the corpus codes as a statement more rarely than this is coded as something else there ("urged", "agreed"):
# that it is not marked says nothing.
_TELLING = 0.4


@dataclass(frozen=True, slots=True)
class CueExample:
    """A sentence with its cue marked as `saying` or `binding`.

    `label` is SAID, an act, or NONE; None where the corpus does not tell. `content` and `source` are where these stand in
    the passage; both are empty where there is nothing to learn of them.
    """

    passage: Passage
    label: str | None
    content: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()


def cue_examples(coded: Sequence[Coded]) -> dict[str, list[CueExample]]:
    """Return the examples of each passage by its id."""
    documents = [Document(passage.id, passage.text) for passage in coded]
    readings = list(read_documents(documents))
    telling = _telling(zip(coded, readings, strict=True))
    return {
        passage.id: [*_sayings(passage, reading, telling), *_bindings(passage, reading)]
        for passage, reading in zip(coded, readings, strict=True)
        if reading.sentences
    }


def _telling(pairs: Iterable[tuple[Coded, Reading]]) -> frozenset[str]:
    """Return the lemmas whose occurrences the corpus mostly codes where they are statements."""
    asked, coded = Counter[str](), Counter[str]()
    for passage, reading in pairs:
        cues = [m.cue for m in passage.of("statements") if m.cue]
        for token in saying_candidates(reading):
            asked[reading.tokens[token].lemma] += 1
            coded[reading.tokens[token].lemma] += any(_touch(_span(reading, token), cue) for cue in cues)
    return frozenset(lemma for lemma, times in asked.items() if coded[lemma] >= _TELLING * times)


def _sayings(passage: Coded, reading: Reading, telling: frozenset[str]) -> Iterator[CueExample]:
    statements = [m for m in passage.of("statements") if m.cue]
    for told in _by_cue(statements):
        speaker = told[0].parts["speaker"]
        content = [span for m in told if m.parts["speaker"] == speaker for span in m.parts["content"]]
        yield _example(reading, told[0], "saying", SAID, content, speaker)
    denied = [m.cue for m in passage.of("negatives") if m.cue and m.codes["kind"] == "statement"]
    for token in saying_candidates(reading):
        span = _span(reading, token)
        if any(_touch(span, m.cue) for m in statements if m.cue):
            continue
        known = reading.tokens[token].lemma in telling or any(_touch(span, cue) for cue in denied)
        if known:
            yield CueExample(_passage(reading, span, "saying"), NONE)


def _by_cue(statements: Sequence[Marked]) -> list[list[Marked]]:
    """Return the statements that one cue introduces together: those of a split quotation, or of several speakers."""
    together: dict[Span | None, list[Marked]] = {}
    for statement in statements:
        together.setdefault(statement.cue, []).append(statement)
    return list(together.values())


def _bindings(passage: Coded, reading: Reading) -> Iterator[CueExample]:
    commitments = [m for m in passage.of("commitments") if m.cue]
    seen: set[Span] = set()
    for commitment in commitments:
        assert commitment.cue is not None
        if commitment.cue in seen:
            continue
        seen.add(commitment.cue)
        act, parts = commitment.codes["act"], commitment.parts
        yield _example(reading, commitment, "binding", act, parts["content"], parts["by"])
    for token in commitment_candidates(reading):
        span = _span(reading, token)
        whole = _with_helpers(reading, token)
        if not any(_touch(whole, m.cue) for m in commitments if m.cue):
            yield CueExample(_passage(reading, span, "binding"), NONE)


def _example(
    reading: Reading, marked: Marked, mark: str, label: str, content: Sequence[Span], source: Sequence[Span]
) -> CueExample:
    """Return the example of a cue as the coder marks it, with the parts that stand in its sentence."""
    assert marked.cue is not None
    span = _asked_word(reading, marked.cue, mark)
    sentence = reading.sentence_at(span[0])
    moved = [_within(spans, sentence.start, sentence.end) for spans in (content, source)]
    return CueExample(_passage(reading, span, mark), label, *moved)


def _asked_word(reading: Reading, cue: Span, mark: str) -> Span:
    """Return the word of a cue that the coder asks about: its last candidate, or the verb of a bare "will"."""
    candidates = saying_candidates(reading) if mark == "saying" else commitment_candidates(reading)
    inside = [_span(reading, token) for token in candidates if _touch(_span(reading, token), cue)]
    helped = [_span(reading, token) for token in candidates if _touch(_with_helpers(reading, token), cue)]
    return inside[-1] if inside else helped[0] if helped else cue


def _with_helpers(reading: Reading, token: int) -> Span:
    first = min([token, *tree.children(reading, token, "aux")])
    return reading.tokens[first].start, reading.tokens[token].end


def _within(spans: Sequence[Span], start: int, end: int) -> tuple[Span, ...]:
    cut = [(max(s, start) - start, min(e, end) - start) for s, e in spans]
    return tuple((s, e) for s, e in cut if s < e)


def _passage(reading: Reading, span: Span, mark: str) -> Passage:
    sentence = reading.sentence_at(span[0])
    return Passage(
        reading.text[sentence.start : sentence.end], **{mark: (span[0] - sentence.start, span[1] - sentence.start)}
    )


def _span(reading: Reading, token: int) -> Span:
    return reading.tokens[token].start, reading.tokens[token].end


def _touch(one: Span, other: Span | None) -> bool:
    return other is not None and one[0] < other[1] and other[0] < one[1]
