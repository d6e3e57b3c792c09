"""Successions: whom somebody follows in an office had it before: "was sworn in as president, succeeding X"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from servanda.knowledge.countries import load_countries
from servanda.reading.cast import Cast
from servanda.reading.reading import OfficeHeld, Token

_FOLLOW = frozenset(("succeed", "replace"))
_SUBJECT = ("nsubj", "nsubjpass")


def add_predecessors(cast: Cast, tokens: Sequence[Token], children: Sequence[Sequence[int]]) -> None:
    """Give the office of who follows to who is followed, as a former one, where one sentence names both and the office."""
    for token in tokens:
        if token.lemma not in _FOLLOW or token.pos != "VERB" or _is_to_come(tokens, children, token):
            continue
        before = next((p for i in children[token.i] if tokens[i].dep == "dobj" for p in _person(cast, i)), None)
        after = _follower(cast, tokens, children, token)
        if before is None or after in (None, before[0]) or any(o.entity == before[0] for o in cast.offices):
            continue
        first = tokens[token.i].sentence
        held = [o for o in cast.offices if o.entity == after and o.standing != "former"]
        here = [o for o in held if any(t.sentence == first for t in tokens if t.start == o.office_start)]
        if here:
            _add(cast, here[-1], *before)


def _add(cast: Cast, office: OfficeHeld, entity: int, start: int, end: int) -> None:
    start, end = min(start, office.office_start), max(end, office.office_end)
    cast.offices.append(replace(office, entity=entity, standing="former", start=start, end=end, followed=True))
    if cast.entities[entity].country is None and office.of in load_countries():
        cast.change(entity, country=office.of)


def _is_to_come(tokens: Sequence[Token], children: Sequence[Sequence[int]], verb: Token) -> bool:
    return any(tokens[i].lemma in ("will", "would", "to", "may", "could", "should", "might") for i in children[verb.i])


def _person(cast: Cast, token: int) -> Iterator[tuple[int, int, int]]:
    """Yield the person named at a token, and where the name stands."""
    if token in cast.covered:
        mention = cast.mentions[cast.covered[token]]
        if mention.form == "name" and cast.entities[mention.entities[0]].type == "person":
            yield mention.entities[0], mention.start, mention.end


def _follower(cast: Cast, tokens: Sequence[Token], children: Sequence[Sequence[int]], verb: Token) -> int | None:
    """Return the person who is the subject of a verb, or of the verb that it hangs on."""
    for _ in range(3):
        subject = next((i for i in children[verb.i] if tokens[i].dep in _SUBJECT), None)
        if subject is not None:
            mention = cast.mentions[cast.covered[subject]] if subject in cast.covered else None
            person = mention is not None and cast.entities[mention.entities[0]].type == "person"
            return mention.entities[0] if mention is not None and person else None
        if verb.head == verb.i:
            return None
        verb = tokens[verb.head]
    return None
