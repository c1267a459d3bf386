"""A real Chromium against a live server, with every foreign request recorded."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request

from browser.directory import publish_directory

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
SMALLEST = {"width": 320, "height": 640}
SIZES = {"phone": PHONE, "desktop": DESKTOP}
LOOKS = [(size, theme) for size in SIZES for theme in ("light", "dark")]
EACH_ONCE = LOOKS if os.environ.get("STEPWELL_SHOTS") else LOOKS[1:3]
"""Each size and each theme. Public pages are looked at in all four."""
LONG_PENDING = 600
"""Looks, of 15 ms and more: Chromium never tells how a request ended that outlived its page."""
LOCAL_SCHEMES = {"data", "blob", "about"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Visitor:
    """One person's browser window. `foreign` holds every request that left the site;
    `complaints` what the console said, but for what is `expected` in it; `pending` the requests
    without an answer."""

    base: str
    context: BrowserContext
    page: Page
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    pending: set[Request] = field(default_factory=set)
    expected: tuple[str, ...] = ()

    def expect_complaints(self, *words: str) -> None:
        """All that came so far say one of these; whatever says so later is no complaint either."""
        others = [one for one in self.complaints if not any(word in one for word in words)]
        assert others == []
        self.complaints.clear()
        self.expected += words

    def go(self, path: str) -> None:
        self.page.goto(self.base + path)
        self.settle()

    def settle(self) -> None:
        """Until everything asked for has come, and what came has asked for nothing more.

        Playwright's "networkidle" waits half a second at every page, even for nothing.
        """
        self.page.wait_for_load_state()
        quiet = waited = 0
        while quiet < 2:
            self.page.wait_for_timeout(15)
            waited += 1
            if waited == LONG_PENDING:
                self.pending.clear()
            quiet = 0 if self.pending else quiet + 1

    def watch(self, page: Page) -> None:
        page.on("request", self._note_request)
        page.on("requestfinished", lambda request: self.pending.discard(request))
        page.on("requestfailed", lambda request: self.pending.discard(request))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on(
            "console",
            lambda message: (
                self.complaints.append(message.text) if message.type == "error" else None
            ),
        )

    def _note_request(self, request: Request) -> None:
        self.pending.add(request)
        address = urlsplit(request.url)
        is_ours = address.netloc == urlsplit(self.base).netloc
        if not is_ours and address.scheme not in LOCAL_SCHEMES:
            self.foreign.append(request.url)


Visit = Callable[..., Visitor]


@pytest.fixture
def visit(browser: Browser, live_server: Any) -> Iterator[Visit]:
    """Opens a window: `visit(PHONE, theme="dark", javascript=False)`.

    After the test nothing may have been asked of another host, and the console is quiet.
    """
    visitors: list[Visitor] = []

    def open_window(
        size: dict[str, int] = PHONE, *, theme: str = "light", javascript: bool = True, **more: Any
    ) -> Visitor:
        options: dict[str, Any] = {"locale": "en-US", "timezone_id": "America/New_York"} | more
        context = browser.new_context(
            viewport=size, color_scheme=theme, java_script_enabled=javascript, **options
        )
        visitor = Visitor(live_server.url, context, context.new_page())
        visitor.watch(visitor.page)
        visitors.append(visitor)
        return visitor

    yield open_window
    for visitor in visitors:
        visitor.context.close()
    assert [url for one in visitors for url in one.foreign] == []
    for one in visitors:
        one.expect_complaints(*one.expected)


@pytest.fixture(autouse=True)
def directory(settings: Any, tmp_path: Path) -> None:
    """The invented directory of `browser.directory`, around the present minute."""
    settings.SNAPSHOT_PATH = tmp_path / "meetings.snapshot"
    settings.STATIC_ROOT = tmp_path / "static"
    publish_directory(settings.SNAPSHOT_PATH)


def assert_accessible(page: Page) -> None:
    """axe-core finds nothing against WCAG 2.2 A and AA, nor its best practices."""
    page.wait_for_load_state()  # Its style sheet too: without it, all contrasts are the browser's.
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}})
    assert results.violations_count == 0, results.generate_report()


def assert_no_sideways_scroll(page: Page) -> None:
    width, inner = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert width <= inner, f"the page is {width} px wide in a window of {inner}"


def assert_good(page: Page) -> None:
    """The page with all its folds open is accessible and as wide as its window."""
    page.wait_for_load_state()
    for fold in page.locator("details").all():
        if fold.get_attribute("open") is None:
            fold.locator("summary").first.click()
    assert_accessible(page)
    assert_no_sideways_scroll(page)


def assert_good_in_looks(
    page: Page, name: str, looks: Iterable[tuple[str, str]] = EACH_ONCE
) -> None:
    """The page as it stands, on phone and desktop, light and dark, and its width on the smallest
    phone; it is not asked for again."""
    for size, theme in looks:
        page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        keep_shot(page, f"{name}-{size}-{theme}")
        assert_good(page)
    page.set_viewport_size(SMALLEST)  # type: ignore[arg-type]
    assert_no_sideways_scroll(page)


def keep_shot(page: Page, name: str) -> None:
    """A picture for the documentation, where STEPWELL_SHOTS names a folder."""
    folder = os.environ.get("STEPWELL_SHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=False)
