"""Search: what is found, facets, as you type, saved searches."""

from fastapi.testclient import TestClient


def test_words_are_found_in_their_sentences_and_marked(client: TestClient) -> None:
    html = client.get("/search", params={"q": "rice tonnes"}).text
    assert "<mark>rice</mark>" in html
    assert "<mark>tonnes</mark>" in html
    found = client.get("/search.json", params={"q": "rice tonnes"}).json()
    assert [one["id"] for one in found["documents"]] == ["rice-1", "rice-3"] or found["total"] == 2
    sentence = found["documents"][0]["sentences"][0]
    start, end = sentence["marks"][0]
    assert sentence["text"][start:end].lower() in ("rice", "tonnes")


def test_a_phrase_stands_in_quotes_of_any_kind(client: TestClient) -> None:
    plain = client.get("/search.json", params={"q": '"tonnes of rice"'}).json()["documents"]
    assert plain
    for words in ("“tonnes of rice”", "«tonnes of rice»", "„tonnes of rice“"):
        assert client.get("/search.json", params={"q": words}).json()["documents"] == plain
    assert client.get("/search.json", params={"q": "“rice of tonnes”"}).json()["documents"] == []


def test_facets_narrow_a_search(client: TestClient) -> None:
    wide = client.get("/search.json", params={"q": "russia OR corridor".replace(" OR ", " ")}).json()
    acts = {one["value"]: one["documents"] for one in wide["facets"]["kinds"]}
    assert acts["commitment"] >= 1
    narrow = client.get("/search.json", params={"actor": "JPN", "kind": "commitment"}).json()
    assert narrow["documents"]
    assert all(one["id"].startswith("rice") for one in narrow["documents"])
    assert all(one["sentences"][0]["record"].startswith("commitment-") for one in narrow["documents"])


def test_a_facet_counts_a_document_once(client: TestClient) -> None:
    found = client.get("/search.json", params={"q": "rice"}).json()
    for facets in found["facets"].values():
        assert all(facet["documents"] <= found["total"] for facet in facets)
    sector = next(facet for facet in found["facets"]["sectors"] if facet["value"] == "food")
    assert sector["documents"] == client.get("/search.json", params={"q": "rice", "sector": "food"}).json()["total"]


def test_dates_and_pages(client: TestClient) -> None:
    found = client.get("/search.json", params={"q": "rice", "since": "2022-09", "until": "2022"}).json()
    assert [one["id"] for one in found["documents"]] == ["rice-3"]
    first = client.get("/search.json", params={"q": "rice", "size": 1})
    assert first.json()["more"]
    assert 'rel="next"' in first.headers["link"]
    assert client.get("/search.json", params={"q": "rice", "size": 1, "page": 2}).json()["documents"]


def test_wrong_values_are_named(client: TestClient) -> None:
    answer = client.get("/search.json", params={"page": "zero", "since": "yesterday"})
    assert answer.status_code == 422
    assert {error.partition(":")[0] for error in answer.json()["errors"]} == {"page", "since"}
    assert "since" in client.get("/search", params={"since": "yesterday"}).text


def test_as_you_type_only_what_was_found_is_sent(client: TestClient) -> None:
    part = client.get("/search", params={"q": "rice"}, headers={"HX-Request": "true"}).text
    assert "<mark>rice</mark>" in part
    assert "<html" not in part


def test_csv_has_a_line_for_each_sentence(client: TestClient) -> None:
    lines = client.get("/search.csv", params={"q": "corridor"}).text.splitlines()
    assert lines[0] == "document,key,day,title,start,end,sentence,record"
    assert len(lines) >= 3


def test_words_that_mean_something_to_the_database_do_no_harm(client: TestClient) -> None:
    for words in ('"', "'; DROP TABLE documents; --", "NEAR(", "*", "a AND", "ricé <script>alert(1)</script>"):
        answer = client.get("/search", params={"q": words})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text


def test_a_search_is_kept_and_forgotten(writer: TestClient) -> None:
    writer.post("/search/save", data={"query": "q=rice&actor=JPN", "name": "Rice of Japan"})
    html = writer.get("/search").text
    assert 'href="/search?q=rice&amp;actor=JPN"' in html
    assert "Rice of Japan" in html
    assert writer.post("/search/saved/1/forget", follow_redirects=False).status_code == 303
    assert "Rice of Japan" not in writer.get("/search").text
    assert writer.post("/search/saved/1/forget").status_code == 404
