"""First person: "I" is who speaks, "we" the state or body that the speaker speaks for; both become mentions of that actor."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from servanda.knowledge.publishers import home_of
from servanda.reading.reading import Mention, Reading, Sentence, Token
from servanda.record import Actor, Participant, Span, Statement

_SINGULAR = frozenset(("i", "me", "my", "mine", "myself"))
_PLURAL = frozenset(("we", "us", "our", "ours", "ourselves"))
_SAYING = frozenset(("say", "add", "state", "tell", "declare", "announce", "comment", "continue", "write", "remark"))
_PUBLIC = frozenset(("GOV", "MIL", "LEG", "SPY", "COP", "JUD"))


@dataclass(frozen=True, slots=True)
class _Voice:
    """A stretch in which somebody speaks: `actor` is the id of the speaker's record, `body` of what they speak for."""

    start: int
    end: int
    actor: str | None
    body: str | None


def with_first_person(
    reading: Reading, actors: Sequence[Actor], ids: Sequence[str | None], statements: Sequence[Statement]
) -> list[Actor]:
    """Return the actors with the first-person pronouns that stand for them among their mentions.

    `ids` gives the id of each actor's record. Quotations have the speaker of their statement; what follows "X said:" and
    stands in no quotation is X's until another speaks; elsewhere "we" is the state whose own body published the text.
    """
    voices = [*_publisher(reading, actors, ids), *_blocks(reading, actors, ids), *_quoted(statements, actors, ids)]
    said: dict[str, list[Span]] = {}
    for token in reading.tokens:
        actor = _meant(token, voices)
        if actor is not None:
            said.setdefault(actor, []).append(reading.span(token.start, token.end))
    return [
        replace(actor, mentions=tuple(sorted((*actor.mentions, *said[ident]), key=lambda m: (m.start, m.end))))
        if ident is not None and ident in said
        else actor
        for actor, ident in zip(actors, ids, strict=True)
    ]


def _meant(token: Token, voices: Sequence[_Voice]) -> str | None:
    """Return whom a pronoun stands for in the last of the voices that hold it: those of quotations come last."""
    word = token.text.lower()
    if word not in _SINGULAR | _PLURAL or not token.tag.startswith("PRP"):
        return None
    within = [voice for voice in voices if voice.start <= token.start < voice.end]
    return None if not within else within[-1].actor if word in _SINGULAR else within[-1].body


def _quoted(statements: Sequence[Statement], actors: Sequence[Actor], ids: Sequence[str | None]) -> Iterator[_Voice]:
    for statement in statements:
        if statement.form != "indirect" and statement.speaker is not None:
            body = _body(statement.speaker, actors, ids)
            for span in statement.spans or (statement.content,):
                yield _Voice(span.start, span.end, statement.speaker.actor, body)


def _blocks(reading: Reading, actors: Sequence[Actor], ids: Sequence[str | None]) -> Iterator[_Voice]:
    """Yield the stretches behind paragraphs that end "X said:", each up to the next."""
    openings = [(s.end, mention) for s in reading.sentences if (mention := _introduced(reading, s)) is not None]
    starts = [*(start for start, _ in openings), len(reading.text)]
    for (start, mention), end in zip(openings, starts[1:], strict=True):
        span = Span.of(reading.text, mention.start, mention.end)
        speaker = next((n for n, actor in enumerate(actors) if span in actor.mentions), None)
        if speaker is not None:
            yield _Voice(start, end, ids[speaker], _body(actors[speaker], actors, ids))


def _introduced(reading: Reading, sentence: Sentence) -> Mention | None:
    """Return the mention of who speaks behind a sentence that ends a paragraph with a colon."""
    last = sentence.index + 1 == len(reading.sentences)
    if last or reading.sentences[sentence.index + 1].paragraph == sentence.paragraph:
        return None
    if not reading.text[sentence.start : sentence.end].rstrip().endswith(":"):
        return None
    for token in reading.tokens[sentence.first : sentence.last]:
        if token.dep == "nsubj" and reading.tokens[token.head].lemma in _SAYING:
            return reading.mention_at(token.i)
    return None


def _publisher(reading: Reading, actors: Sequence[Actor], ids: Sequence[str | None]) -> Iterator[_Voice]:
    home = home_of(reading.document.source, reading.document.url)
    if home is not None:
        yield _Voice(0, len(reading.text), None, _state(home, actors, ids))


def _body(speaker: Participant | Actor, actors: Sequence[Actor], ids: Sequence[str | None]) -> str | None:
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
