"""What a member keeps for themselves in the app: people, dates, progress, who sees what."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from browser.app_pages import forget_offline_complaints, open_app
from browser.conftest import DESKTOP, PHONE, SMALLEST, Visit, assert_good, assert_no_sideways_scroll
from cast import Cast, build_cast

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
