"""How much waits for someone who works here: numbers of their own work, and no names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.clients import can_list_clients
from stepwell.domain.access.roles import Role
from stepwell.queries.clients import care_at, caseload_of, clients_of_organization
from stepwell.queries.glass_breaks import alerts_for, glass_breaks_to_review
from stepwell.queries.notes import notes_of
from stepwell.queries.safety_paths import count_paths
from stepwell.queries.sign_in_ways import open_invitations


@dataclass(frozen=True, slots=True)
class WorkWaiting:
    """alerts: not seen yet. to_review: records others opened in an emergency. unassigned: open
    clients in nobody's care. own_clients: open ones in one's own. invitations: one's own, still
    open. paths: safety paths that are not closed, and those of them that wait for a sign-off. All
    are 0 where the actor has nothing to do with them.
    """

    alerts: int = 0
    to_review: int = 0
    unassigned: int = 0
    own_clients: int = 0
    invitations: int = 0
    paths: int = 0
    paths_to_sign_off: int = 0


def work_waiting(actor: Actor, at: datetime) -> WorkWaiting:
    if not actor.organization_id:
        return WorkWaiting()
    invitations = len(open_invitations(actor, at=at))
    if not can_list_clients(actor):
        return WorkWaiting(invitations=invitations)
    is_supervisor = Role.SUPERVISOR in actor.roles
    paths, paths_to_sign_off = count_paths(actor, at)
    return WorkWaiting(
        alerts=alerts_for(actor).filter(seen_at=None).count() if is_supervisor else 0,
        to_review=glass_breaks_to_review(actor).count() if is_supervisor else 0,
        unassigned=_unassigned(actor, at) if is_supervisor else 0,
        own_clients=_own_clients(actor, at),
        invitations=invitations,
        paths=paths,
        paths_to_sign_off=paths_to_sign_off,
    )


def _unassigned(actor: Actor, at: datetime) -> int:
    cared_for = care_at(actor.organization_id, at).filter(client=OuterRef("pk"))
    open_ones = clients_of_organization(actor).filter(closed_at=None)
    return open_ones.filter(~Exists(cared_for)).count()


def _own_clients(actor: Actor, at: datetime) -> int:
    own = caseload_of(UUID(actor.key), actor.organization_id, at)
    return own.filter(client__closed_at=None).count()


def own_drafts(actor: Actor) -> int:
    """Notes that the actor has begun and not signed."""
    return notes_of(actor).filter(begun_by=actor.key, signed_at=None).count()
