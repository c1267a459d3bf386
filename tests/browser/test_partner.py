"""A significant other's page and a member's reminders by hand, with script and without."""

from __future__ import annotations

from datetime import timedelta

import icalendar
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from browser.conftest import DESKTOP, PHONE, Visit, Visitor, assert_good, keep_shot
from cast import Cast, build_cast
from factories.partner_cases import consent_for_sol
from factories.session_runs import enrolled, started
from signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
either_way = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])


@pytest.fixture
def cast() -> Cast:
    cast = build_cast(timezone.now() - timedelta(days=1))
    consent_for_sol(cast, timezone.now() - timedelta(hours=1))
    return cast


def enter(visitor: Visitor, cast: Cast, name: str) -> None:
    browser = Client()
    sign_in(browser, cast.users[name], kind="staff" if name == "ben" else "member")
    value = browser.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": value, "url": visitor.base}
    visitor.context.clear_cookies()
    visitor.context.add_cookies([cookie])  # type: ignore[list-item]


@either_way
def test_task_from_the_counselor_to_the_partner_and_back(
    visit: Visit, cast: Cast, javascript: bool
) -> None:
    visitor = visit(PHONE, javascript=javascript)
    page, main = visitor.page, visitor.page.get_by_role("main")
    here = f"/staff/clients/{cast.client('ana').pk}/partner/"
    enter(visitor, cast, "ben")
    visitor.go(here)
    main.get_by_label("What the task is").fill("Look for a group of his own")
    main.get_by_role("button", name="Give it").click()
    expect(main.get_by_text("Given. It stands on their page.")).to_be_visible()

    enter(visitor, cast, "sol")
    visitor.go("/account/")
    page.get_by_role("link", name="Together").click()
    expect(main.get_by_role("heading", name="With Ana")).to_be_visible()
    main.get_by_label("Done", exact=True).check()
    main.get_by_label("A word about it").fill("Thursday, a small one.")
    main.get_by_role("button", name="Say so").click()
    expect(main.get_by_text("You said: done.")).to_be_visible()
    if javascript:
        assert_good(page)
        keep_shot(page, "together")
    main.get_by_label("Near a town or ZIP code").fill("06457")
    main.get_by_role("button", name="Find groups near there").click()
    expect(page.get_by_label("Al-Anon")).to_be_checked()

    enter(visitor, cast, "ben")
    visitor.go(here)
    expect(main.get_by_text("Sol says: done. “Thursday, a small one.”")).to_be_visible()
    main.get_by_label("Partly").check()
    main.get_by_role("button", name="Write it down").click()
    expect(main.get_by_text("Written down.")).to_be_visible()


@either_way
def test_reminders_are_chosen_and_read(visit: Visit, cast: Cast, javascript: bool) -> None:
    visitor = visit(PHONE, javascript=javascript)
    page, main = visitor.page, visitor.page.get_by_role("main")
    enter(visitor, cast, "ana")
    visitor.go("/me/safety-plan/")
    main.get_by_role("link", name="Reminders in your calendar").click()
    main.get_by_label("Note to self").check()
    first = main.get_by_role("group", name="Time 1")
    first.locator("input[type=time]").fill("21:00")
    first.get_by_label("Monday").check()
    main.get_by_role("button", name="Keep this").click()
    expect(main.get_by_text("Kept.")).to_be_visible()
    main.get_by_role("button", name="Make an address").click()
    address = main.locator(".code").inner_text()
    if javascript:
        assert_good(page)
        keep_shot(page, "reminders")

    answer = visitor.context.request.get(address)

    (event,) = icalendar.Calendar.from_ical(answer.body()).walk("VEVENT")
    assert str(event["summary"]) == "Note to self"
    main.get_by_role("button", name="Stop it").click()
    expect(main.get_by_text("The address does not work any more.")).to_be_visible()
    assert visitor.context.request.get(address).status == 404


def test_session_lets_the_partner_take_a_task_on(visit: Visit, cast: Cast) -> None:
    by, at, ana = cast.actor("ben"), timezone.now(), cast.client("ana").pk
    run = started(ana, enrolled(ana, by=by, at=at), "introduction", by=by, at=at)
    visitor = visit(DESKTOP)
    enter(visitor, cast, "ben")
    visitor.go(f"/staff/sessions/{run}/")
    tasks = visitor.page.locator("#tasks")

    tasks.get_by_label("A task in their own words").first.fill("Look for a group")
    tasks.get_by_label("Sol takes this on").last.check()
    expect(visitor.page.locator("[data-status]")).to_contain_text("saved")
    visitor.go(f"/staff/sessions/{run}/")

    expect(tasks.get_by_label("Sol takes this on").last).not_to_be_checked()
    assert (
        tasks.get_by_label("Sol takes this on").evaluate_all(
            "boxes => boxes.filter((one) => one.checked).length"
        )
        == 1
    )
    assert_good(visitor.page)
    keep_shot(visitor.page, "partner-session")
