"""Interests: what an actor is after."""

from servanda.coding.aims import Aim, find_aims
from servanda.coding.context import Context
from servanda.coding.modality import attribution_of
from servanda.coding.parties import participants
from servanda.reading import tree
from servanda.reading.reading import Reading
from servanda.record import Interest, Participant
from servanda.record.kinds import Status

_POLITICAL = frozenset(["GOV", "MIL", "REB", "OPP", "PTY", "LEG", "JUD", "SPY", "IGO", "PRE", "PAR", "ELI"])
_COURTESIES = frozenset(
    """
    thank say tell ask talk speak congratulate welcome note express recognize recognise acknowledge emphasize
    emphasise stress begin start close hear know see make be add highlight commend applaud remind let mention
    announce
    """.split()
)
_SURE = {"verb": 0.85, "adjective": 0.8, "noun": 0.75, "phrase": 0.75}


def code_interests(context: Context) -> list[Interest]:
    """Return what the text says that actors are after, in order of the text, each aim of an actor once."""
    found: dict[tuple[int, int], Interest] = {}
    for aim in find_aims(context.reading):
        made = _interest(context, aim)
        if made is not None:
            found.setdefault((made.aim.start, made.aim.end), made)
    return sorted(found.values(), key=lambda i: (i.aim.start, i.aim.end))


def _interest(context: Context, aim: Aim) -> Interest | None:
    reading = context.reading
    if _is_courtesy(reading, aim):
        return None
    actors = _who(context, aim)
    if not actors:
        return None
    first, last = aim.stretch
    span = reading.span(reading.tokens[first].start, reading.tokens[last - 1].end)
    return Interest(
        id="",
        evidence=span,
        sentence=reading.sentence_span(aim.trigger),
        confidence=_SURE[aim.pos] * (0.85 if aim.takes == "noun" else 1.0),
        status=_status(reading, aim),
        attribution=attribution_of(context, aim.trigger),
        why=context.why(f"interest-{aim.pos}", aim.trigger),
        actor=actors,
        aim=span,
    )


def _who(context: Context, aim: Aim) -> tuple[Participant, ...]:
    """Return the actors who can be after something: states, bodies and those in politics, not places or passers-by."""
    heads = [h for h in aim.actors if not _is_place(context.reading, h) and not _is_many(context.reading, h)]
    return tuple(p for p in participants(context, heads) if _is_political(p))


def _is_place(reading: Reading, head: int) -> bool:
    mention = reading.mention_at(head)
    return mention is not None and mention.locative


def _is_many(reading: Reading, head: int) -> bool:
    """Whether the words name the people of a country, not its state: "Americans"."""
    mention = reading.mention_at(head)
    return mention is not None and mention.form == "adjective" and reading.tokens[head].tag in ("NNS", "NNPS")


def _is_political(participant: Participant) -> bool:
    if participant.type in ("state", "organisation"):
        return True
    if participant.type == "people":
        return participant.country is not None
    return bool(_POLITICAL & set(participant.sector))


def _is_courtesy(reading: Reading, aim: Aim) -> bool:
    """Whether a speaker only announces what is said next: "I want to thank"."""
    words = {reading.tokens[a].text.lower() for a in aim.actors}
    if (
        "i" in words
        and aim.pos == "verb"
        and reading.tokens[aim.trigger].lemma in ("want", "hope", "try", "wish", "look")
    ):
        return True
    return (
        bool(words & {"we", "he", "she"}) and aim.takes == "inf" and reading.tokens[aim.stretch[0]].lemma in _COURTESIES
    )


def _status(reading: Reading, aim: Aim) -> Status:
    verb = tree.clause_verb(reading, aim.trigger)
    if aim.pos in ("verb", "adjective") and tree.is_negated(reading, verb):
        return "denied"
    when = tree.tense(reading, verb)
    if when == "conditional":
        return "possible"
    if when == "future":
        return "planned"
    return "occurred" if when == "past" else "ongoing"
