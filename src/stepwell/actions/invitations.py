"""Inviting someone into a role by a link or a code on the screen, and taking the invitation up.

The link is shown, never sent by the software; it works once, for a while, and is kept only as a
digest. Whoever takes it up needs no e-mail and no phone: a name they like and a passkey will do.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from stepwell.actions import passkeys
from stepwell.actions.auditing import record_event
from stepwell.actions.credentials import add_passkey, set_password
from stepwell.actions.roles import RoleRefused, give_role
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.invitation_codes import new_code
from stepwell.domain.access.policies.clients import check_can_see_client
from stepwell.domain.access.policies.organizations import check_can_grant_role
from stepwell.domain.access.roles import Role
from stepwell.domain.audit.origin import Origin
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.queries.clients import client_of, facts_of
from stepwell.queries.found import found
from stepwell.queries.organizations import organizations_run_by
from stepwell.queries.staff_members import invitations_of
from stepwell.records.accounts.models import Invitation, RoleAssignment, User
from stepwell.records.identifiers import new_id
from stepwell.records.people.models import Client, ConjointPartner

VALID_FOR = timedelta(hours=72)
LONGEST = timedelta(days=14)
ABOUT_A_CLIENT = frozenset({Role.MEMBER, Role.SIGNIFICANT_OTHER})


class InvitationRefused(Exception):
    """The same words for a wrong, an old, a used and a withdrawn link."""

    def __init__(self) -> None:
        super().__init__("This link doesn’t work any more. Ask for a new one.")


class NameRefused(Exception):
    """Which name is missing or taken, and what to do."""


@dataclass(frozen=True, slots=True)
class Welcome:
    """What the page behind a link may show: nothing that says what this is about."""

    app_name: str
    sender_name: str
    role: Role


@dataclass(frozen=True, slots=True)
class TakenUp:
    """Where one is now, and as what."""

    organization_id: str
    role: Role


@dataclass(frozen=True, slots=True)
class NewAccount:
    """name: what the person wants to be called. username: "" for one that is made up, where a
    passkey is the only way in. id: the owner that a passkey was made for, before there is one.
    """

    name: str
    username: str = ""
    id: UUID | None = None


@transaction.atomic
def make_invitation(
    role: Role,
    *,
    by: Actor,
    at: datetime,
    organization_id: UUID | str | None = None,
    client_id: UUID | str | None = None,
    site_id: UUID | str | None = None,
    valid_for: timedelta = VALID_FOR,
) -> str:
    """The token of the link, which is kept nowhere.

    Args:
        organization_id: None for the one `by` acts in.
        client_id: the client who is to become a member, or whose significant other is invited.

    Raises:
        AccessDenied, NotFound: `by` may not invite into this role, or not for this client.
        RoleRefused: the program is closed, a significant other needs a client, other roles have
            none, or the client is a member already.
    """
    organization = found(organizations_run_by(by), organization_id or by.organization_id)
    check_can_grant_role(by, role, organization_id=str(organization.pk))
    if organization.closed_at is not None:
        raise RoleRefused(f"{organization.name} is closed.")
    client = _client_to_invite(client_id, role, by=by, at=at)
    token = new_code(secrets.randbelow)
    valid_for = min(valid_for, LONGEST)
    one = Invitation.objects.create(
        organization=organization,
        role=role,
        site=None if site_id is None else found(organization.sites.all(), site_id),
        client_id=client.pk if client else None,
        token_digest=digest_of_token(token),
        made_by=by.key,
        made_at=at,
        expires_at=at + valid_for,
    )
    record_event(
        "invitation.made",
        by=by,
        at=at,
        record=RecordRef("invitation", str(one.pk)),
        details={"role": role.value, "hours": int(valid_for.total_seconds() // 3600)},
        organization_id=str(organization.pk),
    )
    return token


@transaction.atomic
def withdraw_invitation(invitation_id: UUID | str, *, by: Actor, at: datetime) -> None:
    """
    Raises:
        AccessDenied, NotFound: `by` may not, or there is no such invitation.
        InvitationRefused: it was used or withdrawn already.
    """
    one = found(invitations_of(by), invitation_id)
    if one.made_by != by.key:
        check_can_grant_role(by, Role(one.role), organization_id=str(one.organization_id))
    open_ones = Invitation.objects.filter(pk=one.pk, used_at=None, withdrawn_at=None)
    if not open_ones.update(withdrawn_at=at):
        raise InvitationRefused
    record_event(
        "invitation.withdrawn",
        by=by,
        at=at,
        record=RecordRef("invitation", str(one.pk)),
        details={"role": one.role},
        organization_id=str(one.organization_id),
    )


def welcome_of(token_digest: str, *, at: datetime) -> Welcome:
    """Raises InvitationRefused."""
    one = _open_invitation(token_digest, at=at)
    return Welcome(one.organization.app_name, one.organization.sender_name, Role(one.role))


@transaction.atomic
def accept_with_passkey(
    token_digest: str,
    new: NewAccount,
    answer: Mapping[str, Any],
    state: passkeys.State,
    *,
    device: str,
    site: passkeys.Site,
    origin: Origin,
    at: datetime,
) -> User:
    """Make an account whose way in is a passkey; no e-mail, no phone, no password.

    Raises:
        InvitationRefused, NameRefused, PasskeyRefused: after the last two the link still works.
    """
    user, by = _accept_anew(token_digest, new, origin=origin, at=at)
    add_passkey(answer, state, name=device, site=site, by=by, at=at)
    return user


@transaction.atomic
def accept_with_password(
    token_digest: str, new: NewAccount, password: str, *, origin: Origin, at: datetime
) -> User:
    """
    Raises:
        InvitationRefused, NameRefused, CredentialRefused: after the last two the link still works.
    """
    if not new.username.strip():
        raise NameRefused("Choose a name to sign in with.")
    user, by = _accept_anew(token_digest, new, origin=origin, at=at)
    set_password(password, by=by, at=at)
    user.refresh_from_db()
    return user


@transaction.atomic
def accept_as(token_digest: str, *, by: Actor, at: datetime) -> TakenUp:
    """Take an invitation up with the account one is signed in to.

    Raises:
        InvitationRefused: also where it would give a role to whoever made the invitation.
        RoleRefused: the person holds the role there already, or another client there is them; the
            link still works.
    """
    one = _open_invitation(token_digest, at=at)
    if one.made_by == by.key:
        raise InvitationRefused
    _take_up(one, User.objects.get(pk=by.key), by=by, at=at)
    return TakenUp(str(one.organization_id), Role(one.role))


def digest_of_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def make_account(new: NewAccount) -> User:
    """An account without any way in yet.

    Raises:
        NameRefused: there is no name, or the sign-in name is taken or too long.
    """
    name = " ".join(new.name.split())
    username = new.username.strip().lower() or f"p-{secrets.token_hex(8)}"
    if not name or len(name) > 120:
        raise NameRefused("Write what you want to be called: any name, at most 120 characters.")
    if len(username) > 64 or username != "".join(username.split()):
        raise NameRefused("A sign-in name has no spaces and at most 64 characters.")
    if User.objects.filter(username=username).exists():
        raise NameRefused("That sign-in name is not free. Choose another one.")
    user = User(id=new.id or new_id(), username=username, name=name)
    user.set_unusable_password()
    user.save()
    return user


def _client_to_invite(
    client_id: UUID | str | None, role: Role, *, by: Actor, at: datetime
) -> Client | None:
    if client_id is None:
        if role is Role.SIGNIFICANT_OTHER:
            raise RoleRefused("Choose the client whose significant other is invited.")
        return None
    if role not in ABOUT_A_CLIENT:
        raise RoleRefused("Only members and significant others are invited for a client.")
    client = client_of(by, client_id)
    check_can_see_client(by, facts_of(client, by, at))
    if role is Role.MEMBER and _is_member(client, at):
        raise RoleRefused("This client signs in as a member already. End that role first.")
    return client


def _is_member(client: Client, at: datetime) -> bool:
    """Whether the account that is linked to the client is still a member's."""
    return (
        client.member_id is not None
        and RoleAssignment.objects.held_at(at)
        .filter(user_id=client.member_id, organization_id=client.organization_id, role=Role.MEMBER)
        .exists()
    )


def _open_invitation(token_digest: str, *, at: datetime) -> Invitation:
    one = (
        Invitation.objects.select_related("organization")
        .filter(
            token_digest=token_digest,
            used_at=None,
            withdrawn_at=None,
            expires_at__gt=at,
            organization__closed_at=None,
        )
        .first()
    )
    if one is None:
        raise InvitationRefused
    return one


def _accept_anew(
    token_digest: str, new: NewAccount, *, origin: Origin, at: datetime
) -> tuple[User, Actor]:
    one = _open_invitation(token_digest, at=at)
    user = make_account(new)
    by = replace(user.as_actor(), origin=origin)
    _take_up(one, user, by=by, at=at)
    return user, replace(user.as_actor(str(one.organization_id), at), origin=origin)


def _take_up(one: Invitation, user: User, *, by: Actor, at: datetime) -> None:
    """Closes the link by a conditional update, so that of two at once only one gets in."""
    if not Invitation.objects.filter(pk=one.pk, used_at=None, withdrawn_at=None).update(
        used_at=at, used_by=user
    ):
        raise InvitationRefused
    role = Role(one.role)
    record_event(
        "invitation.used",
        by=by,
        at=at,
        record=RecordRef("invitation", str(one.pk)),
        details={"role": role.value},
        organization_id=str(one.organization_id),
    )
    give_role(
        user,
        role,
        organization=one.organization,
        site=one.site,
        by=by,
        at=at,
        granted_by=one.made_by,
    )
    if one.client_id is not None:
        _link_to_client(one, user, role, by=by, at=at)


def _link_to_client(one: Invitation, user: User, role: Role, *, by: Actor, at: datetime) -> None:
    clients = Client.objects.filter(organization=one.organization, merged_into=None)
    client = clients.filter(pk__in=[one.client_id]).first()
    if client is None:
        raise InvitationRefused
    if role is Role.SIGNIFICANT_OTHER:
        ConjointPartner.objects.create(client=client, user=user, starts_at=at)
    elif _is_member(client, at):
        raise InvitationRefused
    elif clients.filter(member=user).exclude(pk=client.pk).exists():
        raise RoleRefused("Another record there is yours already. Ask them to put both together.")
    else:
        client.member = user
        client.save(update_fields=["member"])
    record_event(
        "record.changed",
        by=by,
        at=at,
        record=RecordRef("client", str(client.pk)),
        details={"change": "changed", "part": role.value},
        organization_id=str(one.organization_id),
    )
