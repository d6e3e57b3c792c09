"""Every page in a browser: no error, nothing serious for axe-core, narrow and wide, by keys, in both languages and colours."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from browsing import client_of
from chromium import browsing, served
from playwright.sync_api import Browser, Page, expect

from servanda.store import Store
from servanda.web.app import make_app
from servanda.web.settings import WebSettings

AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
MENU = (
    "/today", "/search", "/search?q=rice", "/read", "/ledger", "/relations", "/actors", "/stories", "/map", "/review",
    "/review/agreement", "/codebook", "/sources", "/export", "/api", "/nowhere",
)  # fmt: skip
TOO_WIDE = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as made:
        yield made


@pytest.fixture(scope="module")
def address(looked_at: Store) -> Iterator[str]:
    with served(looked_at) as made:
        yield made


@pytest.fixture(scope="module")
def things(address: str) -> tuple[str, ...]:
    """The addresses of one document, entry, story, pair and actor."""
    document = httpx.get(f"{address}/search.json?q=corridor").json()["documents"][0]["key"]
    entry = httpx.get(f"{address}/ledger.json").json()["items"][0]["entry"]
    return f"/document/{document}", f"/ledger/{entry}", "/relation/JPN/MDG", "/actor/JPN"


def opened(browser: Browser, address: str, path: str, **how: Any) -> tuple[Page, list[str]]:
    """Open a page; return it with what the console says is wrong."""
    wrong: list[str] = []
    page = browser.new_context(**how).new_page()
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(address + path, wait_until="networkidle")
    return page, wrong


def test_the_menu_here_is_the_menu_there(looked_at: Store) -> None:
    described = client_of(make_app(looked_at, WebSettings(), "tester")).get("/today").text.split('href="')
    there = {part.partition('"')[0] for part in described if part.startswith("/") and "static" not in part}
    assert {path for path in there if path.count("/") == 1 and "." not in path and "?" not in path} <= {*MENU, "/"}


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_no_page_has_an_error_or_a_serious_finding(
    browser: Browser, address: str, things: tuple[str, ...], colours: str
) -> None:
    found = []
    for path in (*MENU, *things):
        page, wrong = opened(browser, address, path, color_scheme=colours)
        if path != "/nowhere":
            found += [f"{path}: {said}" for said in wrong]
        page.evaluate(AXE.read_text("utf-8"))
        result = page.evaluate("axe.run({resultTypes: ['violations']})")
        for one in result["violations"]:
            if one["impact"] in ("serious", "critical"):
                where = [node["target"] for node in one["nodes"][:3]]
                found.append(f"{path}: {one['id']} ({one['impact']}): {where}")
        page.context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_pages_fit_320_pixels_which_is_1280_at_four_times_the_size(
    browser: Browser, address: str, things: tuple[str, ...], direction: str
) -> None:
    found = []
    for path in (*MENU, *things):
        page, _ = opened(browser, address, path, viewport={"width": 320, "height": 640})
        page.evaluate(f"document.documentElement.dir = '{direction}'")
        too_wide = page.evaluate(TOO_WIDE)
        if too_wide > 1:
            found.append(f"{path}: {too_wide} pixels too wide")
        page.context.close()
    assert not found, "\n".join(found)


def test_the_first_key_leads_to_the_content_and_a_slash_to_the_search(browser: Browser, address: str) -> None:
    page, _ = opened(browser, address, "/today")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#finder")).to_be_focused()
    page.keyboard.type("rice")
    page.keyboard.press("Enter")
    expect(page.locator(".hits mark").first).to_have_text("rice")


def test_search_finds_as_you_type(browser: Browser, address: str) -> None:
    page, wrong = opened(browser, address, "/search")
    page.fill("#q", "corridor")
    expect(page.locator(".hits mark").first).to_have_text("corridor")
    expect(page).to_have_url(f"{address}/search?q=corridor&since=&until=&by=&to=&place=")
    page.go_back()
    expect(page.locator(".hits")).to_have_count(0)
    assert wrong == []


def test_colours_and_language_are_chosen_and_kept(browser: Browser, address: str) -> None:
    page, _ = opened(browser, address, "/today", color_scheme="light")
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(paper)
    page.select_option("select[name=theme]", "dark")
    assert page.evaluate(paper) != light
    page.select_option("select[name=language]", "fr")
    expect(page.locator("h1")).to_have_text("Aujourd’hui")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_pages_read_without_scripts(browser: Browser, address: str) -> None:
    page, _ = opened(browser, address, "/search?q=rice", java_script_enabled=False)
    expect(page.locator(".hits mark").first).to_have_text("rice")
    expect(page.get_by_role("button", name="Choose", exact=True)).to_be_visible()


def test_a_pasted_text_is_read_and_its_document_opens(browser: Browser, store: Store) -> None:
    with served(store) as there:
        page, wrong = opened(browser, there, "/today")
        page.fill(
            "#given-text", "Norway will give Mali 300 tonnes of rice, Foreign Minister Espen Barth Eide said on Monday."
        )
        page.get_by_role("button", name="Read", exact=True).click()
        page.wait_for_url("**/document/*", timeout=120_000)
        expect(page.locator("main")).to_contain_text("Norway will give Mali 300 tonnes")
        expect(page.locator("main")).to_contain_text("pledge")
        assert wrong == []
