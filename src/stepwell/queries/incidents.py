"""Incidents, from the actor's program outward."""

from __future__ import annotations

from django.db.models import QuerySet

from stepwell.domain.access.actor import Actor
from stepwell.records.care.models import Incident


def incidents_of(actor: Actor) -> QuerySet[Incident]:
    """All of the actor's program. The frame, not what the actor may see."""
    if not actor.organization_id:
        return Incident.objects.none()
    return Incident.objects.filter(organization_id=actor.organization_id)
