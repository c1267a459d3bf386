"""Who is in which team. Who looked is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.client_page import Carer
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.organizations import check_can_manage_teams
from stepwell.queries.organizations import teams_of
from stepwell.queries.staff_members import carers_of
from stepwell.records.people.models import TeamMembership


@dataclass(frozen=True, slots=True)
class TeamMember:
    id: UUID
    name: str
    is_lead: bool


@dataclass(frozen=True, slots=True)
class TeamRow:
    id: UUID
    name: str
    members: tuple[TeamMember, ...]


@dataclass(frozen=True, slots=True)
class Teams:
    """carers: who could be put into one."""

    teams: tuple[TeamRow, ...]
    carers: tuple[Carer, ...]


@transaction.atomic
def list_teams(*, by: Actor, at: datetime) -> Teams:
    """Teams with their members, by name. Raises AccessDenied or NotFound."""
    check_can_manage_teams(by, by.organization_id)
    members: dict[UUID, list[TeamMember]] = {}
    held = TeamMembership.objects.in_force_at(at).filter(team__organization_id=by.organization_id)
    for one in held.select_related("user"):
        row = TeamMember(one.user_id, one.user.name, one.is_lead)
        members.setdefault(one.team_id, []).append(row)
    teams = tuple(
        TeamRow(one.pk, one.name, tuple(sorted(members.get(one.pk, ()), key=lambda m: m.name)))
        for one in teams_of(by).filter(closed_at=None)
    )
    carers = (Carer(one.pk, one.name) for one in carers_of(by.organization_id, at))
    record_event("record.listed", by=by, at=at, details={"part": "teams", "results": len(teams)})
    return Teams(teams, tuple(sorted(carers, key=lambda one: (one.name.casefold(), str(one.id)))))
