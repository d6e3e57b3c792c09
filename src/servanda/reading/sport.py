"""Sport: names of towns and states that mean a team, in reports on sport: "Liverpool beat Madrid 2-1"."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from servanda.reading.names import Name
from servanda.reading.reading import Token

_FILE = Path(__file__).parent / "data" / "sport.toml"
_SCORE = re.compile(r"(?<![\w-])\d{1,3}[-–]\d{1,3}(?![\w-])")
_NAMING = ("place", "capital", "country")
_SIDES = frozenset(("against", "with", "over", "to", "by", "at", "past"))
_MODIFYING = frozenset(("poss", "compound", "nmod", "amod"))
_REPORT = 3


@cache
def sport_words() -> Mapping[str, frozenset[str]]:
    """Return the packaged words of sport: markers, members of teams, deeds, and last words of clubs' names."""
    return {kind: frozenset(words) for kind, words in tomllib.loads(_FILE.read_text("utf-8")).items()}


def with_teams(text: str, tokens: Sequence[Token], names: Sequence[Name]) -> list[Name]:
    """Return the names with those of teams made organisations, which nothing known under the name stands for any more."""
    names = [_as_club(text, name) for name in names]
    if not any(name.type in _NAMING for name in names):
        return names
    clubs = (n for n in names if n.last - n.first > 1 and tokens[n.last - 1].text.lower() in sport_words()["clubs"])
    marked = [*_marked(text, tokens), *(tokens[name.first].sentence for name in clubs)]
    report = len(marked) >= _REPORT
    return [
        replace(name, type="organisation", known=())
        if name.type in _NAMING and _is_team(tokens, name, frozenset(marked), report=report)
        else name
        for name in names
    ]


def _as_club(text: str, name: Name) -> Name:
    words = text[name.start : name.end].lower().split()
    club = (
        name.type in ("person", "place") and not name.known and len(words) > 1 and words[-1] in sport_words()["clubs"]
    )
    return replace(name, type="organisation") if club else name


def _marked(text: str, tokens: Sequence[Token]) -> Iterator[int]:
    """Yield the sentence of every word of sport and of every score beside a deed, once for each."""
    starts = {token.start: token for token in tokens}
    deeds = {token.sentence for token in tokens if token.pos == "VERB" and token.lemma in sport_words()["deeds"]}
    for match in _markers().finditer(text):
        if match.start() in starts:
            yield starts[match.start()].sentence
    for match in _SCORE.finditer(text):
        token = starts.get(match.start())
        if token is not None and token.sentence in deeds:
            yield token.sentence


@cache
def _markers() -> re.Pattern[str]:
    words = sorted(sport_words()["markers"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


def _is_team(tokens: Sequence[Token], name: Name, marked: frozenset[int], *, report: bool) -> bool:
    head = _head(tokens, name)
    here = head.sentence in marked
    beside = here or report or (name.type != "country" and bool({head.sentence - 1, head.sentence + 1} & marked))
    member = _member(tokens, head)
    if member is not None:
        return member in sport_words()["members"] or (member in sport_words()["weak_members"] and beside)
    if not (here or (beside and name.type != "country")):
        return False
    return _plays(tokens, head)


def _head(tokens: Sequence[Token], name: Name) -> Token:
    outside = [t for t in tokens[name.first : name.last] if not name.first <= t.head < name.last or t.head == t.i]
    return outside[-1] if outside else tokens[name.last - 1]


def _member(tokens: Sequence[Token], head: Token) -> str | None:
    """Return the noun whose team the name is: "Toronto's guard", "the coach of Toronto"."""
    if head.dep in _MODIFYING:
        return tokens[head.head].lemma.lower()
    preposition = tokens[head.head]
    return tokens[preposition.head].lemma.lower() if head.dep == "pobj" and preposition.lemma == "of" else None


def _plays(tokens: Sequence[Token], head: Token) -> bool:
    """Whether the name is that of who plays or is played against."""
    while head.dep == "conj" and head.head != head.i:
        head = tokens[head.head]
    if head.dep in ("nsubj", "nsubjpass", "dobj"):
        return tokens[head.head].lemma in sport_words()["deeds"]
    if head.dep != "pobj" or tokens[head.head].lemma not in _SIDES:
        return False
    above = tokens[tokens[head.head].head]
    return tokens[head.head].lemma == "against" or above.lemma in sport_words()["deeds"]
