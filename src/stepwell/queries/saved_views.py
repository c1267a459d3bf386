"""Saved views, from their owner outward."""

from __future__ import annotations

from django.db.models import QuerySet

from stepwell.domain.access.actor import Actor
from stepwell.records.care.models import SavedView


def saved_views_of(actor: Actor) -> QuerySet[SavedView]:
    """Those of the actor where they act now."""
    if not actor.organization_id:
        return SavedView.objects.none()
    return SavedView.objects.filter(user_id=actor.key, organization_id=actor.organization_id)
