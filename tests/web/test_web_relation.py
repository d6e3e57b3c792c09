"""The pages of relations: periods, turning points, evidence, and their twins."""

import csv
import io

import pytest
from fastapi.testclient import TestClient

from servanda.analysis.relations import days_of
from servanda.store import Store
from servanda.store.asking_documents import numbers_of
from servanda.store.redrawing import kept_document


def test_a_relation_says_all_without_scripts(client: TestClient) -> None:
    page = client.get("/relation/JPN/MDG").text
    data = client.get("/relation/JPN/MDG.json").json()
    assert "Japan and Madagascar" in page
    filled = [p for p in data["course"]["periods"] if p["cooperation"] or p["conflict"]]
    assert filled
    for period in filled:
        assert f'href="/relation/JPN/MDG/in/{period["start"]}"' in page
    for debt in data["debts"]:
        for entry in debt["entries"]:
            assert entry["entry"] in page


def test_the_same_happening_counts_once_whoever_comes_first(client: TestClient) -> None:
    one, other = (client.get(f"/relation/{pair}.json").json()["course"]["periods"] for pair in ("JPN/MDG", "MDG/JPN"))
    assert one == other


@pytest.mark.parametrize("by", ["week", "month", "year"])
def test_every_period_opens_at_as_many_events_as_it_counts(client: TestClient, by: str) -> None:
    data = client.get(f"/relation/JPN/MDG.json?by={by}").json()
    for period in data["course"]["periods"]:
        found = client.get(f"/relation/JPN/MDG/in/{period['start']}.json").json()["evidence"]
        assert len(found) == period["cooperation"] + period["conflict"]
        assert all({"JPN", "MDG"} <= {*one["by"], *one["to"]} for one in found)


def test_evidence_is_the_words_of_the_text(client: TestClient, looked_at: Store) -> None:
    found = client.get("/relation/JPN/MDG/in/2022.json").json()["evidence"]
    assert found
    with looked_at.reading() as connection:
        for one in found:
            text = kept_document(connection, numbers_of(connection, one["document"])[0]).document.text
            assert one["before"] + one["words"] + one["after"] in text
            assert one["words"]


def test_a_second_pair_is_compared(client: TestClient) -> None:
    data = client.get("/relation/JPN/MDG.json?and=Japan/Madagascar").json()
    assert data["second"]["periods"] == data["course"]["periods"]
    assert client.get("/relation/JPN/MDG?and=nonsense").status_code == 404


def test_the_table_has_a_row_for_each_period(client: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(client.get("/relation/JPN/MDG.csv").text)))
    assert [row["period"] for row in rows] == [
        p["start"] for p in client.get("/relation/JPN/MDG.json").json()["course"]["periods"]
    ]


def test_names_lead_to_the_page(client: TestClient) -> None:
    answer = client.get("/relation?one=Japan&other=mdg", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/relation/JPN/MDG")
    assert client.get("/relation?one=Japan&other=JPN").status_code == 404


def test_a_pair_without_events_says_what_to_do(client: TestClient) -> None:
    page = client.get("/relation/FJI/NRU")
    assert page.status_code == 200
    assert 'href="/relations"' in page.text


def test_htmx_gets_the_evidence_alone(client: TestClient) -> None:
    part = client.get("/relation/JPN/MDG/in/2022", headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert "<mark" in part


@pytest.mark.parametrize(
    ("period", "days"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2020-W53", ("2020-12-28", "2021-01-03")),
    ],
)
def test_periods_have_days(period: str, days: tuple[str, str]) -> None:
    assert days_of(period) == days


@pytest.mark.parametrize("period", ["", "2024-13", "2024-W54", "then"])
def test_what_is_no_period_is_refused(client: TestClient, period: str) -> None:
    with pytest.raises(ValueError):
        days_of(period)
    if period:
        assert client.get(f"/relation/JPN/MDG/in/{period}").status_code == 404
