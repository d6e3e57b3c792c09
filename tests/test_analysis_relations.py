from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.analysis.changes import change_points, penalty_of
from servanda.analysis.relations import CommitmentRow, EventRow, StatementRow, relation


def event(number, day, intensity, story=None, source="RUS", target="SYR", status="occurred"):
    quad = "verbal cooperation" if intensity > 0 else "material conflict"
    kind = "CONSULT" if intensity > 0 else "ASSAULT"
    return EventRow(
        f"event-{number}",
        f"doc-{number}",
        story or f"story-{number}",
        day,
        source,
        target,
        kind,
        None,
        quad,
        intensity,
        status,
        "...",
    )


def test_reports_of_one_happening_count_once_and_plans_not_at_all():
    rows = [
        event(1, "2024-02-01", 3.0, "s"),
        event(2, "2024-02-02", 4.0, "s"),
        event(3, "2024-02-03", 3.0, status="planned"),
    ]
    months = relation(rows, "RUS", "SYR").periods["month"]
    assert [(m.start, m.cooperation, m.cooperative_intensity, m.conflict) for m in months] == [("2024-02", 1, 4.0, 0)]


def test_periods_without_events_are_there_with_zeros():
    rows = [
        event(1, "2023-12-30", 3.0),
        event(2, "2024-02-01", -7.0, source="SYR", target="RUS"),
        event(3, "2024-02-01", 2.0, target="USA"),
    ]
    found = relation(rows, "RUS", "SYR").periods
    assert [(m.start, m.cooperation, m.conflict) for m in found["month"]] == [
        ("2023-12", 1, 0),
        ("2024-01", 0, 0),
        ("2024-02", 0, 1),
    ]
    assert [week.start for week in found["week"]] == [
        "2023-W52",
        "2024-W01",
        "2024-W02",
        "2024-W03",
        "2024-W04",
        "2024-W05",
    ]
    assert [(y.start, y.balance) for y in found["year"]] == [("2023", 3.0), ("2024", -7.0)]


def test_a_turn_is_dated_and_names_the_events_that_made_it():
    good = [event(n, f"2023-{n:02}-10", 4.0 + 0.1 * (n % 2)) for n in range(1, 13)]
    bad = [event(20 + n, f"2024-{n:02}-10", -8.0 - 0.1 * (n % 2)) for n in range(1, 13)]
    turns = relation([*good, *bad], "SYR", "RUS").turning_points
    assert [(turn.start, turn.events) for turn in turns] == [("2024-01", ("event-21",))]
    assert turns[0].before > 0 > turns[0].after


def test_what_is_owed_and_said_both_ways():
    owed = CommitmentRow("entry-1", "RUS", "SYR", "pledge", "wheat", "announced", None, closed=False)
    said = StatementRow("s-1", "doc-1", "2024-01-01", "SYR", "RUS", "a friend")
    found = relation([], "RUS", "SYR", [owed, replace(owed, entry="entry-2", closed=True)], [said])
    assert (found.owed_by_one, found.owed_by_other) == ((owed,), ())
    assert (found.said_by_one, found.said_by_other) == ((), (said,))
    assert found.periods == {"week": (), "month": (), "year": ()}


@pytest.mark.parametrize("series", [[], [1.0], [5.0] * 30, [0.0, 1.0] * 20])
def test_a_level_series_has_no_change(series):
    assert change_points(series) == ()


def cost(series, edges):
    parts = (series[a:b] for a, b in pairwise(edges))
    return sum(sum((x - sum(part) / len(part)) ** 2 for x in part) for part in parts)


@given(st.lists(st.integers(-5, 5).map(float), min_size=4, max_size=11))
def test_the_cuts_are_those_that_a_search_through_all_finds_best(series):
    n, penalty = len(series), penalty_of(series)
    every = (cuts for size in range(n // 2) for cuts in combinations(range(2, n - 1), size))
    allowed = [cuts for cuts in every if all(b - a >= 2 for a, b in zip((0, *cuts), (*cuts, n), strict=True))]
    best = min(cost(series, (0, *cuts, n)) + penalty * len(cuts) for cuts in allowed)
    found = change_points(series)
    assert cost(series, (0, *found, n)) + penalty * len(found) == pytest.approx(best, abs=1e-6)
