"""A member's own entries, in the app on their phone."""

from __future__ import annotations

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.conditions import check_has_role
from stepwell.domain.access.denied import AccessDenied
from stepwell.domain.access.roles import STAFF, Role
from stepwell.domain.access.twins import twin_of


def check_can_keep_own_entries(actor: Actor) -> None:
    """Whoever works here does it from a sign-in that opens nothing of anybody's app."""
    rule = "entries.own"
    check_has_role(actor, {Role.MEMBER}, to="keep entries of their own", rule=rule)
    if actor.roles & STAFF or actor.is_administrator:
        raise AccessDenied("Sign in as a member to use the app.", rule=rule)


def check_can_have_reminders(actor: Actor) -> None:
    """Reminders, and an address of their own at which a calendar program reads them."""
    check_can_keep_own_entries(actor)


can_have_reminders = twin_of(check_can_have_reminders)
can_keep_own_entries = twin_of(check_can_keep_own_entries)
