"""Who may see and do what: at this machine alone, with a login, behind a proxy."""

import pytest
from browsing import ADDRESS, app_over, client_of
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from servanda.cli.main import app as cli
from servanda.store import Store
from servanda.store.people import Account, put_account, remove_account
from servanda.web.access import AccessError, hashed
from servanda.web.app import make_app
from servanda.web.attempts import Attempts
from servanda.web.settings import WebSettings, is_loopback

PASSWORD = "long enough to be kept"


@pytest.fixture
def team(store: Store) -> TestClient:
    """A browser of an application that others can reach, with a reader and a reviewer."""
    with store.writing() as connection:
        for name in ("reader", "reviewer"):
            put_account(connection, Account(name, name, hashed(PASSWORD)))
    return client_of(make_app(store, WebSettings(host="0.0.0.0"), "nobody"))


def log_in(team: TestClient, name: str, password: str = PASSWORD, back: str = "/today") -> int:
    team.get("/login")
    team.headers["X-CSRF-Token"] = team.cookies["servanda_csrf"]
    data = {"name": name, "password": password, "back": back}
    return team.post("/login", data=data, follow_redirects=False).status_code


def test_an_address_that_others_reach_needs_people(store: Store) -> None:
    with pytest.raises(AccessError, match="servanda user add"):
        make_app(store, WebSettings(host="0.0.0.0"), "nobody")
    with pytest.raises(AccessError):
        make_app(store, WebSettings(host="192.0.2.1"), "nobody")


@pytest.mark.parametrize(
    ("host", "alone"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("desk.example", False),
    ],
)
def test_which_addresses_are_of_this_machine_alone(host: str, alone: bool) -> None:
    assert is_loopback(host) is alone


def test_nothing_is_seen_without_login(team: TestClient) -> None:
    answer = team.get("/search?q=rice", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?back=/search%3Fq%3Drice")
    assert team.get("/search.json?q=rice").status_code == 401
    assert team.get("/openapi.json").status_code == 401
    assert "Rice-1" not in team.get("/login").text
    assert team.get("/health").json() == {"status": "ok"}


def test_a_login_lasts_until_logout_or_removal(team: TestClient, store: Store) -> None:
    assert log_in(team, "reader", "wrong password") == 401
    assert log_in(team, "nobody") == 401
    assert log_in(team, "reader") == 303
    assert team.get("/today").status_code == 200
    cookie = team.cookies["servanda_session"]
    with store.reading() as connection:
        kept = connection.exec_driver_sql("SELECT token FROM sessions").scalar()
    assert kept != cookie
    team.post("/logout")
    team.cookies.set("servanda_session", cookie, domain="localhost.local")
    assert team.get("/today.json").status_code == 401
    assert log_in(team, "reader") == 303
    with store.writing() as connection:
        remove_account(connection, "reader")
    assert team.get("/today.json").status_code == 401


def test_a_reader_may_not_add(team: TestClient) -> None:
    log_in(team, "reader")
    answer = team.post("/read", data={"text": "France pledged aid to Mali."})
    assert answer.status_code == 403
    assert "reviewer" in answer.text


def test_the_login_leads_back_to_this_application_only(team: TestClient) -> None:
    team.get("/login")
    team.headers["X-CSRF-Token"] = team.cookies["servanda_csrf"]
    data = {"name": "reader", "password": PASSWORD, "back": "//evil.example"}
    assert team.post("/login", data=data, follow_redirects=False).headers["location"] == "/"


def test_too_many_attempts_have_to_wait(team: TestClient) -> None:
    tried = [log_in(team, "reader", "wrong password") for _ in range(9)]
    assert tried == [401] * 8 + [429]


def test_attempts_are_forgotten_after_a_while() -> None:
    at = [0.0]
    attempts = Attempts(2, 10, lambda: at[0])
    assert [attempts.allow("a") for _ in range(3)] == [True, True, False]
    assert attempts.allow("b")
    at[0] = 11
    assert attempts.allow("a")


def test_a_proxy_says_who_asks(store: Store) -> None:
    with store.writing() as connection:
        put_account(connection, Account("mara", "reviewer", hashed(PASSWORD)))
    behind = client_of(make_app(store, WebSettings(proxy_header="X-Remote-User"), "nobody"))
    assert behind.get("/today.json").status_code == 401
    assert behind.get("/today", headers={"X-Remote-User": "guest"}).status_code == 200
    behind.get("/login")
    token = {"X-CSRF-Token": behind.cookies["servanda_csrf"]}
    for name, status in (("guest", 403), ("mara", 422)):
        assert behind.post("/read", headers={"X-Remote-User": name} | token).status_code == status


def test_a_header_of_a_proxy_means_nothing_where_none_is_set(team: TestClient) -> None:
    assert team.get("/today.json", headers={"X-Remote-User": "reviewer"}).status_code == 401


def test_users_are_added_listed_and_removed(tmp_path) -> None:
    place = str(tmp_path / "desk")
    run = CliRunner().invoke
    assert run(cli, ["user", "add", "mara", "--role", "boss", "--store", place]).exit_code == 2
    assert run(cli, ["user", "add", "mara", "--store", place], input="short\nshort\n").exit_code == 2
    made = run(cli, ["user", "add", "mara", "--role", "admin", "--store", place], input=f"{PASSWORD}\n{PASSWORD}\n")
    assert made.exit_code == 0, made.output
    assert '{"name": "mara", "role": "admin"}' in run(cli, ["user", "list", "--json", "--store", place]).output
    assert run(cli, ["user", "remove", "mara", "--store", place]).exit_code == 0
    assert run(cli, ["user", "remove", "mara", "--store", place]).exit_code == 1


def test_the_owner_needs_no_login(store: Store) -> None:
    alone = client_of(app_over(store))
    assert alone.get(f"{ADDRESS}/today").status_code == 200
    assert "Log out" not in alone.get("/today").text
