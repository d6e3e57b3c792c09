"""Giving a text, files or an address to be read."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from browsing import client_of
from fastapi.testclient import TestClient

from servanda.store import open_store
from servanda.web.app import make_app
from servanda.web.giving import is_address, is_public, kept_files, uploaded
from servanda.web.settings import WebSettings

RICE = "Japan will give Madagascar 500 tonnes of rice, Foreign Minister Haruka Shimada said on Monday."


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[TestClient]:
    """A browser of an application over a new store, which codes in the process of the test."""
    store = open_store(tmp_path / "new")
    with ThreadPoolExecutor(1) as executor:
        made = client_of(make_app(store, WebSettings(), "tester", executor))
        made.get("/today")
        made.headers["X-CSRF-Token"] = made.cookies["servanda_csrf"]
        yield made
    store.close()


def read_it(desk: TestClient, **given: Any) -> dict[str, Any]:
    """Give something, wait until it is read, and return what became of it."""
    answer = desk.post("/read", follow_redirects=False, **given)
    assert answer.status_code == 303, answer.text
    place = answer.headers["location"]
    for _ in range(600):
        found: dict[str, Any] = desk.get(f"{place}.json").json()
        if found["is_done"]:
            return found | {"place": place}
        time.sleep(0.05)
    raise AssertionError("it was never done")


def test_a_pasted_text_is_kept_and_leads_to_its_page(desk: TestClient) -> None:
    found = read_it(desk, data={"text": RICE, "title": "Rice", "published": "2024-05-14", "source": "Wire"})
    assert [one["state"] for one in found["outcomes"]] == ["kept"]
    (key,) = found["keys"]
    new = desk.get("/today.json").json()["new"][0]
    assert (new["key"], new["title"], new["day"], new["source"]) == (key, "Rice", "2024-05-14", "Wire")
    told = desk.get(f"{found['place']}/events")
    assert told.headers["content-type"].startswith("text/event-stream")
    assert f'"address": "/document/{key}"' in told.text
    again = read_it(desk, data={"text": RICE, "title": "Rice"})
    assert ([one["state"] for one in again["outcomes"]], again["keys"]) == (["known"], [key])


def test_files_are_read_under_their_names_and_bad_ones_are_told(desk: TestClient) -> None:
    files = [("files", ("../a.txt", RICE.encode())), ("files", ("b.txt", b"\xff\xfe")), ("files", ("c.xyz", b"?"))]
    found = read_it(desk, files=files)
    outcomes = sorted(found["outcomes"], key=lambda one: one["id"])
    assert [(one["id"], one["state"]) for one in outcomes] == [
        ("a.txt", "kept"),
        ("b.txt", "failed"),
        ("c.xyz", "failed"),
    ]
    assert "not UTF-8" in outcomes[1]["message"]


def test_nothing_given_is_said(desk: TestClient) -> None:
    answer = desk.post("/read", data={"text": "  "})
    assert answer.status_code == 422
    assert "Nothing was given" in answer.text
    assert desk.post("/read", data={"text": RICE, "published": "tomorrow"}).status_code == 422


def test_a_job_of_long_ago_is_not_found(desk: TestClient) -> None:
    assert desk.get("/read/long-ago").status_code == 404


def test_what_is_an_address() -> None:
    assert is_address(" https://example.org/a ")
    assert not is_address("See https://example.org/a")
    assert not is_address("file:///etc/passwd")


@pytest.mark.parametrize(
    "inside", ["http://127.0.0.1/", "http://10.0.0.1:80/x", "http://[::1]/", "http://169.254.169.254/"]
)
def test_addresses_of_the_own_network_are_not_public(inside: str) -> None:
    assert not is_public(inside)


def test_files_of_the_same_name_are_both_kept() -> None:
    folder = kept_files([("a.txt", b"One."), ("x/a.txt", b"Two.")])
    assert sorted(path.read_bytes() for path in folder.iterdir()) == [b"One.", b"Two."]
    assert len(list(uploaded(folder))) == 2
    assert not folder.exists()


def test_a_request_that_is_too_large_is_refused_before_it_is_read(desk: TestClient) -> None:
    answer = desk.post("/read", headers={"content-length": "100000000"}, content=b"x")
    assert answer.status_code == 413
