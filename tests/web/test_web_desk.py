"""Today, codebook, sources, export, and the interface for programs."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from browsing import client_of
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator

from servanda.store import Store
from servanda.web.app import make_app
from servanda.web.settings import WebSettings


@pytest.fixture
def trying(looked_at: Store) -> Iterator[TestClient]:
    """A browser of an application that codes in the process of the test."""
    with ThreadPoolExecutor(1) as executor:
        yield client_of(make_app(looked_at, WebSettings(), "tester", executor))


def test_today_shows_what_is_new_changed_and_doubtful(client: TestClient) -> None:
    found = client.get("/today.json").json()
    assert found["new"][0]["id"] == "empty"
    assert any(one["counts"].get("commitment") for one in found["new"])
    assert found["changed"]
    heard = [one["last_heard"] for one in found["changed"]]
    assert heard == sorted(heard, reverse=True)
    assert all("overdue" in one["computed"] for one in found["overdue"])
    html = client.get("/today").text
    assert f'/document/{found["new"][1]["key"]}"' in html
    assert found["changed"][0]["content"] in html


def test_an_empty_store_says_what_to_do(empty_client: TestClient) -> None:
    for path in ("/today", "/sources"):
        html = empty_client.get(path).text
        assert 'class="empty"' in html, path


def test_sources_say_how_far_they_reach(client: TestClient) -> None:
    found = client.get("/sources.json").json()
    known = {one["source"]: one for one in found["sources"]}
    assert known["Meridian Wire"]["documents"] == 2
    assert known["Meridian Wire"]["newest"] == "2023-03-08"
    assert found["documents"] == 8
    assert (len(found["coverage"]), found["coverage"][-1]) == (90, {"day": "2023-03", "documents": 1})
    assert sum(one["documents"] for one in found["coverage"]) > 1


def test_the_codebook_shows_every_type_and_act_with_examples(client: TestClient) -> None:
    entries = client.get("/codebook.json").json()["entries"]
    acts = {one["name"]: one for one in entries if one["part"] == "act"}
    assert acts["pledge"]["examples"]
    types = [one for one in entries if one["part"] == "type"]
    assert len(types) >= 16
    assert all(one["quad"] and one["examples"] for one in types)


def test_a_sentence_is_tried_and_not_kept(trying: TestClient) -> None:
    before = trying.get("/sources.json").json()["documents"]
    sentence = "Japan will give Madagascar 40,000 tonnes of rice, Foreign Minister Haruka Shimada said."
    found = trying.get("/codebook/try.json", params={"text": sentence}).json()
    assert {"commitment", "statement"} <= {one["kind"] for one in found["records"]}
    part = trying.get("/codebook/try", params={"text": sentence}, headers={"HX-Request": "true"}).text
    assert "pledge" in part
    assert "<html" not in part
    assert trying.get("/sources.json").json()["documents"] == before


def test_exported_lines_are_those_of_the_contract_with_decisions(writer: TestClient) -> None:
    lines = [json.loads(line) for line in writer.get("/export/records.jsonl").text.splitlines()]
    assert len(lines) == 8
    assert all({"id", "records", "sha256", "coder"} <= set(line) for line in lines)
    some = [
        json.loads(line) for line in writer.get("/export/records.jsonl?since=2022-09&until=2022-12").text.splitlines()
    ]
    assert sorted(line["id"] for line in some) == ["grain-2", "rice-3"]


def test_exported_tables_and_ledger(client: TestClient) -> None:
    rows = client.get("/export/records.csv").text.splitlines()
    assert rows[0].startswith("key,")
    assert len(rows) > 20
    entries = [json.loads(line) for line in client.get("/export/ledger.jsonl?as_of=2022-12-31").text.splitlines()]
    assert any(entry["by"] == ["JPN"] and entry["to"] == ["MDG"] for entry in entries)


def test_the_interface_for_programs_is_described(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert "/search.json" in described["paths"]
    search = described["paths"]["/search.json"]["get"]
    assert {"q", "actor", "page", "size"} <= {one["name"] for one in search["parameters"]}
    assert all(one.get("description") for one in search["parameters"])
    listed = {one["path"] for one in client.get("/api.json").json()}
    assert listed == set(described["paths"])


def test_every_question_has_an_example_that_is_sound(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    asked = {path for path, said in described["paths"].items() if "get" in said and path.endswith(".json")}
    # A job lives while it is read; its answer is the progress of something.
    for path in sorted(asked - {"/read/{job}.json"}):
        said = described["paths"][path]["get"]
        content = said["responses"]["200"]["content"]["application/json"]
        Draft202012Validator({**content["schema"], "components": described["components"]}).validate(content["example"])
        required = [one for one in said.get("parameters", []) if one["required"]]
        assert all("example" in one for one in required), path
