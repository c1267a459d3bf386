"""What is on the paper that leaves, and what is not."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from cast import Cast
from stepwell.actions.disclosing import DisclosureRefused, Sending, disclose, fetch, give_copy
from stepwell.actions.disclosing.again import WITHOUT_CONSENT
from stepwell.actions.disclosing.files import file_name_of
from stepwell.actions.disclosing.papers import PART2, digest_of
from stepwell.domain.consents.kinds import InformationKind, Purpose, RecipientKind
from stepwell.domain.consents.terms import Recipient
from stepwell.domain.disclosures.basis import DisclosureForm
from stepwell.domain.disclosures.exceptions import CrimeReport
from stepwell.records.people.models import Disclosure

pytestmark = pytest.mark.django_db


def test_every_paper_carries_the_mark_of_a_part_2_record(cast: Cast) -> None:
    now = timezone.now()
    released = give_copy(
        cast.client("ana").pk,
        document="record",
        information=frozenset({InformationKind.CONTACTS, InformationKind.COUNSELING_NOTES}),
        form=DisclosureForm.PDF,
        by=cast.actor("ana", at=now),
        at=now,
    )
    row = Disclosure.objects.get()

    assert released.paper["mark"] == PART2
    assert row.is_part2
    assert row.content_sha256 == digest_of(released.paper)
    assert row.information == ["contacts"]
    assert "Whitlock" not in file_name_of(released)
    assert "Whitlock" not in row.disclosed_by_name


def test_report_of_a_crime_holds_nothing_from_treatment(cast: Cast) -> None:
    now, ana = timezone.now(), cast.client("ana")
    ana.substances = ["opioids"]
    ana.save()
    sending = Sending(
        recipient=Recipient(RecipientKind.OTHER, "City police"),
        purpose=Purpose.OTHER,
        information=frozenset({InformationKind.CONTACTS, InformationKind.ASSESSMENT}),
        form=DisclosureForm.ORAL,
        claim=CrimeReport(
            is_on_premises=True,
            is_against_staff=False,
            is_to_police=True,
            incident="A window was broken with a chair.",
            whereabouts="At the bus stop.",
        ),
    )

    released = disclose(ana.pk, sending, by=cast.actor("ben", at=now), at=now)

    paper = json.dumps(dict(released.paper))
    assert "A window was broken" in paper
    assert "opioids" not in paper


def test_what_left_without_consent_is_not_fetched_again_later(cast: Cast) -> None:
    now = timezone.now()
    ben = cast.actor("ben", at=now)
    released = give_copy(
        cast.client("ana").pk,
        document="record",
        information=frozenset({InformationKind.CONTACTS}),
        form=DisclosureForm.PRINT,
        how_identified="She showed a card.",
        by=ben,
        at=now,
    )

    assert fetch(released.disclosure_id, "html", by=ben, at=now).paper == released.paper
    with pytest.raises(DisclosureRefused, match="start again"):
        fetch(released.disclosure_id, "html", by=ben, at=now + WITHOUT_CONSENT * 2)


def test_what_left_is_never_changed(cast: Cast) -> None:
    now = timezone.now()
    give_copy(
        cast.client("ana").pk,
        document="record",
        information=frozenset({InformationKind.CONTACTS}),
        form=DisclosureForm.PRINT,
        by=cast.actor("ana", at=now),
        at=now,
    )
    row = Disclosure.objects.get()
    row.form = "oral"

    with pytest.raises(TypeError, match="cannot be changed"):
        row.save()
