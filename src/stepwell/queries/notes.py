"""Progress notes from the actor's program outward, and whose are signed twice. Not audited here."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from stepwell.domain.access.actor import Actor
from stepwell.queries.clients import clients_of_organization
from stepwell.records.care.models import Cosigning, ProgressNote


def notes_of(actor: Actor) -> QuerySet[ProgressNote]:
    """The frame, not what the actor may see."""
    return ProgressNote.objects.filter(client__in=clients_of_organization(actor)).select_related(
        "client", "encounter__enrollment__episode__client__organization"
    )


def needs_cosigning(user_key: str, organization_id: str) -> bool:
    return Cosigning.objects.filter(
        organization_id=organization_id, user_id=user_key, until=None
    ).exists()


def cosigned_users(organization_id: str) -> set[UUID]:
    rows = Cosigning.objects.filter(organization_id=organization_id, until=None)
    return set(rows.values_list("user_id", flat=True))
