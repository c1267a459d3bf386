"""Significant others from the client outward, and the other way round. Not audited here."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.roles import Role
from stepwell.domain.disclosures.decision import Decision
from stepwell.domain.recovery.partners import decide_for_partner
from stepwell.queries.clients import clients_of_organization
from stepwell.queries.consents import consents_of
from stepwell.queries.disclosures import holds_of, restrictions_of
from stepwell.queries.found import as_id
from stepwell.records.accounts.models import RoleAssignment
from stepwell.records.people.models import Client, ConjointPartner


def partners_of(client: Client, at: datetime) -> QuerySet[ConjointPartner]:
    """Those who take part now, the one who came last first."""
    held = RoleAssignment.objects.held_at(at).filter(
        organization_id=client.organization_id,
        role=Role.SIGNIFICANT_OTHER,
        user=OuterRef("user"),
    )
    frame = ConjointPartner.objects.in_force_at(at).filter(Exists(held), user__is_active=True)
    return frame.filter(client=client).select_related("user").order_by("-starts_at", "-pk")


def partner_names_of(client_id: UUID) -> dict[UUID, str]:
    """Also of those who no longer take part: for what was given once."""
    rows = ConjointPartner.objects.filter(client=client_id).select_related("user")
    return {one.pk: one.user.name for one in rows}


def partnerships_of(actor: Actor, at: datetime) -> QuerySet[ConjointPartner]:
    """Of the actor themselves, with people whose record here is open."""
    clients = clients_of_organization(actor).filter(closed_at=None)
    return (
        ConjointPartner.objects.in_force_at(at)
        .filter(user_id=as_id(actor.key), client__in=clients)
        .select_related("client__organization", "user")
    )


def partner_decision(partner: ConjointPartner, at: datetime) -> Decision:
    """Whether the client's consents let this partner see tasks meant for them, and if not, why."""
    client = partner.client
    return decide_for_partner(
        str(client.pk),
        partner.user.name,
        consents_of(client.pk),
        restrictions_of(client.pk),
        holds_of(client.pk),
        at,
        client.organization.time_zone,
    )
