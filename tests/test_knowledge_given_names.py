"""Given names and the gender they tell."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.codebook.tables import VocabularyError
from servanda.knowledge.given_names import GENDERS, gender_of, is_given_name, load_given_names


def write(path: Path, *rows: str) -> Path:
    """A table of names; cells are separated by semicolons here."""
    path.write_text("\n".join(row.replace(";", "\t") for row in rows) + "\n", encoding="utf-8")
    return path


def test_there_are_enough() -> None:
    names = load_given_names()
    assert len(names) >= 1900
    assert all(list(names.values()).count(gender) >= 20 for gender in GENDERS)


def test_every_name_is_found_as_it_stands_and_in_capitals() -> None:
    for name, gender in load_given_names().items():
        assert is_given_name(name), name
        assert is_given_name(name.upper()), name
        assert gender_of(name) == (None if gender == "u" else gender), name


@pytest.mark.parametrize(
    "names",
    [
        "Angela Hillary Theresa Catherine",
        "Dilma Cristina Beatriz",
        "Mette Sanna Solveig",
        "Yulia Svetlana",
        "Dalia Vaira Kersti",
        "Fatima Aisha Khadija Zainab",
        "Shirin Masoumeh",
        "Tzipi Golda Ayelet",
        "Sushma Mamata Hina Hasina",
        "Megawati Retno",
        "Gloria Leni",
        "Yingluck Geun-hye Ing-wen",
        "Yoriko Sanae",
        "Roza Salome",
        "Ngozi Amina",
        "Nkosazana Thandiwe",
        "Ellen Jacinda Mia",
    ],
)
def test_women(names: str) -> None:
    assert {name: gender_of(name) for name in names.split()} == dict.fromkeys(names.split(), "f")


@pytest.mark.parametrize(
    "names",
    [
        "John Keir Donald",
        "Luiz Evo Álvaro",
        "Olaf Emmanuel Giuseppe",
        "Jens Lars",
        "Vladimir Volodymyr Lech",
        "Gitanas Valdis Toomas",
        "Kyriakos Viktor Klaus Edi",
        "Recep Masoud",
        "Bashar Mahmoud Hosni",
        "Hassan Javad",
        "Benjamin Avigdor",
        "Narendra Nawaz Ziaur",
        "Joko Mahathir Rodrigo",
        "Thaksin Prayut",
        "Jong-un Jae-in Ying-jeou",
        "Shinzo Fumio",
        "Nursultan Emomali Mikheil Nikol",
        "Meles Abiy",
        "Olusegun Kofi Uhuru",
        "Seretse Jacob Emmerson",
        "Mobutu Félix",
        "Siad",
        "Laisenia Sitiveni",
    ],
)
def test_men(names: str) -> None:
    assert {name: gender_of(name) for name in names.split()} == dict.fromkeys(names.split(), "m")


@pytest.mark.parametrize("name", ["Kim", "Robin", "Blessing", "Zorblax", "", "-", "Mc-"])
def test_what_tells_nothing(name: str) -> None:
    assert gender_of(name) is None


@pytest.mark.parametrize(
    ("written", "gender"),
    [
        ("Francois", "m"),
        ("FRANÇOIS", "m"),
        ("Jarosław", "m"),
        ("Jaroslaw", "m"),
        ("Jean-Claude", "m"),
        ("Jean\u2011Claude", "m"),
        ("Anne-Marie", "f"),
        ("Marie-Unheard", "f"),
        ("İbrahim", "m"),
        ("Søren", "m"),
    ],
)
def test_spelling_and_hyphens(written: str, gender: str) -> None:
    assert gender_of(written) == gender


@pytest.mark.parametrize("word", ["Angela", "ANGELA", "Jong-un", "Jean-Claude", "Álvaro"])
def test_is_a_given_name(word: str) -> None:
    assert is_given_name(word)


@pytest.mark.parametrize(
    "word",
    [
        "angela",
        "jong-un",
        "",
        "-",
        "Franco-German",
        "Will",
        "May",
        "June",
        "April",
        "Chad",
        "Jordan",
        "Georgia",
        "China",
        "Israel",
        "Paris",
        "Sydney",
        "Florence",
        "Santiago",
        "San",
        "Monday",
        "Minister",
        "President",
        "General",
        "The",
        "Hope",
        "Faith",
        "German",
        "Said",
        "Islam",
        "Ban",
        "Sultan",
        "Christian",
        "Roman",
        "Sierra",
        "Kenya",
        "India",
        "Asia",
        "Guinea",
        "August",
        "Art",
    ],
)
def test_is_no_given_name(word: str) -> None:
    assert not is_given_name(word)


def test_the_table_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        load_given_names()["Angela"] = "m"  # type: ignore[index]


@pytest.mark.parametrize(
    ("rows", "line", "problem"),
    [
        (["name;sex"], 1, "the header"),
        (["name;gender", "Ada;x"], 2, "gender is 'x'"),
        (["name;gender", "# a remark", "Ada;"], 3, "gender is empty"),
        (["name;gender", ";f"], 2, "name is empty"),
        (["name;gender", "Ada;f", "Ada;f"], 3, "'Ada' again"),
        (["name;gender", "José;m", "Jose;m"], 3, "'José' again"),
        (["name;gender", "Ada;f;"], 2, "3 cells"),
    ],
)
def test_a_malformed_file_is_refused(tmp_path: Path, rows: list[str], line: int, problem: str) -> None:
    with pytest.raises(VocabularyError) as refusal:
        load_given_names(write(tmp_path / "names.tsv", *rows))
    assert (refusal.value.file, refusal.value.line) == ("names.tsv", line)
    assert problem in refusal.value.problem


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    path = write(tmp_path / "names.tsv", "name;gender", "Ada;f", "Sasha;u")
    assert load_given_names(path) == {"Ada": "f", "Sasha": "u"}


@given(st.text())
def test_never_raises(text: str) -> None:
    assert gender_of(text) in {"m", "f", None}
    assert is_given_name(text) in {True, False}
    assert not is_given_name(text.lower())
