"""Complete consents that the tests spoil one element at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from stepwell.domain.consents.consent import Consent, Signature
from stepwell.domain.consents.coverage import ConsentRequest
from stepwell.domain.consents.kinds import (
    ConsentKind,
    InformationKind,
    Purpose,
    RecipientKind,
    SignatureMethod,
    SignerRole,
    Statement,
)
from stepwell.domain.consents.terms import ConsentTerms, Expiry, Recipient

SIGNED_AT = datetime(2026, 3, 2, 15, tzinfo=UTC)
NOW = datetime(2026, 3, 20, 15, tzinfo=UTC)
ALL_STATEMENTS = frozenset(Statement)
SISTER = Recipient(RecipientKind.FAMILY, "Rosa Alvarez")
CLINIC = Recipient(RecipientKind.TREATING_PROVIDER, "Shoreline Clinic")
VOLUNTEER = Recipient(RecipientKind.VOLUNTEER, "Vic", key="v1")

NAMED = ConsentTerms(
    kind=ConsentKind.NAMED,
    client_name="Ana Alvarez",
    discloser="Harbor House",
    information=frozenset({InformationKind.PROGRESS, InformationKind.ATTENDANCE}),
    recipients=(SISTER,),
    purposes=frozenset({Purpose.FAMILY_SUPPORT}),
    expiry=Expiry(on=date(2026, 6, 30)),
    statements=ALL_STATEMENTS,
)
TPO = replace(
    NAMED,
    kind=ConsentKind.TPO,
    information=frozenset({InformationKind.DIAGNOSIS, InformationKind.PLAN}),
    recipients=(
        Recipient(RecipientKind.TREATING_PROVIDER),
        Recipient(RecipientKind.PAYER),
        Recipient(RecipientKind.OPERATIONS),
    ),
    purposes=frozenset({Purpose.TREATMENT, Purpose.PAYMENT, Purpose.OPERATIONS}),
    expiry=Expiry(is_open_ended=True),
)
NOTES = replace(
    NAMED,
    kind=ConsentKind.COUNSELING_NOTES,
    information=frozenset({InformationKind.COUNSELING_NOTES}),
    recipients=(CLINIC,),
    purposes=frozenset({Purpose.TREATMENT}),
)
PROCEEDINGS = replace(
    NAMED,
    kind=ConsentKind.PROCEEDINGS,
    recipients=(Recipient(RecipientKind.COURT, "Superior Court, New Haven"),),
    purposes=frozenset({Purpose.LEGAL_PROCEEDING}),
)
INTERMEDIARY = replace(
    NAMED,
    kind=ConsentKind.INTERMEDIARY,
    recipients=(Recipient(RecipientKind.INTERMEDIARY, "State Exchange"),),
    participants=(Recipient(RecipientKind.TREATING_PROVIDER),),
    information=frozenset({InformationKind.DIAGNOSIS}),
    purposes=frozenset({Purpose.TREATMENT}),
)
COMPANY = replace(
    NAMED,
    recipients=(VOLUNTEER,),
    information=frozenset({InformationKind.FIRST_NAME_AND_NUMBER}),
    purposes=frozenset({Purpose.MEETING_COMPANY}),
    expiry=Expiry(on=date(2026, 4, 1)),
)
COMPLETE = (NAMED, TPO, NOTES, PROCEEDINGS, INTERMEDIARY, COMPANY)


def signature(at: datetime = SIGNED_AT, role: SignerRole = SignerRole.CLIENT) -> Signature:
    return Signature(role, "Ana Alvarez", SignatureMethod.DRAWN, at)


def signed(terms: ConsentTerms = NAMED, **changes: Any) -> Consent:
    consent = Consent(
        id="c1",
        client_key="ana",
        terms=terms,
        signatures=(signature(),),
        time_zone="America/New_York",
    )
    return replace(consent, **changes)


def request(**changes: Any) -> ConsentRequest:
    one = ConsentRequest(
        client_key="ana",
        recipient=SISTER,
        purpose=Purpose.FAMILY_SUPPORT,
        information=frozenset({InformationKind.PROGRESS}),
    )
    return replace(one, **changes)
