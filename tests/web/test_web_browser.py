"""Every page in a browser: no error, nothing serious for axe-core, narrow and wide, by keys, in both languages and colours."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from browsing import client_of
from chromium import browsing, served
from contents import fill
from playwright.sync_api import Browser, Page, expect

from servanda.sources import Document
from servanda.sources.found import Found
from servanda.store import Store
from servanda.store.adding import prepare_some
from servanda.store.people import Account, put_account
from servanda.web.access import hashed
from servanda.web.app import make_app
from servanda.web.settings import WebSettings

AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
MENU = (
    "/today", "/search", "/search?q=rice", "/read", "/ledger", "/relations", "/actors", "/stories", "/map", "/review",
    "/review/agreement", "/codebook", "/sources", "/export", "/api", "/nowhere",
)  # fmt: skip
PATIENCE = 120
expect.set_options(timeout=60_000)
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
    """The addresses of one document, entry, pair, actor and story."""
    document = httpx.get(f"{address}/search.json?q=corridor", timeout=PATIENCE).json()["documents"][0]["key"]
    entry = httpx.get(f"{address}/ledger.json", timeout=PATIENCE).json()["items"][0]["entry"]
    story = httpx.get(f"{address}/stories.json?several=true", timeout=PATIENCE).json()[0]["id"]
    return f"/document/{document}", f"/ledger/{entry}", "/relation/JPN/MDG", "/actor/JPN", f"/story/{story}"


def opened(browser: Browser, address: str, path: str, **how: Any) -> tuple[Page, list[str]]:
    """Open a page; return it with what the console says is wrong."""
    wrong: list[str] = []
    page = browser.new_context(**how).new_page()
    page.set_default_timeout(PATIENCE * 1000)
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
        found += [f"{path}: {said}" for said in serious_in(page)]
        page.context.close()
    assert not found, "\n".join(found)


def serious_in(page: Page) -> list[str]:
    """Return what axe-core finds serious or critical on a page as it stands."""
    page.evaluate(AXE.read_text("utf-8"))
    result = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{one['id']} ({one['impact']}): {[node['target'] for node in one['nodes'][:3]]}"
        for one in result["violations"]
        if one["impact"] in ("serious", "critical")
    ]


def open_the_keys(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()


def open_the_form_of_a_record(page: Page) -> None:
    page.locator("[data-key=e]:visible").first.click()
    expect(page.locator("[data-correcting]")).to_be_visible()


def open_the_form_for_what_was_missed(page: Page) -> None:
    page.locator("#add-missed").click()
    expect(page.locator("#adding [data-correcting]")).to_be_visible()


def open_all_details(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    expect(page.locator("details[open]").first).to_be_visible()


OPENED = {
    "keys of a document": ("document", open_the_keys),
    "form of a record": ("document", open_the_form_of_a_record),
    "form for what was missed": ("document", open_the_form_for_what_was_missed),
    "provenance and journal": ("document", open_all_details),
    "keys of the queue": ("/review", open_the_keys),
    "form in the queue": ("/review", open_the_form_of_a_record),
    "decisions on an entry": ("ledger", open_all_details),
    "why reports are together": ("story", open_all_details),
    "tables of a relation": ("relation", open_all_details),
}


@pytest.mark.parametrize("opened_part", OPENED)
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_what_opens_has_no_serious_finding(
    browser: Browser, address: str, things: tuple[str, ...], colours: str, opened_part: str
) -> None:
    where, open_it = OPENED[opened_part]
    path = next((one for one in things if one.startswith(f"/{where}/")), where)
    page, wrong = opened(browser, address, path, color_scheme=colours)
    open_it(page)
    assert (serious_in(page), wrong) == ([], [])
    page.context.close()


def test_the_page_to_log_in_has_no_serious_finding(browser: Browser, store: Store) -> None:
    with store.writing() as connection:
        put_account(connection, Account("mara", "reviewer", hashed("long enough a secret")))
    with served(store, make_app(store, WebSettings(host="0.0.0.0"), "tester")) as there:
        page, _ = opened(browser, there, "/login")
        expect(page.get_by_label("Password")).to_be_visible()
        assert serious_in(page) == []
        page.get_by_label("Name").fill("mara")
        page.get_by_label("Password").fill("long enough a secret")
        page.keyboard.press("Enter")
        page.wait_for_url("**/today")
        expect(page.get_by_text("mara")).to_be_visible()
        assert serious_in(page) == []


REACHED = """() => {
  const shown = (one) => one.checkVisibility({visibilityProperty: true}) && one.getClientRects().length;
  const wanted = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')];
  const all = wanted.filter((one) => shown(one) && one.tabIndex >= 0 && !one.disabled && one.type !== 'hidden');
  all.forEach((one, n) => one.setAttribute('data-nth', n));
  return [all.length, 4 * document.querySelectorAll('input[type=date]').length];
}"""
FOCUSED = """() => {
  const one = document.activeElement;
  const style = getComputedStyle(one);
  const marked = one.closest('svg') ? 1 : parseFloat(style.outlineWidth) || (style.boxShadow !== 'none' ? 1 : 0);
  return [one.getAttribute('data-nth'), marked];
}"""


def test_keys_alone_reach_everything_and_show_where_they_are(
    browser: Browser, address: str, things: tuple[str, ...]
) -> None:
    missed = []
    for path in (*MENU, *things):
        page, _ = opened(browser, address, path, viewport={"width": 1280, "height": 900})
        page.evaluate("document.activeElement.blur()")
        count, in_parts = page.evaluate(REACHED)
        seen: dict[str, float] = {}
        for _ in range(2 * (count + in_parts) + 20):
            if len(seen) == count:
                break
            page.keyboard.press("Tab")
            nth, marked = page.evaluate(FOCUSED)
            if nth is not None:
                seen[nth] = max(marked, seen.get(nth, 0))
        words = "(n) => document.querySelector(`[data-nth='${n}']`)?.outerHTML.slice(0, 120)"
        missed += [f"{path}: {page.evaluate(words, n)} is not reached" for n in range(count) if str(n) not in seen]
        missed += [f"{path}: {page.evaluate(words, n)} does not show focus" for n, mark in seen.items() if not mark]
        page.context.close()
    assert not missed, "\n".join(missed)


def test_letters_of_twice_the_size_fit(browser: Browser, address: str, things: tuple[str, ...]) -> None:
    found = []
    for path in (*MENU, *things):
        page, _ = opened(browser, address, path, viewport={"width": 1280, "height": 800})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        too_wide = page.evaluate(TOO_WIDE)
        if too_wide > 1:
            found.append(f"{path}: {too_wide} pixels too wide")
        page.context.close()
    assert not found, "\n".join(found)


def test_long_names_and_arabic_words_fit_and_run_their_way(browser: Browser, store: Store) -> None:
    long = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 2
    words = f"Norway will give {long} 300 tonnes of rice.\n\nأعلنت وزارة الخارجية أن الاتفاق سيوقع في عمان يوم الاثنين."
    title = "اتفاق بين العراق والكويت على تبادل الأسرى برعاية سلطنة عُمان والأمم المتحدة"
    document = Document("far", words, title=title, published="2024-05-14", source=f"وكالة الأنباء {long}")
    fill(store, [prepare_some([Found(document, "line", "line 1", True)], "2026-01-01T00:00:00+00:00")])
    with served(store) as there:
        key = httpx.get(f"{there}/search.json?q=Norway", timeout=PATIENCE).json()["documents"][0]["key"]
        for path in (f"/document/{key}", "/today", "/search?q=Norway", "/stories", "/ledger?slight=true", "/sources"):
            page, wrong = opened(browser, there, path, viewport={"width": 320, "height": 640})
            assert (page.evaluate(TOO_WIDE), wrong) == (0, []), path
            page.context.close()
        page, _ = opened(browser, there, f"/document/{key}")
        assert page.locator("h1").evaluate("(one) => getComputedStyle(one).direction") == "rtl"
        assert page.locator(".text[dir=rtl]").count() == 1


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
