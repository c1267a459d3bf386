"""Whom a consent form can name by more than a typed name: the program's volunteers."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.consents import check_can_keep_consents
from stepwell.domain.access.roles import Role
from stepwell.domain.consents.kinds import RecipientKind
from stepwell.domain.consents.terms import Recipient
from stepwell.queries.clients import client_of, facts_of
from stepwell.records.accounts.models import RoleAssignment


def volunteers_to_name(client_id: UUID | str, *, by: Actor, at: datetime) -> tuple[Recipient, ...]:
    """Those who volunteer here now, by name. Raises AccessDenied or NotFound."""
    check_can_keep_consents(by, facts_of(client_of(by, client_id), by, at))
    held = (
        RoleAssignment.objects.held_at(at)
        .filter(organization_id=by.organization_id, role=Role.VOLUNTEER)
        .select_related("user")
    )
    found = {Recipient(RecipientKind.VOLUNTEER, one.user.name, str(one.user_id)) for one in held}
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.key)))
