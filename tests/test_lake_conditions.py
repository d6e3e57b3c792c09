"""Conditions on documents of a lake: what is written is read, and never passed on as it stands."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.lake.conditions import COLUMNS, Condition, ConditionError, parse_condition


@pytest.mark.parametrize(
    ("text", "sql", "values"),
    [
        ("source = 'Post'", "(source IS NOT NULL AND source = ?)", ("Post",)),
        ('SOURCE = "The ""Post"""', "(source IS NOT NULL AND source = ?)", ('The "Post"',)),
        ("month>=2024-05", "(month IS NOT NULL AND month >= ?)", ("2024-05",)),
        ("day < '2024-05-14'", "(day IS NOT NULL AND day < CAST(? AS DATE))", ("2024-05-14",)),
        ("title like '%grain%'", "(title IS NOT NULL AND title ILIKE ?)", ("%grain%",)),
        ("type in (MEET, 'MAKE A VISIT')", None, ("MEET", "MAKE A VISIT")),
        ("class = 'verbal conflict'", "key IN (SELECT document FROM events WHERE quad = ?)", ("verbal conflict",)),
        ("not id = 7", "NOT ((id IS NOT NULL AND id = ?))", ("7",)),
        ("id != 7", "NOT ((id IS NOT NULL AND id = ?))", ("7",)),
        ("id not in (7, 8)", None, ("7", "8")),
    ],
)
def test_what_a_condition_becomes(text, sql, values):
    made = parse_condition(text)
    assert made.values == values
    assert made.sql.count("?") == len(values)
    assert sql is None or made.sql == sql


def test_and_binds_more_than_or_and_brackets_more_than_both():
    def shape(text):
        made = parse_condition(text).sql
        for name in ("id", "url", "key"):
            made = made.replace(f"({name} IS NOT NULL AND {name} = ?)", name)
        return made

    assert shape("id=1 or url=2 and key=3") == "(id OR (url AND key))"
    assert shape("(id=1 or url=2) and key=3") == "((id OR url) AND key)"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "ends where a column"),
        ("sourc = 'Post'", "no column sourc. Did you mean source? There are id, key, day"),
        ("1 = 1", "no column 1"),
        ("source 'Post'", "compares nothing"),
        ("source =", "ends where a value"),
        ("source = 'Post", 'cannot read "\'Post"'),
        ("source = 'a' title = 'b'", "join comparisons with and, or"),
        ("(source = 'a'", "not closed"),
        ("day = 'May 2024'", "write a day as '2024-05-14'"),
        ("party in 'RUS'", "list in brackets"),
        ("party in ('RUS'", "not closed"),
        ("party not = 'RUS'", "after party not comes in or like"),
        ("source = ,", "put it in quotes"),
        ("source = 'x'; drop table documents", "join comparisons"),
        ("not " * 5000 + "id = 1", "no more than"),
        ("key in (select document from events)", "not closed"),
    ],
)
def test_a_condition_that_cannot_be_read_says_what_to_write(text, told):
    with pytest.raises(ConditionError, match=re.escape(told)):
        parse_condition(text)


@given(st.text(max_size=60))
def test_any_text_is_a_condition_or_an_error(text):
    try:
        made = parse_condition(text)
    except ConditionError:
        return
    assert isinstance(made, Condition)


WORDS = st.sampled_from(
    [*COLUMNS, "and", "or", "not", "in", "like", "(", ")", ",", "=", "!=", "<", "'x'", "2024-05-14"]
)


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_every_value_has_its_question_mark(text):
    try:
        made = parse_condition(text)
    except ConditionError:
        return
    assert made.sql.count("?") == len(made.values)
    assert "'x'" not in made.sql


@given(st.text(min_size=1, max_size=30).filter(lambda value: "\n" not in value))
def test_a_value_in_quotes_is_what_it_says(value):
    quoted = value.replace("'", "''")
    assert parse_condition(f"source = '{quoted}'").values == (value,)
