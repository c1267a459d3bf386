"""The small scripts, in a real browser: one page of theirs, served without a database."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.fixtures import Settings

pytestmark = pytest.mark.browser


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address(settings: Settings) -> Iterator[str]:
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    settings.ROOT_URLCONF = "unit.web.stub_urls"
    application = StaticFilesHandler(get_wsgi_application())
    with make_server("127.0.0.1", 0, application, WSGIServer, QuietHandler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(timezone_id="America/Chicago", locale="en-US")
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    errors: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    opened.clock.install(time=datetime(2026, 11, 24, 0, 48, tzinfo=UTC))
    opened.goto(f"{address}/behaviors/")
    opened.wait_for_load_state("networkidle")
    yield opened
    assert errors == []


def test_location_is_rounded_and_sent_by_post(page: Page, context: BrowserContext) -> None:
    context.grant_permissions(["geolocation"])
    context.set_geolocation({"latitude": 41.562149, "longitude": -72.650673})
    page.click("#locate")
    page.wait_for_url("**/place/")
    said = page.inner_text("p")
    assert said.startswith("POST ")
    assert "('lat', '41.56')" in said
    assert "('lng', '-72.65')" in said
    assert "('near', '')" in said
    assert page.url.endswith("/place/")


def test_refused_location_says_so(page: Page, context: BrowserContext) -> None:
    context.clear_permissions()
    page.evaluate(
        "() => { navigator.geolocation.getCurrentPosition = (_, failed) => failed({ code: 1 }); }"
    )
    page.click("#locate")
    expect(page.locator("#said")).to_have_text("refused")
    assert page.locator("#locate").get_attribute("aria-busy") is None


def test_shortlist_keeps_counts_and_drops(page: Page) -> None:
    expect(page.locator("#list")).to_have_text("nothing")
    page.click("p > [data-code=one]")
    page.click("p > [data-code=two]")
    expect(page.locator("p > [data-code=one]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".tally")).to_have_text("2")
    expect(page.locator("#list li")).to_have_count(2)
    page.click("#list [data-code=one]")
    expect(page.locator("#list li")).to_have_count(1)
    expect(page.locator("p > [data-code=one]")).to_have_attribute("aria-pressed", "false")
    page.click("p > [data-code=two]")
    expect(page.locator("#list")).to_have_text("nothing")
    expect(page.locator(".tally")).to_be_hidden()
    assert page.evaluate("localStorage.length") == 0


def test_shortlist_survives_a_new_visit(page: Page) -> None:
    page.click("p > [data-code=one]")
    page.reload()
    expect(page.locator(".tally")).to_have_text("1")
    expect(page.locator("#list li")).to_have_count(1)
    assert page.evaluate("Object.keys(localStorage)") == ["kept"]


def test_online_time_is_shown_in_the_visitors_zone(page: Page) -> None:
    expect(page.locator("#online")).to_have_text("7:30 pm Mon, CST")


def test_countdown_follows_the_clock(page: Page) -> None:
    label = page.locator("[data-starts]")
    expect(label).to_have_text("in 42 min")
    page.clock.run_for(5 * 60_000)
    expect(label).to_have_text("in 37 min")
    page.clock.run_for(38 * 60_000)
    expect(label).to_have_text("started")


def test_sharing_copies_the_link_where_the_phone_cannot_share(
    page: Page, context: BrowserContext
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.share = undefined")
    page.click("#share")
    expect(page.locator("#share")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url


@pytest.mark.parametrize("way", ["tap", "escape twice"])
def test_leaving_replaces_the_page(page: Page, context: BrowserContext, way: str) -> None:
    context.route("https://**", lambda route: route.fulfill(body="<h1>Weather</h1>"))
    before = page.evaluate("history.length")
    if way == "tap":
        page.click("[data-behavior=leave]")
    else:
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
    page.wait_for_url("https://www.weather.gov/")
    assert page.evaluate("history.length") == before


def test_one_escape_stays(page: Page) -> None:
    page.keyboard.press("Escape")
    page.clock.run_for(2000)
    page.wait_for_timeout(1100)
    page.keyboard.press("Escape")
    assert page.url.endswith("/behaviors/")


def test_what_htmx_brings_is_bound_too(page: Page) -> None:
    page.click("#more")
    page.click("#new [data-code=three]")
    expect(page.locator("#new [data-code=three]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".tally")).to_have_text("1")


def test_htmx_runs_without_eval_and_keeps_no_history(page: Page) -> None:
    config = page.evaluate("htmx.config")
    assert config["allowEval"] is False
    assert config["allowScriptTags"] is False
    assert config["includeIndicatorStyles"] is False
    assert config["selfRequestsOnly"] is True
    assert config["historyCacheSize"] == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_gallery_is_accessible_and_fits(
    browser: Browser, address: str, scheme: Literal["light", "dark"], width: int
) -> None:
    made = browser.new_context(
        viewport={"width": width, "height": 844}, color_scheme=scheme, bypass_csp=True
    )
    opened = made.new_page()
    opened.goto(f"{address}/design/")
    opened.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    found = Axe().run(opened).response
    assert found["passes"]
    assert [rule["id"] for rule in found["violations"]] == []
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    made.close()


def test_page_asks_nobody_else_for_anything(context: BrowserContext, address: str) -> None:
    asked: list[str] = []
    opened = context.new_page()
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(f"{address}/design/")
    opened.wait_for_load_state("networkidle")
    assert len(asked) > 3
    assert [url for url in asked if not url.startswith(address)] == []
