"""Records opened in an emergency: what is to be reviewed, and what a supervisor was told."""

from __future__ import annotations

from django.db.models import QuerySet

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.conditions import check_second_factor
from stepwell.domain.access.policies.clients import check_can_review_glass
from stepwell.domain.access.roles import Role
from stepwell.records.people.models import GlassAlert, GlassBreak


def glass_breaks_of(actor: Actor) -> QuerySet[GlassBreak]:
    """All of the actor's organization, newest first. The frame, not what the actor may see."""
    if not actor.organization_id:
        return GlassBreak.objects.none()
    return GlassBreak.objects.filter(client__organization_id=actor.organization_id)


def glass_breaks_to_review(actor: Actor) -> QuerySet[GlassBreak]:
    """Those nobody has looked at yet, but for the actor's own. Raises AccessDenied, NotFound."""
    check_can_review_glass(actor, actor.organization_id, broken_by="")
    return (
        glass_breaks_of(actor)
        .filter(verdict="")
        .exclude(user_id=actor.key)
        .select_related("user", "client")
        .order_by("-opened_at", "-pk")
    )


def glass_breaks_reviewed(actor: Actor) -> QuerySet[GlassBreak]:
    """Those somebody has looked at, the actor's own among them, the latest review first.

    Raises AccessDenied, NotFound.
    """
    check_can_review_glass(actor, actor.organization_id, broken_by="")
    return (
        glass_breaks_of(actor)
        .exclude(verdict="")
        .select_related("user", "client")
        .order_by("-reviewed_at", "-pk")
    )


def alerts_for(actor: Actor) -> QuerySet[GlassAlert]:
    """The actor's own alerts, while they supervise here."""
    if Role.SUPERVISOR not in actor.roles:
        return GlassAlert.objects.none()
    check_second_factor(actor)
    return GlassAlert.objects.filter(
        user_id=actor.key, glass_break__client__organization_id=actor.organization_id
    )
