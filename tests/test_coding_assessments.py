"""Assessments: who thinks what is how likely, and what is no judgement."""

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.codebook import load_codebook
from servanda.coding.assessments import code_assessments
from servanda.coding.context import Context
from servanda.coding.statements import code_statements
from servanda.coding.voices import spoken_voices
from servanda.reading import read_documents
from servanda.record import Assessment, Identity
from servanda.sources import Document


@cache
def assessments(text: str) -> tuple[Assessment, ...]:
    reading = next(iter(read_documents([Document("x", text)])))
    context = Context(reading, load_codebook(), Identity("0", "rules", "plover-1"))
    voices = tuple(spoken_voices(code_statements(context)))
    return tuple(code_assessments(Context(reading, context.codebook, context.identity, voices=voices)))


JUDGED = [
    ("Egypt will most likely abstain.", None, "Egypt will most likely abstain", "most likely", (0.55, 0.8)),
    ("Envoys say Chad is unlikely to vote.", "Envoys", "Chad is unlikely to vote", "unlikely", (0.2, 0.45)),
    (
        "A truce is very likely, observers think.",
        "observers",
        "A truce is very likely",
        "very likely",
        (0.8, 0.95),
    ),
    ("Economists think it likely that Peru will pay.", "Economists", "Peru will pay", "likely", (0.55, 0.8)),
    ("It is not unlikely that Japan will join.", None, "Japan will join", "not unlikely", (0.55, 0.8)),
    (
        "Experts see little chance that the dam will hold.",
        "Experts",
        "the dam will hold",
        "little chance",
        (0.05, 0.2),
    ),
    (
        "There is little chance of a truce, diplomats say.",
        "diplomats",
        "a truce",
        "little chance",
        (0.05, 0.2),
    ),
    (
        "Chances are that the pact will pass in June.",
        None,
        "the pact will pass in June",
        "Chances are that",
        (0.55, 0.8),
    ),
    ("The prisoner is probably dead.", None, "The prisoner is probably dead", "probably", (0.55, 0.8)),
    (
        "In all likelihood, the court will reject it.",
        None,
        "the court will reject it",
        "In all likelihood",
        (0.8, 0.95),
    ),
    (
        "The ruling could go either way.",
        None,
        "The ruling could go either way",
        "could go either way",
        (0.45, 0.55),
    ),
    (
        "Our view: a default is almost certain.",
        None,
        "a default is almost certain",
        "almost certain",
        (0.95, 0.99),
    ),
    ("The cabinet, which is likely to fall, met.", None, "is likely to fall", "likely", (0.55, 0.8)),
    (
        "France and Mali are expected to sign.",
        None,
        "France and Mali are expected to sign",
        "are expected",
        None,
    ),
    ("Analysts say Turkey could block the bid.", "Analysts", "Turkey could block the bid", "could", None),
    (
        "A coup has become increasingly likely.",
        None,
        "A coup has become increasingly likely",
        "increasingly likely",
        None,
    ),
]


@pytest.mark.parametrize(("text", "by", "claim", "phrase", "likelihood"), JUDGED, ids=[case[0] for case in JUDGED])
def test_a_judgement_has_its_claim_its_phrase_its_band_and_who_judges(
    text: str, by: str | None, claim: str, phrase: str, likelihood: tuple[float, float] | None
) -> None:
    (found,) = assessments(text)
    assert found.phrase is not None
    assert (found.claim.quote, found.phrase.quote, found.likelihood) == (claim, phrase, likelihood)
    assert (found.by.quote if found.by else None) == by
    assert found.evidence == found.claim


REASONS = [
    ("Zambia is unlikely to pay, given its debts.", "its debts"),
    ("Given its debts, Zambia is unlikely to pay.", "its debts"),
    ("Zambia is unlikely to pay because its mines are shut.", "because its mines are shut"),
    ("Zambia is unlikely to pay, since its mines are shut.", "since its mines are shut"),
    ("Zambia will probably wait due to the flood.", "the flood"),
    ("Zambia is unlikely to pay.", None),
]


@pytest.mark.parametrize(("text", "reason"), REASONS, ids=[case[0] for case in REASONS])
def test_the_reason_stands_apart_from_the_claim(text: str, reason: str | None) -> None:
    (found,) = assessments(text)
    assert (found.reason.quote if found.reason else None) == reason
    assert "because" not in found.claim.quote


def test_two_judgements_in_a_sentence_keep_their_own_reasons() -> None:
    one, other = assessments("A vote before June is unlikely; a walkout is almost certain, since wages have fallen.")
    assert (one.likelihood, one.reason) == ((0.2, 0.45), None)
    assert other.reason is not None
    assert other.reason.quote == "since wages have fallen"


@pytest.mark.parametrize(
    "text",
    [
        "Likely voters prefer the mayor.",
        "Police found no probable cause for the arrest.",
        "The minister had no chance to reply.",
        "The envoy may travel to Cairo.",
        "Children are twice as likely to drown.",
        "Is Peru likely to sign?",
        "The president expects Mali to pay its debts.",
        "May is the hottest month.",
    ],
)
def test_what_judges_nothing_gives_nothing(text: str) -> None:
    assert assessments(text) == ()


def test_who_judges_in_direct_speech_is_the_speaker() -> None:
    (found,) = assessments('"A default is unlikely," Jane Harker told reporters.')
    assert found.by is not None
    assert found.by.name == "Jane Harker"
    assert found.attribution is not None


WORDS = [
    "it",
    "is",
    "likely",
    "unlikely",
    "that",
    "Chad",
    "could",
    ",",
    "given",
    ";",
    "because",
    "probably",
    "expected",
    "chance",
    ".",
    "of",
]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_any_text_gives_spans_inside_it(words: list[str]) -> None:
    text = " ".join(words)
    for found in assessments(text):
        for span in (found.claim, found.phrase, found.reason, found.sentence):
            assert span is None or text[span.start : span.end] == span.quote
