"""Coding and linking with a real Spark: a driver and two executors on this machine, each a process with Python workers."""

import gzip
import hashlib
import json
import os
import random
import shutil
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest

JAVA = shutil.which("java") or os.environ.get("JAVA_HOME")
if JAVA is None:
    pytest.skip("Spark needs Java, and there is none", allow_module_level=True)
pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed: pip install 'servanda[spark]'")

import pyarrow as pa  # noqa: E402
from pyarrow import parquet  # noqa: E402

from servanda.analysis.trends import TrendQuestion  # noqa: E402
from servanda.coding.coder import code_documents  # noqa: E402
from servanda.following.comparison import NEAR_COPY  # noqa: E402
from servanda.following.near_copies import resemblance  # noqa: E402
from servanda.lake.asking import ask_trends, event_rows  # noqa: E402
from servanda.lake.opening import open_lake  # noqa: E402
from servanda.lake.rows import batch_of, coded_of, document_of  # noqa: E402
from servanda.lake.schema import ITEMS  # noqa: E402
from servanda.lake.writing import TABLES, write  # noqa: E402
from servanda.record import FailedDocument  # noqa: E402
from servanda.samples import load_samples  # noqa: E402
from servanda.scale.blocking import most_shared, neighbours  # noqa: E402
from servanda.scale.job import main  # noqa: E402
from servanda.scale.lake_coding import some_together  # noqa: E402
from servanda.scale.lake_linking import month_before  # noqa: E402
from servanda.scale.session import open_session  # noqa: E402
from servanda.sources import Document  # noqa: E402

# pyspark warns of the newest pandas, which is not used here, and leaves sockets to the collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
HOME = Path(pyspark.__file__).parent
# Executors keep their logs below the folder of Spark, wherever one asks for them.
MASTER = "local-cluster[2,1,1024]" if os.access(HOME, os.W_OK) else "local[2,4]"
_QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
MONTHS = ("2021-11", "2022-02", "2022-03")
SOURCE = Path(__file__).resolve().parents[1] / "src"
OWN = """name = "rivers"

[[type]]
name = "DIVERT"
definition = "A state cuts the flow of a river that it shares."
quad = "material conflict"
intensity = -4.0
triggers = ["cut", "reduce"]
examples = ["Turkey cut the flow of the river to Iraq.", "China reduced the flow of the river into Vietnam."]
"""
DEADLY = """
import os, signal

def deadly(reading, codebook):
    if "poison" in reading.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return []
"""


@pytest.fixture(scope="module")
def foreign(tmp_path_factory):
    """A package, installed in a folder of its own, with a coder that kills its process over one word."""
    folder = tmp_path_factory.mktemp("foreign")
    (folder / "deadly_coder.py").write_text(DEADLY)
    about = folder / "deadly_coder-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: deadly-coder\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[servanda.coders]\ndeadly = deadly_coder:deadly\n")
    return folder


@pytest.fixture(scope="module")
def spark(foreign, tmp_path_factory):
    """A session with two executors, each a Java process that starts its own Python workers."""
    patch = pytest.MonkeyPatch()
    patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    session = open_session(
        "servanda tests",
        {
            "spark.master": MASTER,
            "spark.executor.memory": "768m",
            "spark.driver.memory": "768m",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.sql.shuffle.partitions": "2",
            "spark.scheduler.minRegisteredResourcesRatio": "1.0",
            "spark.scheduler.maxRegisteredResourcesWaitingTime": "120s",
            "spark.network.timeout": "600s",
            "spark.driver.extraJavaOptions": _QUICK,
            "spark.executor.extraJavaOptions": _QUICK,
            "spark.sql.codegen.wholeStage": "false",
            "spark.sql.adaptive.enabled": "false",
            "spark.executorEnv.PYTHONPATH": os.pathsep.join(map(str, (SOURCE, foreign))),
            "spark.local.dir": str(tmp_path_factory.mktemp("spark")),
            "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("warehouse")),
        },
    )
    session.sparkContext.setLogLevel("OFF")
    yield session
    application = session.sparkContext.applicationId
    session.stop()
    patch.undo()
    shutil.rmtree(HOME / "work" / application, ignore_errors=True)


@pytest.fixture(scope="module")
def documents():
    samples = [s for s in load_samples() if s.published[:7] in MONTHS]
    made = [Document(s.id, s.text, title=s.title, published=s.published, source=s.source) for s in samples]
    first = next(d for d in made if d.published[:7] == "2022-03")
    copy = Document("copy", f"{first.text}\nMore follows.", published="2022-03-30", source="Elsewhere")
    return [*made, copy, Document(7, "Fiji and Tuvalu signed a treaty.")]


@pytest.fixture(scope="module")
def coded(documents):
    """What one process makes of the same documents."""
    return list(code_documents(documents))


def write_lines(path, documents, more=()):
    names = ("id", "text", "title", "published", "source")
    lines = [json.dumps({n: getattr(d, n) for n in names}) for d in documents]
    path.write_text("\n".join([*lines, *more]) + "\n")
    return path


def run(capsys, *arguments):
    code = main([str(argument) for argument in arguments])
    return code, json.loads(capsys.readouterr().out.strip().splitlines()[-1])


def rows_in(lake, table="documents"):
    files = sorted((lake / table).glob("*/*.parquet"))
    return [
        {**row, "month": path.parent.name.removeprefix("month=")}
        for path in files
        for row in parquet.read_table(path, partitioning=None).to_pylist()
    ]


def contents(lake, tables=TABLES):
    """The rows of the files of each month as bytes, whatever the names of the files.

    The footer is left out: it lists the encodings of a column in an order that differs from process to process.
    """
    found = [(str(p.parent.relative_to(lake)), p.read_bytes()) for t in tables for p in (lake / t).glob("*/*.parquet")]
    ends = ((month, made, len(made) - 8 - int.from_bytes(made[-8:-4], "little")) for month, made in found)
    return sorted((month, hashlib.sha256(made[:end]).hexdigest()) for month, made, end in ends)


@pytest.fixture(scope="module")
def news(documents, tmp_path_factory):
    return write_lines(tmp_path_factory.mktemp("news") / "news.jsonl", documents, ['{"id": "broken"', ""])


@pytest.fixture(scope="module")
def lake(spark, news, tmp_path_factory):
    """The lake that coding makes, with what the job printed."""
    folder = tmp_path_factory.mktemp("lake")
    with pytest.MonkeyPatch.context() as patch:
        printed = []
        patch.setattr(
            "sys.stdout", type("Out", (), {"write": staticmethod(printed.append), "flush": staticmethod(bool)})
        )
        code = main(["code", "--lake", str(folder), str(news)])
    return folder, code, json.loads(printed[-1])


def test_two_executors_are_at_work(spark, lake):
    if MASTER.startswith("local["):
        pytest.skip(f"{HOME} cannot be written to, so Spark ran in one process with two Python workers")
    executors = spark.sparkContext._jsc.sc().statusTracker().getExecutorInfos()
    assert len(executors) == 3


def test_the_report_counts_documents_errors_and_records(lake, documents, coded):
    _, code, report = lake
    assert code == 1
    assert report["read"] == report["documents"] == len(documents) + 1
    assert (report["errors"], report["left_out"]) == (1, 0)
    assert report["records"] == sum(len(one.records) for one in coded)
    assert report["months"] == sorted({*MONTHS, "unknown"})


def test_rows_are_those_of_one_process(lake, documents, coded, tmp_path):
    folder, *_ = lake
    write(tmp_path, [batch_of(documents, coded)])
    failed = [row for row in rows_in(folder) if isinstance(coded_of(row), FailedDocument)]
    assert [coded_of(row).error.code for row in failed] == ["invalid_json"]
    for table in TABLES:
        mine, theirs = ([json.dumps(row, default=str) for row in rows_in(where, table)] for where in (folder, tmp_path))
        mine = [row for row in mine if row not in {json.dumps(one, default=str) for one in failed}]
        assert sorted(mine) == sorted(theirs)
        assert mine
    by_id = {d.id: d for d in documents}
    assert {row["id"]: document_of(row) for row in rows_in(folder) if row not in failed} == {
        str(identity): document for identity, document in by_id.items()
    }


def test_rows_of_a_file_stand_in_order_of_the_day(lake):
    for table in TABLES:
        for path in (lake[0] / table).glob("*/*.parquet"):
            days = [day for day in parquet.read_table(path, partitioning=None)["day"].to_pylist() if day is not None]
            assert days == sorted(days)


def test_nothing_is_left_beside_the_tables(lake):
    assert {path.name for path in lake[0].iterdir()} <= {
        *TABLES,
        "near_copies",
        "story_candidates",
        "ledger_candidates",
    }


def test_what_is_there_is_not_coded_again_and_a_month_that_nothing_is_added_to_stays(
    spark, lake, news, documents, tmp_path, capsys
):
    folder = tmp_path / "lake"
    shutil.copytree(lake[0], folder)
    before = contents(folder)
    assert (
        run(capsys, "code", "--lake", folder, news)[1].items()
        >= {"documents": 0, "left_out": len(documents) + 1}.items()
    )
    assert contents(folder) == before
    one = Document("one more", "Chad accused Sudan.", published="2022-03-02")
    code, report = run(capsys, "code", "--lake", folder, news, write_lines(tmp_path / "more.jsonl", [one]))
    assert code == 0
    assert (report["documents"], report["months"]) == (1, ["2022-03"])
    assert {change[0].partition("/")[2] for change in {*contents(folder)} ^ {*before}} == {"month=2022-03"}
    assert sorted(row["id"] for row in rows_in(folder) if row["id"]) == sorted(str(d.id) for d in [*documents, one])
    assert {row["month"] for row in rows_in(folder) if row["id"] == "one more"} == {"2022-03"}


def test_the_same_documents_coded_again_are_the_same_bytes(spark, lake, news, tmp_path, capsys):
    folder = tmp_path / "lake"
    shutil.copytree(lake[0], folder)
    code, report = run(capsys, "code", "--again", "--lake", folder, news)
    assert (code, report["left_out"]) == (1, 0)
    assert contents(folder) == contents(lake[0])


def test_a_document_that_kills_its_process_costs_one_error_and_parquet_comes_in(
    spark, documents, foreign, monkeypatch, tmp_path, capsys
):
    monkeypatch.syspath_prepend(foreign)
    made = [*documents[:2], Document("deadly", "A poison pill.", published="2022-03-05")]
    rows = [{"id": d.id, "text": d.text, "published": date.fromisoformat(d.published)} for d in made]
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "in.parquet")
    code, report = run(capsys, "code", "--coder", "deadly", "--lake", tmp_path / "lake", tmp_path / "in.parquet")
    assert (code, report["documents"], report["errors"]) == (1, 3, 1)
    failed = {row["id"]: coded_of(row) for row in rows_in(tmp_path / "lake")}
    assert failed["deadly"].error.code == "worker_died"
    assert sum(isinstance(one, FailedDocument) for one in failed.values()) == 1


@pytest.fixture(scope="module")
def linked(spark, lake):
    with pytest.MonkeyPatch.context() as patch:
        printed = []
        patch.setattr(
            "sys.stdout", type("Out", (), {"write": staticmethod(printed.append), "flush": staticmethod(bool)})
        )
        main(["link", "--lake", str(lake[0])])
    return json.loads(printed[-1])


def test_near_copies_are_those_that_comparing_all_finds(lake, linked):
    known = [row for row in rows_in(lake[0]) if row["key"]]
    expected = {
        frozenset((one["key"], other["key"])): resemblance(one["sketch"], other["sketch"])
        for one, other in combinations(known, 2)
        if resemblance(one["sketch"], other["sketch"]) >= NEAR_COPY
    }
    found = rows_in(lake[0], "near_copies")
    assert expected
    assert {frozenset((row["document"], row["other"])): row["resemblance"] for row in found} == expected
    assert linked["near_copies"] == len(found)


def test_story_candidates_share_keys_and_the_later_names_the_month(lake, linked):
    known = {row["key"]: row for row in rows_in(lake[0]) if row["key"]}
    found = rows_in(lake[0], "story_candidates")
    assert {row["id"] for row in known.values()} >= {"quake-pledges-meridian-2021", "quake-pledges-himal-2021"}
    for row in found:
        later, earlier = known[row["document"]], known[row["other"]]
        assert row["shared"] == len(set(later["words"]) & set(earlier["words"]))
        assert (earlier["day"], earlier["key"]) < (later["day"], later["key"])
        assert row["month"] == later["month"]
    pairs = {(known[row["other"]]["id"], known[row["document"]]["id"]) for row in found}
    assert ("quake-pledges-meridian-2021", "quake-pledges-himal-2021") in pairs


def test_ledger_candidates_are_earlier_claims_between_the_same_parties_that_open_an_entry(lake, linked):
    claims = {row["claim"]: row for row in rows_in(lake[0], "claims")}
    found = rows_in(lake[0], "ledger_candidates")
    assert found
    for row in found:
        later, opening = claims[row["claim"]], claims[row["opening"]]
        made = json.loads(opening["packed"])
        assert all(made[side] for side in ("act", "by", "to"))
        assert set(later["pairs"]) & set(opening["pairs"])
        assert later["month"] == row["month"] >= opening["month"]


def test_linking_a_month_alone_leaves_the_same_pairs(lake, linked, capsys):
    tables = ("near_copies", "story_candidates", "ledger_candidates")
    before = contents(lake[0], tables)
    run(capsys, "link", "--lake", lake[0], "--month", MONTHS[2])
    assert contents(lake[0], tables) == before


def test_a_row_is_paired_with_so_many_before_it_and_no_more(spark):
    rows, within = 200, 7
    chance = random.Random(rows)
    days = [date(2024, 5, 1) + timedelta(days=chance.randrange(9)) for _ in range(rows)]
    made = [
        {"block": block, "item": f"{nth:03}", "day": days[nth], "opens": chance.random() < 0.6}
        for nth in range(rows)
        for block in chance.sample("abc", 2)
    ]
    expected = set()
    for block in "abc":
        inside = sorted((row["day"], row["item"], row["opens"]) for row in made if row["block"] == block)
        for place, (_, item, _) in enumerate(inside):
            opened = [other for _, other, opens in inside[:place] if opens]
            expected |= {(item, other, block) for other in opened[-within:]}
    pairs = neighbours(spark.createDataFrame(made), within)
    rows_found = pairs.collect()
    found = [tuple(row)[:3] for row in rows_found]
    assert all(row.days_apart == (days[int(row.item)] - days[int(row.other)]).days for row in rows_found)
    assert len(found) == len(set(found))
    assert set(found) == expected
    best = most_shared(pairs, 2).collect()
    assert max(sum(row["item"] == item for row in best) for item, *_ in expected) == 2


def test_months_wait_until_there_are_enough():
    counts = {"2024-02": 5, "2024-01": 4, "2024-03": 20, "unknown": 1}
    assert list(some_together(counts, 8)) == [["2024-01", "2024-02"], ["2024-03"], ["unknown"]]
    assert list(some_together({}, 8)) == []


def test_the_month_before():
    assert [month_before(month) for month in ("2024-03", "2024-01", "unknown")] == ["2024-02", "2023-12", "unknown"]


def test_a_lake_that_both_wrote_is_one_lake(lake, documents, coded, tmp_path):
    pytest.importorskip("duckdb", reason="DuckDB is not installed")
    folder = tmp_path / "lake"
    shutil.copytree(lake[0], folder)
    extra = [Document("extra", "Chad bombed Sudan on Tuesday.", published="2022-03-08", source="Meridian")]
    write(folder, [batch_of([*extra, *documents[:4]], [*code_documents(extra), *coded[:4]])])
    made = [row["key"] for row in rows_in(folder) if row["key"]]
    assert len(made) == len({*made}) == len(documents) + 1
    for table in ITEMS:
        told = [json.dumps({**row, "counts": None}, default=str) for row in rows_in(folder, table)]
        assert len(told) == len({*told})
    opened = open_lake(folder)
    (event,) = event_rows(opened, "TCD", "SDN")
    assert (event.source, event.target, event.day) == ("TCD", "SDN", "2022-03-08")
    assert {trend.period for trend in ask_trends(opened, TrendQuestion())} >= set(MONTHS)


def test_input_that_cannot_be_read_is_named(spark, tmp_path, capsys):
    assert main(["code", "--lake", str(tmp_path / "lake"), str(tmp_path / "missing.jsonl")]) == 2
    assert "missing.jsonl" in capsys.readouterr().err
    parquet.write_table(pa.table({"id": ["a"], "body": ["x"]}), tmp_path / "other.parquet")
    assert main(["code", "--lake", str(tmp_path / "lake"), str(tmp_path / "other.parquet")]) == 2
    assert "other.parquet: there is no column text; it has id, body" in capsys.readouterr().err


def test_packed_lines_come_in_and_a_codebook_of_ones_own_is_shipped(spark, tmp_path, capsys):
    document = Document("a", "Afghanistan has reduced the flow of the Helmand river into Iran.", published="2022-03-05")
    write_lines(tmp_path / "news.jsonl", [document])
    lines = (tmp_path / "news.jsonl").read_bytes()
    (tmp_path / "news.jsonl.gz").write_bytes(gzip.compress(lines))
    with pa.CompressedOutputStream(str(tmp_path / "more.jsonl.zst"), "zstd") as stream:
        stream.write(lines.replace(b'"a"', b'"b"'))
    (tmp_path / "mine.toml").write_text(OWN)
    inputs = (tmp_path / "news.jsonl.gz", tmp_path / "more.jsonl.zst")
    code, _ = run(capsys, "code", "--codebook", tmp_path / "mine.toml", "--lake", tmp_path / "lake", *inputs)
    made = {row["id"]: coded_of(row) for row in rows_in(tmp_path / "lake")}
    assert code == 0
    assert {name: one.coder.codebook for name, one in made.items()} == {"a": "rivers", "b": "rivers"}
    assert [record.type for one in made.values() for record in one.records if record.kind == "event"] == ["DIVERT"] * 2
