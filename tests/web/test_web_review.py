"""Review: the queue in its order, decisions that go on to the next, undoing, agreement."""

import re
from typing import Any

from fastapi.testclient import TestClient

from servanda.store import Store, deciding
from servanda.store.asking_documents import numbers_of
from servanda.store.asking_queue import ask_queue
from servanda.store.deciding import Person


def queue(store: Store, kind: str | None = None) -> list[str]:
    """The whole queue, gone through one by one."""
    with store.reading() as reader:
        found, seen = ask_queue(reader, kind, None), []
        while found is not None:
            seen.append(found.record)
            assert ask_queue(reader, kind, found.place) == found
            found = ask_queue(reader, kind, found.place, "next")
    return seen


def shown(client: TestClient, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/review.json{query}")
    assert answer.status_code == 200
    data: dict[str, Any] = answer.json()
    return data


def test_the_queue_goes_both_ways_and_leaves_nothing_out(looked_at: Store, client: TestClient) -> None:
    forward = queue(looked_at)
    assert len(forward) == len(set(forward)) == sum(shown(client)["left"].values())
    back = []
    with looked_at.reading() as reader:
        found = ask_queue(reader, None, None)
        while found is not None:
            last = found
            found = ask_queue(reader, None, found.place, "next")
        while last is not None:
            back.append(last.record)
            last = ask_queue(reader, None, last.place, "previous")  # type: ignore[assignment]
    assert back == forward[::-1]


def test_the_most_doubtful_is_shown_with_its_words(client: TestClient, looked_at: Store) -> None:
    data = shown(client)
    page = client.get("/review").text
    assert data["record"]["id"] == queue(looked_at)[0]
    assert f'id="t-{data["record"]["id"]}"' in page
    assert "It says so" in page


def test_of_one_kind(client: TestClient, looked_at: Store) -> None:
    assert {r.partition("-")[0] for r in queue(looked_at, "commitment")} <= {"commitment"}
    assert client.get("/review?kind=commitment").status_code == 200


def test_nothing_is_left(empty_client: TestClient) -> None:
    assert "Nothing is left" in empty_client.get("/review").text


def test_a_decision_goes_on_to_the_next_and_is_taken_back(writer: TestClient, store: Store) -> None:
    before = queue(store)
    first = shown(writer)
    address = f"/review/{first['document']}/{first['record']['id']}"
    answer = writer.post(address, data={"deed": "confirm"}, headers={"HX-Request": "true"})
    assert f'id="t-{before[1]}"' in answer.text
    assert queue(store) == before[1:]
    number = re.search(r"/review/[0-9a-f]+/undo/(\d+)", answer.text)
    assert number is not None
    answer = writer.post(number[0], data={}, headers={"HX-Request": "true"})
    assert f'id="t-{before[0]}"' in answer.text
    assert queue(store) == before


def test_without_scripts_it_works_too(writer: TestClient, store: Store) -> None:
    before, first = queue(store), shown(writer)
    page = writer.post(f"/review/{first['document']}/{first['record']['id']}", data={"deed": "reject"}).text
    assert f'id="t-{before[1]}"' in page
    undo = re.search(r"/review/[0-9a-f]+/undo/\d+", page)
    assert undo is not None
    assert f'id="t-{before[0]}"' in writer.post(undo[0], data={}).text


def test_a_correction_in_the_queue(writer: TestClient, store: Store) -> None:
    first = shown(writer, "?kind=commitment")
    address = f"/review/{first['document']}/{first['record']['id']}"
    assert "Correct this" in writer.get(f"{address}/edit?kind=commitment", headers={"HX-Request": "true"}).text
    other = "offer" if first["record"]["act"] != "offer" else "pledge"
    writer.post(f"{address}?kind=commitment", data={"deed": "edit", "act": other})
    records = writer.get(f"/document/{first['document']}.json").json()["records"]
    assert next(r for r in records if r["id"] == first["record"]["id"])["act"] == other


def test_people_who_differ_stand_side_by_side(writer: TestClient, store: Store) -> None:
    with store.reading() as reader:
        number = numbers_of(reader, "rice-1")[0]
    record = next(r for r in queue(store) if r.startswith("commitment"))
    first = next(
        d for d in ("rice-1", "rice-2", "rice-3", "rice-4", "grain-1", "grain-2")
        if any(r["id"] == record for r in writer.get(f"/document/{_key(store, d)}.json").json()["records"])
    )  # fmt: skip
    with store.reading() as reader:
        number = numbers_of(reader, first)[0]
    deciding.decide_record(store, record, "confirm", Person("Ana", "so it is"), None, number)
    deciding.decide_record(store, record, "reject", Person("Ben", "not so"), None, number)
    answer = writer.get("/review/agreement")
    assert answer.status_code == 200
    assert "Ana" in answer.text
    assert "rejected" in answer.text
    assert [one["kind"] for one in writer.get("/review/agreement.json").json()] == ["commitment"]


def _key(store: Store, name: str) -> str:
    from servanda.store.asking_documents import keys_of  # noqa: PLC0415

    with store.reading() as reader:
        return keys_of(reader, numbers_of(reader, name))[0]


def test_nobody_shared_a_record_yet(client: TestClient) -> None:
    assert "Nobody shared a record yet" in client.get("/review/agreement").text
