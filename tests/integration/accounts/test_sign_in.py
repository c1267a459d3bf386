"""Signing in by name: what is said, how much work is done, and where it leads."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from signing_in import PASSWORD, create_person, sign_in
from stepwell.actions.signing_in import prune_sign_in_tries
from stepwell.records.accounts.models import SignInTries, UserSession

pytestmark = pytest.mark.django_db
WRONG = "lantern quarry mitten eight"


def post(client: Client, **values: str) -> Any:
    return client.post("/sign-in/", {"username": "ben", "password": PASSWORD} | values)


def test_sign_in_leads_to_the_account_page(client: Client) -> None:
    create_person("ben")

    answer = post(client, username=" Ben ")

    assert (answer.status_code, answer["Location"]) == (302, "/account/")
    page = client.get("/account/")
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]


def test_sign_in_leads_an_administrator_to_the_lists(client: Client) -> None:
    create_person("abe", is_administrator=True)

    assert post(client, username="abe")["Location"] == "/staff/"


def test_sign_in_page_sets_no_session(client: Client) -> None:
    client.get("/sign-in/")

    assert "session" not in client.cookies
    assert UserSession.objects.count() == 0


CAUSES = {
    "unknown name": {"username": "zoe"},
    "wrong password": {"username": "ben"},
    "no password at all": {"username": "pat"},
    "closed account": {"username": "ida", "password": PASSWORD},
}


@pytest.fixture
def people() -> None:
    create_person("ben")
    create_person("pat", password=None)
    create_person("ida", is_active=False)


def test_sign_in_fails_with_the_same_page_for_every_cause(people: None) -> None:
    pages = {}
    for cause, values in CAUSES.items():
        answer = Client().post("/sign-in/", {"password": WRONG} | values)
        assert answer.status_code == 422, cause
        typed = values["username"]
        pages[cause] = _without_tokens(answer.content.decode()).replace(f'value="{typed}"', "")

    assert len(set(pages.values())) == 1
    assert "That name and password don’t go together" in pages["unknown name"]


def test_sign_in_fails_with_the_same_work_for_every_cause(
    people: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher,
        "encode",
        lambda self, *arguments: hashed.append("x") or encode(self, *arguments),
    )
    Client().post("/sign-in/", {"username": "first", "password": WRONG})  # begins the audit chain
    work = {}
    for cause, values in CAUSES.items():
        hashed.clear()
        with CaptureQueriesContext(connection) as queries:
            Client().post("/sign-in/", {"password": WRONG} | values)
        work[cause] = (len(hashed), [_shape(one["sql"]) for one in queries])

    assert {hashes for hashes, _ in work.values()} == {1}
    shapes = {cause: shape for cause, (_, shape) in work.items()}
    assert shapes == dict.fromkeys(CAUSES, shapes["unknown name"])


def _shape(sql: str) -> str:
    """The statement without its values."""
    return re.sub(r"'[^']*'|\b\d+\b|\"s\w+_x\d+\"", "?", sql)


def _without_tokens(page: str) -> str:
    return re.sub(r'(nonce|value)="[^"]{20,}"', "", page)


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/meetings/", "/meetings/"),
        ("//evil.example/", "/account/"),
        ("https://evil.example/", "/account/"),
        ("/\\evil.example", "/account/"),
        ("https:evil.example", "/account/"),
        ("javascript:alert(1)", "/account/"),
        ("\t//evil.example", "/account/"),
        ("meetings/", "/account/"),
    ],
)
def test_sign_in_goes_on_to_own_pages_only(client: Client, wanted: str, leads_to: str) -> None:
    create_person("ben")

    assert post(client, next=wanted)["Location"] == leads_to


def test_sign_in_page_of_someone_signed_in_leads_to_own_pages_only(client: Client) -> None:
    create_person("ben")
    post(client)

    answer = client.get("/sign-in/", {"next": "//evil.example/"})

    assert (answer.status_code, answer["Location"]) == (302, "/account/")


@pytest.mark.parametrize("path", ["/sign-in/", "/sign-in/other-way/", "/sign-in/code/", "/open/x/"])
def test_foreign_host_name_is_refused(client: Client, path: str) -> None:
    assert client.get(path, HTTP_HOST="evil.example").status_code == 400


FORMS = [
    "/sign-in/",
    "/sign-in/passkey/",
    "/sign-in/passkey/options/",
    "/sign-in/other-way/",
    "/sign-in/code/",
    "/sign-in/pin/",
    "/sign-out/",
    "/new-way/",
    "/new-way/passkey/",
    "/account/confirm/",
    "/account/confirm/passkey/",
    "/account/passkeys/",
    "/account/password/",
    "/account/app/",
    "/account/codes/",
    "/account/shared-phone/",
]


@pytest.mark.parametrize("path", FORMS)
def test_form_sent_from_elsewhere_is_refused(path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    sign_in(client, create_person("ben"))

    assert client.post(path, {"username": "ben", "password": PASSWORD}).status_code == 403


def wait(seconds: float) -> None:
    """As if so much time had passed since the last tries."""
    passed = timedelta(seconds=seconds)
    SignInTries.objects.update(last_at=F("last_at") - passed, free_at=F("free_at") - passed)


def test_wrong_passwords_make_wait_whether_or_not_the_account_exists() -> None:
    create_person("ben")
    for name in ("ben", "zoe"):
        pages = [_page(name, WRONG) for _ in range(6)]
        assert len(set(pages)) == 1, "the page does not tell a wrong password from a wait"
        assert SignInTries.objects.filter(tries=5).exclude(free_at=None).count() == 1
        SignInTries.objects.all().delete()


def test_right_password_is_not_taken_during_the_wait_and_is_after_it(client: Client) -> None:
    create_person("ben")
    for _ in range(5):
        _page("ben", WRONG)
    assert post(client).status_code == 422

    wait(3)

    assert post(client).status_code == 302


def test_tries_during_the_wait_do_not_lengthen_it() -> None:
    for _ in range(5):
        _page("ben", WRONG)
    before = list(SignInTries.objects.order_by("key").values())

    _page("ben", WRONG)

    assert list(SignInTries.objects.order_by("key").values()) == before


def test_name_known_here_is_not_held_up_from_elsewhere(client: Client) -> None:
    create_person("ben")
    post(client)
    for _ in range(7):
        Client(REMOTE_ADDR="203.0.113.9").post("/sign-in/", {"username": "ben", "password": WRONG})

    assert post(Client()).status_code == 302


def test_wait_is_as_much_work_for_every_name(people: None) -> None:
    for name in ("ben", "zoe"):
        for _ in range(5):
            _page(name, WRONG)
    work = []
    for name in ("ben", "zoe"):
        with CaptureQueriesContext(connection) as queries:
            _page(name, WRONG)
        work.append([_shape(one["sql"]) for one in queries])

    assert work[0] == work[1]


def test_tries_name_nobody() -> None:
    _page("ben", WRONG)

    assert {len(key) for key in SignInTries.objects.values_list("key", flat=True)} == {64}
    assert not SignInTries.objects.filter(key__contains="ben").exists()


def test_tries_are_forgotten() -> None:
    _page("ben", WRONG)
    wait(25 * 3600)

    prune_sign_in_tries(at=datetime.now(UTC))

    assert SignInTries.objects.count() == 0


def test_password_is_taken_in_any_unicode_form(client: Client) -> None:
    create_person("ben", password="cafe\u0301 lantern quarry")

    assert post(client, password="caf\u00e9 lantern quarry").status_code == 302


def test_long_password_is_compared_whole(client: Client) -> None:
    create_person("ben", password="a b" * 80 + "!")

    assert post(client, password="a b" * 80 + "?").status_code == 422
    assert post(client, password="a b" * 80 + "!").status_code == 302


def _page(name: str, password: str) -> str:
    answer = Client().post("/sign-in/", {"username": name, "password": password})
    return _without_tokens(answer.content.decode())
