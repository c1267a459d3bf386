"""The way of a frightened person: from the home page to a meeting tonight."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import (
    DESKTOP,
    PHONE,
    SMALLEST,
    Visit,
    assert_accessible,
    assert_no_sideways_scroll,
    keep_shot,
)
from browser.directory import ONLINE, SOONEST

pytestmark = pytest.mark.django_db


def test_meeting_near_a_zip_in_three_taps(visit: Visit) -> None:
    visitor = visit(PHONE, theme="dark")
    page = visitor.page

    visitor.go("/")
    keep_shot(page, "home-phone-dark")
    page.get_by_label("Where are you?").fill("06457")
    page.get_by_role("button", name="See meetings").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Meetings near Middletown, CT 06457")
    keep_shot(page, "finder-phone-dark")
    page.get_by_role("link", name=SOONEST).click()

    expect(page.get_by_role("heading", level=1)).to_have_text(SOONEST)
    expect(page.get_by_text("Side door on Quay Lane")).to_be_visible()
    expect(page).to_have_title(re.compile(r"^\w+day, .+ – Harbor House$"))
    keep_shot(page, "meeting-phone-dark")
    assert_accessible(page)


def test_meeting_is_found_by_keyboard_alone(visit: Visit) -> None:
    visitor = visit(DESKTOP)
    page = visitor.page
    visitor.go("/")

    press_to(page, "Where are you?")
    page.keyboard.type("06457")
    page.keyboard.press("Enter")
    page.wait_for_url("**/meetings/?near=06457")
    press_to(page, SOONEST)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text(SOONEST)


def test_skip_link_leads_past_the_chrome(visit: Visit) -> None:
    visitor = visit(DESKTOP)
    visitor.go("/meetings/")

    visitor.page.keyboard.press("Tab")
    expect(visitor.page.locator(":focus")).to_have_text("Skip to the page")
    visitor.page.keyboard.press("Enter")

    assert visitor.page.url.endswith("#main")


def test_finder_works_without_script(visit: Visit) -> None:
    visitor = visit(PHONE, javascript=False)
    page = visitor.page

    visitor.go("/")
    page.get_by_label("Where are you?").fill("06457")
    page.get_by_role("button", name="See meetings").click()
    expect(page.get_by_role("link", name=SOONEST)).to_be_visible()
    page.get_by_text("More filters").click()
    who_it_is_for(page, "In Spanish").check()
    page.get_by_role("button", name="Show meetings").click()

    expect(page.get_by_role("link", name="Paso a Paso")).to_be_visible()
    expect(page.get_by_role("link", name=SOONEST)).to_have_count(0)
    expect(page.get_by_role("button", name="Use my location")).to_have_count(0)


def test_finder_refines_live_and_keeps_the_address_shareable(visit: Visit) -> None:
    visitor = visit(DESKTOP)
    page = visitor.page
    visitor.go("/meetings/?near=06457")

    page.get_by_role("radio", name="Week", exact=True).check()
    expect(page.get_by_text("in the next 7 days.").first).to_be_visible()
    assert page.url.endswith("/meetings/?near=06457&day=week")
    page.get_by_text("More filters").click()
    who_it_is_for(page, "Women").check()

    expect(page.get_by_role("link", name="A Group with a Remarkably Long Name")).to_be_visible()
    expect(page.get_by_role("link", name=SOONEST)).to_have_count(0)
    assert page.url.endswith("/meetings/?near=06457&day=week&for=women")
    expect(page.locator("#filters-said")).to_have_text(": within 10 miles, women")
    expect(page.locator("#found-said")).to_contain_text("in the next 7 days")
    shared = page.url
    page.goto(shared)
    page.get_by_text("More filters").click()
    expect(who_it_is_for(page, "Women")).to_be_checked()


def test_filters_say_how_many_meetings_each_would_leave(visit: Visit) -> None:
    visitor = visit(PHONE)
    page = visitor.page
    visitor.go("/meetings/?near=06457")
    women, spanish = page.locator("#n-for-women"), page.locator("#n-for-spanish")
    expect(women).to_have_text("")

    page.get_by_text("More filters").click()

    expect(women).to_have_text("1")
    expect(spanish).to_have_text("1")
    assert page.url.endswith("/meetings/?near=06457")
    women.scroll_into_view_if_needed()
    keep_shot(page, "finder-counts-phone-light")
    who_it_is_for(page, "In Spanish").check()
    expect(women).to_have_text("0")
    expect(spanish).to_have_text("")
    assert_accessible(page)


def test_back_button_brings_the_earlier_search_back(visit: Visit) -> None:
    visitor = visit(DESKTOP)
    page = visitor.page
    visitor.go("/meetings/?near=06457")
    page.get_by_role("radio", name="Tomorrow").check()
    page.wait_for_url("**day=tomorrow")

    page.go_back()

    expect(page.get_by_role("link", name=SOONEST)).to_be_visible()
    assert page.url.endswith("/meetings/?near=06457")


def test_place_is_suggested_while_typing(visit: Visit) -> None:
    visitor = visit(DESKTOP)
    page = visitor.page
    visitor.go("/meetings/")

    page.get_by_label("Where are you?").press_sequentially("middleto")

    expect(page.locator("#place-list option[value='Middletown, CT']")).to_have_count(1)


def test_location_is_asked_only_on_a_tap_and_stays_out_of_the_address(visit: Visit) -> None:
    visitor = visit(
        PHONE,
        geolocation={"latitude": 41.562391, "longitude": -72.650612},
        permissions=["geolocation"],
    )
    page = visitor.page
    visitor.go("/")
    bodies: list[str] = []
    page.on("request", lambda request: bodies.append(request.post_data or ""))

    page.get_by_role("button", name="Use my location").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Meetings near Middletown, CT")
    expect(page.get_by_role("link", name=SOONEST)).to_be_visible()
    assert page.url == f"{visitor.base}/meetings/"
    sent = next(body for body in bodies if body)
    assert "lat=41.56&lng=-72.65" in sent


def test_refused_location_is_said_kindly(visit: Visit) -> None:
    visitor = visit(PHONE)
    visitor.go("/meetings/")

    visitor.page.get_by_role("button", name="Use my location").click()

    expect(visitor.page.get_by_text("Type a town or ZIP code instead.")).to_be_visible()


def test_online_times_are_in_the_visitor_s_own_zone(visit: Visit) -> None:
    eastern, pacific = visit(DESKTOP), visit(DESKTOP, timezone_id="America/Los_Angeles")

    shown = []
    for visitor in (eastern, pacific):
        visitor.go("/meetings/?near=06457")
        row = visitor.page.locator("li.meeting", has_text=ONLINE)
        shown.append(row.locator("time").inner_text())

    assert re.search(r"E[SD]T$", shown[0])
    assert re.search(r"P[SD]T$", shown[1])
    assert shown[0].split()[0] != shown[1].split()[0]


def test_shortlist_lives_on_the_device_and_survives_being_offline(visit: Visit) -> None:
    visitor = visit(PHONE)
    page = visitor.page
    visitor.go("/meetings/?near=06457")

    page.get_by_role("button", name=f"Keep {SOONEST} on my shortlist").click()
    page.get_by_role("link", name="My shortlist").click()
    expect(page.get_by_role("link", name=SOONEST)).to_be_visible()
    assert_accessible(page)
    keep_shot(page, "shortlist-phone-light")

    visitor.context.set_offline(True)
    page.get_by_role("button", name=f"Keep {SOONEST} on my shortlist").click()
    page.get_by_role("button", name="Keep").first.wait_for(state="detached")
    visitor.context.set_offline(False)
    assert visitor.context.cookies() == []


def test_leave_replaces_the_page_in_the_tab_s_history(visit: Visit) -> None:
    visitor = visit(PHONE)
    page = visitor.page
    page.route("https://www.weather.gov/**", lambda route: route.fulfill(body="weather"))
    visitor.go("/meetings/")

    page.keyboard.press("Escape")
    page.keyboard.press("Escape")

    page.wait_for_url("https://www.weather.gov/")
    visitor.foreign.clear()  # leaving is the one way out, and a person asked for it


@pytest.mark.parametrize("path", ["/", "/meetings/?near=06457", "/meetings/?near=06457&day=week"])
def test_nothing_scrolls_sideways_on_the_smallest_phone(visit: Visit, path: str) -> None:
    visitor = visit(SMALLEST)

    visitor.go(path)
    for fold in visitor.page.locator("details.fold > summary").all():
        fold.click()

    assert_no_sideways_scroll(visitor.page)


def who_it_is_for(page: Page, words: str) -> Locator:
    return page.get_by_role("group", name="Who it’s for").get_by_label(words)


def press_to(page: Page, words: str) -> None:
    """Tab until the control with these words has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(e => e.labels?.[0]?.innerText ?? e.innerText)(document.activeElement)"
        )
        if (focused or "").strip() == words:
            return
    raise AssertionError(f"no way to {words!r} by keyboard")
