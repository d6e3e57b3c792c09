"""Relation, actor, story and map in a browser: charts, network and map are drawn, points open at their evidence, in peace."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import Watched, browsing, served
from contents import fill
from playwright.sync_api import Browser, expect

from servanda.sources import Document
from servanda.sources.found import Found
from servanda.store import open_store
from servanda.store.adding import prepare_some

TALKS = "Japan and Madagascar signed an agreement on fisheries in Tokyo on {day} {month} 2021."
STRIFE = "Japan imposed sanctions on Madagascar on {day} {month} 2022, and police arrested a sailor in Toamasina."
MONTHS = "January February March April May June July August September October November December".split()
SMALL = ("VAT", "MCO", "SMR", "LIE", "AND", "MLT", "NRU", "TUV", "MDV", "KNA", "SGP", "PLW")
ISLANDS = ("spratly-islands", "senkaku", "liancourt", "gibraltar")
AREAS = ("crimea", "kashmir", "western-sahara", "taiwan", "kosovo", "palestine", "golan-heights")


def documents() -> Iterator[Document]:
    """A year of agreements, then a year of strife."""
    for year, words in ((2021, TALKS), (2022, STRIFE)):
        for nth, month in enumerate(MONTHS, 1):
            yield Document(
                f"{year}-{nth}", words.format(day=nth + 3, month=month), title=f"{month} {year}",
                published=f"{year}-{nth:02}-{nth + 4:02}", source="Wire",
            )  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as made:
        yield made


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[str]:
    store = open_store(Path(tmp_path_factory.mktemp("turned")) / "store")
    found = [Found(one, "line", "docs", True) for one in documents()]
    fill(store, [prepare_some(found, "2026-01-01T00:00:00+00:00")])
    with served(store) as where:
        yield where
    store.close()


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield Watched(context.new_page())
    context.close()


def test_a_turning_point_opens_at_its_evidence(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{address}/relation/JPN/MDG")
    turn = page.locator(".turns-here a").first
    expect(turn).to_be_visible()
    month = turn.get_attribute("href").rpartition("/")[2]
    with page.expect_response(lambda answer: f"/in/{month}" in answer.url):
        turn.click()
    expect(page.locator("#evidence h2")).to_contain_text("Japan")
    assert page.url.endswith("/relation/JPN/MDG")
    assert watched.complaints == []


def test_bars_are_walked_with_the_keyboard(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{address}/relation/JPN/MDG")
    last = page.locator(".hits a").last
    last.focus()
    page.keyboard.press("Home")
    first = page.locator(".hits a").first
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#evidence mark").first).to_be_visible()
    expect(page.locator("#evidence h2")).to_contain_text("2021")
    assert page.locator(".hits a[tabindex='0']").count() == 1
    assert watched.complaints == []


def test_two_pairs_are_drawn_on_one_scale(address: str, watched: Watched) -> None:
    watched.page.goto(f"{address}/relation/JPN/MDG?and=MDG/JPN&by=year&measure=intensity")
    expect(watched.page.locator(".plot-here svg")).to_have_count(2)
    assert watched.complaints == []


def test_the_network_is_drawn(address: str, watched: Watched) -> None:
    watched.page.goto(f"{address}/actor/JPN")
    expect(watched.page.locator("#network[data-drawn] canvas").first).to_be_visible()
    assert watched.complaints == []


def test_the_map_has_points_small_states_and_disputed_areas(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{address}/map?since=2021")
    expect(page.locator("#map[data-drawn]")).to_be_visible()
    for dispute in AREAS:
        assert page.locator(f".map path.dispute[data-dispute='{dispute}']").get_attribute("d")
    for dispute in ISLANDS:
        assert page.locator(f".map circle.dispute[data-dispute='{dispute}']").count() == 1
    shown = page.evaluate("[...document.querySelectorAll('.small-state')].map(mark => mark.dataset.code)")
    assert set(SMALL) <= set(shown)
    assert page.locator("a.place").count() > 0
    assert watched.complaints == []


def test_a_point_of_the_map_opens_at_its_sentences(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{address}/map?since=2021&show=conflict")
    point = page.locator("a.place[data-places='1']").first
    point.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#evidence mark").first).to_be_visible()
    assert watched.complaints == []


def test_the_slider_narrows_map_list_and_address(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{address}/map?since=2021")
    expect(page.locator("#time rect").first).to_be_attached()
    before = page.locator("#map-list tbody tr").count()
    assert before
    with page.expect_response(lambda answer: "/map.json" in answer.url):
        page.locator("#to-month").fill("0")
    page.wait_for_function("new URLSearchParams(location.search).get('until') === '2021-01'")
    expect(page.locator("#time rect.is-inside")).to_have_count(1)
    assert watched.complaints == []


def test_a_dispute_of_the_legend_is_shown_and_names_its_claimants(address: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{address}/map")
    page.locator("[data-dispute='crimea'] button").click()
    expect(page.locator(".map-says")).to_contain_text("claimed by Russia, Ukraine")
    expect(page.locator(".map path.dispute.is-chosen")).to_have_count(1)
    assert watched.complaints == []


@pytest.mark.parametrize("path", ["/relations", "/actors", "/stories", "/relation/JPN/MDG/in/2021", "/map/months"])
def test_lists_are_in_peace_and_fit_a_phone(address: str, browser: Browser, path: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700})
    watched = Watched(context.new_page())
    watched.page.goto(address + path)
    assert watched.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert watched.complaints == []
    context.close()


@pytest.mark.parametrize("path", ["/relation/JPN/MDG", "/actor/JPN", "/map?since=2021"])
def test_charts_fit_a_phone(address: str, browser: Browser, path: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700}, color_scheme="dark")
    watched = Watched(context.new_page())
    watched.page.goto(address + path)
    watched.page.wait_for_load_state("networkidle")
    assert watched.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert watched.complaints == []
    context.close()


@pytest.mark.parametrize("path", ["/relation/JPN/MDG", "/actor/JPN", "/map?since=2021"])
def test_pages_stay_light(address: str, browser: Browser, path: str) -> None:
    """Without fonts, which every page shares, all that a page needs is less than 400 kB as it is sent."""
    context = browser.new_context()
    page, sizes = context.new_page(), list[int]()
    page.on("requestfinished", lambda one: sizes.append(one.sizes()["responseBodySize"]))
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    assert 50_000 < sum(sizes) < 400_000
    context.close()
