"""Rows of the lake: nothing of a coded document is lost on the way into Arrow and back, and the same rows stand once."""

import json
from dataclasses import replace

import pytest

pa = pytest.importorskip("pyarrow", reason="the lake needs pyarrow")

from pyarrow import parquet  # noqa: E402

from servanda.coding.coder import code_documents  # noqa: E402
from servanda.lake.rows import batch_of, coded_of, document_of, month_of, packed, unpacked  # noqa: E402
from servanda.lake.schema import documents_schema  # noqa: E402
from servanda.lake.writing import TABLES, write  # noqa: E402
from servanda.record import FailedDocument, Failure, to_dict  # noqa: E402
from servanda.samples import load_samples  # noqa: E402
from servanda.sources import Document  # noqa: E402


@pytest.fixture(scope="module")
def documents():
    samples = load_samples()[:3]
    made = [Document(s.id, s.text, title=s.title, published=s.published, source=s.source) for s in samples]
    return [*made, Document(7, "Fiji and Tuvalu signed a treaty \ud800 on 3 March 2024.", published="2024-03")]


@pytest.fixture(scope="module")
def coded(documents):
    return list(code_documents(documents, titles=True))


def test_a_row_gives_back_the_document_and_all_its_records(documents, coded):
    rows = batch_of(documents, coded).to_pylist()
    assert [document_of(row) for row in rows[:3]] == documents[:3]
    assert [coded_of(row) for row in rows[:3]] == coded[:3]
    assert len({record["kind"] for row in rows for record in row["records"]}) >= 8


def test_a_split_quotation_keeps_the_places_of_its_parts():
    words = '"We will open the border," Fiji\'s foreign minister said on Monday, "and we will keep it open for Tuvalu."'
    document = Document("split", words, published="2024-03-05")
    (record,) = code_documents([document])
    assert any(len(r.spans) == 2 for r in record.records if r.kind == "statement")
    (row,) = batch_of([document], [record]).to_pylist()
    assert to_dict(coded_of(row)) == to_dict(record)


def test_half_characters_are_replaced_and_offsets_stay(documents, coded):
    row = batch_of(documents, coded).to_pylist()[3]
    assert row["id"] == "7"
    assert document_of(row) == replace(documents[3], text=documents[3].text.replace("\ud800", "?"))
    assert [r.evidence.start for r in coded_of(row).records] == [r.evidence.start for r in coded[3].records]


def test_a_failure_is_a_row_with_an_error():
    failed = FailedDocument("x", Failure("invalid_json", "line 3: not JSON"))
    (row,) = batch_of([failed], [failed]).to_pylist()
    assert to_dict(coded_of(row)) == to_dict(failed)


def test_batches_pass_between_processes(documents, coded):
    batch = batch_of(documents, coded)
    assert unpacked(packed(batch)).equals(batch)


@pytest.mark.parametrize(
    ("published", "month"),
    [("2024-05-14", "2024-05"), ("2024-05", "2024-05"), ("2024", "unknown"), ("", "unknown"), ("199X", "unknown")],
)
def test_a_document_is_kept_under_its_month(published, month):
    assert month_of(published) == month


def files_of(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_same_documents_written_again_are_the_same_files(documents, coded, tmp_path):
    batch = batch_of(documents, coded)
    write(tmp_path, [batch])
    first = files_of(tmp_path)
    write(tmp_path, [batch.slice(2), batch.slice(0, 2)])
    assert files_of(tmp_path) == first


def contents_of(folder, table):
    rows = parquet.read_table(folder / table).to_pylist()
    return sorted(json.dumps(row, default=str, sort_keys=True) for row in rows)


@pytest.mark.parametrize("pieces", [[(0, 2), (0, 4)], [(0, 4), (1, 1)], [(1, 3), (0, 2)], [(0, 3), (2, 2), (0, 1)]])
def test_a_document_in_several_runs_stands_once(documents, coded, tmp_path, pieces):
    same_month = [replace(document, published="2024-03-05") for document in documents]
    batch = batch_of(same_month, [replace(record, published=None) for record in coded])
    write(tmp_path / "once", [batch])
    for start, length in pieces:
        write(tmp_path / "pieces", [batch.slice(start, length)])
    for table in TABLES:
        assert contents_of(tmp_path / "pieces", table) == contents_of(tmp_path / "once", table)


def test_rows_stand_by_month_and_in_order_of_the_day(documents, coded, tmp_path):
    write(tmp_path, [batch_of(documents, coded)])
    tables = {table: parquet.read_table(tmp_path / table) for table in ("documents", "events", "claims")}
    assert set(tables["documents"]["month"].to_pylist()) == {month_of(d.published) for d in documents}
    for path in tmp_path.rglob("*.parquet"):
        days = parquet.read_table(path, partitioning=None)["day"].to_pylist()
        known = [day for day in days if day is not None]
        assert known == sorted(known)
    pairs = {(row["low"], row["high"]) for row in tables["events"].to_pylist()}
    assert all(low < high for low, high in pairs)
    assert ("Fiji", "Tuvalu") in pairs or ("FJI", "TUV") in pairs


def test_a_claim_knows_between_whom_it_may_be(documents, coded):
    rows = batch_of(documents, coded).to_pylist()
    claims = [claim for row in rows for claim in row["claims"]]
    assert claims
    assert all(json.loads(claim["packed"])["id"] == claim["claim"] and claim["pairs"] for claim in claims)


def test_every_kind_of_record_has_a_struct_of_its_own():
    record = documents_schema().field("records").type.value_type
    names = [field.name for field in record]
    assert names[-10:] == [
        "actor", "role", "place", "date", "event", "statement", "commitment", "assessment", "interest", "relation",
    ]  # fmt: skip
