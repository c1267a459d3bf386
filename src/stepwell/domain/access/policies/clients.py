"""Who may see and change what about a client: no more than the work of a role needs.

- A counselor: the clients assigned to them or to someone of their team.
- A supervisor: the clients of the teams they lead, and those whom nobody is assigned to.
- The front desk: names, contacts and appointments of all, nothing clinical.
- A director: counts. An administrator, auditor or coordinator: nothing about a client.
- A member: their own record. A volunteer and a significant other: nothing here.
"""

from __future__ import annotations

from dataclasses import dataclass

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.conditions import (
    check_has_role,
    check_same_organization,
    check_second_factor,
)
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.access.roles import Role
from stepwell.domain.access.twins import twin_of
from stepwell.domain.people.field_classes import FieldClass


@dataclass(frozen=True, slots=True)
class ClientFacts:
    """How a client and an actor stand to each other at one instant.

    is_own: assigned to the actor. is_of_team: assigned to someone of a team the actor is in.
    is_of_led_team: … leads. is_glass_broken: the actor opened the record in an emergency, and the
    time for it is not over. is_self: the actor is this client, as a member.
    """

    organization_id: str
    is_own: bool = False
    is_of_team: bool = False
    is_of_led_team: bool = False
    is_assigned: bool = True
    is_glass_broken: bool = False
    is_self: bool = False


_CARE = frozenset({Role.COUNSELOR, Role.SUPERVISOR})
_RECEPTION = _CARE | {Role.FRONT_DESK}
DESK_CLASSES = frozenset({FieldClass.IDENTIFYING, FieldClass.OPERATIONAL, FieldClass.PUBLIC})


def is_responsible(actor: Actor, client: ClientFacts) -> bool:
    """Whether the client is in the actor's care, by assignment, team or supervision."""
    as_counselor = Role.COUNSELOR in actor.roles and (client.is_own or client.is_of_team)
    as_supervisor = Role.SUPERVISOR in actor.roles and (
        client.is_own or client.is_of_led_team or not client.is_assigned
    )
    return as_counselor or as_supervisor


def check_can_list_clients(actor: Actor) -> None:
    check_has_role(actor, _RECEPTION, to="open the list of clients", rule="clients.list")
    check_second_factor(actor)


def check_can_open_caseload(actor: Actor) -> None:
    """The clients in one's care with what is clinical at a glance, each as far as one may see it.

    Raises AccessDenied.
    """
    check_has_role(actor, _CARE, to="open a caseload", rule="caseload.open")
    check_second_factor(actor)


def check_can_see_client(actor: Actor, client: ClientFacts) -> None:
    """Name, ways to reach them and appointments."""
    check_same_organization(actor, client.organization_id)
    if client.is_self and Role.MEMBER in actor.roles:
        return
    check_has_role(actor, _RECEPTION, to="open a client’s record", rule="client.see")
    check_second_factor(actor)
    if Role.FRONT_DESK not in actor.roles:
        _check_in_care(actor, client, rule="client.see")


def check_can_see_clinical(actor: Actor, client: ClientFacts) -> None:
    """Notes, substances, beliefs: what the client came about."""
    check_same_organization(actor, client.organization_id)
    check_has_role(actor, _CARE, to="open what is clinical", rule="client.see_clinical")
    check_second_factor(actor)
    _check_in_care(actor, client, rule="client.see_clinical")


def check_can_create_client(actor: Actor) -> None:
    check_has_role(actor, _RECEPTION, to="add a client", rule="client.create")
    check_second_factor(actor)


def check_can_change_client(
    actor: Actor, client: ClientFacts, classes: frozenset[FieldClass]
) -> None:
    """classes: those of the fields to be changed. The front desk changes nothing clinical.

    A member changes their own through the member app, in rules of its own.
    """
    check_same_organization(actor, client.organization_id)
    check_has_role(actor, _RECEPTION, to="change a client’s record", rule="client.change")
    check_second_factor(actor)
    if Role.FRONT_DESK in actor.roles and classes <= DESK_CLASSES:
        return
    check_has_role(actor, _CARE, to="change what is clinical", rule="client.change_clinical")
    _check_in_care(actor, client, rule="client.change")


def check_can_assign_client(actor: Actor, client: ClientFacts) -> None:
    check_same_organization(actor, client.organization_id)
    check_has_role(actor, {Role.SUPERVISOR}, to="say who cares for a client", rule="client.assign")
    check_second_factor(actor)
    _check_responsible(actor, client, rule="client.assign")


def check_can_move_client(actor: Actor, client: ClientFacts) -> None:
    """To another site of the program, which changes nothing about who may see them."""
    check_same_organization(actor, client.organization_id)
    check_has_role(actor, _RECEPTION, to="move a client to another site", rule="client.move")
    check_second_factor(actor)
    if Role.FRONT_DESK not in actor.roles:
        _check_responsible(actor, client, rule="client.move")


def check_can_hand_over_caseload(actor: Actor, organization_id: str) -> None:
    check_same_organization(actor, organization_id)
    check_has_role(actor, {Role.SUPERVISOR}, to="hand over a caseload", rule="caseload.hand_over")
    check_second_factor(actor)


def check_can_merge_clients(actor: Actor, kept: ClientFacts, duplicate: ClientFacts) -> None:
    for client in (kept, duplicate):
        check_same_organization(actor, client.organization_id)
    check_has_role(actor, {Role.SUPERVISOR}, to="merge two records", rule="client.merge")
    check_second_factor(actor)
    for client in (kept, duplicate):
        _check_responsible(actor, client, rule="client.merge")


def check_can_count_clients(actor: Actor) -> None:
    check_has_role(
        actor,
        {Role.DIRECTOR, Role.SUPERVISOR},
        to="see how many clients there are",
        rule="clients.count",
    )


def check_can_break_glass(actor: Actor, client: ClientFacts) -> None:
    """Open a record of the own program outside one’s care: with a reason, for a time, reviewed."""
    check_same_organization(actor, client.organization_id)
    check_has_role(actor, _CARE, to="open a record in an emergency", rule="glass.break")
    check_second_factor(actor)
    if is_responsible(actor, client):
        raise AccessDenied(
            "This client is in your care already: open the record from your list.",
            rule="glass.not_needed",
        )


def check_can_review_glass(actor: Actor, organization_id: str, *, broken_by: str) -> None:
    """broken_by: the key of whoever opened the record; nobody reviews themselves."""
    check_same_organization(actor, organization_id)
    check_has_role(
        actor, {Role.SUPERVISOR}, to="review records opened in an emergency", rule="glass.review"
    )
    check_second_factor(actor)
    if broken_by == actor.key:
        raise AccessDenied(
            "Someone else has to review what you opened yourself.", rule="glass.review_own"
        )


def check_can_see_openings(actor: Actor, client: ClientFacts) -> None:
    """Who opened this record, and when."""
    check_same_organization(actor, client.organization_id)
    if client.is_self and Role.MEMBER in actor.roles:
        return
    check_can_see_clinical(actor, client)


def _check_in_care(actor: Actor, client: ClientFacts, *, rule: str) -> None:
    """In the actor's care, or opened in an emergency."""
    if not client.is_glass_broken:
        _check_responsible(actor, client, rule=rule)


def _check_responsible(actor: Actor, client: ClientFacts, *, rule: str) -> None:
    if not is_responsible(actor, client):
        raise AccessDenied(
            "This client is not in your care or your team’s. In an emergency you can open the "
            "record with a reason; a supervisor will look at it.",
            rule=rule,
        )


can_list_clients = twin_of(check_can_list_clients)
can_open_caseload = twin_of(check_can_open_caseload)
can_see_client = twin_of(check_can_see_client)
can_see_clinical = twin_of(check_can_see_clinical)
can_create_client = twin_of(check_can_create_client)
can_change_client = twin_of(check_can_change_client)
can_assign_client = twin_of(check_can_assign_client)
can_move_client = twin_of(check_can_move_client)
can_hand_over_caseload = twin_of(check_can_hand_over_caseload)
can_merge_clients = twin_of(check_can_merge_clients)
can_count_clients = twin_of(check_can_count_clients)
can_break_glass = twin_of(check_can_break_glass)
can_review_glass = twin_of(check_can_review_glass)
can_see_openings = twin_of(check_can_see_openings)
