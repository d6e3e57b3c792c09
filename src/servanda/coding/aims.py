"""Aims: the words that say what somebody is after, whose aim it is, and where it begins and ends."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from servanda.codebook.cues import inflected_forms
from servanda.codebook.tables import Row, read_table
from servanda.coding.extents import Stretch, trimmed
from servanda.reading import tree
from servanda.reading.reading import Reading

_FILE = Path(__file__).parent / "data" / "interest_cues.tsv"
_COLUMNS = ("cue", "pos", "takes", "but", "examples")
_FRAMES = frozenset(["inf", "noun", "be", "for", "at", "on", "in", "of", "to", "toward", "towards"])
_LIST = "@procedure"
_BREAKS = frozenset(
    """
    while although though but whereas because since if unless when after following amid despite
    """.split()
)
_PREDICATES = frozenset(["acomp", "ROOT", "conj", "amod", "advcl", "acl", "oprd"])
_CONTINUING = frozenset(["for", "with", "over", "to", "from", "between", "against", "of"])
Pos = Literal["verb", "adjective", "noun", "phrase"]


@dataclass(frozen=True, slots=True)
class AimCue:
    """A word or phrase that leads to an aim; `but` are the lemmas of objects that make it something else."""

    words: tuple[str, ...]
    pos: Pos
    takes: tuple[str, ...]
    but: frozenset[str]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aim:
    """An aim: its tokens, the heads of whose it is, the token that shows it, and how it follows its cue."""

    stretch: Stretch
    actors: tuple[int, ...]
    trigger: int
    pos: Pos
    takes: str


@cache
def load_aim_cues(path: Path = _FILE) -> Mapping[str, tuple[AimCue, ...]]:
    """Return the cues of a file by the forms of their first word; raises VocabularyError for a malformed one."""
    rows = list(read_table(path, _COLUMNS, ("cue", "pos")))
    procedures = frozenset(lemma for row in rows if row["pos"] == "list" for lemma in row.many("but"))
    found: dict[str, list[AimCue]] = {}
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if (row["cue"], row["pos"]) in seen:
            raise row.error(f"the {row['pos']} {row['cue']} stands here twice", "Merge the two lines")
        seen.add((row["cue"], row["pos"]))
        if row["pos"] != "list":
            cue = _cue(row, procedures)
            for form in {cue.words[0]} if cue.pos == "phrase" else inflected_forms(cue.words[0]):
                found.setdefault(form, []).append(cue)
    return MappingProxyType({word: tuple(cues) for word, cues in found.items()})


def _cue(row: Row, procedures: frozenset[str]) -> AimCue:
    if row["pos"] not in ("verb", "adjective", "noun", "phrase"):
        raise row.error(f"pos is {row['pos']!r}", "Write verb, adjective, noun or phrase")
    takes = row.many("takes")
    for frame in takes:
        if frame not in _FRAMES:
            raise row.error(f"takes {frame!r} is unknown", f"Use {', '.join(sorted(_FRAMES))}")
    if not takes or not row.many("examples"):
        raise row.error("takes or examples is empty", "Say how the aim follows, and give an example")
    but = frozenset(lemma for part in row.many("but") for lemma in (procedures if part == _LIST else (part,)))
    return AimCue(tuple(row["cue"].split()), row["pos"], takes, but, row.many("examples"))  # type: ignore[arg-type]


def find_aims(reading: Reading) -> Iterator[Aim]:
    """Yield the aims of the running text in the order of the words that lead to them."""
    cues = load_aim_cues()
    for sentence in reading.sentences:
        if sentence.form not in ("prose", "item"):
            continue
        for token in reading.tokens[sentence.first : sentence.last]:
            candidates = cues.get(token.text.lower()) or cues.get(token.lemma.lower(), ())
            found = (_FINDERS[cue.pos](reading, cue, token.i) for cue in candidates)
            yield from islice((aim for aim in found if aim is not None), 1)


@dataclass(frozen=True, slots=True)
class _Site:
    """A cue in a text: the token it stands at, and the heads of those whose aim would follow."""

    reading: Reading
    cue: AimCue
    at: int
    actors: tuple[int, ...]


def _after_verb(reading: Reading, cue: AimCue, i: int) -> Aim | None:
    tag = reading.tokens[i].tag
    if reading.tokens[i].pos != "VERB" or tree.is_passive(reading, i) or _is_adjunct(reading, i):
        return None
    if cue.words[0] == "try" and tag not in ("VBZ", "VBP", "VBG"):
        return None
    if cue.words[0] == "need" and tree.is_negated(reading, i):
        return None
    if cue.words[0] == "look" and (tag != "VBG" or tree.children(reading, i, "advmod")):  # "looks forward to"
        return None
    return _complement(_Site(reading, cue, i, tuple(tree.subjects(reading, i))))


def _is_adjunct(reading: Reading, verb: int) -> bool:
    """Whether the verb is an infinitive or participle that says what something is for: its subject is a guess."""
    while reading.tokens[verb].dep == "conj":
        verb = reading.tokens[verb].head
    token = reading.tokens[verb]
    if token.tag == "VB" and not tree.children(reading, verb, "nsubj"):
        return reading.tokens[token.head].lemma not in ("continue", "begin", "start")
    return token.tag == "VBG" and token.dep == "pcomp"


def _after_adjective(reading: Reading, cue: AimCue, i: int) -> Aim | None:
    token = reading.tokens[i]
    if token.dep not in _PREDICATES or token.pos not in ("ADJ", "VERB"):
        return None
    verb = tree.clause_verb(reading, i)
    own = tree.children(reading, i, "nsubj", "nsubjpass")
    if not own and reading.tokens[verb].lemma not in ("be", "seem", "appear", "remain"):
        return None
    return _complement(_Site(reading, cue, i, tuple(tree.subjects(reading, verb))))


def _after_noun(reading: Reading, cue: AimCue, i: int) -> Aim | None:
    token = reading.tokens[i]
    if token.pos != "NOUN":
        return None
    owners = [o for p in tree.children(reading, i, "poss") for o in [p, *tree.children(reading, p, "conj")]]
    owners = owners or [o for o in tree.prepositional(reading, i, "of") if "of" not in cue.takes]
    site = _Site(reading, cue, i, tuple(owners))
    if "be" in cue.takes and token.dep == "nsubj" and reading.tokens[token.head].lemma == "be":
        below = tree.children(reading, token.head, "xcomp", "ccomp", "attr", "advcl")
        below = [c for c in below if _is_infinitive(reading, c)]
        return _infinitive(site, below) if below else _complement(site)
    return _complement(site)


def _after_phrase(reading: Reading, cue: AimCue, i: int) -> Aim | None:
    last = i + len(cue.words)
    if tuple(t.text.lower() for t in reading.tokens[i:last]) != cue.words or last >= len(reading.tokens):
        return None
    following = reading.tokens[last]
    verb = tree.clause_verb(reading, reading.tokens[i].head)
    below = [following.head] if following.tag == "TO" and following.head > last else []
    if verb in below:
        verb = tree.clause_verb(reading, reading.tokens[verb].head)
    if reading.tokens[verb].pos not in ("VERB", "AUX") or verb in below:
        return None
    site = _Site(reading, cue, i, tuple(tree.subjects(reading, verb)))
    if below and "inf" in cue.takes:
        return _infinitive(site, below)
    if following.text.lower() in cue.takes:
        return _made(site, tree.children(reading, last, "pobj", "pcomp"), following.text.lower())
    return None


_FINDERS = MappingProxyType(
    {"verb": _after_verb, "adjective": _after_adjective, "noun": _after_noun, "phrase": _after_phrase}
)


def _complement(site: _Site) -> Aim | None:
    """Return the aim that follows a cue in the first way that the cue allows."""
    reading, cue, i = site.reading, site.cue, site.at
    if "inf" in cue.takes:
        clauses = tree.children(reading, i, "xcomp", "acl", "advcl", "ccomp", "relcl")
        below = [c for c in clauses if c > i and _is_infinitive(reading, c)]
        if below:
            return _infinitive(site, below)
    if "noun" in cue.takes:
        things = [c for c in tree.children(reading, i, "dobj", "obj") if _is_thing(reading, cue, c)]
        if things and not _has_clause(reading, i):
            return _made(site, [*things, *_continuing(reading, i, things[-1])], "noun")
    for preposition in tree.children(reading, i, "prep"):
        if reading.tokens[preposition].lemma in cue.takes and preposition > i:
            below = tree.children(reading, preposition, "pobj", "pcomp")
            return _made(site, [c for c in below if _is_thing(reading, cue, c)], reading.tokens[preposition].lemma)
    return None


def _continuing(reading: Reading, verb: int, head: int) -> list[int]:
    """Return the prepositions after an object that go on with it: "needs gas / for its mines"."""
    end, found = tree.subtree(reading, head)[-1], []
    for preposition in tree.children(reading, verb, "prep", "dative"):
        if preposition == end + 1 and reading.tokens[preposition].lemma in _CONTINUING:
            found.append(preposition)
            end = tree.subtree(reading, preposition)[-1]
    return found


def _has_clause(reading: Reading, i: int) -> bool:
    """Whether the object is one that shall do something: "wants Chad to pay"."""
    return any(_is_infinitive(reading, c) for c in tree.children(reading, i, "ccomp", "xcomp", "advcl"))


def _is_infinitive(reading: Reading, i: int) -> bool:
    own = tree.children(reading, i, "nsubj", "nsubjpass")
    return not own and any(reading.tokens[c].tag == "TO" for c in tree.children(reading, i, "aux"))


def _is_thing(reading: Reading, cue: AimCue, i: int) -> bool:
    token = reading.tokens[i]
    if token.pos == "VERB":
        return token.tag == "VBG"
    mention = reading.mention_at(i)
    human = mention is not None and any(reading.entities[e].type in ("person", "people") for e in mention.entities)
    return token.pos == "NOUN" and token.lemma not in cue.but and not human


def _infinitive(site: _Site, below: list[int]) -> Aim | None:
    if not below:
        return None
    to = next(c for c in [*tree.children(site.reading, below[0], "aux"), below[0]])
    return _made(site, below[:1], "inf", least=to + 1 if site.reading.tokens[to].tag == "TO" else below[0])


def _made(site: _Site, below: list[int], takes: str, least: int = 0) -> Aim | None:
    reading, first = site.reading, max(least, site.at + 1)
    inside = [t for head in below for t in tree.subtree(reading, head) if t >= first]
    if not inside or not site.actors:
        return None
    last = min(_end(reading, below[0], inside), _own_again(reading, site.actors, inside))
    stretch = trimmed(reading, inside[0], last)
    return Aim(stretch, site.actors, site.at, site.cue.pos, takes) if stretch is not None else None


def _own_again(reading: Reading, actors: tuple[int, ...], inside: list[int]) -> int:
    """Return where another thing of the same owner follows: "attempts to block food and its attacks"."""
    owners = {e for a in actors for m in [reading.mention_at(a)] if m is not None for e in m.entities}
    for i in inside:
        token = reading.tokens[i]
        for owner in tree.children(reading, i, "poss") if token.dep == "conj" and token.pos == "NOUN" else []:
            mention = reading.mention_at(owner)
            if mention is not None and owners & {*mention.entities}:
                return next((j for j in range(i, inside[0], -1) if reading.tokens[j].dep == "cc"), i)
    return inside[-1] + 1


def _end(reading: Reading, head: int, inside: list[int]) -> int:
    """Return where an aim ends: before a side clause, a quotation mark, or what a comma sets apart."""
    for i in inside[1:]:
        token, before = reading.tokens[i], reading.tokens[i - 1]
        if token.text in (";", "—", "–", '"', "”", "(", ":"):
            return i
        if i > head and token.lemma in _BREAKS and token.dep in ("mark", "prep", "advmod", "cc"):
            return i
        if i > head and before.text == "," and (token.tag in ("WDT", "WP", "VBG", "IN") or token.dep == "nsubj"):
            return i
        if token.dep == "conj" and token.tag in ("VBD", "VBZ", "VBP") and token.pos in ("VERB", "AUX"):
            return next((j for j in range(i - 1, head, -1) if reading.tokens[j].dep == "cc"), i)
    return inside[-1] + 1
