"""Consents in the demo program: one in force, one taken back, one that waits for its signature."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from stepwell.actions.consent_endings import revoke_consent
from stepwell.actions.consent_recipients import volunteers_to_name
from stepwell.actions.consents import NewConsent, NewSignature, draw_up_consent, sign_consent
from stepwell.actions.demo_cast import actor_of
from stepwell.actions.privacy_facts import NewPrivacyFacts, set_privacy_facts
from stepwell.domain.consents.kinds import (
    InformationKind,
    Purpose,
    RecipientKind,
    SignatureMethod,
    SignerRole,
)
from stepwell.domain.consents.pressure import SentBy
from stepwell.domain.consents.strokes import Strokes
from stepwell.domain.consents.terms import Recipient
from stepwell.domain.demo import cast
from stepwell.queries.consent_forms import consent_template
from stepwell.records.accounts.models import Organization
from stepwell.records.people.models import Client, Consent

SCRIBBLE: Strokes = (
    ((40, 150), (90, 40), (130, 150)),
    ((60, 110), (120, 110)),
    ((170, 150), (180, 90), (220, 90), (230, 150), (270, 90), (300, 150), (330, 95), (400, 140)),
)


@transaction.atomic
def load_consents(*, at: datetime) -> bool:
    """Once; whether they were made now. Raises what the actions raise."""
    harbor = str(Organization.objects.get(slug=cast.HARBOR).pk)
    if Consent.objects.filter(template="tpo", client__organization_id=harbor).exists():
        return False
    ben, dana, ana = (actor_of(name, harbor, at) for name in ("ben", "dana", "ana"))
    client, noel = _client(harbor, "ana"), _client(harbor, "noel")
    set_privacy_facts(
        client,
        NewPrivacyFacts(sent_by=SentBy.NOBODY, has_offered_secular=True),
        by=ben,
        at=at,
    )
    set_privacy_facts(noel, NewPrivacyFacts(sent_by=SentBy.COURT), by=dana, at=at)
    whole = draw_up_consent(client, _for_treatment(), by=ben, at=at)
    drawn = NewSignature(SignerRole.CLIENT, "Ana Whitlock", SignatureMethod.DRAWN, SCRIBBLE)
    sign_consent(whole, drawn, by=ben, at=at, is_own=False)
    volunteers = volunteers_to_name(client, by=ben, at=at)
    company = draw_up_consent(client, _for_company(volunteers, at), by=ben, at=at)
    typed = NewSignature(SignerRole.CLIENT, "Ana Whitlock", SignatureMethod.TYPED)
    sign_consent(company, typed, by=ana, at=at, is_own=True)
    revoke_consent(company, by=ana, at=at, is_own=True)
    draw_up_consent(client, _for_sister(at), by=ben, at=at)
    return True


def _for_treatment() -> NewConsent:
    form = consent_template("tpo.v1")
    return NewConsent(
        template=form.slug,
        information=frozenset(form.information),
        recipients=tuple(Recipient(kind) for kind in form.recipients),
        purposes=frozenset(form.purposes),
        event="end_of_treatment",
    )


def _for_company(volunteers: tuple[Recipient, ...], at: datetime) -> NewConsent:
    return NewConsent(
        template="meeting_company",
        information=frozenset({InformationKind.FIRST_NAME_AND_NUMBER}),
        recipients=volunteers[:1],
        purposes=frozenset({Purpose.MEETING_COMPANY}),
        expires_on=(at + timedelta(days=30)).date(),
    )


def _for_sister(at: datetime) -> NewConsent:
    return NewConsent(
        template="attendance_report",
        language="es",
        information=frozenset({InformationKind.ATTENDANCE}),
        recipients=(Recipient(RecipientKind.FAMILY, "Luz Whitlock"),),
        purposes=frozenset({Purpose.CLIENT_REQUEST}),
        expires_on=(at + timedelta(days=60)).date(),
    )


def _client(organization_id: str, key: str) -> UUID:
    name = next(one.name for one in cast.CLIENTS if one.key == key)
    return Client.objects.get(organization_id=organization_id, name_index=name).pk
