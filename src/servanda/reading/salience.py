"""Salience: a document while references in it are resolved, and how much what was named before stands out."""

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from servanda.knowledge.given_names import gender_of
from servanda.reading.cast import Cast
from servanda.reading.nouns import Nouns
from servanda.reading.people import GENDERS
from servanda.reading.reading import Mention, Sentence, Token

_WINDOW = 8
_FAR = 25


@dataclass(slots=True)
class Scene:
    """A document's cast with its parse.

    `focal` is the country most of it is about, `home` the one whose own body published it, `genders` those found so far.
    `placed` keeps mentions by where they begin, so that long texts take no longer a word than short ones.
    """

    cast: Cast
    tokens: Sequence[Token]
    children: Sequence[Sequence[int]]
    sentences: Sequence[Sentence]
    nouns: Nouns
    focal: str | None
    home: str | None = None
    genders: dict[int, str | None] = field(default_factory=dict)
    placed: list[tuple[int, int]] = field(default_factory=list)

    def mentions_in_order(self) -> list[tuple[int, int]]:
        """Return where each mention begins and its index (negative, so that of two at one place the first is last)."""
        for index in range(len(self.placed), len(self.cast.mentions)):
            insort(self.placed, (self.cast.mentions[index].start, -index))
        return self.placed


def mentions_before(scene: Scene, token: Token, *, everywhere: bool = False) -> Iterator[Mention]:
    """Yield what was mentioned in the sentences just before a token, or `everywhere` before it, the nearest first."""
    oldest = 0 if everywhere else token.sentence - _WINDOW
    placed = scene.mentions_in_order()
    for at in range(bisect_left(placed, (token.start,)) - 1, -1, -1):
        mention = scene.cast.mentions[-placed[at][1]]
        if mention.end <= token.start:
            if scene.tokens[mention.head].sentence < oldest:
                return
            yield mention


def prominence(scene: Scene, token: Token, mention: Mention) -> float:
    """Return how much a mention stands out at a token: near before far, subjects before objects."""
    head = scene.tokens[mention.head]
    distance = token.sentence - head.sentence
    same_paragraph = _paragraph(scene, token) == _paragraph(scene, head)
    score = -3.0 * distance - (0 if same_paragraph else 1.5) - (token.start - mention.start) / 1000
    if head.dep in ("nsubj", "nsubjpass"):
        score += 3
    elif head.dep == "poss":
        score += 1.5 if distance == 0 else 0
    if mention.form == "adjective":
        score -= 2
    return score - (2 if mention.locative else 0)


def _hangs_on(scene: Scene, token: Token, mention: Mention) -> bool:
    """Whether a token stands inside what is coordinated with the mention: "his" in "Kim and his sister"."""
    while token.i not in (token.head, mention.head):
        token = scene.tokens[token.head]
    return token.i == mention.head


def _shares_place(scene: Scene, mention: Mention) -> bool:
    """Whether others are coordinated with the mention: "Lau and Okoye met" speaks of neither alone."""
    head = scene.tokens[mention.head]
    return head.dep == "conj" or any(scene.tokens[c].dep == "conj" for c in scene.children[mention.head])


def prominence_alone(scene: Scene, token: Token, mention: Mention) -> float:
    """Return how much a mention stands out as the only one meant: less where it was named with others."""
    subject = scene.tokens[mention.head].dep in ("nsubj", "nsubjpass")
    shared = (5 if subject else 2) if _shares_place(scene, mention) and not _hangs_on(scene, token, mention) else 0
    return prominence(scene, token, mention) - shared


def _paragraph(scene: Scene, token: Token) -> int:
    return scene.sentences[token.sentence].paragraph


def gender_of_entity(scene: Scene, entity: int) -> str | None:
    """Return the gender that a title before a name gives the entity, or its given name; None when unknown."""
    if entity not in scene.genders:
        scene.genders[entity] = _gender_by_title(scene, entity) or gender_of(
            scene.cast.entities[entity].name.split()[0]
        )
    return scene.genders[entity]


def _gender_by_title(scene: Scene, entity: int) -> str | None:
    for mention in scene.cast.mentions:
        if mention.form == "name" and mention.entities == (entity,):
            before = scene.cast.text[max(0, mention.start - 7) : mention.start].split()
            gender = GENDERS.get(before[-1].lower().rstrip(".")) if before else None
            if gender:
                return gender
    return None


def joined(scene: Scene, mention: Mention) -> tuple[int, ...]:
    """Return the entities of a mention and of those coordinated with it: "Fiji and Tuvalu"."""
    found = list(mention.entities)
    waiting = [mention.head]
    while waiting:
        head = waiting.pop()
        for child in scene.children[head]:
            if scene.tokens[child].dep == "conj" and child in scene.cast.covered:
                found += scene.cast.mentions[scene.cast.covered[child]].entities
                waiting.append(child)
    return tuple(dict.fromkeys(found))


def mentions_far_before(scene: Scene, token: Token) -> Iterator[Mention]:
    """Yield what was mentioned in the long stretch before a token, in order of the text."""
    placed = scene.mentions_in_order()
    oldest = scene.sentences[max(token.sentence - _FAR, 0)].start
    near = placed[bisect_left(placed, (oldest,)) : bisect_left(placed, (token.start,))]
    found = (scene.cast.mentions[index] for index in sorted(-negative for _, negative in near))
    return (m for m in found if m.end <= token.start)
