"""Checks: each finds the problem made for it, and none where all is well."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.record import (
    CHECKS,
    Actor,
    Amount,
    Commitment,
    Participant,
    Record,
    Span,
    TimeExpression,
    Why,
    problems_of,
)

TEXT = "Fiji pledged two boats. Tuvalu thanked it in May."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


COMMON: dict[str, Any] = {
    "evidence": span("pledged two boats"),
    "sentence": span("Fiji pledged two boats."),
    "confidence": 0.8,
    "why": Why(span("pledged"), rule="test"),
}
ACTOR = Actor(
    id="actor-1", name="Fiji", type="state", country="FJI", sector=("GOV",), mentions=(span("Fiji"),), **COMMON
)
FIJI = Participant("Fiji", "FJI", ("GOV",), "state", "actor-1", 0, 4, "Fiji")
PLEDGE = Commitment(
    id="commitment-1", act="pledge", by=(FIJI,), to=(), content=span("two boats"), sectors=("transport",), **COMMON
)
DATE = TimeExpression(id="date-1", start=45, end=48, text="May", type="DATE", value="XXXX-05", resolved=None, **COMMON)
SOUND: tuple[Record, ...] = (ACTOR, PLEDGE, DATE)


def changed(record: Record, **fields: object) -> tuple[Record, ...]:
    return tuple(replace(one, **fields) if one is record else one for one in SOUND)  # type: ignore[arg-type]


def found(records: Sequence[Record], text: str = TEXT) -> list[tuple[str, str]]:
    return [(problem.check, problem.record) for problem in problems_of(text, records)]


def test_sound_records_have_no_problem() -> None:
    assert problems_of(TEXT, SOUND) == ()
    assert problems_of("", ()) == ()


@pytest.mark.parametrize(
    ("records", "check", "record"),
    [
        (changed(PLEDGE, content=Span(13, 22, "two ships")), "wrong_quotes", "commitment-1"),
        (changed(PLEDGE, content=Span(13, 99, "two boats")), "wrong_quotes", "commitment-1"),
        (changed(PLEDGE, by=(replace(FIJI, start=1),)), "wrong_quotes", "commitment-1"),
        (changed(PLEDGE, amounts=(Amount(2, "boat", 0, 9, "two boats"),)), "wrong_quotes", "commitment-1"),
        (changed(PLEDGE, why=Why(Span(0, 7, "pledged"), rule="test")), "wrong_quotes", "commitment-1"),
        (changed(ACTOR, mentions=(span("Fiji"), Span(24, 30, "it"))), "wrong_quotes", "actor-1"),
        (changed(DATE, text="June"), "wrong_quotes", "date-1"),
        (changed(PLEDGE, id="date-1"), "repeated_ids", "date-1"),
        (changed(PLEDGE, evidence=span("thanked it")), "evidence_outside_sentence", "commitment-1"),
        (changed(PLEDGE, confidence=1.01), "impossible_confidence", "commitment-1"),
        (changed(PLEDGE, confidence=-0.1), "impossible_confidence", "commitment-1"),
        (changed(PLEDGE, confidence=float("nan")), "impossible_confidence", "commitment-1"),
        (changed(PLEDGE, by=(replace(FIJI, actor="actor-9"),)), "unknown_actors", "commitment-1"),
    ],
)
def test_a_check_finds_what_is_wrong(records: Sequence[Record], check: str, record: str) -> None:
    assert found(records) == [(check, record)]


def test_every_check_is_tried_above() -> None:
    marks = test_a_check_finds_what_is_wrong.pytestmark  # type: ignore[attr-defined]
    assert {check.__name__ for check in CHECKS} == {case[1] for case in marks[0].args[1]}


def test_a_participant_without_actor_is_no_problem() -> None:
    assert found(changed(PLEDGE, by=(replace(FIJI, actor=None),))) == []


def test_a_problem_says_what_is_wrong() -> None:
    (problem,) = problems_of(TEXT, changed(PLEDGE, content=Span(13, 22, "two ships")))
    assert problem.message == "text[13:22] is not 'two ships'"


def test_only_the_checks_asked_for_are_run() -> None:
    assert problems_of(TEXT, changed(PLEDGE, confidence=2.0), checks=CHECKS[:1]) == ()


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)), st.text(max_size=9))
def test_any_words_but_those_of_the_text_are_found(start: int, end: int, quote: str) -> None:
    wrong = found(changed(PLEDGE, content=Span(start, end, quote)))
    assert (wrong == []) == (TEXT[start:end] == quote)


@given(st.floats())
def test_confidence_is_sound_from_nought_to_one(confidence: float) -> None:
    assert (found(changed(PLEDGE, confidence=confidence)) == []) == (0 <= confidence <= 1)


@given(st.text(max_size=60))
def test_the_records_of_another_text_are_found(text: str) -> None:
    if text != TEXT:
        assert any(check == "wrong_quotes" for check, _ in found(SOUND, text)) or text[:48] == TEXT[:48]
