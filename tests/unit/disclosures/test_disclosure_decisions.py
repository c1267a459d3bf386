"""Nothing may leave without a basis, whatever is asked: over many random cases, no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from factories.consent_forms import NAMED, NOW, request, signed
from factories.disclosure_cases import (
    CLINIC,
    COURT,
    WORDS,
    claims,
    consents,
    holds,
    requests,
    restrictions,
)
from stepwell.domain.consents.consent import Consent, Revocation
from stepwell.domain.consents.coverage import covers
from stepwell.domain.consents.kinds import InformationKind, Purpose, RecipientKind
from stepwell.domain.consents.terms import Recipient
from stepwell.domain.disclosures.basis import REACH, RESTRICTABLE, BasisKind, DisclosureForm
from stepwell.domain.disclosures.deciding import decide
from stepwell.domain.disclosures.decision import Statement
from stepwell.domain.disclosures.exceptions import (
    Claim,
    CourtOrder,
    MedicalEmergency,
    OrderSection,
)
from stepwell.domain.disclosures.exceptions.court import CONFIDENTIAL
from stepwell.domain.disclosures.limits import Hold, Restriction
from stepwell.domain.disclosures.refusal import RefusalCode
from stepwell.domain.disclosures.request import DisclosureRequest

ASKED = DisclosureRequest(
    client_key="ana",
    recipient=NAMED.recipients[0],
    purpose=Purpose.FAMILY_SUPPORT,
    information=frozenset({InformationKind.PROGRESS, InformationKind.DIAGNOSIS}),
    form=DisclosureForm.PRINT,
)
EMERGENCY = MedicalEmergency(
    is_medical=True, facility="Harbor Hospital", nature=WORDS, why_no_consent=WORDS
)
ORDER = CourtOrder(
    request_key="l1",
    section=OrderSection.NON_CRIMINAL,
    court="Superior Court",
    order_on=NOW.date(),
    subpoena_on=NOW.date(),
    counsel="A. Lawyer",
    counsel_on=NOW.date(),
    ordered=frozenset({InformationKind.PROGRESS, InformationKind.PROGRESS_NOTES}),
)


def is_alive(consent: Consent) -> bool:
    """By hand, beside the rules: signed, complete, not over, not taken back."""
    ended = consent.ended_at is not None and consent.ended_at <= NOW
    revoked = any(one.is_whole and one.at <= NOW for one in consent.revocations)
    last = consent.terms.expiry.on
    today = NOW.astimezone(ZoneInfo(consent.time_zone)).date()
    is_complete = bool(consent.terms.statements) and bool(consent.signatures)
    return is_complete and not ended and not revoked and last is not None and today <= last


@settings(max_examples=300, deadline=None)
@given(st.lists(consents(), max_size=4), requests, st.lists(restrictions, max_size=2))
def test_disclosure_by_consent_is_covered_by_that_one_consent(
    known: list[Consent], asked: DisclosureRequest, limits: list[Restriction]
) -> None:
    found = decide(asked, known, (), limits, (), NOW)

    assert found.view <= asked.information
    if not found.is_allowed:
        assert found.refusals
        assert not found.view
        return
    (used,) = (one for one in known if one.id == found.key)
    assert is_alive(used)
    assert used.client_key == asked.client_key
    assert asked.recipient in used.terms.recipients
    assert asked.purpose in used.terms.purposes
    assert found.view <= used.terms.information
    assert covers(used, asked.asked_of_consent(found.view), NOW).is_covering
    assert found.scope is not None
    assert found.scope.consent_key == used.id
    assert found.statement is not Statement.NONE
    for one in limits:
        assert not one.struck(replace(asked, information=found.view), NOW)
    told = set[InformationKind]().union(*(one.information for one in found.withheld))
    assert found.view | told == asked.information


@settings(max_examples=150, deadline=None)
@given(st.lists(consents(), max_size=3), requests)
def test_disclosure_stops_when_everything_is_taken_back(
    known: list[Consent], asked: DisclosureRequest
) -> None:
    taken_back = [replace(one, revocations=(*one.revocations, Revocation(NOW))) for one in known]

    assert not decide(asked, taken_back, (), (), (), NOW).is_allowed


@settings(max_examples=300, deadline=None)
@given(requests, claims, st.lists(restrictions, max_size=2))
def test_disclosure_by_exception_has_every_element_and_stays_within_reach(
    asked: DisclosureRequest, claim: Claim, limits: list[Restriction]
) -> None:
    found = decide(asked, (), (claim,), limits, (), NOW)

    if not found.is_allowed:
        assert found.refusals
        return
    assert not list(claim.problems(asked, NOW))
    assert found.basis is claim.kind
    assert found.view <= REACH[claim.kind]
    assert found.elements == claim.elements()
    if claim.kind is not BasisKind.COURT_ORDER:
        assert InformationKind.COUNSELING_NOTES not in found.view
    if claim.kind in RESTRICTABLE:
        for one in limits:
            assert not one.struck(replace(asked, information=found.view), NOW)


@settings(max_examples=100, deadline=None)
@given(st.lists(consents(), max_size=3), requests, st.lists(claims, max_size=1), holds)
def test_disclosure_into_a_proceeding_waits_while_a_legal_request_is_open(
    known: list[Consent], asked: DisclosureRequest, claimed: list[Claim], hold: Hold
) -> None:
    asked = replace(asked, recipient=COURT)

    found = decide(asked, known, claimed, (), (hold,), NOW)

    assert [one.code for one in found.refusals] == [RefusalCode.LEGAL_REQUEST]


def test_disclosure_is_cut_to_what_the_consent_covers() -> None:
    found = decide(ASKED, [signed()], (), (), (), NOW)

    assert found.view == {InformationKind.PROGRESS}
    assert [one.information for one in found.withheld] == [{InformationKind.DIAGNOSIS}]
    assert found.statement is Statement.LONG


def test_disclosure_adds_no_pieces_of_two_consents() -> None:
    other = signed(replace(NAMED, information=frozenset({InformationKind.DIAGNOSIS})), id="c2")

    found = decide(ASKED, [signed(), other], (), (), (), NOW)

    assert len(found.view) == 1


def test_disclosure_refused_says_what_became_of_the_consent() -> None:
    revoked = signed(revocations=(Revocation(NOW - timedelta(hours=1)),))

    (refusal,) = decide(ASKED, [revoked], (), (), (), NOW).refusals

    assert refusal.words == "There is a consent for this recipient, but: It was taken back."


def test_disclosure_to_a_stranger_asks_for_consent() -> None:
    asked = replace(ASKED, recipient=Recipient(RecipientKind.EMPLOYER, "The Mill"))

    (refusal,) = decide(asked, [signed()], (), (), (), NOW).refusals

    assert refusal.code is RefusalCode.NO_CONSENT


def test_disclosure_to_a_whole_class_is_no_disclosure_to_someone() -> None:
    asked = replace(ASKED, recipient=Recipient(RecipientKind.FAMILY))

    assert decide(asked, [signed()], (), (), (), NOW).refusals[0].code is RefusalCode.NO_RECIPIENT


def test_disclosure_on_a_subpoena_alone_is_refused() -> None:
    asked = replace(ASKED, recipient=COURT, purpose=Purpose.LEGAL_PROCEEDING)

    (refusal,) = decide(asked, (), (replace(ORDER, order_on=None),), (), (), NOW).refusals

    assert refusal.words.startswith("A subpoena alone opens nothing.")


def test_disclosure_on_an_order_without_a_subpoena_is_refused() -> None:
    asked = replace(ASKED, recipient=COURT, purpose=Purpose.LEGAL_PROCEEDING)

    (refusal,) = decide(asked, (), (replace(ORDER, subpoena_on=None),), (), (), NOW).refusals

    assert refusal.element == "subpoena_on"


def test_disclosure_on_an_order_leaves_what_was_said_in_treatment_closed() -> None:
    asked = replace(
        ASKED,
        recipient=COURT,
        purpose=Purpose.LEGAL_PROCEEDING,
        information=frozenset({InformationKind.PROGRESS, *CONFIDENTIAL}),
    )
    opened = replace(ORDER, is_opening_confidential=True)

    assert decide(asked, (), (ORDER,), (), (), NOW).view == {InformationKind.PROGRESS}
    assert decide(asked, (), (opened,), (), (), NOW).view == ORDER.ordered


def test_disclosure_in_an_emergency_comes_before_a_restriction_but_asks_for_care() -> None:
    limit = Restriction(id="r1", accepted_at=NOW - timedelta(days=1))
    asked = replace(ASKED, recipient=CLINIC, purpose=Purpose.TREATMENT)

    found = decide(asked, (), (EMERGENCY,), (limit,), (), NOW)

    assert found.view == {InformationKind.DIAGNOSIS}
    assert found.after


def test_disclosure_with_two_claims_is_refused() -> None:
    found = decide(ASKED, (), (EMERGENCY, ORDER), (), (), NOW)

    assert found.refusals[0].code is RefusalCode.TWO_CLAIMS


def test_disclosure_claims_are_not_backed_by_a_consent() -> None:
    """Whoever claims an emergency writes down what an emergency wants."""
    found = decide(ASKED, [signed()], (replace(EMERGENCY, nature=""),), (), (), NOW)

    assert [one.element for one in found.refusals] == ["nature"]


def test_request_asks_consents_for_the_same() -> None:
    asked = ASKED.asked_of_consent(frozenset({InformationKind.PROGRESS}))

    assert asked == request()
