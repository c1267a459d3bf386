"""Which passwords are taken."""

from __future__ import annotations

import pytest
from django.test import Client

from signing_in import PASSWORD, create_person, sign_in
from stepwell.actions.accounts import AccountRefused, change_password, create_administrator
from stepwell.domain.access.actor import COMMAND_LINE
from stepwell.records.accounts.models import User, UserSession

pytestmark = pytest.mark.django_db

REFUSED = {
    "": "This field is required",
    "fourteen chars": "needs at least 15 characters; this has 14",
    "x9" * 129: "at most 256 characters",
    "passwordpassword": "first that others would try",
    "aaaaaaaaaaaaaaaa": "first that others would try",
    "qwertyuiopasdfgh": "first that others would try",
    "ponmlkjihgfedcba": "first that others would try",
    "12345678901234567": "first that others would try",
    "password12345678": "seen in break-ins",
    "!!!iloveyou!!!!2026": "seen in break-ins",
    "Harbor House 2026!": "first that others would try",
    "ben stepwell 12345": "first that others would try",
}
TAKEN = [
    "seven mittens quarry lantern",
    "nur kleine buchstaben ohne zahl",
    "🦊" * 4 + " fox den fourteen",
    "пятнадцать букв и ещё",
    "é" * 2 + "tage lanterne quai",
    "a long sentence that goes on and on about nothing much at all until it has " * 3,
    "    leading spaces count",
    "759866-777189-88e983",
    "79434a-8b0631-66308c",
]


@pytest.mark.parametrize("password", REFUSED)
def test_password_is_refused_with_its_reason(password: str, client: Client, ben: User) -> None:
    sign_in(client, ben)

    answer = client.post("/account/password/", {"password": password})

    assert answer.status_code == 422
    assert REFUSED[password] in answer.content.decode()
    assert User.objects.get(pk=ben.pk).check_password(PASSWORD)


@pytest.mark.parametrize("password", TAKEN)
def test_password_is_taken_and_signs_in(password: str, client: Client, ben: User) -> None:
    sign_in(client, ben)

    assert client.post("/account/password/", {"password": password}).status_code == 302

    answer = Client().post("/sign-in/", {"username": "ben", "password": password})
    assert answer.status_code == 302
    assert client.get("/account/").status_code == 200, "this session goes on"


def test_changing_the_password_ends_other_sessions(client: Client, ben: User) -> None:
    other = Client()
    sign_in(other, ben)
    sign_in(client, ben)

    client.post("/account/password/", {"password": TAKEN[0]})

    assert other.get("/account/")["Location"].endswith("ended=revoked")
    assert client.get("/account/").status_code == 200


def test_password_can_be_pasted_shown_and_kept(client: Client, ben: User) -> None:
    sign_in(client, ben)

    page = client.get("/account/password/").content.decode()

    assert 'autocomplete="new-password"' in page
    assert 'data-behavior="reveal"' in page
    assert "onpaste" not in page


def test_password_is_removed_only_beside_a_passkey(client: Client, ben: User) -> None:
    sign_in(client, ben)

    answer = client.post("/account/password/remove/", follow=True)

    assert "only way to sign in" in answer.content.decode()
    assert User.objects.get(pk=ben.pk).has_usable_password()


def test_first_administrator_chooses_by_the_same_rules() -> None:
    with pytest.raises(AccountRefused, match="break-ins"):
        create_administrator(
            username="abe", name="Abe", password="password12345678", by=COMMAND_LINE
        )
    create_administrator(username="abe", name="Abe", password=TAKEN[0], by=COMMAND_LINE)
    create_person("dana")

    assert (
        Client().post("/sign-in/", {"username": "abe", "password": TAKEN[0]})["Location"]
        == "/staff/"
    )


def test_password_changed_by_command_ends_all_sessions(client: Client, ben: User) -> None:
    sign_in(client, ben)

    change_password("ben", TAKEN[0], by=COMMAND_LINE)

    assert client.get("/account/")["Location"].endswith("ended=revoked")
    assert not UserSession.objects.filter(user=ben, ended_at=None).exists()
