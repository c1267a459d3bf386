"""On a phone: an account without a program, into one by its code, and out again."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from browser.conftest import PHONE, Visit, assert_good, assert_no_sideways_scroll, keep_shot
from browser.signing_in_pages import phone_in
from cast import build_cast
from stepwell.actions.invitations import make_invitation
from stepwell.domain.access.invitation_codes import code_to_read
from stepwell.domain.access.roles import Role
from stepwell.records.accounts.models import RoleAssignment, User

pytestmark = pytest.mark.django_db


def test_account_is_made_joins_a_program_and_leaves_it(visit: Visit) -> None:
    at = timezone.now()
    cast = build_cast(at)
    code = make_invitation(Role.MEMBER, by=cast.actor("ben"), at=at)
    visitor = visit(PHONE)
    page = visitor.page

    visitor.go("/sign-up/")
    phone = phone_in(visitor)
    keep_shot(page, "sign-up-phone")
    assert_good(page)
    page.get_by_label("What should we call you?").first.fill("Blue Heron")
    page.get_by_role("button", name="Make a passkey and come in").click()
    page.wait_for_url("**/account/")
    assert len(phone.passkeys()) == 1
    expect(page).to_have_title("How you sign in – Daybook")

    page.get_by_role("link", name="Your programs").click()
    page.get_by_label("The code or link you were given").fill(code_to_read(code).upper())
    page.get_by_role("button", name="Look it up").click()
    expect(page.get_by_role("heading", name="Welcome to Harbor")).to_be_visible()
    page.get_by_role("button", name="Add it to this account").click()
    page.wait_for_url("**/account/")
    expect(page).to_have_title("How you sign in – Harbor")

    page.get_by_role("link", name="Your programs").click()
    keep_shot(page, "programs-phone")
    assert_good(page)
    page.get_by_role("link", name="Leave this program").click()
    assert_good(page)
    assert_no_sideways_scroll(page)
    page.get_by_role("button", name="Leave the program").click()
    expect(page.get_by_text("Your account is still yours")).to_be_visible()

    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/account/")
    expect(page).to_have_title("How you sign in – Daybook")
    user = User.objects.latest("created_at")
    held = RoleAssignment.objects.held_at(timezone.now()).filter(user=user)
    assert [one.organization.slug for one in held] == ["own"]
