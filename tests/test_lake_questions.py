"""A lake and a store that hold the same coded documents give the same answers; what a lake holds goes whole into a store."""

import json
import re
import sys
import tempfile
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="the lake needs duckdb")
pytest.importorskip("pyarrow", reason="the lake needs pyarrow")

from browsing import app_over, client_of
from contents import contents, fill
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from servanda.analysis.ledger import LedgerQuestion
from servanda.analysis.trends import TrendQuestion
from servanda.cli.main import app
from servanda.coding.coder import code_documents
from servanda.lake import asking as lakes
from servanda.lake.conditions import COLUMNS, parse_condition
from servanda.lake.ledger import entries_of
from servanda.lake.opening import TABLES, LakeError, open_lake
from servanda.lake.reading import count_slice, read_slice
from servanda.lake.rows import batch_of
from servanda.lake.stories import are_told, ask_members, draw_stories, with_stories
from servanda.lake.writing import write
from servanda.record import FailedDocument, Failure, to_dict
from servanda.samples import load_samples
from servanda.sources import Document
from servanda.sources.found import Found
from servanda.store import asking_stories, open_store
from servanda.store.asking_documents import keys_of, numbers_of
from servanda.store.asking_ledger import ask_ledger, ledger_rows
from servanda.store.asking_pairs import ask_pairs, ask_parties
from servanda.store.asking_relation import ask_relation
from servanda.store.asking_trends import ask_trends
from servanda.store.loading import load
from servanda.store.preparing import prepare

TODAY = "2030-01-01"
HAD = "2026-01-01T00:00:00+00:00"
STATEMENT = "Fiji promised Tuvalu 30 tonnes of rice. Fiji's prime minister met Tuvalu's prime minister in Suva."


@pytest.fixture(scope="module")
def documents():
    samples = load_samples()[10:50]
    made = [Document(s.id, s.text, title=s.title, published=s.published, source=s.source) for s in samples]
    return [*made, Document(7, STATEMENT, published="2024-03-05"), Document("undated", STATEMENT)]


@pytest.fixture(scope="module")
def coded(documents):
    return list(code_documents(documents))


@pytest.fixture(scope="module")
def batch(documents, coded):
    """All the documents, and a line of input that was none."""
    failed = FailedDocument("x", Failure("invalid_json", "line 3: not JSON"))
    return batch_of([*documents, failed], [*coded, failed])


@pytest.fixture(scope="module")
def folder(batch, tmp_path_factory):
    made = tmp_path_factory.mktemp("lake") / "it's a lake"
    write(made, [batch])
    draw_stories(open_lake(made))
    return made


@pytest.fixture(scope="module")
def lake(folder):
    return open_lake(folder)


@pytest.fixture(scope="module")
def store(documents, coded, tmp_path_factory):
    made = open_store(tmp_path_factory.mktemp("store"))
    fill(made, [[prepare(Found(d, "lake", "", named=True), c, HAD) for d, c in zip(documents, coded, strict=True)]])
    yield made
    made.close()


@pytest.fixture(scope="module")
def reader(store):
    with store.reading() as connection:
        yield connection


def list_trends(lake, question):
    return list(lakes.ask_trends(lake, question))


def by_entry(rows):
    return sorted(rows, key=lambda row: row["entry"])


def both_ledgers(reader, lake, question):
    kept, asked = list(ask_ledger(reader, question)), list(lakes.ask_ledger(lake, question))
    return ledger_rows(reader, kept), lakes.ledger_rows(lake, asked)


def test_the_ledger_is_that_of_the_store(reader, lake):
    kept, asked = both_ledgers(reader, lake, LedgerQuestion(TODAY))
    assert asked == kept
    assert len(kept) > 30
    assert len({row["status"] for row in kept}) > 3


def test_the_ledger_between_parties_is_that_of_the_store(reader, lake):
    kept, _ = both_ledgers(reader, lake, LedgerQuestion(TODAY))
    sides = sorted({(by, to) for row in kept for by in (None, *row["by"]) for to in (None, *row["to"])}, key=str)
    for by, to in sides[::3]:
        kept, asked = both_ledgers(reader, lake, LedgerQuestion(TODAY, by, to))
        assert asked == kept, (by, to)


@pytest.mark.parametrize("day", ["2021-12-31", "2022-09-01", "2024-06-30"])
def test_the_ledger_of_an_earlier_day_is_that_of_the_store(reader, lake, day):
    kept, asked = both_ledgers(reader, lake, LedgerQuestion(day))
    assert kept
    assert by_entry(asked) == by_entry(kept)


@pytest.mark.parametrize("question", [{"status": "silent"}, {"status": "delivered"}, {"sector": "food"}, {"most": 3}])
def test_the_ledger_is_filtered_as_that_of_the_store(reader, lake, question):
    kept, asked = both_ledgers(reader, lake, LedgerQuestion(TODAY, **question))
    assert asked == kept
    assert kept


def test_where_there_are_too_many_claims_the_newest_that_name_the_parties_are_linked(lake):
    query = "SELECT claim FROM claims WHERE list_contains(parties, 'NPL') ORDER BY day DESC NULLS LAST, claim"
    known = [claim for (claim,) in lake.rows(query)]
    few = entries_of(lake, ["NPL"], None, most_claims=len(known) // 2)
    linked = {claim.id for entry in few for claim in entry.claims}
    assert set() < linked <= set(known[: len(known) // 2])


def test_what_is_left_out_is_counted(lake, monkeypatch):
    question = LedgerQuestion(TODAY, by="NPL")
    assert lakes.left_out(lake, question) == 0
    ((count,),) = lake.rows("SELECT count(*) FROM claims WHERE list_contains(parties, 'NPL')")
    monkeypatch.setattr("servanda.lake.ledger.MOST_CLAIMS", 3)
    assert lakes.left_out(lake, question) == count - 3
    assert lakes.left_out(lake, LedgerQuestion(TODAY)) == 0


def test_relations_are_those_of_the_store(reader, lake):
    pairs = ask_pairs(reader, 1000)
    assert len(pairs) > 20
    for pair in pairs:
        kept = ask_relation(reader, pair.one, pair.other, TODAY)
        assert lakes.ask_relation(lake, pair.one, pair.other, TODAY) == kept


@pytest.mark.parametrize("by", ["week", "month", "year"])
@pytest.mark.parametrize("of", ["all", "pair", "class", "type"])
def test_trends_are_those_of_the_store(reader, lake, by, of):
    first = ask_pairs(reader, 1)[0]
    parties = [(None, None), *((p.party, None) for p in ask_parties(reader, 5)), (first.other, first.one)]
    spans = [(None, None, None), ("2022-01-01", "2023-06-30", None), (None, None, 2)]
    for party, other in parties:
        for since, until, most in spans:
            question = TrendQuestion(by, of, party, other, since, until, most)
            kept = list(ask_trends(reader, question))
            assert list_trends(lake, question) == kept
            assert kept or since


@pytest.mark.parametrize("by", ["week", "month", "year"])
def test_the_trend_of_a_pair_is_its_relation(reader, lake, by):
    for pair in ask_pairs(reader, 30):
        periods = ask_relation(reader, pair.one, pair.other, TODAY).periods[by]
        told = [
            (p.start, p.cooperation, p.conflict, p.cooperative_intensity, p.conflictual_intensity)
            for p in periods
            if p.cooperation or p.conflict
        ]
        found = list_trends(lake, TrendQuestion(by, "all", pair.one, pair.other))
        shown = [(t.period, t.cooperation, t.conflict, t.cooperative_intensity, t.conflictual_intensity) for t in found]
        assert shown == told


def test_trends_can_be_cut_and_counted(lake):
    whole = list_trends(lake, TrendQuestion("year", "pair"))
    few = list_trends(lake, TrendQuestion("year", "pair", most=1, since="2022-01-01", until="2023-12-31"))
    assert [trend.period for trend in few] == ["2022", "2023"]
    for trend in few:
        year = [t.cooperation + t.conflict for t in whole if t.period == trend.period]
        assert trend.cooperation + trend.conflict == max(year)


def test_stories_are_those_of_the_store(reader, lake):
    kept = {str(row["id"]): row["story"] for row in asking_stories.ask_members(reader)}
    assert {str(row["id"]): row["story"] for row in ask_members(lake)} == kept
    assert len(set(kept.values())) < len(kept)


def test_without_stories_an_event_counts_once_for_each_document(batch, lake, tmp_path):
    write(tmp_path, [batch])
    fresh = open_lake(tmp_path)
    assert not are_told(fresh)
    assert are_told(lake)
    assert with_stories(lake) is lake
    question = TrendQuestion("year")
    counts = [sum(t.cooperation + t.conflict for t in list_trends(one, question)) for one in (fresh, lake)]
    assert counts[0] > counts[1]
    assert list_trends(with_stories(fresh), question) == list_trends(lake, question)


@settings(max_examples=4, deadline=None)
@given(data=st.data())
def test_a_lake_written_in_any_pieces_gives_the_same(batch, lake, data):
    order = data.draw(st.permutations(range(batch.num_rows)))
    cut = data.draw(st.integers(1, batch.num_rows - 1))
    with tempfile.TemporaryDirectory() as place:
        for piece in (order[:cut], order[cut:]):
            write(Path(place), [batch.take(piece)])
        draw_stories(open_lake(Path(place)))
        pieced = open_lake(Path(place))
        assert entries_of(pieced, [], None) == entries_of(lake, [], None)
        assert list(ask_members(pieced)) == list(ask_members(lake))
        question = TrendQuestion("month", "type")
        assert list_trends(pieced, question) == list_trends(lake, question)


def test_a_lake_goes_whole_into_a_store(store, lake, coded, tmp_path):
    loaded, outcomes = open_store(tmp_path / "store"), []
    load(loaded, read_slice(lake), outcomes.append)
    assert {outcome.state for outcome in outcomes} == {"kept"}
    assert len(outcomes) == len(coded)
    there, here = contents(store), contents(loaded)
    assert [name for name in there if there[name] != here[name]] == []
    loaded.close()


def test_a_slice_gives_documents_and_records_as_they_were(lake, documents, coded):
    by_id = {str(d.id): (d, c) for d, c in zip(documents, coded, strict=True)}
    for found, record in read_slice(lake, parse_condition("party = 'NPL' and day >= '2022-01-01'")):
        document, was = by_id[str(found.document.id)]
        assert found.document == document
        assert to_dict(record) == to_dict(was)
        assert all(document.text[r.evidence.start : r.evidence.end] == r.evidence.quote for r in record.records)


def test_the_web_application_opens_evidence_of_a_slice_at_its_words(lake, tmp_path):
    loaded, outcomes = open_store(tmp_path / "store"), []
    load(loaded, read_slice(lake, parse_condition("party = 'BRA'")), outcomes.append)
    browser = client_of(app_over(loaded))
    for outcome in outcomes:
        with loaded.reading() as connection:
            (number,) = numbers_of(connection, str(outcome.id))
            (key,) = keys_of(connection, [number])
        data = browser.get(f"/document/{key}.json").json()
        assert len(data["records"]) == outcome.records > 0
        for record in data["records"]:
            assert data["text"][record["evidence"]["start"] : record["evidence"]["end"]] == record["evidence"]["quote"]
        page = browser.get(f"/document/{key}").text
        assert all(record["id"] in page for record in data["records"] if record["kind"] == "event")
    loaded.close()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("month = '2024-03'", lambda d: (d.published or "").startswith("2024-03")),
        ("day >= '2023-01-01'", lambda d: (d.published or "") >= "2023-01-01"),
        ("not day >= '2023-01-01'", lambda d: (d.published or "") < "2023-01-01"),
        ("title like '%ceasefire%'", lambda d: "ceasefire" in (d.title or "").lower()),
        ("id = 7 or id = 'undated'", lambda d: d.id in (7, "undated")),
        ('text = "it\'s not there"', lambda d: False),
    ],
)
def test_a_condition_chooses_documents(lake, documents, text, wanted):
    condition = parse_condition(text)
    chosen = {str(found.document.id) for found, _ in read_slice(lake, condition)}
    assert chosen == {str(d.id) for d in documents if wanted(d)}
    assert count_slice(lake, condition) == len(chosen)


@pytest.mark.parametrize("column", ["party", "type", "class", "act", "story"])
def test_what_documents_tell_chooses_them(lake, documents, coded, column):
    values = {"party": "NPL", "type": "CONSULT", "class": "verbal conflict", "act": "pledge"}
    value = values.get(column) or next(row["story"] for row in ask_members(lake))
    chosen = {str(f.document.id) for f, _ in read_slice(lake, parse_condition(f"{column} = '{value}'"))}
    others = {str(f.document.id) for f, _ in read_slice(lake, parse_condition(f"not {column} = '{value}'"))}
    assert chosen
    assert chosen | others == {str(d.id) for d in documents}
    assert not chosen & others


# The documentation.

PAGE = (Path(__file__).parents[1] / "docs" / "lake.md").read_text("utf-8")


@pytest.mark.parametrize("query", re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL))
def test_examples_of_the_documentation_find_something(folder, lake, query):
    assert list(lake.rows(query.replace("'lake/", f"'{str(folder).replace(chr(39), chr(39) * 2)}/")))


def test_the_documentation_names_every_table_and_column(lake):
    for table in (*TABLES, "stories"):
        (row,) = re.findall(rf"^\| `{table}` \| (.*) \|$", PAGE, re.MULTILINE)
        columns = [name for (name, *_) in lake.rows(f"DESCRIBE {table}")]
        assert [name for name in columns if f"`{name}`" not in row] == []


def test_the_documentation_names_every_column_of_a_condition():
    assert [name for name in COLUMNS if f"`{name}`" not in PAGE] == []


# The command line.


def run(*arguments, code=0):
    made = CliRunner().invoke(app, list(map(str, arguments)))
    assert made.exit_code == code, made.output
    return made


def lines(made):
    return [json.loads(line) for line in made.stdout.splitlines()]


@pytest.mark.parametrize(
    "arguments",
    [
        ("ledger", "--by", "BRA", "--json"),
        ("ledger", "--status", "delivered"),
        ("relation", "IDN", "KHM", "--json", "--by", "year"),
        ("relation", "NPL", "JPN", "--by", "week"),
        ("trends", "NPL", "--of", "pair", "--by", "year", "--json"),
        ("trends", "--of", "type", "--since", "2022-02", "--until", "2023", "--most", 3),
    ],
)
def test_commands_say_the_same_of_a_lake_and_of_a_store(store, folder, arguments):
    kept, asked = run(*arguments, "--store", store.place), run(*arguments, "--lake", folder)
    assert asked.stdout == kept.stdout
    assert len(kept.stdout.splitlines()) > 1 or "{" in kept.stdout


def test_a_slice_is_loaded_once(folder, tmp_path):
    command = ("load", "--lake", folder, "--store", tmp_path / "s", "--where", "party = 'NPL'", "--json")
    first, second = lines(run(*command)), lines(run(*command))
    assert {row["state"] for row in first} == {"kept"}
    assert {row["state"] for row in second} == {"known"}
    assert [row["id"] for row in first] == [row["id"] for row in second]
    made = lines(run("relation", "NPL", "JPN", "--store", tmp_path / "s", "--json"))
    assert made[0]["periods"]


def test_stories_of_a_lake_are_shown(folder, lake):
    rows = lines(run("stories", "--lake", folder, "--json"))
    assert [row["story"] for row in rows] == [row["story"] for row in ask_members(lake)]
    assert rows[0]["story"] in run("stories", "--lake", folder, "--most", 1000).stdout.replace("\n", "")
    assert "There is no such story" in run("stories", "nothing", "--lake", folder).stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("load", "--where", "sourc = 'x'"), "Did you mean source?"),
        (("load", "--where", "day = 'May'"), "write a day as"),
        (("trends", "--store", "somewhere"), "either a lake or a store"),
        (("trends", "--since", "May"), "is no day"),
    ],
)
def test_wrong_use_says_what_to_write(folder, arguments, told):
    made = run(*arguments, "--lake", folder, code=2)
    assert told in " ".join(made.stderr.replace("│", " ").split())


def test_nothing_to_load_is_said(folder, tmp_path):
    made = run("load", "--lake", folder, "--store", tmp_path / "s", "--where", "id = 'no such'", code=1)
    assert "No document" in made.stderr
    assert not (tmp_path / "s").exists()


def test_a_folder_that_is_no_lake_is_named(tmp_path):
    with pytest.raises(LakeError, match=r"is no lake.*servanda code --format parquet"):
        open_lake(tmp_path / "nowhere")
    path = tmp_path / "events" / "month=2024-01" / "a.parquet"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"no Parquet at all")
    with pytest.raises(LakeError, match="events cannot be read"):
        open_lake(tmp_path)


@pytest.mark.parametrize("name", ["duckdb", "pyarrow"])
def test_what_is_not_installed_is_named(folder, monkeypatch, name):
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(LakeError, match=rf"a lake needs {name}: pip install 'servanda\[lake\]'"):
        open_lake(folder)


@pytest.mark.parametrize("name", ["duckdb", "pyarrow"])
def test_commands_say_what_is_not_installed(folder, monkeypatch, name):
    monkeypatch.setitem(sys.modules, name, None)
    assert "pip install" in run("trends", "--lake", folder, code=2).stderr


def test_nothing_is_fetched(lake):
    names = ("autoinstall_known_extensions", "autoload_known_extensions")
    assert [str(value).lower() for name in names for (value,) in lake.rows(f"SELECT current_setting('{name}')")] == [
        "false",
        "false",
    ]
