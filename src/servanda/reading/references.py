"""References: noun phrases and pronouns that refer to somebody, resolved in one pass over the document."""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from servanda.codebook.sectors import sector_of_head
from servanda.knowledge import countries
from servanda.knowledge.given_names import gender_of
from servanda.knowledge.offices import office_named, standing_of
from servanda.reading.cast import Cast
from servanda.reading.nouns import Nouns
from servanda.reading.reading import Entity, Mention, Sentence, Token

_SINGULAR = frozenset(["he", "him", "his", "himself", "she", "her", "hers", "herself"])
_NEUTRAL = frozenset(["it", "its", "itself"])
_PLURAL = frozenset(["they", "them", "their", "theirs", "themselves"])
_BOTH = frozenset(["both", "two"])
_DEFINITE = frozenset(["the", "this", "that", "these", "those"])
_FAR = 25
_WINDOW = 8
_GENDERS = {
    "mr": "m", "sir": "m", "king": "m", "lord": "m", "prince": "m", "sheikh": "m",
    "ms": "f", "mrs": "f", "queen": "f", "lady": "f", "miss": "f", "dame": "f", "princess": "f",
}  # fmt: skip
_OPPOSED = frozenset(("REB", "OPP", "CRM", "REL"))
_MANY = frozenset(
    """
    official spokesman spokeswoman spokesperson soldier officer worker resident student teacher doctor
    """.split()
)
_PARTICULAR = frozenset(
    ["head_of_state", "head_of_government", "foreign_minister", "defence_minister", "legislator", "monarch"]
)
_OF_STATE = ("GOV", "MIL", "COP", "JUD", "LEG", "SPY", "LAB", "OPP", "PTY", "PRM", "REB")


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A noun phrase: its head, first token, words in lower case without article, and the states that own it."""

    head: Token
    first: int
    words: str
    lemma: str
    determiner: str
    states: tuple[str, ...]
    owner: int | None


def add_references(
    cast: Cast, tokens: Sequence[Token], children: Sequence[Sequence[int]], sentences: Sequence[Sentence], nouns: Nouns
) -> None:
    """Add to the cast the mentions of common nouns and pronouns, and the unnamed actors that they introduce."""
    resolver = _Resolver(cast, tokens, children, sentences, nouns, cast.focal_country())
    for token in tokens:
        if cast.is_covered(token.i) or sentences[token.sentence].form == "credit":
            continue
        if token.tag in ("PRP", "PRP$"):
            resolver.pronoun(token)
        elif token.tag in ("NN", "NNS", "NNP", "NNPS") and token.dep != "compound":
            resolver.noun(token)


@dataclass(slots=True)
class _Resolver:
    cast: Cast
    tokens: Sequence[Token]
    children: Sequence[Sequence[int]]
    sentences: Sequence[Sentence]
    nouns: Nouns
    focal: str | None
    genders: dict[int, str | None] = field(default_factory=dict)
    placed: list[tuple[int, int]] = field(default_factory=list)

    # Pronouns

    def pronoun(self, token: Token) -> None:
        word = token.text.lower()
        if word in _SINGULAR:
            found = self._nearest(token, _is_person, _gender(word)) or self._nearest(token, _is_person, None)
        elif word in _NEUTRAL:
            if self._is_empty(token):
                return
            found = self._nearest(token, lambda e: e.type in ("state", "organisation"), None)
        elif word in _PLURAL:
            found = self._plural(token)
        else:
            return
        if found:
            self.cast.mention(token.start, token.end, token.i, token.i + 1, token.i, "pronoun", found)

    def _is_empty(self, token: Token) -> bool:
        """Whether "it" stands for nothing: "it is likely that", "it took two"."""
        if token.dep == "expl":
            return True
        verb = self.tokens[token.head]
        if token.dep not in ("nsubj", "nsubjpass"):
            return False
        below = [self.tokens[c] for c in self.children[verb.i]]
        clause = any(c.dep in ("ccomp", "xcomp", "csubj", "advcl") and c.i > verb.i for c in below)
        return (verb.lemma == "be" or verb.lemma in ("seem", "appear", "take")) and clause

    def _nearest(self, token: Token, fits: Callable[[Entity], bool], gender: str | None) -> tuple[int, ...]:
        """Return the fitting entity that stands out most before the token: subjects first, near before far."""
        best, best_score = None, 0.0
        for mention in self._mentions_before(token):
            fitting = [e for e in mention.entities if fits(self.cast.entities[e])]
            if len(mention.entities) != 1 or not fitting or (mention.locative and mention.form != "name"):
                continue
            if self._acts_on(mention, token) or (gender and self._gender_of(fitting[0]) not in (None, gender)):
                continue
            score = self._prominence(token, mention)
            if best is None or score > best_score:
                best, best_score = fitting[0], score
        return () if best is None else (best,)

    def _acts_on(self, mention: Mention, token: Token) -> bool:
        """Whether the mention is the subject whose verb has the pronoun as its object: "Lau met him" is two people."""
        subject = self.tokens[mention.head]
        is_object = token.dep in ("dobj", "dative") and not token.text.endswith("self")
        return is_object and subject.dep in ("nsubj", "nsubjpass") and subject.head == token.head

    def _mentions_before(self, token: Token) -> Iterator[Mention]:
        oldest = token.sentence - _WINDOW
        placed = self._placed()
        for at in range(bisect_left(placed, (token.start,)) - 1, -1, -1):
            mention = self.cast.mentions[-placed[at][1]]
            if mention.end <= token.start:
                if self.tokens[mention.head].sentence < oldest:
                    return
                yield mention

    def _placed(self) -> list[tuple[int, int]]:
        """Return where each mention begins and its index (negative, so that of two at one place the first is last)."""
        for index in range(len(self.placed), len(self.cast.mentions)):
            insort(self.placed, (self.cast.mentions[index].start, -index))
        return self.placed

    def _prominence(self, token: Token, mention: Mention) -> float:
        head = self.tokens[mention.head]
        distance = token.sentence - head.sentence
        same_paragraph = self._paragraph(token) == self._paragraph(head)
        score = -3.0 * distance - (0 if same_paragraph else 1.5) - (token.start - mention.start) / 1000
        if head.dep in ("nsubj", "nsubjpass"):
            score += 3
        elif head.dep == "poss":
            score += 1.5 if distance == 0 else 0
        if mention.form == "adjective":
            score -= 2
        return score - (2 if mention.locative else 0)

    def _paragraph(self, token: Token) -> int:
        return self.sentences[token.sentence].paragraph

    def _gender_of(self, entity: int) -> str | None:
        """Return the gender that a title before a name gives the entity, or its given name; None when unknown."""
        if entity not in self.genders:
            self.genders[entity] = self._gender_by_title(entity) or gender_of(
                self.cast.entities[entity].name.split()[0]
            )
        return self.genders[entity]

    def _gender_by_title(self, entity: int) -> str | None:
        for mention in self.cast.mentions:
            if mention.form == "name" and mention.entities == (entity,):
                before = self.cast.text[max(0, mention.start - 7) : mention.start].split()
                gender = _GENDERS.get(before[-1].lower().rstrip(".")) if before else None
                if gender:
                    return gender
        return None

    def _plural(self, token: Token) -> tuple[int, ...]:
        best: tuple[int, ...] = ()
        best_score = 0.0
        for mention in self._mentions_before(token):
            found = mention.entities
            joined = self._joined(mention)
            entity = self.cast.entities[found[0]]
            if len(found) < 2 and len(joined) < 2 and entity.type not in ("group", "people"):
                continue
            score = self._prominence(token, mention)
            if not best or score > best_score:
                best, best_score = (found if len(found) > 1 or len(joined) < 2 else joined), score
        return best

    def _joined(self, mention: Mention) -> tuple[int, ...]:
        """Return the entities of a mention and of those coordinated with it: "Fiji and Tuvalu"."""
        found = list(mention.entities)
        waiting = [mention.head]
        while waiting:
            head = waiting.pop()
            for child in self.children[head]:
                if self.tokens[child].dep == "conj" and child in self.cast.covered:
                    found += self.cast.mentions[self.cast.covered[child]].entities
                    waiting.append(child)
        return tuple(dict.fromkeys(found))

    # Nouns

    def noun(self, token: Token) -> None:
        phrase = self._phrase(token)
        plural = token.tag in ("NNS", "NNPS")
        for resolve in (
            self._both,
            self._named_after,
            self._body,
            self._government,
            self._apposed,
            self._person,
            self._group,
        ):
            found = resolve(phrase, plural)
            if found is not None:
                form, entities = found
                start = self.tokens[phrase.first].start
                self.cast.mention(start, token.end, token.i, token.i + 1, token.i, form, entities)  # type: ignore[arg-type]
                return

    def _phrase(self, token: Token) -> _Phrase:
        left = [
            c
            for c in self.children[token.i]
            if c < token.i and self.tokens[c].dep not in ("punct", "prep", "advmod", "cc")
        ]
        first = min([token.i, *(self._leftmost(c) for c in left if self.tokens[c].dep != "relcl")])
        determiner = next((self.tokens[c].lemma for c in left if self.tokens[c].dep in ("det", "predet", "nummod")), "")
        counted = any(self.tokens[c].lemma == "two" for c in left) and determiner in ("the", "two")
        definite = any(self.tokens[c].lemma in ("the", "these", "those") for c in left)
        if any(self.tokens[c].lemma == "both" for c in left) or (counted and definite):
            determiner = "both"
        words = " ".join(
            t.text.lower() for t in self.tokens[first : token.i + 1] if t.dep != "det" or t.head != token.i
        )
        return _Phrase(token, first, words, token.lemma, determiner, self._states(token, first), self._owner(token))

    def _leftmost(self, i: int) -> int:
        return min([i, *(self._leftmost(c) for c in self.children[i] if c < i)])

    def _states(self, token: Token, first: int) -> tuple[str, ...]:
        """Return the countries that a phrase names: "Dutch and French voters", "the government of Mali"."""
        found = []
        after = [c for p in self.children[token.i] if self.tokens[p].lemma == "of" for c in self.children[p]]
        for i in [*range(first, token.i), *after]:
            if i in self.cast.covered:
                for e in self.cast.mentions[self.cast.covered[i]].entities:
                    entity = self.cast.entities[e]
                    if entity.country and entity.type in ("state", "organisation", "person"):
                        found.append(entity.country)
        return tuple(dict.fromkeys(found))

    def _owner(self, token: Token) -> int | None:
        for child in self.children[token.i]:
            if self.tokens[child].tag == "WP$":
                child = self._antecedent(child)  # noqa: PLW2901  "whose" stands for whom its clause describes
            elif self.tokens[child].dep != "poss":
                continue
            if child in self.cast.covered:
                return self.cast.mentions[self.cast.covered[child]].entities[0]
        return None

    def _antecedent(self, whose: int) -> int:
        i = whose
        while self.tokens[i].dep != "relcl" and self.tokens[i].head != i:
            i = self.tokens[i].head
        return self.tokens[i].head

    def _both(self, phrase: _Phrase, plural: bool) -> tuple[str, tuple[int, ...]] | None:
        """Resolve "both leaders" and "the two sides" to the two parties that fit, named last before."""
        if not plural or phrase.determiner not in ("both", "the") or phrase.states:
            return None
        counted = phrase.determiner == "both"
        if phrase.lemma in self.nouns.leader and (counted or self._two_leaders(phrase)):
            pair = self._last_two(phrase.head, self._as_leader)
        elif phrase.lemma in self.nouns.side and (counted or phrase.lemma in ("side", "party")):
            pair = self._last_two(phrase.head, self._as_party)
        else:
            return None
        return ("description", pair) if len(pair) == 2 else None

    def _two_leaders(self, phrase: _Phrase) -> bool:
        """Whether "the leaders" can only be the two people in office whom the text has named so far."""
        if phrase.words not in ("leaders", "presidents", "prime ministers", "ministers", "foreign ministers"):
            return False
        named = {e for m in self.cast.mentions if m.end <= phrase.head.start for e in m.entities}
        officials = [self.cast.entities[e] for e in named if self._as_leader(self.cast.entities[e]) is not None]
        public = [e for e in officials if "GOV" in e.sector]
        return len(public) == 2 and public[0].country != public[1].country

    def _last_two(self, token: Token, view: Callable[[Entity], int | None]) -> tuple[int, ...]:
        """Return the two parties that stand out most before the token, in the order the text named them."""
        weights: dict[int, float] = {}
        for mention in self.cast.mentions:
            if mention.end > token.start or mention.locative or mention.form == "adjective":
                continue
            near = 2.0 / (token.sentence - self.tokens[mention.head].sentence + 1)
            for e in mention.entities:
                party = view(self.cast.entities[e])
                if party is not None:
                    weights[party] = max(weights.get(party, 0.0), near) + 0.5
        best = sorted(weights, key=lambda party: -weights[party])[:2]
        return tuple(party for party in weights if party in best) if len(best) == 2 else ()

    def _as_leader(self, entity: Entity) -> int | None:
        return entity.index if entity.type == "person" and entity.sector else None

    def _as_party(self, entity: Entity) -> int | None:
        """Return the party an entity speaks for: a person or ministry its state, a state or armed group itself."""
        if entity.type == "state" or (entity.type == "organisation" and "REB" in entity.sector):
            return entity.index
        if entity.country and "GOV" in entity.sector:
            return self._state(entity.country, entity.first.start)
        return None

    def _state(self, code: str, start: int) -> int | None:
        known = countries.load_countries().get(code)
        if known is None:
            return None
        span = self.cast.text[start : start + 1]
        at = start if span.strip() else start + 1
        return self.cast.entity(("state", code), known.name, "state", code, ("GOV",), at, at + 1)

    def _government(self, phrase: _Phrase, plural: bool) -> tuple[str, tuple[int, ...]] | None:
        """Resolve "the government", "his administration", "the Ghanaian authorities" to the state."""
        lemma = "authorities" if phrase.lemma == "authority" and plural else phrase.lemma
        two_words = phrase.words if phrase.words in self.nouns.government else lemma
        if lemma not in self.nouns.government and two_words not in self.nouns.government:
            return None
        code = phrase.states[0] if phrase.states else None
        if code is None and phrase.owner is not None:
            code = self.cast.entities[phrase.owner].country
        always = lemma in self.nouns.always_government or two_words in self.nouns.always_government
        if code is None and always and phrase.determiner in ("the", "") and (plural or phrase.determiner):
            code = self.focal
        if code is None or (not always and phrase.determiner != "the" and phrase.owner is None):
            return None
        if (plural and lemma not in ("authorities",)) or phrase.determiner in ("a", "an", "no", "any", "each", "every"):
            return None
        state = self._state(code, phrase.head.start)
        return None if state is None else ("description", (state,))

    def _apposed(self, phrase: _Phrase, plural: bool) -> tuple[str, tuple[int, ...]] | None:
        """Resolve a description set beside a name: "X, a teacher in the capital"."""
        if phrase.head.dep != "appos" or plural or phrase.head.head not in self.cast.covered:
            return None
        described = self.cast.mentions[self.cast.covered[phrase.head.head]]
        entity = self.cast.entities[described.entities[0]]
        if entity.type != "person" or not self._is_person_noun(phrase):
            return None
        if not entity.sector and (sector := sector_of_head(phrase.words)):
            self.cast.change(entity.index, sector=sector)
        if entity.country is None:
            code = phrase.states[0] if phrase.states else self._country_after(phrase)
            self.cast.change(entity.index, country=code)
        return "description", (entity.index,)

    def _named_after(self, phrase: _Phrase, plural: bool) -> tuple[str, tuple[int, ...]] | None:
        """Resolve "her party, the National League for Democracy" to the organisation named in apposition."""
        for child in self.children[phrase.head.i]:
            if self.tokens[child].dep == "appos" and child in self.cast.covered and not plural:
                named = self.cast.mentions[self.cast.covered[child]]
                if self.cast.entities[named.entities[0]].type == "organisation":
                    return "description", named.entities
        return None

    def _body(self, phrase: _Phrase, plural: bool) -> tuple[str, tuple[int, ...]] | None:
        """Resolve "Summit", "the council", "the bloc" to the international organisation named before."""
        if plural or phrase.words not in self.nouns.body or phrase.determiner not in ("the", "") or phrase.states:
            return None
        if not phrase.determiner and not phrase.head.text[:1].isupper():
            return None
        for mention in self._mentions_before_all(phrase.head):
            entity = self.cast.entities[mention.entities[0]]
            if entity.type == "organisation" and entity.country is None and "IGO" in entity.sector:
                return "description", (entity.index,)
        return None

    def _country_after(self, phrase: _Phrase) -> str | None:
        for prep in self.children[phrase.head.i]:
            for i in self.children[prep]:
                if i in self.cast.covered:
                    entity = self.cast.entities[self.cast.mentions[self.cast.covered[i]].entities[0]]
                    return entity.country
        return None

    def _is_person_noun(self, phrase: _Phrase) -> bool:
        return phrase.lemma in self.nouns.person or office_named(phrase.words) is not None

    def _person(self, phrase: _Phrase, plural: bool) -> tuple[str, tuple[int, ...]] | None:
        """Resolve "the former leader" to somebody named before; let "a delegate" introduce somebody unnamed."""
        if plural or not self._is_person_noun(phrase) or phrase.head.dep in ("attr", "oprd", "nmod", "amod"):
            return None
        if phrase.determiner in _DEFINITE or phrase.owner is not None:
            known = self._described(phrase)
            if known is not None:
                return "description", (known,)
        if phrase.determiner in ("no", "any", "every", "each"):
            return None
        return "description", (self._unnamed(phrase),)

    def _described(self, phrase: _Phrase) -> int | None:
        office = office_named(phrase.words)
        former = any(standing_of(word) == "former" for word in phrase.words.split())
        best, best_score = None, -99.0
        for mention in self._mentions_before_all(phrase.head):
            entity = self.cast.entities[mention.entities[0]]
            if entity.type != "person" or len(mention.entities) > 1:
                continue
            fit = self._fit(entity, phrase, office.canonical if office else None, former=former)
            if fit is None:
                continue
            score = fit + self._prominence(phrase.head, mention) / 3
            if score > best_score:
                best, best_score = entity.index, score
        return best if best_score > -8 else None

    def _mentions_before_all(self, token: Token) -> Iterator[Mention]:
        placed = self._placed()
        oldest = self.sentences[max(token.sentence - _FAR, 0)].start
        near = placed[bisect_left(placed, (oldest,)) : bisect_left(placed, (token.start,))]
        found = (self.cast.mentions[index] for index in sorted(-negative for _, negative in near))
        return (m for m in found if m.end <= token.start)

    def _fit(self, entity: Entity, phrase: _Phrase, canonical: str | None, *, former: bool) -> float | None:
        """Return how well a description fits a person, None when it cannot be them."""
        if phrase.states and entity.country not in phrase.states:
            return None
        held = [o for o in self.cast.offices if o.entity == entity.index]
        was = any(o.standing == "former" for o in held)
        if former:
            return 6.0 if was else (0.0 if not entity.sector else None)
        score = 4.0 if phrase.states else 0.0
        if self.cast.text[entity.first.start : entity.first.end].lower() in phrase.words or phrase.lemma in entity.name:
            return score + 8.0
        sector = sector_of_head(phrase.words.rpartition(" ")[0]) if " " in phrase.words else ()
        if set(sector) & _OPPOSED and entity.sector and not set(sector) & set(entity.sector):
            return None
        score += 3.0 if entity.country is not None and entity.country == self.focal else 0.0
        if canonical is not None and any(_same_office(o.canonical, canonical, phrase.lemma) for o in held):
            return score + (6.0 if not was else 3.0)
        if phrase.lemma == "leader" and entity.sector:
            modified = sector and set(sector) & set(entity.sector)
            return score + (5.0 if modified else 1.0 if not sector else -4.0)
        if canonical in _PARTICULAR or phrase.lemma not in self.nouns.person - _MANY:
            return None
        return score - 2.0

    def _unnamed(self, phrase: _Phrase) -> int:
        code = phrase.states[0] if phrase.states else None
        office = office_named(phrase.words)
        sector = tuple(c for c in office.sectors if c) if office else sector_of_head(phrase.words)
        if self._of_international(phrase):
            return self._unnamed_as(phrase, None, ("IGO",))
        if code is None and phrase.owner is not None:
            code = self.cast.entities[phrase.owner].country
        if code is None and set(sector) & set(_OF_STATE):
            code = self._country_near(phrase) or self.focal
        return self._unnamed_as(phrase, code, sector)

    def _of_international(self, phrase: _Phrase) -> bool:
        """Whether the phrase names an intergovernmental organisation ("the UN human rights chief")."""
        for i in range(phrase.first, phrase.head.i):
            if i in self.cast.covered:
                entity = self.cast.entities[self.cast.mentions[self.cast.covered[i]].entities[0]]
                if entity.country is None and "IGO" in entity.sector:
                    return True
        return False

    def _unnamed_as(self, phrase: _Phrase, code: str | None, sector: tuple[str, ...]) -> int:
        name = self.cast.text[self.tokens[phrase.first].start : phrase.head.end]
        name = name.split(" ", 1)[1] if name.lower().startswith(("the ", "a ", "an ", "one ")) else name
        key = f"{phrase.lemma}" if phrase.determiner in ("the", "one", "a", "an") else name.casefold()
        return self.cast.entity(
            ("unnamed", f"{code}:{key}"), name, "person", code, sector, self.tokens[phrase.first].start, phrase.head.end
        )

    def _country_near(self, phrase: _Phrase) -> str | None:
        """Return the country named last before in the same sentence: "In Seoul, the unification minister"."""
        for mention in self._mentions_before(phrase.head):
            if self.tokens[mention.head].sentence != phrase.head.sentence:
                return None
            country = self.cast.entities[mention.entities[0]].country
            if country:
                return country
        return None

    def _group(self, phrase: _Phrase, plural: bool) -> tuple[str, tuple[int, ...]] | None:
        """Let "Russian ministers", "the army" and "analysts" be groups, one for each country named."""
        sector = sector_of_head(phrase.words)
        observer = phrase.lemma in self.nouns.observer
        people = phrase.lemma in self.nouns.people
        by_head = plural and sector_of_head(phrase.head.text.lower())
        if not (observer or people or phrase.lemma in self.nouns.group | self.nouns.collective or by_head):
            return None
        if not plural and phrase.lemma not in self.nouns.collective and not people:
            return None
        if (not plural and phrase.head.dep in ("attr", "oprd")) or phrase.determiner == "no":
            return None
        if phrase.determiner == "the" and "REB" in sector and not phrase.states:
            armed = self._last_armed(phrase.head)
            if armed is not None:
                return "description", (armed,)
        codes: tuple[str | None, ...] = phrase.states
        if not codes and phrase.owner is not None:
            codes = (self.cast.entities[phrase.owner].country,)
        if not codes and phrase.determiner == "both" and plural:
            codes = tuple(self.cast.entities[e].country for e in self._last_two(phrase.head, self._as_party))
        if not codes:
            local = bool(set(sector) & set(_OF_STATE)) and not observer
            codes = (self.focal if local else None,)
        return "group", tuple(self._group_entity(phrase, code, sector, people=people) for code in codes)

    def _last_armed(self, token: Token) -> int | None:
        for mention in self._mentions_before(token):
            entity = self.cast.entities[mention.entities[0]]
            if "REB" in entity.sector and entity.type == "organisation":
                return entity.index
        return None

    def _group_entity(self, phrase: _Phrase, code: str | None, sector: tuple[str, ...], *, people: bool) -> int:
        start = self.tokens[phrase.first].start
        name = self.cast.text[start : phrase.head.end]
        name = name.split(" ", 1)[1] if name.lower().startswith(("the ", "some ", "a ")) else name
        if len(phrase.states) > 1 and code is not None:
            country = countries.load_countries()[code]
            name = f"{country.adjectives[0]} {phrase.head.text}"
        kind = "people" if people and not sector else "group"
        return self.cast.entity(("group", f"{code}:{phrase.words}"), name, kind, code, sector, start, phrase.head.end)  # type: ignore[arg-type]


def _is_person(entity: Entity) -> bool:
    return entity.type == "person"


def _gender(word: str) -> str:
    return "m" if word.startswith("h") and word not in ("her", "hers", "herself") else "f"


def _same_office(held: str, described: str, lemma: str) -> bool:
    """Whether an office held is the one described; "the minister" may be any minister."""
    if held == described:
        return True
    if lemma == "minister":
        return "minister" in held and described == "minister"
    return (lemma == "secretary" and "minister" in held) or (lemma == "leader" and held.startswith("head_of"))
