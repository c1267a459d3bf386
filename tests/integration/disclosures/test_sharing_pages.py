"""Sharing on the staff's pages: looking first, letting out, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from cast import Cast
from factories.consent_forms import NAMED
from factories.kept_consents import keep_consent, take_back
from stepwell.domain.consents.terms import Expiry
from stepwell.records.audit.models import AuditEvent
from stepwell.records.people.models import Consent, Disclosure

pytestmark = pytest.mark.django_db

Enter = Callable[..., Client]
ASKED = {
    "recipient_kind": "family",
    "recipient_name": "Rosa Alvarez",
    "purpose": "family_support",
    "information": ["progress", "diagnosis"],
    "form": "pdf",
    "words": "Doing well.",
}


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def of(cast: Cast, key: str, rest: str = "") -> str:
    return f"/staff/clients/{cast.client(key).pk}/{rest}"


@pytest.fixture
def consent(cast: Cast) -> Consent:
    """ana lets her sister know how she does."""
    now = timezone.now()
    terms = replace(NAMED, expiry=Expiry(on=now.date() + timedelta(days=30)))
    return keep_consent(cast.client("ana"), terms, at=now - timedelta(hours=1))


def test_disclosure_is_looked_at_then_made_cut_and_with_its_notice(
    enter: Enter, cast: Cast, consent: Consent
) -> None:
    browser = enter("ben")
    first = text(browser.get(of(cast, "ana", "share/") + f"?consent={consent.pk}"))
    assert 'value="Rosa Alvarez"' in first

    looked = text(browser.post(of(cast, "ana", "share/"), ASKED))
    assert "This would leave:</b> A summary of progress." in looked
    assert "Kept back: Diagnosis." in looked
    assert not Disclosure.objects.exists()

    paper = browser.post(of(cast, "ana", "share/"), ASKED | {"step": "share"}, follow=True)
    assert "civil, criminal, administrative, or legislative proceedings" in text(paper)
    assert "What the consent covers" in text(paper)
    row = Disclosure.objects.get()
    assert row.information == ["progress"]
    pdf = browser.get(f"/staff/shared/{row.pk}/pdf/")
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
    assert "Alvarez" not in pdf["Content-Disposition"]
    assert "Rosa Alvarez" in text(browser.get(of(cast, "ana", "shared/")))


def test_disclosure_stays_closed_once_its_consent_is_taken_back(
    enter: Enter, cast: Cast, consent: Consent
) -> None:
    browser = enter("ben")
    browser.post(of(cast, "ana", "share/"), ASKED | {"step": "share"})
    row = Disclosure.objects.get()
    take_back(consent, at=timezone.now())

    again = browser.get(f"/staff/shared/{row.pk}/pdf/")
    assert again.status_code == 409
    assert "It was taken back." in text(again)
    refused = browser.post(of(cast, "ana", "share/"), ASKED | {"step": "share"})
    assert refused.status_code == 422
    assert Disclosure.objects.count() == 1
    assert AuditEvent.objects.filter(event_type="disclosure.refused").count() == 1


def test_disclosure_in_an_emergency_at_the_front_desk_is_who_the_person_is(
    enter: Enter, cast: Cast
) -> None:
    browser = enter("fay")
    emergency = {
        "recipient_name": "Paramedic Lee",
        "is_medical": "on",
        "facility": "City ambulance",
        "nature": "Found without breath in the hall.",
        "why_no_consent": "He does not answer at all.",
        "form": "oral",
        "step": "share",
    }
    address = of(cast, "ana", "share/medical_emergency/")

    too_much = browser.post(address, emergency | {"information": ["medication"]})
    assert too_much.status_code == 403
    missing = browser.post(address, emergency | {"information": ["contacts"], "nature": ""})
    assert "Write in a sentence what the emergency was." in text(missing)
    made = browser.post(address, emergency | {"information": ["contacts"]})
    assert made.status_code == 302
    row = Disclosure.objects.get()
    assert row.basis == "medical_emergency"
    assert row.elements["facility"] == "City ambulance"
    assert (row.disclosed_by_name, row.recipient["name"]) == (
        "Fay Lindqvist",
        "Paramedic Lee",
    )


def test_disclosure_without_a_known_exception_is_no_page(enter: Enter, cast: Cast) -> None:
    browser = enter("ben")

    assert browser.get(of(cast, "ana", "share/duty_to_warn/")).status_code == 404
    assert browser.get(of(cast, "ana", "share/audit/")).status_code == 404


def test_disclosures_are_shown_to_the_member_and_to_nobody_else(
    enter: Enter, cast: Cast, consent: Consent
) -> None:
    enter("ben").post(of(cast, "ana", "share/"), ASKED | {"step": "share"})

    mine = text(enter("ana").get("/me/disclosures/"))
    assert "Rosa Alvarez" in mine
    assert "A summary of progress" in mine
    assert "Rosa Alvarez" not in text(enter("pat").get("/me/disclosures/"))
    assert enter("sol").get("/me/disclosures/").status_code == 403
