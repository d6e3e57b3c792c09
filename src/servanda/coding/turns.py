"""Turns: who speaks where in a transcript, from the labels at the heads of its paragraphs ("MS. OKAFOR:", "Q")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from servanda.coding.context import Context, Voice
from servanda.coding.issuers import officials_of, surname_of
from servanda.knowledge.publishers import home_of
from servanda.reading.blocks import CAPITALS
from servanda.reading.reading import Entity
from servanda.record import Participant, Span

_LABEL = re.compile(
    rf"(?:^|\n)[ \t]*[“\"]?(?:(?:Q|QUESTION|REPORTER)(?: \([^)\n]*\))?:?"
    rf"|(?P<label>[{CAPITALS}][{CAPITALS}.,’' ⁠-]{{1,60}}):)[ \t]+"
)
_OFFICIAL = re.compile(
    r"THE |PRESIDENT|MINISTER|SECRETARY|OFFICIAL|AMBASSADOR|ADMIRAL|GENERAL|ADMINISTRATOR|CHANCELLOR|DIRECTOR|PREMIER"
    r"|COMMISSIONER|SPOKES"
)
_BRIEFING = re.compile(r"\b(?:press (?:briefing|conference|gaggle|call)|gaggle|briefing by)\b", re.IGNORECASE)
_HONORIFIC = re.compile(r"(?:MR|MRS|MS|DR)\.? ")
_AUDIENCE = re.compile(r"AUDIENCE|MODERATOR|PARTICIPANT|AIDE\b|OPERATOR|ANNOUNCER|INTERPRETER|STAFF")
_LEAD = 300


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says, at text[start:end]; `label` says who it is, None for a reporter's question."""

    start: int
    end: int
    label: Span | None


def find_turns(text: str) -> list[Turn]:
    """Return the turns of a transcript in order; none where fewer than two paragraphs are labelled as two voices'."""
    found = list(_LABEL.finditer(text))
    if len({m["label"] for m in found}) < 2:
        return []
    ends = [*(m.start() for m in found[1:]), len(text)]
    return [Turn(m.end(), end, _label(text, m)) for m, end in zip(found, ends, strict=True)]


def _label(text: str, match: re.Match[str]) -> Span | None:
    return Span.of(text, *match.span("label")) if match["label"] else None


def voices_of_turns(context: Context) -> Iterator[Voice]:
    """Yield a voice for each turn: "we" is the state for which an official speaks; of others nobody knows for whom.

    In a briefing, and where reporters ask, those with an honorific before their name speak for the state that publishes.
    """
    document = context.reading.document
    home = home_of(document.source, document.url)
    turns = find_turns(context.reading.text)
    asked = any(turn.label is None for turn in turns)
    briefing = asked or _BRIEFING.search(f"{document.title or ''} {context.reading.text[:_LEAD]}") is not None
    known: dict[str, Participant | None] = {}
    for turn in turns:
        label = turn.label
        if label is None or _AUDIENCE.search(label.quote):
            yield Voice(turn.start, turn.end, None)
            continue
        if label.quote not in known:
            official = _OFFICIAL.search(label.quote) is not None or (briefing and _HONORIFIC.match(label.quote))
            known[label.quote] = _speaker(context, label, home if official else None)
        yield Voice(turn.start, turn.end, known[label.quote])


def _speaker(context: Context, label: Span, home: str | None) -> Participant | None:
    """Return who a label names: a person of the text with that surname, else an official of the state that publishes."""
    entity = _entity(context, label)
    if entity is not None:
        return Participant(
            entity.name, entity.country, entity.sector, "person", context.actor_ids[entity.index], *_place(label)
        )
    if home is None:
        return None
    name = _HONORIFIC.sub("", label.quote).title()
    return Participant(name, home, ("GOV",), "person", None, *_place(label))


def _place(span: Span) -> tuple[int, int, str]:
    return span.start, span.end, span.quote


def _entity(context: Context, label: Span) -> Entity | None:
    """Return the official whose surname ends a label; of one whom the text calls by office alone, the holder."""
    reading = context.reading
    surname = label.quote.split()[-1]
    people = list(officials_of(context))
    named = next((e for e in people if surname_of(e).upper() == surname), None)
    if named is not None:
        return named
    mention = next((m for m in reading.mentions if label.start <= m.start and m.end <= label.end), None)
    whole = mention is not None and reading.text[mention.start : mention.end].split()[-1] == surname
    held = [e for e in people if mention is not None and whole and e.index in mention.entities]
    return held[0] if held and label.quote.startswith("THE ") else None
