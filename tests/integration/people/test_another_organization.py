"""Someone of another program, with every role there, finds nothing of this one.

The table names every action on people; one that is missing from it fails a test.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

import pytest

from cast import Cast
from signing_in import create_person
from stepwell.actions import (
    caseload_reading,
    caseloads,
    client_merges,
    client_page,
    client_reading,
    client_sites,
    clients,
    glass_breaks,
    glass_reading,
    invitations,
    members,
    merge_reading,
    notice_reading,
    organization_closing,
    organizations,
    own_record,
    roles,
    staff_reading,
    team_reading,
    teams,
)
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import NotFound
from stepwell.domain.access.roles import Role
from stepwell.records.accounts.models import Invitation, Organization, RoleAssignment, Site
from stepwell.records.audit.models import AuditEvent
from stepwell.records.people.classification import people_models
from stepwell.records.people.models import ClientMerge, GlassBreak, Team

MODULES = (
    caseload_reading,
    caseloads,
    client_merges,
    client_page,
    client_reading,
    client_sites,
    clients,
    glass_breaks,
    glass_reading,
    invitations,
    members,
    merge_reading,
    notice_reading,
    organization_closing,
    organizations,
    own_record,
    roles,
    staff_reading,
    team_reading,
    teams,
)
Deed = Callable[[Cast, Actor], object]


def ana(cast: Cast) -> object:
    return cast.client("ana").pk


FOREIGN: dict[str, Deed] = {
    "hand_over_caseload": lambda c, by: caseloads.hand_over_caseload(
        c.users["ben"].pk, by.key, by=by, at=c.at
    ),
    "open_caseload": lambda c, by: caseload_reading.open_caseload(
        c.users["ben"].pk, by=by, at=c.at
    ),
    "open_client_page": lambda c, by: client_page.open_client_page(ana(c), by=by, at=c.at),
    "check_may_break_glass": lambda c, by: glass_breaks.check_may_break_glass(
        ana(c), by=by, at=c.at
    ),
    "merge_clients": lambda c, by: client_merges.merge_clients(
        c.client("una").pk, ana(c), by=by, at=c.at
    ),
    "undo_merge": lambda c, by: client_merges.undo_merge(
        ClientMerge.objects.get().pk, by=by, at=c.at
    ),
    "open_client": lambda c, by: client_reading.open_client(ana(c), by=by, at=c.at),
    "change_client": lambda c, by: clients.change_client(ana(c), {"alias": "x"}, by=by, at=c.at),
    "set_contact_rules": lambda c, by: clients.set_contact_rules(
        ana(c), clients.NewContactRules(), by=by, at=c.at
    ),
    "set_emergency_contact": lambda c, by: clients.set_emergency_contact(
        ana(c), name="x", by=by, at=c.at
    ),
    "assign_client": lambda c, by: clients.assign_client(ana(c), by.key, by=by, at=c.at),
    "end_assignment": lambda c, by: clients.end_assignment(
        ana(c), c.users["ben"].pk, by=by, at=c.at
    ),
    "open_move_page": lambda c, by: client_sites.open_move_page(ana(c), by=by, at=c.at),
    "move_client": lambda c, by: client_sites.move_client(ana(c), None, by=by, at=c.at),
    "close_client": lambda c, by: clients.close_client(ana(c), by=by, at=c.at),
    "reopen_client": lambda c, by: clients.reopen_client(ana(c), by=by, at=c.at),
    "break_glass": lambda c, by: glass_breaks.break_glass(
        ana(c), reason="emergency", words="long enough words", minutes=5, by=by, at=c.at
    ),
    "review_glass": lambda c, by: glass_breaks.review_glass(
        GlassBreak.objects.get().pk, verdict="justified", by=by, at=c.at
    ),
    "make_invitation": lambda c, by: invitations.make_invitation(
        Role.MEMBER, client_id=ana(c), by=by, at=c.at
    ),
    "withdraw_invitation": lambda c, by: invitations.withdraw_invitation(
        Invitation.objects.get().pk, by=by, at=c.at
    ),
    "close_site": lambda c, by: organizations.close_site(
        Site.objects.get(name="Pier").pk, by=by, at=c.at
    ),
    "grant_role": lambda c, by: roles.grant_role(
        "zoe", Role.COUNSELOR, organization_id=c.organizations["harbor"].pk, by=by, at=c.at
    ),
    "end_role": lambda c, by: roles.end_role(
        RoleAssignment.objects.get(user=c.users["ben"]).pk, by=by, at=c.at
    ),
    "join_team": lambda c, by: teams.join_team(Team.objects.get().pk, by.key, by=by, at=c.at),
    "leave_team": lambda c, by: teams.leave_team(
        Team.objects.get().pk, c.users["ben"].pk, by=by, at=c.at
    ),
}
"""Actions that name a record: each tried with one of Harbor, by an actor of Northgate."""

OWN_ONLY = {
    "clients_to_choose",
    "list_clients",
    "search_clients",
    "find_in_emergency",
    "check_may_find_in_emergency",
    "list_caseloads",
    "list_merges",
    "list_outbox",
    "list_teams",
    "who_opened_mine",
    "count_clients",
    "create_client",
    "see_alerts",
    "list_glass_to_review",
    "list_reviewed_glass",
    "list_staff",
    "list_volunteers",
    "leave_program",
    "change_organization",
    "add_site",
    "create_team",
    "create_organization",
    "close_organization",
    "reopen_organization",
}
"""They name no record, and work where the actor acts."""

NO_ACTOR = {
    "accept_with_passkey",
    "accept_with_password",
    "accept_as",
    "welcome_of",
    "digest_of_token",
    "make_account",
    "join_with_passkey",
    "join_with_password",
    "give_role",
    "end_member_sessions_of_staff",
    "end_sessions_of_past_roles",
}
"""Taken up by whoever holds a link, parts of other actions, or the schedule's own."""


def public_functions(module: ModuleType) -> set[str]:
    return {
        name
        for name, one in inspect.getmembers(module, inspect.isfunction)
        if one.__module__ == module.__name__ and not name.startswith("_")
    }


def test_every_action_on_people_is_in_the_table() -> None:
    there = set().union(*(public_functions(module) for module in MODULES))

    assert there == set(FOREIGN) | OWN_ONLY | NO_ACTOR


@pytest.fixture
def intruder(cast: Cast) -> Actor:
    """Northgate's only person, holding every role there."""
    create_person("zoe")
    abe, dana, fay = cast.actor("abe"), cast.actor("dana"), cast.actor("fay")
    organizations.add_site(organizations.NewSite("Pier"), by=abe, at=cast.at)
    invitations.make_invitation(Role.COUNSELOR, by=abe, at=cast.at)
    twin = clients.create_client(clients.NewClient(name="Ana W."), by=fay, at=cast.at)
    client_merges.merge_clients(cast.client("noel").pk, twin, by=dana, at=cast.at)
    glass_breaks.break_glass(
        cast.client("noel").pk,
        reason="covering",
        words="long enough words",
        minutes=5,
        by=cast.actor("ben"),
        at=cast.at,
    )
    return replace(cast.actor("cleo"), roles=frozenset(Role))


def all_rows() -> list[object]:
    models = (*people_models(), Invitation, Organization, RoleAssignment, Site, AuditEvent)
    return [row for model in models for row in model._default_manager.order_by("pk").values()]


@pytest.mark.parametrize("name", FOREIGN)
def test_action_on_another_programs_record_is_not_found_and_changes_nothing(
    cast: Cast, intruder: Actor, name: str
) -> None:
    before = all_rows()

    with pytest.raises(NotFound) as refused:
        FOREIGN[name](cast, intruder)

    assert str(refused.value) == str(NotFound())
    assert all_rows() == before
