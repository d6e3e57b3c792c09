"""Tables of a vocabulary: what is read comes back, what is malformed is refused by file and line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.codebook.tables import VocabularyError, read_table

CELL = st.text(st.characters(exclude_characters="\t\n\r#", exclude_categories=["C", "Z"]), min_size=1, max_size=8)


@given(rows=st.lists(st.tuples(CELL, CELL), max_size=5))
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]) -> None:
    path = tmp_path_factory.mktemp("table") / "pairs.tsv"
    lines = ["# a comment", "left\tright", "", *("\t".join(row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    read = list(read_table(path, ["left", "right"]))
    assert [(row["left"], row["right"]) for row in read] == rows
    assert [row.line for row in read] == list(range(4, 4 + len(rows)))


def test_cells_give_lists_and_numbers(tmp_path: Path) -> None:
    path = tmp_path / "towns.tsv"
    path.write_text("name\taliases\tsize\nOran\tWahran | Ouahran|\t1.5\nBechar\t\t\n", encoding="utf-8")
    oran, bechar = read_table(path, ["name", "aliases", "size"], required=["name"])
    assert oran.many("aliases") == ("Wahran", "Ouahran")
    assert oran.number("size") == 1.5
    assert bechar.many("aliases") == ()
    assert bechar.number("size") is None


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("nom\tsize\n", 1, "the header is"),
        ("# towns\n\nname\n", 3, "the header is"),
        ("name\tsize\nOran\n", 2, "1 cells where the header has 2"),
        ("name\tsize\nOran\t1\t2\n", 2, "3 cells where the header has 2"),
        ("name\tsize\nOran\t1\n\n\t2\n", 4, "name is empty"),
    ],
)
def test_a_malformed_table_is_refused(tmp_path: Path, text: str, line: int, problem: str) -> None:
    path = tmp_path / "towns.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError) as refusal:
        list(read_table(path, ["name", "size"], required=["name"]))
    assert (refusal.value.file, refusal.value.line) == ("towns.tsv", line)
    assert problem in refusal.value.problem
    assert refusal.value.remedy
    assert f"towns.tsv, line {line}: " in str(refusal.value)


def test_a_cell_that_is_no_number_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "towns.tsv"
    path.write_text("name\tsize\nOran\tbig\n", encoding="utf-8")
    (row,) = read_table(path, ["name", "size"])
    with pytest.raises(VocabularyError, match=r"towns.tsv, line 2: size is 'big'"):
        row.number("size")
