"""Groups: "Russian ministers", "the army", "analysts", one for each country named."""

from servanda.codebook.sectors import sector_of_head
from servanda.knowledge import countries
from servanda.reading.descriptions import OF_STATE
from servanda.reading.parties import as_party, last_two
from servanda.reading.phrases import Phrase, Resolved, countries_after, members_behind
from servanda.reading.reading import Token
from servanda.reading.salience import Scene, mentions_before

_ARMED = frozenset(("MIL", "COP", "REB", "PRM"))
_OFFICIALS = frozenset(("leaders", "presidents", "ministers", "premiers", "delegations"))
_ONE_A_STATE = frozenset(("leaders", "presidents", "premiers", "heads of state", "heads of government"))
_BOTH = 2
_ONE_BODY = frozenset(("group", "organisation", "organization", "movement"))


def resolve_group(scene: Scene, phrase: Phrase, *, plural: bool) -> Resolved:
    """Let "Russian ministers", "the army" and "analysts" be groups, one for each country named."""
    sector = sector_of_head(phrase.words)
    observer = phrase.lemma in scene.nouns.observer
    people = phrase.lemma in scene.nouns.people
    pair = " ".join([*phrase.words.split()[-2:-1], phrase.lemma])  # "coast guard"
    collective = not {phrase.lemma, pair}.isdisjoint(scene.nouns.collective)
    grouped = collective or not {phrase.lemma, pair}.isdisjoint(scene.nouns.group)
    by_head = plural and sector_of_head(phrase.head.text.lower())
    if not (observer or people or grouped or by_head):
        return None
    if plural and phrase.words in _OFFICIALS and not phrase.states and phrase.determiner in ("", "the"):
        meeting = _body_they_lead(scene, phrase)
        if meeting is not None:
            return "description", (meeting,)
    named = phrase.determiner in ("the", "this") and phrase.lemma in _ONE_BODY
    if not plural and not collective and not people and not named:
        return None
    if (not plural and phrase.head.dep in ("attr", "oprd")) or phrase.determiner == "no":
        return None
    if phrase.determiner in ("the", "this", "that", "these", "those") and not phrase.states:
        meant = _last_armed(scene, phrase.head) if "REB" in sector else _last_called(scene, phrase, plural=plural)
        if meant is not None:
            return "description", (meant,)
    if not plural and phrase.lemma == "group":
        return None
    codes: tuple[str | None, ...] = phrase.states
    if not codes and phrase.owner is not None:
        codes = (scene.cast.entities[phrase.owner].country,)
    if not codes and phrase.determiner == "both" and plural:
        codes = tuple(scene.cast.entities[e].country for e in last_two(scene, phrase.head, as_party))
    if not codes and plural and phrase.determiner == "the" and phrase.words.rsplit(" ", 1)[-1] in _OFFICIALS:
        codes = _only_two_states(scene, phrase)
    if not codes:
        local = bool(set(sector) & set(OF_STATE)) and not observer and phrase.words not in _ONE_A_STATE
        codes = _countries_of_body(scene, phrase, sector) if local else (None,)
    several = len(codes) > 1
    return "group", tuple(_group_entity(scene, phrase, code, sector, people=people, several=several) for code in codes)


def _body_they_lead(scene: Scene, phrase: Phrase) -> int | None:
    """Return the international organisation that officials are called of, here or before: "leaders of the Forum", "Leaders"."""
    behind = tuple(members_behind(scene, phrase, "of"))
    if behind:
        return behind[0] if len(behind) == 1 and _is_international(scene, behind[0]) else None
    for mention in mentions_before(scene, phrase.head, everywhere=True):
        head = scene.tokens[mention.head]
        link = scene.tokens[head.head]
        led = head.dep == "pobj" and link.lemma == "of" and scene.tokens[link.head].lemma.lower() == phrase.lemma
        if (led or head.lemma.lower() == phrase.lemma) and _is_international(scene, mention.entities[0]):
            return mention.entities[0]
    return None


def _is_international(scene: Scene, entity: int) -> bool:
    found = scene.cast.entities[entity]
    return found.country is None and "IGO" in found.sector


def _only_two_states(scene: Scene, phrase: Phrase) -> tuple[str | None, ...]:
    """Return the two states of a text that has named just these so far: "the presidents" are theirs."""
    entities, named = scene.cast.entities, set[str | None]()
    for mention in scene.cast.mentions:
        if mention.end <= phrase.head.start and not mention.locative:
            named.update(entities[e].country for e in mention.entities if entities[e].type == "state")
        if len(named) > _BOTH:
            return ()
    in_order = [e.country for e in entities if e.type == "state" and e.country in named]
    return tuple(in_order) if len(in_order) == _BOTH else ()


def _countries_of_body(scene: Scene, phrase: Phrase, sector: tuple[str, ...]) -> tuple[str | None, ...]:
    """Return the countries of a body or of its members: where they are ("lawmakers in Manila"; troops go abroad), or whose."""
    there = () if "MIL" in sector else countries_after(scene, phrase, "in", "of", "from")
    return there or (_of_who_acts(scene, phrase, sector) or scene.focal,)


def _of_who_acts(scene: Scene, phrase: Phrase, sector: tuple[str, ...]) -> str | None:
    """Return the country of the subject above a body that no word gives to a country: "the Malian minister told parliament".

    An army or a police force in an object is as often the other side's, unless it is rebels who act.
    """
    at = phrase.head
    while at.head != at.i:
        at = scene.tokens[at.head]
        subjects = [c for c in scene.children[at.i] if scene.tokens[c].dep in ("nsubj", "nsubjpass")]
        for subject in subjects:
            if subject >= phrase.first or subject not in scene.cast.covered:
                continue
            entity = scene.cast.entities[scene.cast.mentions[scene.cast.covered[subject]].entities[0]]
            if entity.country and (not _ARMED & set(sector) or "REB" in entity.sector):
                return entity.country
    return None


def _last_called(scene: Scene, phrase: Phrase, *, plural: bool) -> int | None:
    """Return the organisation or armed group named last, where "the group" or "this barbaric group" can only be it."""
    bare = phrase.words in _ONE_BODY
    if plural or phrase.lemma not in _ONE_BODY:
        return None
    if not bare and phrase.determiner != "this":
        return None
    for mention in mentions_before(scene, phrase.head):
        entity = scene.cast.entities[mention.entities[0]]
        if entity.type == "organisation" and entity.sector and not {"GOV", "IGO", "JRN"} & set(entity.sector):
            return entity.index
    return None


def _last_armed(scene: Scene, token: Token) -> int | None:
    for mention in mentions_before(scene, token):
        entity = scene.cast.entities[mention.entities[0]]
        if "REB" in entity.sector and entity.type == "organisation":
            return entity.index
    return None


def _group_entity(
    scene: Scene, phrase: Phrase, code: str | None, sector: tuple[str, ...], *, people: bool, several: bool
) -> int:
    start = scene.tokens[phrase.first].start
    name = scene.cast.text[start : phrase.head.end]
    name = name.split(" ", 1)[1] if name.lower().startswith(("the ", "some ", "a ")) else name
    if several and code is not None:
        country = countries.load_countries()[code]
        own = [scene.tokens[i].text for i in range(phrase.first, phrase.head.i) if scene.tokens[i].dep == "compound"]
        name = " ".join([*country.adjectives[:1], *(word for word in own if word.islower()), phrase.head.text.lower()])
    kind = "people" if people and not sector else "group"
    return scene.cast.entity(("group", f"{code}:{phrase.words}"), name, kind, code, sector, start, phrase.head.end)  # type: ignore[arg-type]
