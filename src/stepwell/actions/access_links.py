"""A single-use link for someone who lost every way to sign in, handed over in person.

Whoever opens it sets up a new passkey or password; the old ways and all sessions end at that
moment, not before. There is no mail in this: an administrator who knows the person shows the link
or gives it on paper. It works for a day, and a newer link for the same person replaces it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from stepwell.actions import passkeys
from stepwell.actions.auditing import record_event, told_last
from stepwell.actions.credentials import add_passkey, forget_everything, set_password
from stepwell.actions.sessions import acting, end_sessions_of
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import NotFound
from stepwell.domain.access.policies.sign_in import check_can_make_access_link
from stepwell.domain.access.roles import Role
from stepwell.domain.audit.origin import Origin
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.records.accounts.models import AccessLink, User

VALID_FOR = timedelta(hours=24)


class LinkRefused(Exception):
    """The same words for a wrong, an old and a used link."""

    def __init__(self) -> None:
        super().__init__("This link doesn’t work any more. Ask for a new one.")


@transaction.atomic
def make_access_link(username: str, *, by: Actor, at: datetime) -> str:
    """The token of the link, which is kept nowhere.

    Raises:
        AccessDenied: `by` could not have given the person every role they hold.
        NotFound: nobody signs in under that name, or in other programs only.
    """
    user = User.objects.filter(username=username.strip().lower(), is_active=True).first()
    if user is None:
        raise NotFound
    held = user.role_assignments.held_at(at).values_list("organization_id", "role")
    check_can_make_access_link(
        by,
        user_key=str(user.pk),
        is_administrator=user.is_administrator,
        held=[(str(organization_id), Role(role)) for organization_id, role in held],
    )
    AccessLink.objects.filter(user=user, used_at=None, withdrawn_at=None).update(withdrawn_at=at)
    token = secrets.token_urlsafe(32)
    AccessLink.objects.create(
        user=user,
        token_digest=digest_of_token(token),
        made_by=by.key,
        made_at=at,
        expires_at=at + VALID_FOR,
    )
    record_event("access_link.made", by=by, at=at, record=RecordRef("account", str(user.pk)))
    return token


def owner_of_link(token_digest: str, *, at: datetime) -> User:
    """
    Raises:
        LinkRefused: unknown, used, replaced or too old, or the account is closed.
    """
    return _open_link(token_digest, at=at).user


@transaction.atomic
@told_last()
def use_link_with_passkey(
    token_digest: str,
    answer: Mapping[str, Any],
    state: passkeys.State,
    *,
    name: str,
    site: passkeys.Site,
    origin: Origin,
    at: datetime,
) -> User:
    """Raises LinkRefused, or PasskeyRefused: then the link can still be used."""
    user, by = _use(token_digest, origin=origin, at=at)
    add_passkey(answer, state, name=name, site=site, by=by, at=at)
    return user


@transaction.atomic
@told_last()
def use_link_with_password(
    token_digest: str, password: str, *, origin: Origin, at: datetime
) -> User:
    """Raises LinkRefused, or CredentialRefused: then the link can still be used."""
    user, by = _use(token_digest, origin=origin, at=at)
    set_password(password, by=by, at=at)
    user.refresh_from_db()
    return user


def digest_of_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _open_link(token_digest: str, *, at: datetime) -> AccessLink:
    link = (
        AccessLink.objects.select_related("user")
        .filter(token_digest=token_digest, used_at=None, withdrawn_at=None, expires_at__gt=at)
        .first()
    )
    if link is None or not link.user.is_active:
        raise LinkRefused
    return link


def _use(token_digest: str, *, origin: Origin, at: datetime) -> tuple[User, Actor]:
    """Closes the link by a conditional update, so that of two at once only one gets in."""
    link = _open_link(token_digest, at=at)
    if not AccessLink.objects.filter(pk=link.pk, used_at=None).update(used_at=at):
        raise LinkRefused
    user = link.user
    by = replace(acting(user, at=at), origin=origin)
    record_event("access_link.used", by=by, at=at, record=RecordRef("account", by.key))
    end_sessions_of(by.key, cause="revoked", by=by, at=at)
    forget_everything(user)
    return user, by
