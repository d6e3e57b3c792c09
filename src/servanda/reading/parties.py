"""Parties: "both sides", "the government", "the bloc", resolved to states, leaders and organisations."""

from collections.abc import Callable, Iterator

from servanda.knowledge import countries
from servanda.reading.phrases import Phrase, Resolved, is_person_noun
from servanda.reading.reading import Entity, Token
from servanda.reading.salience import Scene, mentions_far_before

# Who was named longer ago stands out no more, in however long a text.
_REMEMBERED = 500


def resolve_both(scene: Scene, phrase: Phrase, *, plural: bool) -> Resolved:
    """Resolve "both leaders" and "the two sides" to the two parties that fit, named last before."""
    if not plural or phrase.determiner not in ("both", "the") or phrase.states:
        return None
    counted = phrase.determiner == "both"
    if phrase.lemma in scene.nouns.leader and (counted or _two_leaders(scene, phrase)):
        pair = last_two(scene, phrase.head, _as_leader)
    elif phrase.lemma in scene.nouns.side and (counted or phrase.lemma in ("side", "party")):
        pair = last_two(scene, phrase.head, as_party)
    else:
        return None
    return ("description", pair) if len(pair) == 2 else None


def _two_leaders(scene: Scene, phrase: Phrase) -> bool:
    """Whether "the leaders" can only be the two people in office whom the text has named so far."""
    if phrase.words not in ("leaders", "presidents", "prime ministers", "ministers", "foreign ministers"):
        return False
    named = {e for m in scene.cast.mentions if m.end <= phrase.head.start for e in m.entities}
    officials = [scene.cast.entities[e] for e in named if _as_leader(scene, scene.cast.entities[e]) is not None]
    public = [e for e in officials if "GOV" in e.sector]
    return len(public) == 2 and public[0].country != public[1].country


def last_two(scene: Scene, token: Token, view: Callable[[Scene, Entity], int | None]) -> tuple[int, ...]:
    """Return the two parties that stand out most before the token, in the order the text named them.

    Who does something to both ("Qatar urged both sides to talk") is neither.
    """
    weights: dict[int, float] = {}
    other = {view(scene, entity) for entity in _acting_on(scene, token)}
    before = [m for m in scene.cast.mentions if m.end <= token.start and not m.locative and m.form != "adjective"]
    for mention in before[-_REMEMBERED:]:
        head = scene.tokens[mention.head]
        share = 0.5 if head.dep == "pobj" else 1.0
        near = 2.0 / (token.sentence - head.sentence + 1)
        for e in mention.entities:
            party = view(scene, scene.cast.entities[e])
            if party is not None and party not in other:
                weights[party] = max(weights.get(party, 0.0), near * share) + 0.5 * share
    best = sorted(weights, key=lambda party: -weights[party])[:2]
    return tuple(party for party in weights if party in best) if len(best) == 2 else ()


def _acting_on(scene: Scene, token: Token) -> Iterator[Entity]:
    """Yield who is the subject of the verb that a token is an object of, or of the one that has the token act."""
    link = scene.tokens[token.head]
    verb = scene.tokens[link.head] if token.dep == "pobj" else link
    if token.dep == "nsubj" and any(scene.tokens[c].lemma == "to" for c in scene.children[link.i] if c > token.i):
        verb = scene.tokens[link.head]
    elif token.dep not in ("dobj", "dative", "pobj"):
        return
    for child in scene.children[verb.i]:
        if scene.tokens[child].dep == "nsubj" and child < token.i and child in scene.cast.covered:
            yield from (scene.cast.entities[e] for e in scene.cast.mentions[scene.cast.covered[child]].entities)


def _as_leader(scene: Scene, entity: Entity) -> int | None:
    return entity.index if entity.type == "person" and entity.sector else None


def as_party(scene: Scene, entity: Entity) -> int | None:
    """Return the party an entity speaks for: a person or ministry its state, a state or armed group itself."""
    if entity.type == "state" or (entity.type == "organisation" and "REB" in entity.sector):
        return entity.index
    if entity.country and "GOV" in entity.sector:
        return state_entity(scene, entity.country, entity.first.start)
    return None


def state_entity(scene: Scene, code: str, start: int) -> int | None:
    """Return the state with this code, first met at an offset, None for a code of no country."""
    known = countries.load_countries().get(code)
    if known is None:
        return None
    span = scene.cast.text[start : start + 1]
    at = start if span.strip() else start + 1
    return scene.cast.entity(("state", code), known.name, "state", code, ("GOV",), at, at + 1)


def resolve_government(scene: Scene, phrase: Phrase, *, plural: bool) -> Resolved:
    """Resolve "the government", "his administration", "the Ghanaian authorities" to the state."""
    lemma = "authorities" if phrase.lemma == "authority" and plural else phrase.lemma
    two_words = phrase.words if phrase.words in scene.nouns.government else lemma
    if lemma not in scene.nouns.government and two_words not in scene.nouns.government:
        return None
    code = phrase.states[0] if phrase.states else None
    if code is None and phrase.owner is not None:
        code = scene.cast.entities[phrase.owner].country
    always = lemma in scene.nouns.always_government or two_words in scene.nouns.always_government
    if code is None and always and phrase.determiner in ("the", "") and (plural or phrase.determiner):
        code = scene.focal
    if code is None or (not always and phrase.determiner != "the" and phrase.owner is None):
        return None
    if (plural and lemma not in ("authorities",)) or phrase.determiner in ("a", "an", "no", "any", "each", "every"):
        return None
    state = state_entity(scene, code, phrase.head.start)
    return None if state is None else ("description", (state,))


def resolve_named_after(scene: Scene, phrase: Phrase, *, plural: bool) -> Resolved:
    """Resolve "her party, the National League for Democracy", "the strongman, X", to who is named in apposition."""
    fitting = ("organisation", "person") if is_person_noun(scene, phrase) else ("organisation",)
    for child in scene.children[phrase.head.i]:
        if scene.tokens[child].dep == "appos" and child in scene.cast.covered and not plural:
            named = scene.cast.mentions[scene.cast.covered[child]]
            if named.form == "name" and scene.cast.entities[named.entities[0]].type in fitting:
                return "description", named.entities
    return None


def resolve_body(scene: Scene, phrase: Phrase, *, plural: bool) -> Resolved:
    """Resolve "Summit", "the council", "the bloc" to the international organisation named before."""
    if plural or phrase.words not in scene.nouns.body or phrase.determiner not in ("the", "") or phrase.states:
        return None
    if not phrase.determiner and not phrase.head.text[:1].isupper():
        return None
    named = list(international_bodies(scene, phrase.head))
    alike = [e for e in named if phrase.lemma in e.name.casefold()]
    return ("description", ((alike or named)[-1].index,)) if named else None


def international_bodies(scene: Scene, token: Token) -> Iterator[Entity]:
    """Yield the international organisations named before a token, in order of the text."""
    for mention in mentions_far_before(scene, token):
        entity = scene.cast.entities[mention.entities[0]]
        if entity.type == "organisation" and entity.country is None and "IGO" in entity.sector:
            yield entity
