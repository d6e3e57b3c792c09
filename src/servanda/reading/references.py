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
    cast: Cast, tokens: Sequence[Token], children: Sequence[Sequence[int]], sentences: Sequence[Sentence], nouns: Nouns
) -> None:
    """Add to the cast the mentions of common nouns and pronouns, and the unnamed actors that they introduce."""
    scene = Scene(cast, tokens, children, sentences, nouns, cast.focal_country())
    for token in tokens:
        if cast.is_covered(token.i) or sentences[token.sentence].form == "credit":
            continue
        if token.tag in ("PRP", "PRP$"):
            resolve_pronoun(scene, token)
        elif token.tag in ("NN", "NNS", "NNP", "NNPS") and token.dep != "compound":
            _resolve_noun(scene, token)


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
