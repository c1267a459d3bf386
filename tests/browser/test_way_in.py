"""Someone asks for care at the desk, is taken in and admitted, and goes with a plan."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from browser.conftest import (
    DESKTOP,
    SMALLEST,
    Visit,
    Visitor,
    assert_good,
    assert_good_in_looks,
)
from browser.conftest import assert_no_sideways_scroll as fits
from browser.test_program_pages import enter
from cast import Cast, build_cast

pytestmark = pytest.mark.django_db(transaction=True)

LOOKS = [("phone", "dark"), ("desktop", "light")]


def test_someone_asks_is_admitted_and_goes_with_a_plan(visit: Visit) -> None:
    cast = build_cast(timezone.now() - timedelta(days=1))
    ask_at_the_desk(visit(SMALLEST, javascript=False), cast)
    dana = visit(DESKTOP)
    enter(dana, cast, "dana")
    dana.go("/staff/")
    page = dana.page

    take_in(page)
    admit(page)
    keep_care(page)
    discharge(page)

    expect(page.get_by_text("Wednesdays at Basement Lights")).to_be_visible()
    assert_good_in_looks(page, "care-discharged", LOOKS)
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    page.get_by_role("link", name="Take the discharge back").click()
    page.get_by_label("Why, in a few words").fill("It was meant for someone else.")
    page.get_by_role("button", name="Take the discharge back").click()
    expect(page.get_by_text("Discharge taken back")).to_be_visible()
    dana.complaints = [words for words in dana.complaints if "status of 422" not in words]


def ask_at_the_desk(desk: Visitor, cast: Cast) -> None:
    enter(desk, cast, "fay")
    desk.go("/staff/referrals/")
    desk.page.get_by_role("link", name="Write one down").click()
    desk.settle()
    fits(desk.page)
    desk.page.get_by_label("What they want to be called").fill("Robin")
    desk.page.get_by_label("What they ask for").fill("Wants to stop, and can come after work.")
    desk.page.get_by_role("button", name="Write it down").click()
    expect(desk.page.get_by_role("heading", name="Robin")).to_be_visible()
    expect(desk.page.get_by_text("Wants to stop")).to_have_count(0)
    desk.settle()
    fits(desk.page)


def take_in(page: Page) -> None:
    page.get_by_role("link", name="Inquiries").click()
    assert_good(page)
    page.get_by_role("link", name="Robin").click()
    expect(page.get_by_text("Wants to stop")).to_be_visible()
    assert_good(page)
    page.get_by_role("button", name="Start the intake").click()
    page.get_by_role("link", name="Privacy notice").click()
    page.get_by_label("They took it and did not sign").check()
    page.get_by_role("button", name="Keep the receipt").click()
    page.get_by_role("link", name="Go on with the intake").click()
    page.get_by_role("button", name="They want no consents for now").click()
    expect(page.get_by_text("Settled", exact=True)).to_have_count(2)
    assert_good_in_looks(page, "care-intake", LOOKS)
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]


def admit(page: Page) -> None:
    """First without saying from what."""
    page.get_by_role("link", name="Admit").click()
    page.get_by_label("Level of care").select_option("Intensive outpatient")
    page.get_by_label("What they want for their use").select_option("Abstinence")
    page.get_by_label("In their words").fill("I want my mornings back.")
    page.get_by_label("Why admission can’t wait").fill("In withdrawal; asked tomorrow.")
    page.get_by_role("button", name="Admit").click()
    expect(page.get_by_role("alert").first).to_contain_text("Choose from which substances.")
    expect(page.get_by_label("Level of care")).to_have_value("intensive_outpatient")
    expect(page.get_by_label("In their words")).to_have_value("I want my mornings back.")
    assert_good(page)
    page.get_by_label("Alcohol").check()
    page.get_by_role("button", name="Admit").click()
    expect(page.get_by_text("3 steps of the intake are still open.")).to_be_visible()
    expect(page.get_by_text("I want my mornings back.")).to_be_visible()


def keep_care(page: Page) -> None:
    page.get_by_role("link", name="Add a goal").click()
    page.get_by_label("What they want to reach").fill("Two meetings a week")
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("link", name="Reached, or dropped").click()
    page.get_by_label("They reached it").check()
    assert_good(page)
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("link", name="Enter a diagnosis").click()
    page.get_by_label("Code", exact=True).fill("f10.20")
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_role("button", name="Take out F10.20")).to_be_visible()
    page.get_by_role("link", name="Change the level").click()
    page.get_by_label("New level of care").select_option("Outpatient")
    page.get_by_role("button", name="Change the level").click()
    expect(page.get_by_text("New level: Outpatient")).to_be_visible()
    assert_good_in_looks(page, "care", LOOKS)
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]


def discharge(page: Page) -> None:
    """First without a plan."""
    page.get_by_role("link", name="Discharge").click()
    page.get_by_label("How it ends").select_option("Completed their care")
    page.get_by_label("In a few words").fill("Eight weeks without a drink.")
    page.get_by_role("button", name="Discharge").click()
    expect(page.get_by_role("alert").first).to_contain_text("at least one line")
    expect(page.get_by_label("In a few words")).to_have_value("Eight weeks without a drink.")
    assert_good(page)
    page.get_by_label("Meetings they will go to").fill("Wednesdays at Basement Lights")
    page.get_by_role("button", name="Discharge").click()
    expect(page.get_by_role("heading", name="Not in care now")).to_be_visible()
