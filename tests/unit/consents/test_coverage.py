from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories.consent_forms import (
    CLINIC,
    COMPANY,
    COMPLETE,
    INTERMEDIARY,
    NAMED,
    NOW,
    SIGNED_AT,
    SISTER,
    TPO,
    VOLUNTEER,
    request,
    signature,
    signed,
)
from stepwell.domain.consents.consent import Consent, Revocation, Signature
from stepwell.domain.consents.coverage import (
    ConsentRequest,
    ReasonCode,
    covering_consent,
    covers,
    is_in_force,
    open_information,
)
from stepwell.domain.consents.kinds import (
    InformationKind,
    Purpose,
    RecipientKind,
    SignatureMethod,
    SignerRole,
)
from stepwell.domain.consents.terms import Expiry, Recipient


def reasons(consent: Consent, asked: ConsentRequest, at: datetime = NOW) -> set[ReasonCode]:
    return {one.code for one in covers(consent, asked, at).reasons}


def test_signed_named_consent_covers_what_it_names() -> None:
    assert covers(signed(), request(), NOW).is_covering
    both = request(information=NAMED.information)
    assert covers(signed(), both, NOW).is_covering


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"signatures": ()}, ReasonCode.UNSIGNED),
        ({"signatures": (signature(NOW + timedelta(days=1)),)}, ReasonCode.UNSIGNED),
        ({"signatures": (replace(signature(), name=" "),)}, ReasonCode.UNSIGNED),
        ({"needed_signers": frozenset(SignerRole)}, ReasonCode.UNSIGNED),
        ({"needed_signers": frozenset()}, ReasonCode.UNSIGNED),
        ({"terms": replace(NAMED, discloser="")}, ReasonCode.DEFECTIVE),
        ({"false_since": NOW}, ReasonCode.FALSE),
        ({"terms": replace(NAMED, expiry=Expiry(on=date(2026, 3, 19)))},
         ReasonCode.EXPIRED_BY_DATE),
        ({"ended_at": NOW}, ReasonCode.EXPIRED_BY_EVENT),
        ({"revocations": (Revocation(NOW),)}, ReasonCode.REVOKED),
        ({"revocations": (Revocation(NOW, information=NAMED.information),)},
         ReasonCode.PARTLY_REVOKED),
        ({"revocations": (Revocation(NOW, recipients=(SISTER,)),)}, ReasonCode.PARTLY_REVOKED),
        ({"client_key": "bea"}, ReasonCode.OTHER_CLIENT),
    ],
)  # fmt: skip
def test_consent_that_does_not_hold_says_why(changes: dict[str, object], code: ReasonCode) -> None:
    assert reasons(signed(**changes), request()) == {code}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"recipient": Recipient(RecipientKind.FAMILY, "Luis")}, ReasonCode.RECIPIENT),
        ({"recipient": Recipient(RecipientKind.EMPLOYER, SISTER.name)}, ReasonCode.RECIPIENT),
        ({"recipient": Recipient(RecipientKind.FAMILY)}, ReasonCode.RECIPIENT),
        ({"purpose": Purpose.EMPLOYMENT}, ReasonCode.PURPOSE),
        ({"information": frozenset({InformationKind.DIAGNOSIS})}, ReasonCode.INFORMATION),
        ({"information": frozenset()}, ReasonCode.NOTHING_ASKED),
        ({"participant": CLINIC}, ReasonCode.PARTICIPANT),
    ],
)
def test_request_outside_the_scope_says_why(changes: dict[str, object], code: ReasonCode) -> None:
    assert reasons(signed(), request(**changes)) == {code}


def test_all_reasons_come_at_once() -> None:
    consent = signed(signatures=(), revocations=(Revocation(NOW),), ended_at=NOW)
    asked = request(purpose=Purpose.PAYMENT, information=frozenset({InformationKind.BILLING}))
    assert reasons(consent, asked) == {
        ReasonCode.UNSIGNED, ReasonCode.REVOKED, ReasonCode.EXPIRED_BY_EVENT,
        ReasonCode.PURPOSE, ReasonCode.INFORMATION,
    }  # fmt: skip


def test_last_day_counts_on_the_program_s_calendar() -> None:
    consent = signed(replace(NAMED, expiry=Expiry(on=date(2026, 3, 20))))
    late_that_evening = datetime(2026, 3, 21, 3, 59, tzinfo=UTC)  # 23:59 in New Haven
    assert covers(consent, request(), late_that_evening).is_covering
    assert not covers(consent, request(), late_that_evening + timedelta(minutes=1)).is_covering


def test_partial_revocation_takes_that_part_only() -> None:
    part = Revocation(NOW, (SISTER,), frozenset({InformationKind.ATTENDANCE}))
    consent = signed(revocations=(part,))
    assert covers(consent, request(), NOW).is_covering
    attendance = request(information=frozenset({InformationKind.ATTENDANCE}))
    assert reasons(consent, attendance) == {ReasonCode.PARTLY_REVOKED}
    assert covers(consent, attendance, NOW - timedelta(seconds=1)).is_covering
    assert open_information(consent, SISTER, NOW) == {InformationKind.PROGRESS}
    assert is_in_force(consent, NOW)


def test_tpo_class_covers_a_named_clinic_but_never_attendance() -> None:
    asked = request(
        recipient=CLINIC,
        purpose=Purpose.TREATMENT,
        information=frozenset({InformationKind.PLAN}),
    )
    assert covers(signed(TPO), asked, NOW).is_covering
    attendance = replace(asked, information=frozenset({InformationKind.ATTENDANCE}))
    assert reasons(signed(TPO), attendance) == {ReasonCode.INFORMATION}
    employer = replace(asked, recipient=Recipient(RecipientKind.EMPLOYER, "Acme"))
    assert reasons(signed(TPO), employer) == {ReasonCode.RECIPIENT}


def test_volunteer_is_known_by_key_not_by_first_name() -> None:
    asked = request(
        recipient=VOLUNTEER,
        purpose=Purpose.MEETING_COMPANY,
        information=COMPANY.information,
    )
    assert covers(signed(COMPANY), asked, NOW).is_covering
    another_vic = replace(VOLUNTEER, key="v2")
    assert reasons(signed(COMPANY), replace(asked, recipient=another_vic)) == {ReasonCode.RECIPIENT}


def test_exchange_passes_on_to_those_who_treat() -> None:
    asked = request(
        recipient=INTERMEDIARY.recipients[0],
        purpose=Purpose.TREATMENT,
        information=INTERMEDIARY.information,
        participant=CLINIC,
    )
    assert covers(signed(INTERMEDIARY), asked, NOW).is_covering
    payer = replace(asked, participant=Recipient(RecipientKind.PAYER, "Plan A"))
    assert reasons(signed(INTERMEDIARY), payer) == {ReasonCode.PARTICIPANT}


def test_representative_signs_beside_a_minor_where_both_are_needed() -> None:
    later = SIGNED_AT + timedelta(days=2)
    parent = Signature(SignerRole.REPRESENTATIVE, "Rosa", SignatureMethod.TYPED, later)
    consent = signed(needed_signers=frozenset(SignerRole), signatures=(signature(), parent))
    assert consent.signed_at() == later
    assert not covers(consent, request(), later - timedelta(hours=1)).is_covering
    assert covers(consent, request(), later).is_covering


def test_two_consents_are_never_added_up() -> None:
    progress = signed(replace(NAMED, information=frozenset({InformationKind.PROGRESS})))
    attendance = signed(replace(NAMED, information=frozenset({InformationKind.ATTENDANCE})))
    both = request(information=NAMED.information)
    assert covering_consent((progress, attendance), both, NOW) is None
    assert covering_consent((progress, attendance), request(), NOW) is progress


INSTANTS = st.integers(-40, 200).map(lambda days: SIGNED_AT + timedelta(days=days))
KINDS = st.frozensets(st.sampled_from(sorted(InformationKind)), max_size=3)
RECIPIENTS = st.builds(
    Recipient, st.sampled_from(sorted(RecipientKind)), st.sampled_from(["", "Rosa Alvarez", "X"])
)


@st.composite
def consents_and_requests(draw: st.DrawFn) -> tuple[Consent, ConsentRequest, datetime]:
    """A request that fits the form, but for what chance changes in either."""
    terms = draw(st.sampled_from(COMPLETE))
    named = terms.recipients[0]
    known = replace(named, name=named.name or "Shoreline Clinic")
    revocations = st.builds(
        Revocation, INSTANTS, st.lists(RECIPIENTS, max_size=2).map(tuple), KINDS
    )
    consent = signed(
        terms,
        revocations=draw(st.lists(revocations, max_size=2).map(tuple)),
        ended_at=draw(st.none() | INSTANTS),
    )
    asked = ConsentRequest(
        client_key="ana",
        recipient=draw(st.just(known) | RECIPIENTS),
        purpose=draw(st.sampled_from(sorted(terms.purposes)) | st.sampled_from(sorted(Purpose))),
        information=draw(st.just(terms.information) | KINDS),
    )
    return consent, asked, draw(INSTANTS | st.just(NOW))


@given(drawn=consents_and_requests())
@settings(max_examples=25, deadline=None)
def test_nothing_is_covered_that_is_not_signed_open_and_named(drawn) -> None:
    consent, asked, at = drawn
    terms = consent.terms
    fits = (
        asked.purpose in terms.purposes
        and bool(asked.information)
        and asked.information <= terms.information
        and bool(asked.recipient.name)
        and any(one.takes_in(asked.recipient) for one in terms.recipients)
    )
    is_open = (
        at >= SIGNED_AT
        and (consent.ended_at is None or at < consent.ended_at)
        and (terms.expiry.on is None or consent.day_of(at) <= terms.expiry.on)
    )
    is_struck = any(
        one.at <= at and any(one.strikes(asked.recipient, kind) for kind in asked.information)
        for one in consent.revocations
    ) or any(one.at <= at and one.is_whole for one in consent.revocations)
    assert covers(consent, asked, at).is_covering == (fits and is_open and not is_struck)
    taken_back = replace(consent, revocations=(*consent.revocations, Revocation(at)))
    assert not covers(taken_back, asked, at).is_covering
