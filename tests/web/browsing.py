"""Applications and browsers for tests of the pages."""

import re

from fastapi import FastAPI
from fastapi.testclient import TestClient

from servanda.store import Store
from servanda.web.app import make_app
from servanda.web.settings import WebSettings

ADDRESS = "http://localhost:8000"


def app_over(store: Store) -> FastAPI:
    return make_app(store, WebSettings(), "tester")


def client_of(app: FastAPI) -> TestClient:
    return TestClient(app, base_url=ADDRESS, raise_server_exceptions=False)


def addresses_of(client: TestClient) -> list[str]:
    """Return the addresses in the menu."""
    return sorted(set(re.findall(r'<li><a href="(/[^"]*)"', client.get("/today").text)))
