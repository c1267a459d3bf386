"""A member signs on their own page with a passkey: not before they showed it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from cast import build_cast
from integration.access.things.consents import FAMILY
from signing_in import sign_in
from stepwell.actions.consents import draw_up_consent
from stepwell.records.people.models import ConsentSignature

pytestmark = pytest.mark.django_db
SENT = {"name": "Ana Whitlock", "method": "passkey", "is_read": "on"}


def test_passkey_signs_only_once_it_was_shown_on_the_page_that_asks() -> None:
    at = timezone.now()
    cast = build_cast(at - timedelta(days=1))
    consent_id = draw_up_consent(cast.client("ana").pk, FAMILY, by=cast.actor("ben"), at=at)
    page, browser, ana = f"/me/consents/{consent_id}/sign/", Client(), cast.users["ana"]
    sign_in(browser, ana, kind="member")

    assert b'value="passkey"' not in browser.get(page).content, "she has none"
    Authenticator.objects.create(
        user=ana,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Phone", "public_id": "a-passkey"},
    )
    asked = browser.post(page, SENT)
    assert asked.status_code == 302
    assert asked["Location"].startswith("/account/confirm/?next=")
    assert not ConsentSignature.objects.exists()

    session = browser.session
    session["confirmed_by"] = "passkey"
    session["confirmed_at"] = timezone.now().timestamp()
    session.save()
    assert browser.post(page, SENT)["Location"] == f"/me/consents/{consent_id}/"
    signature = ConsentSignature.objects.get()
    assert (signature.method, signature.witnessed_by) == ("passkey", "")
