"""Tables of wordings: each stands in its example and not in its counterexample."""

import re
from pathlib import Path

import pytest

import servanda.following
from servanda.codebook.tables import VocabularyError
from servanda.following.patterns import load_pattern, load_wordings

DATA = Path(servanda.following.__file__).parent / "data"
TABLES = [("private_bodies.tsv", "body", 0), ("turning.tsv", "cue", re.I)]
ROWS = [(row, flags) for name, column, flags in TABLES for row in load_wordings(DATA / name, column)]


@pytest.mark.parametrize(("row", "flags"), ROWS, ids=[row.example for row, _ in ROWS])
def test_a_wording_stands_in_its_example_and_not_in_its_counterexample(row, flags):
    alone = re.compile(rf"\b(?:{row.words})\b", flags)
    assert alone.search(row.example)
    assert not alone.search(row.counterexample)


@pytest.mark.parametrize(("name", "column", "flags"), TABLES)
def test_no_counterexample_is_matched_by_another_row(name, column, flags):
    pattern = load_pattern(DATA / name, column, flags)
    assert not [row.line for row in load_wordings(DATA / name, column) if pattern.search(row.counterexample)]


def test_what_is_no_regular_expression_names_file_and_line(tmp_path):
    path = tmp_path / "turning.tsv"
    path.write_text("cue\texample\tbut\n(after\tAfter all.\tAfter May.\n", "utf-8")
    with pytest.raises(VocabularyError, match=r"turning.tsv, line 2: the cue is no regular expression"):
        load_pattern(path, "cue")
