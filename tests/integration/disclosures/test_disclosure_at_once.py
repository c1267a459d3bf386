"""What is taken back while something is about to leave."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Event
from time import sleep

import pytest
from django.db import connections, transaction
from django.utils import timezone

from cast import Cast, cast_of_yesterday
from factories.consent_forms import NAMED, SISTER
from factories.kept_consents import keep_consent
from stepwell.actions.consent_endings import revoke_consent
from stepwell.actions.disclosing import DisclosureRefused, Sending, disclose
from stepwell.domain.consents.kinds import InformationKind, Purpose
from stepwell.domain.consents.terms import Expiry
from stepwell.domain.disclosures.basis import DisclosureForm
from stepwell.records.people.models import Consent, Disclosure

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Cast:
    return cast_of_yesterday()


@pytest.fixture
def consent(cast: Cast) -> Consent:
    now = timezone.now()
    terms = replace(NAMED, expiry=Expiry(on=now.date() + timedelta(days=30)))
    return keep_consent(cast.client("ana"), terms, at=now - timedelta(hours=1))


def to_sister(cast: Cast) -> Callable[[], object]:
    """Asked for now, whenever it is done."""
    now = timezone.now()
    sending = Sending(
        recipient=SISTER,
        purpose=Purpose.FAMILY_SUPPORT,
        information=frozenset({InformationKind.PROGRESS}),
        form=DisclosureForm.ORAL,
    )
    by, client_id = cast.actor("ben", at=now), cast.client("ana").pk
    return lambda: disclose(client_id, sending, by=by, at=now)


def test_disclosure_waits_for_a_revocation_that_is_under_way_and_heeds_it(
    cast: Cast, consent: Consent
) -> None:
    leave, revoked = to_sister(cast), Event()

    def take_back() -> None:
        with transaction.atomic():
            now = timezone.now()
            revoke_consent(consent.pk, by=cast.actor("ana", at=now), at=now, is_own=True)
            revoked.set()
            sleep(0.3)
        connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        taken_back = pool.submit(take_back)
        revoked.wait(10)
        with pytest.raises(DisclosureRefused):
            leave()
        taken_back.result()

    assert not Disclosure.objects.exists()


def test_disclosure_asked_for_before_a_revocation_and_done_after_it_is_refused(
    cast: Cast, consent: Consent
) -> None:
    leave, now = to_sister(cast), timezone.now()
    revoke_consent(consent.pk, by=cast.actor("ana", at=now), at=now, is_own=True)

    with pytest.raises(DisclosureRefused):
        leave()
