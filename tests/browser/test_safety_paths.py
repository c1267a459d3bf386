"""The safety paths walked by front desk, counselor and supervisor; and the pages in every look."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from browser.conftest import (
    DESKTOP,
    LOOKS,
    PHONE,
    SIZES,
    SMALLEST,
    Visit,
    Visitor,
    assert_good,
    keep_shot,
)
from browser.conftest import assert_no_sideways_scroll as fits
from browser.test_program_pages import enter
from cast import Cast, build_cast
from stepwell.actions.demo_safety import load_safety
from stepwell.queries.safety_library import path_rules
from stepwell.records.care.models import Incident, SafetyPath

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = {
    "safety": ("dana", "/staff/safety/"),
    "safety-desk": ("fay", "/staff/safety/"),
    "safety-concern": ("fay", "/staff/safety/concern/"),
    "safety-own": ("fay", "/staff/safety/paths/{arrival}/own/"),
    "safety-path": ("dana", "/staff/safety/paths/{arrival}/"),
    "safety-path-closed": ("ben", "/staff/safety/paths/{closed}/"),
    "safety-text": ("fay", "/staff/safety/texts/overdose/"),
    "safety-plan": ("ben", "/staff/clients/{ana}/safety-plan/"),
    "safety-plan-write": ("ben", "/staff/clients/{ana}/safety-plan/write/"),
    "screener": ("ben", "/staff/clients/{ana}/screener/"),
    "incidents": ("dana", "/staff/safety/incidents/"),
    "incident": ("dana", "/staff/safety/incidents/{incident}/"),
    "incident-write": ("gil", "/staff/safety/incidents/write/"),
    "own-plan": ("ana", "/me/safety-plan/"),
}


@pytest.fixture
def cast() -> Cast:
    cast = build_cast(timezone.now() - timedelta(days=30))
    load_safety(at=timezone.now())
    return cast


def addresses(cast: Cast) -> dict[str, object]:
    return {
        "ana": cast.client("ana").pk,
        "arrival": SafetyPath.objects.get(status="open").pk,
        "closed": SafetyPath.objects.get(status="closed").pk,
        "incident": Incident.objects.get().pk,
    }


def test_safety_pages_are_accessible_in_every_look(visit: Visit, cast: Cast) -> None:
    """Each page in one of the looks, in turn; in all of them where pictures are wanted."""
    names, windows = addresses(cast), dict[tuple[str, str, str], Visitor]()
    for number, (name, (who, path)) in enumerate(PAGES.items()):
        looks = list(LOOKS) if os.environ.get("STEPWELL_SHOTS") else [LOOKS[number % len(LOOKS)]]
        for size, theme in looks:
            if (key := (who, size, theme)) not in windows:
                windows[key] = visit(SIZES[size], theme=theme)
                enter(windows[key], cast, who)
            window = windows[key]
            window.go(path.format(**names))
            keep_shot(window.page, f"staff-{name}-{size}-{theme}")
            assert_good(window.page)
    smallest = visit(SMALLEST)
    enter(smallest, cast, "dana")
    for path in ("/staff/safety/", "/staff/safety/paths/{arrival}/"):
        smallest.go(path.format(**names))
        fits(smallest.page)


def settle(page: Page) -> None:
    """Every step that is only said to be done."""
    for _ in range(len(path_rules("default-v1").step)):
        if not page.get_by_role("button", name="Done").count():
            return
        page.get_by_role("button", name="Done").first.click()
        page.wait_for_load_state("load")


@pytest.mark.parametrize(
    ("size", "javascript"), [(PHONE, False), (DESKTOP, True)], ids=["phone", "desktop"]
)
def test_walk_in_crisis_from_the_desk_to_the_sign_off(
    visit: Visit, cast: Cast, size: dict[str, int], javascript: bool
) -> None:
    desk = visit(size, javascript=javascript)
    enter(desk, cast, "fay")
    page = desk.page
    desk.go("/staff/safety/")
    page.get_by_role("link", name="I am worried about someone").click()
    page.get_by_role("button", name="Open the concern").click()
    page.get_by_label("Someone is here, or on the phone, and I am worried").check()
    page.get_by_label("Who is it?").select_option("Ana")
    page.get_by_label("What do you see or hear?").fill("She cries and says she can’t go on.")
    page.get_by_role("button", name="Open the concern").click()
    expect(page.get_by_text("Nobody has taken it yet. Go and tell a counselor.")).to_be_visible()
    expect(page.get_by_text("Stay with them")).to_be_visible()
    waiting = page.url

    counselor = visit(size, javascript=javascript)
    enter(counselor, cast, "ben")
    page = counselor.page
    counselor.go("/staff/")
    page.get_by_role("link", name="waits for a sign-off").or_(
        page.get_by_role("main").get_by_role("link", name="Safety")
    ).first.click()
    page.get_by_role("link", name="Open Ana").click()
    expect(page.get_by_text("She cries and says she can’t go on.")).to_be_visible()
    page.get_by_role("button", name="I am on it").click()
    expect(page.get_by_text("You are on it.").first).to_be_visible()

    page.get_by_role("link", name="Open the screener").click()
    for question in (
        "Question 1 –",
        "Question 2 –",
        "Question 3 –",
        "Question 4 –",
        "Question 5 –",
    ):
        page.get_by_role("group", name=question).get_by_label("Yes").check()
    page.get_by_role("button", name="Keep the answers").click()
    expect(page.get_by_role("alert")).to_contain_text("Question 6, 6b has no answer yet")
    expect(page.get_by_role("group", name="Question 5 –").get_by_label("Yes")).to_be_checked()
    page.get_by_role("group", name="Question 6 –").get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Keep the answers").click()
    expect(page.get_by_text("Don’t leave the person alone")).to_be_visible()

    page.get_by_role("link", name="Write the plan").click()
    page.get_by_label("2. What I can do by myself").fill(
        "Walk to the pier\nI promise not to kill me"
    )
    page.get_by_label("We wrote this together").check()
    page.get_by_role("button", name="Keep this version").click()
    expect(page.get_by_role("alert")).to_contain_text("promise not to die")
    page.get_by_label("2. What I can do by myself").fill("Walk to the pier")
    page.get_by_role("button", name="Keep this version").click()
    expect(page.get_by_text("Version 3,").first).to_be_visible()
    page.get_by_role("button", name="Print it for them").click()
    expect(page.get_by_role("heading", name="My plan")).to_be_visible()
    expect(page.get_by_text("Ana", exact=True)).to_have_count(0)
    keep_shot(page, f"safety-plan-print-{'desktop' if javascript else 'phone'}")

    counselor.go("/staff/safety/")
    page.get_by_role("link", name="Open Ana").click()
    expect(page.get_by_text("done: Make the safety plan together")).to_be_visible()
    settle(page)
    expect(page.get_by_text("Every step is settled: say how it ended.")).to_be_visible()
    page.get_by_label("They went to an emergency room or hospital").check()
    page.get_by_label("What happened, in a sentence or two").fill("Ben drove with her.")
    page.get_by_role("button", name="Keep how it ended").click()
    expect(page.get_by_role("alert")).to_contain_text("Name who took over")
    expect(page.get_by_label("What happened, in a sentence or two")).to_have_value(
        "Ben drove with her."
    )
    page.get_by_label("Who took over").fill("Nurse Adeyemi, St. Mary ER")
    page.get_by_label("I have spoken with whoever takes over").check()
    page.get_by_role("button", name="Keep how it ended").click()
    expect(page.get_by_text("It waits for a supervisor to sign it off.")).to_be_visible()
    expect(page.get_by_role("button", name="Sign off")).to_have_count(0)

    supervisor = visit(size, javascript=javascript)
    enter(supervisor, cast, "dana")
    supervisor.go("/staff/safety/")
    page = supervisor.page
    page.get_by_role("link", name="Open Ana").click()
    expect(page.get_by_text("Nurse Adeyemi, St. Mary ER")).to_be_visible()
    page.get_by_role("button", name="Give back").click()
    expect(page.get_by_text("Write what is missing")).to_be_visible()
    if javascript:  # axe is a script
        assert_good(page)
    page.get_by_role("button", name="Sign off").click()
    expect(page.get_by_text("Signed off.").first).to_be_visible()

    page = desk.page
    page.goto(waiting)
    expect(page.get_by_text("It is over.")).to_be_visible()
    expect(page.get_by_text("Adeyemi")).to_have_count(0)
    for one in (desk, counselor, supervisor):
        one.complaints = [words for words in one.complaints if "status of 422" not in words]
