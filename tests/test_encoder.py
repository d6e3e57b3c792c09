"""The encoder: where its marks go, and that what it says depends on the texts alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.encoder import Passage, load_encoder
from servanda.encoder.encoder import DATA
from servanda.encoder.marks import FIRST, LAST, MARKS, WordPieces

PIECES = WordPieces(DATA / "vocabulary.json")
TEXT = "Kenyan troops shelled a camp of the rebels near Kismayo on Tuesday."
SHELLED = Passage(TEXT, (0, 13), (22, 41), (14, 21))
OPEN = {opening for opening, _ in MARKS.values()}
CLOSE = {closing for _, closing in MARKS.values()}


def between(ids: list[int], part: str) -> list[int]:
    opening, closing = MARKS[part]
    return [i for i in ids[ids.index(opening) + 1 : ids.index(closing)] if i not in OPEN | CLOSE]


def test_each_mark_encloses_the_pieces_of_its_words() -> None:
    (ids,) = PIECES.ids([SHELLED])
    for part, words in (("source", "Kenyan troops"), ("cue", "shelled"), ("target", "a camp of the rebels")):
        assert between(ids, part) == PIECES.ids([Passage(words)])[0][1:-1]
    assert [i for i in ids if i not in OPEN | CLOSE] == PIECES.ids([Passage(TEXT)])[0]


def test_a_long_passage_is_cut_around_its_marks() -> None:
    long = "Talk went on. " * 200
    text = long + TEXT + long
    moved = [(s[0] + len(long), s[1] + len(long)) for s in ((0, 13), (22, 41), (14, 21))]
    (ids,) = PIECES.ids([Passage(text, *moved)])
    assert len(ids) <= PIECES.longest
    assert between(ids, "cue") == PIECES.ids([Passage("shelled")])[0][1:-1]


SPANS = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda s: (s[0], s[0] + s[1]))


@given(st.text(st.characters(), max_size=80), st.none() | SPANS, st.none() | SPANS, st.none() | SPANS)
@settings(max_examples=200, deadline=None)
def test_any_passage_has_its_ends_and_pairs_of_marks(text: str, source, target, cue) -> None:
    (ids,) = PIECES.ids([Passage(text, source, target, cue)])
    assert ids[0] == FIRST
    assert ids[-1] == LAST
    assert len(ids) <= PIECES.longest
    for opening, closing in MARKS.values():
        assert ids.count(opening) == ids.count(closing)
        assert opening not in ids or ids.index(opening) < ids.index(closing)


def test_scores_sum_to_one_and_name_the_plain_event() -> None:
    (scores,) = load_encoder().judge([SHELLED])
    assert sum(scores.types.values()) == pytest.approx(1, abs=1e-4)
    assert sum(scores.statuses.values()) == pytest.approx(1, abs=1e-4)
    assert max(scores.types, key=scores.types.__getitem__) == "ASSAULT"


def test_what_stands_beside_a_text_in_a_batch_hardly_matters() -> None:
    others = [Passage("Chad and Niger signed a treaty. " * n) for n in range(1, 9)]
    alone = load_encoder().judge([SHELLED])[0].types
    beside = load_encoder().judge([*others, SHELLED])[-1].types
    assert max(abs(alone[t] - beside[t]) for t in alone) < 0.05


def test_vectors_are_near_where_texts_mean_much_the_same() -> None:
    texts = ["The grain corridor was reopened.", "Wheat ships may sail again.", "The striker scored twice."]
    vectors = load_encoder().vectors(texts)
    assert vectors.shape == (3, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-3)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]


def test_no_texts_give_nothing() -> None:
    assert load_encoder().judge([]) == []
    assert load_encoder().vectors([]).shape == (0, 384)
