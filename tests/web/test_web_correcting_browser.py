"""Document, ledger and review in a browser: correcting by keys and by selecting, coding again, reviewing, filtering."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from chromium import Watched, browsing, served
from playwright.sync_api import Browser, Page, expect

from servanda.store import Store
from servanda.store.asking_documents import keys_of, numbers_of
from servanda.store.recoding import recode_all

expect.set_options(timeout=20_000)
SELECT = """([words, root]) => {
  const piece = [...document.querySelectorAll(`${root} .w`)].find((w) => w.textContent.includes(words));
  const start = piece.firstChild.textContent.indexOf(words);
  getSelection().setBaseAndExtent(piece.firstChild, start, piece.firstChild, start + words.length);
}"""


@dataclass(frozen=True, slots=True)
class Desk:
    """A browser at a store that may be changed."""

    store: Store
    address: str
    page: Page
    complaints: list[str]

    def open_document(self, name: str, query: str = "") -> None:
        with self.store.reading() as reader:
            key = keys_of(reader, numbers_of(reader, name))[0]
        self.page.goto(f"{self.address}/document/{key}{query}")

    def select(self, words: str) -> None:
        self.page.evaluate(SELECT, [words, "#reading"])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as made:
        yield made


@pytest.fixture
def desk(browser: Browser, store: Store) -> Iterator[Desk]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    watched = Watched(context.new_page())
    with served(store) as address:
        yield Desk(store, address, watched.page, watched.complaints)
        context.close()
    assert watched.complaints == []


def test_a_record_is_corrected_by_keys_and_found_corrected_after_coding_again(desk: Desk) -> None:
    desk.open_document("rice-1", "?kinds=commitment")
    page = desk.page
    page.keyboard.press("j")
    card = page.locator(".record.current")
    expect(card).to_contain_text("pledge")
    page.keyboard.press("e")
    page.get_by_label("Act", exact=True).select_option("offer")
    page.get_by_role("group", name="To", exact=True).get_by_role("combobox").last.fill("Togo")
    page.get_by_label("Why").fill("the minister offered it")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator(".record.current .label")).to_have_text("offer")
    expect(page.locator("#said")).to_contain_text("edited")
    recode_all(desk.store, lambda outcome: None)
    page.reload()
    expect(page.locator(".of-commitment").first).to_contain_text("Togo")
    expect(page.locator(".of-commitment .state").first).to_contain_text("edited")


def test_a_decision_is_taken_back_by_a_key(desk: Desk) -> None:
    desk.open_document("rice-1", "?kinds=commitment")
    page = desk.page
    page.keyboard.press("j")
    page.keyboard.press("n")
    expect(page.locator(".record.current")).to_have_class(re.compile("state-rejected"))
    page.keyboard.press("u")
    expect(page.locator(".record.current")).not_to_have_class(re.compile("is-decided"))


def test_words_are_selected_for_a_field(desk: Desk) -> None:
    desk.open_document("rice-1", "?kinds=commitment")
    page = desk.page
    page.keyboard.press("j")
    page.keyboard.press("e")
    field = page.get_by_label("Evidence")
    expect(field).to_be_focused()
    desk.select("lost their harvest")
    page.keyboard.press("s")
    expect(field).to_have_value("lost their harvest")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator(".text .ev", has_text="lost their harvest").first).to_be_visible()


def test_a_missed_record_is_added_from_selected_words(desk: Desk) -> None:
    desk.open_document("rice-1")
    page = desk.page
    desk.select("lost their harvest")
    page.get_by_role("button", name="aim").click()
    expect(page.get_by_label("Evidence")).to_have_value("lost their harvest")
    page.get_by_role("group", name="Whose").get_by_role("combobox").fill("Japan")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator(".record.current")).to_contain_text("lost their harvest")
    expect(page.locator(".record.current .state")).to_contain_text("added")


def test_what_is_wrong_is_said_in_the_form(desk: Desk) -> None:
    desk.open_document("rice-1", "?kinds=commitment")
    page = desk.page
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.get_by_label("By when").fill("soon")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("alert")).to_contain_text("no date")
    page.keyboard.press("Escape")
    expect(page.locator("[data-correcting]")).to_have_count(0)


def test_text_and_records_light_up_together(desk: Desk) -> None:
    desk.open_document("rice-1")
    page = desk.page
    card = page.locator(".record:visible").first
    record = card.get_attribute("data-record")
    card.hover()
    expect(page.locator(f'.text [data-record="{record}"]').first).to_have_class(re.compile("lit"))
    page.locator(f'.ev[data-record="{record}"] .w').first.click()
    expect(page.locator(".record.current")).to_be_visible()


def test_kinds_are_hidden_at_once_and_the_address_keeps_it(desk: Desk) -> None:
    desk.open_document("rice-1")
    page = desk.page
    expect(page.locator(".of-commitment").first).to_be_visible()
    page.get_by_role("checkbox", name="commitment").uncheck()
    expect(page.locator(".of-commitment").first).to_be_hidden()
    page.reload()
    expect(page.locator(".of-commitment").first).to_be_hidden()


def test_review_by_keys(desk: Desk) -> None:
    page = desk.page
    page.goto(f"{desk.address}/review")
    waiting = page.locator(".queue-kinds .number").first
    count = int(waiting.inner_text())
    first = page.locator("#review .record").get_attribute("id")
    page.keyboard.press("y")
    expect(waiting).to_have_text(str(count - 1))
    second = page.locator("#review .record").get_attribute("id")
    assert second != first
    page.keyboard.press("j")
    expect(page.locator(f"#review #{second}")).to_have_count(0)
    page.keyboard.press("k")
    expect(page.locator(f"#review #{second}")).to_have_count(1)
    page.keyboard.press("n")
    expect(waiting).to_have_text(str(count - 2))
    page.keyboard.press("u")
    expect(page.locator(f"#review #{second}")).to_have_count(1)
    expect(waiting).to_have_text(str(count - 1))
    page.keyboard.press("e")
    expect(page.locator("[data-correcting]")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()


def test_ledger_filters_and_opens_at_the_words(desk: Desk) -> None:
    page = desk.page
    page.goto(f"{desk.address}/ledger")
    rows = page.locator(".ledger tbody tr")
    expect(rows).to_have_count(2)
    page.get_by_label("Words").fill("kilo")
    expect(rows).to_have_count(1)
    expect(page).to_have_url(re.compile("words=kilo"))
    page.get_by_label("Status").select_option("delivered")
    expect(page.get_by_text("No commitment fits")).to_be_visible()
    page.get_by_label("Status").select_option("suspended")
    rows.first.locator(".what a").click()
    expect(page.locator(".steps .step")).not_to_have_count(0)
    page.locator(".step a").first.click()
    expect(page.locator(".u-cited").first).to_be_in_viewport()


@pytest.mark.parametrize("path", ["/ledger", "/review", "/review/agreement", "document", "entry"])
@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_wider_than_the_screen(desk: Desk, path: str, width: int) -> None:
    page = desk.page
    page.set_viewport_size({"width": width, "height": 800})
    if path == "document":
        desk.open_document("rice-1")
    elif path == "entry":
        page.goto(f"{desk.address}/ledger")
        page.locator(".ledger .what a").first.click()
    else:
        page.goto(desk.address + path)
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
