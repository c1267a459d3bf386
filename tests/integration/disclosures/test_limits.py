"""Restrictions, legal papers, holds and agreements, as far as the gate heeds them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cast import Cast
from factories.consent_forms import NAMED, SISTER
from factories.kept_consents import keep_consent
from stepwell.actions.clients import ClientRefused, NewClient, create_client
from stepwell.actions.disclosing import DisclosureRefused, Released, Sending, disclose
from stepwell.actions.register_keeping import plan_closing, record_agreement
from stepwell.actions.restrictions import RestrictionRefused, answer_restriction, ask_restriction
from stepwell.domain.consents.kinds import InformationKind, Purpose, RecipientKind
from stepwell.domain.consents.terms import Expiry, Recipient
from stepwell.domain.disclosures.basis import DisclosureForm
from stepwell.queries.disclosures import is_on_legal_hold
from stepwell.queries.rights import day_there
from stepwell.records.people.models import ClientHold, Disclosure, LegalRequest

pytestmark = pytest.mark.django_db

Enter = Callable[..., Client]


def of(cast: Cast, key: str, rest: str = "") -> str:
    return f"/staff/clients/{cast.client(key).pk}/{rest}"


def to_sister(cast: Cast, **changes: Any) -> Released:
    now = timezone.now()
    sending = Sending(
        recipient=SISTER,
        purpose=Purpose.FAMILY_SUPPORT,
        information=frozenset({InformationKind.PROGRESS}),
        form=DisclosureForm.ORAL,
    )
    by = cast.actor("ben", at=now)
    return disclose(cast.client("ana").pk, replace(sending, **changes), by=by, at=now)


@pytest.fixture(autouse=True)
def _consent(cast: Cast) -> None:
    now = timezone.now()
    terms = replace(NAMED, expiry=Expiry(on=now.date() + timedelta(days=30)))
    keep_consent(cast.client("ana"), terms, at=now - timedelta(hours=1))


def test_disclosure_heeds_a_restriction_once_it_is_accepted(cast: Cast) -> None:
    now = timezone.now()
    ben, dana = cast.actor("ben", at=now), cast.actor("dana", at=now)
    asked = ask_restriction(
        cast.client("ana").pk, words="Tell my sister nothing for now.", recipient=SISTER, by=ben,
        at=now,
    )  # fmt: skip
    to_sister(cast)

    answer_restriction(asked, is_accepted=True, by=dana, at=now)
    with pytest.raises(DisclosureRefused, match="asked to keep this back"):
        to_sister(cast)


def test_restriction_on_what_was_paid_in_full_cannot_be_refused(cast: Cast) -> None:
    now = timezone.now()
    words = "My plan is not to know of the test."
    ben, dana = cast.actor("ben", at=now), cast.actor("dana", at=now)
    asked = ask_restriction(
        cast.client("ana").pk,
        words=words,
        recipient=Recipient(RecipientKind.PAYER),
        is_self_paid=True,
        by=ben,
        at=now,
    )

    with pytest.raises(RestrictionRefused, match="paid for this in full"):
        answer_restriction(asked, is_accepted=False, words="We would rather not.", by=dana, at=now)


def test_disclosure_into_a_proceeding_waits_for_order_and_subpoena(
    enter: Enter, cast: Cast
) -> None:
    today = day_there(cast.organizations["harbor"], timezone.now()).isoformat()
    enter("fay").post(
        of(cast, "ana", "legal/"),
        {"kind": "subpoena", "sender": "Smith and Partners", "received_on": today},
    )
    paper = LegalRequest.objects.get()
    browser = enter("dana")
    page = browser.get(f"/staff/legal/{paper.pk}/").content.decode()
    assert "A subpoena alone opens nothing" in page
    assert "Not reviewed by a lawyer yet" in page
    assert "Whitlock" not in page
    letter = browser.get(f"/staff/legal/{paper.pk}/letter/").content.decode()
    assert "neither confirm nor deny" in letter
    assert "Whitlock" not in letter
    with pytest.raises(DisclosureRefused, match="legal request about this client is open"):
        to_sister(cast, purpose=Purpose.LEGAL_PROCEEDING)

    settled = {
        "outcome": "order",
        "counsel": "A. Counsel",
        "counsel_on": today,
        "section": "2.64",
        "court": "Superior Court",
        "order_on": today,
        "ordered": ["progress"],
    }
    refused = browser.post(f"/staff/legal/{paper.pk}/", settled)
    assert "An order needs the subpoena that goes with it" in refused.content.decode()
    assert browser.post(
        f"/staff/legal/{paper.pk}/", settled | {"subpoena_on": today}
    ).status_code == 302  # fmt: skip
    shared = browser.post(
        of(cast, "ana", "share/court_order/"),
        {
            "ground": str(paper.pk),
            "recipient_name": "Superior Court",
            "information": ["progress", "progress_notes"],
            "form": "print",
            "step": "share",
        },
    )
    assert shared.status_code == 302
    row = Disclosure.objects.get()
    assert (row.basis, row.information) == ("court_order", ["progress"])
    assert row.basis_key == str(paper.pk)


def test_disclosure_under_an_agreement_goes_to_its_party_only(enter: Enter, cast: Cast) -> None:
    now = timezone.now()
    today = day_there(cast.organizations["harbor"], now)
    agreement = record_agreement(
        party="Lab One", services="Tests", is_qsoa=True, is_baa=False, signed_on=today,
        by=cast.actor("gil", at=now), at=now,
    )  # fmt: skip

    sent = enter("ben").post(
        of(cast, "ana", "share/service_agreement/"),
        {
            "ground": str(agreement),
            "what_for": "A test",
            "information": ["contacts"],
            "form": "mail",
            "step": "share",
        },
    )

    assert sent.status_code == 302
    assert Disclosure.objects.get().recipient["name"] == "Lab One"


def test_legal_hold_is_set_seen_and_lifted(enter: Enter, cast: Cast) -> None:
    browser, ana = enter("dana"), cast.client("ana").pk
    browser.post(of(cast, "ana", "hold/"), {"reason": "Docket 12-345, as the lawyer says."})

    assert is_on_legal_hold(ana, timezone.now())
    assert "may be erased" in browser.get(of(cast, "ana", "shared/")).content.decode()
    browser.post(of(cast, "ana", "hold/lift/"))
    assert not is_on_legal_hold(ana, timezone.now())
    assert ClientHold.objects.get().until is not None


def test_closed_program_takes_in_no_client(cast: Cast) -> None:
    now = timezone.now()
    gil, ben = cast.actor("gil", at=now), cast.actor("ben", at=now)
    today = day_there(cast.organizations["harbor"], now)
    plan_closing(
        closes_on=today - timedelta(days=1), is_taken_over=False, holder="Hill House",
        holder_contact="1 Hill Street", by=gil, at=now,
    )  # fmt: skip

    with pytest.raises(ClientRefused, match="Hill House"):
        create_client(NewClient(name="Someone New"), by=ben, at=now)


def test_registers_show_what_is_due_and_late(enter: Enter, cast: Cast) -> None:
    browser = enter("gil")
    found = (timezone.now() - timedelta(days=70)).date().isoformat()
    browser.post(
        "/staff/privacy/breaches/add/",
        {"words": "A phone was lost.", "discovered_on": found, "people": 2, "most_in_a_state": 2},
    )
    page = browser.get("/staff/privacy/").content.decode()

    assert "Late" in page
    assert "Not confirmed: ask the program’s lawyer" in page
    browser.post("/staff/privacy/reviews/agreements/", {"words": "All signed."})
    assert "Gil" in browser.get("/staff/privacy/").content.decode()
