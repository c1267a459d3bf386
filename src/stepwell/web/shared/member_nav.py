"""The entries of the tab bar of members, volunteers and significant others.

Their words are read over shoulders: none may say what this is about.
"""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from stepwell.domain.access.roles import Role
from stepwell.web.shared.policies import actor_of
from stepwell.web.shared.staff_nav import NavEntry


def member_entries(request: HttpRequest) -> list[NavEntry]:
    """section: a namespace with the first word of the names of the pages below the entry."""
    if not request.user.is_authenticated:
        return []
    by = actor_of(request)
    match = request.resolver_match
    here = match.view_name if match else ""
    entries = [
        (True, NavEntry("public:meetings", "public:meetings", _("Meetings"), "map-pin")),
        (
            Role.MEMBER in by.roles,
            NavEntry("members:plan", "members:plan", _("Your plan"), "life-buoy"),
        ),
        (
            Role.MEMBER in by.roles,
            NavEntry("members:consent", "members:consents", _("Consents"), "shield-check"),
        ),
        (
            Role.MEMBER in by.roles,
            NavEntry("members:openings", "members:openings", _("Your record"), "history"),
        ),
        (
            Role.MEMBER in by.roles,
            NavEntry("members:rights", "members:rights", _("Your rights"), "shield-check"),
        ),
        (
            Role.SIGNIFICANT_OTHER in by.roles,
            NavEntry("partners:together", "partners:together", _("Together"), "users"),
        ),
        (True, NavEntry("accounts:", "accounts:home", _("Account"), "user")),
    ]
    return [entry._replace(is_here=here.startswith(entry.section)) for may, entry in entries if may]
