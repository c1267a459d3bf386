"""Appointments and groups from the actor's program outward. Not audited here."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q, QuerySet

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import NotFound
from stepwell.domain.access.policies.schedule import GroupFacts
from stepwell.domain.access.roles import Role
from stepwell.queries.clients import clients_of_organization, clients_visible_to
from stepwell.queries.staff_members import carers_of
from stepwell.records.accounts.models import User
from stepwell.records.care.models import (
    Appointment,
    CareGroup,
    Encounter,
    GroupEvent,
    GroupLeader,
    GroupMember,
)


def appointments_of(actor: Actor) -> QuerySet[Appointment]:
    """The frame, not what the actor may see."""
    return Appointment.objects.filter(client__in=clients_of_organization(actor)).select_related(
        "client", "staff"
    )


def appointments_seen_by(actor: Actor, at: datetime) -> QuerySet[Appointment]:
    """Of clients the actor may see, and those with the actor."""
    frame = appointments_of(actor)
    if Role.FRONT_DESK in actor.roles:
        return frame
    visible = clients_visible_to(actor, at).values("pk")
    return frame.filter(Q(client__in=visible) | Q(staff_id=actor.key))


def groups_of(actor: Actor) -> QuerySet[CareGroup]:
    if not actor.organization_id:
        return CareGroup.objects.none()
    return CareGroup.objects.filter(organization_id=actor.organization_id)


def group_events_of(actor: Actor) -> QuerySet[GroupEvent]:
    if not actor.organization_id:
        return GroupEvent.objects.none()
    return GroupEvent.objects.filter(group__organization_id=actor.organization_id).select_related(
        "group__organization"
    )


def events_led_by(user_id: UUID | str, organization_id: UUID | str) -> QuerySet[GroupEvent]:
    """Those that fall into the time in which the person leads the group."""
    leads = GroupLeader.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=OuterRef("starts_at")),
        group=OuterRef("group"),
        user_id=user_id,
    )
    return GroupEvent.objects.filter(
        Exists(leads), group__organization_id=organization_id
    ).select_related("group")


def group_facts(group: CareGroup, actor: Actor, at: datetime) -> GroupFacts:
    leads = GroupLeader.objects.in_force_at(at).filter(group=group, user_id=actor.key)
    return GroupFacts(str(group.organization_id), is_leader=leads.exists())


def encounters_of(actor: Actor) -> QuerySet[Encounter]:
    return Encounter.objects.filter(client__in=clients_of_organization(actor)).select_related(
        "client", "enrollment__episode__client__organization"
    )


def members_on(group: CareGroup, day: date) -> QuerySet[GroupMember]:
    """Whose records are there; those merged into others come under the record that stands."""
    return (
        GroupMember.objects.on(day)
        .filter(group=group, client__merged_into=None, client__erased_at=None)
        .select_related("client", "enrollment__episode__client__organization")
    )


def carer_named(actor: Actor, user_id: UUID | str, at: datetime) -> User:
    """Someone who works in care here now. Raises NotFound."""
    try:
        return carers_of(actor.organization_id, at).get(pk=user_id)
    except (User.DoesNotExist, ValidationError):
        raise NotFound from None
