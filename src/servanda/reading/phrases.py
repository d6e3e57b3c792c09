"""Noun phrases: their head, words, determiner, and the states that own them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from servanda.knowledge.offices import office_named
from servanda.reading.reading import MentionForm, Token
from servanda.reading.salience import Scene

Resolved: TypeAlias = tuple[MentionForm, tuple[int, ...]] | None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its head, first token, words in lower case without article, and the states that own it."""

    head: Token
    first: int
    words: str
    lemma: str
    determiner: str
    states: tuple[str, ...]
    owner: int | None


def noun_phrase(scene: Scene, token: Token) -> Phrase:
    """Return the noun phrase whose head a token is."""
    left = [
        c
        for c in scene.children[token.i]
        if c < token.i and scene.tokens[c].dep not in ("punct", "prep", "advmod", "cc")
    ]
    first = min([token.i, *(_leftmost(scene, c) for c in left if scene.tokens[c].dep != "relcl")])
    determiner = next((scene.tokens[c].lemma for c in left if scene.tokens[c].dep in ("det", "predet", "nummod")), "")
    counted = any(scene.tokens[c].lemma == "two" for c in left) and determiner in ("the", "two")
    definite = any(scene.tokens[c].lemma in ("the", "these", "those") for c in left)
    if any(scene.tokens[c].lemma == "both" for c in left) or (counted and definite):
        determiner = "both"
    words = " ".join(t.text.lower() for t in scene.tokens[first : token.i + 1] if t.dep != "det" or t.head != token.i)
    return Phrase(token, first, words, _lemma(token), determiner, _states(scene, token, first), _owner(scene, token))


def _lemma(token: Token) -> str:
    """Return the lemma; of a plural in capitals, which the parser leaves as it stands, that of the common noun."""
    if token.tag != "NNPS":
        return token.lemma
    plural = token.text.lower()
    return plural[:-3] + "y" if plural.endswith("ies") else plural.removesuffix("s")


def _leftmost(scene: Scene, i: int) -> int:
    return min([i, *(_leftmost(scene, c) for c in scene.children[i] if c < i)])


def _states(scene: Scene, token: Token, first: int) -> tuple[str, ...]:
    """Return the countries that a phrase names: "Dutch and French voters", "the government of Mali".

    Whose it is counts only where nothing else tells: "his Dutch counterpart" is Dutch.
    """
    found, owned = list[str](), list[str]()
    links = ("of", "from") if token.tag in ("NNS", "NNPS") else ("of",)
    behind = [c for p in scene.children[token.i] if scene.tokens[p].lemma in links for c in scene.children[p]]
    # The parse often joins the last of several to the head: "ministers [of Ghana] and [Ireland]".
    joined = [c for c in scene.children[token.i] if behind and scene.tokens[c].dep == "conj" and _is_state(scene, c)]
    after = [i for c in [*behind, *joined] for i in _coordinated(scene, c)]
    for i in [*range(first, token.i), *after]:
        if i in scene.cast.covered:
            for e in scene.cast.mentions[scene.cast.covered[i]].entities:
                entity = scene.cast.entities[e]
                if entity.country and entity.type in ("state", "organisation", "person", "place"):
                    (owned if scene.tokens[i].dep == "poss" else found).append(entity.country)
    found = found or owned
    if not found and token.dep == "compound" and token.i - 1 in scene.cast.covered:
        before = scene.cast.mentions[scene.cast.covered[token.i - 1]]
        found = [code for e in before.entities if (code := scene.cast.entities[e].country)]
    return tuple(dict.fromkeys(found))


def _is_state(scene: Scene, i: int) -> bool:
    named = scene.cast.covered.get(i)
    return named is not None and scene.cast.entities[scene.cast.mentions[named].entities[0]].type == "state"


def _coordinated(scene: Scene, i: int) -> list[int]:
    """Return a token and those coordinated with it: "France, Germany and the UK"."""
    return [i, *(n for c in scene.children[i] if scene.tokens[c].dep == "conj" for n in _coordinated(scene, c))]


def _owner(scene: Scene, token: Token) -> int | None:
    for child in scene.children[token.i]:
        if scene.tokens[child].tag == "WP$":
            child = _antecedent(scene, child)  # noqa: PLW2901  "whose" stands for whom its clause describes
        elif scene.tokens[child].dep != "poss":
            continue
        if child in scene.cast.covered:
            return scene.cast.mentions[scene.cast.covered[child]].entities[0]
    return None


def _antecedent(scene: Scene, whose: int) -> int:
    i = whose
    while scene.tokens[i].dep != "relcl" and scene.tokens[i].head != i:
        i = scene.tokens[i].head
    return scene.tokens[i].head


def country_after(scene: Scene, phrase: Phrase) -> str | None:
    """Return the country that stands behind the head of a phrase: "the mayor of a town in Chad"."""
    return next((scene.cast.entities[e].country for e in members_behind(scene, phrase)), None)


def countries_after(scene: Scene, phrase: Phrase, *links: str) -> tuple[str, ...]:
    """Return the countries behind one of these prepositions after the head: "ministers of Ghana and Ireland"."""
    found = (scene.cast.entities[e].country for e in members_behind(scene, phrase, *links))
    return tuple(dict.fromkeys(code for code in found if code is not None))


def members_behind(scene: Scene, phrase: Phrase, *links: str) -> Iterator[int]:
    """Yield the entities behind one of these prepositions after the head, each by its first name."""
    for prep in scene.children[phrase.head.i]:
        if links and scene.tokens[prep].lemma not in links:
            continue
        for i in scene.children[prep]:
            joined = [c for c in scene.children[i] if scene.tokens[c].dep == "conj"] if links else []
            for named in (i, *joined):
                if named in scene.cast.covered:
                    yield scene.cast.mentions[scene.cast.covered[named]].entities[0]


def is_person_noun(scene: Scene, phrase: Phrase) -> bool:
    """Whether the phrase can only refer to one person."""
    return phrase.lemma in scene.nouns.person or office_named(phrase.words) is not None
