"""First person: "I" is who speaks, "we" those whom the speaker speaks for; both become mentions of these actors."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from servanda.coding.context import Voice
from servanda.reading.reading import Reading, Token
from servanda.record import Actor, Participant, Span

_SINGULAR = frozenset(("i", "me", "my", "mine", "myself"))
_PLURAL = frozenset(("we", "us", "our", "ours", "ourselves"))
_PUBLIC = frozenset(("GOV", "MIL", "LEG", "SPY", "COP", "JUD"))


def with_first_person(
    reading: Reading, actors: Sequence[Actor], ids: Sequence[str | None], voices: Sequence[Voice]
) -> list[Actor]:
    """Return the actors with the first-person pronouns that stand for them among their mentions.

    `ids` gives the id of each actor's record; of the `voices` that hold a pronoun the first counts.
    """
    said: dict[str, list[Span]] = {}
    for token in reading.tokens:
        for actor in _meant(token, voices, actors, ids):
            said.setdefault(actor, []).append(reading.span(token.start, token.end))
    return [
        replace(actor, mentions=tuple(sorted((*actor.mentions, *said[ident]), key=lambda m: (m.start, m.end))))
        if ident is not None and ident in said
        else actor
        for actor, ident in zip(actors, ids, strict=True)
    ]


def _meant(token: Token, voices: Sequence[Voice], actors: Sequence[Actor], ids: Sequence[str | None]) -> Iterator[str]:
    """Yield the ids of those for whom a pronoun stands."""
    word = token.text.lower()
    if word not in _SINGULAR | _PLURAL or not token.tag.startswith("PRP"):
        return
    voice = next((v for v in voices if v.start <= token.start < v.end), None)
    if voice is None:
        return
    meant = [voice.speaker.actor] if word in _SINGULAR and voice.speaker is not None else []
    if word in _PLURAL:
        bodies = voice.body or ((voice.speaker,) if voice.speaker is not None else ())
        meant = [_body(body, actors, ids) for body in bodies]
    yield from (ident for ident in meant if ident is not None)


def _body(speaker: Participant, actors: Sequence[Actor], ids: Sequence[str | None]) -> str | None:
    """Return the id of the state or body that a speaker speaks for, their own where it is a body itself."""
    if speaker.type == "person":
        return _state(speaker.country, actors, ids) if _PUBLIC & set(speaker.sector) else None
    own = (
        ident
        for actor, ident in zip(actors, ids, strict=True)
        if (actor.name, actor.type) == (speaker.name, speaker.type)
    )
    return next(own, None)


def _state(country: str | None, actors: Sequence[Actor], ids: Sequence[str | None]) -> str | None:
    found = (
        i for a, i in zip(actors, ids, strict=True) if country is not None and (a.type, a.country) == ("state", country)
    )
    return next(found, None)
