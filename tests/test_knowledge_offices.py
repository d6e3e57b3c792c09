"""Offices and the words beside them."""

from pathlib import Path

import pytest

from servanda.codebook.tables import VocabularyError
from servanda.knowledge.offices import load_offices, load_standings, office_named, standing_of, surface_forms


def write(path: Path, header: str, *rows: str) -> Path:
    """A table; cells are separated by semicolons here."""
    path.write_text("\n".join(line.replace(";", "\t") for line in (header, *rows)) + "\n")
    return path


def test_there_are_enough() -> None:
    assert len(load_offices()) >= 200
    assert len(surface_forms()) >= len(load_offices())


def test_every_title_is_found_as_it_stands() -> None:
    for title, office in load_offices().items():
        assert office_named(title) == office
        assert office_named(f"the {title.title()}") is not None, title


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("President", "head_of_state"), ("interim president", "head_of_state"), ("president-elect", "head_of_state"),
        ("then-Prime Minister", "head_of_government"), ("Russian Foreign Minister", "foreign_minister"),
        ("minister of foreign affairs", "foreign_minister"), ("Secretary for Foreign Affairs", "foreign_minister"),
        ("deputy information minister", "deputy_minister"), ("Deputy Defense Secretary", "deputy_minister"),
        ("minister for youth and sport", "minister"), ("fisheries minister", "minister"),
        ("ambassador to the United Nations", "ambassador"), ("Chargé d’affaires", "ambassador"),
        ("spokesman for the prime minister", "spokesperson"), ("the prime minister's spokeswoman", "spokesperson"),
        ("Lt. Gen.", "military_rank"), ("Senator", "legislator"), ("UN Secretary-General", "igo_head"),
        ("governor", "governor"), ("central bank governor", "central_banker"), ("Ayatollah", "religious_leader"),
        ("supreme leader", "supreme_leader"), ("rebel commander", "rebel_leader"), ("Mr.", "honorific"),
        ("Emir", "monarch"), ("chief negotiator", "negotiator"), ("deputy president", "deputy_head_of_state"),
        ("leader of the opposition", "opposition_leader"), ("police chief", "police_chief"),
        ("table", None), ("", None), ("International Court of Justice", None),
    ],
)  # fmt: skip
def test_examples(text: str, canonical: str | None) -> None:
    found = office_named(text)
    assert (found.canonical if found else None) == canonical


def test_a_deputy_that_is_not_listed_keeps_the_words_of_the_text() -> None:
    office = office_named("Syrian deputy information minister")
    assert office is not None
    assert (office.title, office.sectors) == ("deputy information minister", ("GOV",))


def test_personal_titles_go_before_names() -> None:
    offices = load_offices()
    assert offices["president"].personal
    assert not offices["minister of defence"].personal


@pytest.mark.parametrize(
    ("word", "standing"),
    [
        ("interim", "interim"), ("Caretaker", "interim"), ("acting", "acting"), ("-elect", "elect"),
        ("designate", "elect"),
        ("incoming", "elect"), ("outgoing", "current"), ("former", "former"), ("ex-president", "former"),
        ("then", "former"), ("president-elect", "elect"), ("vice-president", None), ("president", None),
    ],
)  # fmt: skip
def test_standings(word: str, standing: str | None) -> None:
    assert standing_of(word) == standing


@pytest.mark.parametrize(
    ("rows", "line", "problem"),
    [
        (["King;monarch;GOV;national;yes"], 2, "lower case"),
        (["king;monarch;GOV;world;yes"], 2, "level is 'world'"),
        (["king;monarch;GOV;national;maybe"], 2, "personal is 'maybe'"),
        (["king;monarch;Gov;national;yes"], 2, "sector is 'Gov'"),
        (["king;;GOV;national;yes"], 2, "canonical is empty"),
        (["king;monarch;GOV;national;yes", "king;monarch;GOV;national;yes"], 3, "stands twice"),
        (["king;monarch"], 2, "2 cells"),
    ],
)
def test_malformed_offices_are_refused(tmp_path: Path, rows: list[str], line: int, problem: str) -> None:
    path = write(tmp_path / "offices.tsv", "title;canonical;sector;level;personal", *rows)
    with pytest.raises(VocabularyError, match=problem) as refused:
        load_offices(path)
    assert (refused.value.file, refused.value.line) == ("offices.tsv", line)


@pytest.mark.parametrize(
    ("rows", "line", "problem"),
    [(["ex;gone"], 2, "standing is 'gone'"), (["ex;former", "ex;former"], 3, "stands twice"), (["ex;"], 2, "empty")],
)
def test_malformed_standings_are_refused(tmp_path: Path, rows: list[str], line: int, problem: str) -> None:
    path = write(tmp_path / "standings.tsv", "word;standing", *rows)
    with pytest.raises(VocabularyError, match=problem) as refused:
        load_standings(path)
    assert (refused.value.file, refused.value.line) == ("standings.tsv", line)
