"""Incidents, from the actor's program outward."""

from __future__ import annotations

from django.db.models import Case, QuerySet, Value, When

from stepwell.domain.access.actor import Actor
from stepwell.records.care.models import Incident


def incidents_of(actor: Actor) -> QuerySet[Incident]:
    """All of the actor's program. The frame, not what the actor may see."""
    if not actor.organization_id:
        return Incident.objects.none()
    return Incident.objects.filter(organization_id=actor.organization_id)


def to_review_first(incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    """Critical ones that nobody has reviewed, then the others; the latest first."""
    waits = When(is_critical=True, review=None, then=Value(0))
    return incidents.order_by(Case(waits, default=Value(1)), "-happened_at", "-pk")


def count_to_review(incidents: QuerySet[Incident]) -> int:
    return incidents.filter(is_critical=True, review=None).count()
