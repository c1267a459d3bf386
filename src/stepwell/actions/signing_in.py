"""Who someone says they are, checked: by password, passkey, code or PIN.

Whatever is wrong, the same sentence is said after the same work: one password is hashed and the
same number of questions asked of the database, whether or not the account exists, has a password,
or is closed. Nothing here signs anybody in; `actions.sessions.begin_session` does, when all steps
are done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.db.models import Q

from stepwell.actions import one_time_codes, passkeys
from stepwell.actions.auditing import record_event
from stepwell.actions.sign_in_limits import (
    TooManyTries,
    Tries,
    count_try,
    settle_try,
    tries_by_name,
    tries_of_codes,
    tries_of_pins,
)
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.roles import STAFF
from stepwell.domain.access.sign_in_delays import FORGOTTEN_AFTER, KNOWN_FOR
from stepwell.domain.audit.origin import Origin
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.records.accounts.models import SharedPhonePin, SignInTries, User

SIGN_IN = Actor(key="system:sign-in", name="Signing in")
WAIT = "or there were too many tries. Check, wait a little and try again."
WRONG_PASSWORD = f"That name and password don’t go together, {WAIT}"
WRONG_NAME_OR_CODE = f"That name and code don’t go together, {WAIT}"
WRONG_CODE = f"That code didn’t work, {WAIT}"
WRONG_PIN = f"That PIN didn’t work, {WAIT}"
WRONG_PASSKEY = str(passkeys.PasskeyRefused())


class SignInRefused(Exception):
    """Fit to be shown, and the same for every cause of one kind."""


@dataclass(frozen=True, slots=True)
class Whence:
    """address: of the browser, only counted; origin: what the audit trail keeps of it."""

    address: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class NextSteps:
    """What a person who knows the password must show besides."""

    app: bool
    passkey: bool
    recovery_code: bool

    @property
    def is_needed(self) -> bool:
        return self.app or self.passkey


def check_name_and_password(name: str, password: str, *, whence: Whence, at: datetime) -> User:
    """
    Raises:
        SignInRefused: in the same words for an unknown name, a wrong password, an account without
            password and a closed one; or there were too many tries, for either.
    """
    tries = tries_by_name(_plain(name), whence.address)
    _count(tries, WRONG_PASSWORD, at=at)
    user = _named(name)
    is_right = (user or _nobody()).check_password(password)
    if user is None or not (is_right and user.is_active):
        _refused("password", whence=whence, at=at, user_id=user.pk if user else None)
        raise SignInRefused(WRONG_PASSWORD)
    settle_try(tries, at=at)
    return user


def check_passkey(
    answer: Mapping[str, Any], state: passkeys.State, *, site: passkeys.Site, whence: Whence,
    at: datetime, owner_id: UUID | None = None,
) -> User:  # fmt: skip
    """Nothing is counted: signatures are not guessed, and others of the same network would wait.

    Raises:
        SignInRefused: the answer proves nothing, or the account is closed.
    """
    try:
        passkey = passkeys.finish_proving(answer, state, site=site, owner_id=owner_id)
    except passkeys.PasskeyRefused as error:
        if error.owner_id:
            _refused("passkey", whence=whence, at=at, user_id=error.owner_id)
        raise SignInRefused(WRONG_PASSKEY) from error
    user: User = passkey.user
    if not user.is_active:
        _refused("passkey", whence=whence, at=at, user_id=user.pk)
        raise SignInRefused(WRONG_PASSKEY)
    passkey.last_used_at = at
    passkey.save(update_fields=["data", "last_used_at"])
    return user


def next_steps(user: User) -> NextSteps:
    kinds = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return NextSteps(
        app=Authenticator.Type.TOTP in kinds,
        passkey=Authenticator.Type.WEBAUTHN in kinds,
        recovery_code=Authenticator.Type.RECOVERY_CODES in kinds,
    )


def check_code(
    user: User, code: str, *, whence: Whence, at: datetime, app_only: bool = False
) -> str:
    """A code of the authenticator app or, without `app_only`, of the recovery sheet.

    Returns:
        The method, as in the audit event `signed_in`.

    Raises:
        SignInRefused: a wrong code or a used one, or there were too many tries.
    """
    is_recovery = not app_only and one_time_codes.looks_like_recovery_code(code)
    method = "recovery_code" if is_recovery else "totp"
    tries = tries_of_codes(str(user.pk))
    _count(tries, WRONG_CODE, at=at)
    is_right = (
        one_time_codes.use_recovery_code(user.pk, code, at=at)
        if is_recovery
        else one_time_codes.use_app_code(user, code, at=at)
    )
    if not is_right:
        _refused(method, whence=whence, at=at, user_id=user.pk)
        raise SignInRefused(WRONG_CODE)
    settle_try(tries, at=at)
    return method


def check_name_and_recovery_code(name: str, code: str, *, whence: Whence, at: datetime) -> User:
    """The way in for a member who lost the passkey or forgot the password.

    Staff need the password besides, so for them this is refused, in the same words.

    Raises:
        SignInRefused: as `check_name_and_password`.
    """
    tries = tries_by_name(_plain(name), whence.address)
    _count(tries, WRONG_NAME_OR_CODE, at=at)
    user = _named(name)
    # Asked for everyone, so that the number of questions does not tell administrators apart.
    works_here = (user or _nobody()).role_assignments.held_at(at).filter(role__in=STAFF).exists()
    may_use = user and user.is_active and not (works_here or user.is_administrator)
    is_right = one_time_codes.use_recovery_code(user.pk if user and may_use else None, code, at=at)
    if user is None or not is_right:
        _refused("recovery_code", whence=whence, at=at, user_id=user.pk if user else None)
        raise SignInRefused(WRONG_NAME_OR_CODE)
    settle_try(tries, at=at)
    return user


def has_pin(user: User) -> bool:
    return SharedPhonePin.objects.filter(user=user).exists()


def check_pin(user: User, pin: str, *, whence: Whence, at: datetime) -> None:
    """
    Raises:
        SignInRefused: another PIN, or there were too many tries.
    """
    tries = tries_of_pins(str(user.pk))
    _count(tries, WRONG_PIN, at=at)
    kept = SharedPhonePin.objects.filter(user=user).values_list("pin", flat=True).first()
    if not check_password(pin, kept or ""):
        _refused("pin", whence=whence, at=at, user_id=user.pk)
        raise SignInRefused(WRONG_PIN)
    settle_try(tries, at=at)


def prune_sign_in_tries(*, at: datetime) -> int:
    """Forget what no longer delays anybody; how many rows that were."""
    old = Q(is_known=False, last_at__lt=at - FORGOTTEN_AFTER) | Q(last_at__lt=at - KNOWN_FOR)
    deleted, _ = SignInTries.objects.filter(old).delete()
    return deleted


def open_account(user_id: str) -> User:
    """The person in the middle of signing in.

    Raises:
        SignInRefused: the account was closed or removed meanwhile.
    """
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise SignInRefused("Signing in took too long. Start again.")
    return user


def _named(name: str) -> User | None:
    return User.objects.filter(username=_plain(name)).first()


def _plain(name: str) -> str:
    return name.strip().lower()


def _nobody() -> User:
    """Stands in for an account that is not there: checking its password takes as long."""
    user = User()
    user.set_unusable_password()
    return user


def _count(tries: Tries, words: str, *, at: datetime) -> None:
    """Tries that have to wait are not written into the audit trail: each of those that were
    looked at is, and an attacker does not get to fill it."""
    try:
        count_try(tries, at=at)
    except TooManyTries:
        raise SignInRefused(words) from None


@transaction.atomic
def _refused(method: str, *, whence: Whence, at: datetime, user_id: UUID | None) -> None:
    record_event(
        "sign_in_refused",
        by=replace(SIGN_IN, origin=whence.origin),
        at=at,
        record=RecordRef("account", str(user_id)) if user_id else None,
        details={"method": method, "cause": "credentials"},
    )
