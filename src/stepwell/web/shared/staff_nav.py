"""The entries of the staff rail, by what the person may do where they act now."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from stepwell.domain.access.actor import Actor
from stepwell.domain.access.policies.audit import can_read_trail
from stepwell.domain.access.policies.clients import can_count_clients, can_hand_over_caseload
from stepwell.domain.access.policies.fidelity import READERS
from stepwell.domain.access.policies.help_numbers import can_keep_help_numbers, can_see_checks
from stepwell.domain.access.policies.notes import can_list_waiting
from stepwell.domain.access.policies.organizations import (
    can_manage_organization,
    can_manage_teams,
    can_see_staff,
    can_see_volunteers,
)
from stepwell.domain.access.policies.protocols import can_read_protocols
from stepwell.domain.access.policies.schedule import can_list_groups
from stepwell.domain.access.roles import STAFF, Role
from stepwell.web.shared.policies import actor_of

MOST_IN_ONE_PART = 12
"""A longer rail names its parts."""
RECEPTION = frozenset({Role.COUNSELOR, Role.SUPERVISOR, Role.FRONT_DESK})


class NavEntry(NamedTuple):
    """section: the first word of the names of the pages below the entry. opens: the name of the
    part of a long rail that begins with it.
    """

    section: str
    url_name: str
    label: str
    icon: str
    is_here: bool = False
    opens: str = ""


Offered = tuple[bool, NavEntry]
"""Whether someone is offered the entry."""


def nav_entries(request: HttpRequest) -> list[NavEntry]:
    if not request.user.is_authenticated:
        return []
    by: Actor = getattr(request, "actor", None) or actor_of(request)
    match = request.resolver_match
    here = match.url_name if match and match.namespace == "staff" else ""
    parts = ((_("Care"), _care(by)), (_("Oversight"), _oversight(by)), (_("Program"), _program(by)))
    shown = [(name, [entry for may, entry in offered if may]) for name, offered in parts]
    is_long = sum(len(entries) for _name, entries in shown) > MOST_IN_ONE_PART
    return [
        entry._replace(
            is_here=(here or "").startswith(entry.section),
            opens=name if is_long and not number else "",
        )
        for name, entries in shown
        for number, entry in enumerate(entries)
    ]


def finds_clients(request: HttpRequest) -> bool:
    """Whether the rail offers to look for a person; who is found is for the search to say."""
    if not request.user.is_authenticated:
        return False
    by: Actor = getattr(request, "actor", None) or actor_of(request)
    return bool(by.roles & RECEPTION) and by.has_second_factor


def _clients(by: Actor) -> NavEntry:
    if by.roles & {Role.COUNSELOR, Role.SUPERVISOR} and Role.FRONT_DESK not in by.roles:
        return NavEntry("client", "staff:clients", _("Caseload"), "list-filter")
    return NavEntry("client", "staff:clients", _("Clients"), "users")


def _care(by: Actor) -> list[Offered]:
    lists_clients = bool(by.roles & RECEPTION)
    # A look at the menu asks for roles; whether the second factor was shown is for the page.
    return [
        (
            bool(by.roles & STAFF) or by.is_administrator,
            NavEntry("home", "staff:home", _("Today"), "sunrise"),
        ),
        (lists_clients, _clients(by)),
        (lists_clients, NavEntry("schedule", "staff:schedule", _("Schedule"), "calendar-days")),
        (can_list_groups(by), NavEntry("group", "staff:groups", _("Groups"), "users")),
        (
            bool(by.roles & {Role.COUNSELOR, Role.SUPERVISOR}),
            NavEntry("session", "staff:sessions", _("Sessions"), "hourglass"),
        ),
        (can_list_waiting(by), NavEntry("note", "staff:notes", _("Notes"), "notebook-pen")),
        (lists_clients, NavEntry("referral", "staff:referrals", _("Inquiries"), "door-open")),
        (
            bool(by.roles & STAFF),
            NavEntry("safety", "staff:safety", _("Safety"), "life-buoy"),
        ),
        (
            can_read_protocols(by),
            NavEntry("protocol", "staff:protocols", _("Protocols"), "book-open"),
        ),
    ]


def _oversight(by: Actor) -> list[Offered]:
    here = by.organization_id
    return [
        (
            bool(by.roles & READERS),
            NavEntry("fidelity", "staff:fidelity", _("Fidelity"), "bookmark-check"),
        ),
        (
            can_count_clients(by),
            NavEntry("counts", "staff:counts", _("Numbers"), "list-filter"),
        ),
        (
            can_hand_over_caseload(by, here),
            NavEntry("caseload", "staff:caseloads", _("Hand over"), "repeat"),
        ),
        (
            Role.SUPERVISOR in by.roles,
            NavEntry("glass", "staff:glass_reviews", _("Emergencies"), "lock-open"),
        ),
        (
            bool(by.roles & {Role.COUNSELOR, Role.SUPERVISOR}),
            NavEntry("right", "staff:rights", _("Requests"), "hand"),
        ),
        (
            bool(by.roles & {Role.SUPERVISOR, Role.DIRECTOR, Role.ADMINISTRATOR, Role.AUDITOR}),
            NavEntry("erasure", "staff:erasures", _("Erasures"), "x"),
        ),
        (
            Role.SUPERVISOR in by.roles,
            NavEntry("merge", "staff:merges", _("Duplicates"), "users"),
        ),
        (
            bool(by.roles & {Role.SUPERVISOR, Role.DIRECTOR}),
            NavEntry("legal", "staff:legal", _("Legal papers"), "octagon-alert"),
        ),
        (
            bool(by.roles & {Role.SUPERVISOR, Role.DIRECTOR}),
            NavEntry("release", "staff:releases", _("Releases"), "share-2"),
        ),
    ]


def _program(by: Actor) -> list[Offered]:
    here, lists_clients = by.organization_id, bool(by.roles & RECEPTION)
    return [
        (
            can_see_staff(by, here) or can_see_volunteers(by, here),
            NavEntry("people", "staff:people", _("People"), "user"),
        ),
        (can_manage_teams(by, here), NavEntry("team", "staff:teams", _("Teams"), "handshake")),
        (
            can_manage_organization(by, here),
            NavEntry("program", "staff:program", _("Program"), "door-open"),
        ),
        (
            can_keep_help_numbers(by, here),
            NavEntry("help", "staff:help_numbers", _("Help numbers"), "phone"),
        ),
        (can_see_checks(by), NavEntry("checks", "staff:checks", _("To check"), "clock")),
        (
            bool(by.roles & {Role.DIRECTOR, Role.ADMINISTRATOR}),
            NavEntry("privacy", "staff:privacy", _("Privacy"), "lock"),
        ),
        (
            can_read_trail(by, here) and (bool(here) or by.is_administrator),
            NavEntry("trail", "staff:trail", _("Audit trail"), "history"),
        ),
        (
            settings.DEMO and lists_clients,
            NavEntry("outbox", "staff:outbox", _("Outbox"), "message-square-text"),
        ),
        (by.is_administrator, NavEntry("feed", "staff:feeds", _("Feeds"), "rss")),
        (by.is_administrator, NavEntry("health", "staff:health", _("Health"), "shield-check")),
    ]
