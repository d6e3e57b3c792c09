"""The training corpus: well formed, large enough, without repeats, and nothing of the cases in it."""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "training"
sys.path.insert(0, str(FOLDER))

from corpus import CorpusError, find_quote, load_corpus, split_of  # noqa: E402

PASSAGES = load_corpus()


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = words_of(text)
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


def test_every_passage_passes_the_check() -> None:
    done = subprocess.run([sys.executable, FOLDER / "check.py"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_no_type_has_fewer_than_a_hundred_events() -> None:
    types = Counter(m.codes["type"] for p in PASSAGES for m in p.of("events"))
    assert sum(types.values()) >= 2500
    assert len(types) == 16
    assert min(types.values()) >= 100


def test_there_are_promises_statements_and_hard_negatives() -> None:
    kinds = Counter(m.kind for p in PASSAGES for m in p.marked)
    assert kinds["commitments"] >= 1500
    assert kinds["statements"] >= 1100
    assert kinds["negatives"] >= 500


def test_contrast_sets_stay_in_one_part() -> None:
    parts: dict[str, set[str]] = {}
    for passage in PASSAGES:
        if passage.contrast:
            parts.setdefault(passage.contrast, set()).add(split_of(passage))
    assert len(parts) >= 100
    assert all(len(found) == 1 for found in parts.values())


def test_no_passage_of_the_test_part_stands_nearly_so_in_training() -> None:
    trained = {run for p in PASSAGES if split_of(p) == "train" for run in runs(p.text, 12)}
    alike = [p.id for p in PASSAGES if split_of(p) == "test" and runs(p.text, 12) & trained]
    assert alike == []


def test_nothing_of_the_cases_is_in_it(shared: Path) -> None:
    texts = [path.read_text("utf-8") for path in shared.glob("cases/**/*") if path.suffix in (".txt", ".jsonl")]
    known = {run for text in texts for run in runs(text, 8)}
    assert [p.id for p in PASSAGES if runs(p.text, 8) & known] == []


def test_a_quote_is_the_numbered_one_or_the_nearest() -> None:
    text = "Chad said no. Later Chad said yes."
    assert find_quote(text, "Chad#2") == (20, 24)
    assert find_quote(text, "said", near=24) == (25, 29)
    with pytest.raises(ValueError, match="is not in the text"):
        find_quote(text, "Chad#3")


def test_a_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text('{"id": "a"}\n', "utf-8")
    with pytest.raises(CorpusError, match=r"bad\.jsonl, line 1"):
        load_corpus([file])


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("style", None, "None is not of type 'string'"),
        ("remark", "x", "'remark' was unexpected"),
        ("events", [{"cue": "met"}], "'type' is a required property"),
        ("negatives", [{"cue": "met", "kind": "rumour", "why": "none"}], "'rumour' is not one of"),
        ("negatives", [{"cue": "sank", "kind": "event", "why": "none"}], "the cue 'sank' is not in the text"),
        ("negatives", [{"cue": "Chad", "kind": "event", "why": "none"}], "'Chad' stands 2 times"),
    ],
)
def test_the_check_names_what_is_wrong(tmp_path: Path, field: str, value: object, said: str) -> None:
    empty: dict[str, object] = {key: [] for key in ("events", "statements", "commitments", "negatives")}
    row = {
        "id": "a",
        "style": "x",
        "published": None,
        "contrast": None,
        "text": "Chad met Chad.",
        **empty,
        field: value,
    }
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps(row) + "\n", "utf-8")
    done = subprocess.run([sys.executable, FOLDER / "check.py", file], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert said in done.stdout
