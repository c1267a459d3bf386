"""The people of an organization and their roles, from the actor outward."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.organizations import (
    check_can_see_staff,
    check_can_see_volunteers,
)
from stepwell.domain.access.roles import STAFF, Role
from stepwell.queries.found import as_id, found
from stepwell.records.accounts.models import Invitation, RoleAssignment, User


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with roles here now, each with the id by which it can be ended."""

    id: UUID
    name: str
    roles: tuple[tuple[Role, UUID], ...]


def people_of(actor: Actor) -> QuerySet[User]:
    """Everyone who holds or held a role where the actor acts."""
    if not actor.organization_id:
        return User.objects.none()
    here = RoleAssignment.objects.filter(user=OuterRef("pk"), organization_id=actor.organization_id)
    return User.objects.filter(Exists(here))


def person_of(actor: Actor, user_id: UUID | str) -> User:
    return found(people_of(actor), user_id)


def carers_of(organization_id: str, at: datetime) -> QuerySet[User]:
    """Those who may care for clients of the organization at this instant."""
    held = RoleAssignment.objects.held_at(at).filter(
        user=OuterRef("pk"),
        organization_id=organization_id,
        role__in=[Role.COUNSELOR, Role.SUPERVISOR],
    )
    return User.objects.filter(Exists(held), is_active=True)


def holds_one_of(user_key: str, organization_id: str, roles: Iterable[Role], at: datetime) -> bool:
    """Whether a person holds one of these roles there at this instant; nobody for ""."""
    if not user_key:
        return False
    held = RoleAssignment.objects.held_at(at).filter(
        user_id=as_id(user_key),
        user__is_active=True,
        organization_id=organization_id,
        role__in=list(roles),
    )
    return held.exists()


def staff_of(actor: Actor, at: datetime) -> list[Person]:
    """Raises AccessDenied, or NotFound for whoever acts nowhere."""
    check_can_see_staff(actor, actor.organization_id)
    return _people_with(actor.organization_id, STAFF, at)


def volunteers_of(actor: Actor, at: datetime) -> list[Person]:
    """Raises AccessDenied, or NotFound for whoever acts nowhere."""
    check_can_see_volunteers(actor, actor.organization_id)
    return _people_with(actor.organization_id, {Role.VOLUNTEER}, at)


def roles_here(actor: Actor) -> QuerySet[RoleAssignment]:
    """Roles in the actor's organization; for the installation's administrator, everywhere."""
    if actor.is_administrator and not actor.organization_id:
        return RoleAssignment.objects.all()
    if not actor.organization_id:
        return RoleAssignment.objects.none()
    return RoleAssignment.objects.filter(organization_id=actor.organization_id)


def invitations_of(actor: Actor) -> QuerySet[Invitation]:
    """Those made where the actor acts; for the installation's administrator, their own."""
    if actor.organization_id:
        return Invitation.objects.filter(organization_id=actor.organization_id)
    return Invitation.objects.filter(made_by=actor.key)


def _people_with(organization_id: str, roles: Iterable[Role], at: datetime) -> list[Person]:
    held = (
        RoleAssignment.objects.held_at(at)
        .filter(organization_id=organization_id, role__in=list(roles))
        .select_related("user")
    )
    by_user: dict[UUID, list[tuple[Role, UUID]]] = {}
    names: dict[UUID, str] = {}
    for one in held:
        by_user.setdefault(one.user_id, []).append((Role(one.role), one.pk))
        names[one.user_id] = one.user.name
    people = (Person(key, names[key], tuple(roles)) for key, roles in by_user.items())
    return sorted(people, key=lambda person: (person.name.casefold(), str(person.id)))
