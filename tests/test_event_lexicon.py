"""The event lexicon: what is packaged is sound, its examples fit their own patterns, malformed files are refused."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from servanda.codebook.plover import load_types
from servanda.codebook.tables import Row, VocabularyError, read_table
from servanda.coding import lexicon as lexicon_module
from servanda.coding.candidates import find_candidates
from servanda.coding.classify import classify
from servanda.coding.lexicon import IGNORED, Lexicon, Pattern, load_lexicon
from servanda.reading import Reading, read_documents
from servanda.reading.parser import parse
from servanda.sources import Document

DATA = Path(lexicon_module.__file__).parent / "data"
FILES = [DATA / "events_conflict.tsv", DATA / "events_cooperation.tsv"]
COLUMNS = ("trigger", "pos", "object", "with", "type", "mode", "target", "example")
HEADER = "\t".join(COLUMNS)
LEAST_PATTERNS = 30
PARTS_OF_SPEECH = {"verb": ("VERB", "AUX"), "noun": ("NOUN",)}


def _rows(path: Path) -> list[Row]:
    return list(read_table(path, COLUMNS, COLUMNS[:2]))


def _all_rows() -> Iterator[Row]:
    for path in FILES:
        yield from _rows(path)


@dataclass(frozen=True, slots=True)
class Shown:
    """A row and the patterns that its example is classified by, where the trigger is the row's own."""

    row: Row
    patterns: tuple[Pattern, ...]

    @property
    def as_meant(self) -> bool:
        return any(pattern.type == self.row["type"] for pattern in self.patterns)


@pytest.fixture(scope="module")
def shown() -> dict[str, list[Shown]]:
    """The rows of each file with what the coder makes of their examples: one document an example."""
    lexicon = load_lexicon()
    found: dict[str, list[Shown]] = {}
    for path in FILES:
        rows = _rows(path)
        documents = [Document(id=row.line, text=row["example"], language="en") for row in rows]
        pairs = zip(rows, read_documents(documents), strict=True)
        found[path.name] = [Shown(row, _classified(reading, row, lexicon)) for row, reading in pairs]
    return found


def _classified(reading: Reading, row: Row, lexicon: Lexicon) -> tuple[Pattern, ...]:
    word = row["trigger"].split()[0]
    own = [c for c in find_candidates(reading) if c.pos == row["pos"] and reading.tokens[c.trigger].lemma == word]
    return tuple(pattern for c in own if (pattern := classify(reading, c, lexicon)) is not None)


def test_every_row_is_loaded() -> None:
    lexicon = load_lexicon()
    loaded = [pattern for group in (*lexicon.verbs.values(), *lexicon.nouns.values()) for pattern in group]
    assert len(loaded) == len(list(_all_rows()))
    assert all(group == tuple(sorted(group, key=lambda p: -p.weight)) for group in lexicon.verbs.values())


def test_types_and_modes_are_those_of_the_codebook() -> None:
    types = load_types()
    wrong = [
        (row.file, row.line, row["type"], row["mode"])
        for row in _all_rows()
        if row["type"] != IGNORED
        and (row["type"] not in types or (row["mode"] and types[row["type"]].mode(row["mode"]) is None))
    ]
    assert wrong == []


def test_an_ignored_use_has_no_mode() -> None:
    assert [(row.file, row.line) for row in _all_rows() if row["type"] == IGNORED and row["mode"]] == []


@pytest.mark.parametrize("name", sorted(load_types()))
def test_each_type_has_enough_patterns(name: str) -> None:
    assert Counter(row["type"] for row in _all_rows())[name] >= LEAST_PATTERNS


def test_no_pattern_stands_twice() -> None:
    counted = Counter((row["trigger"], row["pos"], row["object"], row["with"]) for row in _all_rows())
    assert [key for key, times in counted.items() if times > 1] == []


def test_every_row_shows_an_example() -> None:
    assert [(row.file, row.line) for row in _all_rows() if len(row["example"].split()) < 3] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_parser_finds_the_triggers_in_the_examples(path: Path) -> None:
    rows = _rows(path)
    parsed = parse((row["example"], 0) for row in rows)
    lost = [
        (row.line, row["trigger"])
        for row, one in zip(rows, parsed, strict=True)
        if not any(t.lemma == row["trigger"].split()[0] and t.pos in PARTS_OF_SPEECH[row["pos"]] for t in one.tokens)
    ]
    assert len(lost) <= 0.15 * len(rows), lost


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_examples_are_classified_as_their_rows_say(path: Path, shown: dict[str, list[Shown]]) -> None:
    missed = [(one.row.line, one.row["example"]) for one in shown[path.name] if not one.as_meant]
    assert len(missed) <= 0.2 * len(shown[path.name]), missed


@pytest.mark.parametrize(
    ("sentence", "type_name"),
    [
        ("The senator attacked the problem of poverty.", IGNORED),
        ("Rebels attacked the village.", "ASSAULT"),
        ("The bakery fired its manager.", IGNORED),
        ("The battery fired rockets at the harbour.", "ASSAULT"),
        ("The crew shot a film in Rabat.", IGNORED),
        ("A guard shot a farmer in Rabat.", "ASSAULT"),
        ("The garrison held drills on the coast.", "MOBILIZE"),
        ("Paraguay demanded the release of the pilots.", "REQUEST"),
    ],
)
def test_the_object_tells_an_event_from_a_figure_of_speech(sentence: str, type_name: str) -> None:
    (reading,) = read_documents([Document(id=1, text=sentence, language="en")])
    verb = next(candidate for candidate in find_candidates(reading) if candidate.pos == "verb")
    pattern = classify(reading, verb, load_lexicon())
    assert pattern is not None
    assert pattern.type == type_name


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("attack\tadverb\t\t\tASSAULT\t\tobject\tThey attacked.", "pos is 'adverb'"),
        ("attack\tverb\t\t\tASSAULT\t\tsideways\tThey attacked.", "target 'sideways' is unknown"),
        ("attack\tverb\t@nothing\t\tASSAULT\t\tobject\tThey attacked.", "there is no class @nothing"),
        ("attack\tverb\t\t\t\t\tobject\tThey attacked.", "type is empty"),
        ("\tverb\t\t\tASSAULT\t\tobject\tThey attacked.", "trigger is empty"),
        ("attack\tverb\tASSAULT", "3 cells where the header has 8"),
    ],
)
def test_a_malformed_row_is_refused_by_file_and_line(tmp_path: Path, row: str, problem: str) -> None:
    _write(tmp_path, "class\tlemmas\ntown\ttown|city\n", f"# patterns\n{HEADER}\n{row}\n")
    with pytest.raises(VocabularyError) as refusal:
        load_lexicon(tmp_path)
    assert (refusal.value.file, refusal.value.line) == ("events_test.tsv", 3)
    assert problem in refusal.value.problem
    assert refusal.value.remedy


def test_a_class_given_twice_is_refused(tmp_path: Path) -> None:
    _write(tmp_path, "class\tlemmas\ntown\ttown\ntown\tcity\n", f"{HEADER}\n")
    with pytest.raises(VocabularyError, match=r"event_objects.tsv, line 3: the class town"):
        load_lexicon(tmp_path)


def test_a_class_stands_for_its_lemmas(tmp_path: Path) -> None:
    row = "raid\tverb\t@town|hamlet\t\tASSAULT\t\tobject|in\tThey raided the town."
    _write(tmp_path, "class\tlemmas\ntown\ttown|city\n", f"{HEADER}\n{row}\n")
    (pattern,) = load_lexicon(tmp_path).verbs["raid"]
    assert pattern.objects == {"town", "city", "hamlet"}
    assert pattern.target == ("object", "in")
    assert pattern.mode is None


def _write(folder: Path, classes: str, patterns: str) -> None:
    (folder / "event_objects.tsv").write_text(classes, encoding="utf-8")
    (folder / "events_test.tsv").write_text(patterns, encoding="utf-8")
