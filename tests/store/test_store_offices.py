"""Offices that texts tell, and packaged knowledge beside them."""

import pytest
from contents import fill

from servanda.sources import Document
from servanda.sources.found import Found
from servanda.store.adding import prepare_some
from servanda.store.asking_offices import ask_actors
from servanda.store.deciding import Person, take_down

TEXTS = (
    ("a", "2026-03-04", "Kenyan Foreign Minister Amina Odhiambo met Russian Foreign Minister Sergei Lavrov in Moscow."),
    ("b", "2026-06-10", "Kenyan Foreign Minister Amina Odhiambo said on Monday that she would not resign."),
    ("c", "2026-05-05", "Kenyan Foreign Minister Peter Otieno visited Ghana."),
    ("d", "2026-05-20", "Kenyan Foreign Minister Peter Otieno left Ghana. He was tired."),
)


@pytest.fixture(scope="module")
def telling():
    found = [Found(Document(name, words, published=day), "line", name, True) for name, day, words in TEXTS]
    return tuple(prepare_some(found, "2026-07-01T00:00:00+00:00"))


def test_an_unknown_minister_is_learned_from_texts(store, telling) -> None:
    fill(store, [telling])
    with store.reading() as connection:
        (card,) = ask_actors(connection, "Odhiambo")
        assert ask_actors(connection, "Odhiambo", "2024")[0].offices == ()
    (row,) = card.offices
    assert (card.name, card.country, card.sectors) == ("Amina Odhiambo", "KEN", ("GOV",))
    assert (row.from_, row.until, row.reports, row.of) == ("2026-03-04", "2026-06-10", 2, "KEN")
    assert row.seen[-1].sentence == TEXTS[1][2]
    words = TEXTS[0][2][row.seen[0].start : row.seen[0].end]
    assert "Amina Odhiambo" in words


def test_a_state_shows_who_held_its_offices_and_what_contradicts(store, telling) -> None:
    fill(store, [telling])
    with store.reading() as connection:
        (kenya,) = ask_actors(connection, "Kenya", "2026-05")
    people = [row.person for row in kenya.offices]
    assert {"Amina Odhiambo", "Peter Otieno", "William Ruto"} <= set(people)
    clashing = [{people[c.one], people[c.other]} for c in kenya.contradictions]
    assert {"Amina Odhiambo", "Peter Otieno"} in clashing


def test_what_is_taken_down_teaches_nothing(store, telling) -> None:
    fill(store, [telling[:1]])
    take_down(store, 1, Person("me", "asked for"))
    with store.reading() as connection:
        assert ask_actors(connection, "Odhiambo") == []


def test_without_a_store_knowledge_answers() -> None:
    (card,) = ask_actors(None, "Lavrov", "2014-03")
    assert [(row.person, row.of, row.checked) for row in card.offices] == [("Sergei Lavrov", "RUS", "2025-06")]
    assert "line" in card.offices[0].source
    (france,) = ask_actors(None, "FRA", "2015")
    assert "François Hollande" in [row.person for row in france.offices]
    assert ask_actors(None, "Emmanuel Macron")[0].country == "FRA"
    assert ask_actors(None, "United Nations", "2015")[0].offices[0].person == "Ban Ki-moon"
