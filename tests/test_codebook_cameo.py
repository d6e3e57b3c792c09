"""CAMEO: the packaged codes, the loader's refusals, and the way back from PLOVER."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.codebook.cameo import QUADS, CameoCode, cameo_for, load_cameo
from servanda.codebook.tables import VocabularyError

REFERENCE = Path(__file__).resolve().parents[2] / "shared" / "reference"

GOOD = """\
[[code]]
code = "02"
name = "Appeal"
definition = "Asks politely."
intensity = 3
quad = "verbal cooperation"
examples = ["One.", "Two.", "Three."]
"""

SECOND = GOOD.replace('"02"', '"021"')


def codes() -> list[CameoCode]:
    return list(load_cameo().values())


def write(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def reference(name: str) -> Path:
    path = REFERENCE / name
    if not path.exists():
        pytest.skip(f"the reference table {name} is not beside this checkout")
    return path


@pytest.mark.parametrize("entry", codes(), ids=lambda entry: entry.code)
def test_each_code_is_well_formed(entry: CameoCode) -> None:
    assert entry.definition.endswith(".")
    assert "\n" not in entry.definition
    assert entry.quad in QUADS
    assert entry.intensity is None or -10 <= entry.intensity <= 10
    assert len(entry.examples) >= 3
    assert all(8 <= len(example.split()) <= 18 and example.endswith(".") for example in entry.examples)
    assert len(entry.code) == 2 or entry.code[:-1] in load_cameo()


def test_codes_are_sorted_and_cannot_be_changed() -> None:
    assert list(load_cameo()) == sorted(load_cameo())
    assert load_cameo() is load_cameo()
    with pytest.raises(TypeError):
        load_cameo()["99"] = codes()[0]  # type: ignore[index]


def test_no_text_is_used_twice() -> None:
    for texts in (
        [example for entry in codes() for example in entry.examples],
        [entry.name for entry in codes()],
        [entry.definition for entry in codes()],
    ):
        assert len(texts) == len(set(texts))


def test_roots_and_public_statements_have_no_plover_type() -> None:
    assert all((entry.plover is None) == (len(entry.code) == 2 or entry.code[:2] in {"01", "02"}) for entry in codes())


def test_a_small_file_is_read(tmp_path: Path) -> None:
    entry = load_cameo(write(tmp_path, GOOD))["02"]
    assert entry == CameoCode(
        "02", "Appeal", "Asks politely.", 3.0, "verbal cooperation", None, None, (), ("One.", "Two.", "Three.")
    )


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        (GOOD.replace("intensity", "goldstein"), 5, "unknown key 'goldstein'"),
        (GOOD + "\n" + GOOD, 10, "code 02 was already given in line 2"),
        (GOOD.replace('definition = "Asks politely."\n', ""), 1, "definition is missing"),
        (GOOD.replace('"Asks politely."', '" "'), 4, "definition is missing or empty"),
        (GOOD.replace(', "Three."', ""), 7, "2 examples"),
        (GOOD.replace('examples = ["One.", "Two.", "Three."]\n', ""), 1, "0 examples"),
        (GOOD.replace('["One.", "Two.", "Three."]', '"One."'), 7, "examples is not a list"),
        (GOOD.replace('"Two."', "2"), 7, "examples is not a list"),
        (GOOD.replace("verbal cooperation", "verbal"), 6, "unknown quad 'verbal'"),
        (GOOD + "\n" + SECOND.replace("021", "0211"), 10, "code 0211 has no parent 021"),
        (GOOD.replace('"02"', '"2"'), 2, "not two to four digits"),
        (GOOD.replace('"02"', "2"), 2, "code is missing or empty"),
        (GOOD.replace("intensity = 3", "intensity = 30"), 5, "not a number from -10 to 10"),
        (GOOD.replace("intensity = 3", "intensity = nan"), 5, "not a number from -10 to 10"),
        (GOOD.replace("intensity = 3", 'intensity = "3"'), 5, "not a number from -10 to 10"),
        (GOOD + 'mode = "visit"\n', 8, "mode without plover"),
        (GOOD + SECOND.replace('name = "Appeal"', "name = Appeal"), 10, "not TOML"),
        (GOOD + 'name = "Twice"\n', 8, "not TOML"),
        (GOOD + 'contexts = ["economic"', 8, "not TOML"),
        ("version = 1\n" + GOOD, 1, "something other than [[code]] tables"),
        ("code = [1]\n", 1, "something other than [[code]] tables"),
        ("", 1, "something other than [[code]] tables"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(tmp_path: Path, text: str, line: int, problem: str) -> None:
    with pytest.raises(VocabularyError) as caught:
        load_cameo(write(tmp_path, text))
    assert (caught.value.file, caught.value.line) == ("mine.toml", line)
    assert str(caught.value).startswith(f"mine.toml, line {line}: ")
    assert problem in caught.value.problem
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("plover_type", "mode", "contexts", "code"),
    [
        ("AGREE", None, [], "030"),
        ("AGREE", None, ["economic"], "0311"),
        ("CONSULT", None, ["diplomatic"], "040"),
        ("CONSULT", "phone", ["economic"], "041"),
        ("CONSULT", "multilateral", [], "040"),
        ("SUPPORT", None, ["diplomatic"], "050"),
        ("CONCEDE", None, [], "080"),
        ("CONCEDE", None, ["rights_freedoms"], "0833"),
        ("COOPERATE", None, ["military"], "062"),
        ("AID", None, ["human_security"], "073"),
        ("RETREAT", None, [], "084"),
        ("RETREAT", "release", ["legal"], "0841"),
        ("RETREAT", "ceasefire", ["military"], "0871"),
        ("REQUEST", None, [], "100"),
        ("REQUEST", "meet", ["diplomatic"], "106"),
        ("REQUEST", "yield", ["economic"], "1054"),
        ("ACCUSE", None, [], "110"),
        ("ACCUSE", None, ["corruption"], "1121"),
        ("ACCUSE", "investigate", ["corruption"], "091"),
        ("REJECT", None, [], "120"),
        ("REJECT", "assist", ["intelligence"], "1214"),
        ("THREATEN", None, [], "130"),
        ("THREATEN", "violence", ["cbrn"], "1385"),
        ("PROTEST", None, [], "140"),
        ("PROTEST", "demo", ["rights_freedoms"], "1413"),
        ("SANCTION", None, [], "160"),
        ("SANCTION", "discontinue", ["military"], "1622"),
        ("MOBILIZE", "troops", [], "152"),
        ("MOBILIZE", None, [], "150"),
        ("COERCE", "arrest", ["legal"], "173"),
        ("COERCE", "restrict", ["economic"], "163"),
        ("COERCE", "cyber", [], "176"),
        ("ASSAULT", None, [], "180"),
        ("ASSAULT", None, ["military"], "190"),
        ("ASSAULT", "drone", ["military"], "1952"),
        ("ASSAULT", "aerial", ["military"], "190"),
    ],
)
def test_the_way_back_from_plover(plover_type: str, mode: str | None, contexts: list[str], code: str) -> None:
    found = cameo_for(plover_type, mode, contexts)
    assert found is not None
    assert found.code == code


def test_an_unknown_type_has_no_code() -> None:
    assert cameo_for("TELEPATHY", None, []) is None


@given(
    st.sampled_from(sorted({entry.plover for entry in codes() if entry.plover})) | st.text(),
    st.none() | st.sampled_from(sorted({entry.mode for entry in codes() if entry.mode})) | st.text(),
    st.lists(st.sampled_from(sorted({name for entry in codes() for name in entry.contexts})) | st.text()),
)
def test_the_way_back_never_fails(plover_type: str, mode: str | None, contexts: list[str]) -> None:
    found = cameo_for(plover_type, mode, contexts)
    assert found == cameo_for(plover_type, mode, list(reversed(contexts)))
    assert found is None or found.plover == plover_type


def test_codes_numbers_and_quads_are_those_published() -> None:
    with reference("cameo.tsv").open(encoding="utf-8") as lines:
        published = {
            row["code"]: (float(row["goldstein"]) if row["goldstein"] else None, row["quad"])
            for row in csv.DictReader(lines, delimiter="\t")
        }
    assert {entry.code: (entry.intensity, entry.quad) for entry in codes()} == published


def test_types_modes_and_contexts_are_those_of_plover() -> None:
    plover = json.loads(reference("plover.json").read_text(encoding="utf-8"))
    modes = {kind["type"]: {mode["mode"] for mode in kind["modes"]} for kind in plover["event_types"]}
    contexts = {context["name"] for context in plover["contexts"]}
    for entry in codes():
        assert set(entry.contexts) <= contexts
        assert entry.plover is None or entry.mode is None or entry.mode in modes[entry.plover]
    assert {entry.plover for entry in codes() if entry.plover} == set(modes)
