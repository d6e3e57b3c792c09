"""Corrections: the right figure with its unit, and what it takes the place of."""

import pytest

from servanda.following.memory import follow
from storytelling import only, story

PUMPS = "Denmark will give Ghana 90 generators for its clinics, the Danish Health Minister Lise Holm said on Monday."
GRANT = "Denmark will grant Ghana 90 million euros for a dam at Bui, the Danish Minister Lise Holm said on Monday."
PAID = "Denmark has paid 60 million euros for the dam at Bui in Ghana."
CORRECTED = [
    (
        PUMPS,
        "Ghana has received 60 of the 90 Danish generators.",
        "Ghana has received 40, not 60, of the generators.",
        40,
    ),
    (PUMPS, "Denmark has delivered 60 generators to Ghana.", "Denmark has delivered 45 and not 60 to Ghana.", 45),
    (GRANT, PAID, "Denmark has paid 20 million for the dam at Bui.", 2e7),
    (GRANT, PAID, "In fact Denmark has paid 10 million and not 60 million euros for the dam.", 1e7),
]


@pytest.mark.parametrize(("promise", "wrong", "right", "delivered"), CORRECTED)
def test_a_corrected_figure_without_unit_has_the_unit_before(promise, wrong, right, delivered):
    texts = story(
        ("one", "2030-03-04", "Post", promise),
        ("two", "2030-06-11", "Wire", wrong),
        (
            "three",
            "2030-06-14",
            "Wire",
            f"Correction: our report of Tuesday on the Danish help for Ghana was wrong. {right}",
        ),
    )
    entry = only(follow(texts))
    assert [quantity.value for quantity in entry.delivered] == [delivered]
    assert entry.status == "partially_delivered"


def test_a_figure_without_unit_that_nobody_corrects_is_no_amount():
    texts = story(
        ("one", "2030-03-04", "Post", PUMPS),
        ("two", "2030-06-11", "Wire", "Denmark has delivered on its promise to Ghana in 14 days."),
    )
    assert only(follow(texts)).delivered == ()
