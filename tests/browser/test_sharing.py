"""Sharing by hand: with someone the client named, with someone else, and what the client sees."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from browser.conftest import DESKTOP, PHONE, Visit, Visitor, assert_good, keep_shot
from cast import Cast, build_cast
from factories.consent_forms import NAMED
from factories.kept_consents import keep_consent
from signing_in import sign_in
from stepwell.domain.consents.terms import Expiry

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Cast:
    cast = build_cast(timezone.now() - timedelta(days=1))
    now = timezone.now()
    terms = replace(NAMED, expiry=Expiry(on=now.date() + timedelta(days=30)))
    keep_consent(cast.client("ana"), terms, at=now - timedelta(hours=1))
    return cast


def enter(visitor: Visitor, cast: Cast, name: str) -> None:
    browser = Client()
    sign_in(browser, cast.users[name], kind="member" if name == "ana" else "staff")
    cookie = browser.cookies[settings.SESSION_COOKIE_NAME]
    visitor.context.clear_cookies()
    visitor.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": visitor.base}]
    )


def test_disclosure_to_a_named_sister_and_not_to_a_stranger(visit: Visit, cast: Cast) -> None:
    visitor = visit(DESKTOP)
    page = visitor.page
    enter(visitor, cast, "ben")
    visitor.go(f"/staff/clients/{cast.client('ana').pk}/shared/")
    assert_good(page)
    page.get_by_role("link", name="Share with Rosa Alvarez").click()
    page.get_by_label("Assessments of alcohol or drug use").check()
    page.get_by_role("button", name="Look what would leave").click()
    page.get_by_text("This would leave:").wait_for()
    page.get_by_text("Kept back: Assessments of alcohol or drug use").wait_for()
    assert_good(page)
    keep_shot(page, "sharing-look")
    page.get_by_role("button", name="Share it").click()
    page.get_by_role("heading", name="For Rosa Alvarez").wait_for()
    assert_good(page)
    keep_shot(page, "sharing-paper")

    visitor.go(f"/staff/clients/{cast.client('ana').pk}/share/")
    page.get_by_label("Who receives it").select_option("employer")
    page.get_by_label("Their name").fill("The Mill")
    page.get_by_label("A summary of progress").check()
    page.get_by_role("button", name="Look what would leave").click()
    page.get_by_text("No consent names this recipient. Ask the client.").wait_for()
    assert page.get_by_role("button", name="Share it").count() == 0

    visitor.go(f"/staff/clients/{cast.client('ana').pk}/shared/")
    assert page.get_by_role("row").count() == 2
    keep_shot(page, "sharing-accounting")
    enter(visitor, cast, "gil")
    visitor.go("/staff/privacy/")
    assert_good(page)
    keep_shot(page, "privacy")

    page.set_viewport_size(PHONE)
    enter(visitor, cast, "ana")
    visitor.go("/me/disclosures/")
    page.get_by_role("heading", name="Rosa Alvarez").wait_for()
    assert page.get_by_text("The Mill").count() == 0
    assert_good(page)
    keep_shot(page, "sharing-mine")
