"""Trends of a store say the same as its relations, on SQLite and on PostgreSQL."""

import pytest

from servanda.analysis.trends import TrendQuestion
from servanda.store import Store
from servanda.store.asking_pairs import ask_pairs
from servanda.store.asking_relation import ask_relation
from servanda.store.asking_trends import ask_trends


@pytest.mark.parametrize("by", ["week", "month", "year"])
def test_the_trend_of_a_pair_is_its_relation(filled: Store, by) -> None:
    with filled.reading() as connection:
        pairs = ask_pairs(connection)
        for pair in pairs:
            periods = ask_relation(connection, pair.one, pair.other, "2030-01-01").periods[by]
            told = [
                (p.start, p.cooperation, p.conflict, p.cooperative_intensity, p.conflictual_intensity)
                for p in periods
                if p.cooperation or p.conflict
            ]
            found = ask_trends(connection, TrendQuestion(by, "all", pair.one, pair.other))
            shown = [
                (t.period, t.cooperation, t.conflict, t.cooperative_intensity, t.conflictual_intensity) for t in found
            ]
            assert shown == told
        assert pairs


@pytest.mark.parametrize("of", ["pair", "class", "type"])
def test_parts_add_up_to_the_whole(filled: Store, of) -> None:
    with filled.reading() as connection:
        whole = list(ask_trends(connection, TrendQuestion("month")))
        parts = list(ask_trends(connection, TrendQuestion("month", of)))
        first = list(ask_trends(connection, TrendQuestion("month", of, most=1)))
    assert whole
    for trend in whole:
        mine = [part for part in parts if part.period == trend.period]
        assert sum(part.cooperation for part in mine) == trend.cooperation
        assert sum(part.conflict for part in mine) == trend.conflict
        assert mine[0] == next(one for one in first if one.period == trend.period)
    assert len(first) == len(whole)


def test_days_and_parties_choose(filled: Store) -> None:
    with filled.reading() as connection:
        pair = ask_pairs(connection, 1)[0]
        days = {t.period for t in ask_trends(connection, TrendQuestion("month", "all", pair.one))}
        first = min(days)
        since = list(ask_trends(connection, TrendQuestion("month", "all", pair.one, since=f"{first}-01")))
        until = list(ask_trends(connection, TrendQuestion("month", "all", pair.one, until=f"{first}-31")))
        nobody = list(ask_trends(connection, TrendQuestion("month", "pair", "nobody")))
    assert {t.period for t in since} == days
    assert {t.period for t in until} == {first}
    assert nobody == []
