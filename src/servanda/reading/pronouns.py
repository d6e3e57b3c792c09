"""Pronouns: whom "he", "it" and "they" stand for."""

from collections.abc import Callable

from servanda.reading.reading import Entity, Mention, Token
from servanda.reading.salience import Scene, gender_of_entity, joined, mentions_before, prominence, prominence_alone

_OF_MATTERS = frozenset(
    """
    deny confirm welcome know say do make condemn reject accept call describe discuss regret dismiss find believe report
    announce sign explain mean put see prove like hate understand doubt want approve praise hail criticise criticize
    """.split()
)
_SINGULAR = frozenset(["he", "him", "his", "himself", "she", "her", "hers", "herself"])
_NEUTRAL = frozenset(["it", "its", "itself"])
_PLURAL = frozenset(["they", "them", "their", "theirs", "themselves"])


def resolve_pronoun(scene: Scene, token: Token) -> None:
    """Add a mention where it can be told whom a pronoun stands for."""
    word = token.text.lower()
    if word in _SINGULAR:
        found = _nearest(scene, token, _is_person, _gender(word)) or _nearest(scene, token, _is_person, None)
    elif word in _NEUTRAL:
        if _is_empty(scene, token) or _is_matter(scene, token):
            return
        found = _nearest(scene, token, lambda e: e.type in ("state", "organisation"), None)
    elif word in _PLURAL:
        found = _plural(scene, token)
    else:
        return
    if found:
        scene.cast.mention(token.start, token.end, token.i, token.i + 1, token.i, "pronoun", found)


def _is_empty(scene: Scene, token: Token) -> bool:
    """Whether "it" stands for nothing: "it is likely that", "it took two"."""
    if token.dep == "expl":
        return True
    verb = scene.tokens[token.head]
    if token.dep not in ("nsubj", "nsubjpass"):
        return False
    below = [scene.tokens[c] for c in scene.children[verb.i]]
    clause = any(c.dep in ("ccomp", "xcomp", "csubj", "advcl") and c.i > verb.i for c in below)
    return (verb.lemma == "be" or verb.lemma in ("seem", "appear", "take")) and clause


def _is_matter(scene: Scene, token: Token) -> bool:
    """Whether "it" is what was said or done: "denied it", "confirmed it"."""
    return token.dep == "dobj" and scene.tokens[token.head].lemma in _OF_MATTERS


def _nearest(scene: Scene, token: Token, fits: Callable[[Entity], bool], gender: str | None) -> tuple[int, ...]:
    """Return the fitting entity that stands out most before the token: subjects first, near before far."""
    best, best_score = None, 0.0
    for mention in mentions_before(scene, token):
        fitting = [e for e in mention.entities if fits(scene.cast.entities[e])]
        if len(mention.entities) != 1 or not fitting or (mention.locative and mention.form != "name"):
            continue
        if _acts_on(scene, mention, token) or (gender and gender_of_entity(scene, fitting[0]) not in (None, gender)):
            continue
        score = prominence_alone(scene, token, mention)
        if best is None or score > best_score:
            best, best_score = fitting[0], score
    return () if best is None else (best,)


def _acts_on(scene: Scene, mention: Mention, token: Token) -> bool:
    """Whether the mention is the subject whose verb has the pronoun as its object: "Lau met him" is two people."""
    subject = scene.tokens[mention.head]
    is_object = token.dep in ("dobj", "dative") and not token.text.endswith("self")
    return is_object and subject.dep in ("nsubj", "nsubjpass") and subject.head == token.head


def _plural(scene: Scene, token: Token) -> tuple[int, ...]:
    best: tuple[int, ...] = ()
    best_score = 0.0
    for mention in mentions_before(scene, token):
        found = mention.entities
        together = joined(scene, mention)
        entity = scene.cast.entities[found[0]]
        if len(found) < 2 and len(together) < 2 and entity.type not in ("group", "people"):
            continue
        score = prominence(scene, token, mention)
        if not best or score > best_score:
            best, best_score = (found if len(found) > 1 or len(together) < 2 else together), score
    return best


def _is_person(entity: Entity) -> bool:
    return entity.type == "person"


def _gender(word: str) -> str:
    return "m" if word.startswith("h") and word not in ("her", "hers", "herself") else "f"
