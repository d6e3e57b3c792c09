"""Sides: who is bound by a commitment and to whom, as a record or the words of a sentence have it."""

import re

from servanda.following.parties import parties_of
from servanda.following.scenes import LaidOut, Scene
from servanda.following.steps import Step
from servanda.record import Participant
from servanda.record.kinds import Act, Commitment

_BEHIND = re.compile(r"\b(?:to|from|for|with|by|between|into|towards?|against) (?:the )?$", re.I)
_OTHER_SUBJECT = re.compile(r"[,;:]|\b(?:the|an?|its|their|his|her|every|each|no|said|says|told|that)\b", re.I)
_JOINING = re.compile(
    r"\b(?:join|rejoin|enter|leave|quit|accede to|withdraw from|membership (?:of|in))\s+(?:the\s+)?$", re.I
)
_ADDRESSEE = 12
_SUBJECT = 25
_CLEARLY = 1.5


def recorded_sides(laid_out: LaidOut, record: Commitment, scene: Scene) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sides of a record; where it counts all parties among those who promise, the one named before the verb."""
    by = tuple(map(laid_out.party, parties_of(record.by)))
    to = tuple(map(laid_out.party, parties_of(p for p in record.to if not _is_joined(laid_out, p))))
    if record.act != "agreement" and len(by) > 1:
        by = tuple(party for party in by if party not in to) or by
    if record.act != "agreement" and len(by) > 1 and set(to) <= set(by):
        before = [m.party for m in scene.parties if m.acts and m.party in by and m.start < record.why.trigger.start]
        first = before[-1] if before else by[0]
        by, to = (first,), tuple(party for party in by if party != first)
    return _sides(laid_out, scene, record.act, by, to)


def _is_joined(laid_out: LaidOut, participant: Participant) -> bool:
    """Whether a participant is what somebody joins or leaves, and no addressee."""
    return bool(_JOINING.search(laid_out.filed.text[max(0, participant.start - 40) : participant.start]))


def _sides(
    laid_out: LaidOut, scene: Scene, act: Act, by: tuple[str, ...], to: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sides of a commitment; a side that is not said is the document's other chief party, where that is clear."""
    if act == "agreement":
        both = tuple(dict.fromkeys((*by, *to)))
        both = both if len(both) > 1 else (*both, *_partner(laid_out, scene, both))
        return (both, both) if len(both) > 1 else ((), ())
    to = tuple(party for party in to if party not in by)
    if not by and not to:
        return (), ()
    return by or _other(laid_out, to), to or _other(laid_out, by)


def _partner(laid_out: LaidOut, scene: Scene, one: tuple[str, ...]) -> tuple[str, ...]:
    """Return who else agrees: a party that acts in the sentence, or that the title names."""
    acting = [m.party for m in scene.parties if m.acts and m.party not in one]
    other = _other(laid_out, one)
    return tuple(acting[:1]) or (other if set(other) <= laid_out.in_title or not one else ())


def _other(laid_out: LaidOut, taken: tuple[str, ...]) -> tuple[str, ...]:
    """Return the document's chief party that is not among these; none where two are named about as often."""
    others = [party for party in laid_out.chief if party not in taken][:2]
    clear = len(others) == 1 or (others and laid_out.weights[others[0]] >= _CLEARLY * laid_out.weights[others[1]])
    return tuple(others[:1]) if clear else ()


def sides_of_cue(
    laid_out: LaidOut, scene: Scene, status: Step, at: int, end: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sides of a commitment that the words of a cue make: who is named before it, and who behind."""
    before = tuple(dict.fromkeys(m.party for m in scene.parties if m.acts and m.start < at))
    clause = _clause_end(laid_out, scene, end)
    after = tuple(dict.fromkeys(m.party for m in scene.parties if end <= m.start < clause))
    if status == "agreed":
        both = before if len(before) > 1 else tuple(dict.fromkeys((*before, *after)))
        return _sides(laid_out, scene, "agreement", both[:4], ())
    by = before[-1:]
    if status == "announced" and not subject_of(laid_out, scene, at):
        return (), ()
    if status == "requested" and not any(m.acts and 0 <= m.start - end <= _ADDRESSEE for m in scene.parties):
        return (), ()
    return _sides(laid_out, scene, "pledge", by, tuple(p for p in after if p not in by)[:1]) if by else ((), ())


def _clause_end(laid_out: LaidOut, scene: Scene, at: int) -> int:
    """Return where the clause of an offset ends: at the next comma, semicolon or full stop."""
    stop = re.search(r"[,;:]\s", laid_out.filed.text[at : scene.span.end])
    return at + stop.start() if stop else scene.span.end


def subject_of(laid_out: LaidOut, scene: Scene, at: int) -> tuple[str, ...]:
    """Return the party that stands right before a verb, with no other noun phrase between; none where none does."""
    text = laid_out.filed.text
    first = scene.span.start
    before = [m for m in scene.parties if m.acts and 0 <= at - m.end <= _SUBJECT]
    before = [m for m in before if not _BEHIND.search(text[first : m.start])]
    near = [m.party for m in before if not _OTHER_SUBJECT.search(text[m.end : at])]
    return tuple(near[-1:])
