"""The caseload in every look, by keyboard, and what Today shows of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from browser.conftest import (
    DESKTOP,
    LOOKS,
    PHONE,
    Visit,
    assert_good,
    assert_good_in_looks,
    keep_shot,
)
from browser.test_program_pages import enter
from cast import Cast, build_cast
from stepwell.actions.demo_care import load_care

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/staff/clients/"


@pytest.fixture
def cast() -> Cast:
    cast = build_cast(timezone.now() - timedelta(days=70))
    load_care(at=timezone.now())
    return cast


def test_caseload_is_good_in_every_look_and_walked_by_keys(visit: Visit, cast: Cast) -> None:
    window = visit(DESKTOP)
    enter(window, cast, "ben")
    page = window.page
    window.go(f"{LIST}?show=own")
    keep_shot(page, "caseload-top")
    assert_good_in_looks(page, "caseload")
    window.go("/staff/")
    keep_shot(page, "today-top")
    assert_good_in_looks(page, "today")

    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    window.go(f"{LIST}?show=own")
    names = page.locator("tbody th a")
    page.keyboard.press("j")
    expect(names.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(names.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(names.nth(0)).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator("#find-here")).to_be_focused()
    page.keyboard.type("j/k")
    assert page.locator("#find-here").input_value() == "j/k"

    page.get_by_role("button", name="Single keys").click()
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.locator("#find-here")).not_to_be_focused()
    window.go(f"{LIST}?show=own")
    expect(page.get_by_role("button", name="Single keys")).to_have_attribute(
        "aria-pressed", "false"
    )
    page.get_by_role("button", name="Single keys").click()
    page.keyboard.press("j")
    name = names.nth(0).inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(name)
    keep_shot(page, "client-weeks")
    assert_good_in_looks(page, "client", LOOKS[1:3])


def test_caseload_works_without_script_and_keeps_a_view(visit: Visit, cast: Cast) -> None:
    window = visit(PHONE, javascript=False)
    enter(window, cast, "ben")
    page = window.page
    window.go(LIST)
    assert page.get_by_text("Single keys").is_visible() is False
    page.locator("summary", has_text="Filter, sort").click()
    page.get_by_label("Flag", exact=True).select_option("no-meeting")
    page.get_by_role("button", name="Show", exact=True).click()
    assert page.url.endswith("flag=no-meeting&course=&order=")
    page.get_by_label("Keep what is chosen").fill("No meetings lately")
    page.get_by_role("button", name="Keep this view").click()
    page.get_by_role("link", name="No meetings lately").click()
    assert page.url.endswith("?flag=no-meeting")


def test_person_is_found_from_the_rail(visit: Visit, cast: Cast) -> None:
    window = visit(DESKTOP)
    enter(window, cast, "ben")
    window.go("/staff/schedule/")
    window.page.get_by_role("searchbox", name="Find a person").fill("marc")
    window.page.keyboard.press("Enter")
    expect(window.page.get_by_role("link", name="Marcus T.")).to_be_visible()
    assert "marc" not in window.page.url.lower()
    assert_good(window.page)
