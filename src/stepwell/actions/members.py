"""Members who come without a program, who leave one, and who go away altogether.

A member may be called anything and gives neither e-mail nor phone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from stepwell.actions import passkeys
from stepwell.actions.auditing import record_event, told_last
from stepwell.actions.credentials import add_passkey, set_password
from stepwell.actions.invitations import NameRefused, NewAccount, make_account
from stepwell.actions.roles import RoleRefused, end_role, give_role
from stepwell.actions.sign_in_limits import TooManyTries, count_try, tries_of_sign_ups
from stepwell.actions.signing_in import Whence
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.roles import Role
from stepwell.domain.audit.origin import Origin
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.queries.organizations import own_organization
from stepwell.records.accounts.models import RoleAssignment, User
from stepwell.records.people.models import Client


class SignUpRefused(Exception):
    """Why nobody can make an account now, and what to do."""


def join_with_passkey(
    new: NewAccount,
    answer: Mapping[str, Any],
    state: passkeys.State,
    *,
    device: str,
    site: passkeys.Site,
    whence: Whence,
    at: datetime,
) -> User:
    """Become a member without a program. Raises SignUpRefused, NameRefused or PasskeyRefused."""
    _count_sign_up(whence, at)
    with transaction.atomic(), told_last():
        user, by = _join(new, method="passkey", origin=whence.origin, at=at)
        add_passkey(answer, state, name=device, site=site, by=by, at=at)
    return user


def join_with_password(new: NewAccount, password: str, *, whence: Whence, at: datetime) -> User:
    """Become a member without a program. Raises SignUpRefused, NameRefused or CredentialRefused."""
    if not new.username.strip():
        raise NameRefused("Choose a name to sign in with.")
    _count_sign_up(whence, at)
    with transaction.atomic(), told_last():
        user, by = _join(new, method="password", origin=whence.origin, at=at)
        set_password(password, by=by, at=at)
        user.refresh_from_db()
    return user


@transaction.atomic
@told_last()
def leave_program(*, by: Actor, at: datetime) -> None:
    """Stop being a member of the program one acts in, and stay a member without one.

    The program keeps its record of the person as a client; it has no account any more.

    Raises:
        RoleRefused: `by` is no member of a program.
    """
    held = RoleAssignment.objects.held_at(at).filter(user_id=by.key, role=Role.MEMBER)
    own = own_organization()
    programs = held.exclude(organization=own)
    here = next((one for one in programs if str(one.organization_id) == by.organization_id), None)
    if here is None:
        raise RoleRefused("You are not a member of a program here.")
    user = User.objects.get(pk=by.key)
    if not held.filter(organization=own).exists():
        give_role(user, Role.MEMBER, organization=own, by=by, at=at)
    for client in Client.objects.filter(organization_id=by.organization_id, member=user):
        client.member = None
        client.save(update_fields=["member"])
    record_event("member.left", by=by, at=at, record=RecordRef("member", by.key))
    end_role(here.pk, by=by, at=at)


def _count_sign_up(whence: Whence, at: datetime) -> None:
    """A try counts before it is looked at, also one that is refused for its name or password."""
    if not settings.SIGN_UP_IS_OPEN:
        raise SignUpRefused("Nobody can make an account here without an invitation.")
    try:
        count_try(tries_of_sign_ups(whence.address), at=at)
    except TooManyTries:
        raise SignUpRefused(
            "There were many new accounts from where you are. Wait a while and try again."
        ) from None


def _join(new: NewAccount, *, method: str, origin: Origin, at: datetime) -> tuple[User, Actor]:
    user, own = make_account(new), own_organization()
    by = replace(user.as_actor(), origin=origin)
    give_role(user, Role.MEMBER, organization=own, by=by, at=at)
    by = replace(user.as_actor(str(own.pk), at), origin=origin)
    record_event(
        "member.joined",
        by=by,
        at=at,
        record=RecordRef("member", by.key),
        details={"method": method},
    )
    return user, by
