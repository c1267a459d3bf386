"""Making the people who may sign in."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from stepwell.actions.auditing import record_event, told_last
from stepwell.actions.sessions import end_sessions_of
from stepwell.domain.access.actor import Actor
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.records.accounts.models import User

LONGEST_USERNAME, LONGEST_NAME = 64, 120
"""As `records.accounts.User` has room for; SQLite would not refuse more."""


class AccountRefused(Exception):
    """Why the account was not made or changed, and what to do."""


@transaction.atomic
def create_administrator(*, username: str, name: str, password: str, by: Actor) -> Actor:
    """Make an administrator and return who that is.

    Raises:
        AccountRefused: a name is taken, empty or too long, or the password too easy.
    """
    _check_may_change(by)
    username, name = username.strip().lower(), name.strip()
    if not username or not name:
        raise AccountRefused("An administrator needs a sign-in name and a name.")
    _check_length("A sign-in name", username, LONGEST_USERNAME)
    _check_length("A name", name, LONGEST_NAME)
    if User.objects.filter(username=username).exists():
        raise AccountRefused(f"There is already someone who signs in as {username!r}.")
    user = User(username=username, name=name, is_administrator=True)
    _set_password(user, password)
    actor, at = user.as_actor(), timezone.now()
    record_event(
        "administrator.created",
        by=by,
        at=at,
        record=RecordRef("staff_member", actor.key, label=actor.name),
    )
    return actor


@transaction.atomic
@told_last()
def change_password(username: str, password: str, *, by: Actor) -> Actor:
    """Give someone another password, which ends their open sessions; return who that is.

    Raises:
        AccountRefused: nobody signs in by that name, or the password is too easy.
    """
    _check_may_change(by)
    username = username.strip().lower()
    user = User.objects.select_for_update().filter(username=username).first()
    if user is None:
        raise AccountRefused(
            f"Nobody signs in as {username!r}. Make an administrator: stepwell admin create NAME"
        )
    _set_password(user, password)
    actor, at = user.as_actor(), timezone.now()
    record_event(
        "credential.changed",
        by=by,
        at=at,
        record=RecordRef("account", actor.key),
        details={"method": "password", "change": "added"},
    )
    end_sessions_of(actor.key, cause="revoked", by=by, at=at)
    return actor


def _check_may_change(by: Actor) -> None:
    if not by.is_administrator:
        raise AccountRefused("Only an administrator or the command line can do that.")


def _check_length(what: str, value: str, longest: int) -> None:
    if len(value) > longest:
        raise AccountRefused(
            f"{what} has at most {longest} characters; this one has {len(value):,}."
        )


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise AccountRefused(" ".join(error.messages)) from error
    user.set_password(password)
    user.save()
