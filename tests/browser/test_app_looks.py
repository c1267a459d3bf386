"""Every screen of the member's app: each size and theme, a small phone, zoom, keys only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from browser.app_pages import PIN, add_person, open_app, turn_lock_on
from browser.conftest import (
    DESKTOP,
    LOOKS,
    SMALLEST,
    Visit,
    assert_accessible,
    assert_good_in_looks,
    assert_no_sideways_scroll,
)
from browser.workbook_pages import make_notebook, workbook
from cast import Cast, build_cast

pytestmark = pytest.mark.django_db(transaction=True)
ZOOMED = {"width": DESKTOP["width"] // 2, "height": DESKTOP["height"] // 2}
"""A window at 200 % has half as many CSS pixels."""


@pytest.fixture
def cast() -> Cast:
    return build_cast(timezone.now() - timedelta(days=1))


def today(page: Page) -> None:
    add_person(page, "Walt")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Today").click()


def help_now(page: Page) -> None:
    add_person(page, "Walt")
    page.get_by_role("button", name="Add to the list").click()
    expect(page.get_by_role("alert")).to_contain_text("Write a first name only")


def more(page: Page) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="More").click()
    page.get_by_label("Name", exact=True).fill("My sober days")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("would tell whoever sees your phone")).to_be_visible()


def more_with_lock(page: Page) -> None:
    turn_lock_on(page)
    page.get_by_role("button", name="Change the PIN").click()
    expect(page.get_by_role("alert")).to_contain_text("at least")


def leaving(page: Page) -> None:
    page.evaluate("localStorage.setItem('unsent', '2')")
    page.goto(page.url.partition("#")[0] + "#/leave")
    expect(page.get_by_text("2 entries are on this phone only.")).to_be_visible()


def locked(page: Page) -> None:
    turn_lock_on(page)
    page.reload()
    for _ in range(3):
        page.get_by_label("Your PIN").fill("999111")
        page.get_by_role("button", name="Open", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("That’s not it")


def step_of_the_workbook(page: Page) -> None:
    workbook(page)
    page.get_by_role("link", name="4. Taking stock").click()
    page.get_by_role("button", name="Start this step").click()
    expect(page.get_by_role("status").get_by_text("Working on it")).to_be_visible()


def notebook(page: Page) -> None:
    workbook(page)
    page.get_by_role("link", name="Your private notebook").click()
    make_notebook(page)
    page.get_by_role("button", name="Make a new key").click()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a passphrase first.")


def journal(page: Page) -> None:
    workbook(page)
    page.get_by_role("link", name="Journal").click()
    make_notebook(page)
    page.get_by_role("button", name="Write a page").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Write something first.")


SCREENS = (
    *(today, help_now, more, more_with_lock, leaving, locked),
    *(workbook, step_of_the_workbook, notebook, journal),
)


@pytest.mark.parametrize("screen", SCREENS)
def test_app_screen_is_good_in_every_look(
    visit: Visit, cast: Cast, client: Any, screen: Callable[[Page], None]
) -> None:
    visitor = open_app(visit, cast, client)
    page = visitor.page

    screen(page)
    refused = "responded with a status of 422"  # The browser says so itself of a name that tells.
    visitor.complaints[:] = [one for one in visitor.complaints if refused not in one]

    assert_good_in_looks(page, f"app-{screen.__name__}", LOOKS)
    page.set_viewport_size(ZOOMED)  # type: ignore[arg-type]
    assert_accessible(page)
    assert_no_sideways_scroll(page)


def test_app_is_worked_by_keys_alone(visit: Visit, cast: Cast, client: Any) -> None:
    page = open_app(visit, cast, client, size=DESKTOP).page
    focused = "document.activeElement.textContent.trim()"

    def tab_to(words: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate(focused).startswith(words):
                return
        raise AssertionError(f"{words!r} is not reached by the Tab key")

    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "Skip to the page"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    assert page.url.endswith("/app/")
    tab_to("More")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="This app")).to_be_focused()
    assert page.title() == "More – Harbor"
    page.get_by_label("A PIN", exact=True).focus()
    page.keyboard.type(PIN)
    page.keyboard.press("Tab")
    page.keyboard.type(PIN)
    page.keyboard.press("Enter")
    expect(page.get_by_text("The lock is on with this PIN.")).to_be_visible()
    page.reload()
    page.get_by_label("Your PIN").focus()
    page.keyboard.type(PIN)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="This app")).to_be_visible()


def test_app_fits_the_smallest_phone_with_every_target_large_enough(
    visit: Visit, cast: Cast, client: Any
) -> None:
    page = open_app(visit, cast, client, size=SMALLEST).page

    for link in page.locator(".bar .btn, .tabbar a, main .btn").all():
        box = link.bounding_box()
        assert box is not None
        assert min(box["height"], box["width"]) >= 44, link.inner_text()
    expect(page.get_by_role("link", name="Hide")).to_be_in_viewport()
    assert_no_sideways_scroll(page)
