"""What holds for every page: the frame, twins, problems, headers, forms, languages, libraries."""

import re
import struct

import pytest
from browsing import addresses_of
from fastapi.testclient import TestClient

from servanda.web.statics import FOLDER, integrity_of, load_libraries


def test_every_page_of_the_menu_answers_in_html_and_json(client: TestClient) -> None:
    found = addresses_of(client)
    assert "/today" in found
    for path in found:
        assert client.get(path).status_code == 200, path
        assert client.get(f"{path}.json").headers["content-type"] == "application/json", path


def test_a_page_has_title_description_and_link_preview(client: TestClient) -> None:
    for path in addresses_of(client):
        html = client.get(path).text
        title = re.search(r"<title>(.+) · servanda</title>", html)
        assert title is not None, path
        assert f'<meta property="og:title" content="{title[1]}">' in html, path
        assert re.search(r'<meta name="description" content="[^"]{10,}">', html), path


def test_the_picture_of_a_link_preview_is_there_in_the_size_that_is_promised(client: TestClient) -> None:
    html = client.get("/ledger?status=overdue").text
    said = dict(re.findall(r'<meta property="og:([a-z:]+)" content="([^"]*)">', html))
    assert said["url"] == "http://localhost:8000/ledger?status=overdue"
    assert said["image"].startswith("http://localhost:8000/static/img/preview.png?v=")
    picture = client.get(said["image"].removeprefix("http://localhost:8000"))
    assert picture.headers["content-type"] == said["image:type"] == "image/png"
    assert picture.content[:8] == b"\x89PNG\r\n\x1a\n"
    size = struct.unpack(">II", picture.content[16:24])
    assert size == (int(said["image:width"]), int(said["image:height"])) == (1200, 630)


def test_nothing_is_written_into_a_page_that_the_policy_forbids(client: TestClient) -> None:
    for path in addresses_of(client):
        answer = client.get(path)
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert not re.search(
            r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|(src|href)=\"https?:(?!//localhost)", answer.text
        ), path


def test_an_address_without_page_says_so(client: TestClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "names no page" in answer.text
    assert client.get("/nowhere.json").json()["status"] == 404


def test_another_name_of_this_machine_is_refused(client: TestClient) -> None:
    assert client.get("/today", headers={"host": "evil.example"}).status_code == 400


def test_a_form_without_token_or_from_elsewhere_is_refused(client: TestClient, writer: TestClient) -> None:
    assert client.post("/preferences", data={"theme": "dark"}).status_code == 403
    there = writer.post("/preferences", data={"theme": "dark"}, headers={"origin": "https://evil.example"})
    assert there.status_code == 403
    assert writer.post("/preferences", data={"theme": "dark"}, follow_redirects=False).status_code == 303


def test_preferences_are_kept_and_lead_back_to_this_application_only(writer: TestClient) -> None:
    answer = writer.post("/preferences", data={"language": "fr", "back": "/today?page=2"}, follow_redirects=False)
    assert answer.headers["location"] == "/today?page=2"
    assert 'lang="fr"' in writer.get("/today").text
    for back in ("https://evil.example/", "//evil.example", "/\\evil.example"):
        assert writer.post("/preferences", data={"back": back}, follow_redirects=False).headers["location"] == "/"


@pytest.mark.parametrize(("header", "language"), [("fr-CA,en;q=0.5", "fr"), ("de,en;q=0.5,fr;q=0.9", "fr"), ("", "en")])
def test_the_language_is_what_the_browser_wants(client: TestClient, header: str, language: str) -> None:
    assert client.get("/today", headers={"accept-language": header}).headers["content-language"] == language


def test_vendored_files_are_those_of_the_manifest() -> None:
    named = set()
    for library in load_libraries().values():
        assert "LICENSE" in library.files, library.name
        for file, integrity in library.files.items():
            path = FOLDER / "vendor" / library.folder / file
            assert integrity_of(path.read_bytes()) == integrity, path
            named.add(path)
    there = {path for path in (FOLDER / "vendor").rglob("*") if path.is_file() and path.name != "manifest.json"}
    assert there == named
