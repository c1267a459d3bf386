"""Who keeps a program's own help numbers, and who sees which facts are due for checking."""

from __future__ import annotations

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.conditions import check_has_role, check_same_organization
from stepwell.domain.access.roles import Role
from stepwell.domain.access.twins import twin_of

_KEEP = frozenset({Role.DIRECTOR, Role.ADMINISTRATOR})


def check_can_keep_help_numbers(actor: Actor, organization_id: str) -> None:
    check_same_organization(actor, organization_id)
    check_has_role(actor, _KEEP, to="change the program’s help numbers", rule="help_numbers.keep")


def check_can_confirm_facts(actor: Actor, organization_id: str) -> None:
    """To say for the program that a published fact still holds."""
    check_same_organization(actor, organization_id)
    check_has_role(actor, _KEEP, to="confirm facts for the program", rule="checks.confirm")


def check_can_see_checks(actor: Actor) -> None:
    """What has to be looked up again: it is about nobody."""
    if actor.is_administrator:
        return
    check_has_role(actor, _KEEP, to="open the list of facts to check", rule="checks.list")


can_keep_help_numbers = twin_of(check_can_keep_help_numbers)
can_confirm_facts = twin_of(check_can_confirm_facts)
can_see_checks = twin_of(check_can_see_checks)
