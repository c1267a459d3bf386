"""Logging a meeting, checking in, and what helps after a use, by hand and with the network gone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from browser.app_pages import add_person, forget_offline_complaints, open_app
from browser.conftest import DESKTOP, Visit, assert_good, assert_good_in_looks
from cast import Cast, build_cast
from stepwell.records.recovery.models import EntryVersion

pytestmark = pytest.mark.django_db(transaction=True)
LOOKS = (("phone", "light"), ("desktop", "dark"))
NAME = "Basement Lights"
COUNT_TAPS = """() => {
  window.taps = 0;
  addEventListener("click", (event) => { if (event.isTrusted) window.taps += 1; }, true);
}"""


@pytest.fixture
def cast() -> Cast:
    return build_cast(timezone.now() - timedelta(days=1))


def tab(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name=name).click()


def go(page: Page, screen: str) -> None:
    page.goto(page.url.partition("#")[0] + f"#/{screen}")


def log_by_hand(page: Page, name: str = NAME, *, days_ago: int = 0) -> None:
    tab(page, "Log")
    other = page.get_by_label("Another meeting or day")
    if other.count():
        other.check()
    page.get_by_label("What it’s called").fill(name)
    on = timezone.localdate() - timedelta(days=days_ago)
    page.get_by_label("Day", exact=True).fill(on.isoformat())
    save(page)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved on this phone.")).to_be_visible()


def use_today(page: Page, what: str = "Alcohol") -> None:
    page.get_by_label("What was it?").select_option(label=what)
    save(page)


@pytest.fixture
def opened(visit: Visit, cast: Cast, client: Any) -> Page:
    return open_app(visit, cast, client).page


def test_meeting_is_logged_in_three_taps(opened: Page) -> None:
    log_by_hand(opened, days_ago=7)
    tab(opened, "Today")
    opened.evaluate(COUNT_TAPS)

    tab(opened, "Log")
    opened.get_by_role("radio", name=NAME).click()
    opened.get_by_role("button", name="Save", exact=True).click()

    expect(opened.get_by_role("button", name=f"Today, {NAME}")).to_be_visible()
    assert opened.evaluate("window.taps") == 3
    expect(opened.get_by_role("radio", name=NAME)).to_have_count(0)
    opened.get_by_text("Earlier (1)").click()
    expect(opened.get_by_text("Sent", exact=True)).to_have_count(2)
    bodies = [one.body for one in EntryVersion.objects.all()]
    today = timezone.localdate().isoformat()
    assert {"name": NAME, "mode": "in_person", "on": today} in bodies


def test_everything_is_kept_without_a_network(visit: Visit, cast: Cast, client: Any) -> None:
    visitor = open_app(visit, cast, client)
    page = visitor.page
    visitor.context.set_offline(True)
    log_by_hand(page)
    page.reload()
    expect(page.get_by_role("button", name=f"Today, {NAME}")).to_be_visible()
    expect(page.get_by_text("Waiting", exact=True)).to_be_visible()
    tab(page, "Today")
    page.get_by_role("radio", name="Used", exact=True).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="What helps now")).to_be_visible()
    expect(page.get_by_text("Your check-in is saved.")).to_be_visible()
    use_today(page)
    page.reload()

    expect(page.get_by_role("button", name="Today, Alcohol")).to_be_visible()
    visitor.context.set_offline(False)
    expect(page.get_by_text("All sent")).to_be_visible(timeout=20_000)
    assert sorted(one.kind for one in EntryVersion.objects.all()) == ["checkin", "meeting", "use"]
    # An app that was opened without a network has no token yet, and gets one.
    visitor.complaints[:] = [one for one in visitor.complaints if "status of 403" not in one]
    forget_offline_complaints(visitor)


def test_correction_keeps_what_was_said_and_removal_can_be_taken_back(opened: Page) -> None:
    log_by_hand(opened)
    opened.get_by_role("button", name=f"Today, {NAME}").click()
    opened.get_by_label("What it’s called").fill("Lanterns")
    opened.get_by_label("It was OK").check()
    save(opened)
    opened.get_by_role("button", name="Today, Lanterns").click()
    expect(opened.get_by_label("It was OK")).to_be_checked()
    opened.get_by_text("Earlier versions (1)").click()
    expect(opened.get_by_role("definition").filter(has_text="In person")).to_be_visible()
    opened.get_by_role("button", name="Remove this entry").click()
    expect(opened.get_by_role("button", name="Today, Lanterns")).to_have_count(0)
    opened.get_by_role("button", name="Bring it back").click()
    expect(opened.get_by_role("button", name="Today, Lanterns")).to_be_visible()


def test_two_versions_are_both_shown_and_the_person_chooses(
    visit: Visit, cast: Cast, client: Any
) -> None:
    one = open_app(visit, cast, client).page
    log_by_hand(one)
    expect(one.get_by_text("All sent")).to_be_visible()
    visitor = open_app(visit, cast, client)
    other = visitor.page
    tab(other, "Log")
    expect(other.get_by_role("button", name=f"Today, {NAME}")).to_be_visible()
    for page, name in ((one, "Lanterns"), (other, "Blue Lamp")):
        page.get_by_role("button", name=f"Today, {NAME}").click()
        page.get_by_label("What it’s called").fill(name)
    save(one)
    expect(one.get_by_text("All sent")).to_be_visible()
    save(other)
    expect(other.get_by_text("Two versions. Open it to choose.")).to_be_visible()

    other.get_by_role("button", name="Today,").click()
    assert_good(other)
    other.get_by_role("region", name="Version 2").get_by_role("button").click()

    expect(other.get_by_text("Settled.")).to_be_visible()
    expect(other.get_by_text("Two versions. Open it to choose.")).to_have_count(0)
    expect(other.get_by_text("All sent")).to_be_visible()
    assert EntryVersion.objects.count() == 4


def test_use_takes_nothing_away(opened: Page) -> None:
    began = timezone.localdate() - timedelta(days=10)
    body = {"fellowship": "aa", "definition": "fellowship", "first_on": began.isoformat()}
    write_date(opened, body | {"unit": "sober"})
    go(opened, "next")
    card = opened.get_by_role("region", name="AA")
    expect(card).to_contain_text("10 days sober")

    use_today(opened)

    expect(card).to_contain_text("Not counting right now")
    expect(card.get_by_role("definition")).to_have_text(
        ["Not counting right now", "10 days", "10 days"]
    )
    expect(card).to_contain_text("You count again from")
    expect(opened.get_by_role("button", name="Today, Alcohol")).to_be_visible()
    expect(opened.get_by_text("A count ended here: AA.")).to_be_visible()
    expect(opened.get_by_label("What was it?")).to_have_value("")


def test_danger_comes_first_and_help_can_be_called(opened: Page) -> None:
    add_person(opened, "Walt")
    go(opened, "next")

    headings = opened.get_by_role("heading", level=2).all_inner_texts()
    assert headings[0].startswith("First, are you safe?")
    assert headings[1:4] == ["Call someone", "Then", "Write it down, if you want"]
    for number in ("911", "988"):
        expect(opened.locator(f'main .calls a[href="tel:{number}"]')).to_be_visible()
    expect(opened.get_by_role("link", name="Call Walt")).to_be_visible()
    opened.get_by_text("You stopped drinking or taking pills").click()
    expect(opened.get_by_text("Stopping alcohol all at once").first).to_be_visible()


@pytest.mark.parametrize("screen", ["log", "check-in", "next"])
def test_screen_is_good_in_two_looks(opened: Page, screen: str) -> None:
    FILLED[screen](opened)

    assert_good_in_looks(opened, f"app-{screen}", LOOKS)


def fill_log(page: Page) -> None:
    log_by_hand(page, days_ago=7)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Tap a meeting first")


def fill_check_in(page: Page) -> None:
    go(page, "check-in")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Say one thing first")
    page.get_by_role("radio", name="Mild").check()
    page.get_by_label("Hours of sleep last night").fill("7.5")
    save(page)
    expect(page.get_by_text("Sleep: 7.5 hours")).to_be_visible()
    page.get_by_role("radio", name="Used", exact=True).check()
    expect(page.get_by_role("checkbox", name="Alcohol")).to_be_visible()


def fill_next(page: Page) -> None:
    go(page, "next")
    use_today(page)


FILLED: dict[str, Callable[[Page], None]] = {
    "log": fill_log,
    "check-in": fill_check_in,
    "next": fill_next,
}


def test_meeting_is_logged_by_keys_alone(visit: Visit, cast: Cast, client: Any) -> None:
    page = open_app(visit, cast, client, size=DESKTOP).page
    log_by_hand(page, days_ago=7)
    page.get_by_role("radio", name=NAME).focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("radio", name=NAME)).to_be_checked()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Save":
            break
    page.keyboard.press("Enter")

    expect(page.get_by_role("button", name=f"Today, {NAME}")).to_be_visible()
    expect(page.get_by_role("heading", name="Log a meeting")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def write_date(page: Page, body: dict[str, Any]) -> None:
    """As another phone of theirs would have sent it; the app gets it when it is opened."""
    page.evaluate(
        """async (body) => {
          const id = () => crypto.randomUUID().replace(/^(.{14})./, "$17");
          const here = await (await fetch("/app/here/")).json();
          const made = { parents: [], made_at: "2026-01-01T00:00:00Z" };
          const version = { id: id(), record: id(), kind: "date", body, ...made };
          const answer = await fetch("/api/app/sync", { method: "POST",
            headers: { "Content-Type": "application/json", "X-CSRFToken": here.csrf },
            body: JSON.stringify({ after: 0, last: null, versions: [version] }) });
          const said = await answer.json();
          if (!said.saved.length) throw new Error(JSON.stringify(said));
        }""",
        body,
    )
    page.reload()
