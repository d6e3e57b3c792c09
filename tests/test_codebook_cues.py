"""Look-ups by cue: the sectors and contexts of a text, the sector of a group, the words of probability."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.codebook import load_codebook
from servanda.codebook.cues import exact_form, index_cues, inflected_forms, noun_forms
from servanda.codebook.likelihood import find_likelihood
from servanda.codebook.plover import contexts_of
from servanda.codebook.sectors import sector_of_head, sectors_of

BOOK = load_codebook()
PIECES = st.sampled_from(
    ["not", "likely", "almost", "certain", "May", "rebel", "troops", "of", "the", "-", ",", "’s", "İ", "ß", "wheat"]
)
TEXTS = st.text() | st.lists(PIECES).map(" ".join)


@given(text=TEXTS)
def test_any_text_has_known_sectors_and_contexts(text: str) -> None:
    sectors = sectors_of(text)
    assert sectors
    assert set(sectors) <= set(BOOK.sectors)
    assert "other" not in sectors or sectors == ("other",)
    assert set(contexts_of(text)) <= set(BOOK.contexts)
    assert set(sector_of_head(text)) <= set(BOOK.actor_sectors)


@given(text=TEXTS)
def test_likelihoods_stand_inside_the_text_in_order(text: str) -> None:
    at = 0
    for start, end, likelihood, phrase in find_likelihood(text):
        assert at <= start < end <= len(text)
        assert text[start].casefold() == phrase[0]
        assert likelihood is None or 0 < likelihood[0] < likelihood[1] < 1
        at = end


@pytest.mark.parametrize(
    ("content", "sectors"),
    [
        ("send wheat to the flooded towns and rebuild their clinics", ("food", "reconstruction", "health")),
        ("build a naval base and a nuclear power plant", ("basing", "nuclear")),
        ("rebuilding HOSPITALS", ("reconstruction", "health")),
        ("a prisoner-swap", ("prisoners",)),
        ("grant debt relief", ("debt",)),
        ("adopt a road map", ("diplomacy",)),
        ("military, base and simple", ("military",)),
        ("keep their word", ("other",)),
        ("", ("other",)),
    ],
)
def test_sectors_follow_the_order_of_their_cues(content: str, sectors: tuple[str, ...]) -> None:
    assert sectors_of(content) == sectors


@pytest.mark.parametrize(
    ("phrase", "sectors"),
    [
        ("opposition lawmakers", ("LEG", "OPP")),
        ("army doctors", ("MED", "MIL")),
        ("lawmakers from the ruling party", ("LEG", "PTY")),
        ("doctors and nurses", ("MED",)),
        ("a crowd near the mosque", ("CVL",)),
        ("the police, who shot two students", ("COP",)),
        ("Kenya's leader", ("GOV",)),
        ("the leader of the rebels", ("REB",)),
        ("church leaders", ("REL",)),
        ("the president", ("GOV",)),
        ("the former president", ("ELI",)),
        ("the attorney general", ("GOV",)),
        ("Ministry of Justice", ("GOV",)),
        ("policemen", ("COP",)),
        ("the workers’ federation", ("LAB",)),
        ("UN peacekeepers", ("MIL", "UNO")),
        ("the weather", ()),
        ("", ()),
    ],
)
def test_the_sector_of_a_group_is_that_of_its_head(phrase: str, sectors: tuple[str, ...]) -> None:
    assert sector_of_head(phrase) == sectors


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("It is likely.", [("likely", (0.55, 0.80))]),
        ("It is not likely to rain.", [("not likely", (0.20, 0.45))]),
        ("A deal is very unlikely, perhaps.", [("very unlikely", (0.05, 0.20)), ("perhaps", None)]),
        ("VIRTUALLY CERTAIN", [("VIRTUALLY CERTAIN", (0.95, 0.99))]),
        ("They probably won’t come.", [("probably won’t", (0.20, 0.45))]),
        ("a 50-50 bet", [("50-50", (0.45, 0.55))]),
        ("They meet in May; they may agree.", [("may", None)]),
        ("a remote village", []),
        ("It is almost, certain people say, over.", []),
    ],
)
def test_the_longest_phrase_of_probability_wins(text: str, hits: list[tuple[str, tuple[float, float] | None]]) -> None:
    assert [(text[hit.start : hit.end], hit.likelihood) for hit in find_likelihood(text)] == hits


def test_words_take_their_regular_forms() -> None:
    assert noun_forms("policeman") == {"policeman", "policemen"}
    assert noun_forms("embassy") == {"embassy", "embassies"}
    assert noun_forms("envoy") == {"envoy", "envoys"}
    assert noun_forms("church") == {"church", "churches"}
    assert inflected_forms("ratify") == {"ratify", "ratifies", "ratified", "ratifying"}
    assert inflected_forms("free") >= {"frees", "freed"}
    assert inflected_forms("swap") >= {"swaps", "swapped", "swapping"}
    assert exact_form("may") == {"may"}


def test_a_cue_of_two_entries_speaks_for_both_in_their_order() -> None:
    index = index_cues([("a", ["cease-fire", "ceasefire"]), ("b", ["ceasefire"])], noun_forms)
    found = [(hit.start, hit.end, hit.owners) for hit in index.find("Cease-fires, a cease\nfire, ceasefire")]
    assert found == [(0, 11, ("a",)), (15, 25, ("a",)), (27, 36, ("a", "b"))]


def test_an_index_of_nothing_finds_nothing() -> None:
    assert list(index_cues([], exact_form).find("anything")) == []
