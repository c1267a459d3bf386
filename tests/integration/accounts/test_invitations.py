"""Coming in by an invitation: neutral, once, without e-mail, and with nothing to probe."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from factories.software_passkey import SoftwarePasskey
from signing_in import create_staff, sign_in
from stepwell.actions.invitations import make_invitation
from stepwell.domain.access.roles import Role
from stepwell.domain.access.sign_in_names import FIRST, SECOND, made_up_name
from stepwell.records.accounts.models import Invitation, User, UserSession

pytestmark = pytest.mark.django_db
PASSWORD = "seven mittens quarry lantern"


@pytest.fixture
def abe(db: None) -> User:
    return create_staff("abe", Role.ADMINISTRATOR)


def invite(abe: User, role: Role = Role.COUNSELOR) -> str:
    at = datetime.now(UTC)
    by = abe.as_actor(abe.organization_ids(at)[0], at)
    return make_invitation(role, by=by, at=at)


def accept(client: Client, **values: str) -> Any:
    return client.post("/welcome/", {"name": "Rae", "password": PASSWORD} | values)


def test_invitation_leaves_the_address_and_says_little(client: Client, abe: User) -> None:
    token = invite(abe)

    answer = client.get(f"/join/{token}/")

    assert answer["Location"] == "/welcome/"
    page = client.get("/welcome/").content.decode()
    title = re.search("<title>(.*?)</title>", page)
    main = page[page.index("<main") : page.index("</main>")]
    assert title
    assert title[1] == "Welcome – Harbor"
    assert "Welcome to Harbor" in main
    assert token not in page
    assert not re.search(r"(?i)counselor|recovery|treatment|addict|meeting|step|\babe\b", page)


def test_invitation_taken_up_with_a_password(client: Client, abe: User) -> None:
    client.get(f"/join/{invite(abe)}/")
    shown = re.search(r"sign in as <b>([\w-]+)</b>", client.get("/welcome/").content.decode())

    answer = accept(client)

    assert answer.status_code == 302
    assert shown
    user = User.objects.get(username=shown[1])
    assert user.name == "Rae"
    assert [one.role for one in user.role_assignments.all()] == [Role.COUNSELOR]
    session = UserSession.objects.get(user=user, ended_at=None)
    assert (session.kind, session.has_second_factor) == ("staff", False)
    again = Client().post("/sign-in/", {"username": shown[1], "password": PASSWORD})
    assert again.status_code == 302


def test_invitation_taken_up_with_a_passkey_that_signs_in_again(client: Client, abe: User) -> None:
    client.get(f"/join/{invite(abe)}/")
    passkey = SoftwarePasskey()
    made = passkey.make(client.post("/welcome/passkey/options/").json())

    answer = client.post("/welcome/passkey/", {"credential": made, "name": "Rae"})

    assert answer.status_code == 302
    assert User.objects.exclude(pk=abe.pk).get().has_usable_password() is False
    other = Client()
    proof = passkey.prove(other.post("/sign-in/passkey/options/").json())
    assert other.post("/sign-in/passkey/", {"credential": proof}).status_code == 302
    assert other.get("/account/").status_code == 200


def over(client: Client) -> bool:
    answer = client.get("/welcome/")
    return answer.status_code == 410 and "That link is over" in answer.content.decode()


def test_invitation_works_once(client: Client, abe: User) -> None:
    token = invite(abe)
    client.get(f"/join/{token}/")
    accept(client)
    second = Client()
    second.get(f"/join/{token}/")

    assert over(second)
    assert accept(second).status_code == 410
    assert User.objects.count() == 2


def test_wrong_old_used_and_withdrawn_links_look_the_same(abe: User) -> None:
    tokens = {"wrong": "x" * 43, "old": invite(abe), "withdrawn": invite(abe), "used": invite(abe)}
    old, withdrawn, used = Invitation.objects.order_by("pk")
    at = datetime.now(UTC)
    Invitation.objects.filter(pk=old.pk).update(expires_at=at - timedelta(minutes=1))
    Invitation.objects.filter(pk=withdrawn.pk).update(withdrawn_at=at)
    Invitation.objects.filter(pk=used.pk).update(used_at=at)

    pages = set()
    for token in tokens.values():
        client = Client()
        client.get(f"/join/{token}/")
        assert over(client)
        pages.add(re.sub(r'nonce="[^"]*"', "", client.get("/welcome/").content.decode()))
    assert len(pages) == 1


def test_looking_at_an_invitation_uses_nothing_up(client: Client, abe: User) -> None:
    token = invite(abe)
    for _ in range(3):
        Client().get(f"/join/{token}/", follow=True)

    client.get(f"/join/{token}/")
    assert accept(client).status_code == 302


def test_invitation_stays_open_after_a_refused_password(client: Client, abe: User) -> None:
    client.get(f"/join/{invite(abe)}/")

    assert accept(client, password="short").status_code == 422
    assert accept(client, name="").status_code == 422
    assert accept(client).status_code == 302


def test_sign_in_name_role_and_account_cannot_be_chosen_by_a_form(
    client: Client, abe: User
) -> None:
    client.get(f"/join/{invite(abe, Role.VOLUNTEER)}/")

    accept(client, username="abe", role="administrator", is_administrator="on", id=str(abe.pk))

    rae = User.objects.exclude(pk=abe.pk).get()
    assert rae.username not in {"abe", ""}
    assert rae.is_administrator is False
    assert [one.role for one in rae.role_assignments.all()] == [Role.VOLUNTEER]


def test_invitation_is_added_to_the_account_signed_in(client: Client, abe: User) -> None:
    cleo = create_staff("cleo", Role.COUNSELOR, slug="elsewhere")
    sign_in(client, cleo)
    client.get(f"/join/{invite(abe, Role.SUPERVISOR)}/")
    assert "You’re signed in as Cleo." in client.get("/welcome/").content.decode()

    client.post("/welcome/take-up/")

    assert {one.role for one in cleo.role_assignments.all()} == {Role.COUNSELOR, Role.SUPERVISOR}


def test_member_who_becomes_staff_signs_in_again(client: Client, abe: User) -> None:
    cleo = create_staff("cleo", Role.MEMBER, password=PASSWORD)
    sign_in(client, cleo, kind="member")
    client.get(f"/join/{invite(abe, Role.COUNSELOR)}/")

    answer = client.post("/welcome/take-up/")

    assert answer["Location"] == "/sign-in/?ended=role_begun"
    assert "Sign in again" in client.get(answer["Location"]).content.decode()
    assert client.get("/account/").status_code == 302
    client.post("/sign-in/", {"username": "cleo", "password": PASSWORD})
    assert UserSession.objects.get(user=cleo, ended_at=None).kind == "staff"


# Making them


def test_administrator_invites_on_the_screen_and_takes_back(client: Client, abe: User) -> None:
    sign_in(client, abe)
    page = client.post("/account/invite/", {"role": "counselor"})
    shown = page.content.decode()
    token = re.search(r"http://testserver/join/([\w-]{28})/", shown)
    assert token
    assert "<svg" in shown
    assert "no-store" in page["Cache-Control"]
    assert token[1] not in client.get("/account/invite/").content.decode()

    one = Invitation.objects.get()
    client.post("/account/invite/withdraw/", {"invitation": str(one.pk)})

    guest = Client()
    guest.get(f"/join/{token[1]}/")
    assert over(guest)


@pytest.mark.parametrize("role", ["member", "nonsense", ""])
def test_roles_one_may_not_give_are_not_taken(role: str, client: Client, abe: User) -> None:
    sign_in(client, abe)

    assert client.post("/account/invite/", {"role": role}).status_code == 422
    assert not Invitation.objects.exists()


def test_people_who_give_no_roles_invite_nobody(client: Client, ben: User) -> None:
    sign_in(client, ben, kind="member")

    assert client.get("/account/invite/").status_code == 403
    assert client.post("/account/invite/", {"role": "counselor"}).status_code == 403


def test_inviting_needs_a_second_factor_and_a_recent_proof(client: Client, abe: User) -> None:
    sign_in(client, abe, has_second_factor=False)
    assert client.get("/account/invite/")["Location"].startswith("/account/second-factor/")
    sign_in(client, abe, is_confirmed=False)
    assert client.get("/account/invite/")["Location"].startswith("/account/confirm/")


@pytest.mark.parametrize("sent", ["", "x", "019abc00-0000-7000-8000-000000000000"])
def test_unknown_invitation_is_not_found(sent: str, client: Client, abe: User) -> None:
    sign_in(client, abe)

    answer = client.post("/account/invite/withdraw/", {"invitation": sent})

    assert answer.status_code == 404


def test_invitation_of_another_program_is_not_found(client: Client, abe: User) -> None:
    invite(abe)
    sign_in(client, create_staff("cleo", Role.ADMINISTRATOR, slug="elsewhere"))

    answer = client.post(
        "/account/invite/withdraw/", {"invitation": str(Invitation.objects.get().pk)}
    )

    assert answer.status_code == 404
    assert Invitation.objects.get().withdrawn_at is None


def test_made_up_names_are_plain_and_many() -> None:
    assert made_up_name(lambda below: 0) == f"{FIRST[0]}-{SECOND[0]}-0000"
    assert made_up_name(lambda below: below - 1) == f"{FIRST[-1]}-{SECOND[-1]}-9999"
    assert len(set(FIRST)) * len(set(SECOND)) * 10**4 > 10**7
    for word in (*FIRST, *SECOND):
        assert re.fullmatch("[a-z]{3,9}", word)
        assert word not in {"sober", "clean", "bottle", "wine", "needle"}
