"""Histories as pictures and pages: places on the line, shapes, what contradicts what."""

from dataclasses import replace

import pytest

from servanda.following.claim import Claim, Quantity
from servanda.following.entries import Entry, fold
from servanda.following.standing import as_of
from servanda.record import Date, Span
from servanda.web.views.entry import entry_view
from servanda.web.views.timeline import shape_of, timeline_of, words_of

SENTENCE = Span(0, 30, "Kenya sent the maize at last.")


def claim(nth: int, day: str, status: str, source: str = "Wire", **other: object) -> Claim:
    made = Claim(
        id=f"claim-{nth}", document=f"doc-{nth}", source=source, published=day, record=None, act=None, status="announced",
        by=(), to=(), seen=("KEN", "SOM"), named=("KEN", "SOM"), matter=("maiz",), context=(), lead=(), places=(),
        content="send 500 tonnes of maize", sectors=("food",), amounts=(), due=None, until=None, condition=None,
        refers_to=None, evidence=Span(0, 10, "Kenya sent"), sentence=SENTENCE, place=0, date=None, claimed_by=None,
        denied=False, recalled=False, corrects=False, central=True, whole=False, confidence=0.9,
    )  # fmt: skip
    return replace(made, status=status, **other)  # type: ignore[arg-type]


def standing(*claims: Claim, day: str = "2024-06-01") -> Entry:
    found = as_of(fold("entry-1", claims), day)
    assert found is not None
    return found


PLEDGE = claim(
    1, "2024-01-10", "announced", act="pledge", by=("KEN",), to=("SOM",), due=Date.of("2024-03"),
    amounts=(Quantity(500000.0, "kg"),),
)  # fmt: skip
DELIVERED = claim(2, "2024-03-28", "delivered")
BROKEN = claim(3, "2024-03-28", "broken", "Post")


def test_steps_stand_in_order_and_the_flag_at_the_last_day_due() -> None:
    line = timeline_of(standing(PLEDGE, DELIVERED), "2024-06-01")
    assert [p.status for p in line.points] == ["announced", "delivered"]
    assert [p.day for p in line.points] == ["2024-01-10", "2024-03-28"]
    assert line.due is not None
    assert line.points[0].x < line.points[1].x < line.due
    assert (line.first, line.last, line.late) == ("2024-01-10", "2024-03-31", False)


def test_what_is_late_runs_on_to_the_day() -> None:
    line = timeline_of(standing(PLEDGE), "2024-06-01")
    assert line.late
    assert line.due is not None
    assert line.now is not None
    assert line.due < line.now <= line.width


def test_many_steps_of_one_day_do_not_hide_each_other_or_leave_the_line() -> None:
    steps = [
        claim(n, "2024-02-01", status) for n, status in enumerate(("agreed", "in_progress", "stalled", "resumed"), 10)
    ]
    line = timeline_of(standing(PLEDGE, *steps), "2024-06-01")
    places = [p.x for p in line.points]
    assert places == sorted(set(places))
    assert 0 <= places[0] <= places[-1] <= line.width


def test_steps_without_a_day_are_drawn_too() -> None:
    undated = replace(PLEDGE, published=None, due=None)
    assert len(timeline_of(standing(undated), "2024-06-01").points) == 1


def test_years_are_marked_on_a_long_line() -> None:
    line = timeline_of(standing(PLEDGE, claim(4, "2030-05-01", "delivered"), day="2031-01-01"), "2031-01-01", 720.0)
    years = [tick.year for tick in line.ticks]
    assert years == sorted(years)
    assert 2026 in years


def test_the_history_in_words() -> None:
    assert words_of(standing(PLEDGE, DELIVERED)) == "2024-01-10 announced, 2024-03-28 delivered"


@pytest.mark.parametrize(
    ("status", "shape"),
    [
        ("announced", "begun"),
        ("partially_delivered", "moving"),
        ("delivered", "kept"),
        ("suspended", "held"),
        ("broken", "failed"),
    ],
)
def test_shapes_say_it_without_colour(status: str, shape: str) -> None:
    assert shape_of(status) == shape


def test_contradicting_claims_stand_side_by_side() -> None:
    entry = standing(PLEDGE, DELIVERED, BROKEN)
    view = entry_view(entry, "2024-06-01", {})
    assert "disputed" in entry.computed
    assert [{a.step.status, b.step.status} for a, b in view.disputes] == [{"delivered", "broken"}]


def test_a_denial_stands_beside_what_it_denies() -> None:
    view = entry_view(
        standing(PLEDGE, DELIVERED, claim(5, "2024-03-29", "delivered", "Post", denied=True)), "2024-06-01", {}
    )
    assert [(a.step.denied, b.step.denied) for a, b in view.disputes] == [(False, True)]


def test_sentences_are_cut_around_their_evidence() -> None:
    step = entry_view(standing(PLEDGE), "2024-06-01", {"doc-1": {"title": "Maize"}}).steps[0]
    assert step.before + step.evidence + step.after == SENTENCE.quote
    assert step.document["title"] == "Maize"


def test_progress_is_the_part_delivered() -> None:
    part = claim(6, "2024-02-20", "partially_delivered", amounts=(Quantity(125000.0, "kg"),))
    progress = entry_view(standing(PLEDGE, part), "2024-06-01", {}).progress
    assert [(p.unit, p.share) for p in progress] == [("kg", 0.25)]
