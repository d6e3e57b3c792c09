"""Every packaged file of facts says what it rests on."""

from pathlib import Path

import pytest

import servanda.knowledge
from servanda.codebook.tables import VocabularyError
from servanda.knowledge.leaders import load_terms
from servanda.knowledge.provenance import load_provenance

DATA = Path(servanda.knowledge.__file__).parent / "data"


def test_every_file_says_where_it_comes_from_and_when_it_was_checked() -> None:
    known = load_provenance()
    assert set(known) == {path.name for path in DATA.glob("*.tsv")}
    assert all(one.source for one in known.values())


def test_every_term_has_a_line_and_a_day_of_check() -> None:
    assert all(term.checked and ", line " in term.source for term in load_terms())


@pytest.mark.parametrize("head", ["", "# source: me\n", "# checked: 2025-06\n", "# source: me\n# checked: soon\n"])
def test_a_file_without_it_is_refused(tmp_path: Path, head: str) -> None:
    (tmp_path / "some.tsv").write_text(head + "name\nOne\n", "utf-8")
    with pytest.raises(VocabularyError, match=r"some\.tsv"):
        load_provenance(tmp_path)
