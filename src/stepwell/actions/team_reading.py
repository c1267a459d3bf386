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
from stepwell.queries.pages import Page, page_of
from stepwell.queries.staff_members import carers_of
from stepwell.records.people.models import TeamMembership

TEAMS_PER_PAGE = 20
"""Each with everyone in it."""


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
    """names: of all teams, by id, also of other pages. carers: who could be put into one."""

    found: Page[TeamRow]
    names: dict[UUID, str]
    carers: tuple[Carer, ...]


@transaction.atomic
def list_teams(*, by: Actor, at: datetime, page: int = 1) -> Teams:
    """Teams with their members, by name. Raises AccessDenied or NotFound."""
    check_can_manage_teams(by, by.organization_id)
    teams = list(teams_of(by).filter(closed_at=None).order_by("name", "pk"))
    names = {one.pk: one.name for one in teams}
    found = page_of(teams, page, per_page=TEAMS_PER_PAGE)
    members = _members([one.pk for one in found.rows], at)
    carers = (Carer(one.pk, one.name) for one in carers_of(by.organization_id, at))
    record_event("record.listed", by=by, at=at, details={"part": "teams", "results": found.total})
    return Teams(
        found.told(lambda one: TeamRow(one.pk, one.name, members.get(one.pk, ()))),
        names,
        tuple(sorted(carers, key=lambda one: (one.name.casefold(), str(one.id)))),
    )


def _members(team_ids: list[UUID], at: datetime) -> dict[UUID, tuple[TeamMember, ...]]:
    members: dict[UUID, list[TeamMember]] = {}
    held = TeamMembership.objects.in_force_at(at).filter(team__in=team_ids)
    for one in held.select_related("user"):
        row = TeamMember(one.user_id, one.user.name, one.is_lead)
        members.setdefault(one.team_id, []).append(row)
    return {
        team_id: tuple(sorted(rows, key=lambda row: row.name)) for team_id, rows in members.items()
    }
