"""Signing in, in a real Chromium whose virtual phone makes passkeys."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import F
from django.test import Client as DjangoClient
from playwright.sync_api import expect

from browser.conftest import (
    DESKTOP,
    PHONE,
    SMALLEST,
    Visit,
    Visitor,
    assert_accessible,
    assert_good_in_looks,
    assert_no_sideways_scroll,
    keep_shot,
)
from browser.signing_in_pages import app_code, phone_in, type_password
from signing_in import create_person, create_staff, sign_in
from stepwell.actions.access_links import make_access_link
from stepwell.actions.invitations import make_invitation
from stepwell.domain.access.actor import COMMAND_LINE
from stepwell.domain.access.roles import Role
from stepwell.records.accounts.models import User, UserSession

pytestmark = pytest.mark.django_db
ACCOUNT = re.compile(r"^http://[^/?]+/account/$")


@pytest.fixture
def ben() -> User:
    return create_person("ben")


def signed_in(
    visit: Visit, name: str = "ben", size: dict[str, int] = PHONE, **more: Any
) -> Visitor:
    visitor = visit(size, **more)
    visitor.go("/sign-in/")
    type_password(visitor.page, name)
    visitor.page.wait_for_url(ACCOUNT)
    return visitor


def forgive(visitor: Visitor, status: str) -> None:
    """The console complains of every answer that is an error; this one was meant."""
    visitor.complaints = [one for one in visitor.complaints if f"status of {status}" not in one]


def test_passkey_is_made_and_signs_in(visit: Visit, ben: User) -> None:
    visitor = signed_in(visit)
    page, phone = visitor.page, phone_in(visitor)

    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("What do you call this phone").fill("Blue phone")
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url("**/account/codes/")
    assert len(phone.passkeys()) == 1
    visitor.go("/account/")
    expect(page.get_by_role("button", name="Remove Blue phone")).to_be_visible()

    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url(visitor.base + "/")
    visitor.go("/sign-in/?next=/account/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(ACCOUNT)

    assert UserSession.objects.get(ended_at=None).method == "passkey"
    assert UserSession.objects.get(ended_at=None).has_second_factor


def test_passkey_of_someone_else_is_refused_in_words(visit: Visit, ben: User) -> None:
    visitor = signed_in(visit)
    page, phone = visitor.page, phone_in(visitor)
    visitor.go("/account/passkeys/")
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url("**/account/codes/")
    phone.refuse()

    visitor.go("/account/")
    page.get_by_role("button", name="Sign out", exact=True).click()
    visitor.go("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_text("No passkey was used.")).to_be_visible()


def test_person_without_password_or_mail_comes_in_by_link_and_passkey(visit: Visit) -> None:
    pat = create_person("pat", password=None)
    token = make_access_link("pat", by=COMMAND_LINE, at=pat.created_at)
    visitor = visit(PHONE)
    page, phone = visitor.page, phone_in(visitor)

    visitor.go(f"/open/{token}/")
    assert token not in page.url
    page.get_by_role("button", name="Make a passkey").click()
    page.wait_for_url(ACCOUNT)
    assert len(phone.passkeys()) == 1

    page.get_by_role("button", name="Sign out", exact=True).click()
    visitor.go("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(ACCOUNT)


def test_invited_person_comes_in_with_a_passkey_and_comes_back(visit: Visit) -> None:
    abe = create_staff("abe", Role.ADMINISTRATOR)
    at = datetime.now(UTC)
    token = make_invitation(Role.VOLUNTEER, by=abe.as_actor(abe.organization_ids(at)[0], at), at=at)
    looker = visit(PHONE)
    looker.go(f"/join/{token}/")
    assert_good_in_looks(looker.page, "welcome")
    visitor = visit(PHONE)
    page, phone = visitor.page, phone_in(visitor)

    visitor.go(f"/join/{token}/")
    assert token not in page.url
    page.get_by_label("What should we call you?").first.fill("Rae")
    page.get_by_role("button", name="Make a passkey and come in").click()
    page.wait_for_url(ACCOUNT)
    assert len(phone.passkeys()) == 1
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url(visitor.base + "/")

    visitor.go("/sign-in/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(ACCOUNT)


def test_inviting_on_the_screen_is_accessible(visit: Visit) -> None:
    abe = create_staff("abe", Role.ADMINISTRATOR)
    visitor = visit(PHONE)
    client = DjangoClient()
    sign_in(client, abe)
    cookie = {"name": "session", "value": client.cookies["session"].value}
    visitor.context.add_cookies([{**cookie, "url": visitor.base}])
    visitor.go("/account/invite/")
    visitor.page.get_by_label("As").select_option("counselor")
    visitor.page.get_by_role("button", name="Make the link").click()
    expect(visitor.page.get_by_role("img", name="Picture to scan")).to_be_visible()
    assert_good_in_looks(visitor.page, "invite")


def test_authenticator_app_and_recovery_codes(visit: Visit, ben: User) -> None:
    visitor = signed_in(visit)
    page = visitor.page

    page.get_by_role("link", name="Set up an authenticator app").click()
    expect(page.get_by_role("img", name="Picture to scan")).to_be_visible()
    page.get_by_label("The six digits").fill(app_code(ben))
    page.get_by_role("button", name="Check and save").click()
    page.wait_for_url("**/account/codes/")
    page.get_by_role("button", name="Make the codes").click()
    expect(page.locator(".codes code")).to_have_count(10)
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    expect(page.get_by_role("button", name="Print")).to_be_visible()

    page.get_by_role("link", name="I have them").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    visitor.go("/sign-in/")
    type_password(page, "ben")
    page.wait_for_url("**/sign-in/code/")
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("That code didn’t work")).to_be_visible()
    forgive(visitor, "422")
    page.get_by_label("Code").fill(codes[2])
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(ACCOUNT)
    expect(page.get_by_text("9 codes are left.")).to_be_visible()


def test_member_comes_in_with_a_printed_code_and_makes_a_passkey(visit: Visit, ben: User) -> None:
    visitor = signed_in(visit)
    page = visitor.page
    visitor.go("/account/codes/")
    page.get_by_role("button", name="Make the codes").click()
    code = page.locator(".codes code").first.inner_text()
    User.objects.update(password="!")

    lost = visit(PHONE)
    phone = phone_in(lost)
    lost.go("/sign-in/")
    lost.page.get_by_role("link", name="Lost your passkey").click()
    lost.page.get_by_label("Sign-in name").fill("ben")
    lost.page.get_by_label("One of your recovery codes").fill(code)
    lost.page.get_by_role("button", name="Let me in").click()
    lost.page.wait_for_url(ACCOUNT)
    lost.page.get_by_role("link", name="Add a passkey").click()
    lost.page.get_by_role("button", name="Make the passkey").click()
    lost.page.wait_for_url(ACCOUNT)
    assert len(phone.passkeys()) == 1


def test_idle_page_warns_and_leaves(visit: Visit, ben: User, settings: Any) -> None:
    settings.SESSION_LIMITS = settings.SESSION_LIMITS | {
        "member": replace(settings.SESSION_LIMITS["member"], idle=timedelta(minutes=10))
    }
    visitor = visit(PHONE)
    page = visitor.page
    page.clock.install()
    visitor.go("/sign-in/")
    type_password(page, "ben")
    page.wait_for_url(ACCOUNT)
    visitor.settle()
    warning = page.get_by_text("You’ll be signed out soon")
    expect(warning).to_be_hidden()

    page.clock.run_for(8 * 60_000 + 5_000)
    expect(warning).to_be_visible()
    assert_accessible(page)
    with page.expect_response("**/account/stay/"):
        page.get_by_role("button", name="Stay signed in").click()
    expect(warning).to_be_hidden()

    page.clock.run_for(9 * 60_000 + 5_000)
    page.wait_for_url("**/sign-in/?ended=idle")
    expect(page.get_by_text("nothing was used for a while")).to_be_visible()
    assert UserSession.objects.filter(user=ben, ended_at=None).count() == 0


def test_page_in_use_says_so_by_itself(visit: Visit, ben: User) -> None:
    visitor = visit(PHONE)
    page = visitor.page
    page.clock.install()
    visitor.go("/sign-in/")
    type_password(page, "ben")
    page.wait_for_url(ACCOUNT)
    visitor.settle()
    page.clock.run_for(20 * 60_000)
    page.keyboard.press("a")

    with page.expect_response("**/account/stay/"):
        page.clock.run_for(11 * 60_000)


def test_session_ended_by_time_opens_nothing_but_the_sign_in_page(visit: Visit, ben: User) -> None:
    visitor = signed_in(visit)
    UserSession.objects.update(last_seen_at=F("last_seen_at") - timedelta(hours=2))

    visitor.page.get_by_role("link", name="Print new codes").click()

    visitor.page.wait_for_url("**/sign-in/?next=*ended=idle")
    expect(visitor.page.get_by_text("nothing was used for a while")).to_be_visible()


def test_other_browser_is_signed_out_from_here(visit: Visit, ben: User) -> None:
    here, there = signed_in(visit), signed_in(visit, size=DESKTOP)
    here.go("/account/")

    here.page.get_by_role("button", name=re.compile("^Sign out there")).click()
    expect(here.page.get_by_text("Signed out there, at once.")).to_be_visible()

    there.go("/account/")
    there.page.wait_for_url("**/sign-in/?*ended=revoked")


def test_shared_phone_asks_a_pin_and_keeps_nothing(visit: Visit, ben: User) -> None:
    visitor = signed_in(visit)
    page = visitor.page
    page.get_by_role("link", name="Set a PIN").click()
    page.get_by_label("New PIN").fill("274913")
    page.get_by_text("Show it").click()
    assert page.get_by_label("New PIN").get_attribute("type") == "text"
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(ACCOUNT)
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url(visitor.base + "/")

    page.evaluate("localStorage.setItem('planted', 'words of the member')")
    visitor.go("/sign-in/")
    type_password(page, "ben")
    page.wait_for_url("**/sign-in/pin/")
    page.get_by_label("Your PIN").fill("274913")
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url(ACCOUNT)
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url(visitor.base + "/")

    assert page.evaluate("localStorage.getItem('planted')") is None
    assert visitor.context.cookies() == []
    page.go_back()
    expect(page.get_by_text("How you sign in")).to_have_count(0)


def test_leaving_in_a_hurry_signs_a_shared_phone_out(
    visit: Visit, ben: User, settings: Any
) -> None:
    visitor = visit(PHONE)
    settings.LEAVE_URL = visitor.base + "/privacy/"
    visitor.go("/sign-in/")
    visitor.page.get_by_label("Other people use this phone").check()
    type_password(visitor.page, "ben")
    visitor.page.wait_for_url(ACCOUNT)

    visitor.page.get_by_role("link", name="Hide").click()
    visitor.page.wait_for_url("**/privacy/")

    open_ones = UserSession.objects.filter(user=ben, ended_at=None)
    for _ in range(200):
        if not open_ones.exists():
            break
        visitor.page.wait_for_timeout(50)
    assert not open_ones.exists()


def test_page_is_not_shown_again_after_signing_out(visit: Visit, ben: User) -> None:
    visitor = signed_in(visit)
    page = visitor.page
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url(visitor.base + "/")

    page.go_back()

    page.wait_for_url("**/sign-in/**")
    expect(page.get_by_role("heading", name="How you sign in")).to_have_count(0)


ENTRANCES = {"sign-in": "/sign-in/", "recovery": "/sign-in/other-way/", "link-over": "/new-way/"}
OWN = {
    "account": "/account/",
    "second-factor": "/account/second-factor/",
    "confirm": "/account/confirm/",
    "passkeys": "/account/passkeys/",
    "password": "/account/password/",
    "app": "/account/app/",
    "recovery-codes": "/account/codes/",
    "shared-phone": "/account/shared-phone/",
}


@pytest.mark.parametrize("name", ENTRANCES)
def test_entrance_is_accessible_in_every_look(visit: Visit, name: str) -> None:
    visitor = visit(PHONE)

    visitor.go(ENTRANCES[name])

    assert_good_in_looks(visitor.page, name)
    forgive(visitor, "410" if name == "link-over" else "none")


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("who", ["member", "staff"])
def test_own_page_is_accessible_in_every_look(visit: Visit, who: str, name: str, ben: User) -> None:
    User.objects.update(is_administrator=who == "staff")
    visitor = visit(PHONE)
    visitor.go("/sign-in/?next=/account/")
    type_password(visitor.page, "ben")
    visitor.page.wait_for_url(ACCOUNT)

    visitor.go(OWN[name])

    assert_good_in_looks(visitor.page, f"{who}-{name}")


def test_steps_are_accessible(visit: Visit, ben: User) -> None:
    visitor = signed_in(visit)
    page = visitor.page
    visitor.go("/account/app/")
    page.get_by_label("The six digits").fill(app_code(ben))
    page.get_by_role("button", name="Check and save").click()
    page.wait_for_url("**/account/codes/")
    page.get_by_role("button", name="Make the codes").click()
    keep_shot(page, "codes-phone-light")
    assert_accessible(page)
    visitor = visit(PHONE)
    visitor.go("/sign-in/")
    type_password(visitor.page, "ben")
    visitor.page.wait_for_url("**/sign-in/code/")
    assert_good_in_looks(visitor.page, "code")


@pytest.mark.parametrize("path", [*ENTRANCES.values()])
def test_page_fits_the_smallest_phone_and_says_little_in_its_title(visit: Visit, path: str) -> None:
    visitor = visit(SMALLEST)
    visitor.go(path)

    assert_no_sideways_scroll(visitor.page)
    assert not re.search(r"(?i)recover|stepwell|sober|\bAA\b|\bNA\b|meeting", visitor.page.title())
    forgive(visitor, "410")


def test_sign_in_works_without_script(visit: Visit, ben: User) -> None:
    visitor = visit(PHONE, javascript=False)
    visitor.go("/sign-in/")
    assert visitor.page.get_by_role("button", name="Sign in with a passkey").is_hidden()

    type_password(visitor.page, "ben")

    visitor.page.wait_for_url(ACCOUNT)
