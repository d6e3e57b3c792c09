"""The page of a document: text, records, provenance; and what may be decided there, also without scripts."""

import html
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from servanda.store import Store, deciding
from servanda.store.asking_documents import keys_of, numbers_of
from servanda.store.deciding import Person
from servanda.store.redrawing import kept_document, recode

LATER = "2026-02-01T00:00:00+00:00"


def key_of(store: Store, name: str) -> str:
    with store.reading() as reader:
        return keys_of(reader, numbers_of(reader, name))[0]


def records_at(client: TestClient, key: str, kind: str) -> list[dict[str, Any]]:
    return [r for r in client.get(f"/document/{key}.json").json()["records"] if r["kind"] == kind]


def visible(page: str) -> str:
    """The text of a page without signs of records."""
    bare = re.sub(r'<a class="sign.*?</a>', "", page, flags=re.S)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", bare)))


def test_the_text_stands_there_word_for_word_with_its_evidence(client: TestClient, looked_at: Store) -> None:
    key = key_of(looked_at, "rice-1")
    answer = client.get(f"/document/{key}")
    data = client.get(f"/document/{key}.json").json()
    assert answer.status_code == 200
    assert data["text"] in visible(answer.text)
    for record in data["records"]:
        assert data["text"][record["evidence"]["start"] : record["evidence"]["end"]] == record["evidence"]["quote"]
        assert f'id="r-{record["id"]}"' in answer.text
        assert f'id="t-{record["id"]}"' in answer.text


def test_where_it_came_from_is_said(client: TestClient, looked_at: Store) -> None:
    key = key_of(looked_at, "rice-1")
    page = visible(client.get(f"/document/{key}").text)
    for words in ("Meridian Wire", "14 Feb 2022", client.get(f"/document/{key}.json").json()["sha256"], "docs, line 1"):
        assert words in page


def test_kinds_that_are_not_asked_for_are_hidden(client: TestClient, looked_at: Store) -> None:
    page = client.get(f"/document/{key_of(looked_at, 'rice-1')}?kinds=event&kinds=place").text
    reading = re.search(r'<div id="reading" class="([^"]*)"', page)
    assert reading is not None
    assert "hides-commitment" in reading[1]
    assert "hides-event" not in reading[1]


def test_a_span_is_pointed_out(client: TestClient, looked_at: Store) -> None:
    page = client.get(f"/document/{key_of(looked_at, 'rice-1')}?span=0-5").text
    assert re.search(r'id="cited".*?u-cited.*?data-at="0">Japan</span>', page, re.S)


def test_its_records_as_a_table(client: TestClient, looked_at: Store) -> None:
    lines = client.get(f"/document/{key_of(looked_at, 'rice-1')}.csv").text.splitlines()
    assert lines[0].startswith("id,kind,label,who,what,evidence")
    assert any(line.startswith("commitment-") for line in lines)


def test_there_is_no_such_document(client: TestClient) -> None:
    assert client.get("/document/0123456789abcdef0123").status_code == 404


def test_an_empty_text_is_a_page_too(client: TestClient, looked_at: Store) -> None:
    assert client.get(f"/document/{key_of(looked_at, 'empty')}").status_code == 200


@pytest.mark.parametrize(("deed", "state"), [("confirm", "confirmed"), ("reject", "rejected")])
def test_a_record_is_decided_on_and_the_decision_taken_back(
    writer: TestClient, store: Store, deed: str, state: str
) -> None:
    key = key_of(store, "rice-1")
    record = records_at(writer, key, "commitment")[0]["id"]
    answer = writer.post(f"/document/{key}/records/{record}", data={"deed": deed}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].endswith(f"#r-{record}")
    assert [r["state"] for r in records_at(writer, key, "commitment") if r["id"] == record] == [state]
    number = re.search(rf"/document/{key}/undo/(\d+)", writer.get(f"/document/{key}").text)
    assert number is not None
    writer.post(f"/document/{key}/undo/{number[1]}", data={})
    assert [r["state"] for r in records_at(writer, key, "commitment") if r["id"] == record] == [None]


def filled_form(page: str) -> dict[str, list[str]]:
    """What a browser sends when nothing is touched in the form that corrects a record."""
    form = re.search(r"<form class=\"correcting.*?</form>", page, re.S)
    assert form is not None
    given: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"(?![^>]*type="checkbox")', form[0]):
        if name not in ("csrf", "sectors"):
            given.setdefault(name, []).append(html.unescape(value))
    for name, value in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form[0], re.S):
        given[name] = [html.unescape(value)]
    for name, options in re.findall(r'<select[^>]*name="([^"]+)".*?>(.*?)</select>', form[0], re.S):
        given[name] = re.findall(r'value="([^"]*)" selected', options)
    given["sectors"] = re.findall(r'name="sectors" value="([^"]+)" checked', form[0])
    return given


def test_a_form_that_is_sent_untouched_decides_nothing(writer: TestClient, store: Store) -> None:
    key = key_of(store, "rice-1")
    record = records_at(writer, key, "commitment")[0]["id"]
    given = filled_form(writer.get(f"/document/{key}/records/{record}/edit").text)
    assert given["evidence"]
    writer.post(f"/document/{key}/records/{record}", data=given | {"deed": "edit"})
    assert all(r["state"] is None for r in records_at(writer, key, "commitment"))


def test_a_correction_survives_another_coding(writer: TestClient, store: Store) -> None:
    key = key_of(store, "rice-1")
    before = records_at(writer, key, "commitment")[0]
    given = filled_form(writer.get(f"/document/{key}/records/{before['id']}/edit").text)
    given |= {"act": ["offer"], "to": ["Togo"], "deadline": ["2022-11"], "why": ["I was there"], "deed": ["edit"]}
    assert writer.post(f"/document/{key}/records/{before['id']}", data=given).status_code == 200
    with store.writing() as connection:
        number = numbers_of(connection, "rice-1")[0]
        coded = kept_document(connection, number).coded
        assert coded is not None
        recode(connection, number, coded, LATER)
    after = next(r for r in records_at(writer, key, "commitment") if r["id"] == before["id"])
    assert (after["act"], after["to"][0]["country"], after["deadline"]["value"]) == ("offer", "TGO", "2022-11")
    assert after["state"] == "edited"
    assert after["content"] == before["content"]
    assert "I was there" in writer.get(f"/document/{key}").text


def test_what_cannot_be_understood_comes_back_with_a_message(writer: TestClient, store: Store) -> None:
    key = key_of(store, "rice-1")
    record = records_at(writer, key, "commitment")[0]["id"]
    answer = writer.post(f"/document/{key}/records/{record}", data={"deed": "edit", "to": "Atlantis"})
    assert answer.status_code == 422
    assert "Atlantis" in answer.text


def test_a_missed_record_is_added(writer: TestClient, store: Store) -> None:
    key = key_of(store, "rice-1")
    page = writer.get(f"/document/{key}/add?kind=interest&evidence=help families&evidence_start=3").text
    assert "help families" in page
    given = {
        "kind": "interest",
        "evidence": "help families",
        "actor": "Japan",
        "aim": "help families",
        "status": "planned",
    }
    assert writer.post(f"/document/{key}/add", data=given).status_code == 200
    made = records_at(writer, key, "interest")
    assert [(r["aim"]["quote"], r["actor"][0]["country"], r["state"]) for r in made] == [
        ("help families", "JPN", "added")
    ]


def test_a_missed_record_is_added_from_words_of_the_title(writer: TestClient, store: Store) -> None:
    key = key_of(store, "rice-1")
    asked = {"kind": "interest", "evidence": "rice-1", "evidence_where": "title"}
    assert 'name="evidence_where" value="title"' in writer.get(f"/document/{key}/add", params=asked).text
    given = {**asked, "actor": "Japan", "aim": "Rice", "status": "planned"}
    assert writer.post(f"/document/{key}/add", data=given).status_code == 200
    (made,) = records_at(writer, key, "interest")
    assert (made["in"], made["evidence"]["quote"], made["aim"]["quote"]) == ("title", "Rice-1", "Rice")
    assert made["sentence"] == made["evidence"]
    assert f'id="r-{made["id"]}"' in writer.get(f"/document/{key}").text
    assert writer.post(f"/document/{key}/add", data={**given, "evidence": "tonnes of rice"}).status_code == 422


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "interest", "evidence": "no such words", "actor": "Japan"},
        {"kind": "commitment", "evidence": "rice", "act": ""},
        {"kind": "interest", "evidence": "rice", "actor": ""},
    ],
)
def test_what_makes_no_record_is_not_added(writer: TestClient, store: Store, given: dict[str, str]) -> None:
    key = key_of(store, "rice-1")
    before = len(writer.get(f"/document/{key}.json").json()["records"])
    assert writer.post(f"/document/{key}/add", data=given).status_code == 422
    assert len(writer.get(f"/document/{key}.json").json()["records"]) == before


def test_htmx_gets_the_text_and_records_drawn_anew(writer: TestClient, store: Store) -> None:
    key = key_of(store, "rice-1")
    record = records_at(writer, key, "commitment")[0]["id"]
    answer = writer.post(f"/document/{key}/records/{record}", data={"deed": "confirm"}, headers={"HX-Request": "true"})
    assert answer.text.lstrip().startswith('<div id="reading"')
    assert "state-confirmed" in answer.text
    assert "hx-swap-oob" in answer.text


def test_without_the_token_nothing_is_decided(client: TestClient, looked_at: Store) -> None:
    key = key_of(looked_at, "rice-1")
    record = records_at(client, key, "commitment")[0]["id"]
    assert client.post(f"/document/{key}/records/{record}", data={"deed": "confirm"}).status_code == 403


def test_parties_are_suggested(client: TestClient, looked_at: Store) -> None:
    assert "Madagascar" in client.get(f"/document/{key_of(looked_at, 'rice-1')}/parties?words=mada").text


def test_a_text_that_was_taken_down_says_so(writer: TestClient, store: Store) -> None:
    key = key_of(store, "rice-1")
    with store.reading() as reader:
        number = numbers_of(reader, "rice-1")[0]
    deciding.take_down(store, number, Person("Ana", "Court order of 14 May"))
    answer = writer.get(f"/document/{key}")
    assert answer.status_code == 200
    assert "Court order of 14 May" in answer.text
    assert "rice" not in visible(answer.text).lower().replace("rice-1", "")
