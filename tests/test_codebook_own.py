"""A codebook of one's own: read strictly, coded with at once, and told what confuses it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from servanda.cli.main import app
from servanda.codebook import VocabularyError, load_codebook
from servanda.codebook.own import load_own
from servanda.coding.coder import code_documents
from servanda.record import Event
from servanda.sources import Document

RIVERS = """name = "rivers-1"

[[type]]
name = "DIVERT"
definition = "A state changes the course or cuts the flow of a river that it shares."
quad = "material conflict"
intensity = -4.0
triggers = ["divert", "dam", "cut", "close", "reduce"]
examples = [
  "Turkey filled the reservoir and cut the flow of the river to Iraq.",
  "Ethiopia closed the gates of its dam on the Nile.",
  "China reduced the flow of the river into Vietnam.",
]
counterexamples = ["The bank cut interest rates.", "Police closed the street after a crash."]

[[type]]
name = "SHARE"
definition = "States agree on a division of the water of a shared river."
quad = "verbal cooperation"
intensity = 5.0
examples = [
  "India and Pakistan signed a treaty on sharing the waters of the river.",
  "Sudan and Egypt agreed on how to share the water of the Nile.",
]
"""


@pytest.fixture
def rivers(tmp_path: Path) -> Path:
    file = tmp_path / "rivers.toml"
    file.write_text(RIVERS, "utf-8")
    return file


def events(path: Path, text: str) -> list[Event]:
    (coded,) = code_documents([Document("a", text)], load_own(path, load_codebook()))
    return [r for r in coded.records if isinstance(r, Event)]


def test_a_text_is_coded_with_the_types_of_the_file(rivers: Path) -> None:
    (event,) = events(rivers, "Afghanistan has reduced the flow of the Helmand river into Iran.")
    assert (event.type, event.quad, event.intensity) == ("DIVERT", "material conflict", -4.0)
    assert [p.country for p in event.source] == ["AFG"]
    assert [p.country for p in event.target] == ["IRN"]


@pytest.mark.parametrize("text", ["Kenya cut taxes on bread.", "France met Chad in Paris.", "Chad bombed Sudan."])
def test_what_is_not_near_is_not_coded(rivers: Path, text: str) -> None:
    assert events(rivers, text) == []


def test_status_is_told_as_for_any_event(rivers: Path) -> None:
    (event,) = events(rivers, "Turkey will reduce the flow of the river into Syria in May.")
    assert event.status == "planned"


@pytest.mark.parametrize(
    ("was", "instead", "line", "says"),
    [
        ('quad = "material conflict"', 'quad = "war"', 6, "quad is 'war'"),
        ("intensity = -4.0", "intensity = -40", 7, "intensity is not a number"),
        ('name = "SHARE"', 'name = "DIVERT"', 17, "already given"),
        ('examples = [\n  "India', 'exmples = [\n  "India', 21, "is not a key"),
        ('name = "rivers-1"', "name = 7", 1, "name is not"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(
    tmp_path: Path, was: str, instead: str, line: int, says: str
) -> None:
    file = tmp_path / "bad.toml"
    assert was in RIVERS
    file.write_text(RIVERS.replace(was, instead, 1), "utf-8")
    with pytest.raises(VocabularyError, match=says) as caught:
        load_own(file, load_codebook())
    assert f"bad.toml, line {line}" in str(caught.value) or f"bad.toml:{line}" in str(caught.value)


def test_the_commands(rivers: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke
    assert "DIVERT" in run(app, ["codebook", "list", str(rivers)]).stdout
    shown = run(app, ["codebook", "try", str(rivers), "Ethiopia has closed the dam on the Nile to Egypt."])
    assert shown.exit_code == 0
    assert "DIVERT (occurred): Ethiopia" in shown.stdout
    sample = tmp_path / "sample.jsonl"
    sample.write_text(json.dumps({"id": "x", "text": "Turkey cut the flow of the river to Iraq."}) + "\n", "utf-8")
    other = tmp_path / "other.toml"
    other.write_text(RIVERS.replace('"cut", ', ""), "utf-8")
    same = run(app, ["codebook", "diff", str(rivers), str(rivers), "--sample", str(sample)])
    changed = run(app, ["codebook", "diff", str(rivers), str(other), "--sample", str(sample)])
    assert (same.exit_code, same.stdout) == (0, "")
    assert changed.exit_code == 1
    assert changed.stdout.startswith("- x: DIVERT")


def test_an_example_that_another_type_claims_is_named(tmp_path: Path) -> None:
    file = tmp_path / "muddled.toml"
    file.write_text(
        RIVERS.replace(
            '"Ethiopia closed the gates of its dam on the Nile."', '"India signed a treaty on river waters."'
        ),
        "utf-8",
    )
    done = CliRunner().invoke(app, ["codebook", "check", str(file)])
    assert done.exit_code == 1
    assert "India signed" in done.stdout


def test_a_malformed_codebook_is_wrong_use(tmp_path: Path) -> None:
    file = tmp_path / "bad.toml"
    file.write_text("[[type]]\nname = 3\n", "utf-8")
    done = CliRunner().invoke(app, ["codebook", "check", str(file)])
    assert done.exit_code == 2


ENOUGH = RIVERS.replace(
    '"China reduced the flow of the river into Vietnam.",',
    """"China reduced the flow of the river into Vietnam.",
  "India diverted the waters of the river away from Pakistan.",
  "Tajikistan held back the water behind the new dam.",""",
).replace(
    '"Sudan and Egypt agreed on how to share the water of the Nile.",',
    """"Sudan and Egypt agreed on how to share the water of the Nile.",
  "Iran and Afghanistan settled how much water each takes from the Helmand.",
  "The four states of the basin approved quotas for the water of the river.",
  "Jordan and Israel agreed to divide the Yarmouk between them.",""",
)


@pytest.fixture
def fitted(tmp_path: Path) -> Path:
    file = tmp_path / "rivers.toml"
    file.write_text(ENOUGH, "utf-8")
    done = CliRunner().invoke(app, ["codebook", "train", str(file)])
    assert done.exit_code == 0, done.output
    assert "DIVERT" in done.stdout
    return file


def test_a_fitted_head_codes(fitted: Path) -> None:
    book = load_own(fitted, load_codebook())
    assert book.head is not None
    assert book.head.types == ("DIVERT", "SHARE", "NONE")
    (event,) = events(fitted, "Afghanistan has reduced the flow of the Helmand river into Iran.")
    assert event.type == "DIVERT"
    assert events(fitted, "Kenya cut taxes on bread.") == []
    shown = CliRunner().invoke(
        app, ["codebook", "try", str(fitted), "Chad and Niger agreed on the waters of the lake."]
    )
    assert "by the head" in shown.stdout
    assert "SHARE (occurred): Chad, Niger" in shown.stdout


def test_fitting_twice_gives_the_same(fitted: Path) -> None:
    head = fitted.with_suffix(".head.json")
    before = head.read_bytes()
    assert CliRunner().invoke(app, ["codebook", "train", str(fitted)]).exit_code == 0
    assert head.read_bytes() == before


def test_a_head_of_another_version_is_refused_and_can_be_fitted_anew(fitted: Path) -> None:
    fitted.write_text(ENOUGH.replace("-4.0", "-5.0"), "utf-8")
    with pytest.raises(VocabularyError, match=r"another version.*codebook train"):
        load_own(fitted, load_codebook())
    assert CliRunner().invoke(app, ["codebook", "train", str(fitted)]).exit_code == 0
    assert load_own(fitted, load_codebook()).head is not None


@pytest.mark.parametrize(
    "content", ["", "{}", '{"types": 3, "weights": [], "biases": [], "codebook": "", "encoder": ""}']
)
def test_a_malformed_head_is_refused(fitted: Path, content: str) -> None:
    fitted.with_suffix(".head.json").write_text(content, "utf-8")
    with pytest.raises(VocabularyError, match=r"rivers\.head\.json.*is no head"):
        load_own(fitted, load_codebook())


def test_too_few_examples_are_named(rivers: Path) -> None:
    done = CliRunner().invoke(app, ["codebook", "train", str(rivers)])
    assert done.exit_code == 2
    assert "DIVERT has 3 examples" in done.output.replace("\n", " ").replace("│", "")
    assert not rivers.with_suffix(".head.json").exists()


def test_more_examples_come_from_a_file(rivers: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.jsonl"
    told = {
        "DIVERT": ["Laos dammed the river above Cambodia.", "Syria cut the river off from Iraqi farmers."],
        "SHARE": ["Peru and Bolivia shared out the lake's water.", "Mali and Guinea agreed on the dam's water.",
                  "Iraq and Turkey agreed on how much water flows to Basra."],
        "NONE": ["The river burst its banks in Bavaria."],
    }  # fmt: skip
    lines = [json.dumps({"text": text, "type": name}) for name, texts in told.items() for text in texts]
    more.write_text("\n".join(lines) + "\n\n", "utf-8")
    assert CliRunner().invoke(app, ["codebook", "train", str(rivers), "--examples", str(more)]).exit_code == 0
    more.write_text(lines[0] + '\n{"text": "x", "type": "FLOOD"}\n', "utf-8")
    wrong = CliRunner().invoke(app, ["codebook", "train", str(rivers), "--examples", str(more)])
    assert wrong.exit_code == 2
    assert "more.jsonl, line 2" in wrong.output
