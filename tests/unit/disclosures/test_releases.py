"""A release for an audit or research needs two persons, a paper of the receiver, and its time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from factories.consent_forms import NOW
from stepwell.domain.consents.kinds import InformationKind, Purpose, RecipientKind
from stepwell.domain.consents.terms import Recipient
from stepwell.domain.disclosures.basis import BasisKind, DisclosureForm
from stepwell.domain.disclosures.deciding import decide
from stepwell.domain.disclosures.exceptions import AuditRelease, ResearchRelease
from stepwell.domain.disclosures.exceptions.reviews import APPROVAL_DAYS, ReviewClaim
from stepwell.domain.disclosures.request import DisclosureRequest

TODAY = NOW.date()
DAY = timedelta(days=1)
SHARED: dict[str, Any] = {
    "release_key": "v1",
    "agreed_on": TODAY - DAY,
    "destroy_by": TODAY + DAY,
    "why_named": "They compare what was done with each person.",
    "proposed_by": "gil",
    "approved_by": "dana",
    "approved_on": TODAY,
    "stands_proposed": True,
    "stands_approved": True,
}
AUDIT = AuditRelease(authority="The state agency, under its license", **SHARED)
RESEARCH = ResearchRelease(approval="Review board, number 12", **SHARED)
ASKED = DisclosureRequest(
    client_key="ana",
    recipient=Recipient(RecipientKind.OTHER, "State agency"),
    purpose=Purpose.OPERATIONS,
    information=frozenset({InformationKind.CONTACTS, InformationKind.DISCHARGE}),
    form=DisclosureForm.PDF,
)


@pytest.mark.parametrize("claim", [AUDIT, RESEARCH], ids=["audit", "research"])
@pytest.mark.parametrize(
    ("changes", "element"),
    [
        ({"approved_by": "gil"}, "approved_by"),
        ({"approved_by": "", "approved_on": None}, "approved_by"),
        ({"approved_on": TODAY - timedelta(days=APPROVAL_DAYS + 1)}, "approved_on"),
        ({"approved_on": TODAY + DAY}, "approved_on"),
        ({"stands_proposed": False}, "proposed_by"),
        ({"stands_approved": False}, "approved_by"),
        ({"valid_until": TODAY - DAY}, "valid_until"),
        ({"agreed_on": TODAY + DAY}, "agreed_on"),
        ({"destroy_by": TODAY}, "destroy_by"),
        ({"why_named": "Yes."}, "why_named"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_release_lacking_one_thing_is_refused_for_it(
    claim: ReviewClaim, changes: dict[str, Any], element: str
) -> None:
    assert decide(ASKED, (), (claim,), (), (), NOW).is_allowed

    found = decide(ASKED, (), (replace(claim, **changes),), (), (), NOW)

    assert [one.element for one in found.refusals] == [element]


def test_release_for_research_takes_no_contacts_along() -> None:
    found = decide(ASKED, (), (RESEARCH,), (), (), NOW)

    assert (found.basis, found.key) == (BasisKind.RESEARCH, "v1")
    assert found.view == {InformationKind.DISCHARGE}


def test_release_for_research_names_the_day_on_which_names_are_destroyed() -> None:
    unnamed = {"destroy_by": None}

    assert not decide(ASKED, (), (replace(RESEARCH, **unnamed),), (), (), NOW).is_allowed
    assert decide(ASKED, (), (replace(AUDIT, **unnamed),), (), (), NOW).is_allowed
