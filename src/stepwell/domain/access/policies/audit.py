"""Who may read the audit trail as a whole. Who opened one record is a question of that record."""

from __future__ import annotations

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.conditions import check_has_role, check_same_organization
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.access.roles import Role
from stepwell.domain.access.twins import twin_of


def check_can_read_trail(actor: Actor, organization_id: str) -> None:
    """organization_id: "" for the installation's own trail."""
    if not organization_id:
        if not actor.is_administrator:
            raise AccessDenied(
                "Only an administrator of the installation can read its audit trail.",
                rule="trail.read",
            )
        return
    check_same_organization(actor, organization_id)
    check_has_role(actor, {Role.AUDITOR}, to="read the audit trail", rule="trail.read")


can_read_trail = twin_of(check_can_read_trail)
