"""The coder as a function from Arrow batches to Arrow batches, without Spark."""

import json
import sys
from dataclasses import replace

import pytest

pa = pytest.importorskip("pyarrow", reason="Arrow batches need pyarrow")

from servanda.coding.coder import code_documents  # noqa: E402
from servanda.lake.rows import batch_of, coded_of  # noqa: E402
from servanda.lake.schema import documents_schema  # noqa: E402
from servanda.record import CodedDocument, FailedDocument, document_key, text_hash  # noqa: E402
from servanda.scale.batches import LINES, NAMED_LINES, code_lines, name_lines, shipped  # noqa: E402
from servanda.scale.coding import How  # noqa: E402
from servanda.scale.job import main  # noqa: E402
from servanda.sources import Document  # noqa: E402

DOCUMENTS = [
    Document("a", "Chad bombed Sudan on Tuesday.", published="2024-05-14"),
    Document(7, "Fiji and Tuvalu signed a treaty on 3 March 2024."),
    Document("b", "Kenya promised Somalia 40 trucks.", title="Kenya promises trucks", published="2024-06"),
]
BAD = [b'{"id": 4', b'{"id": "c\xff", "text": "x"}', b'{"id": "d"}', b'{"id": "e", "text": "x", "published": "May"}']


def line_of(document):
    return json.dumps({name: getattr(document, name) for name in ("id", "text", "title", "published")}).encode()


def batch(*lines):
    return pa.RecordBatch.from_pylist([{"place": "news.jsonl", "line": line} for line in lines], schema=LINES)


def rows_of(batches):
    return [row for made in batches for row in made.to_pylist()]


def test_rows_are_those_of_the_same_documents_coded_in_one_process():
    rows = list(code_lines([batch(*map(line_of, DOCUMENTS[:1])), batch(*map(line_of, DOCUMENTS[1:]))], How()))
    assert rows_of(rows) == batch_of(DOCUMENTS, list(code_documents(DOCUMENTS))).to_pylist()
    assert all(made.schema == documents_schema() for made in rows)


def test_a_line_that_is_no_document_is_a_row_with_an_error_that_names_the_file_and_the_line():
    rows = rows_of(code_lines([batch(BAD[0], line_of(DOCUMENTS[0]), *BAD[1:])], How("rules")))
    made = [coded_of(row) for row in rows]
    failed = [one for one in made if isinstance(one, FailedDocument)]
    assert [one.error.code for one in failed] == ["invalid_json", "invalid_utf8", "missing_text", "wrong_date"]
    assert [one.id for one in failed] == [None, None, "d", "e"]
    assert failed[0].error.message.startswith("news.jsonl, the line that begins '{\"id\": 4': not JSON")
    assert isinstance(made[1], CodedDocument)


def test_guarded_by_a_process_of_its_own_the_coder_gives_the_same_rows():
    lines = [batch(*map(line_of, DOCUMENTS), BAD[0])]
    assert rows_of(code_lines(lines, How("rules"), guarded=True)) == rows_of(code_lines(lines, How("rules")))


def test_lines_get_the_month_and_the_key_that_their_rows_will_have():
    lines = [line_of(DOCUMENTS[0]), b"  ", line_of(DOCUMENTS[1]), line_of(DOCUMENTS[2]), BAD[0]]
    (named,) = name_lines([batch(*lines)])
    assert named.schema == NAMED_LINES
    rows = named.to_pylist()
    assert [row["line"] for row in rows] == [line for line in lines if line.strip()]
    assert [row["month"] for row in rows] == ["2024-05", "unknown", "2024-06", "unknown"]
    assert [row["name"] for row in rows[:3]] == [document_key(d.id, text_hash(d.text)) for d in DOCUMENTS]
    (error,) = rows_of(code_lines([batch(BAD[0])], How("rules")))
    assert rows[3]["name"] == error["error"]["message"]


def test_half_characters_reach_the_coder_as_they_came():
    odd = Document("odd", "Fiji met Tuvalu \ud800 in Suva.", published="2024-05-14")
    (row,) = rows_of(code_lines([batch(line_of(odd))], How("rules")))
    assert row["sha256"] == text_hash(odd.text)


def test_a_codebook_is_looked_for_where_it_was_shipped(tmp_path):
    how = How("rules", codebook=tmp_path / "mine.toml")
    assert shipped(how, tmp_path / "there").codebook == tmp_path / "there" / "mine.toml"
    assert shipped(replace(how, codebook=None), tmp_path).codebook is None


def test_without_spark_the_job_says_what_to_install(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    for name in ("pyspark.errors", "pyspark.sql"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    assert main(["code", "--lake", "lake", "news.jsonl"]) == 2
    assert "pip install 'servanda[spark]'" in capsys.readouterr().err


def test_the_job_refuses_an_unknown_coder_before_spark_starts(capsys):
    assert main(["code", "--lake", "lake", "--coder", "oracle", "news.jsonl"]) == 2
    assert "oracle" in capsys.readouterr().err


def test_the_job_refuses_a_codebook_that_is_none(tmp_path, capsys):
    (tmp_path / "mine.toml").write_text("[[event]]\n")
    assert main(["code", "--lake", "lake", "--codebook", str(tmp_path / "mine.toml"), "news.jsonl"]) == 2
    assert "mine.toml" in capsys.readouterr().err
