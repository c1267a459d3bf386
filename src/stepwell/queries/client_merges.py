"""Merges of the actor's organization."""

from __future__ import annotations

from django.db.models import QuerySet

from stepwell.domain.access.actor import Actor
from stepwell.records.people.models import ClientMerge


def merges_of(actor: Actor) -> QuerySet[ClientMerge]:
    """Newest first. The frame, not what the actor may see."""
    if not actor.organization_id:
        return ClientMerge.objects.none()
    return ClientMerge.objects.filter(kept__organization_id=actor.organization_id).select_related(
        "kept", "duplicate"
    )
