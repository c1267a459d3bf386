"""A program's own help numbers, from the actor outward."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from stepwell.domain.access.actor import Actor
from stepwell.queries.found import found
from stepwell.records.directory.models import HelpNumber


def help_numbers_of(actor: Actor) -> QuerySet[HelpNumber]:
    """Those of the program in which the actor acts now, in their order; else none."""
    if not actor.organization_id:
        return HelpNumber.objects.none()
    return HelpNumber.objects.filter(organization_id=actor.organization_id, ended_at=None)


def help_number_of(actor: Actor, number_id: UUID | str) -> HelpNumber:
    """
    Raises:
        NotFound: it is another program's, or was taken off.
    """
    return found(help_numbers_of(actor), number_id)
