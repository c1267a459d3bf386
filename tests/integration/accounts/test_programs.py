"""Without a program, into one and out again: an account is its person's own."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cast import Cast, cast_of_yesterday
from factories.software_passkey import SoftwarePasskey
from signing_in import sign_in
from stepwell.actions.invitations import make_invitation
from stepwell.domain.access.invitation_codes import code_to_read
from stepwell.domain.access.roles import Role
from stepwell.records.accounts.models import Invitation, RoleAssignment, User, UserSession
from stepwell.records.audit.models import AuditEvent
from stepwell.records.people.models import Client as CareClient

pytestmark = pytest.mark.django_db
NAME, PASSWORD = "Blue Heron", "orchard pencil window nine"


@pytest.fixture
def cast() -> Cast:
    return cast_of_yesterday()


def code_for(cast: Cast, **more: Any) -> str:
    at = timezone.now()
    return make_invitation(Role.MEMBER, by=cast.actor("ben", at=at), at=at, **more)


def sign_up(browser: Client, **values: str) -> Any:
    browser.get("/sign-up/")
    return browser.post("/sign-up/", {"name": NAME, "password": PASSWORD} | values)


def newcomer() -> User:
    return User.objects.latest("created_at")


def join(browser: Client, code: str) -> Any:
    browser.post("/account/programs/", {"code": code})
    return browser.post("/welcome/take-up/")


def events(user: User, kind: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(actor_key=str(user.pk), event_type=kind))


def test_sign_up_needs_a_name_and_a_way_back_and_nothing_else(client: Client, cast: Cast) -> None:
    page = client.get("/sign-up/").content.decode()
    shown = re.search(r"sign in as <b>([\w-]+)</b>", page)
    answer = sign_up(client)

    user = newcomer()
    assert shown
    assert shown[1] == user.username
    assert answer["Location"] == "/account/"
    assert user.organization_ids(timezone.now()) == [str(cast.organizations["own"].pk)]
    assert client.get("/account/").status_code == 200
    assert len(events(user, "member.joined")) == 1


def test_sign_up_with_a_passkey_alone(client: Client, cast: Cast) -> None:
    client.get("/sign-up/")
    options = client.post("/sign-up/passkey/options/").json()

    answer = client.post(
        "/sign-up/passkey/", {"name": NAME, "credential": SoftwarePasskey().make(options)}
    )

    user = newcomer()
    assert answer.status_code == 302
    assert not user.has_usable_password()
    assert UserSession.objects.get(user=user).method == "passkey"


def test_sign_up_refused_keeps_what_was_typed_and_makes_nothing(client: Client, cast: Cast) -> None:
    before = User.objects.count()

    answer = sign_up(client, password="short")

    assert answer.status_code == 422
    assert NAME in answer.content.decode()
    assert User.objects.count() == before


def test_sign_up_turned_off_is_not_there(client: Client, cast: Cast, settings: Any) -> None:
    settings.SIGN_UP_IS_OPEN = False

    assert client.get("/sign-up/").status_code == 404
    assert client.post("/sign-up/", {"name": NAME, "password": PASSWORD}).status_code == 404
    assert client.post("/sign-up/passkey/").status_code == 404
    assert "/sign-up/" not in client.get("/sign-in/").content.decode()


def test_sign_up_many_from_one_network_wait(cast: Cast) -> None:
    answers = [sign_up(Client(), name=f"Bird {number}") for number in range(12)]

    assert [one.status_code for one in answers] == [302] * 10 + [422] * 2
    assert "Wait a while" in answers[-1].content.decode()


def test_join_by_the_code_read_from_a_screen(client: Client, cast: Cast) -> None:
    sign_up(client)
    user, code = newcomer(), code_for(cast)

    shown = client.post("/account/programs/", {"code": code_to_read(code).upper()}, follow=True)
    assert "Welcome to Harbor" in shown.content.decode()
    assert Invitation.objects.get().used_at is None, "looking it up uses nothing up"
    client.post("/welcome/take-up/")

    page = client.get("/account/programs/").content.decode()
    assert "Harbor House" in page
    assert "– Harbor</title>" in page, "one goes on in the program"
    harbor = str(cast.organizations["harbor"].pk)
    assert user.organization_ids(timezone.now())[0] == harbor, "and comes back into it"
    assert events(user, "invitation.used")[0].organization == harbor


def test_join_by_a_code_that_is_none_says_so(client: Client, cast: Cast) -> None:
    sign_in(client, cast.users["pat"], kind="member")

    answer = client.post("/account/programs/", {"code": "k7qm-0000"})

    assert answer.status_code == 422
    assert "doesn’t work any more" in answer.content.decode()


def test_leave_ends_what_the_program_can_reach_and_keeps_its_record(
    client: Client, cast: Cast
) -> None:
    ana, harbor = cast.users["ana"], cast.organizations["harbor"]
    before = CareClient.objects.filter(pk=cast.client("ana").pk).values().get()
    sign_in(client, ana, kind="member", organization_id=str(harbor.pk))
    assert "Leave Harbor House?" in client.get("/account/programs/leave/").content.decode()

    answer = client.post("/account/programs/leave/")

    assert answer["Location"] == "/sign-in/?ended=left"
    assert "Your account is still yours" in client.get(answer["Location"]).content.decode()
    assert client.get("/account/").status_code == 302, "signed out everywhere"
    after = CareClient.objects.filter(pk=cast.client("ana").pk).values().get()
    assert after == before | {"member_id": None}
    assert len(events(ana, "member.left")) == 1
    held = RoleAssignment.objects.held_at(timezone.now()).filter(user=ana)
    assert [str(one.organization) for one in held] == ["own"]


def test_leave_needs_a_recent_proof(client: Client, cast: Cast) -> None:
    sign_in(client, cast.users["ana"], is_confirmed=False)

    answer = client.post("/account/programs/leave/")

    assert answer["Location"].startswith("/account/confirm/")
    assert CareClient.objects.get(pk=cast.client("ana").pk).member == cast.users["ana"]


def test_leave_and_come_back_for_the_same_record(client: Client, cast: Cast) -> None:
    ana, harbor = cast.users["ana"], str(cast.organizations["harbor"].pk)
    sign_in(client, ana, kind="member", organization_id=harbor)
    client.post("/account/programs/leave/")
    sign_in(client, ana, kind="member")

    join(client, code_for(cast, client_id=cast.client("ana").pk))

    assert CareClient.objects.get(pk=cast.client("ana").pk).member == ana
    assert ana.organization_ids(timezone.now())[0] == harbor


def test_join_for_another_record_of_the_same_program_is_refused(client: Client, cast: Cast) -> None:
    """One person is one client there; where there are two records, they are merged first."""
    ana, at = cast.users["ana"], timezone.now()
    RoleAssignment.objects.filter(user=ana).update(ends_at=at)
    dana = cast.actor("dana", at=at)
    code = make_invitation(Role.MEMBER, client_id=cast.client("noel").pk, by=dana, at=at)
    sign_in(client, ana, kind="member")

    join(client, code)

    assert CareClient.objects.get(pk=cast.client("noel").pk).member is None
    assert Invitation.objects.get().used_at is None
    assert "put both together" in client.get("/account/").content.decode()
