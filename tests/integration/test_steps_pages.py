"""The document of the twelve steps that a phone keeps."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from signing_in import create_person, sign_in
from stepwell.queries.steps import steps_document

pytestmark = pytest.mark.django_db
DOCUMENT = "/app/steps.en.json"


@pytest.fixture
def member() -> Client:
    client = Client()
    sign_in(client, create_person("pat"), kind="member")
    return client


@pytest.mark.parametrize("language", ["en", "es"])
def test_document_asked_for_without_cookies_may_be_kept(language: str) -> None:
    answer = Client().get(f"/app/steps.{language}.json")

    assert answer.content == steps_document(language).body
    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"] == "public, no-cache"
    assert not answer.cookies
    assert json.loads(answer.content)["language"] == language


def test_document_is_the_same_for_a_member_and_not_kept_with_their_sign_in(member: Client) -> None:
    answer = member.get(DOCUMENT)

    assert answer.content == steps_document("en").body
    assert answer["Cache-Control"] == "private, no-store"


def test_document_that_a_phone_has_is_not_sent_again() -> None:
    phone = Client()
    tag = phone.get(DOCUMENT)["ETag"]
    packed = phone.get(DOCUMENT, headers={"Accept-Encoding": "gzip"})

    assert tag == f'"{steps_document("en").content_hash}"'
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < 12_000
    for known in (tag, packed["ETag"]):
        again = phone.get(DOCUMENT, headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
    other = phone.get(DOCUMENT, headers={"If-None-Match": '"another"'})
    assert other.status_code == 200


def test_document_asks_the_database_nothing(django_assert_num_queries: object) -> None:
    steps_document("en")
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert Client().get(DOCUMENT).status_code == 200


@pytest.mark.parametrize("language", ["fr", "EN", "en-us"])
def test_document_in_another_language_is_not_found(language: str) -> None:
    assert Client().get(f"/app/steps.{language}.json").status_code == 404
