"""Towns that neither list nor recogniser took for places, told by the countries that the text is about."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from servanda.knowledge.given_names import is_given_name
from servanda.knowledge.offices import office_named
from servanda.knowledge.places import places_named
from servanda.reading.names import Name
from servanda.reading.place_names import institution_words
from servanda.reading.places_inside import common_words
from servanda.reading.reading import Token

_PERSONAL = re.compile(r"(?i:mr|mrs|ms|dr|gen|col|maj|lt|sgt|capt|president|minister|sheikh|judge|sen|rep|gov)\.?$")
_OF_PLACES = frozenset("fall lie be remain border sit become stand have".split())
_SHARE = 0.2
_OFTEN = 2


def as_known_place(
    text: str, tokens: Sequence[Token], names: Sequence[Name], n: int, shares: Mapping[str, float]
) -> Name:
    """Return one word that was taken for a person as a place, where nothing shows a person and the text is about its country.

    So "isolate Raqqah" is about a town in a text about Syria, also where another sentence has "in Raqqah".
    """
    name = names[n]
    words = text[name.start : name.end]
    if (
        name.type not in ("person", "organisation")
        or words.isupper()
        or name.known
        or name.last - name.first > 1
        or (is_given_name(words) and _times_a_place(text, names, words) < _OFTEN)
    ):
        return name
    people = [other for other in names if other.type == "person" and other.last - other.first > 1]
    if _shows_person(tokens, name) or any(words in text[other.start : other.end] for other in people):
        return name
    found = places_named(words)
    as_place = _times_a_place(text, names, words) > 0
    owners = {code for place in found if not place.alternate for code in place.owners}
    about = any(share >= _SHARE for code, share in shares.items() if code in owners)
    return replace(name, type="place") if as_place or (found and about) else name


def _times_a_place(text: str, names: Sequence[Name], words: str) -> int:
    """Return how often the text has these words as a place."""
    return sum(other.type == "place" and text[other.start : other.end] == words for other in names)


def unnamed_towns(
    text: str, tokens: Sequence[Token], names: Sequence[Name], shares: Mapping[str, float]
) -> Iterator[Name]:
    """Yield capitalised words that nothing took for names and that are towns of a country the text is about."""
    taken = {i for name in names for i in range(name.first, name.last)}
    common = {token.text for token in tokens if token.text.islower()}
    run: list[Token] = []
    for token in [*tokens, None]:
        proper = token is not None and token.tag == "NNP" and token.text[:1].isupper() and token.i not in taken
        if proper and token is not None and (not run or run[-1].sentence == token.sentence):
            run.append(token)
            continue
        words = text[run[0].start : run[-1].end] if run and len(run) < 4 else ""
        if (
            len(words) > 3
            and not _is_usual(words, common)
            and not _is_surname(tokens, run)
            and text[run[-1].end : run[-1].end + 1] != "-"
        ):
            owners = {code for place in places_named(words) if not place.alternate for code in place.owners}
            if any(share >= _SHARE for code, share in shares.items() if code in owners):
                yield Name(run[0].start, run[-1].end, run[0].i, run[-1].i + 1, "place", ())
        run = [token] if proper and token is not None else []


def _is_usual(words: str, common: Set[str]) -> bool:
    """Whether a capitalised word is more likely something else than a town: a word of the text, a month, an office."""
    lower = words.lower()
    known = lower in common or lower in common_words() or lower in institution_words()["nobody"]
    return known or words.isupper() or is_given_name(words) or office_named(lower) is not None


def _is_surname(tokens: Sequence[Token], run: Sequence[Token]) -> bool:
    return bool(run and run[0].i and _PERSONAL.match(tokens[run[0].i - 1].text))


def _shows_person(tokens: Sequence[Token], name: Name) -> bool:
    """Whether a name stands behind a title or an honorific, or is the subject of what people do: "said", "met"."""
    before = tokens[name.first - 1] if name.first else None
    if before is not None and before.sentence == tokens[name.first].sentence and _PERSONAL.match(before.text):
        return True
    head = tokens[name.last - 1]
    verb = tokens[head.head]
    return head.dep == "nsubj" and verb.pos == "VERB" and verb.lemma not in _OF_PLACES
