"""The rules of counting that a phone keeps."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from signing_in import create_person, sign_in
from stepwell.queries.sobriety import counting_rules, rules_document

pytestmark = pytest.mark.django_db
DOCUMENT = "/app/counting.json"


def test_rules_asked_for_without_cookies_may_be_kept() -> None:
    answer = Client().get(DOCUMENT)

    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"] == "public, no-cache"
    assert not answer.cookies
    told = json.loads(answer.content)
    assert told["fellowships"].keys() == counting_rules().fellowships.keys()
    assert "alcohol" in told["fellowships"]["aa"]["resets"]
    assert told["fellowships"]["aa"]["name"] == "AA"
    assert all(one["name"] for one in told["fellowships"].values())


def test_rules_that_a_phone_has_are_not_sent_again() -> None:
    phone = Client()
    tag = phone.get(DOCUMENT)["ETag"]

    again = phone.get(DOCUMENT, headers={"If-None-Match": tag})

    assert tag == f'"{rules_document().content_hash}"'
    assert (again.status_code, again.content) == (304, b"")


def test_rules_are_not_kept_with_a_sign_in() -> None:
    browser = Client()
    sign_in(browser, create_person("pat"), kind="member")

    assert browser.get(DOCUMENT)["Cache-Control"] == "private, no-store"
