"""The commands as people run them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from servanda.cli.main import app
from servanda.samples import load_samples

BIN = Path(sys.executable).parent / "servanda"
TEXT = (
    "NAIROBI, March 3 (Wire) - Kenya pledged 20 million dollars in food aid to Somalia on Tuesday.\n"
    "Foreign Minister Amina Odhiambo said the first ships would leave Mombasa by the end of April.\n"
)


@pytest.fixture(scope="module")
def runner():
    return CliRunner()


@pytest.fixture
def article(tmp_path):
    file = tmp_path / "article.txt"
    file.write_text(TEXT, "utf-8")
    return file


def rows_of(output):
    return [json.loads(line) for line in output.splitlines()]


def code(lines: bytes, *options: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([BIN, "code", *options], input=lines, capture_output=True, check=False)


def test_read_shows_who_did_what(runner, article):
    shown = runner.invoke(app, ["read", str(article), "--published", "2026-03-04", "--title", "Food for Somalia"])
    assert shown.exit_code == 0, shown.output
    for word in ("Food for Somalia", "Kenya", "Somalia", "pledge", "2026-04", "Mombasa"):
        assert word in shown.stdout


def test_read_writes_json_that_the_schema_allows(runner, article):
    shown = runner.invoke(app, ["read", str(article), "--json"])
    schema = json.loads(runner.invoke(app, ["schema"]).stdout)
    row = json.loads(shown.stdout)
    assert not list(Draft202012Validator(schema).iter_errors(row))
    assert {"actor", "commitment", "event", "place"} <= {record["kind"] for record in row["records"]}


def test_read_writes_one_page_that_needs_nothing_else(runner, article, tmp_path):
    page = tmp_path / "page.html"
    assert runner.invoke(app, ["read", str(article), "--html", str(page)]).exit_code == 0
    written = page.read_text("utf-8")
    assert "http" not in written
    assert "Kenya" in written


def test_read_takes_standard_input(runner):
    shown = runner.invoke(app, ["read", "-", "--json"], input=TEXT)
    assert json.loads(shown.stdout)["records"]


def test_read_names_the_line_that_is_not_utf8(runner, tmp_path):
    file = tmp_path / "latin.txt"
    file.write_bytes(b"first\nS\xe3o Tom\xe9\n")
    shown = runner.invoke(app, ["read", str(file)])
    assert shown.exit_code == 1
    assert "line 2" in shown.stderr
    assert "iconv" in shown.stderr


@pytest.mark.parametrize("arguments", [["read", "/no/such/file"], ["read", "-", "--published", "yesterday"], ["read"]])
def test_wrong_use_ends_with_2(runner, arguments):
    assert runner.invoke(app, arguments, input="x").exit_code == 2


def test_code_keeps_the_order_and_goes_on_after_bad_lines():
    lines = b"\n".join(
        [
            json.dumps({"id": 1, "text": TEXT}).encode(),
            b"{not json",
            b'{"id": "b"}',
            b'{"id": "latin", "text": "S\xe3o"}',
            b"[1, 2]",
            json.dumps({"id": 1, "text": ""}).encode(),
        ]
    )
    done = code(lines)
    rows = rows_of(done.stdout.decode())
    assert done.returncode == 1
    assert [row["id"] for row in rows] == [1, None, "b", None, None, 1]
    assert [row.get("error", {}).get("code") for row in rows] == [
        None, "invalid_json", "missing_text", "invalid_utf8", "not_an_object", None,
    ]  # fmt: skip
    assert "line 2" in rows[1]["error"]["message"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("empty", ""),
        ("blank", " \n\t\n"),
        ("nul", "France\x00 pledged\x07 aid to Mali."),
        ("surrogate", "France pledged \ud800 aid to Mali."),
        ("right to left", "وعدت فرنسا بتقديم مساعدات إلى مالي. " * 5),
        ("emoji", "France \U0001f1eb\U0001f1f7 pledged aid to Mali \U0001f1f2\U0001f1f1. \U0001f600"),
        ("crlf", "France pledged aid to Mali.\r\nMali thanked France.\r\n"),
        ("html", "<p>France <b>pledged</b> aid to Mali.</p><script>alert(1)</script>&nbsp;<!-- x -->"),
        ("long sentence", "France pledged aid to " + "Mali and " * 5000 + "Chad."),
    ],
)
def test_code_survives(name, text):
    done = code(json.dumps({"id": name, "text": text}).encode() + b"\n")
    (row,) = rows_of(done.stdout.decode())
    assert done.returncode == 0, done.stderr
    assert row["id"] == name
    for record in row["records"]:
        span = record["evidence"]
        assert text[span["start"] : span["end"]] == span["quote"]


def test_code_says_that_other_languages_are_not_supported():
    text = "Der Präsident hat gestern in Berlin mit dem Minister über die Hilfe für die Ukraine gesprochen. " * 3
    (row,) = rows_of(code(json.dumps({"id": "de", "text": text}).encode()).stdout.decode())
    assert row["records"] == []
    assert "language_unsupported" in [warning["code"] for warning in row["warnings"]]


def test_code_gives_the_same_with_more_workers():
    lines = b"".join(json.dumps({"id": i, "text": TEXT}).encode() + b"\n" for i in range(70)) + b"bad\n"
    one, two = code(lines), code(lines, "--workers", "2")
    assert one.stdout == two.stdout
    assert "line 71" in rows_of(two.stdout.decode())[-1]["error"]["message"]


def test_code_reads_standard_input_for_a_dash_among_files(tmp_path):
    file = tmp_path / "first.jsonl"
    file.write_text('{"id": "first", "text": "Chad met Mali."}\n', "utf-8")
    done = code(b'{"id": "second", "text": "Mali met Chad."}\n', str(file), "-")
    assert [row["id"] for row in rows_of(done.stdout)] == ["first", "second"]


def test_code_says_which_file_is_missing(tmp_path):
    done = code(b"", str(tmp_path / "none.jsonl"))
    said = " ".join(done.stderr.decode().replace("│", " ").split())
    assert done.returncode == 2
    assert "there is no file" in said


def test_code_answers_each_pair_in_order():
    line = {
        "id": 1,
        "text": "Mali accused Niger of sheltering rebels, and Chad sent grain to Niger.",
        "pairs": [{"source": "Chad", "target": "Niger"}, {"source": "Mali", "target": "Niger"}],
    }
    (row,) = rows_of(code(json.dumps(line).encode()).stdout.decode())
    events = [record for record in row["records"] if record["kind"] == "event"]
    assert [event["pair"] for event in events] == [0, 1]
    assert [event["type"] for event in events] == ["AID", "ACCUSE"]


def test_titles_are_marked(runner, tmp_path):
    file = tmp_path / "in.jsonl"
    file.write_text(json.dumps({"id": 1, "text": "It rained.", "title": "France sends aid to Mali"}), "utf-8")
    (row,) = rows_of(runner.invoke(app, ["code", "--titles", str(file)]).stdout)
    assert row["records"]
    assert all(record["in"] == "title" for record in row["records"])


def test_doctor_finds_all_well(runner):
    shown = runner.invoke(app, ["doctor", "--json"])
    assert shown.exit_code == 0, shown.output
    assert all(finding["well"] or "(optional)" in finding["name"] for finding in json.loads(shown.stdout))


def test_demo_reads_every_article(runner):
    shown = runner.invoke(app, ["demo", "--once"])
    assert shown.exit_code == 0, shown.output
    assert f"{len(load_samples())} articles" in shown.stdout


@pytest.mark.parametrize("command", ["read", "code", "schema", "doctor", "demo"])
def test_every_command_has_an_example_in_its_help(runner, command):
    shown = runner.invoke(app, [command, "--help"])
    assert shown.exit_code == 0
    assert f"servanda {command}" in shown.stdout


def test_output_is_utf8_whatever_the_locale():
    text = "Łódź hosted talks between Poland and Türkiye."
    done = subprocess.run(
        [BIN, "code"], input=json.dumps({"id": 1, "text": text}, ensure_ascii=False).encode(), capture_output=True,
        check=True, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert "Türkiye" in done.stdout.decode("utf-8")


def test_no_input_gives_no_output():
    done = code(b"")
    assert (done.returncode, done.stdout) == (0, b"")


@pytest.mark.parametrize("published", ["2026-03-04", "2026-03-04T18:30:00+03:00", "2026-03", "2026"])
def test_every_way_to_write_the_day_of_publication_is_coded(published):
    done = code(json.dumps({"id": 1, "text": TEXT, "published": published}).encode())
    row = json.loads(done.stdout)
    assert done.returncode == 0, row
    assert row["published"]["value"] == published.partition("T")[0]


def test_an_unknown_coder_is_refused_and_the_known_ones_are_named():
    done = code(b"", "--coder", "oracle")
    assert done.returncode == 2
    assert "learned" in done.stderr.decode()
    assert "rules" in done.stderr.decode()


def test_records_carry_the_name_of_their_coder():
    line = json.dumps({"id": 1, "text": TEXT}).encode()
    assert json.loads(code(line).stdout)["coder"]["name"] == "learned"
    assert json.loads(code(line, "--coder", "rules").stdout)["coder"]["name"] == "rules"
