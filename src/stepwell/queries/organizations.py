"""Organizations and their sites and teams, from the actor outward."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import NotFound
from stepwell.domain.access.roles import STAFF
from stepwell.queries.found import found
from stepwell.records.accounts.models import Organization, RoleAssignment, Site
from stepwell.records.people.models import Team


def own_organization() -> Organization:
    """The installation's own, to which members without a program belong.

    Raises:
        Organization.DoesNotExist: the database was not migrated.
    """
    return Organization.objects.get(is_own=True)


def organization_of(actor: Actor) -> Organization:
    """Where the actor acts now. Raises NotFound for whoever acts in none."""
    if not actor.organization_id:
        raise NotFound
    return found(Organization.objects.all(), actor.organization_id)


@dataclass(frozen=True, slots=True)
class ProgramLook:
    """What pages need to know of a program. time_zone: a name such as America/New_York."""

    name: str = ""
    app_name: str = ""
    time_zone: str = "UTC"


def look_of(organization_id: str) -> ProgramLook:
    """Of this program; of the installation's own for "", and an empty one where it is gone."""
    wanted = Organization.objects.filter(
        **{"pk": organization_id} if organization_id else {"is_own": True}
    )
    values = wanted.values_list("name", "app_name", "time_zone").first()
    return ProgramLook(*values) if values else ProgramLook()


def organizations_run_by(actor: Actor) -> QuerySet[Organization]:
    """All of them for whoever operates the installation, for others only the one they act in."""
    if actor.is_administrator:
        return Organization.objects.all()
    if not actor.organization_id:
        return Organization.objects.none()
    return Organization.objects.filter(pk=actor.organization_id)


@dataclass(frozen=True, slots=True)
class ProgramReport:
    """sites: those open. staff: people who work there now; none once it is closed."""

    slug: str
    name: str
    sender_name: str
    app_name: str
    time_zone: str
    is_own: bool
    sites: int
    staff: int
    created_at: datetime
    closed_at: datetime | None


def program_reports(actor: Actor, at: datetime) -> list[ProgramReport]:
    """Those the actor runs, by name; counts of places and staff only, never of clients."""
    organizations = organizations_run_by(actor)
    works = RoleAssignment.objects.held_at(at).filter(role__in=STAFF)
    staff = _by_organization(works, Count("user", distinct=True))
    sites = _by_organization(Site.objects.filter(closed_at=None), Count("pk"))
    return [
        ProgramReport(
            slug=one.slug,
            name=one.name,
            sender_name=one.sender_name,
            app_name=one.app_name,
            time_zone=one.time_zone,
            is_own=one.is_own,
            sites=sites.get(one.pk, 0),
            staff=staff.get(one.pk, 0),
            created_at=one.created_at,
            closed_at=one.closed_at,
        )
        for one in organizations.order_by("is_own", "name", "pk")
    ]


def program_named(actor: Actor, slug: str) -> Organization:
    """By its short name, of those the actor runs. Raises NotFound."""
    one = organizations_run_by(actor).filter(slug=slug.strip().lower()).first()
    if one is None:
        raise NotFound
    return one


def _by_organization(rows: QuerySet[Any], count: Count) -> dict[UUID, int]:
    return dict(rows.order_by().values_list("organization_id").annotate(count=count))


def sites_of(actor: Actor) -> QuerySet[Site]:
    if not actor.organization_id:
        return Site.objects.none()
    return Site.objects.filter(organization_id=actor.organization_id)


def open_sites_of(actor: Actor) -> QuerySet[Site]:
    return sites_of(actor).filter(closed_at=None).order_by("name")


def site_of(actor: Actor, site_id: UUID | str) -> Site:
    return found(sites_of(actor), site_id)


def teams_of(actor: Actor) -> QuerySet[Team]:
    if not actor.organization_id:
        return Team.objects.none()
    return Team.objects.filter(organization_id=actor.organization_id)


def team_of(actor: Actor, team_id: UUID | str) -> Team:
    return found(teams_of(actor), team_id)


def notice_contact(organization: Organization) -> str:
    """Whom to ask about privacy: the program and the phone of a site that is open."""
    phones = Site.objects.filter(organization=organization, closed_at=None).exclude(phone="")
    phone = phones.values_list("phone", flat=True).first()
    return f"{organization.name}, {phone}" if phone else organization.name
