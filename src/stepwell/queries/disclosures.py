"""What left about a client and what limits it, as the rules see it. Not audited here."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from stepwell.domain.access.actor import Actor
from stepwell.domain.consents.kinds import InformationKind, Purpose
from stepwell.domain.consents.storing import recipients_of
from stepwell.domain.consents.terms import Recipient
from stepwell.domain.disclosures.accounting import Entry
from stepwell.domain.disclosures.basis import BasisKind, DisclosureForm
from stepwell.domain.disclosures.limits import Hold, HoldKind, Restriction
from stepwell.domain.disclosures.request import DisclosureRequest
from stepwell.records.people.models import Client, ClientHold, Disclosure, LegalRequest
from stepwell.records.people.models import Restriction as RestrictionRow


def disclosure_rows(actor: Actor) -> QuerySet[Disclosure]:
    """All of the actor's organization. The frame, not what the actor may see."""
    if not actor.organization_id:
        return Disclosure.objects.none()
    return Disclosure.objects.filter(client__organization_id=actor.organization_id)


def restriction_rows(actor: Actor) -> QuerySet[RestrictionRow]:
    """All of the actor's organization. The frame, not what the actor may see."""
    if not actor.organization_id:
        return RestrictionRow.objects.none()
    return RestrictionRow.objects.filter(client__organization_id=actor.organization_id)


def legal_request_rows(actor: Actor) -> QuerySet[LegalRequest]:
    """All of the actor's organization. The frame, not what the actor may see."""
    if not actor.organization_id:
        return LegalRequest.objects.none()
    return LegalRequest.objects.filter(organization_id=actor.organization_id)


def entries_of(client: Client) -> list[Entry]:
    """All that ever left about the client."""
    return [entry_of(row) for row in Disclosure.objects.filter(client=client)]


def entry_of(row: Disclosure) -> Entry:
    return Entry(
        id=str(row.pk),
        disclosed_at=row.disclosed_at,
        recipient=_recipient(row.recipient),
        participant=_recipient(row.participant) if row.participant else None,
        address=row.address,
        purpose=Purpose(row.purpose),
        purpose_words=row.purpose_words,
        information=frozenset(InformationKind(one) for one in row.information),
        form=DisclosureForm(row.form),
        basis=BasisKind(row.basis),
        key=row.basis_key,
        disclosed_by=row.disclosed_by_name,
    )


def request_of(row: Disclosure) -> DisclosureRequest:
    """What was let out, asked for again."""
    entry = entry_of(row)
    return DisclosureRequest(
        client_key=str(row.client_id),
        recipient=entry.recipient,
        purpose=entry.purpose,
        information=entry.information,
        form=entry.form,
        participant=entry.participant,
    )


def restrictions_of(client_id: UUID) -> tuple[Restriction, ...]:
    """Those the program accepted, also those that ended."""
    rows = RestrictionRow.objects.filter(
        client_id=client_id, state=RestrictionRow.State.ACCEPTED
    ).exclude(answered_at=None)
    return tuple(
        Restriction(
            id=str(row.pk),
            accepted_at=row.answered_at,
            recipient=_recipient(row.recipient) if row.recipient else None,
            information=frozenset(InformationKind(one) for one in row.information),
            purposes=frozenset(Purpose(one) for one in row.purposes),
            ended_at=row.ended_at,
        )
        for row in rows
        if row.answered_at is not None
    )


def holds_of(client_id: UUID) -> tuple[Hold, ...]:
    """The legal requests about the client that no lawyer has settled."""
    keys = LegalRequest.objects.filter(client_id=client_id, settled_as="").values_list(
        "pk", flat=True
    )
    return tuple(Hold(HoldKind.LEGAL_REQUEST, str(key)) for key in keys)


def is_on_legal_hold(client_id: UUID, at: datetime) -> bool:
    """Whether nothing of the client's record may be erased now."""
    return ClientHold.objects.in_force_at(at).filter(client_id=client_id).exists()


def _recipient(plain: dict[str, str]) -> Recipient:
    (one,) = recipients_of([plain])
    return one
