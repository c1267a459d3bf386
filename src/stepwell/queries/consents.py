"""A client's consents as the rules see them. Not audited here: faces read through actions."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from stepwell.domain.access.actor import Actor
from stepwell.domain.consents.consent import Consent, Revocation, Signature
from stepwell.domain.consents.kinds import InformationKind, SignatureMethod, SignerRole
from stepwell.domain.consents.notice_served import NoticeFacts
from stepwell.domain.consents.pressure import PressureFacts, SentBy
from stepwell.domain.consents.storing import recipients_of, terms_of
from stepwell.records.people.models import (
    Client,
    ConsentRevocation,
    ConsentSignature,
    NoticeReceipt,
    PrivacyFacts,
)
from stepwell.records.people.models import Consent as ConsentRow


def consent_rows(actor: Actor) -> QuerySet[ConsentRow]:
    """All of the actor's organization, drafts too. The frame, not what the actor may see."""
    if not actor.organization_id:
        return ConsentRow.objects.none()
    return ConsentRow.objects.filter(
        client__organization_id=actor.organization_id, discarded_at=None
    )


def consents_of(client_id: UUID) -> tuple[Consent, ...]:
    """All that were drawn up for a client and not discarded, the latest first, in three queries."""
    rows = ConsentRow.objects.filter(client_id=client_id, discarded_at=None).with_events()
    return tuple(as_consent(row) for row in rows)


def as_consent(row: ConsentRow) -> Consent:
    """row: with its signatures, revocations, client and organization at hand."""
    return Consent(
        id=str(row.pk),
        client_key=str(row.client_id),
        terms=terms_of(row.terms),
        signatures=tuple(_signature(one) for one in row.signatures.all()),
        revocations=tuple(_revocation(one) for one in row.revocations.all()),
        needed_signers=frozenset(SignerRole(one) for one in row.needed_signers.split(",") if one),
        ended_at=row.ended_at,
        false_since=row.false_since,
        time_zone=row.client.organization.time_zone,
    )


def notice_facts_of(client: Client) -> NoticeFacts:
    """Whether and when the patient notice was given; a receipt in any version counts."""
    outcomes = NoticeReceipt.Outcome
    served: datetime | None = None
    could_not: datetime | None = None
    for receipt in NoticeReceipt.objects.filter(client=client):
        if receipt.outcome == outcomes.COULD_NOT_YET:
            could_not = receipt.given_at
        elif served is None:
            served = receipt.given_at
    return NoticeFacts(client.created_at, served, could_not)


def privacy_facts_of(client: Client) -> dict[str, str | bool]:
    row = PrivacyFacts.objects.filter(client=client).first()
    return dict(row.facts) if row else {}


def pressure_facts_of(client: Client) -> PressureFacts:
    facts = privacy_facts_of(client)
    return PressureFacts(
        sent_by=SentBy(str(facts.get("sent_by") or SentBy.UNKNOWN)),
        said_voluntary_at=_instant(facts.get("said_voluntary_at")),
        offered_secular_at=_instant(facts.get("offered_secular_at")),
    )


def _instant(text: str | bool | None) -> datetime | None:
    return datetime.fromisoformat(str(text)) if text else None


def _signature(row: ConsentSignature) -> Signature:
    return Signature(SignerRole(row.role), row.name, SignatureMethod(row.method), row.signed_at)


def _revocation(row: ConsentRevocation) -> Revocation:
    return Revocation(
        at=row.revoked_at,
        recipients=recipients_of(row.recipients),
        information=frozenset(InformationKind(one) for one in row.information),
    )
