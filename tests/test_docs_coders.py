"""The page on coders: its package is built, installed and run, its settings are those that the coders take."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from servanda.coding.coders import coder_names
from servanda.huggingface.settings import HuggingFaceSettings
from servanda.llm.settings import LLMSettings

PAGE = (Path(__file__).resolve().parents[1] / "docs" / "coders.md").read_text("utf-8")
SOURCE = str(Path(__file__).resolve().parents[1] / "src")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """The folder into which the package of the page is installed."""
    package, site = tmp_path_factory.mktemp("servanda-no-drills"), tmp_path_factory.mktemp("site")
    for name in ("pyproject.toml", "no_drills.py"):
        language = "toml" if name.endswith("toml") else "python"
        (text,) = re.findall(rf"`{name}`:\n\n```{language}\n(.*?)```", PAGE, re.DOTALL)
        (package / name).write_text(text, "utf-8")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation"]
    done = subprocess.run([*pip, "--target", str(site), str(package)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return site


def test_the_package_of_the_page_codes(installed) -> None:
    lines = [
        {"id": 1, "text": "Chad bombed Sudan on Tuesday."},
        {"id": 2, "text": "Mali shelled Niger in an exercise in Gao on Tuesday."},
    ]
    command = [sys.executable, "-c", "from servanda.cli.main import run; run()", "code", "--coder", "no-drills"]
    path = os.pathsep.join([str(installed), SOURCE, os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        command, input="\n".join(map(json.dumps, lines)), capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert first["coder"]["name"] == "no-drills"
    assert [r["type"] for r in first["records"] if r["kind"] == "event"] == ["ASSAULT"]
    assert not [r for r in second["records"] if r["kind"] == "event"]
    assert "drill" in {w["code"] for w in second["warnings"]}
    assert "drill" not in {w["code"] for w in first["warnings"]}


def test_the_settings_of_the_page_are_sound() -> None:
    shown = [tomllib.loads(block) for block in blocks("toml")]
    hugging = [HuggingFaceSettings(**table["huggingface"]) for table in shown if "huggingface" in table]
    asking = [LLMSettings(**table["llm"]) for table in shown if "llm" in table]
    assert {s.mode for s in hugging} == {"classification", "entailment"}
    assert len(asking) == 1


@pytest.mark.parametrize("kind", [HuggingFaceSettings, LLMSettings])
def test_every_setting_and_coder_is_described(kind) -> None:
    assert all(re.search(rf"\b{name}\b", PAGE) for name in kind.model_fields)
    assert all(f"| `{name}` |" in PAGE for name in ("learned", "rules", "huggingface", "llm"))
    assert {"learned", "rules", "huggingface", "llm"} <= set(coder_names())
