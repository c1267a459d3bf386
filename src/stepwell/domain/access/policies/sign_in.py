"""Who may let someone set up signing in anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from stepwell.domain.access.actor import COMMAND_LINE, Actor
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.access.policies.organizations import GRANTS, check_can_grant_role
from stepwell.domain.access.roles import Role
from stepwell.domain.access.twins import twin_of


def check_can_make_access_link(
    actor: Actor, *, user_key: str, is_administrator: bool, held: Iterable[tuple[str, Role]]
) -> None:
    """Whoever may give a person every role they hold, anywhere: the link gives them all again.

    The front desk invites members, but is not handed the accounts of those who are there.

    Args:
        is_administrator: the person is an administrator of the installation.
        held: their roles, as organization id and role.

    Raises:
        AccessDenied, NotFound: `actor` could not have given one of them.
    """
    if actor.key == COMMAND_LINE.key:
        return
    roles = list(held)
    if (is_administrator or not roles) and not actor.is_administrator:
        raise AccessDenied(
            "Only an administrator of the installation can let this person sign in anew.",
            rule="access_link.make",
        )
    actor = replace(actor, roles=actor.roles - {Role.FRONT_DESK})
    for organization_id, role in roles:
        check_can_grant_role(actor, role, organization_id=organization_id, user_key=user_key)


def check_can_make_access_links(actor: Actor) -> None:
    """Whether there is anyone at all for whom they might."""
    gives_roles = any(role in GRANTS for role in actor.roles - {Role.FRONT_DESK})
    if not (actor.is_administrator or gives_roles):
        raise AccessDenied(
            "Only those who may invite people can let them sign in anew.", rule="access_link.make"
        )


can_make_access_link = twin_of(check_can_make_access_link)
can_make_access_links = twin_of(check_can_make_access_links)
