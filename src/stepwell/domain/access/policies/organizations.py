"""Who may set up organizations, their sites, teams and people."""

from __future__ import annotations

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.conditions import (
    check_has_role,
    check_same_organization,
    with_article,
)
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.access.roles import Role
from stepwell.domain.access.twins import twin_of

GRANTS: dict[Role, frozenset[Role]] = {
    Role.ADMINISTRATOR: frozenset(Role) - {Role.MEMBER, Role.SIGNIFICANT_OTHER},
    Role.VOLUNTEER_COORDINATOR: frozenset({Role.VOLUNTEER}),
    Role.COUNSELOR: frozenset({Role.MEMBER, Role.SIGNIFICANT_OTHER}),
    Role.SUPERVISOR: frozenset({Role.MEMBER, Role.SIGNIFICANT_OTHER}),
    Role.FRONT_DESK: frozenset({Role.MEMBER}),
}
"""Which role may give and end which. Staff come from the administrator, clients from their care."""

_SEES_STAFF = frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR, Role.DIRECTOR})


def check_can_create_organization(actor: Actor) -> None:
    if not actor.is_administrator:
        raise AccessDenied(
            "Only an administrator of the installation can add a program.",
            rule="organization.create",
        )


def check_can_close_organization(actor: Actor) -> None:
    """And open it again."""
    if not actor.is_administrator:
        raise AccessDenied(
            "Only an administrator of the installation can close a program.",
            rule="organization.close",
        )


def check_can_name_organization(actor: Actor, organization_id: str) -> None:
    """Its names and time zone: whoever runs the program, or operates the installation."""
    if not actor.is_administrator:
        check_can_manage_organization(actor, organization_id)


def check_can_manage_organization(actor: Actor, organization_id: str) -> None:
    """Its settings and sites."""
    check_same_organization(actor, organization_id)
    check_has_role(
        actor,
        {Role.ADMINISTRATOR},
        to="change the program’s settings and sites",
        rule="organization.manage",
    )


def check_can_manage_teams(actor: Actor, organization_id: str) -> None:
    check_same_organization(actor, organization_id)
    check_has_role(
        actor,
        {Role.ADMINISTRATOR, Role.SUPERVISOR},
        to="make teams and say who is in them",
        rule="teams.manage",
    )


def check_can_put_in_team(actor: Actor, organization_id: str, *, user_key: str) -> None:
    """user_key: who is to be in the team, and will see its clients."""
    check_can_manage_teams(actor, organization_id)
    if user_key == actor.key:
        raise AccessDenied(
            "Someone else has to put you into a team: it opens its clients to you.",
            rule="teams.join_self",
        )


def check_can_see_staff(actor: Actor, organization_id: str) -> None:
    check_same_organization(actor, organization_id)
    check_has_role(actor, _SEES_STAFF, to="open the list of staff", rule="staff.list")


def check_can_see_volunteers(actor: Actor, organization_id: str) -> None:
    """The volunteers and what links them to newcomers."""
    check_same_organization(actor, organization_id)
    check_has_role(
        actor,
        {Role.VOLUNTEER_COORDINATOR},
        to="open the list of volunteers",
        rule="volunteers.list",
    )


def check_can_grant_role(
    actor: Actor, role: Role, *, organization_id: str, user_key: str = ""
) -> None:
    """Give a role, or invite someone into one.

    An administrator of the installation gives an organization its administrators, nothing else.

    Args:
        user_key: who gets it, "" where that shows only when an invitation is used.
    """
    is_first = actor.is_administrator and role is Role.ADMINISTRATOR
    if not is_first:
        check_same_organization(actor, organization_id)
        givers = {giver for giver, given in GRANTS.items() if role in given}
        check_has_role(
            actor, givers, to=f"invite {with_article(role)}, or end that role", rule="role.grant"
        )
    if user_key and user_key == actor.key:
        raise AccessDenied("Nobody gives a role to themselves.", rule="role.grant_self")


def check_can_end_role(actor: Actor, role: Role, *, organization_id: str, user_key: str) -> None:
    """Whoever may give a role may end it; and everyone may lay down their own."""
    is_installations = actor.is_administrator and role is Role.ADMINISTRATOR
    if is_installations:
        return
    check_same_organization(actor, organization_id)
    if user_key == actor.key:
        return
    check_can_grant_role(actor, role, organization_id=organization_id)


can_create_organization = twin_of(check_can_create_organization)
can_close_organization = twin_of(check_can_close_organization)
can_name_organization = twin_of(check_can_name_organization)
can_manage_organization = twin_of(check_can_manage_organization)
can_manage_teams = twin_of(check_can_manage_teams)
can_put_in_team = twin_of(check_can_put_in_team)
can_see_staff = twin_of(check_can_see_staff)
can_see_volunteers = twin_of(check_can_see_volunteers)
can_grant_role = twin_of(check_can_grant_role)
can_end_role = twin_of(check_can_end_role)
