"""References: noun phrases and pronouns that refer to somebody, resolved in one pass over the document."""

from collections.abc import Sequence

from servanda.reading.cast import Cast
from servanda.reading.descriptions import resolve_apposed, resolve_person
from servanda.reading.groups import resolve_group
from servanda.reading.nouns import Nouns
from servanda.reading.parties import resolve_body, resolve_both, resolve_government, resolve_named_after
from servanda.reading.phrases import noun_phrase
from servanda.reading.pronouns import resolve_pronoun
from servanda.reading.reading import Sentence, Token
from servanda.reading.salience import Scene

_WAYS = (
    resolve_both,
    resolve_named_after,
    resolve_body,
    resolve_government,
    resolve_apposed,
    resolve_person,
    resolve_group,
)


def add_references(
    cast: Cast,
    tokens: Sequence[Token],
    children: Sequence[Sequence[int]],
    sentences: Sequence[Sentence],
    nouns: Nouns,
    home: str | None = None,
) -> None:
    """Add to the cast the mentions of common nouns and pronouns, and the unnamed actors that they introduce.

    `home` is the state whose own body published the text: there "the president" needs no country.
    """
    scene = Scene(cast, tokens, children, sentences, nouns, cast.focal_country(), home)
    for token in tokens:
        if cast.is_covered(token.i) or sentences[token.sentence].form == "credit":
            continue
        if token.tag in ("PRP", "PRP$"):
            resolve_pronoun(scene, token)
        elif token.tag in ("NN", "NNS", "NNP", "NNPS") and (token.dep != "compound" or _is_body_of_state(scene, token)):
            _resolve_noun(scene, token)


def _is_body_of_state(scene: Scene, token: Token) -> bool:
    """Whether a noun before another is a body whose state stands before it: "the Kirkuk council decision"."""
    if token.lemma not in scene.nouns.collective | scene.nouns.always_government or not token.i:
        return False
    before = scene.cast.covered.get(token.i - 1)
    owner = scene.cast.entities[scene.cast.mentions[before].entities[0]] if before is not None else None
    return owner is not None and owner.country is not None and owner.type in ("state", "place")


def _resolve_noun(scene: Scene, token: Token) -> None:
    """Add a mention of the entities that the first way that fits gives a noun phrase."""
    phrase = noun_phrase(scene, token)
    for resolve in _WAYS:
        found = resolve(scene, phrase, plural=token.tag in ("NNS", "NNPS"))
        if found is not None:
            form, entities = found
            start = scene.tokens[phrase.first].start
            scene.cast.mention(start, token.end, token.i, token.i + 1, token.i, form, entities)
            return
