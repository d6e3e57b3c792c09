"""The packaged codebook: complete, consistent, and every entry found by its own examples."""

import json
import re
from itertools import chain
from pathlib import Path

import pytest

from servanda.codebook import load_codebook
from servanda.codebook.acts import NO_ACT, Act
from servanda.codebook.likelihood import Band, Vague, find_likelihood
from servanda.codebook.plover import Context, Mode, PloverType, Quad, contexts_of
from servanda.codebook.sectors import OTHER, ActorSector, Sector, sector_of_head, sectors_of

BOOK = load_codebook()
REFERENCE = Path(__file__).resolve().parents[2] / "shared" / "reference" / "plover.json"

ACTS = "pledge offer agreement reaffirmation intention demand request refusal threat withdrawal delivery"
SECTORS = (
    "humanitarian food health water education energy transport reconstruction economic trade investment debt "
    "technology climate agriculture military basing nuclear security justice prisoners migration territory "
    "sovereignty diplomacy governance culture other"
)
ACTOR_SECTORS = (
    "GOV MIL COP JUD LEG SPY REB PTY PRM UAF AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC UNK "
    "IGO UNO EUR NGO ISM IMG MNC"
)


def test_the_codebook_is_loaded_once_and_frozen() -> None:
    assert load_codebook() is BOOK
    assert BOOK.name == "plover-1"
    with pytest.raises(AttributeError):
        BOOK.name = "mine"  # type: ignore[misc]
    with pytest.raises(TypeError):
        BOOK.types["GIVE"] = BOOK.types["AID"]  # type: ignore[index]


def test_the_names_are_those_of_the_record() -> None:
    assert list(BOOK.acts) == ACTS.split()
    assert list(BOOK.sectors) == SECTORS.split()
    assert list(BOOK.actor_sectors) == ACTOR_SECTORS.split()
    assert (len(BOOK.types), len(BOOK.contexts)) == (16, 37)
    assert [quad.code for quad in Quad] == [1, 2, 3, 4]
    assert BOOK.types["ACCUSE"].score == -3


def test_names_and_numbers_are_plovers() -> None:
    if not REFERENCE.exists():
        pytest.skip("the reference file is not beside this checkout")
    reference = json.loads(REFERENCE.read_text(encoding="utf-8"))
    published = {
        each["type"]: (
            each["quad"], each["quad_code"], each["score"], each["requires_recipient"],
            [(mode["mode"], mode["score"]) for mode in each["modes"]],
        )
        for each in reference["event_types"]
    }  # fmt: skip
    ours = {
        each.name: (
            each.quad, each.quad.code, each.score, each.requires_recipient,
            [(mode.name, mode.score) for mode in each.modes],
        )
        for each in BOOK.types.values()
    }  # fmt: skip
    assert ours == published
    assert list(BOOK.contexts) == [each["name"] for each in reference["contexts"]]
    codes = {each["code"] for each in chain(reference["sectors"], reference["nonstate_countries"])}
    assert set(BOOK.actor_sectors) == codes


@pytest.mark.parametrize("entry", BOOK.types.values(), ids=lambda entry: entry.name)
def test_types_and_modes_are_described_by_sentences(entry: PloverType) -> None:
    parts: list[PloverType | Mode] = [entry, *entry.modes]
    for part in parts:
        assert part.definition.endswith(".")
        assert part.score is None or part.score * BOOK.types[entry.name].score >= 0
        assert all(re.fullmatch(r"[A-Z\"].*[.\"]", example) for example in part.examples)
    assert entry.mode("nothing") is None
    assert all(entry.mode(mode.name) is mode for mode in entry.modes)


def test_no_example_serves_twice_or_is_its_own_counterexample() -> None:
    types = BOOK.types.values()
    modes = chain.from_iterable(entry.modes for entry in types)
    examples = list(chain.from_iterable([*(each.examples for each in types), *(each.examples for each in modes)]))
    assert len(examples) == len(set(examples))
    entries: list[PloverType | Act] = [*BOOK.types.values(), *BOOK.acts.values()]
    for entry in entries:
        assert not {each.text for each in entry.counterexamples} & set(entry.examples)
        assert entry.name not in {each.code for each in entry.counterexamples}


def test_every_counterexample_names_a_known_code() -> None:
    assert {each.code for entry in BOOK.types.values() for each in entry.counterexamples} <= set(BOOK.types)
    assert {each.code for entry in BOOK.acts.values() for each in entry.counterexamples} <= {*BOOK.acts, NO_ACT}


@pytest.mark.parametrize("entry", BOOK.contexts.values(), ids=lambda entry: entry.name)
def test_contexts_are_found_in_their_examples(entry: Context) -> None:
    assert 15 <= len(entry.cues) <= 40
    assert all(cue == cue.lower() for cue in entry.cues)
    for example in (*entry.examples, *entry.cues):
        assert entry.name in contexts_of(example), example


@pytest.mark.parametrize("entry", BOOK.sectors.values(), ids=lambda entry: entry.name)
def test_sectors_are_found_in_their_examples(entry: Sector) -> None:
    assert 20 <= len(entry.cues) <= 50 or entry.name == OTHER
    assert all(cue == cue.lower() for cue in entry.cues)
    for example in (*entry.examples, *entry.cues):
        assert entry.name in sectors_of(example), example


@pytest.mark.parametrize("entry", BOOK.actor_sectors.values(), ids=lambda entry: entry.code)
def test_actor_sectors_are_found_in_their_examples(entry: ActorSector) -> None:
    assert all(cue == cue.lower() for cue in (*entry.cues, *entry.weak_cues))
    for example in (*entry.examples, *entry.cues, *entry.weak_cues):
        assert entry.code in sector_of_head(example), example


@pytest.mark.parametrize("entry", [*BOOK.likelihood.bands, *BOOK.likelihood.vague], ids=lambda entry: entry.name)
def test_phrases_are_found_in_their_examples(entry: Band | Vague) -> None:
    for phrase in entry.phrases:
        assert [hit.phrase for hit in find_likelihood(f"It is, he said, {phrase}.")] == [phrase]
    for example in entry.examples:
        (hit,) = find_likelihood(example)
        assert hit.phrase in entry.phrases


def test_the_bands_are_those_of_icd_203() -> None:
    assert [(band.name, band.low, band.high) for band in BOOK.likelihood.bands] == [
        ("almost no chance", 0.01, 0.05),
        ("very unlikely", 0.05, 0.20),
        ("unlikely", 0.20, 0.45),
        ("roughly even", 0.45, 0.55),
        ("likely", 0.55, 0.80),
        ("very likely", 0.80, 0.95),
        ("almost certain", 0.95, 0.99),
    ]
    assert sum(len(band.phrases) for band in BOOK.likelihood.bands) > 60


def test_cameo_points_into_plover() -> None:
    for code in BOOK.cameo.values():
        assert code.plover is None or code.plover in BOOK.types
        assert code.mode is None or BOOK.types[code.plover or ""].mode(code.mode)
        assert set(code.contexts) <= set(BOOK.contexts)
