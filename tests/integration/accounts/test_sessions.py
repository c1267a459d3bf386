"""What a signed-in browser may do, for how long, and how it ends."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import connection
from django.db.models import F
from django.test import Client

from signing_in import PASSWORD, create_person, sign_in
from stepwell.actions.sessions import close_timed_out_sessions, end_sessions_of
from stepwell.domain.access.actor import COMMAND_LINE
from stepwell.domain.access.session_limits import LIMITS
from stepwell.records.accounts.models import User, UserSession
from stepwell.records.accounts.session_keys import digest_of

pytestmark = pytest.mark.django_db


def enter(client: Client, **values: str) -> Any:
    return client.post("/sign-in/", {"username": "ben", "password": PASSWORD} | values)


def age_sessions(**passed: float) -> None:
    """As if so much time had passed since the sessions were last used."""
    UserSession.objects.update(last_seen_at=F("last_seen_at") - timedelta(**passed))


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_cookie_is_not_in_the_database(client: Client, ben: User) -> None:
    enter(client)
    cookie = client.cookies["session"].value

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_usersession")
        rows = str(cursor.fetchall())
    assert cookie not in rows
    assert digest_of(cookie) in rows


def test_sign_in_changes_the_cookie_a_stranger_planted(client: Client, ben: User) -> None:
    client.post("/sign-in/passkey/options/")
    planted = client.cookies["session"].value

    enter(client)

    stranger = Client()
    stranger.cookies["session"] = planted
    assert client.cookies["session"].value != planted
    assert is_in(client)
    assert not is_in(stranger)


def test_sign_in_does_not_take_up_an_invented_cookie(client: Client, ben: User) -> None:
    client.cookies["session"] = "a" * 32

    enter(client)

    assert client.cookies["session"].value != "a" * 32
    assert not UserSession.objects.filter(key_digest=digest_of("a" * 32)).exists()


def test_sign_in_drops_what_the_visitor_had(client: Client, ben: User) -> None:
    client.post("/sign-in/passkey/options/")

    enter(client)

    assert "passkey" not in client.session


def test_signing_in_as_another_ends_the_first_session(client: Client, ben: User) -> None:
    create_person("dana")
    enter(client)

    client.post("/sign-in/", {"username": "dana", "password": PASSWORD})

    assert UserSession.objects.get(user=ben).ended_at is not None
    assert UserSession.objects.get(user__username="dana").ended_at is None


@pytest.mark.parametrize("kind", ["staff", "member", "shared"])
def test_idle_session_is_over(kind: str, client: Client, ben: User) -> None:
    sign_in(client, ben, kind=kind)
    age_sessions(minutes=LIMITS[kind].idle.total_seconds() / 60 - 1)
    assert is_in(client)

    age_sessions(minutes=LIMITS[kind].idle.total_seconds() / 60)

    answer = client.get("/account/")
    assert answer["Location"] == "/sign-in/?next=%2Faccount%2F&ended=idle"
    assert "nothing was used for a while" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize("kind", ["staff", "member", "shared"])
def test_session_is_over_after_its_whole_time_however_busy(
    kind: str, client: Client, ben: User
) -> None:
    sign_in(client, ben, kind=kind)

    UserSession.objects.update(began_at=F("began_at") - LIMITS[kind].whole)

    answer = client.get("/account/")
    assert answer.status_code == 302
    assert answer["Location"].endswith("ended=expired")


def test_session_in_use_goes_on(client: Client, ben: User) -> None:
    sign_in(client, ben, kind="staff")
    for _ in range(3):
        age_sessions(minutes=20)
        assert client.post("/account/stay/").status_code == 204


def test_confirming_does_not_lengthen_the_whole_time(client: Client, ben: User) -> None:
    enter(client)
    before = UserSession.objects.get(user=ben, ended_at=None)
    UserSession.objects.update(began_at=F("began_at") - timedelta(hours=5))

    client.post("/account/confirm/", {"password": PASSWORD})

    after = UserSession.objects.get(user=ben, ended_at=None)
    assert after.pk == before.pk
    assert after.began_at == before.began_at - timedelta(hours=5)


def test_revoked_session_is_over_at_once(client: Client, ben: User) -> None:
    enter(client)
    phone = Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Safari/537.36")
    enter(phone)
    page = client.get("/account/").content.decode()
    there = UserSession.objects.get(user=ben, label="Chrome, Android")
    assert "Chrome, Android" in page

    client.post(f"/account/sign-ins/{there.pk}/end/")

    answer = phone.get("/account/")
    assert answer["Location"].endswith("ended=revoked")
    assert is_in(client)
    assert "Chrome, Android" not in client.get("/account/").content.decode()


def test_revoked_session_is_not_brought_back_by_a_request_under_way(
    client: Client, ben: User
) -> None:
    enter(client)
    running = client.session
    assert running["method"] == "password"
    UserSession.objects.update(ended_at=datetime.now(UTC), end_cause="revoked")

    running["x"] = 1
    with pytest.raises(UpdateError):
        running.save()
    assert not is_in(client)


def test_revoked_session_is_not_brought_back_by_a_new_cookie(client: Client, ben: User) -> None:
    """Proving again who one is, and acting elsewhere, give a session another cookie."""
    enter(client)
    running = client.session
    assert running["method"] == "password"
    UserSession.objects.update(ended_at=datetime.now(UTC), end_cause="revoked")

    with pytest.raises(SessionInterrupted):
        running.cycle_key()

    assert not UserSession.objects.filter(ended_at=None).exists()


def test_session_of_another_person_cannot_be_revoked(client: Client, ben: User) -> None:
    enter(client)
    dana = create_person("dana")
    hers = Client()
    sign_in(hers, dana)
    session = UserSession.objects.get(user=dana)

    client.post(f"/account/sign-ins/{session.pk}/end/")

    assert is_in(hers)


def test_all_sessions_of_a_person_end_at_once(client: Client, ben: User) -> None:
    enter(client)
    stays = Client()
    sign_in(stays, create_person("dana"))

    ended = end_sessions_of(str(ben.pk), cause="role_ended", by=COMMAND_LINE, at=datetime.now(UTC))

    assert ended == 1
    assert client.get("/account/")["Location"].endswith("ended=role_ended")
    assert is_in(stays)


def test_timed_out_sessions_are_written_down_once(client: Client, ben: User) -> None:
    enter(client)
    at = datetime.now(UTC)
    assert close_timed_out_sessions(at=at) == 0

    at += LIMITS["member"].idle

    assert close_timed_out_sessions(at=at) == 1
    assert close_timed_out_sessions(at=at) == 0
    row = UserSession.objects.get(user=ben)
    assert (row.end_cause, row.data) == ("idle", "")


def test_old_sessions_are_forgotten_in_the_end(client: Client, ben: User) -> None:
    enter(client)
    Client().post("/sign-in/passkey/options/")
    age_sessions(days=2)
    close_timed_out_sessions(at=datetime.now(UTC))
    assert list(UserSession.objects.values_list("user", flat=True)) == [ben.pk]

    age_sessions(days=30)
    close_timed_out_sessions(at=datetime.now(UTC))

    assert UserSession.objects.count() == 0


def test_closed_account_is_out_at_once(client: Client, ben: User) -> None:
    enter(client)

    User.objects.update(is_active=False)

    assert not is_in(client)


def test_page_is_not_kept_by_the_browser_after_signing_out(client: Client, ben: User) -> None:
    enter(client)
    for path in ("/account/", "/account/password/", "/account/passkeys/", "/account/confirm/"):
        assert "no-store" in client.get(path)["Cache-Control"], path

    answer = client.post("/sign-out/")

    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"', "of a member"
    assert client.cookies["session"].value == ""
    assert not is_in(client)


def test_cookie_of_a_session_signed_out_opens_nothing(client: Client, ben: User) -> None:
    enter(client)
    kept = client.cookies["session"].value
    client.post("/sign-out/")

    client.cookies["session"] = kept

    assert not is_in(client)


def test_signing_out_by_a_link_does_nothing(client: Client, ben: User) -> None:
    enter(client)

    assert client.get("/sign-out/").status_code == 405
    assert is_in(client)


def test_shared_phone_keeps_nothing_after_signing_out(client: Client, ben: User) -> None:
    enter(client, is_shared="on")
    assert UserSession.objects.get(user=ben, ended_at=None).kind == "shared"

    answer = client.post("/sign-out/")

    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'


def test_shared_phone_keeps_nothing_after_time_has_ended_it(client: Client, ben: User) -> None:
    enter(client, is_shared="on")
    age_sessions(minutes=5)

    answer = client.get("/account/")

    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'


def test_fragment_asked_for_after_the_end_sends_the_whole_page_away(
    client: Client, ben: User
) -> None:
    enter(client)
    age_sessions(hours=2)

    answer = client.get("/account/", HTTP_HX_REQUEST="true")

    assert answer.status_code == 401
    assert answer["HX-Redirect"].startswith("/sign-in/?next=")
    assert answer.content == b""


def test_cookie_is_guarded(client: Client, ben: User) -> None:
    enter(client)

    cookie = client.cookies["session"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")


def test_session_holds_nothing_readable_about_the_person(client: Client, ben: User) -> None:
    enter(client)

    assert set(client.session.keys()) == {
        "_auth_user_id",
        "_auth_user_backend",
        "_auth_user_hash",
        "kind",
        "method",
        "has_second_factor",
        "label",
        "confirmed_at",
        "organization_id",
    }
    assert json.dumps(dict(client.session.items()))


# A second factor, and proving again who it is


def test_staff_without_second_factor_are_shown_how_to_get_one(
    client: Client, dana: User, guarded_pages: None
) -> None:
    sign_in(client, dana, has_second_factor=False)

    answer = client.get("/clients/?page=2")

    assert answer["Location"] == "/account/second-factor/?next=%2Fclients%2F%3Fpage%3D2"
    assert "Set up a passkey" in client.get(answer["Location"]).content.decode()


def test_staff_with_second_factor_see_clients(
    client: Client, dana: User, guarded_pages: None
) -> None:
    sign_in(client, dana)

    assert client.get("/clients/").content.startswith(b"the clients")


def test_second_factor_is_a_matter_of_this_session(
    client: Client, dana: User, guarded_pages: None
) -> None:
    """Whoever has a passkey and signs in by password alone is not let off."""
    sign_in(Client(), dana)
    sign_in(client, dana, has_second_factor=False)

    assert client.get("/clients/").status_code == 302


def test_demo_staff_are_let_off_and_told_so(
    client: Client, dana: User, guarded_pages: None, settings: Any
) -> None:
    settings.SKIP_SECOND_FACTOR = True
    sign_in(client, dana, has_second_factor=False)

    assert client.get("/clients/").status_code == 200
    assert "In this demo you may look around" in client.get("/account/").content.decode()


def test_shared_phone_does_not_let_staff_off(
    client: Client, dana: User, guarded_pages: None
) -> None:
    sign_in(client, dana, kind="shared", has_second_factor=False)

    assert client.get("/clients/").status_code == 302


def test_sign_in_leads_staff_into_their_program(client: Client, dana: User) -> None:
    client.post("/sign-in/", {"username": "dana", "password": PASSWORD})

    session = UserSession.objects.get(user=dana)
    assert session.kind == "staff"
    assert session.organization_id == str(dana.role_assignments.get().organization_id)


def test_ended_role_opens_nothing_any_more(client: Client, dana: User, guarded_pages: None) -> None:
    """Even where the session itself were forgotten: roles are looked up at every request."""
    sign_in(client, dana, organization_id=dana.organization_ids(datetime.now(UTC))[0])
    assert "supervisor" in client.get("/clients/").content.decode()

    dana.role_assignments.update(ends_at=datetime.now(UTC))

    assert "supervisor" not in client.get("/clients/").content.decode()


def test_weighty_page_asks_again_after_a_while(
    client: Client, ben: User, guarded_pages: None
) -> None:
    sign_in(client, ben, is_confirmed=False)

    answer = client.get("/export/")
    assert answer["Location"] == "/account/confirm/?next=%2Fexport%2F"
    before = client.cookies["session"].value
    answer = client.post("/account/confirm/", {"password": PASSWORD, "next": "/export/"})

    assert answer["Location"] == "/export/"
    assert client.get("/export/").content == b"exported by GET"
    assert client.cookies["session"].value != before


def test_weighty_form_sent_too_late_is_not_acted_on(
    client: Client, ben: User, guarded_pages: None
) -> None:
    sign_in(client, ben, is_confirmed=False)

    answer = client.post("/export/")

    assert (answer.status_code, answer["Location"]) == (302, "/account/confirm/")


def test_confirming_with_a_wrong_password_confirms_nothing(
    client: Client, ben: User, guarded_pages: None
) -> None:
    sign_in(client, ben, is_confirmed=False)

    answer = client.post("/account/confirm/", {"password": "not this one at all"})

    assert answer.status_code == 422
    assert client.get("/export/").status_code == 302


def test_confirming_leads_to_own_pages_only(client: Client, ben: User) -> None:
    sign_in(client, ben, is_confirmed=False)

    answer = client.post(
        "/account/confirm/", {"password": PASSWORD, "next": "https://evil.example/"}
    )

    assert answer["Location"] == "/account/"


OWN_WAYS = [
    "passkeys/",
    "passkeys/options/",
    "passkeys/019abc00-0000-7000-8000-000000000000/remove/",
    "password/",
    "password/remove/",
    "app/",
    "app/remove/",
    "codes/",
    "shared-phone/",
    "shared-phone/remove/",
]


@pytest.mark.parametrize("path", OWN_WAYS)
def test_changing_ways_to_sign_in_asks_again(path: str, client: Client, ben: User) -> None:
    sign_in(client, ben, is_confirmed=False)

    answer = client.post(f"/account/{path}")

    assert answer["Location"] == "/account/confirm/"
