"""Which clients an actor can reach, and how they stand to each other.

Scope goes from the actor outward: every look-up starts with the actor's organization. Nothing here
writes, so nothing here is audited: faces read clients through `actions.client_reading`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.conditions import check_has_role
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.access.policies.clients import ClientFacts, check_can_count_clients
from stepwell.domain.access.roles import Role
from stepwell.domain.people.small_cells import suppressed, suppressed_total
from stepwell.queries.found import as_id, found
from stepwell.queries.staff_members import carers_of
from stepwell.records.accounts.models import User
from stepwell.records.people.models import Client, ClientAssignment, GlassBreak, TeamMembership

NO_SITE = "No site"


@dataclass(frozen=True, slots=True)
class ClientCounts:
    """None where a number would be so small that it could give someone away."""

    total: int | None
    by_site: dict[str, int | None]


def clients_of_organization(actor: Actor) -> QuerySet[Client]:
    """All clients where the actor acts. Not what the actor may see: the frame for asking that."""
    if not actor.organization_id:
        return Client.objects.none()
    return Client.objects.filter(
        organization_id=actor.organization_id, merged_into=None, erased_at=None
    )


def clients_visible_to(actor: Actor, at: datetime) -> QuerySet[Client]:
    """The clients whose name the actor may see, by the same rules as `check_can_see_client`."""
    scope = clients_of_organization(actor)
    if Role.FRONT_DESK in actor.roles and actor.has_second_factor:
        return scope
    seen = _in_care(actor, at)
    if Role.MEMBER in actor.roles:
        seen |= Q(member_id=actor.key)
    return scope.filter(seen)


def clients_in_care_of(actor: Actor, at: datetime) -> QuerySet[Client]:
    """The clients of whom the actor may see what is clinical, as `check_can_see_clinical` says."""
    return clients_of_organization(actor).filter(_in_care(actor, at))


def client_of(actor: Actor, client_id: UUID | str) -> Client:
    """A client of the actor's organization, whoever may see them there. Raises NotFound."""
    return found(clients_of_organization(actor), client_id)


def own_client_of(actor: Actor) -> Client | None:
    """The record the program keeps of the actor, as a member. Raises AccessDenied for others."""
    check_has_role(actor, {Role.MEMBER}, to="open their own record", rule="record.own")
    return clients_of_organization(actor).filter(member_id=as_id(actor.key)).first()


def client_or_self(actor: Actor, client_id: UUID | str | None) -> Client:
    """As client_of; without an id, the actor's own record. Raises AccessDenied or NotFound."""
    if client_id is not None:
        return client_of(actor, client_id)
    own = own_client_of(actor)
    if own is None:
        raise AccessDenied("No program keeps a record of you here.", rule="record.own")
    return own


def facts_of(client: Client, actor: Actor, at: datetime) -> ClientFacts:
    """How they stand to each other, for the rules of `domain.access.policies.clients`."""
    carers = set(
        care_at(str(client.organization_id), at)
        .filter(client=client)
        .values_list("user_id", flat=True)
    )
    is_person = bool(actor.roles)
    return ClientFacts(
        organization_id=str(client.organization_id),
        is_own=any(str(one) == actor.key for one in carers),
        is_of_team=is_person and bool(carers & set(_teammates(actor, at))),
        is_of_led_team=is_person and bool(carers & set(_teammates(actor, at, is_lead=True))),
        is_assigned=bool(carers),
        is_glass_broken=is_person and open_glass(actor, at).filter(client=client).exists(),
        is_self=client.member_id is not None and str(client.member_id) == actor.key,
    )


def care_at(organization_id: str, at: datetime) -> QuerySet[ClientAssignment]:
    """Assignments in force to someone who still has a role in care: others care for nobody."""
    return ClientAssignment.objects.in_force_at(at).filter(
        client__organization_id=organization_id,
        user_id__in=carers_of(organization_id, at).values("pk"),
    )


def caseload_of(user_id: UUID, organization_id: str, at: datetime) -> QuerySet[ClientAssignment]:
    """A person's assignments in an organization, also after their role there has ended."""
    return ClientAssignment.objects.in_force_at(at).filter(
        user_id=user_id, client__organization_id=organization_id, client__merged_into=None
    )


def carer_names_of(clients: Sequence[UUID], actor: Actor, at: datetime) -> dict[UUID, list[str]]:
    """Names of those who care, by client, in two queries however many there are."""
    care = care_at(actor.organization_id, at).filter(client__in=clients)
    pairs = list(care.values_list("client_id", "user_id"))
    people = User.objects.in_bulk({user_id for _, user_id in pairs})
    names: dict[UUID, list[str]] = {}
    for client_id, user_id in pairs:
        names.setdefault(client_id, []).append(people[user_id].name)
    return names


def open_glass(actor: Actor, at: datetime) -> QuerySet[GlassBreak]:
    """What the actor opened in an emergency and may still read."""
    return GlassBreak.objects.filter(user_id=actor.key, opened_at__lte=at, expires_at__gt=at)


def count_clients(actor: Actor) -> ClientCounts:
    """Open clients of the organization, together and by site. Raises AccessDenied."""
    check_can_count_clients(actor)
    rows = (
        clients_of_organization(actor)
        .filter(closed_at=None)
        .order_by("site__name")
        .values_list("site__name")
        .annotate(count=Count("pk"))
    )
    by_site = {name or NO_SITE: count for name, count in rows}
    return ClientCounts(total=suppressed_total(by_site), by_site=suppressed(by_site))


def _in_care(actor: Actor, at: datetime) -> Q:
    """By assignment, team or supervision, or opened in an emergency."""
    seen = Q(pk__in=[])
    if not actor.roles & {Role.COUNSELOR, Role.SUPERVISOR} or not actor.has_second_factor:
        return seen
    care = care_at(actor.organization_id, at)
    if Role.COUNSELOR in actor.roles:
        theirs = care.filter(Q(user_id=actor.key) | Q(user_id__in=_teammates(actor, at)))
        seen |= Q(Exists(theirs.filter(client=OuterRef("pk"))))
    if Role.SUPERVISOR in actor.roles:
        led = _teammates(actor, at, is_lead=True)
        theirs = care.filter(Q(user_id=actor.key) | Q(user_id__in=led))
        seen |= Q(Exists(theirs.filter(client=OuterRef("pk"))))
        seen |= ~Q(Exists(care.filter(client=OuterRef("pk"))))
    return seen | Q(Exists(open_glass(actor, at).filter(client=OuterRef("pk"))))


def _teammates(
    actor: Actor, at: datetime, *, is_lead: bool = False
) -> QuerySet[TeamMembership, UUID]:
    """User ids of the actor's teams here, or of those the actor leads; the actor among them."""
    mine = TeamMembership.objects.in_force_at(at).filter(
        user_id=actor.key, team__organization_id=actor.organization_id
    )
    if is_lead:
        mine = mine.filter(is_lead=True)
    return (
        TeamMembership.objects.in_force_at(at)
        .filter(team_id__in=mine.values("team_id"))
        .values_list("user_id", flat=True)
    )
