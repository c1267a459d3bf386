"""The twelve steps: the document a phone keeps, and the pages on which staff read them."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.utils.html import escape

from signing_in import create_person, sign_in
from stepwell.queries.steps import steps_document, workbook

pytestmark = pytest.mark.django_db
DOCUMENT = "/app/steps.en.json"


@pytest.fixture
def reader() -> Client:
    client = Client()
    client.force_login(create_person("otto", is_administrator=True))
    return client


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


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("slug", [one.slug for one in workbook().in_order])
def test_page_of_a_step_shows_every_text_with_its_basis(
    reader: Client, slug: str, language: str
) -> None:
    shown = reader.get(f"/staff/protocols/steps/{slug}/?language={language}").content.decode()
    step = workbook().steps[slug]
    prose = [workbook().words(language, f"steps/{slug}")]
    prose += [workbook().words(language, f"worksheets/{one}") for one in step.worksheets]

    assert "{object}" not in shown
    for said in prose:
        for words in said.items.values():
            title = words.title.replace("{object}", workbook().object_words(language))
            assert escape(title) in shown
            assert all(escape(label) in shown for label in words.fields.values())
    assert escape(step.source) in shown
    rows = sum(len(one.items) for one in prose) + len(step.practices)
    labels = ("From a source", "Recalled, not verified", "Our own design")
    assert sum(shown.count(one) for one in labels) == rows + 1
    assert ("Only in your private notebook" in shown) is False
    assert ("Where it is kept" in shown) is step.is_private
    assert shown.count(f'lang="{language}"') > rows
    assert f'<h1 lang="{language}">{step.number}. ' in shown
    assert f'<a href="?language={language}" aria-current="page"' in shown


def test_first_page_leads_to_all_steps_and_shows_the_scripts(reader: Client) -> None:
    shown = reader.get("/staff/protocols/steps/").content.decode()

    assert all(f"/staff/protocols/steps/{one.slug}/" in shown for one in workbook().in_order)
    assert "Would you be my temporary sponsor for a few weeks" in shown
    assert "Not reviewed by a clinician" in shown
    assert "S96: AA pamphlet" in shown
    assert "/staff/protocols/steps/" in reader.get("/staff/protocols/").content.decode()


def test_step_that_is_not_there_is_not_found(reader: Client) -> None:
    assert reader.get("/staff/protocols/steps/thirteenth/").status_code == 404


def test_language_without_words_is_answered_in_english(reader: Client) -> None:
    shown = reader.get("/staff/protocols/steps/hope/?language=xx").content.decode()

    assert "Whom have you met who got better?" in shown
