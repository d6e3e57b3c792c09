"""Sentences found by what they mean, in the exact sentence."""

import numpy as np
import pytest
from sqlalchemy import func, select

from servanda.encoder import load_encoder
from servanda.store.deciding import Person, take_down
from servanda.store.meaning import SCALE, make_vectors, packed_vectors, search_meaning, waiting
from servanda.store.redrawing import redraw
from servanda.store.schema import sentence_vectors
from servanda.store.searching import Search
from texts import STORY


@pytest.fixture
def ready(filled):
    make_vectors(filled, load_encoder())
    return filled


def ask(store, words: str, **filters):
    (vector,) = load_encoder().vectors([words])
    with store.reading() as connection:
        return search_meaning(connection, Search(words, **filters), vector)


def test_other_words_find_the_sentence(ready) -> None:
    hits = ask(ready, "Tokyo stops giving food")
    by_id = {name: words for name, _, _, words in STORY}
    assert hits[0].id == "rice-4"
    assert all(hit.sentence == by_id[hit.id][hit.start : hit.end] for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.id for hit in hits}) == len(hits)


def test_filters_hold(ready) -> None:
    assert {hit.id for hit in ask(ready, "grain", by="RUS")} == {"grain-1", "grain-2"}
    assert {hit.id for hit in ask(ready, "rice", since="2023")} == {"rice-4"}
    assert len(ask(ready, "rice", most=2)) == 2


def test_only_what_is_new_is_read(ready) -> None:
    with ready.reading() as connection:
        assert waiting(connection) == 0
    told: list[int] = []
    make_vectors(ready, load_encoder(), told.append)
    assert told == []
    with ready.writing() as connection:
        redraw(connection, 1)
    make_vectors(ready, load_encoder(), told.append)
    assert told == [1]


def test_what_is_taken_down_is_not_found(ready) -> None:
    number = next(n for n, row in enumerate(STORY, 1) if row[0] == "rice-4")
    take_down(ready, number, Person("me", "asked for"))
    assert "rice-4" not in {hit.id for hit in ask(ready, "Japan suspended its rice aid")}
    with ready.reading() as connection:
        assert waiting(connection) == 0
        assert connection.execute(select(func.count()).select_from(sentence_vectors)).scalar() == len(STORY) - 1


def test_bytes_keep_the_likeness() -> None:
    vectors = load_encoder().vectors(["Kenya signed.", "Kenya has signed the treaty.", "Rain fell."])
    kept = packed_vectors(vectors).astype(np.float32) / SCALE
    assert np.abs(kept @ kept.T - vectors @ vectors.T).max() < 0.02
