"""Random consents, requests, claims and restrictions of one or two clients, for property tests."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st

from factories.consent_forms import ALL_STATEMENTS, NOW, signature
from stepwell.domain.consents.consent import Consent, Revocation
from stepwell.domain.consents.kinds import ConsentKind, InformationKind, Purpose, RecipientKind
from stepwell.domain.consents.terms import ConsentTerms, Expiry, Recipient
from stepwell.domain.disclosures.basis import DisclosureForm
from stepwell.domain.disclosures.exceptions import (
    AuditRelease,
    ChildAbuseReport,
    CourtOrder,
    CrimeReport,
    MedicalEmergency,
    OrderSection,
    ResearchRelease,
    ServiceUse,
    ToClient,
)
from stepwell.domain.disclosures.limits import Hold, HoldKind, Restriction
from stepwell.domain.disclosures.request import DisclosureRequest

SISTER = Recipient(RecipientKind.FAMILY, "Rosa Alvarez")
BROTHER = Recipient(RecipientKind.FAMILY, "Luis Alvarez")
CLINIC = Recipient(RecipientKind.TREATING_PROVIDER, "Shoreline Clinic")
COURT = Recipient(RecipientKind.COURT, "Superior Court")
RECEIVERS = (SISTER, BROTHER, CLINIC, COURT)
WORDS = "Something that is long enough."
SOME_KINDS = (
    InformationKind.PROGRESS,
    InformationKind.PLAN,
    InformationKind.CONTACTS,
    InformationKind.BEING_A_CLIENT,
    InformationKind.COUNSELING_NOTES,
)

some_information = st.frozensets(st.sampled_from(SOME_KINDS), min_size=1)
instants = st.integers(-72, 72).map(lambda hours: NOW + timedelta(hours=hours))


@st.composite
def revocations(draw: st.DrawFn) -> Revocation:
    return Revocation(
        at=draw(instants),
        recipients=draw(st.sampled_from([(), (SISTER,), (CLINIC,)])),
        information=draw(st.sampled_from([frozenset(), frozenset({InformationKind.PLAN})])),
    )


@st.composite
def consents(draw: st.DrawFn) -> Consent:
    """Named ones, mostly complete, some of them of another client."""
    terms = ConsentTerms(
        kind=ConsentKind.NAMED,
        client_name="Ana Alvarez",
        discloser="Harbor House",
        information=draw(some_information) - {InformationKind.COUNSELING_NOTES}
        or frozenset({InformationKind.PLAN}),
        recipients=tuple(
            draw(st.lists(st.sampled_from(RECEIVERS), min_size=1, max_size=2, unique=True))
        ),
        purposes=draw(
            st.frozensets(
                st.sampled_from([Purpose.FAMILY_SUPPORT, Purpose.CLIENT_REQUEST]), min_size=1
            )
        ),
        expiry=Expiry(on=NOW.date() + timedelta(days=draw(st.integers(-3, 30)))),
        statements=ALL_STATEMENTS if draw(st.integers(0, 4)) else frozenset(),
    )
    return Consent(
        id=draw(st.uuids()).hex,
        client_key=draw(st.sampled_from(["ana", "ana", "ana", "noel"])),
        terms=terms,
        signatures=(signature(NOW - timedelta(days=5)),) if draw(st.integers(0, 5)) else (),
        revocations=tuple(draw(st.lists(revocations(), max_size=1))),
        ended_at=draw(st.none() | instants),
        time_zone="America/New_York",
    )


requests = st.builds(
    DisclosureRequest,
    client_key=st.just("ana"),
    recipient=st.sampled_from(RECEIVERS),
    purpose=st.sampled_from([Purpose.FAMILY_SUPPORT, Purpose.CLIENT_REQUEST]),
    information=some_information,
    form=st.sampled_from(DisclosureForm),
)

restrictions = st.builds(
    Restriction,
    id=st.just("r1"),
    accepted_at=instants,
    recipient=st.none() | st.sampled_from([SISTER, Recipient(RecipientKind.FAMILY)]),
    information=st.sampled_from([frozenset(), frozenset({InformationKind.PROGRESS})]),
    purposes=st.sampled_from([frozenset(), frozenset({Purpose.FAMILY_SUPPORT})]),
    ended_at=st.none() | instants,
)

holds = st.just(Hold(HoldKind.LEGAL_REQUEST, "l1"))

_days = st.none() | st.integers(-10, 10).map(lambda days: NOW.date() + timedelta(days=days))
_texts = st.sampled_from(["", WORDS])
_reviewed: dict[str, st.SearchStrategy[object]] = {
    "release_key": st.just("v1"),
    "agreed_on": _days,
    "valid_until": _days,
    "destroy_by": _days,
    "why_named": _texts,
    "proposed_by": st.just("gil"),
    "approved_by": st.sampled_from(["", "gil", "dana"]),
    "approved_on": st.none() | st.integers(-40, 1).map(lambda days: NOW.date() + timedelta(days)),
    "stands_proposed": st.booleans(),
    "stands_approved": st.booleans(),
}

claims = st.one_of(
    st.builds(
        MedicalEmergency,
        is_medical=st.booleans(),
        facility=_texts,
        nature=_texts,
        why_no_consent=_texts,
    ),
    st.builds(ToClient, how_identified=_texts),
    st.builds(
        CrimeReport,
        is_on_premises=st.booleans(),
        is_against_staff=st.booleans(),
        is_to_police=st.booleans(),
        incident=_texts,
    ),
    st.builds(ChildAbuseReport, is_first=st.booleans(), law=_texts, concern=_texts),
    st.builds(AuditRelease, authority=_texts, **_reviewed),
    st.builds(ResearchRelease, approval=_texts, **_reviewed),
    st.builds(
        ServiceUse,
        agreement_key=st.just("s1"),
        party=st.just("Shoreline Clinic"),
        services=st.just("Tests"),
        signed_on=st.just(NOW.date() - timedelta(days=9)),
        ends_on=_days,
        what_for=_texts,
    ),
    st.builds(
        CourtOrder,
        request_key=st.just("l1"),
        section=st.none() | st.sampled_from(OrderSection),
        court=_texts,
        order_on=_days,
        subpoena_on=_days,
        counsel=_texts,
        counsel_on=_days,
        ordered=some_information,
        is_opening_confidential=st.booleans(),
    ),
)
