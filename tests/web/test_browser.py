"""The pages in Debian's Chromium: without a mouse, at phone width, in three languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Headless Chromium that reaches nothing but this machine."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"],
        )
        yield started
        started.close()


@pytest.fixture(params=[1280, 390], ids=["desk", "phone"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page at desk and at phone width."""
    context = browser.new_context(viewport={"width": request.param, "height": 844})
    made = context.new_page()
    yield made
    context.close()


@pytest.mark.parametrize("language", ["en", "ja", "ko"])
def test_no_page_is_wider_than_the_window(page: Page, address: str, language: str) -> None:
    """Nothing scrolls sideways but what is in a scrolling box of its own."""
    for path in [
        "",
        "documents",
        "register",
        "register/posture.usfk_troops",
        "runs/small",
        "search?q=28,500",
    ]:
        page.goto(f"{address}/{language}/{path}")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{language}/{path} is {wide} px too wide"


def test_from_a_figure_to_its_evidence_by_keyboard(page: Page, address: str) -> None:
    """Tab and Enter lead from the first page's troop level to the entry and its evidence."""
    page.goto(f"{address}/en/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to the content")
    figure = page.locator('a[href^="/en/register/posture.usfk_troops"]').first
    for _ in range(60):
        page.keyboard.press("Tab")
        if figure.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/en/register/posture\.usfk_troops\?as_of=\d{4}-\d{2}$"))
    expect(page.locator("#now")).to_contain_text("28,500")
    expect(page.locator("#evidence")).to_be_visible()


def test_a_claim_beside_the_text_leads_to_its_place(page: Page, address: str) -> None:
    """Following a claim of the list brings its marked place into view."""
    page.goto(f"{address}/en/documents")
    page.locator("tbody a").first.click()
    claim = page.locator(".beside li a").nth(3)
    target = claim.get_attribute("href")
    assert target is not None
    claim.click()
    expect(page.locator(f'[id="{target[1:]}"] + mark, [id="{target[1:]}"] ~ mark').first).to_be_in_viewport()


def test_the_date_changes_what_is_held_true(page: Page, address: str) -> None:
    """As of another month the page shows that month's values."""
    page.goto(f"{address}/en/?as_of=2026-04")
    expect(page.locator("h1")).to_contain_text("2026-04")
    page.locator('input[name="as_of"]').fill("2020-06")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("h1")).to_contain_text("2020-06")


def test_the_run_shows_its_charts_with_data_behind(page: Page, address: str) -> None:
    """Each chart is a named picture with a table behind it that opens without a mouse."""
    page.goto(f"{address}/en/runs/small")
    charts = page.locator("figure svg:visible")
    assert charts.count() >= 3
    for index in range(charts.count()):
        assert charts.nth(index).get_attribute("role") == "img"
        assert charts.nth(index).get_attribute("aria-labelledby")
    summary = page.locator("figure summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("figure table").first).to_be_visible()


def test_nothing_is_fetched_from_elsewhere(page: Page, address: str) -> None:
    """Every request goes to the application itself, and the console stays quiet."""
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    for path in ["/en/", "/ja/runs/small", "/ko/register"]:
        page.goto(address + path)
    assert asked
    assert all(url.startswith((address, "data:")) for url in asked)
    assert said == []
