"""Who sees and books appointments, and who runs groups.

- The front desk sees and books the appointments of all, moves them and calls them off; what was
  done in them, and what a group is about, is not for the desk.
- A counselor: those of clients in their care, and their own.
- Whoever leads a group sees who is in it and where each stands in its course, also of clients in
  others' care: nothing else of their records. A supervisor sees every group of the program.
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
from stepwell.domain.access.policies.clients import ClientFacts, check_can_see_client
from stepwell.domain.access.roles import Role
from stepwell.domain.access.twins import twin_of

_CARE = frozenset({Role.COUNSELOR, Role.SUPERVISOR})
_RECEPTION = _CARE | {Role.FRONT_DESK}


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """is_leader: the actor leads it now, perhaps with others."""

    organization_id: str
    is_leader: bool = False


def check_can_see_schedule(actor: Actor) -> None:
    check_has_role(actor, _RECEPTION, to="open the schedule", rule="schedule.see")
    check_second_factor(actor)


def check_can_book(actor: Actor, client: ClientFacts, *, is_with_self: bool = False) -> None:
    """Book, move and call off. is_with_self: the appointment is with the actor already."""
    check_same_organization(actor, client.organization_id)
    check_can_see_schedule(actor)
    if not is_with_self:
        check_can_see_client(actor, client)


def check_can_list_groups(actor: Actor) -> None:
    """Names, times, leaders and topics; who is in them is for those who lead."""
    check_has_role(actor, _CARE, to="open the list of groups", rule="groups.list")
    check_second_factor(actor)


def check_can_make_group(actor: Actor, organization_id: str) -> None:
    check_same_organization(actor, organization_id)
    check_has_role(actor, _CARE, to="begin a group", rule="group.make")
    check_second_factor(actor)


def check_can_run_group(actor: Actor, group: GroupFacts) -> None:
    """See who is in it, set topics, write down who came, let people in and go."""
    check_same_organization(actor, group.organization_id)
    check_has_role(actor, _CARE, to="open a group", rule="group.run")
    check_second_factor(actor)
    if not group.is_leader and Role.SUPERVISOR not in actor.roles:
        raise AccessDenied(
            "Only those who lead this group and supervisors can open it.", rule="group.run"
        )


def check_can_have_feed(actor: Actor) -> None:
    """A calendar of one's own work, for those who have appointments."""
    check_has_role(actor, _CARE, to="have a calendar of their own", rule="calendar.own")
    check_second_factor(actor)


can_see_schedule = twin_of(check_can_see_schedule)
can_book = twin_of(check_can_book)
can_list_groups = twin_of(check_can_list_groups)
can_make_group = twin_of(check_can_make_group)
can_run_group = twin_of(check_can_run_group)
can_have_feed = twin_of(check_can_have_feed)
