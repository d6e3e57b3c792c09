"""The ledger and its entries: filters, twins, groups; every sentence at its place; decisions and their undoing."""

import re

import pytest
from fastapi.testclient import TestClient

from servanda.store import Store


def entries(client: TestClient, query: str = "") -> list[str]:
    return [line["entry"] for line in client.get(f"/ledger.json?{query}").json()["items"]]


def test_who_owes_what_to_whom(client: TestClient) -> None:
    answer = client.get("/ledger?by=Japan")
    assert answer.status_code == 200
    for words in ("Japan", "Madagascar", "suspended", "overdue", "<svg"):
        assert words in answer.text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("by=Japan", 1), ("by=jpn", 1), ("to=Madagascar&by=JPN", 1), ("by=Togo", 0), ("by=JPN&status=suspended", 1),
        ("by=JPN&status=delivered", 0), ("by=JPN&words=KILO", 1), ("by=JPN&words=wine", 0), ("by=JPN&as_of=2022-02-01", 0),
        ("by=JPN&as_of=2022-03-01&status=announced", 1), ("by=JPN&sector=food", 1), ("by=JPN&act=pledge", 1),
        ("by=JPN&act=threat", 0), ("by=JPN&status=overdue", 1), ("by=&to=&words=&status=", 2),
    ],
)  # fmt: skip
def test_filters(client: TestClient, query: str, count: int) -> None:
    assert len(entries(client, query)) == count


def test_those_heard_of_last_come_first(client: TestClient) -> None:
    heard = [line["last_heard"] for line in client.get("/ledger.json?slight=true").json()["items"]]
    assert len(heard) > 1
    assert heard == sorted(heard, reverse=True)


def test_empty_filters_are_a_page_that_says_what_to_do(client: TestClient) -> None:
    assert "No commitment fits" in client.get("/ledger?by=Togo").text


def test_an_empty_ledger_says_what_to_do(empty_client: TestClient) -> None:
    assert "servanda add" in empty_client.get("/ledger").text


@pytest.mark.parametrize("query", ["as_of=yesterday", "sort=beauty", "act=vow", "group=moon"])
def test_what_cannot_be_asked_is_refused(client: TestClient, query: str) -> None:
    assert client.get(f"/ledger?{query}").status_code == 422


def test_groups_have_headings(client: TestClient) -> None:
    assert re.search(r"Japan</?[^>]*> – |Japan – Madagascar", client.get("/ledger?group=pair").text)
    assert client.get("/ledger?group=sector").status_code == 200


def test_htmx_gets_the_rows_alone(client: TestClient) -> None:
    text = client.get("/ledger", headers={"HX-Request": "true"}).text
    assert text.lstrip().startswith('<div id="rows"')


def test_an_entry_opens_at_its_sentences(client: TestClient) -> None:
    entry = entries(client, "by=JPN")[0]
    page = client.get(f"/ledger/{entry}").text
    data = client.get(f"/ledger/{entry}.json").json()
    assert data["entry"] == entry
    assert len(data["history"]) >= 3
    links = re.findall(r"/document/([0-9a-f]{20})\?span=(\d+)-(\d+)#cited", page)
    assert len(links) >= len(data["history"])
    key, start, end = links[0]
    text = client.get(f"/document/{key}.json").json()["text"]
    assert text[int(start) : int(end)] in {step["evidence"]["quote"] for step in data["history"]}
    assert client.get(f"/ledger/{entry}.csv").text.count("\n") >= len(data["history"])


def test_an_entry_as_it_was_known_then(client: TestClient) -> None:
    entry = entries(client, "by=JPN")[0]
    assert client.get(f"/ledger/{entry}.json?as_of=2022-03-01").json()["status"] == "announced"
    assert client.get(f"/ledger/{entry}?as_of=2021-01-01").status_code == 404


def test_there_is_no_such_entry(client: TestClient) -> None:
    assert client.get("/ledger/entry-0123456789abcdef").status_code == 404


def decide(client: TestClient, entry: str, **given: object) -> int:
    return client.post(f"/ledger/{entry}/decide", data=given, follow_redirects=False).status_code


def status(client: TestClient, entry: str) -> str:
    return str(client.get(f"/ledger/{entry}.json").json()["status"])


def undo_last(client: TestClient, entry: str) -> None:
    number = re.search(rf"/ledger/{entry}/undo/(\d+)", client.get(f"/ledger/{entry}").text)
    assert number is not None
    client.post(f"/ledger/{entry}/undo/{number[1]}", data={})


def test_a_status_is_set_and_taken_back(writer: TestClient) -> None:
    entry = entries(writer, "by=JPN")[0]
    assert decide(writer, entry, deed="status", status="delivered", why="heard it") == 303
    assert status(writer, entry) == "delivered"
    assert entries(writer, "by=JPN&status=delivered") == [entry]
    assert "heard it" in writer.get(f"/ledger/{entry}").text
    undo_last(writer, entry)
    assert status(writer, entry) == "suspended"


def test_documents_are_split_off_and_brought_back(writer: TestClient) -> None:
    entry = entries(writer, "by=JPN")[0]
    page = writer.get(f"/ledger/{entry}").text
    boxes = re.findall(r'name="documents" value="([0-9a-f]+)"', page)
    assert len(boxes) > 2
    assert decide(writer, entry, deed="split", documents=boxes[-1:], why="another gift") == 303
    assert boxes[-1] not in re.findall(r'name="documents" value="([0-9a-f]+)"', writer.get(f"/ledger/{entry}").text)
    undo_last(writer, entry)
    assert len(re.findall(r'name="documents" value="([0-9a-f]+)"', writer.get(f"/ledger/{entry}").text)) == len(boxes)


def test_an_entry_that_was_merged_says_where_it_went(writer: TestClient, store: Store) -> None:
    one, other = entries(writer)[:2]
    assert decide(writer, one, deed="merge", into=f"http://localhost/ledger/{other}", why="the same") == 303
    answer = writer.get(f"/ledger/{one}")
    assert answer.status_code == 404
    assert other in answer.text
    assert len(entries(writer)) == 1
    undo_last(writer, other)
    assert len(entries(writer)) == 2


@pytest.mark.parametrize(
    "given",
    [
        {"deed": "status", "status": "lovely", "why": "x"}, {"deed": "merge", "into": "entry-0", "why": "x"},
        {"deed": "split", "why": "x"}, {"deed": "note", "why": ""}, {"deed": "dance", "why": "x"}, {},
    ],
)  # fmt: skip
def test_what_cannot_be_decided_is_refused(writer: TestClient, given: dict[str, str]) -> None:
    entry = entries(writer, "by=JPN")[0]
    assert writer.post(f"/ledger/{entry}/decide", data=given).status_code == 409
