"""Files of many documents: JSON lines, CSV and Parquet, plain and packed."""

import gzip
import io
import json
from datetime import date
from pathlib import Path

import pytest

from servanda.record import FailedDocument
from servanda.sources import Document
from servanda.sources.files import FileKindError, read_files, read_stream

ROWS = [
    {"id": "a", "text": "Fiji met\nTuvalu, again.", "published": "2024-05-14", "source": "Wire"},
    {"id": "b", "text": "", "title": "Nothing"},
]
DOCUMENTS = [Document("a", ROWS[0]["text"], published="2024-05-14", source="Wire"), Document("b", "", title="Nothing")]


def lines() -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in ROWS)


def zstandard(raw: bytes) -> bytes:
    pa = pytest.importorskip("pyarrow", reason="Zstandard needs pyarrow")
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as packing:
        packing.write(raw)
    return bytes(sink.getvalue())


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard], ids=["plain", "gzip", "zstd"])
@pytest.mark.parametrize("name", ["news.jsonl", "news", "news.jsonl.gz"])
def test_the_first_bytes_say_how_a_file_is_packed(tmp_path, pack, name):
    path = tmp_path / name
    path.write_bytes(pack(lines()))
    assert list(read_files([path])) == DOCUMENTS
    assert list(read_stream(io.BytesIO(pack(lines())))) == DOCUMENTS


def test_csv_has_fields_as_columns(tmp_path):
    path = tmp_path / "news.csv.gz"
    text = '\ufeffsource,id,text,note,published,title\nWire,a,"Fiji met\nTuvalu, again.",x,2024-05-14,\n,b,,,,Nothing\n'
    path.write_bytes(gzip.compress(text.encode()))
    assert list(read_files([path])) == DOCUMENTS


def test_csv_that_is_wrong_is_named_by_its_line(tmp_path):
    path = tmp_path / "news.csv"
    path.write_bytes(b"id,text,published\n1,one,2024-02-30\n2,S\xe3o Tom\xe9,\n3\n4,four,2024\n")
    made = list(read_files([path]))
    assert [m.error.message.partition(":")[0] for m in made if isinstance(m, FailedDocument)] == [
        "news.csv, line 2", "news.csv, line 3", "news.csv, line 4",
    ]  # fmt: skip
    assert made[3] == Document("4", "four", published="2024")


def test_parquet_has_fields_as_columns(tmp_path):
    pa = pytest.importorskip("pyarrow", reason="Parquet needs pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "news.parquet"
    rows = [
        {
            **ROWS[0],
            "title": None,
            "published": date(2024, 5, 14),
            "pairs": [{"source": "Fiji", "target": "Tuvalu"}],
            "n": 1,
        },
        ROWS[1],
    ]
    parquet.write_table(pa.Table.from_pylist(rows), path)
    first, second = read_files([path])
    assert (first.published, first.pairs[0].target, second) == ("2024-05-14", "Tuvalu", DOCUMENTS[1])


def test_a_row_of_parquet_that_is_no_document_is_named(tmp_path):
    pa = pytest.importorskip("pyarrow", reason="Parquet needs pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "news.parquet"
    parquet.write_table(pa.table({"id": [1, 2], "text": ["one", None]}), path)
    failed = list(read_files([path]))[1]
    assert (failed.id, failed.error.code) == (2, "missing_text")
    assert failed.error.message.startswith("news.parquet, row 2: ")


@pytest.mark.parametrize(
    ("name", "raw"), [("a.csv", b"name,text\n"), ("a.parquet", b"no"), ("a.jsonl", b"PAR1 and so on")]
)
def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path, name, raw):
    pytest.importorskip("pyarrow", reason="Parquet needs pyarrow")
    path: Path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(FileKindError):
        list(read_files([path]))
