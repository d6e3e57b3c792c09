"""The documentation: generated pages are those that the code gives, and nothing is missing from them."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from servanda.cli.commands import COMMANDS, load_command
from servanda.codebook import load_codebook
from servanda.record import KINDS

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def generate(docs: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(docs / "generate.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_pages_are_those_that_the_code_gives() -> None:
    done = generate(DOCS, "--check")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_page_that_differs_is_named_and_can_be_written(tmp_path: Path) -> None:
    for name in ("generate.py", "example.py", "commands.md"):
        (tmp_path / name).write_bytes((DOCS / name).read_bytes())
    (tmp_path / "data-dictionary.md").write_text(page("data-dictionary.md").replace("A line", "No line"), "utf-8")
    (tmp_path / "commands.md").unlink()
    done = generate(tmp_path, "--check")
    assert done.returncode == 1
    assert "docs/data-dictionary.md: line 7 is '## No line' where the code gives '## A line'" in done.stderr
    assert "docs/commands.md: it is missing" in done.stderr
    assert generate(tmp_path).returncode == 0
    assert generate(tmp_path, "--check").returncode == 0
    assert (tmp_path / "commands.md").read_text("utf-8") == page("commands.md")


def test_wrong_use_says_what_is_right() -> None:
    done = generate(DOCS, "--chek")
    assert done.returncode == 2
    assert "--check" in done.stderr


def test_every_command_and_option_is_described() -> None:
    text = page("commands.md")
    commands = {name: load_command(name) for name in COMMANDS}
    assert list(commands) == re.findall(r"^## servanda (\w+)$", text, re.MULTILINE)
    inner = [c for group in commands.values() for c in getattr(group, "commands", {}).values()]
    for command in [*commands.values(), *inner]:
        assert f"servanda {command.name}" in text or f" {command.name}" in text
        assert all(f"`{option}" in text for p in command.params if p.param_type_name == "option" for option in p.opts)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_described_and_has_an_example(kind: str) -> None:
    assert f"\n### {kind}\n" in page("data-dictionary.md")
    assert f'"kind": "{kind}"' in page("data-dictionary.md")


def test_the_whole_codebook_is_described() -> None:
    text, book = page("data-dictionary.md"), load_codebook()
    for entries in (book.types, book.contexts, book.acts, book.sectors, book.actor_sectors):
        assert all(f"| `{name}` |" in text for name in entries)
    assert all(f"| {band.name} |" in text for band in book.likelihood.bands)


def test_every_data_file_is_named_in_the_page_on_vocabulary() -> None:
    text = page("vocabulary.md")
    for path in (ROOT / "src" / "servanda").glob("*/data/*.t*"):
        name = re.sub(r"^(leaders|events)_\w+", r"\1_*", path.name)
        assert f"{name}`" in text, f"{path.name} is not described"


def test_every_folder_is_named_in_the_page_on_architecture() -> None:
    text = page("architecture.md")
    folders = {path.parent.name for path in (ROOT / "src" / "servanda").glob("*/__init__.py")}
    assert folders <= set(re.findall(r"^\| `(\w+)", text, re.MULTILINE))


@pytest.mark.parametrize("path", sorted([*DOCS.glob("*.md"), ROOT / "README.md"]), ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text("utf-8")
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (path.parent / target).exists(), f"{path.name} links to {target}, which is not there"
