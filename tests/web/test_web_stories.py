"""The pages of stories, and regrouping by decision."""

from fastapi.testclient import TestClient


def several(client: TestClient) -> dict:
    return client.get("/stories.json?several=true").json()[0]


def members(client: TestClient, story: str) -> list[dict]:
    return client.get(f"/story/{story}.json").json()["story"]["members"]


def test_the_list_has_the_stories_of_the_store(client: TestClient) -> None:
    rows = client.get("/stories.json").json()
    page = client.get("/stories").text
    assert rows
    assert all(f'href="/story/{row["id"]}"' in page for row in rows)
    assert [row["last_day"] for row in rows] == sorted((row["last_day"] for row in rows), reverse=True)


def test_a_story_says_who_reported_what_and_why_it_is_one(client: TestClient) -> None:
    story = several(client)
    page = client.get(f"/story/{story['id']}").text
    found = members(client, story["id"])
    assert len(found) == story["size"] > 1
    assert [m["day"] for m in found] == sorted(m["day"] for m in found)
    for member in found:
        assert member["title"] in page
    assert "It opened the story." in page


def test_an_amount_that_one_report_alone_gives_is_told_apart(client: TestClient) -> None:
    for row in client.get("/stories.json?several=true").json():
        for amount in client.get(f"/story/{row['id']}.json").json()["story"]["amounts"]:
            for key, words in amount["alone"].items():
                assert set(words) <= set(amount["said"][key])
                elsewhere = {said for other, all_of_it in amount["said"].items() if other != key for said in all_of_it}
                assert not elsewhere & set(words)


def test_a_report_is_split_off_and_the_undo_brings_it_back(writer: TestClient) -> None:
    story = several(writer)
    last = members(writer, story["id"])[-1]
    answer = writer.post(
        f"/story/{story['id']}", data={"deed": "split", "why": "Another ship", "documents": last["key"]}
    )
    assert answer.status_code == 200
    assert last["key"] not in {m["key"] for m in members(writer, story["id"])}
    assert "Another ship" in answer.text
    decision = writer.get(f"/story/{story['id']}.json").json()["in_force"][0]
    writer.post(f"/story/{story['id']}", data={"deed": "undo", "decision": decision})
    assert last["key"] in {m["key"] for m in members(writer, story["id"])}


def test_stories_are_merged_and_a_report_is_pinned(writer: TestClient) -> None:
    one, other = writer.get("/stories.json").json()[:2]
    keys = {m["key"] for m in members(writer, one["id"])}
    moved = writer.post(f"/story/{one['id']}", data={"deed": "merge", "into": other["id"], "why": "One cargo"})
    assert moved.url.path == f"/story/{other['id']}"
    assert keys <= {m["key"] for m in members(writer, other["id"])}
    third = next(s for s in writer.get("/stories.json").json() if s["id"] != other["id"])
    pinned = members(writer, third["id"])[0]["key"]
    writer.post(f"/story/{third['id']}", data={"deed": "pin", "documents": pinned, "into": other["id"]})
    assert pinned in {m["key"] for m in members(writer, other["id"])}


def test_what_cannot_be_decided_is_refused(writer: TestClient) -> None:
    story = several(writer)["id"]
    assert writer.post(f"/story/{story}", data={"deed": "split"}).status_code == 409
    assert writer.post(f"/story/{story}", data={"deed": "merge", "into": "story-none"}).status_code == 409
    assert writer.post(f"/story/{story}", data={"deed": "burn"}).status_code == 409
    assert writer.get("/story/story-none").status_code == 404
