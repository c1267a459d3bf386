"""POST /api/app/sync in a browser: who may, and what is said where it is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from cast import Cast, cast_of_yesterday
from factories.entries import made
from signing_in import sign_in
from stepwell.domain.access.handing_over import HandedOver, Paper
from stepwell.records.accounts.models import UserSession
from stepwell.records.identifiers import new_id
from stepwell.records.recovery.models import EntryVersion

pytestmark = pytest.mark.django_db

ADDRESS = "/api/app/sync"
NOTHING: dict[str, Any] = {"after": 0, "versions": []}


@pytest.fixture
def cast() -> Cast:
    return cast_of_yesterday()


def browser_of(cast: Cast, name: str, *, kind: str = "member", **options: Any) -> Browser:
    browser = Browser(**options)
    sign_in(browser, cast.users[name], kind=kind)
    return browser


def post(browser: Browser, ask: object, **headers: str) -> Any:
    body = ask if isinstance(ask, bytes) else json.dumps(ask)
    return browser.post(ADDRESS, body, content_type="application/json", headers=headers)


def test_answer_is_what_the_phone_expects(cast: Cast) -> None:
    version = made()

    answer = post(browser_of(cast, "ana"), {"after": 0, "versions": [version]})

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert "no-store" in answer["Cache-Control"]
    assert answer.json() == {
        "saved": [version["id"]],
        "refused": [],
        "versions": [version | {"number": 1}],
        "cursor": 1,
        "more": False,
        "again": False,
    }


def test_refused_version_is_told_with_its_code_and_words(cast: Cast) -> None:
    version = made(body={"on": "2026-11-26", "text": "x", "mood": 3})

    answer = post(browser_of(cast, "pat"), {"after": 0, "versions": [version]})

    (refused,) = answer.json()["refused"]
    assert refused["id"] == version["id"]
    assert refused["code"] == "not_valid"
    assert "journal page" in refused["words"]
    assert "“mood”" in refused["words"]


def test_removed_record_comes_back_as_removed(cast: Cast) -> None:
    browser, first = browser_of(cast, "ana"), made()
    gone = made("journal", first, body=None)
    post(browser, {"after": 0, "versions": [first, gone]})

    (answered,) = post(browser, {"after": 1, "last": first["id"], "versions": []}).json()[
        "versions"
    ]

    assert answered == gone | {"number": 2}


def test_nobody_signed_in_is_told_so_in_json(cast: Cast) -> None:
    answer = post(Browser(), NOTHING)

    assert answer.status_code == 401
    assert answer.json()["code"] == "signed_out"
    assert "Sign in" in answer.json()["words"]


def test_ended_session_of_a_shared_phone_clears_it(cast: Cast) -> None:
    browser = browser_of(cast, "ana", kind="shared")
    UserSession.objects.update(ended_at=timezone.now(), end_cause="idle", data="")

    answer = post(browser, NOTHING)

    assert answer.status_code == 401
    assert "storage" in answer["Clear-Site-Data"]


@pytest.mark.parametrize(("name", "kind"), [("ben", "staff"), ("ana", "staff"), ("sol", "member")])
def test_sign_in_for_work_or_of_no_member_is_denied(cast: Cast, name: str, kind: str) -> None:
    answer = post(browser_of(cast, name, kind=kind), {"after": 0, "versions": [made()]})

    assert answer.status_code == 403
    assert answer.json()["code"] == "not_allowed"
    assert not EntryVersion.objects.exists()


def test_request_without_the_token_is_refused(cast: Cast) -> None:
    browser = browser_of(cast, "ana", enforce_csrf_checks=True)
    token = "a" * 32
    browser.cookies["csrf"] = token

    without = post(browser, {"after": 0, "versions": [made()]})
    with_it = post(browser, NOTHING, **{"X-CSRFToken": token})

    assert (without.status_code, without.json()["code"]) == (403, "csrf")
    assert with_it.status_code == 200
    assert not EntryVersion.objects.exists()


def test_handed_over_screen_is_locked(cast: Cast) -> None:
    browser = browser_of(cast, "ana")
    held = HandedOver(Paper.NOTICE, str(new_id()), str(new_id()))
    UserSession.objects.update(handed_over=held.as_text())

    answer = post(browser, {"after": 0, "versions": [made()]})

    assert (answer.status_code, answer.json()["code"]) == (423, "handed_over")
    assert not EntryVersion.objects.exists()


def test_other_content_type_is_refused(cast: Cast) -> None:
    answer = browser_of(cast, "ana").post(ADDRESS, json.dumps(NOTHING), content_type="text/plain")

    assert (answer.status_code, answer.json()["code"]) == (415, "not_json")


def test_too_much_at_once_is_refused(cast: Cast) -> None:
    much = {"after": 0, "versions": [made(body={"on": "2026-11-26", "text": "x" * 2**21})]}

    answer = post(browser_of(cast, "ana"), much)

    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


FIXED = "01a21c37-46d0-7017-9b17-900000000000"


@pytest.mark.parametrize(
    "ask",
    [
        b" ",
        b"{",
        b"[]",
        b"\xff\xfe",
        {"after": -1, "versions": []},
        {"after": "0", "versions": []},
        {"after": 0},
        {"after": 0, "versions": [], "since": 3},
        {"after": 0, "versions": [7]},
        {"after": 0, "versions": [{"kind": "journal"}]},
        {"after": 0, "versions": [], "last": "x"},
        {"after": 0, "versions": [made(id=FIXED, record=FIXED)] * 101},
        b'{"after": 0, "versions": ' + b"[" * 9000 + b"]" * 9000 + b"}",
    ],
    ids=lambda ask: str(ask)[:60],  # The same in every process.
)
def test_request_that_cannot_be_read_is_refused_and_says_why(cast: Cast, ask: object) -> None:
    answer = post(browser_of(cast, "ana"), ask)

    assert (answer.status_code, answer.json()["code"]) == (422, "not_valid")
    assert answer.json()["words"]
    assert not EntryVersion.objects.exists()
