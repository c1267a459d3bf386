"""Passkeys: made, used, counted as two factors, and refused when anything about them is off."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.software_passkey import SoftwarePasskey
from signing_in import create_person, sign_in
from stepwell.records.accounts.models import User, UserSession

pytestmark = pytest.mark.django_db


def ask(client: Client, path: str) -> dict[str, Any]:
    answer = client.post(path)
    assert answer.status_code == 200
    options: dict[str, Any] = answer.json()
    return options


def add(client: Client, passkey: SoftwarePasskey, name: str = "Phone") -> Any:
    answer = passkey.make(ask(client, "/account/passkeys/options/"))
    return client.post("/account/passkeys/", {"credential": answer, "name": name})


def enter(client: Client, passkey: SoftwarePasskey, **values: str) -> Any:
    answer = passkey.prove(ask(client, "/sign-in/passkey/options/"))
    return client.post("/sign-in/passkey/", {"credential": answer} | values)


@pytest.fixture
def hers(dana: User) -> SoftwarePasskey:
    """Of Dana, who works in a program."""
    client, made = Client(), SoftwarePasskey()
    sign_in(client, dana, has_second_factor=False)
    add(client, made)
    return made


@pytest.fixture
def passkey(ben: User) -> SoftwarePasskey:
    """Ben's, added from a browser of its own."""
    client, made = Client(), SoftwarePasskey()
    sign_in(client, ben, has_second_factor=False)
    assert add(client, made).status_code == 302
    return made


def is_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_passkey_signs_in_with_both_factors_at_once(
    hers: SoftwarePasskey, client: Client, guarded_pages: None
) -> None:
    answer = enter(client, hers, next="/clients/")

    assert (answer.status_code, answer["Location"]) == (302, "/clients/")
    assert client.get("/clients/").status_code == 200
    assert UserSession.objects.get(method="passkey").has_second_factor


def test_passkey_is_asked_to_verify_the_person_and_to_stay_on_the_phone(
    client: Client, ben: User
) -> None:
    sign_in(client, ben)

    options = ask(client, "/account/passkeys/options/")["publicKey"]

    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["rp"] == {"id": "testserver", "name": "testserver"}
    assert options["user"]["name"] == options["user"]["displayName"] == "ben"
    assert options["attestation"] == "none"


def test_passkey_question_of_a_visitor_names_nobody(
    passkey: SoftwarePasskey, client: Client
) -> None:
    options = ask(client, "/sign-in/passkey/options/")["publicKey"]

    assert not options.get("allowCredentials")
    assert options["userVerification"] == "required"


def test_passkey_is_enough_for_a_person_without_password_or_mail(client: Client) -> None:
    pat = create_person("pat", password=None)
    browser, passkey = Client(), SoftwarePasskey()
    sign_in(browser, pat, kind="member", has_second_factor=False)
    add(browser, passkey)

    assert enter(client, passkey).status_code == 302
    assert is_in(client)
    assert UserSession.objects.get(user=pat, method="passkey").has_second_factor


def test_adding_a_passkey_gives_this_session_its_second_factor(
    client: Client, dana: User, guarded_pages: None
) -> None:
    sign_in(client, dana, has_second_factor=False)
    assert client.get("/clients/").status_code == 302

    answer = add(client, SoftwarePasskey())

    assert answer["Location"] == "/account/codes/"
    assert client.get("/clients/").status_code == 200


def refused(answer: Any) -> bool:
    return answer.status_code == 422 and "That passkey didn’t work" in answer.content.decode()


WRONG: dict[str, dict[str, Any]] = {
    "origin of another site": {"origin": "http://evil.example"},
    "origin of another port": {"origin": "http://testserver:8001"},
    "origin of another scheme": {"origin": "https://testserver"},
    "origin of a subdomain": {"origin": "http://sub.testserver"},
    "another site": {"host": "evil.example"},
    "person not verified": {"is_verified": False},
    "no owner": {"owner": b""},
    "owner that is no id": {"owner": b"\xff\xfe"},
    "unknown owner": {"owner": uuid4().hex.encode()},
    "unknown passkey": {"id": b"another"},
    "another key": {"key": SoftwarePasskey().key},
}


@pytest.mark.parametrize("cause", WRONG)
def test_passkey_that_is_off_is_refused(
    cause: str, passkey: SoftwarePasskey, client: Client
) -> None:
    for name, value in WRONG[cause].items():
        setattr(passkey, name, value)

    assert refused(enter(client, passkey))
    assert not is_in(client)


@pytest.mark.parametrize(
    "sent", ["", "{", "[]", "null", "{}", '{"id": "x"}', '{"response": 1}', "9" * 70_000]
)
def test_answer_that_is_no_answer_is_refused(sent: str, client: Client, ben: User) -> None:
    ask(client, "/sign-in/passkey/options/")

    assert refused(client.post("/sign-in/passkey/", {"credential": sent}))


def test_answer_without_a_question_is_refused(passkey: SoftwarePasskey, client: Client) -> None:
    options = ask(Client(), "/sign-in/passkey/options/")

    assert refused(client.post("/sign-in/passkey/", {"credential": passkey.prove(options)}))


def test_answer_is_taken_once(passkey: SoftwarePasskey, client: Client) -> None:
    answer = passkey.prove(ask(client, "/sign-in/passkey/options/"))
    client.post("/sign-in/passkey/", {"credential": answer})
    client.post("/sign-out/")

    assert refused(client.post("/sign-in/passkey/", {"credential": answer}))


def test_answer_to_one_purpose_is_none_to_another(
    passkey: SoftwarePasskey, client: Client, ben: User
) -> None:
    sign_in(client, ben, is_confirmed=False)
    answer = passkey.prove(ask(client, "/account/confirm/passkey/options/"))

    assert refused(client.post("/sign-in/passkey/", {"credential": answer}))


def test_copied_passkey_is_noticed_by_its_count(passkey: SoftwarePasskey, client: Client) -> None:
    passkey.count = 10
    assert enter(client, passkey).status_code == 302

    passkey.count = 5

    assert refused(enter(Client(), passkey))


def test_passkey_of_a_closed_account_is_refused_in_the_same_words(
    passkey: SoftwarePasskey, client: Client
) -> None:
    User.objects.update(is_active=False)

    assert refused(enter(client, passkey))


def test_unknown_owners_and_known_ones_take_the_same_questions(passkey: SoftwarePasskey) -> None:
    unknown = SoftwarePasskey(owner=uuid4().hex.encode())
    wrong = SoftwarePasskey(owner=passkey.owner)
    counts = []
    for one in (unknown, wrong):
        client = Client()
        answer = one.prove(ask(client, "/sign-in/passkey/options/"))
        with CaptureQueriesContext(connection) as queries:
            assert refused(client.post("/sign-in/passkey/", {"credential": answer}))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_passkey_confirms_who_it_is(
    hers: SoftwarePasskey, client: Client, dana: User, guarded_pages: None
) -> None:
    sign_in(client, dana, is_confirmed=False, has_second_factor=False)
    answer = hers.prove(ask(client, "/account/confirm/passkey/options/"))

    answer = client.post("/account/confirm/passkey/", {"credential": answer, "next": "/export/"})

    assert answer["Location"] == "/export/"
    assert client.get("/export/").status_code == 200
    assert client.get("/clients/").status_code == 200


def test_passkey_of_another_does_not_confirm(client: Client, passkey: SoftwarePasskey) -> None:
    dana = create_person("dana")
    hers, browser = SoftwarePasskey(), Client()
    sign_in(browser, dana)
    add(browser, hers)
    sign_in(client, User.objects.get(username="ben"), is_confirmed=False)

    answer = hers.prove(ask(client, "/account/confirm/passkey/options/"))

    assert refused(client.post("/account/confirm/passkey/", {"credential": answer}))


def test_passkey_is_second_step_after_a_password(
    passkey: SoftwarePasskey, client: Client, guarded_pages: None
) -> None:
    sent = client.post("/sign-in/", {"username": "ben", "password": "lantern quarry mitten seven"})
    assert sent["Location"] == "/sign-in/code/"
    assert not is_in(client)

    options = ask(client, "/sign-in/code/passkey/options/")
    assert len(options["publicKey"]["allowCredentials"]) == 1
    client.post("/sign-in/code/passkey/", {"credential": passkey.prove(options)})

    assert client.session["has_second_factor"] is True


def test_passkey_is_listed_and_removed(passkey: SoftwarePasskey, client: Client, ben: User) -> None:
    elsewhere = Client()
    enter(elsewhere, passkey)
    sign_in(client, ben)
    assert "Phone" in client.get("/account/").content.decode()
    held = Authenticator.objects.get(user=ben, type="webauthn")

    client.post(f"/account/passkeys/{held.data['public_id']}/remove/")

    assert not Authenticator.objects.filter(user=ben, type="webauthn").exists()
    assert is_in(client)
    assert not is_in(elsewhere), "whoever came in with it is out"
    assert refused(enter(Client(), passkey))


def test_only_way_to_sign_in_cannot_be_removed(client: Client) -> None:
    pat = create_person("pat", password=None)
    sign_in(client, pat)
    add(client, SoftwarePasskey())
    held = Authenticator.objects.get(user=pat, type="webauthn")

    answer = client.post(f"/account/passkeys/{held.data['public_id']}/remove/", follow=True)

    assert "This is your only way to sign in" in answer.content.decode()
    assert Authenticator.objects.filter(pk=held.pk).exists()


def test_passkey_of_another_cannot_be_removed(passkey: SoftwarePasskey, client: Client) -> None:
    held = Authenticator.objects.get(type="webauthn")
    sign_in(client, create_person("dana"))

    answer = client.post(f"/account/passkeys/{held.data['public_id']}/remove/", follow=True)

    assert "not on your list" in answer.content.decode()
    assert Authenticator.objects.filter(pk=held.pk).exists()


def test_passkey_made_for_another_question_is_refused(client: Client, ben: User) -> None:
    sign_in(client, ben)
    made = SoftwarePasskey().make(ask(client, "/account/passkeys/options/"))
    changed = json.loads(made) | {"rawId": "AAAA"}

    answer = client.post("/account/passkeys/", {"credential": json.dumps(changed)})

    assert refused(answer)
    assert not Authenticator.objects.exists()
