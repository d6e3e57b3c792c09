"""Relations: how a pair of actors stand to each other, and what says nothing of it."""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.codebook import load_codebook
from servanda.codebook.tables import VocabularyError
from servanda.coding.context import Context
from servanda.coding.dyad import two_states
from servanda.coding.relation_terms import joint_tone, load_terms
from servanda.coding.relations import code_relations
from servanda.reading import read_documents
from servanda.record import Identity, Relation
from servanda.sources import Document


@cache
def relations(text: str) -> tuple[Relation, ...]:
    reading = next(iter(read_documents([Document("x", text)])))
    return tuple(
        code_relations(
            Context(reading, load_codebook(), Identity("0", "rules", "plover-1"), states=two_states(reading))
        )
    )


Case = tuple[str, list[str], str, str, str | None, str]
SAID: list[Case] = [
    (
        "Relations between Greece and Turkey have improved.",
        ["GRC", "TUR"],
        "have improved",
        "cooperative",
        "improving",
        "present",
    ),
    (
        "Japan's ties with South Korea remain frosty.",
        ["JPN", "KOR"],
        "remain frosty",
        "strained",
        None,
        "present",
    ),
    (
        "Ties between Peru and Chile soured after the raid.",
        ["PER", "CHL"],
        "soured",
        "strained",
        "worsening",
        "past",
    ),
    (
        "Relations between Mali and Niger are stiff but no longer hostile.",
        ["MLI", "NER"],
        "stiff but no longer hostile",
        "strained",
        None,
        "present",
    ),
    (
        "Tensions between India and Pakistan have eased.",
        ["IND", "PAK"],
        "have eased",
        "mixed",
        "improving",
        "present",
    ),
    (
        "A row between Spain and Morocco has deepened.",
        ["ESP", "MAR"],
        "has deepened",
        "strained",
        "worsening",
        "present",
    ),
    (
        "Norway praised the warm friendship between Peru and Chile.",
        ["PER", "CHL"],
        "warm friendship",
        "cooperative",
        None,
        "present",
    ),
    (
        "Egypt and Qatar have mended ties.",
        ["EGY", "QAT"],
        "have mended ties",
        "cooperative",
        "improving",
        "present",
    ),
    (
        "Belarus, Russia's closest ally, sent troops.",
        ["BLR", "RUS"],
        "Russia's closest ally",
        "cooperative",
        None,
        "present",
    ),
    ("Oman is a loyal ally of Qatar.", ["OMN", "QAT"], "a loyal ally", "cooperative", None, "present"),
    (
        "Chad and Libya, former enemies, signed a pact.",
        ["TCD", "LBY"],
        "former enemies",
        "hostile",
        None,
        "past",
    ),
    ("Morocco and Algeria are on bad terms.", ["MAR", "DZA"], "on bad terms", "strained", None, "present"),
    (
        "France and Algeria are at loggerheads over visas.",
        ["FRA", "DZA"],
        "at loggerheads over visas",
        "strained",
        None,
        "present",
    ),
    ("Ethiopia and Eritrea were at war for years.", ["ETH", "ERI"], "at war", "hostile", None, "past"),
]


@pytest.mark.parametrize("case", SAID, ids=[case[0] for case in SAID])
def test_a_relation_has_its_pair_quality_tone_direction_and_time(case: Case) -> None:
    text, between, quality, tone, direction, when = case
    (found,) = [r for r in relations(text) if r.quality.quote.startswith(quality)]
    assert [p.country for p in found.between] == between
    assert (found.tone, found.direction, found.when) == (tone, direction, when)


def test_then_and_now_are_two_relations() -> None:
    then, now = relations("Relations between Fiji and Tonga, hostile for years, are thawing.")
    assert (then.quality.quote, then.tone, then.when) == ("hostile for years", "hostile", "past")
    assert (now.quality.quote, now.direction, now.when) == ("are thawing", "improving", "present")


def test_the_pair_of_the_document_stands_in_with_less_confidence() -> None:
    text = "Peru and Chile met in Lima. Peru sold gas. Chile sold wine. Peru paid Chile. Lingering tensions persist."
    (found,) = relations(text)
    assert found.quality.quote == "Lingering tensions persist"
    assert {p.country for p in found.between} == {"PER", "CHL"}
    assert found.confidence < 0.7


def test_both_names_the_pair() -> None:
    (found,) = relations("Peru and Chile met. Both countries are ready to move past old quarrels.")
    assert (found.quality.quote, found.tone, found.direction) == (
        "move past old quarrels",
        "mixed",
        "improving",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Family ties matter to voters.",
        "The teacher has a close relationship with her students.",
        "Public relations firms were hired by Peru.",
        "The minister is a critic of the plan.",
        "Peru wants to build a close partnership with Chile.",
        "Relations between Peru and Chile will improve.",
        "Relations between Peru and Chile are not warm.",
        "Peru broke off relations with Chile in 1975.",
        "A close friend of the driver was hurt.",
    ],
)
def test_what_characterises_no_pair_gives_nothing(text: str) -> None:
    assert relations(text) == ()


def test_friendly_and_unfriendly_words_together_are_mixed() -> None:
    assert joint_tone(["cooperative", "strained"]) == "mixed"
    assert joint_tone(["strained", "hostile"]) == "hostile"
    assert joint_tone(["cooperative", None]) == "cooperative"
    assert joint_tone([None]) is None


def test_every_term_finds_the_relation_in_its_examples() -> None:
    terms = load_terms()
    single = (terms.nouns, terms.parties, terms.adjectives, terms.verbs, terms.strife)
    all_terms = [t for group in single for t in group.values()]
    all_terms += [t for group in (terms.overcome, terms.phrases) for many in group.values() for t in many]
    examples = [(term, example) for term in all_terms for example in term.examples]
    readings = read_documents(Document(str(n), example) for n, (_, example) in enumerate(examples))
    for (term, example), reading in zip(examples, readings, strict=True):
        context = Context(reading, load_codebook(), Identity("0", "rules", "plover-1"), states=two_states(reading))
        assert code_relations(context), f"{term.pos} {term.words}: {example}"


@pytest.mark.parametrize(
    "line",
    ["tie\tthing\t\t\tx", "warm\tadjective\tnice\t\tx", "warm\tadjective\t\t\tx", "tie\tnoun\t\tup\tx"],
)
def test_a_malformed_term_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text(f"term\tpos\ttone\tdirection\texamples\n{line}\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match="line 2"):
        load_terms(path)


WORDS = [
    "relations",
    "between",
    "Peru",
    "and",
    "Chile",
    ",",
    "hostile",
    "are",
    "warming",
    "rivals",
    "'s",
    "ally",
    "of",
    "at",
    "war",
    ".",
    "their",
]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_any_text_gives_spans_inside_it(words: list[str]) -> None:
    text = " ".join(words)
    for found in relations(text):
        assert text[found.quality.start : found.quality.end] == found.quality.quote
        assert found.between[0] != found.between[1]
