"""TOML entries: each knows its line, and a malformed file is refused there, with what to do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from servanda.codebook.acts import load_acts
from servanda.codebook.likelihood import load_likelihood
from servanda.codebook.plover import load_contexts, load_types
from servanda.codebook.sectors import load_actor_sectors, load_sectors
from servanda.codebook.tables import VocabularyError
from servanda.codebook.toml_entries import read_entries

TYPES = """\
[[type]]
name = "AGREE"
quad = "verbal cooperation"
score = 2.5
definition = "Says it will."
examples = ["a", "b", "c", "d", "e"]
counterexamples = [
  { text = "x", code = "AID", why = "given" },
  { text = "y", code = "AID", why = "given" },
]

[[type]]
name = "AID"
quad = "material cooperation"
score = 10
definition = "Gives."
examples = ["a", "b", "c", "d", "e"]
counterexamples = [
  { text = "x", code = "AGREE", why = "promised" },
  { text = "y", code = "AGREE", why = "promised" },
]
[[type.mode]]
name = "cash"
score = 9
definition = "Money."
examples = ["a", "b", "c"]
[[type.mode]]
name = "kind"
definition = "Goods."
examples = ["a", "b", "c"]
"""
CONTEXTS = '[[context]]\nname = "sea"\ndefinition = "The sea."\ncues = ["ship"]\nexamples = ["a", "b", "c"]\n'
SECTORS = CONTEXTS.replace("[context]", "[sector]")
ACTOR_SECTORS = SECTORS.replace("name", "code").replace("sea", "SEA")
ACTS = """\
[[act]]
name = "pledge"
definition = "Will do."
binding = true
examples = ["a", "b", "c", "d", "e"]
counterexamples = [
  { text = "x", code = "none", why = "a forecast" },
  { text = "y", code = "none", why = "a forecast" },
  { text = "z", code = "none", why = "a forecast" },
]
"""
LIKELIHOOD = """\
[[band]]
name = "low"
low = 0.1
high = 0.4
definition = "Rather not."
phrases = ["hardly"]
examples = ["a", "b", "c"]

[[band]]
name = "high"
low = 0.4
high = 0.9
definition = "Rather so."
phrases = ["surely"]
examples = ["a", "b", "c"]

[[vague]]
name = "open"
definition = "Unsaid."
phrases = ["perhaps"]
examples = ["a", "b", "c"]
"""

Load = Callable[[Path], object]
GOOD: dict[Load, str] = {
    load_types: TYPES,
    load_contexts: CONTEXTS,
    load_sectors: SECTORS,
    load_actor_sectors: ACTOR_SECTORS,
    load_acts: ACTS,
    load_likelihood: LIKELIHOOD,
}


def write(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("load", GOOD)
def test_a_file_of_ones_own_is_read(tmp_path: Path, load: Load) -> None:
    assert load(write(tmp_path, GOOD[load]))


@pytest.mark.parametrize("load", GOOD)
def test_a_second_entry_of_the_same_name_is_refused_at_its_line(tmp_path: Path, load: Load) -> None:
    text = GOOD[load] + GOOD[load]
    with pytest.raises(VocabularyError, match="was already given in line 2") as refusal:
        load(write(tmp_path, text))
    assert refusal.value.line == GOOD[load].count("\n") + 2


@pytest.mark.parametrize("load", GOOD)
@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ('meaning = "', "'meaning' is not a key"),
        ('definition = 3 # "', "definition is not a line of text"),
        ('definition = "\\n', "definition is not a line of text"),
        ('definition = " " # ', "definition is not a line of text"),
        ("definition = ", "not TOML"),
    ],
)
def test_a_wrong_value_is_refused_at_its_line(tmp_path: Path, load: Load, wrong: str, problem: str) -> None:
    text = GOOD[load].replace('definition = "', wrong, 1)
    with pytest.raises(VocabularyError, match=problem) as refusal:
        load(write(tmp_path, text))
    assert refusal.value.file == "mine.toml"
    assert text.split("\n")[refusal.value.line - 1].startswith(wrong)
    assert refusal.value.remedy


@pytest.mark.parametrize(
    ("load", "old", "new", "line", "problem"),
    [
        (load_types, "verbal cooperation", "friendly", 3, "quad is 'friendly'"),
        (load_types, "score = 2.5", "score = 11", 4, "score is not a number from -10 to 10"),
        (load_types, "score = 2.5", "score = true", 4, "score is not a number"),
        (load_types, "score = 2.5\n", "", 1, "score is missing"),
        (load_types, '["a", "b", "c", "d", "e"]', '["a", "b"]', 6, "examples has 2 where 5 are needed"),
        (load_types, '"b", "c", "d", "e"]', '"b", "b", "d", "e"]', 6, "examples has 'b' twice"),
        (load_types, '["a", "b", "c", "d", "e"]', '"a"', 6, "examples is not a list of texts"),
        (load_types, '"y", code = "AID"', '"y", code = "AGREE"', 9, "code is 'AGREE'"),
        (load_types, '"y", code = "AGREE"', '"y", code = "GIVE"', 20, "code is 'GIVE'"),
        (load_types, ', why = "given"', "", 8, "why is missing"),
        (load_types, '  { text = "y", code = "AID", why = "given" },\n', "", 7, "1 counterexamples where 2"),
        (load_types, '  { text = "y", code = "AID", why = "given" },', "7", 7, "not a list of tables"),
        (load_types, '"kind"', '"cash"', 28, "name 'cash' was already given in line 23"),
        (load_types, "score = 9", "score = 99", 24, "score is not a number"),
        (load_types, 'definition = "Goods."\n', "", 27, "definition is missing"),
        (load_types, 'definition = "Money."', 'scope = "Money."\ndefinition = "M."', 25, "'scope' is not a key"),
        (load_types, 'definition = "Says', 'requires_recipient = 1\ndefinition = "Says', 5, "neither true nor"),
        (load_contexts, '["ship"]', "[]", 4, "cues has 0 where 1 are needed"),
        (load_contexts, '["ship"]', '["ship", 3]', 4, "cues is not a list of texts"),
        (load_contexts, "[[context]]", "[[kontext]]", 1, "'kontext' is unknown here"),
        (load_contexts, "[[context]]", "[context]", 1, r"no plain \[\[context\]\] tables"),
        (load_sectors, '"sea"', '"other"', 4, "'other' has cues"),
        (load_actor_sectors, '["ship"]', '["ship"]\nweak_cues = ["ship"]', 5, "both a cue and a weak cue"),
        (load_acts, "true", '"yes"', 4, "binding is neither true nor false"),
        (load_acts, '"z", code = "none"', '"z", code = "promise"', 9, "code is 'promise'"),
        (load_acts, '  { text = "z", code = "none", why = "a forecast" },\n', "", 6, "2 counterexamples where 3"),
        (load_likelihood, "low = 0.4", "low = 0.3", 11, "not in ascending order"),
        (load_likelihood, "high = 0.4", "high = 0.1", 3, "not in ascending order"),
        (load_likelihood, "high = 0.9", "high = 90", 12, "high is not a number from 0 to 1"),
        (load_likelihood, '"surely"', '"hardly"', 14, "'hardly' was already given in line 6"),
        (load_likelihood, '"perhaps"', '"surely"', 20, "'surely' was already given in line 14"),
    ],
)
def test_each_vocabulary_refuses_what_it_cannot_use(
    tmp_path: Path, load: Load, old: str, new: str, line: int, problem: str
) -> None:
    assert old in GOOD[load]
    with pytest.raises(VocabularyError, match=problem) as refusal:
        load(write(tmp_path, GOOD[load].replace(old, new, 1)))
    assert (refusal.value.file, refusal.value.line) == ("mine.toml", line)
    assert refusal.value.remedy


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(b"# fine\n# caf\xe9\n")
    with pytest.raises(VocabularyError, match=r"mine.toml, line 2: not UTF-8"):
        load_contexts(path)


def test_an_unfinished_file_is_refused_at_its_end(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="not TOML") as refusal:
        load_contexts(write(tmp_path, "[[context]]\ncues = ["))
    assert refusal.value.line == 2


def test_counterexamples_on_one_line_are_placed_at_their_key(tmp_path: Path) -> None:
    path = write(tmp_path, '[[a]]\nname = "x"\nnot = [{ text = "1" }, { text = "2" }]\n')
    (entry,) = read_entries(path, "a", required=("name",), optional=("not",))
    assert [each.line for each in entry.entries("not", required=("text",))] == [3, 3]


def test_a_key_is_not_mistaken_for_the_text_of_another(tmp_path: Path) -> None:
    path = write(tmp_path, '[[a]]\nnotes = [\n  "name = none",\n]\n"name" = "x"\n')
    (entry,) = read_entries(path, "a", required=("name",), optional=("notes",))
    assert (entry.line, entry.line_of("name"), entry.line_of("absent")) == (1, 5, 1)
