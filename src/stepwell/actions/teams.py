"""Teams: who covers for whom, and who sees to their work."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.organizations import (
    check_can_manage_teams,
    check_can_put_in_team,
)
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.queries.found import as_id, found
from stepwell.queries.organizations import team_of
from stepwell.queries.staff_members import carers_of
from stepwell.records.people.models import Team, TeamMembership


class TeamRefused(Exception):
    """What is wrong, and what to do."""


@transaction.atomic
def create_team(name: str, *, by: Actor, at: datetime) -> UUID:
    """
    Raises:
        AccessDenied, NotFound: `by` may not make teams where they act.
        TeamRefused: the name is missing, too long or taken.
    """
    check_can_manage_teams(by, by.organization_id)
    name = " ".join(name.split())
    if not name or len(name) > 80:
        raise TeamRefused("A team needs a name of at most 80 characters.")
    if Team.objects.filter(organization_id=by.organization_id, name=name).exists():
        raise TeamRefused(f"There is already a team called {name}.")
    team = Team.objects.create(organization_id=by.organization_id, name=name)
    record_event("team.created", by=by, at=at, record=RecordRef("team", str(team.pk), name))
    return team.pk


@transaction.atomic
def join_team(
    team_id: UUID | str, user_id: UUID | str, *, is_lead: bool = False, by: Actor, at: datetime
) -> None:
    """Put a counselor or supervisor into a team.

    Raises:
        AccessDenied, NotFound: `by` may not, or the team or person is not of the organization.
        TeamRefused: the person is in the team already.
    """
    check_can_manage_teams(by, by.organization_id)
    team = team_of(by, team_id)
    user = found(carers_of(by.organization_id, at), user_id)
    check_can_put_in_team(by, by.organization_id, user_key=str(user.pk))
    if TeamMembership.objects.in_force_at(at).filter(team=team, user=user).exists():
        raise TeamRefused("This person is in the team already.")
    TeamMembership.objects.create(team=team, user=user, is_lead=is_lead, starts_at=at)
    record_event(
        "team.joined",
        by=by,
        at=at,
        record=RecordRef("team", str(team.pk), team.name),
        details={"member": str(user.pk), "is_lead": is_lead},
    )


@transaction.atomic
def leave_team(team_id: UUID | str, user_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """
    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such team.
        TeamRefused: the person is not in the team.
    """
    check_can_manage_teams(by, by.organization_id)
    team, user_key = team_of(by, team_id), as_id(user_id)
    held = TeamMembership.objects.in_force_at(at).filter(team=team, user_id=user_key)
    if not held.update(ends_at=at):
        raise TeamRefused("This person is not in the team.")
    record_event(
        "team.left",
        by=by,
        at=at,
        record=RecordRef("team", str(team.pk), team.name),
        details={"member": str(user_key)},
    )
