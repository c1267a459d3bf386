"""A significant other's own page: tasks meant for them, and nothing of anybody's record."""

from __future__ import annotations

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.conditions import check_has_role
from stepwell.domain.access.roles import Role
from stepwell.domain.access.twins import twin_of


def check_can_open_partner_page(actor: Actor) -> None:
    """What stands on it is for the partnership and the client's consent to say."""
    check_has_role(
        actor, {Role.SIGNIFICANT_OTHER}, to="open the page of a significant other", rule="partner"
    )


can_open_partner_page = twin_of(check_can_open_partner_page)
