"""Person names: which of a text's names are people's, by what stands beside them and how they are built."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from servanda.knowledge.given_names import is_given_name
from servanda.knowledge.places import places_named
from servanda.reading.name_parts import is_suffix, key, parts_of, sound_alike
from servanda.reading.names import Name
from servanda.reading.nouns import is_actor_noun
from servanda.reading.place_names import institution_words
from servanda.reading.reading import Token
from servanda.reading.titles import TitleFinder

_SETTLEMENTS = ("village", "town", "city", "hamlet", "district", "province", "region", "port")
_BODIES = frozenset(
    """
    foundation institute university centre center group fund bank school college hospital council association trust
    house street square airport stadium prize award island lake river mountain province state city club party front
    forum act school library museum bridge avenue road park hall station times post herald tribune news corporation
    company
    """.split()
)


def with_people(tokens: Sequence[Token], names: Sequence[Name]) -> tuple[Name, ...]:
    """Return the names with those made people that stand where only people do or are built as people's names are.

    One word of the full name of a person is that person too ("Kamikawa" after "Yoko Kamikawa"). The parser's
    recogniser often takes names from outside Europe for organisations or places.
    """
    by_token = {i: n for n, name in enumerate(names) for i in range(name.first, name.last)}
    finder = TitleFinder(tokens, names, by_token)
    people = [name for name in names if name.type == "person" and name.last - name.first > 1]
    parts = {(word.title() if word.isupper() else word,) for person in people for word in _words(tokens, person)}
    families = {part for person in people for part in parts_of(" ".join(_words(tokens, person)))[-1:]}

    def is_person(name: Name) -> bool:
        if name.type not in ("organisation", "place") or name.known or _stands_as_place(tokens, name):
            return False
        words = _words(tokens, name)
        built = _is_built_as_person(tokens, name) or words in parts or finder.is_titled(name)
        return built or any(_is_spelling(words, family) for family in families)

    settled = [replace(name, type="person") if is_person(name) else name for name in names]
    settled = list(_with_suffixes(tokens, settled))
    repeated = _repeated(tokens, by_token, {key(family) for family in families})
    return tuple(sorted([*settled, *repeated], key=lambda name: name.start))


def _with_suffixes(tokens: Sequence[Token], names: Sequence[Name]) -> Iterator[Name]:
    """Yield the names, those of people with what stands behind a comma: "John Okello, Jr."; in order of the text."""
    end = 0
    for name in names:
        if name.start >= end:
            whole = _with_suffix(tokens, name)
            end = whole.end
            yield whole


def _with_suffix(tokens: Sequence[Token], name: Name) -> Name:
    behind = tokens[name.last : name.last + 2]
    if name.type != "person" or [t.text for t in behind[:1]] != [","] or not is_suffix(behind[-1].text):
        return name
    return replace(name, last=name.last + 2, end=behind[-1].end)


def _is_spelling(words: Sequence[str], family: str) -> bool:
    """Whether one word, with or without an article before it, spells a family name in another way: "Al-Shara"."""
    word = "".join(words)
    return (len(words) == 1 or "-" in words) and word != family and not word.isupper() and sound_alike(word, family)


def _repeated(tokens: Sequence[Token], by_token: Mapping[int, int], families: Set[str]) -> Iterator[Name]:
    """Yield the family names of people named in full that nothing else took for names: "Sharaa met envoys"."""
    for token in tokens:
        capital = token.text[:1].isupper() and token.text[1:].islower() and token.pos in ("PROPN", "NOUN", "ADJ", "X")
        if capital and token.i not in by_token and key(token.text) in families:
            yield Name(token.start, token.end, token.i, token.i + 1, "person", ())


def _stands_as_place(tokens: Sequence[Token], name: Name) -> bool:
    """Whether a name of a place stands behind "in" or "near": "in Beverly Hills" is nobody called Beverly."""
    before = tokens[name.first - 1].lemma if name.first else ""
    words = " ".join(t.text for t in tokens[name.first : name.last])
    if before == "of" and name.first > 1 and tokens[name.first - 2].lemma in _SETTLEMENTS:
        return name.type == "place"
    return name.type == "place" and before in ("in", "at", "near", "outside") and bool(places_named(words))


def _words(tokens: Sequence[Token], name: Name) -> tuple[str, ...]:
    return tuple(token.text for token in tokens[name.first : name.last])


def _is_built_as_person(tokens: Sequence[Token], name: Name) -> bool:
    """Whether the name is two or three plain words of which the first is a given name and the last no common noun."""
    words = [t.text for t in tokens[name.first : name.last] if t.text != "-"]
    if (
        not 2 <= len(words) <= 4
        or not all(w[:1].isupper() for w in words)
        or any(w.isupper() and len(w) > 3 for w in words)
    ):
        return False
    last = words[-1].lower()
    if last in _BODIES or last in institution_words()["bodies"] or last in institution_words()["facilities"]:
        return False
    return is_given_name(words[0]) and not is_actor_noun(last)
