"""What a member keeps for themselves in the app: people, dates, progress, who sees what."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from browser.app_pages import forget_offline_complaints, open_app
from browser.conftest import (
    DESKTOP,
    PHONE,
    SMALLEST,
    Visit,
    assert_good,
    assert_no_sideways_scroll,
    keep_shot,
)
from cast import Cast, build_cast
from factories.entries import made, sent
from stepwell.actions.own_entries import exchange_entries
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
        keep_shot(page, f"{page.url.rpartition('/')[2]}-{theme}")
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


def test_progress_tells_days_and_meetings_in_a_drawing_and_in_a_table(
    visit: Visit, cast: Cast, client: Any
) -> None:
    here = datetime.now(ZoneInfo("America/New_York")).date()
    day = [(here - timedelta(days=back)).isoformat() for back in range(9)]
    count = {"fellowship": "aa", "definition": "fellowship", "unit": "sober"}
    entries = [
        made("checkin", body={"on": day[1], "use": "no"}),
        made("checkin", body={"on": day[2], "use": "no"}),
        made("use", body={"on": day[8], "what": "alcohol"}),
        made("meeting", body={"on": day[1], "name": "Basement Lights", "talked_with": 3}),
        made("date", body={**count, "first_on": (here - timedelta(days=40)).isoformat()}),
        made("person", body={"name": "Walt", "role": "sponsor"}),
    ]
    answer = exchange_entries(sent(*entries), after=0, by=cast.actor("ana"), at=timezone.now())
    assert answer.refused == ()
    visitor = open_app(visit, cast, client)
    page = visitor.page
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Progress").click()

    expect(page.get_by_text("2 abstinent days and 1 meeting written down since")).to_be_visible()
    expect(page.get_by_role("img", name="Calendar of 10 weeks")).to_have_accessible_name(
        re.compile("2 abstinent days, 1 day of use, .* not known, and 1 meeting")
    )
    expect(page.get_by_role("img", name="Meetings each week")).to_be_visible()
    page.get_by_text("Read it as a list: Your days by week").click()
    rows = page.get_by_role("table", name="Your days by week").locator("tbody tr")
    expect(rows).to_have_count(10)
    expect(page.get_by_text("Talked with people")).to_be_visible()
    expect(page.get_by_role("region", name="Steps along the way")).to_contain_text("30 days")
    visitor.settle()
    visitor.context.set_offline(True)
    page.reload()
    expect(page.get_by_text("2 abstinent days and 1 meeting written down since")).to_be_visible()
    look_at(page)
    forget_offline_complaints(visitor)


def test_what_two_phones_said_is_shown_twice_until_it_is_settled(
    visit: Visit, cast: Cast, client: Any
) -> None:
    one = made("person", body={"name": "Walt", "number": "203 555 0142", "role": "sponsor"})
    other = made("person", record=one["record"], body={"name": "Walter", "number": "988"})
    choices = [
        made("setting", body={"name": "shared", "value": parts})
        for parts in (["meetings", "urge"], ["urge", "mood"])
    ]
    answer = exchange_entries(
        sent(one, other, *choices), after=0, by=cast.actor("ana"), at=timezone.now()
    )
    assert answer.refused == ()
    visitor = open_app(visit, cast, client)
    page = visitor.page

    show(page, "people", "People")
    expect(page.get_by_text("Two phones say different things here.")).to_be_visible()
    expect(page.get_by_role("button", name="Keep this one")).to_have_count(2)
    page.get_by_role("listitem").filter(has_text="Walter").get_by_role("button").last.click()
    expect(page.get_by_role("link", name="Call Walter")).to_be_visible()

    show(page, "privacy", "Who sees what")
    assert sharing_of(cast.users["ana"].pk) == {Share.URGE}
    expect(page.get_by_text("your program sees only what both share")).to_be_visible()
    look_at(page)
    page.get_by_role("button", name="Keep this one").last.click()
    expect(page.get_by_text("your program sees only what both share")).to_have_count(0)
    expect(page.get_by_role("region", name="What your program sees now")).not_to_contain_text(
        "Your last change is not there yet."
    )
    assert len(sharing_of(cast.users["ana"].pk)) == 2
