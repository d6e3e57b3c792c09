"""Names into entities: states, organisations, people and places, with country and sector."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from servanda.codebook.sectors import sector_of_head
from servanda.knowledge import countries, organisations, peoples
from servanda.knowledge.places import PlaceEntry
from servanda.reading.cast import Cast
from servanda.reading.cast_people import cast_person
from servanda.reading.locative import cities_meant, head_token, is_locative
from servanda.reading.names import Name
from servanda.reading.people import gather_people
from servanda.reading.portfolios import is_department
from servanda.reading.reading import MentionForm, PlaceInName, Sentence, Token
from servanda.reading.ships import navy_of
from servanda.reading.titles import Title
from servanda.reading.toponyms import Toponyms

_STATE_FORMS: Mapping[str, MentionForm] = {
    "country": "name", "adjective": "adjective", "people": "adjective", "capital": "metonym", "seat": "metonym",
}  # fmt: skip
_HALVES: Mapping[str, tuple[str, ...]] = {"North": ("PRK",), "South": ("KOR", "SSD")}


def cast_names(
    text: str,
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    toponyms: Toponyms,
    titles: Sequence[Title],
    published: str | None,
    home: str | None = None,
) -> Cast:
    """Return the cast of a document as far as its names tell; `home` is the state whose own body published it."""
    cast, names, places = Cast(text), list(toponyms.names), toponyms.places
    state_of_name = {n: code for n, name in enumerate(names) if (code := _state_code(name)) is not None}
    towns = cities_meant(tokens, names)
    for n, name in enumerate(names):
        locative = name.type in ("country", "capital", "place", "seat") and is_locative(tokens, sentences, names, n)
        locative = locative or (name.type == "capital" and tokens[name.first].text.casefold() in towns)
        if n in state_of_name:
            _cast_state(cast, tokens, name, state_of_name[n], places.get(n), locative=locative)
        elif name.type == "organisation":
            _cast_organisation(cast, tokens, names, n, toponyms.inside)
        elif name.type == "ethnic":
            _cast_people(cast, tokens, name)
        elif (half := _half_named(cast, tokens, name)) is not None:
            _cast_state(cast, tokens, name, half, None, locative=locative and name.type == "place")
        elif name.type == "place":
            _cast_place(cast, tokens, name, places.get(n))
        elif _is_short_organisation(cast, tokens, name):
            _cast_organisation(cast, tokens, names, n, ())
    named = {m.start for m in cast.mentions}
    names = [replace(n, type="organisation") if n.type == "person" and n.start in named else n for n in names]
    people = gather_people(text, names, titles, published)
    focal = cast.focal_country()
    for entity in cast.entities:
        if entity.type == "organisation" and entity.country is None and is_department(entity.name):
            cast.change(entity.index, country=home or focal)
    for person in people:
        cast_person(cast, tokens, names, state_of_name, person, published, focal, home)
    cast.mentions.sort(key=lambda m: (m.start, -m.end))
    cast.covered = {
        token: index
        for index, mention in enumerate(cast.mentions)
        for token in range(len(tokens))[_tokens_of(tokens, mention.start, mention.end)]
    }
    for title in titles:
        person_mention = cast.covered[names[title.name].first]
        for token in range(title.first, title.last):
            cast.covered.setdefault(token, person_mention)
    return cast


def _tokens_of(tokens: Sequence[Token], start: int, end: int) -> slice:
    low, high = 0, len(tokens)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if tokens[middle].end <= start else (low, middle)
    last = low
    while last < len(tokens) and tokens[last].start < end:
        last += 1
    return slice(low, last)


def _state_code(name: Name) -> str | None:
    if name.type not in _STATE_FORMS:
        return None
    return next((k.key for k in name.known if k.kind == name.type), None)


def _cast_state(
    cast: Cast, tokens: Sequence[Token], name: Name, code: str, at: PlaceEntry | None, *, locative: bool
) -> None:
    country = countries.load_countries()[code]
    head = head_token(tokens, name).i
    if locative and (name.type == "capital" or (name.type == "seat" and at is not None)):
        words = cast.text[name.start : name.end]
        place = cast.entity(("place", words.casefold()), words, "place", code, (), name.start, name.end)
        cast.mention(name.start, name.end, name.first, name.last, head, "name", [place], locative=True, place=at)
        return
    state = cast.entity(("state", code), country.name, "state", code, ("GOV",), name.start, name.end)
    form = _STATE_FORMS.get(name.type, "name")
    cast.mention(name.start, name.end, name.first, name.last, head, form, [state], locative=locative, place=at)


def _cast_organisation(
    cast: Cast, tokens: Sequence[Token], names: Sequence[Name], n: int, inside: Sequence[PlaceInName]
) -> None:
    name = names[n]
    words = cast.text[name.start : name.end]
    key = next((k.key for k in name.known if k.kind == "organisation"), None)
    if key is not None:
        known = organisations.load_organisations()[key]
        entity = cast.entity(
            ("organisation", known.name), organisations.full_name(known), "organisation", known.country or None,
            known.sectors, name.start, name.end,
        )  # fmt: skip
    else:
        short = _organisation_called(cast, words) or _spelled_out(cast, tokens, names, n)
        entity = short if short is not None else _new_organisation(cast, names, n, tokens, inside)
    cast.mention(name.start, name.end, name.first, name.last, head_token(tokens, name).i, "name", [entity])


def _half_named(cast: Cast, tokens: Sequence[Token], name: Name) -> str | None:
    """Return the country meant by "the North" or "the South" where its full name stands before."""
    if name.first == 0 or tokens[name.first - 1].lemma != "the":
        return None
    half = cast.text[name.start : name.end]
    if half == "North" and ("state", "KOR") in cast.keys:
        return "PRK"
    return next((code for code in _HALVES.get(half, ()) if ("state", code) in cast.keys), None)


def _is_short_organisation(cast: Cast, tokens: Sequence[Token], name: Name) -> bool:
    """Whether one capitalised word after "the" is what is left of an organisation named before."""
    if name.last - name.first > 1 or name.first == 0 or tokens[name.first - 1].lemma != "the":
        return False
    return _organisation_called(cast, cast.text[name.start : name.end]) is not None


def _organisation_called(cast: Cast, words: str) -> int | None:
    """Return the organisation named before of which a capitalised word is left: "the Fund", "the Forum"."""
    if " " in words:
        return None
    for entity in reversed(cast.entities):
        if entity.type == "organisation" and words in re.split(r"[\s()]+", entity.name):
            return entity.index
    return None


def _spelled_out(cast: Cast, tokens: Sequence[Token], names: Sequence[Name], n: int) -> int | None:
    """Return the organisation right before an abbreviation in brackets."""
    name = names[n]
    if n == 0 or name.first == 0 or tokens[name.first - 1].text != "(" or names[n - 1].last != name.first - 1:
        return None
    index = cast.covered.get(names[n - 1].first)
    if index is None:
        return None
    entity = cast.mentions[index].entities[0]
    return entity if cast.entities[entity].type == "organisation" else None


def _new_organisation(
    cast: Cast, names: Sequence[Name], n: int, tokens: Sequence[Token], inside: Sequence[PlaceInName]
) -> int:
    name, words = names[n], cast.text[names[n].start : names[n].end]
    country = next((code for word in _stretches(words) if (code := _country_in(word))), None)
    after = names[n + 1] if n + 1 < len(names) else None
    if (
        country is None
        and after is not None
        and [t.lemma for t in tokens[name.last : after.first]] in (["of"], ["of", "the"])
    ):
        country = _state_code(after)
    held = next((i.place for i in inside if name.start <= i.start < name.end), None)
    country = country or (held.country if held is not None else None)
    sector = sector_of_head(words)
    if (navy := navy_of(words)) is not None:
        country, sector = navy, ("MIL",)
    elif is_department(words):
        sector = sector or ("GOV",)
    return cast.entity(("organisation", words.casefold()), words, "organisation", country, sector, name.start, name.end)


def _stretches(words: str) -> list[str]:
    """Return every run of up to three words, the longest first."""
    parts = words.split()
    return [" ".join(parts[i : i + size]) for size in (3, 2, 1) for i in range(len(parts) - size + 1)]


def _country_in(words: str) -> str | None:
    found = countries.country_named(words) or countries.country_of_adjective(words)
    return found.code if found else None


def _cast_people(cast: Cast, tokens: Sequence[Token], name: Name) -> None:
    """Add a people where it is named as one ("the Kurds"), not where its adjective tells which something is."""
    people = peoples.load_peoples()[next(known.key for known in name.known if known.kind == "ethnic")]
    head = head_token(tokens, name)
    if (
        people.kind == "language"
        or head.dep in ("compound", "amod", "nmod")
        or cast.text[name.end : name.end + 1] == "-"
    ):
        return
    entity = cast.entity(("people", people.name), people.name, "people", people.country, (), name.start, name.end)
    cast.mention(name.start, name.end, name.first, name.last, head.i, "name", [entity])


def _cast_place(cast: Cast, tokens: Sequence[Token], name: Name, at: PlaceEntry | None) -> None:
    words = cast.text[name.start : name.end]
    country = at.country if at is not None else None
    place = cast.entity(("place", words.casefold()), words, "place", country, (), name.start, name.end)
    head = head_token(tokens, name).i
    cast.mention(name.start, name.end, name.first, name.last, head, "name", [place], locative=True, place=at)
