"""Issuers: in whose name a text speaks, so that its "we" outside quotations is them; also of a joint statement."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from servanda.coding.context import Context
from servanda.coding.parties import participants
from servanda.knowledge import countries, leaders
from servanda.knowledge.offices import office_named
from servanda.knowledge.publishers import home_of
from servanda.reading import tree
from servanda.reading.reading import Entity, Mention, Reading, Token
from servanda.record import Participant

Parties = tuple[Participant, ...]

_JOINT = re.compile(
    r"\bjoint\b[^.]*\b(?:statement|declaration|communiqu[eé]|vision|readout|press release|fact sheet)"
    r"|\b(?:leaders|ministers|presidents)[’']? (?:joint )?(?:statement|declaration|communiqu[eé])"
    r"|\bdeclaration (?:by|of|between) the (?:leaders|heads|ministers|presidents)\b",
    re.IGNORECASE,
)
_KIND = re.compile(r"\b(?:joint|leaders[’']?|ministers[’']?|statement|declaration|communiqu[eé])\b", re.IGNORECASE)
_NAMING = re.compile(
    r"\b(?:statement|declaration|communiqu[eé]|vision|readout|release)s?\b.{0,30}?\b(?:by|from|of|between|with|among)\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"\b(?:on|regarding|concerning|following|after|to|for|in|about|at|reaffirming|commemorating)\b|:", re.IGNORECASE
)
_SIGNED = re.compile(
    r"\b(?:statement|remarks|message|letter|address)\b(?:(?! on | to | for | at ).){0,12}?\b(?:by|from|of)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:[A-Z][\w’'.-]*\s+){0,2}[A-Z][\w’'-]+")
_NAMED_FIRST = re.compile(
    r"(?P<who>[^:,]{4,60}?)(?<!Presidential)(?:[’']s?)? (?:Statement|Remarks|Message) (?:on|to|for|regarding)\b"
)
_OF_HEADS = re.compile(
    r"^(?:A )?(?:Presidential Message|Letter (?:to|on)|Message to|Proclamation|Executive Order|Memorandum"
    r"|The Inaugural Address)\b"
)
_OPENING_SENTENCES = 6
_SELF = frozenset(("i", "my", "me", "we", "our", "us"))
_WE = frozenset(("we",))
_FINITE = ("VBP", "VBD", "MD", "VBZ", "VB")
_NAMED = ("name", "adjective", "metonym")
_LONGEST_APPOSITION = 160


def is_joint(context: Context) -> bool:
    """Whether the title, or the opening where there is none, says that several issue the text together."""
    return _JOINT.search(_heading(context)) is not None


def issuers_of(context: Context) -> Parties:
    """Return the states and bodies in whose name a text speaks, each at the words that name it first.

    Those whom the text itself sets beside its "we" come first ("We, the leaders of A and B"), then those whom the title
    of a joint statement names, then whoever acts together in its first sentences, then the state whose body published it.
    """
    beside = _beside_we(context)
    if beside:
        return beside
    if is_joint(context):
        parts = (_named_in(context, part) for part in _naming_parts(_heading(context)))
        several = next((found for found in parts if len(found) > 1), ())
        return several or _together_at_first(context)
    document = context.reading.document
    home = home_of(document.source, document.url)
    return (_state(context, home),) if home else ()


def author_of(context: Context) -> Participant | None:
    """Return the person whom the title names as the author, as the text knows them: "Statement by President X".

    What only a head of state issues ("A Proclamation on ...") is theirs who held the office, where no premier governs beside.
    """
    title = context.reading.document.title or ""
    signed, named = _SIGNED.search(title), _NAMED_FIRST.match(title)
    if is_joint(context) or (signed is None and named is None):
        return _head_of_state(context) if _OF_HEADS.search(title) else None
    words = _until_topic(title[signed.end() :]) if signed is not None else title[: named.end("who")] if named else ""
    found = next((e for e in officials_of(context) if surname_of(e) in words), None)
    return _participant(context, found) if found is not None else _author_unnamed(context, words)


def _author_unnamed(context: Context, words: str) -> Participant | None:
    """Return the official of the state that publishes whom only the title names, after an office: "by Vice President X"."""
    document = context.reading.document
    home = home_of(document.source, document.url)
    if home is None:
        return None
    parts = words.split()
    titles = [at for at, word in enumerate(parts) if office_named(word) is not None]
    name = " ".join(parts[titles[-1] + 1 :]) if titles else ""
    if not _NAME.fullmatch(name):
        return None
    terms = [term for term in leaders.people_with_surname(name.split()[-1]) if term.country == home]
    known = terms[0].name if len({term.name for term in terms}) == 1 else name
    return _speaking(context, known, home)


def _head_of_state(context: Context) -> Participant | None:
    document = context.reading.document
    home = home_of(document.source, document.url)
    if home is None or context.published is None:
        return None
    on = context.published.value
    heads = leaders.held(home, "head_of_state", on)
    if not heads or leaders.held(home, "head_of_government", on):
        return None
    newest = max(heads, key=lambda term: term.from_)  # on the day of an inauguration two have held it
    return _speaking(context, newest.name, home)


def _speaking(context: Context, name: str, home: str) -> Participant | None:
    """Return an official whom the text does not name, at the first word in which they speak of themselves."""
    own = next((t for t in context.reading.tokens if t.pos == "PRON" and t.text.lower() in _SELF), None)
    return Participant(name, home, ("GOV",), "person", None, own.start, own.end, own.text) if own is not None else None


def _heading(context: Context) -> str:
    reading = context.reading
    return reading.document.title or reading.text[: reading.text.find("\n") if "\n" in reading.text else 200][:200]


def _naming_parts(title: str) -> Iterator[str]:
    """Yield the parts of a title that may name the issuers: after "statement by", and before "joint statement"."""
    naming = _NAMING.search(title)
    if naming is not None and not _TOPIC.search(naming.group()):
        yield _until_topic(title[naming.end() :])
    kind = _KIND.search(title)
    yield title[: kind.start()] if kind is not None and kind.start() > 0 else title


def _until_topic(words: str) -> str:
    topic = _TOPIC.search(words)
    return words[: topic.start()] if topic is not None else words


def _named_in(context: Context, words: str) -> Parties:
    """Return the issuers whom words of a title name, in their order: countries, organisations, and people by surname."""
    entities = context.reading.entities
    at: dict[int, tuple[int, Participant]] = {}
    codes: dict[str, int] = {}
    for start, code in _countries_in(words):
        codes.setdefault(code, start)
    for entity in entities:
        forms = {entity.name, *(_words(context, m) for m in context.reading.mentions if entity.index in m.entities)}
        if entity.type == "person" and "GOV" in entity.sector and entity.country and surname_of(entity) in words:
            codes.setdefault(entity.country, words.index(surname_of(entity)))
        elif entity.type == "organisation" and entity.country is None and "IGO" in entity.sector:
            starts = [m.start() for f in forms if (m := re.search(rf"\b{re.escape(f)}(?!\w)", words))]
            if starts:
                at[entity.index] = min(starts), _participant(context, entity)
    found = [*at.values(), *((start, _state(context, code)) for code, start in codes.items())]
    return tuple(p for _, p in sorted(found, key=lambda one: one[0]))


def _countries_in(words: str) -> Iterator[tuple[int, str]]:
    tokens = [(m.start(), m.end()) for m in re.finditer(r"[^\W\d_](?:[\w'.]*[\w.])?", words)]
    taken = 0
    for i, (start, _) in enumerate(tokens):
        if start < taken:
            continue
        for _, end in reversed(tokens[i : i + 7]):
            name = words[start:end]
            found = countries.country_named(name) or countries.country_of_adjective(name)
            if found is not None:
                yield start, found.code
                taken = end
                break


def _words(context: Context, mention: Mention) -> str:
    return context.reading.text[mention.start : mention.end]


def _beside_we(context: Context) -> Parties:
    """Return whom the opening sets beside its "we": "We, the Ministers of Kenya and Uganda, met", "we - X of A and Y of B"."""
    r = context.reading
    for sentence in r.sentences[:_OPENING_SENTENCES]:
        for token in r.tokens[sentence.first : sentence.last]:
            if token.text.lower() in _WE and (found := _bodies(context, _apposed(context, token, sentence.last))):
                return found
    return ()


def _apposed(context: Context, we: Token, last: int) -> Iterator[Entity]:
    """Yield the entities between a "we" that is explained and the verb that it is the subject of."""
    r = context.reading
    after = r.tokens[we.i + 1] if we.i + 1 < last else None
    if after is None or after.text.lower() not in (",", "–", "—", "-", "the", "("):
        return
    seen: set[int] = set()
    for token in r.tokens[we.i + 2 : min(last, we.i + _LONGEST_APPOSITION)]:
        if (token.tag in _FINITE and token.dep not in ("relcl", "acl")) or _leaves_list(r, token.i, seen):
            return
        mention = r.mention_at(token.i)
        for entity in mention.entities if mention is not None and mention.form in _NAMED else ():
            if entity not in seen:
                seen.add(entity)
                yield r.entities[entity]


def _leaves_list(r: Reading, token: int, named: set[int]) -> bool:
    """Whether after the names something follows that names no further party: ", strongly ...", ", alongside Peru, ..."."""
    return (
        bool(named)
        and r.tokens[token - 1].text in (",", "–", "—", ")")
        and r.tokens[token].pos in ("ADV", "VERB", "ADP")
    )


def _together_at_first(context: Context) -> Parties:
    """Return the states and bodies that are the subject of one of the first sentences, where there are several."""
    r = context.reading
    for sentence in r.sentences[:_OPENING_SENTENCES]:
        for token in r.tokens[sentence.first : sentence.last]:
            if token.dep in ("nsubj", "nsubjpass"):
                heads = tree.conjuncts(r, token.i)
                heads += [o for h in heads for o in tree.prepositional(r, h, "of", "between")]
                named = {p.country for p in participants(context, heads) if p.country}
                found = _bodies(context, (e for e in r.entities if e.type == "state" and e.country in named))
                if len(found) > 1:
                    return found
    return ()


def _bodies(context: Context, entities: Iterable[Entity]) -> Parties:
    """Return the states for which entities stand, and the international organisations; others only where no state is."""
    found: dict[tuple[str, str | None], Participant] = {}
    for entity in entities:
        body = None
        if entity.country and (entity.type == "state" or "GOV" in entity.sector):
            body = _state(context, entity.country)
        elif entity.type in ("organisation", "group") and entity.country is None and "IGO" in entity.sector:
            body = _participant(context, entity)
        if body is not None:
            found.setdefault((body.name, body.country), body)
    return tuple(found.values())


def _state(context: Context, code: str) -> Participant:
    """Return a state as the text names it; of one that the text does not name, only what it is called."""
    entity = next((e for e in context.reading.entities if e.type == "state" and e.country == code), None)
    if entity is not None:
        return replace(_participant(context, entity), name=entity.name, type="state", sector=entity.sector)
    country = countries.load_countries().get(code)
    return Participant(country.name if country else code, code, ("GOV",), "state", None, 0, 0, "")


def _participant(context: Context, entity: Entity) -> Participant:
    return context.participant(Mention(entity.first.start, entity.first.end, 0, "name", (entity.index,)), entity.index)


def officials_of(context: Context) -> Iterator[Entity]:
    """Return the people who hold an office of a state that the text names."""
    return (e for e in context.reading.entities if e.type == "person" and e.country and "GOV" in e.sector)


def surname_of(entity: Entity) -> str:
    """Return the last word of a person's name."""
    return entity.name.split()[-1] if entity.name.split() else entity.name
