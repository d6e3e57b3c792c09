"""Premises: a building, vehicle or institution, named by a common noun, as the party at whom something is directed."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from servanda.codebook.sectors import sector_of_head
from servanda.codebook.tables import read_table
from servanda.coding.context import Context
from servanda.reading import tree
from servanda.reading.reading import Entity
from servanda.record import Participant

_PATH = Path(__file__).parent / "data" / "premises.tsv"
_COLUMNS = ("noun", "sector", "example")
_LIES = re.compile(r"\s+(?:in|at|near|outside|on|of|inside|off|around)\s[^,.;:]{0,40}$")
_PEOPLE = frozenset(
    """
    person people individual man woman child boy girl civilian resident villager passer-by bystander worker employee student
    teacher prisoner inmate hostage suspect victim passenger pilgrim worshipper farmer patient doctor nurse driver
    detainee refugee migrant journalist activist demonstrator protester family
    """.split()
)
_LONGEST = 100
_BEFORE = ("amod", "compound", "nmod", "poss", "nummod", "det", "advmod", "punct", "case")


@cache
def load_premises(path: Path = _PATH) -> Mapping[str, tuple[str, ...]]:
    """Return the sectors of each noun of the table, by its lower-case lemma; raises VocabularyError."""
    rows = read_table(path, _COLUMNS, ("noun", "example"))
    return MappingProxyType({row["noun"]: row.many("sector") for row in rows})


def premises_at(context: Context, head: int) -> Participant | None:
    """Return whom "an army camp in Mali" stands for, at these words; None for a noun that the table does not hold.

    Its country is that of the state that owns it or of the place where it lies, its sector that of the words before
    the noun ("army", "police"), else the table's. Where anybody else owns it ("a Taliban outpost"), they are the party.
    """
    reading = context.reading
    token = reading.tokens[head]
    table = load_premises()
    pair = f"{reading.tokens[head - 1].text.lower()} {token.lemma}" if head else token.lemma
    sectors = table.get(pair, table.get(token.lemma))
    if sectors is None or token.pos not in ("NOUN", "PROPN"):
        return None
    before = [i for child in tree.children(reading, head, *_BEFORE) for i in tree.subtree(reading, child) if i < head]
    owners = [entity for i in before for entity in _entities_at(context, i)]
    if any(entity.type not in ("state", "place") for entity in owners):
        return None
    own = tuple(code for i in before for code in sector_of_head(reading.tokens[i].text.lower()))
    start = reading.tokens[min(before, default=head)].start
    return Participant(
        name=context.reading.text[start : token.end],
        country=next((entity.country for entity in owners if entity.country), None)
        or _where(context, start, token.end),
        sector=own or sectors,
        type="organisation",
        actor=None,
        start=start,
        end=token.end,
        quote=reading.text[start : token.end],
    )


def people_at(context: Context, head: int) -> Participant | None:
    """Return the people whom a common noun names, at its words and those that say where: "20,000 civilians in Raqqa".

    None for any other noun.
    """
    reading = context.reading
    token = reading.tokens[head]
    if token.lemma not in _PEOPLE or token.pos != "NOUN":
        return None
    before = tree.children(reading, head, *_BEFORE)
    start = reading.tokens[min((i for b in before for i in tree.subtree(reading, b) if i < head), default=head)].start
    kind: Literal["person", "group"] = "person" if token.tag == "NN" else "group"
    where = _where(context, start, token.end)
    end = tree.core_extent(reading, head)[1]
    end = end if any(context.places_within(token.end, end)) and end - start <= _LONGEST else token.end
    words = reading.text[start:end]
    return Participant(words, where, ("CVL",), kind, None, start, end, words)


def _entities_at(context: Context, token: int) -> list[Entity]:
    """Return what a word before the noun refers to."""
    mention = context.reading.mention_at(token)
    return [context.reading.entities[entity] for entity in mention.entities] if mention is not None else []


def _where(context: Context, start: int, end: int) -> str | None:
    """Return the country of the place that a noun phrase names, or that the words after it say it lies in.

    "a Kachin outpost"; "the camp in western Kabul".
    """
    text = context.reading.text
    inside = (p for p in context.places if start <= p.start < end)
    after = (p for p in context.places if p.start > end and _LIES.match(text[end : p.start]))
    return next((place.country for places in (inside, after) for place in places), None)
