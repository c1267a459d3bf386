"""The programs that a person is a member of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.roles import Role
from stepwell.records.accounts.models import RoleAssignment


@dataclass(frozen=True, slots=True)
class Membership:
    """is_here: the person acts in it now."""

    organization_id: str
    name: str
    app_name: str
    since: datetime
    is_here: bool


def memberships(actor: Actor, *, at: datetime) -> tuple[Membership, ...]:
    """Of the actor themselves, without the installation's own organization, the oldest first."""
    held = (
        RoleAssignment.objects.held_at(at)
        .filter(user_id=actor.key, role=Role.MEMBER, organization__is_own=False)
        .select_related("organization")
    )
    return tuple(
        Membership(
            str(one.organization_id),
            one.organization.name,
            one.organization.app_name,
            one.starts_at,
            str(one.organization_id) == actor.organization_id,
        )
        for one in held
    )
