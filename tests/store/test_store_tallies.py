"""Tallies of pairs say what their relations say, whatever is added, decided and taken away, on SQLite and on PostgreSQL."""

import pytest
from contents import fill
from sqlalchemy import Connection, delete, select

from servanda.analysis.relations import days_of
from servanda.sources import Document
from servanda.sources.found import Found
from servanda.store import Store, deciding, schema
from servanda.store.adding import prepare_some
from servanda.store.asking_pairs import ask_pairs
from servanda.store.asking_relation import ask_course, ask_happenings, ask_relation
from servanda.store.following_up import follow_up
from servanda.store.preparing import Prepared
from servanda.store.tallies import tally_days, tally_pairs

LATER = "2030-01-01"
SOMEBODY = deciding.Person("mara", "because")
SIGNED = "Ukraine and Russia signed an agreement with Turkey on a grain corridor in Istanbul. Ukraine thanked Turkey."
TOLD = (
    ("one", "2022-07-22", "Bosphorus Post", SIGNED),
    ("other", "2022-07-22", "Meridian Wire", f"{SIGNED} Ships may sail from Odesa in August."),
    ("third", "2022-07-23", "Indian Ocean Dispatch", f"{SIGNED} Kenya welcomed it."),
    (
        "later",
        "2022-10-29",
        "Bosphorus Post",
        "Russia suspended its part in the grain corridor. Ukraine condemned Russia.",
    ),
)


@pytest.fixture(scope="session")
def retold() -> list[Prepared]:
    """Documents of which three tell the same happening."""
    found = [
        Found(Document(name, words, title="Grain", published=day, source=source), "line", f"docs, line {n}", True)
        for n, (name, day, source, words) in enumerate(TOLD, 1)
    ]
    return prepare_some(found, "2026-01-01T00:00:00+00:00")


@pytest.fixture
def told(store: Store, retold: list[Prepared]) -> Store:
    fill(store, [[one] for one in retold])
    return store


def tallied(connection: Connection) -> list[tuple]:
    """Return the tallies of pairs, in all and by day; a day with zeros is as good as none."""
    days = connection.execute(select(schema.pair_days).order_by("low", "high", "day"))
    return [
        *(tuple(row) for row in connection.execute(select(schema.pairs).order_by("low", "high"))),
        *(tuple(row) for row in days if row.cooperation or row.conflict or row.cooperative or row.conflictual),
    ]


def counted_anew(store: Store) -> list[tuple]:
    with store.writing() as connection:
        connection.execute(delete(schema.pairs))
        connection.execute(delete(schema.pair_days))
        tally_pairs(connection)
        tally_days(connection)
        return tallied(connection)


@pytest.mark.parametrize("by", ["week", "month", "year"])
def test_the_course_of_a_pair_is_told_by_its_tallies_as_by_its_events(told: Store, by: str) -> None:
    with told.reading() as connection:
        for pair in ask_pairs(connection):
            course = ask_course(connection, pair.one, pair.other, by)
            whole = ask_relation(connection, pair.one, pair.other, LATER)
            assert course.periods == whole.periods[by]
            assert course.turning_points == whole.turning_points
            for period in course.periods:
                happened = ask_happenings(connection, pair.one, pair.other, *days_of(period.start))
                assert len(happened) == period.cooperation + period.conflict


def test_what_several_reports_tell_counts_once(told: Store) -> None:
    with told.reading() as connection:
        reports = connection.execute(select(schema.dyads.c.nth)).all()
        pairs = ask_pairs(connection)
        for pair in pairs:
            years = ask_relation(connection, pair.one, pair.other, LATER).periods["year"]
            assert sum(year.cooperation for year in years) == pair.cooperation
            assert sum(year.conflict for year in years) == pair.conflict
            assert sum(year.balance for year in years) == pytest.approx(pair.balance)
    assert 0 < sum(pair.events for pair in pairs) < len(reports)


def test_what_is_kept_up_is_what_counting_anew_gives(told: Store) -> None:
    with told.reading() as connection:
        m, d = schema.story_members.c, schema.documents.c
        query = select(d.key, d.number, m.story).join(schema.story_members, m.document == d.number)
        first, *others = connection.execute(query.where(d.title == "Grain").order_by(d.day, d.key)).all()
        together = tallied(connection)
    assert others[0].story == first.story
    assert counted_anew(told) == together

    deciding.split_story(told, first.story, [others[0].key], SOMEBODY)
    follow_up(told)
    with told.reading() as connection:
        apart = tallied(connection)
    assert apart != together
    assert counted_anew(told) == apart

    deciding.take_down(told, others[0].number, SOMEBODY)
    follow_up(told)
    with told.reading() as connection:
        fewer = tallied(connection)
    assert fewer != apart
    assert counted_anew(told) == fewer
