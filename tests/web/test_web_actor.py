"""The pages of actors."""

from fastapi.testclient import TestClient


def test_an_actor_has_ties_statements_commitments_and_offices(client: TestClient) -> None:
    data = client.get("/actor/JPN.json").json()
    page = client.get("/actor/JPN").text
    assert "MDG" in {tie["other"] for tie in data["ties"]}
    assert data["owes"]
    assert all("JPN" in one["by"] for one in data["statements"])
    assert {o["office"] for o in data["offices"]} >= {"head_of_government", "foreign_minister"}
    assert 'href="/relation/JPN/MDG"' in page
    for one in data["events"]:
        assert one["words"] in page.replace("&#39;", "'").replace("&#34;", '"')


def test_ties_are_the_same_from_both_sides(client: TestClient) -> None:
    mine = next(t for t in client.get("/actor/JPN.json").json()["ties"] if t["other"] == "MDG")
    theirs = next(t for t in client.get("/actor/MDG.json").json()["ties"] if t["other"] == "JPN")
    assert (mine["cooperation"], mine["conflict"], mine["balance"]) == (
        theirs["cooperation"], theirs["conflict"], theirs["balance"],
    )  # fmt: skip


def test_people_and_organisations_have_their_offices(client: TestClient) -> None:
    person = client.get("/actor/Angela Merkel.json").json()
    assert [h["title"] for o in person["offices"] for h in o["holders"]] == ["Chancellor"]
    nations = client.get("/actor?name=UN", follow_redirects=False).headers["location"]
    assert "Guterres" in client.get(nations).text


def test_nobody_knows_some_actors(client: TestClient) -> None:
    assert client.get("/actor/Nobody At All").status_code == 404


def test_the_list_leads_to_actors(client: TestClient) -> None:
    parties = [row["party"] for row in client.get("/actors.json").json()]
    page = client.get("/actors").text
    assert "JPN" in parties
    assert 'href="/actor/JPN"' in page
