"""People into entities, with country, sector and the offices that the text gives them."""

from collections.abc import Mapping, Sequence

from servanda.knowledge import countries, leaders
from servanda.reading.cast import Cast
from servanda.reading.locative import head_token
from servanda.reading.names import Name
from servanda.reading.nouns import is_actor_noun
from servanda.reading.people import Person, country_of
from servanda.reading.reading import Entity, Mention, OfficeHeld, Token
from servanda.reading.titles import Title

_NATIONAL = frozenset(
    """
    head_of_state head_of_government foreign_minister defence_minister finance_minister minister deputy_minister
    monarch legislator central_banker
    """.split()
)


def cast_person(
    cast: Cast,
    tokens: Sequence[Token],
    names: Sequence[Name],
    states: Mapping[int, str],
    person: Person,
    published: str | None,
    focal: str | None,
    home: str | None,
) -> None:
    """Add a person to the cast, with every mention by name or office and the offices held."""
    owners = [_owner(cast, tokens, names, states, title) for title in person.titles]
    first = names[person.names[0]]
    focal = (_country_of_kin(cast, person) if person.kin else None) or focal
    country, sector = _standing_of(cast, person, owners, published, focal, home, first.start)
    known = {t.name for t in person.terms}
    full = known.pop() if len(known) == 1 else person.name
    name = full if person.name in full.split() else person.name
    entity = cast.entity(("person", f"{name}@{first.start}"), name, "person", country, sector, first.start, first.end)
    for n in person.names:
        named = names[n]
        head = head_token(tokens, named).i
        cast.mention(named.start, named.end, named.first, named.last, head, "name", [entity])
    for title, owner in zip(person.titles, owners, strict=True):
        of = owner if owner is not None else _default_owner(title, country)
        cast.offices.append(
            OfficeHeld(
                entity, title.office.canonical, title.standing, of,  # type: ignore[arg-type]
                tokens[title.first].start, tokens[title.last - 1].end, title.start, title.end,
            )
        )  # fmt: skip
        _cast_title(cast, tokens, names[title.name], title, entity)


def _cast_title(cast: Cast, tokens: Sequence[Token], name: Name, title: Title, entity: int) -> None:
    """Add the office itself as a mention of the person where it stands apart from the name ("X, the envoy")."""
    apart = title.first >= name.last or title.last < name.first
    head = title.last - 1
    if apart and not cast.is_covered(head):
        start, end = tokens[title.first].start, tokens[head].end
        cast.mention(start, end, title.first, title.last, head, "description", [entity])


def _owner(
    cast: Cast, tokens: Sequence[Token], names: Sequence[Name], states: Mapping[int, str], title: Title
) -> str | None:
    """Return whose office it is: a country code, or an organisation's full name."""
    if title.owner is not None:
        if title.owner in states:
            return states[title.owner]
        index = cast.keys.get(("organisation", cast.text[names[title.owner].start : names[title.owner].end].casefold()))
        if index is None:
            index = next(
                (m.entities[0] for m in cast.mentions if m.start == names[title.owner].start and m.entities), None
            )
        return _body_or_state(cast.entities[index]) if index is not None else None
    if title.possessive is not None:
        meant = _meant_by_possessive(cast, tokens, tokens[title.possessive])
        if meant is not None:
            entity = cast.entities[meant.entities[0]]
            return entity.country if entity.type == "state" else entity.country or entity.name
    return None


def _meant_by_possessive(cast: Cast, tokens: Sequence[Token], possessive: Token) -> Mention | None:
    """Return the body that "its" stands for: a near subject, else what was named last."""
    last = None
    for mention in cast.before(possessive.start):
        if last is not None and possessive.sentence - tokens[mention.head].sentence > 1:
            break
        if _is_body(cast, mention):
            last = last or mention
            if _is_subject(tokens, mention):
                return mention
    return last


def _is_body(cast: Cast, mention: Mention) -> bool:
    """Whether a mention is of what "its" can mean: an organisation, or a state that is no mere place there."""
    entity = cast.entities[mention.entities[0]]
    return entity.type == "organisation" or (entity.type == "state" and not mention.locative)


def _is_subject(tokens: Sequence[Token], mention: Mention) -> bool:
    """Whether a mention is the subject of its sentence's main clause, or owns it: "China's foreign ministry"."""
    head = tokens[mention.head]
    head = tokens[head.head] if head.dep == "poss" else head
    return head.dep in ("nsubj", "nsubjpass") and tokens[head.head].dep == "ROOT"


def _body_or_state(entity: Entity) -> str | None:
    """Return the name of a body; the country, where known, of a person, a place and what is only called "Parliament"."""
    return (
        entity.country if entity.type in ("person", "place") or is_actor_noun(entity.name.casefold()) else entity.name
    )


def _default_owner(title: Title, country: str | None) -> str | None:
    return country if title.office.canonical in _NATIONAL or title.office.level == "national" else None


def _country_of_kin(cast: Cast, person: Person) -> str | None:
    """Return the country of the person of the same surname named before: whose father or daughter this one is."""
    surname = person.name.split()[-1]
    people = (e for e in reversed(cast.entities) if e.type == "person" and e.name.split()[-1] == surname)
    return next((e.country for e in people), None)


def _standing_of(
    cast: Cast,
    person: Person,
    owners: Sequence[str | None],
    published: str | None,
    focal: str | None,
    home: str | None,
    at: int,
) -> tuple[str | None, tuple[str, ...]]:
    """Return the country and sector of a person: from current titles, from knowledge, from former titles."""
    current = [(t, o) for t, o in zip(person.titles, owners, strict=True) if t.standing != "former"]
    for title, owner in current:
        if owner is not None and owner in countries.load_countries():
            return owner, _sector(title)
        if owner is not None:
            return _of_organisation(cast, owner, title)
    known = country_of(person, published)
    if known is not None:
        return known, _known_sector(person, current, published)
    former = [o for t, o in zip(person.titles, owners, strict=True) if o in countries.load_countries()]
    sector = _sector(current[0][0]) if current else ()
    if former:
        return former[0], sector
    if home is not None and any(_is_of(home, title) for title, _ in current):
        return home, sector
    if any(t.office.level == "national" or t.office.canonical in _NATIONAL for t in person.titles) or current:
        return focal or _nearest_country(cast, at), sector
    return None, ()


def _is_of(home: str, title: Title) -> bool:
    """Whether the publishing state has the office: of the highest ones, those that its own leaders have held."""
    if title.office.canonical not in leaders.OFFICES:
        return title.office.level == "national"
    return title.office.title.casefold() in leaders.titles_of(home)


def _sector(title: Title) -> tuple[str, ...]:
    return tuple(code for code in title.office.sectors if code)


def _of_organisation(cast: Cast, owner: str, title: Title) -> tuple[str | None, tuple[str, ...]]:
    entity = next(e for e in cast.entities if e.name == owner)
    return entity.country, entity.sector or _sector(title)


def _known_sector(
    person: Person, current: Sequence[tuple[Title, str | None]], published: str | None
) -> tuple[str, ...]:
    if current:
        return _sector(current[0][0])
    holds = [t for t in person.terms if published is None or leaders.covers(t, published)]
    if any(t.office == "movement_leader" for t in holds):
        return ("OPP",)
    return ("GOV",) if holds else ()


def _nearest_country(cast: Cast, at: int) -> str | None:
    """Return the country of the nearest state or organisation named in the two hundred characters before."""
    for mention in cast.before(at):
        if at - mention.end > 200:
            return None
        country = cast.entities[mention.entities[0]].country
        if country and cast.entities[mention.entities[0]].type in ("state", "organisation"):
            return country
    return None
