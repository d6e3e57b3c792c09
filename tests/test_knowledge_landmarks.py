"""Dated landmarks: their facts, and how texts refer to them."""

import re
from pathlib import Path

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.codebook.tables import VocabularyError
from servanda.knowledge.landmarks import KINDS, find_landmarks, load_landmarks

HEADER = "id\tdate\tkind\tlabel\tcountries\tphrases\n"
NOT_ISO = {"KOS"}
WORDS = ("fall", "of", "the", "former", "President", "'s", "Assad", "Hosni", ".", ",", "War")


@pytest.mark.parametrize(
    ("text", "words", "date"),
    [
        ("fall of former Syrian leader Bashar al-Assad", "fall of former Syrian leader Bashar al-Assad", "2024-12-08"),
        ("ouster of longtime President Hosni Mubarak,", "ouster of longtime President Hosni Mubarak", "2011-02-11"),
        ("since Assad’s fall", "Assad’s fall", "2024-12-08"),
        ("the fall of the Assad regime", "fall of the Assad regime", "2024-12-08"),
        ("before the FALL OF THE BERLIN WALL", "FALL OF THE BERLIN WALL", "1989-11-09"),
        ("since the start of the war in Ukraine", "start of the war in Ukraine", "2022-02-24"),
        ("killing of Iranian General Qassem Soleimani", "killing of Iranian General Qassem Soleimani", "2020-01-03"),
        ("under the 1995 Dayton Accords", "Dayton Accords", "1995-11-21"),
        ("the Camp David Accords of 1978", "Camp David Accords", "1978-09-17"),
        ("the Good Friday Agreement holds", "Good Friday Agreement", "1998-04-10"),
        ("after 9/11", "9/11", "2001-09-11"),
        ("the Soviet Union's collapse", "Soviet Union's collapse", "1991-12-26"),
        ("the death of Hugo Chavez", "death of Hugo Chavez", "2013-03-05"),
        ("the Elysée Treaty", "Elysée Treaty", "1963-01-22"),
    ],
)  # fmt: skip
def test_a_phrase_leads_to_its_date(text: str, words: str, date: str) -> None:
    ((start, end, landmark),) = find_landmarks(text)
    assert text[start:end] == words
    assert landmark.date == date


@pytest.mark.parametrize(
    "text",
    [
        "the fall of prices",
        "since the start of the war",
        "the fall of a man who knew the brother of the cook of Assad",
        "the death of six very old and quite unknown men and Hugo Chavez",
        "",
    ],
)
def test_other_words_lead_nowhere(text: str) -> None:
    assert find_landmarks(text) == []


def test_the_longest_phrase_wins_and_none_overlap() -> None:
    text = "From the Second Nagorno-Karabakh War to the fall of Kabul and the fall of Kabul to the Taliban."
    found = find_landmarks(text)
    assert [text[start:end] for start, end, _ in found] == [
        "Second Nagorno-Karabakh War", "fall of Kabul", "fall of Kabul to the Taliban",
    ]  # fmt: skip


def test_the_list_is_large_and_sound() -> None:
    landmarks = load_landmarks()
    assert len(landmarks) >= 320
    assert {landmark.kind for landmark in landmarks.values()} == KINDS
    known = {country.alpha_3 for country in pycountry.countries} | NOT_ISO
    for landmark in landmarks.values():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", landmark.id), landmark
        assert 1945 <= int(landmark.date[:4]) <= 2025, landmark
        assert set(landmark.countries) <= known, landmark
        assert landmark.phrases, landmark


def test_every_phrase_leads_to_its_own_landmark() -> None:
    for landmark in load_landmarks().values():
        for phrase in landmark.phrases:
            assert landmark.id in {found.id for _, _, found in find_landmarks(phrase)}, phrase


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("two\t2024-13\tfall\tTwo\tSYR\ttwo", "date"),
        ("two\t2024\tjoy\tTwo\tSYR\ttwo", "kind"),
        ("two\t2024\tfall\tTwo\tSyria\ttwo", "countries"),
        ("one\t2024\tfall\tOne\tSYR\tuna", "id one stands twice"),
        ("two\t2024\tfall\tTwo\tSYR\tFall of the One", "already stands"),
        ("two\t2024\tfall\tTwo\tSYR\t", "phrases is empty"),
        ("two\t2024\tfall\tTwo\tSYR\t...", "no words"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(tmp_path: Path, row: str, problem: str) -> None:
    path = tmp_path / "landmarks.tsv"
    path.write_text(f"{HEADER}one\t2024-12-08\tfall\tOne\tSYR\tfall of One\n{row}\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=rf"landmarks\.tsv, line 3: .*{problem}"):
        load_landmarks(path)


@given(st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_spans_lie_in_order_in_any_text(text: str) -> None:
    ends = [0]
    for start, end, _ in find_landmarks(text):
        assert ends[-1] <= start < end <= len(text)
        ends.append(end)
