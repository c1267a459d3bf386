"""Two invented programs with the standing cast in them, for the demo and for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from stepwell.actions.auditing import record_event
from stepwell.actions.clients import NewClient, create_client
from stepwell.actions.demo_help import load_help_numbers
from stepwell.actions.organizations import NewOrganization, create_organization
from stepwell.actions.privacy_notices import give_notice
from stepwell.actions.roles import give_role
from stepwell.actions.teams import create_team, join_team
from stepwell.domain.access.actor import COMMAND_LINE, Actor
from stepwell.domain.audit.origin import COMMAND_LINE as FROM_COMMAND_LINE
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.demo import cast
from stepwell.queries.organizations import own_organization
from stepwell.records.accounts.models import Organization, User
from stepwell.records.people.models import Client, ConjointPartner


@transaction.atomic
def load_cast(*, password: str | None, at: datetime) -> bool:
    """Make the programs, the people in them and their clients, unless the programs are there.

    Args:
        password: with which all of them sign in; None for accounts without one.

    Returns:
        Whether they were made now.
    """
    slugs = [one.slug for one in cast.ORGANIZATIONS]
    if Organization.objects.filter(slug__in=slugs).exists():
        return False
    ids = {
        one.slug: str(
            create_organization(
                NewOrganization(one.slug, one.name, one.app_name, one.app_name),
                by=COMMAND_LINE,
                at=at,
            )
        )
        for one in cast.ORGANIZATIONS
    }
    ids[cast.OWN] = str(own_organization().pk)
    for person in cast.PEOPLE:
        _make_account(person.username, person.name, password)
        _give_role(person, ids[person.organization], at=at)
    _make_team(actor_of(cast.ADMINISTRATOR, ids[cast.HARBOR], at), at=at)
    load_help_numbers(by=actor_of(cast.ADMINISTRATOR, ids[cast.HARBOR], at), at=at)
    for client in cast.CLIENTS:
        _make_client(client, ids[client.organization], at=at)
    return True


def actor_of(username: str, organization_id: str, at: datetime) -> Actor:
    """One of the cast, acting in an organization, as if signed in with a second step."""
    user = User.objects.get(username=username)
    return replace(
        user.as_actor(organization_id, at), has_second_factor=True, origin=FROM_COMMAND_LINE
    )


def _make_account(username: str, name: str, password: str | None) -> None:
    if User.objects.filter(username=username).exists():
        return
    user = User(username=username, name=name)
    user.set_password(password)
    user.save()


def _give_role(person: cast.CastMember, organization_id: str, *, at: datetime) -> None:
    user = User.objects.get(username=person.username)
    organization = Organization.objects.get(pk=organization_id)
    give_role(user, person.role, organization=organization, by=COMMAND_LINE, at=at)


def _make_team(abe: Actor, *, at: datetime) -> None:
    team = create_team(cast.TEAM, by=abe, at=at)
    for username, is_lead in (("dana", True), ("ben", False)):
        user = User.objects.get(username=username)
        join_team(team, user.pk, is_lead=is_lead, by=abe, at=at)


def _make_client(one: cast.CastClient, organization_id: str, *, at: datetime) -> None:
    maker = one.counselor or "dana"
    client_id = create_client(
        NewClient(
            name=one.name,
            alias=one.alias,
            pronouns=one.pronouns,
            substances=one.substances,
            preferred_fellowships=one.fellowships,
            beliefs=one.beliefs,
        ),
        by=actor_of(maker, organization_id, at),
        at=at,
    )
    give_notice(
        client_id,
        language="en",
        outcome="signed",
        way="screen",
        name=one.name,
        by=actor_of(maker, organization_id, at),
        at=at,
    )
    client = Client.objects.get(pk=client_id)
    if one.member:
        client.member = User.objects.get(username=one.member)
        client.save(update_fields=["member"])
    for username in (name for name, key in cast.PARTNERS.items() if key == one.key):
        partner = User.objects.get(username=username)
        ConjointPartner.objects.create(client=client, user=partner, starts_at=at)
    if one.member or one.key in cast.PARTNERS.values():
        record_event(
            "record.changed",
            by=COMMAND_LINE,
            at=at,
            record=RecordRef("client", str(client.pk)),
            details={"change": "changed", "part": "member"},
            organization_id=organization_id,
        )
