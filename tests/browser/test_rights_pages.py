"""A member asks, a supervisor answers and erases, by hand; each page accessible on the way."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Page, expect

from browser.conftest import DESKTOP, PHONE, SMALLEST, Visit, assert_good, keep_shot
from browser.conftest import assert_no_sideways_scroll as fits
from browser.test_program_pages import enter
from cast import Cast, build_cast
from stepwell.actions.clients import NewContactRules, close_client, set_contact_rules
from stepwell.actions.own_rights import ask_about_own
from stepwell.actions.rights_requests import deny_request
from stepwell.actions.roles import give_role
from stepwell.domain.access.roles import Role
from stepwell.domain.rights.law import Right

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(settings: Any, tmp_path: Path) -> Cast:
    settings.DATA_DIR, settings.BACKUP_DIR = tmp_path, tmp_path / "backups"
    return build_cast(timezone.now() - timedelta(days=1))


def good(page: Page, name: str) -> None:
    keep_shot(page, f"rights-{name}")
    assert_good(page)


def test_a_denial_is_looked_at_again_by_somebody_else(visit: Visit, cast: Cast) -> None:
    now, ana, dana = timezone.now(), cast.actor("ana"), cast.actor("dana")
    asked = ask_about_own(Right.COPY, words="", by=ana, at=now)
    why = "Reading it now could put your sister in danger."
    deny_request(asked, ground="endangers", words=why, by=dana, at=now)
    harbor, abe = cast.organizations["harbor"], cast.actor("abe")
    with transaction.atomic():
        give_role(cast.users["ben"], Role.SUPERVISOR, organization=harbor, by=abe, at=now)

    member = visit(PHONE)
    enter(member, cast, "ana")
    member.go("/me/safety-plan/")
    good(member.page, "own-news")
    member.page.get_by_role("link", name="There is an answer").click()
    expect(member.page.get_by_text("New answer", exact=True)).to_be_visible()
    member.page.get_by_label("What do you say to it?").fill("I want to read it all the same.")
    member.page.get_by_role("button", name="Ask for a second look").click()
    expect(member.page.get_by_text("looks at it again. Answer by")).to_be_visible()
    good(member.page, "own-second-look")

    supervisor = visit(DESKTOP)
    enter(supervisor, cast, "ben")
    supervisor.go("/staff/rights/")
    page = supervisor.page
    page.get_by_role("link", name="A copy of the record").click()
    page.get_by_label("They get the copy").check()
    page.get_by_label("Your license").fill("LCSW 004321")
    page.get_by_label("What the person is told").fill("Nothing in it endangers anyone.")
    good(page, "second-look")
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("LCSW 004321")).to_be_visible()
    member.go("/me/rights/")
    expect(member.page.get_by_text("You get the copy")).to_be_visible()


def test_member_asks_and_a_supervisor_answers_and_erases(visit: Visit, cast: Cast) -> None:
    member = visit(PHONE)
    enter(member, cast, "ana")
    member.go("/me/rights/")
    good(member.page, "own-empty")
    with member.page.expect_download() as waiting:
        member.page.get_by_role("button", name="To read or print (PDF)").click()
    assert waiting.value.suggested_filename.startswith("record-")
    member.page.get_by_label("What should be changed, and why?").fill(
        "It says that I live alone. I live with my sister."
    )
    member.page.get_by_role("button", name="Ask for this change").click()
    member.page.get_by_role("button", name="Ask to be erased").click()
    expect(member.page.get_by_text("Waits for an answer")).to_have_count(2)

    supervisor = visit(DESKTOP, theme="dark")
    enter(supervisor, cast, "dana")
    page = supervisor.page
    supervisor.go("/staff/rights/")
    good(page, "waiting")
    page.get_by_role("link", name="A change in the record").click()
    page.get_by_label("What the person is told").fill("The note was right when it was written.")
    page.get_by_label("It is accurate and complete").check()
    good(page, "answer")
    page.get_by_role("button", name="Say no").click()
    expect(page.get_by_text("Denied")).to_be_visible()

    ana, now = cast.client("ana").pk, timezone.now()
    rules = NewContactRules(may_call=True, note="Ask for Blue.")
    set_contact_rules(ana, rules, by=cast.actor("ben"), at=now)
    close_client(ana, by=cast.actor("ben"), at=now)
    supervisor.go(f"/staff/clients/{ana}/rights/")
    good(page, "client")
    page.get_by_role("link", name="What an erasure would take").click()
    good(page, "plan")
    page.get_by_role("button", name="Erase now").click()
    expect(page.get_by_role("heading", name="Erasure of record")).to_be_visible()
    good(page, "certificate")
    supervisor.go("/staff/erasures/due/")
    good(page, "times")

    # The member's sign-in went along: the phone is led to the sign-in page and told to forget.
    with member.page.expect_response("**/me/rights/") as answer:
        member.go("/me/rights/")
    assert '"storage"' in (answer.value.header_value("Clear-Site-Data") or "")
    smallest = visit(SMALLEST)
    enter(smallest, cast, "dana")
    for path in ("/staff/rights/", "/staff/erasures/", "/staff/erasures/due/"):
        smallest.go(path)
        fits(smallest.page)
