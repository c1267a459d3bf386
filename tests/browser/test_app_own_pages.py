"""What a member keeps for themselves in the app: people, dates, progress, who sees what."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from browser.app_pages import forget_offline_complaints, open_app
from browser.conftest import DESKTOP, PHONE, SMALLEST, Visit, assert_good, assert_no_sideways_scroll
from cast import Cast, build_cast
from stepwell.actions.own_sharing import sharing_of
from stepwell.domain.recovery.sharing import Share

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Cast:
    return build_cast(timezone.now() - timedelta(days=1))


def show(page: Page, screen: str, heading: str) -> None:
    page.goto(page.url.partition("#")[0] + f"#/{screen}")
    expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()


def look_at(page: Page) -> None:
    """On a phone in the light, at a desk in the dark, and as wide as the smallest phone."""
    for size, theme in ((PHONE, "light"), (DESKTOP, "dark")):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        assert_good(page)
    page.set_viewport_size(SMALLEST)  # type: ignore[arg-type]
    assert_no_sideways_scroll(page)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]


def add(page: Page, name: str, number: str, role: str) -> None:
    page.get_by_label("First name").fill(name)
    page.get_by_label("Telephone number").fill(number)
    page.get_by_label(role, exact=True).check()
    page.get_by_role("button", name="Add to the list").click()


def test_people_are_kept_changed_and_called_without_a_network(
    visit: Visit, cast: Cast, client: Any
) -> None:
    visitor = open_app(visit, cast, client)
    page = visitor.page
    show(page, "people", "People")
    visitor.settle()
    visitor.context.set_offline(True)
    page.reload()

    add(page, "Maria", "203 555 0101", "Friend")
    add(page, "Walt Brown", "203 555 0142", "Sponsor")
    expect(page.get_by_role("alert")).to_contain_text("Write a first name only")
    add(page, "Walt", "203 555 0142", "Sponsor")

    expect(page.get_by_role("link", name="Call Walt")).to_have_attribute("href", "tel:2035550142")
    page.get_by_role("button", name="Change Maria").click()
    page.get_by_label("First name").fill("Marisol")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Call Marisol")).to_be_visible()
    page.get_by_text("Asking by phone").click()
    expect(page.get_by_text("I am looking for a temporary sponsor")).to_be_visible()
    page.goto(page.url.partition("#")[0] + "#/today")
    expect(page.get_by_role("link", name="Call Walt")).to_be_visible()
    page.reload()
    expect(page.get_by_role("link", name="Call Walt")).to_be_visible()
    show(page, "people", "People")
    page.get_by_role("button", name="Remove Marisol").click()
    expect(page.get_by_role("link", name="Call Marisol")).to_have_count(0)
    look_at(page)
    forget_offline_complaints(visitor)


def test_date_is_counted_shown_and_corrected_without_a_network(
    visit: Visit, cast: Cast, client: Any
) -> None:
    visitor = open_app(visit, cast, client)
    page = visitor.page
    visitor.context.set_offline(True)
    show(page, "dates", "Your dates")
    here = datetime.now(ZoneInfo("America/New_York")).date()

    page.get_by_label("Where you count").select_option("na")
    expect(page.get_by_text("Medicine taken as prescribed never ends it.")).to_be_visible()
    expect(page.get_by_label("Your word for it")).to_have_value("clean")
    page.get_by_label("The first day that counts").fill((here - timedelta(days=47)).isoformat())
    page.get_by_role("button", name="Add this date").click()

    expect(page.get_by_role("heading", name="NA", exact=True)).to_be_visible()
    expect(page.get_by_text("47 days clean").first).to_be_visible()
    page.get_by_role("button", name="Correct").click()
    page.get_by_label("The first day that counts").fill((here - timedelta(days=40)).isoformat())
    page.get_by_label("Your word for it").fill("free")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("40 days free").first).to_be_visible()
    page.reload()
    expect(page.get_by_text("40 days free").first).to_be_visible()
    page.get_by_text("Every date of it").click()
    expect(page.get_by_text("You corrected it. Before, it said")).to_be_visible()
    page.get_by_label("Where you count").select_option("eda")
    page.get_by_label("Your milestone").fill("A meal with friends")
    page.get_by_role("button", name="Add this date").click()
    expect(page.get_by_text("A meal with friends").first).to_be_visible()
    look_at(page)

    page.goto(page.url.partition("#")[0] + "#/today")
    count = page.get_by_label("Your count")
    expect(count).to_contain_text("40 days free in a row")
    look_at(page)
    show(page, "dates", "Your dates")
    page.get_by_label("No count").check()
    page.goto(page.url.partition("#")[0] + "#/today")
    expect(count).to_have_count(0)
    forget_offline_complaints(visitor)


def test_switch_changes_what_the_program_sees_and_the_page_says_so(
    visit: Visit, cast: Cast, client: Any
) -> None:
    visitor = open_app(visit, cast, client)
    page = visitor.page
    show(page, "privacy", "Who sees what")
    now = page.get_by_role("region", name="What your program sees now")
    expect(now).to_contain_text("their supervisors see: On which days I went to a meeting.")

    page.get_by_label("How strong urges were").check()
    expect(now).to_contain_text("On which days I went to a meeting; How strong urges were.")
    page.get_by_label("On which days I went to a meeting").uncheck()
    expect(now).to_contain_text("see: How strong urges were.")
    expect(page.get_by_label("Which meeting it was")).to_be_disabled()

    assert sharing_of(cast.users["ana"].pk) == {Share.URGE}
    visitor.settle()
    visitor.context.set_offline(True)
    page.reload()
    expect(now).to_contain_text("The server isn’t reached. This is what it said last.")
    expect(now).to_contain_text("see: How strong urges were.")
    page.get_by_label("My mood").check()
    expect(now).to_contain_text("Your last change is not there yet.")
    look_at(page)
    forget_offline_complaints(visitor)
