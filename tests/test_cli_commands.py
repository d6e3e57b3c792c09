"""The list of commands: what it says is what the commands say, and it starts without what they need."""

import subprocess
import sys

import pytest

from servanda.cli.commands import COMMANDS, load_command

HEAVY = ("numpy", "spacy", "sqlalchemy", "onnxruntime", "pydantic", "pyarrow", "duckdb")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_of_a_command_what_it_says_itself(name):
    own = load_command(name).help.split("\n\n")[0].replace("\n", " ")
    assert COMMANDS[name].help == own


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], []])
def test_the_list_of_commands_loads_nothing_heavy(arguments):
    program = (
        "import sys; from servanda.cli.main import app\n"
        f"try: app({arguments!r})\n"
        f"except SystemExit: pass\nprint(*(name for name in {HEAVY!r} if name in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "servanda demo" in done.stdout
    assert done.stderr.strip() == ""


def test_a_command_that_is_misspelt_is_guessed():
    done = subprocess.run(
        [sys.executable, "-c", "from servanda.cli.main import run; run()", "serch"], capture_output=True, check=False
    )
    assert done.returncode == 2
    assert b"search" in done.stderr
