"""Statements: what somebody said, thinks or feels, directly, indirectly or in a mixture of both."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from servanda.coding.context import Context
from servanda.coding.cues import load_cues
from servanda.coding.heard_statements import HEARD, heard_statements
from servanda.coding.labelled import labelled
from servanda.coding.parties import participants
from servanda.coding.quoted import quoted, resumed
from servanda.coding.reported import reported_at
from servanda.coding.said import Part, Said, outer_quotations, quotation_of_tokens
from servanda.coding.speakers import speaker_at
from servanda.reading.reading import Quotation
from servanda.record import Span, SplitSpan, Statement

_SURE = {
    "quotation-before-cue": 0.9,
    "quotation-after-cue": 0.9,
    "split-quotation": 0.9,
    "signed": 0.7,
    "clause": 0.8,
    "infinitive": 0.6,
    "object": 0.65,
    "preposition": 0.55,
    "noun": 0.6,
    "phrase": 0.75,
    "label": 0.5,
    HEARD: 0.6,
}

# A condition that the source makes of the reporter, not what it says: "who asked not to be named".
_OF_THE_SOURCE = re.compile(
    r"(?:not |to |never )*be (?:named|identified|quoted|cited)\b|(?:to )?(?:remain anonymous|comment)\b|"
    r"(?:(?:his|her|their|its|the) )?(?:name|identity|anonymity)\b"
)


def code_statements(context: Context) -> list[Statement]:
    """Return the statements of a text in order; what nobody said, or only might say, is not among them."""
    reading, cues = context.reading, load_cues()
    quotations = outer_quotations(reading)
    inside = quotation_of_tokens(reading, quotations)
    direct = quoted(reading, cues, quotations, inside)
    spoken = _spoken(direct)
    used = {said.trigger for said in direct}
    found = [*direct, *labelled(context)]
    for token in range(len(reading.tokens)):
        if token in used or _in_speech(quotations, inside[token], spoken):
            continue
        said = reported_at(reading, cues, token)
        if said is not None:
            found.append(said)
    if context.listener is not None:
        found += heard_statements(
            context.listener, reading, found, lambda token: not _in_speech(quotations, inside[token], spoken)
        )
    found = resumed(reading, quotations, inside, found)
    own = (said for said in _without_doubles(found) if not _OF_THE_SOURCE.match(reading.text, *said.parts[0]))
    made = [s for said in own if (s := _statement(context, said, quotations)) is not None]
    return _without_echoes(sorted(made, key=lambda s: (s.evidence.start, -s.evidence.end)))


def _spoken(direct: Iterable[Said]) -> set[int]:
    return {start for said in direct for start, _ in said.parts}


def _in_speech(quotations: tuple[Quotation, ...], index: int, spoken: set[int]) -> bool:
    return index >= 0 and quotations[index].start in spoken


def _without_doubles(found: Iterable[Said]) -> Iterator[Said]:
    seen: set[tuple[tuple[Part, ...], tuple[int, int] | None]] = set()
    for said in found:
        if (said.parts, said.cue) not in seen:
            seen.add((said.parts, said.cue))
            yield said


def _without_echoes(statements: list[Statement]) -> list[Statement]:
    """Return the statements without those inside another that only repeat its speaker or say no whole clause.

    "A says that B promised to come" is two statements; "A says that he thinks so" is one.
    """
    kept: list[Statement] = []
    open_: list[Statement] = []
    for statement in statements:
        at = statement.why.trigger.start
        open_ = [o for o in open_ if o.content.end > statement.evidence.start]
        outer = next((o for o in reversed(open_) if o.content.start <= at < o.content.end), None)
        if outer is None or (statement.why.rule in _NESTING and not _same_speaker(outer, statement)):
            kept.append(statement if outer is None else replace(statement, confidence=0.5))
            open_.append(statement)
    return kept


_NESTING = ("clause", "infinitive")


def _same_speaker(one: Statement, other: Statement) -> bool:
    if one.speaker is None or other.speaker is None:
        return True
    pronoun = other.speaker.actor is None and other.speaker.name.lower() in ("he", "she", "they", "it", "who")
    return pronoun or (one.speaker.name, one.speaker.country) == (other.speaker.name, other.speaker.country)


def _statement(context: Context, said: Said, quotations: tuple[Quotation, ...]) -> Statement | None:
    speaker = speaker_at(context, said.speaker)
    if speaker is None:
        return None
    reading = context.reading
    spans = tuple(context.span(*(part if said.quoted else _whole(part, quotations))) for part in said.parts)
    longest = max(spans, key=lambda span: span.end - span.start)
    whole = tuple((span.start, span.end) for span in spans)
    content = SplitSpan(longest.start, longest.end, longest.quote, whole) if len(spans) > 1 else longest
    cue = None
    if said.cue is not None:
        cue = context.span(reading.tokens[said.cue[0]].start, reading.tokens[said.cue[1] - 1].end)
    hearers = participants(context, said.hearers)
    return Statement(
        id="",
        evidence=longest,
        sentence=context.sentence_of(content.start),
        confidence=_SURE[said.rule],
        why=context.why(said.rule, said.trigger),
        speaker=speaker,
        cue=cue,
        content=content,
        form="direct" if said.quoted else _form(spans, quotations),
        addressee=tuple(h for h in hearers if (h.name, h.country) != (speaker.name, speaker.country)),
        spans=spans if len(spans) > 1 else (),
    )


def _whole(part: Part, quotations: tuple[Quotation, ...]) -> Part:
    """Return a part with its last quotation whole; without its marks where the part is nothing but that quotation."""
    start, end = part
    at = bisect_right(quotations, end, key=lambda q: q.outer_start) - 1
    if at < 0 or not quotations[at].outer_start < end <= quotations[at].outer_end or quotations[at].outer_start < start:
        return part
    quotation = quotations[at]
    if quotation.outer_start == start:
        return quotation.start, quotation.end
    return start, quotation.outer_end


def _form(spans: Sequence[Span], quotations: tuple[Quotation, ...]) -> Literal["direct", "indirect", "mixed"]:
    """Return the form of all parts together: mixed where they differ."""
    first, *others = (form_of(span, quotations) for span in spans)
    return first if all(other == first for other in others) else "mixed"


def form_of(content: Span, quotations: tuple[Quotation, ...]) -> Literal["direct", "indirect", "mixed"]:
    """Return how much of a content stands between quotation marks: all, a part, or nothing."""
    within = [q for q in quotations if q.start < content.end and content.start < q.end]
    if any(q.outer_start <= content.start and content.end <= q.outer_end for q in within):
        return "direct"
    return "mixed" if within else "indirect"
