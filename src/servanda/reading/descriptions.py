"""Descriptions of people: "the former leader" is somebody named before, "a delegate" somebody new."""

from servanda.codebook.sectors import sector_of_head
from servanda.knowledge.leaders import terms_of, titles_of
from servanda.knowledge.offices import Office, office_named, standing_of
from servanda.reading.parties import international_bodies
from servanda.reading.phrases import Phrase, Resolved, country_after, is_person_noun
from servanda.reading.reading import Entity, Token
from servanda.reading.salience import Scene, mentions_before, mentions_far_before, prominence_alone

_DEFINITE = frozenset(["the", "this", "that", "these", "those"])
_OPPOSED = frozenset(("REB", "OPP", "CRM", "REL"))
_MANY = frozenset(
    """
    official spokesman spokeswoman spokesperson soldier officer worker resident student teacher doctor
    """.split()
)
_HIGHEST = frozenset(("president", "prime minister", "premier", "king", "queen", "emperor", "sultan", "emir"))
_PARTICULAR = frozenset(
    ["head_of_state", "head_of_government", "foreign_minister", "defence_minister", "legislator", "monarch"]
)
OF_STATE = ("GOV", "MIL", "COP", "JUD", "LEG", "SPY", "LAB", "OPP", "PTY", "PRM", "REB")


def resolve_apposed(scene: Scene, phrase: Phrase, *, plural: bool) -> Resolved:
    """Resolve a description set beside a name: "X, a teacher in the capital"."""
    if phrase.head.dep != "appos" or plural or phrase.head.head not in scene.cast.covered:
        return None
    described = scene.cast.mentions[scene.cast.covered[phrase.head.head]]
    if described.form != "name":
        return None
    entity = scene.cast.entities[described.entities[0]]
    if entity.type != "person" or not is_person_noun(scene, phrase):
        return None
    if not entity.sector and (sector := sector_of_head(phrase.words)):
        scene.cast.change(entity.index, sector=sector)
    if entity.country is None:
        code = phrase.states[0] if phrase.states else country_after(scene, phrase)
        scene.cast.change(entity.index, country=code)
    return "description", (entity.index,)


def resolve_person(scene: Scene, phrase: Phrase, *, plural: bool) -> Resolved:
    """Resolve "the former leader" to somebody named before; let "a delegate" introduce somebody unnamed."""
    if plural or not is_person_noun(scene, phrase) or phrase.head.dep in ("attr", "oprd", "nmod", "amod"):
        return None
    if _is_bare(scene, phrase):
        return None
    if phrase.determiner in _DEFINITE or phrase.owner is not None:
        known = _described(scene, phrase)
        if known is not None:
            return "description", (known,)
    if phrase.determiner in ("no", "any", "every", "each") or _is_said_of_another(scene, phrase):
        return None
    return "description", (_unnamed(scene, phrase),)


def _is_said_of_another(scene: Scene, phrase: Phrase) -> bool:
    """Whether the phrase says what somebody is or what there is to be: "as a member", "the rank of counsellor"."""
    link = scene.tokens[phrase.head.head]
    office = link.lemma == "of" and scene.tokens[link.head].lemma in (
        "rank",
        "position",
        "post",
        "office",
        "title",
        "role",
    )
    return phrase.head.dep == "pobj" and (link.lemma == "as" or office)


def _is_bare(scene: Scene, phrase: Phrase) -> bool:
    """Whether a noun without any article names a matter or a kind: "bring to justice", "the Minister of Justice"."""
    head = phrase.head
    alone = phrase.words == head.text.lower() and not phrase.determiner
    common = head.tag == "NN" or (head.tag == "NNP" and scene.tokens[head.head].lemma == "of")
    return alone and common and head.dep not in ("nsubj", "nsubjpass", "appos", "conj")


def _described(scene: Scene, phrase: Phrase) -> int | None:
    office = office_named(phrase.words)
    former = any(standing_of(word) == "former" for word in phrase.words.split())
    best, best_score = None, -99.0
    beside = _countries_beside(scene, phrase.head)
    met = _on_other_side(scene, phrase.head)
    for mention in mentions_far_before(scene, phrase.head):
        entity = scene.cast.entities[mention.entities[0]]
        if entity.type != "person" or len(mention.entities) > 1 or entity.index in met:
            continue
        fit = _fit(scene, entity, phrase, office, former=former)
        if fit is None:
            continue
        score = fit + prominence_alone(scene, phrase.head, mention) / 3
        score += 2.0 if entity.country in beside else 0.0
        if score > best_score:
            best, best_score = entity.index, score
    return best if best_score > -8 else None


def _on_other_side(scene: Scene, token: Token) -> set[int]:
    """Return who is named as what the verb of a subject is done to: "the leader met Orban" speaks of two people."""
    if token.dep != "nsubj":
        return set()
    below = scene.children[token.head]
    inner = [i for p in below if scene.tokens[p].dep == "prep" for i in scene.children[p]]
    objects = [i for i in (*below, *inner) if scene.tokens[i].dep in ("dobj", "pobj") and i in scene.cast.covered]
    return {e for i in objects for e in scene.cast.mentions[scene.cast.covered[i]].entities}


def _countries_beside(scene: Scene, token: Token) -> set[str | None]:
    """Return the countries that the sentence names before a token."""
    first = scene.sentences[token.sentence].start
    return {
        scene.cast.entities[m.entities[0]].country
        for m in scene.cast.mentions
        if first <= m.start and m.end <= token.start and scene.cast.entities[m.entities[0]].type == "state"
    }


def _only_named(scene: Scene, token: Token) -> int | None:
    """Return the one person named before a token, None where there is not just one."""
    named = {m.entities[0] for m in mentions_far_before(scene, token) if m.form == "name"}
    people = {e for e in named if scene.cast.entities[e].type == "person"}
    return people.pop() if len(people) == 1 else None


def _fit(scene: Scene, entity: Entity, phrase: Phrase, office: Office | None, *, former: bool) -> float | None:
    """Return how well a description fits a person, None when it cannot be them."""
    canonical = office.canonical if office else None
    if phrase.states and entity.country not in phrase.states:
        return None
    held = [o for o in scene.cast.offices if o.entity == entity.index]
    was = any(o.standing == "former" for o in held)
    if former:
        return 6.0 if was else (0.0 if not entity.sector else None)
    score = 4.0 if phrase.states else 0.0
    first = scene.cast.text[entity.first.start : entity.first.end].lower().removeprefix("the ")
    if first in phrase.words or phrase.lemma in entity.name:
        return score + 8.0
    sector = sector_of_head(phrase.words.rpartition(" ")[0]) if " " in phrase.words else ()
    if set(sector) & _OPPOSED and entity.sector and not set(sector) & set(entity.sector):
        return None
    score += 3.0 if entity.country is not None and entity.country == scene.focal else 0.0
    if phrase.lemma == "leader" and not sector and _leads(entity):
        return score + 5.0
    offices = [o for o in held if canonical is not None and _same_office(o.canonical, canonical, phrase.lemma)]
    if offices:
        titled = any(phrase.lemma in scene.cast.text[o.office_start : o.office_end].lower() for o in offices)
        return score + (3.0 if was else 6.0 if titled or phrase.lemma != "secretary" else 2.0)
    if phrase.lemma == "leader" and entity.sector:
        modified = sector and set(sector) & set(entity.sector)
        return score + (5.0 if modified else 1.0 if not sector else -4.0)
    if office is not None and "MIL" in office.sectors and _only_named(scene, phrase.head) == entity.index:
        return score
    if canonical in _PARTICULAR or phrase.lemma not in scene.nouns.person - _MANY:
        return None
    return score - 2.0


def _leads(entity: Entity) -> bool:
    """Whether the packaged knowledge has somebody as head of a state or of a government."""
    return any(term.office in ("head_of_state", "head_of_government", "monarch") for term in terms_of(entity.name))


def _unnamed(scene: Scene, phrase: Phrase) -> int:
    code = phrase.states[0] if phrase.states else None
    office = office_named(phrase.words)
    sector = tuple(c for c in office.sectors if c) if office else sector_of_head(phrase.words)
    if _of_international(scene, phrase):
        return _unnamed_as(scene, phrase, None, ("IGO",))
    if phrase.lemma == "counterpart" and phrase.owner is not None and code == scene.cast.entities[phrase.owner].country:
        return _unnamed_as(scene, phrase, None, sector)
    if code is None and phrase.owner is not None:
        code = scene.cast.entities[phrase.owner].country
    if code is None and set(sector) & set(OF_STATE):
        national = office is not None and office.level == "national" and phrase.determiner in ("the", "")
        home = scene.home if national and _has_office(scene.home, phrase.words) else None
        code = home or _country_near(scene, phrase) or scene.focal
    return _unnamed_as(scene, phrase, code, sector)


def _has_office(country: str | None, title: str) -> bool:
    """Whether a state may have an office: one without a king or a prime minister has none whom "the king" could mean."""
    return country is not None and (title not in _HIGHEST or title in titles_of(country))


def _of_international(scene: Scene, phrase: Phrase) -> bool:
    """Whether the phrase names an intergovernmental organisation ("the UN rights chief", "the commission chief")."""
    before = {scene.tokens[i].text.lower() for i in range(phrase.first, phrase.head.i)} & scene.nouns.body
    if any(word in body.name.casefold() for word in before for body in international_bodies(scene, phrase.head)):
        return True
    for i in range(phrase.first, phrase.head.i):
        if i in scene.cast.covered:
            entity = scene.cast.entities[scene.cast.mentions[scene.cast.covered[i]].entities[0]]
            if entity.country is None and "IGO" in entity.sector:
                return True
    return False


def _unnamed_as(scene: Scene, phrase: Phrase, code: str | None, sector: tuple[str, ...]) -> int:
    name = scene.cast.text[scene.tokens[phrase.first].start : phrase.head.end]
    name = name.split(" ", 1)[1] if name.lower().startswith(("the ", "a ", "an ", "one ")) else name
    office = office_named(phrase.words)
    deputy = office is not None and office.canonical.startswith("deputy")
    plain = phrase.determiner in ("the", "one", "a", "an")
    key = f"deputy {phrase.lemma}" if deputy else phrase.lemma if plain else name.casefold()
    return scene.cast.entity(
        ("unnamed", f"{code}:{key}"), name, "person", code, sector, scene.tokens[phrase.first].start, phrase.head.end
    )


def _country_near(scene: Scene, phrase: Phrase) -> str | None:
    """Return the country named last before in the same sentence: "In Seoul, the unification minister"."""
    for mention in mentions_before(scene, phrase.head):
        if scene.tokens[mention.head].sentence != phrase.head.sentence:
            return None
        country = scene.cast.entities[mention.entities[0]].country
        if country:
            return country
    return None


def _same_office(held: str, described: str, lemma: str) -> bool:
    """Whether an office held is the one described; "the minister" may be any minister."""
    if held == described:
        return True
    if lemma == "minister":
        return "minister" in held and described == "minister"
    return (lemma == "secretary" and "minister" in held) or (lemma == "leader" and held.startswith("head_of"))
