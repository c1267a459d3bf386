"""Authenticator apps, recovery codes, the PIN of a shared phone, and single-use links."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.software_passkey import SoftwarePasskey
from signing_in import PASSWORD, create_person, create_staff, sign_in
from stepwell.actions.access_links import make_access_link
from stepwell.actions.one_time_codes import new_app_secret, new_recovery_sheet, use_app_code
from stepwell.domain.access.actor import COMMAND_LINE
from stepwell.domain.access.denied import AccessDenied, NotFound
from stepwell.domain.access.roles import Role
from stepwell.records.accounts.models import (
    AccessLink,
    FactorSecret,
    RoleAssignment,
    SharedPhonePin,
    SignInTries,
    User,
    UserSession,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 12, 0, 10, tzinfo=UTC)


def app_code(user: User, *, steps: int = 0, at: datetime | None = None) -> str:
    """What the authenticator app shows, so many half minutes from now."""
    secret = FactorSecret.objects.get(user=user).value
    step = int((at or datetime.now(UTC)).timestamp()) // 30 + steps
    return format_hotp_value(hotp_value(secret, step))


@pytest.fixture
def with_app(ben: User) -> User:
    secret_id = new_app_secret(str(ben.pk))
    Authenticator.objects.create(user=ben, type="totp", data={"secret": secret_id})
    return ben


def enter(client: Client, name: str = "ben", **values: str) -> Any:
    return client.post("/sign-in/", {"username": name, "password": PASSWORD} | values)


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def wait(seconds: float) -> None:
    """As if so much time had passed since the last tries."""
    passed = timedelta(seconds=seconds)
    SignInTries.objects.update(last_at=F("last_at") - passed, free_at=F("free_at") - passed)


# Authenticator app


def test_app_code_is_asked_for_after_the_password(client: Client, with_app: User) -> None:
    assert enter(client, next="/meetings/")["Location"] == "/sign-in/code/"
    assert not is_in(client)

    answer = client.post("/sign-in/code/", {"code": app_code(with_app)})

    assert answer["Location"] == "/meetings/"
    assert client.session["has_second_factor"] is True
    assert client.session["method"] == "totp"


def test_app_code_may_be_typed_with_a_space(client: Client, with_app: User) -> None:
    enter(client)
    code = app_code(with_app)

    assert client.post("/sign-in/code/", {"code": f"{code[:3]} {code[3:]}"}).status_code == 302


def test_app_code_works_once(client: Client, with_app: User) -> None:
    code = app_code(with_app)
    enter(client)
    client.post("/sign-in/code/", {"code": code})
    second = Client()
    enter(second)

    answer = second.post("/sign-in/code/", {"code": code})

    assert answer.status_code == 422
    assert "That code didn’t work" in answer.content.decode()


@pytest.mark.parametrize(
    ("steps", "is_taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_app_code_is_taken_from_its_own_half_minute_and_the_next_ones(
    steps: int, is_taken: bool, with_app: User
) -> None:
    assert use_app_code(with_app, app_code(with_app, steps=steps, at=AT), at=AT) is is_taken


def test_older_app_code_is_refused_after_a_newer_one(with_app: User) -> None:
    assert use_app_code(with_app, app_code(with_app, at=AT), at=AT)
    assert not use_app_code(with_app, app_code(with_app, steps=-1, at=AT), at=AT)


def test_five_wrong_app_codes_make_wait(client: Client, with_app: User) -> None:
    enter(client)
    for _ in range(5):
        client.post("/sign-in/code/", {"code": "000000"})

    answer = client.post("/sign-in/code/", {"code": app_code(with_app)})

    assert answer.status_code == 422
    assert not is_in(client)
    wait(31)
    assert client.post("/sign-in/code/", {"code": app_code(with_app)}).status_code == 302


def test_starting_again_does_not_give_more_tries(client: Client, with_app: User) -> None:
    for _ in range(5):
        fresh = Client()
        enter(fresh)
        fresh.post("/sign-in/code/", {"code": "000000"})
    enter(client)

    answer = client.post("/sign-in/code/", {"code": app_code(with_app)})

    assert answer.status_code == 422


def test_code_page_without_a_password_before_leads_to_the_start(client: Client) -> None:
    assert client.get("/sign-in/code/")["Location"] == "/sign-in/"
    assert client.get("/sign-in/pin/")["Location"] == "/sign-in/"
    assert client.post("/sign-in/code/passkey/options/")["Location"] == "/sign-in/"


def test_code_page_waits_for_five_minutes(client: Client, with_app: User) -> None:
    enter(client)
    session = client.session
    session["entering"] = session["entering"] | {"at": session["entering"]["at"] - 301}
    session.save()

    answer = client.post("/sign-in/code/", {"code": app_code(with_app)})

    assert answer["Location"] == "/sign-in/"
    assert not is_in(client)


def test_cookie_changes_between_password_and_code(client: Client, with_app: User) -> None:
    client.post("/sign-in/passkey/options/")
    planted = client.cookies["session"].value
    enter(client)

    stranger = Client()
    stranger.cookies["session"] = planted
    answer = stranger.post("/sign-in/code/", {"code": app_code(with_app)})

    assert answer["Location"] == "/sign-in/"


def test_app_is_set_up_and_removed(client: Client, ben: User) -> None:
    sign_in(client, ben, has_second_factor=False)
    page = client.get("/account/app/").content.decode()
    assert "<svg" in page
    key = FactorSecret.objects.get(user=ben).value
    assert " ".join(re.findall("....", key)) in page

    assert client.post("/account/app/", {"code": "000000"}).status_code == 422
    answer = client.post("/account/app/", {"code": app_code(ben)})

    assert answer["Location"] == "/account/codes/"
    assert client.session["has_second_factor"] is True
    client.post("/account/app/remove/")
    assert not FactorSecret.objects.exists()
    assert not Authenticator.objects.exists()


def test_app_code_used_for_setting_up_does_not_sign_in(client: Client, ben: User) -> None:
    sign_in(client, ben)
    client.get("/account/app/")
    code = app_code(ben)
    client.post("/account/app/", {"code": code})
    other = Client()
    enter(other)

    assert other.post("/sign-in/code/", {"code": code}).status_code == 422


def test_app_begun_and_never_confirmed_is_forgotten(client: Client, ben: User) -> None:
    new_recovery_sheet(ben)
    first = new_app_secret(str(ben.pk))
    second = new_app_secret(str(ben.pk))

    kept = {str(pk) for pk in FactorSecret.objects.values_list("pk", flat=True)}
    assert first not in kept
    assert second in kept
    assert len(kept) == 2, "the seed of the recovery codes stays"


def test_secrets_do_not_stand_in_the_database(client: Client, ben: User) -> None:
    sign_in(client, ben)
    client.get("/account/app/")
    client.post("/account/app/", {"code": app_code(ben)})
    secret = FactorSecret.objects.get(user=ben).value
    codes = new_recovery_sheet(ben)

    with connection.cursor() as cursor:
        stored = ""
        for table in ("accounts_factorsecret", "mfa_authenticator", "accounts_usersession"):
            cursor.execute(f"SELECT * FROM {table}")
            stored += str(cursor.fetchall())
    for planted in (secret, *codes):
        assert planted not in stored


def test_confirming_with_an_app_takes_both(client: Client, with_app: User) -> None:
    sign_in(client, with_app, is_confirmed=False, has_second_factor=False)

    assert client.post("/account/confirm/", {"password": PASSWORD}).status_code == 422
    answer = client.post("/account/confirm/", {"password": PASSWORD, "code": app_code(with_app)})

    assert answer.status_code == 302
    assert client.session["has_second_factor"] is True


# Recovery codes


def test_recovery_codes_are_shown_once(client: Client, ben: User) -> None:
    sign_in(client, ben)

    page = client.post("/account/codes/")

    codes = re.findall(r"\d{4} \d{4} \d{4} \d{4}", page.content.decode())
    assert len(set(codes)) == 10
    assert "no-store" in page["Cache-Control"]
    assert codes[0] not in client.get("/account/codes/").content.decode()


def test_recovery_code_stands_in_for_the_app_once(client: Client, with_app: User) -> None:
    code = new_recovery_sheet(with_app)[3]
    enter(client)
    assert client.post("/sign-in/code/", {"code": code}).status_code == 302
    assert is_in(client)
    second = Client()
    enter(second)

    assert second.post("/sign-in/code/", {"code": code}).status_code == 422


def test_new_sheet_replaces_the_old_one(client: Client, with_app: User) -> None:
    old = new_recovery_sheet(with_app)
    new_recovery_sheet(with_app)
    enter(client)

    assert client.post("/sign-in/code/", {"code": old[0]}).status_code == 422


def recover(client: Client, name: str, code: str) -> Any:
    return client.post("/sign-in/other-way/", {"username": name, "code": code})


def test_member_comes_in_with_a_recovery_code_alone(client: Client) -> None:
    pat = create_person("pat", password=None)
    code = new_recovery_sheet(pat)[0]

    answer = recover(client, "pat", code)

    assert answer["Location"] == "/account/"
    assert "Set up a passkey or a password now" in client.get("/account/").content.decode()
    assert client.session["has_second_factor"] is False


def test_staff_do_not_come_in_with_a_recovery_code_alone(client: Client) -> None:
    abe = create_person("abe", is_administrator=True)
    code = new_recovery_sheet(abe)[0]

    answer = recover(client, "abe", code)

    assert answer.status_code == 422
    assert "That name and code don’t go together" in answer.content.decode()
    assert not is_in(client)


def test_recovery_code_does_not_pass_by_an_app(client: Client, with_app: User) -> None:
    codes = new_recovery_sheet(with_app)

    assert recover(client, "ben", codes[0])["Location"] == "/sign-in/code/"
    assert client.post("/sign-in/code/", {"code": codes[1]}).status_code == 422
    assert not is_in(client)


def test_recovery_fails_with_the_same_words_and_questions_for_every_cause(ben: User) -> None:
    pat = create_person("pat", password=None)
    new_recovery_sheet(pat)
    new_recovery_sheet(create_person("abe", is_administrator=True))
    new_recovery_sheet(create_person("ida", is_active=False))
    recover(Client(), "first", "1234 5678 1234 5678")  # begins the audit chain
    pages, counts = set(), set()
    for name in ("zoe", "ben", "pat", "abe", "ida"):
        with CaptureQueriesContext(connection) as queries:
            page = recover(Client(), name, "1234 5678 1234 5678").content.decode()
        pages.add(re.sub(r'(nonce|value)="[^"]*"', "", page))
        counts.add(len(queries))

    assert len(pages) == 1
    assert len(counts) == 1


def test_recovery_codes_are_guessed_at_five_times(client: Client) -> None:
    pat = create_person("pat", password=None)
    code = new_recovery_sheet(pat)[0]
    for _ in range(5):
        recover(client, "pat", "1234 5678 1234 5678")

    assert recover(client, "pat", code).status_code == 422
    wait(3)
    assert recover(client, "pat", code).status_code == 302


# The PIN of a shared phone


@pytest.fixture
def with_pin(client: Client, ben: User) -> User:
    browser = Client()
    sign_in(browser, ben, kind="member")
    assert browser.post("/account/shared-phone/", {"pin": "274913"}).status_code == 302
    return ben


def test_pin_is_asked_for_after_every_sign_in(client: Client, with_pin: User) -> None:
    assert enter(client)["Location"] == "/sign-in/pin/"
    assert not is_in(client)
    assert client.post("/sign-in/pin/", {"pin": "274914"}).status_code == 422

    client.post("/sign-in/pin/", {"pin": "274913"})

    assert is_in(client)
    assert UserSession.objects.get(user=with_pin, ended_at=None, method="password").kind == "shared"


def test_pin_alone_opens_nothing(client: Client, with_pin: User) -> None:
    assert client.post("/sign-in/pin/", {"pin": "274913"})["Location"] == "/sign-in/"


def test_five_wrong_pins_make_wait(client: Client, with_pin: User) -> None:
    for _ in range(5):
        enter(client)
        client.post("/sign-in/pin/", {"pin": "111222"})
    enter(client)

    assert client.post("/sign-in/pin/", {"pin": "274913"}).status_code == 422
    wait(31)
    assert client.post("/sign-in/pin/", {"pin": "274913"}).status_code == 302


def test_pin_cannot_be_skipped_by_the_code_page(client: Client, with_app: User) -> None:
    browser = Client()
    sign_in(browser, with_app, kind="member")
    browser.post("/account/shared-phone/", {"pin": "274913"})

    enter(client)
    assert client.get("/sign-in/pin/")["Location"] == "/sign-in/"
    client.post("/sign-in/code/", {"code": app_code(with_app)})

    assert not is_in(client)
    assert client.post("/sign-in/pin/", {"pin": "274913"}).status_code == 302
    assert client.session["has_second_factor"] is True


@pytest.mark.parametrize(
    "pin", ["12345", "123456", "987654", "111111", "121212", "123123", "12a456", "1" * 13]
)
def test_easy_pin_is_refused(pin: str, client: Client, ben: User) -> None:
    sign_in(client, ben, kind="member")

    assert client.post("/account/shared-phone/", {"pin": pin}).status_code == 422
    assert not SharedPhonePin.objects.exists()


def test_pin_is_hashed(with_pin: User) -> None:
    assert "274913" not in SharedPhonePin.objects.get().pin


# Single-use links of an administrator


def link(name: str = "ben", **changes: Any) -> str:
    return make_access_link(name, by=COMMAND_LINE, at=changes.get("at", datetime.now(UTC)))


def test_link_leaves_the_address_and_sets_a_new_password(client: Client, with_app: User) -> None:
    inside = Client()
    sign_in(inside, with_app)
    answer = client.get(f"/open/{link()}/")
    assert answer["Location"] == "/new-way/"
    assert "ben" in client.get("/new-way/").content.decode()
    assert is_in(inside), "looking at a link changes nothing"

    answer = client.post("/new-way/", {"password": "seven mittens quarry lantern"})

    assert answer["Location"] == "/account/"
    assert is_in(client)
    assert not is_in(inside)
    assert not Authenticator.objects.exists()
    assert client.session["has_second_factor"] is False
    assert enter(Client()).status_code == 422


def test_link_makes_a_passkey(client: Client, ben: User) -> None:
    client.get(f"/open/{link()}/")
    passkey = SoftwarePasskey()
    made = passkey.make(client.post("/new-way/passkey/options/").json())

    answer = client.post("/new-way/passkey/", {"credential": made})

    assert answer.status_code == 302
    assert is_in(client)
    assert not User.objects.get(pk=ben.pk).has_usable_password()


def over(client: Client) -> bool:
    return "That link is over" in client.get("/new-way/").content.decode()


def test_link_works_once(client: Client, ben: User) -> None:
    token = link()
    client.get(f"/open/{token}/")
    client.post("/new-way/", {"password": "seven mittens quarry lantern"})
    second = Client()
    second.get(f"/open/{token}/")

    assert over(second)
    assert second.post("/new-way/", {"password": "other seven mittens quarry"}).status_code == 410
    assert second.post("/new-way/passkey/options/").status_code == 302


def test_link_stays_open_after_a_refused_password(client: Client, with_app: User) -> None:
    client.get(f"/open/{link()}/")

    assert client.post("/new-way/", {"password": "short"}).status_code == 422

    assert not over(client)
    assert Authenticator.objects.filter(type="totp").exists(), "nothing was taken away"


def test_old_replaced_and_invented_links_are_over(client: Client, ben: User) -> None:
    old = link(at=datetime.now(UTC) - timedelta(hours=25))
    replaced = link()
    link()
    for token in (old, replaced, "invented"):
        client.get(f"/open/{token}/")
        assert over(client)


def test_link_token_is_not_in_the_database(ben: User) -> None:
    token = link()

    assert token not in str(list(AccessLink.objects.values_list()))


def test_link_is_made_by_administrators_only(ben: User) -> None:
    create_person("pat")
    with pytest.raises(AccessDenied):
        make_access_link("pat", by=ben.as_actor(), at=AT)
    with pytest.raises(NotFound):
        link("zoe")


def test_administrator_makes_a_link_on_the_screen(client: Client, dana: User) -> None:
    sign_in(client, create_staff("abe", Role.ADMINISTRATOR))

    page = client.post("/account/new-link/", {"username": "Dana"})

    shown = page.content.decode()
    found = re.search(r"http://testserver/open/([\w-]{40,})/", shown)
    assert found
    assert "<svg" in shown
    assert "no-store" in page["Cache-Control"]
    other = Client()
    other.get(f"/open/{found[1]}/")
    assert "dana" in other.get("/new-way/").content.decode()


@pytest.mark.parametrize("name", ["zoe", "cleo"])
def test_link_for_nobody_and_for_another_programs_people_is_refused_alike(
    name: str, client: Client
) -> None:
    create_staff("cleo", Role.COUNSELOR, slug="elsewhere")
    sign_in(client, create_staff("abe", Role.ADMINISTRATOR))

    page = client.post("/account/new-link/", {"username": name})

    assert page.status_code == 422
    assert "Nobody here signs in under that name." in page.content.decode()
    assert not AccessLink.objects.exists()


def test_members_make_no_links(client: Client, ben: User) -> None:
    sign_in(client, ben, kind="member")

    assert client.get("/account/new-link/").status_code == 403
    assert client.post("/account/new-link/", {"username": "ben"}).status_code == 403
    assert "Let someone sign in anew" not in client.get("/account/").content.decode()


def test_person_with_two_programs_goes_from_one_to_the_other(client: Client, dana: User) -> None:
    other = create_staff("cleo", Role.COUNSELOR, slug="elsewhere").role_assignments.get()
    RoleAssignment.objects.create(
        user=dana,
        organization=other.organization,
        role=Role.AUDITOR,
        starts_at=AT,
        granted_by="test",
    )
    sign_in(client, dana)
    page = client.get("/account/").content.decode()
    assert "Elsewhere" in page

    client.post("/account/organization/", {"organization": str(other.organization_id)})

    assert client.session["organization_id"] == str(other.organization_id)


def test_nobody_goes_to_a_program_without_a_role_there(client: Client, dana: User) -> None:
    other = create_staff("cleo", Role.COUNSELOR, slug="elsewhere").role_assignments.get()
    sign_in(client, dana)

    for wanted in (str(other.organization_id), "", "x"):
        answer = client.post("/account/organization/", {"organization": wanted})
        assert answer.status_code == 404


def test_logs_hold_no_tokens_codes_or_pins(
    client: Client, with_pin: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    token = link()
    client.get(f"/open/{token}/")
    client.get("/join/planted-invitation-token/")
    enter(client, password="planted password of fifteen")
    enter(client)
    client.post("/sign-in/pin/", {"pin": "274913"})
    client.post("/sign-in/other-way/", {"username": "planted-name", "code": "1234567812345678"})

    said = " ".join(f"{one.getMessage()} {vars(one)}" for one in caplog.records)
    assert "sign-in/" in said
    for secret in (token, "planted", "274913", "1234567812345678", client.cookies["session"].value):
        assert secret not in said
