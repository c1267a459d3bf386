"""A person's own ways to sign in: passkeys, password, authenticator app, recovery codes, PIN.

Everyone changes their own only; `by` is the owner. What an administrator may do instead is to hand
over a single-use link (`actions.access_links`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from stepwell.actions import one_time_codes, passkeys
from stepwell.actions.auditing import record_event, told_last
from stepwell.actions.sessions import end_sessions_of
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.passwords import normalized, repeated_unit
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.records.accounts.models import FactorSecret, SharedPhonePin, User
from stepwell.records.identifiers import new_id

LONGEST_NAME = 60
MOST_PASSKEYS = 20
SHORTEST_PIN = 6
LONGEST_PIN = 12
_RUNS = "01234567890", "09876543210"


class CredentialRefused(Exception):
    """Why nothing was changed, and what to do."""


@transaction.atomic
def add_passkey(
    answer: Mapping[str, Any],
    state: passkeys.State,
    *,
    name: str,
    site: passkeys.Site,
    by: Actor,
    at: datetime,
) -> None:
    """Raises PasskeyRefused, or CredentialRefused where there are very many already."""
    user = _owner(by)
    credential = passkeys.finish_making(answer, state, site=site)
    if _factors(user, Authenticator.Type.WEBAUTHN).count() >= MOST_PASSKEYS:
        raise CredentialRefused(f"{MOST_PASSKEYS} passkeys are the most. Remove one first.")
    passkey = WebAuthn.add(user, name.strip()[:LONGEST_NAME], credential).instance
    passkey.data["public_id"] = str(new_id())
    passkey.save(update_fields=["data"])
    _audit("passkey", "added", by=by, at=at)


@transaction.atomic
@told_last()
def remove_passkey(passkey_id: UUID, *, by: Actor, at: datetime) -> None:
    user = _owner(by)
    own = _factors(user, Authenticator.Type.WEBAUTHN)
    passkey = own.filter(data__public_id=str(passkey_id)).first()
    if passkey is None:
        raise CredentialRefused("That passkey is not on your list. Nothing was removed.")
    if own.count() == 1 and not user.has_usable_password():
        raise CredentialRefused(
            "This is your only way to sign in. Add another passkey or a password first."
        )
    passkey.delete()
    _audit("passkey", "removed", by=by, at=at)
    _end_other_sessions(by=by, at=at)


@transaction.atomic
@told_last()
def set_password(password: str, *, by: Actor, at: datetime) -> None:
    """Sets or changes it; every other session of the person ends.

    Raises:
        CredentialRefused: too short, too long, breached or easily guessed.
    """
    user = _owner(by)
    try:
        validate_password(normalized(password), user)
    except ValidationError as error:
        raise CredentialRefused(" ".join(error.messages)) from error
    user.set_password(password)
    user.save(update_fields=["password"])
    _audit("password", "added", by=by, at=at)
    _end_other_sessions(by=by, at=at)


@transaction.atomic
@told_last()
def remove_password(*, by: Actor, at: datetime) -> None:
    user = _owner(by)
    if not _factors(user, Authenticator.Type.WEBAUTHN).exists():
        raise CredentialRefused("This is your only way to sign in. Add a passkey first.")
    user.set_unusable_password()
    user.save(update_fields=["password"])
    _audit("password", "removed", by=by, at=at)
    _remove_app(user, by=by, at=at)
    _end_other_sessions(by=by, at=at)


@transaction.atomic
def add_app(secret_id: str, code: str, *, by: Actor, at: datetime) -> None:
    """An authenticator app, once it shows the code its secret gives.

    Raises:
        CredentialRefused: the code is another one, there is an app, or no password to go with it.
    """
    user = _owner(by)
    if not user.has_usable_password():
        raise CredentialRefused("An authenticator app goes with a password. Set one first.")
    if _factors(user, Authenticator.Type.TOTP).exists():
        raise CredentialRefused("You have an authenticator app already. Remove it first.")
    try:
        secret = one_time_codes.app_secret(secret_id, user_id=by.key)
    except one_time_codes.NoSuchSecret:
        raise CredentialRefused("That took too long. Start again with a new code.") from None
    step = one_time_codes.time_step_of(code, secret, at=at)
    if step is None:
        raise CredentialRefused(
            "That code is not the one. Type the six digits the app shows now; "
            "the clock of the phone must be right."
        )
    Authenticator.objects.create(
        user=user,
        type=Authenticator.Type.TOTP,
        data={"secret": secret_id, "last_step": step},
    )
    _audit("totp", "added", by=by, at=at)


@transaction.atomic
@told_last()
def remove_app(*, by: Actor, at: datetime) -> None:
    _remove_app(_owner(by), by=by, at=at)
    _end_other_sessions(by=by, at=at)


@transaction.atomic
def make_recovery_codes(*, by: Actor, at: datetime) -> list[str]:
    """New codes; the old sheet stops working. They are given here and never again."""
    codes = one_time_codes.new_recovery_sheet(_owner(by))
    _audit("recovery_code", "added", by=by, at=at)
    return codes


@transaction.atomic
@told_last()
def set_pin(pin: str, *, by: Actor, at: datetime) -> None:
    """Turns on shared-phone mode.

    Raises:
        CredentialRefused: not 6 to 12 digits, or digits that anyone would try first.
    """
    if not (pin.isascii() and pin.isdigit() and SHORTEST_PIN <= len(pin) <= LONGEST_PIN):
        raise CredentialRefused(f"A PIN is {SHORTEST_PIN} to {LONGEST_PIN} digits.")
    if any(pin in run for run in _RUNS) or len(repeated_unit(pin)) in {1, 2, 3}:
        raise CredentialRefused("That PIN is too easy to guess. Choose other digits.")
    user = _owner(by)
    SharedPhonePin.objects.update_or_create(
        user=user, defaults={"pin": make_password(pin), "set_at": at}
    )
    _audit("pin", "added", by=by, at=at)
    _end_other_sessions(by=by, at=at)


@transaction.atomic
def remove_pin(*, by: Actor, at: datetime) -> None:
    removed, _ = SharedPhonePin.objects.filter(user=_owner(by)).delete()
    if removed:
        _audit("pin", "removed", by=by, at=at)


def forget_everything(user: User) -> None:
    """All ways to sign in, before new ones are set up with an administrator's link."""
    Authenticator.objects.filter(user=user).delete()
    FactorSecret.objects.filter(user=user).delete()
    SharedPhonePin.objects.filter(user=user).delete()
    user.set_unusable_password()
    user.save(update_fields=["password"])


def _remove_app(user: User, *, by: Actor, at: datetime) -> None:
    for app in _factors(user, Authenticator.Type.TOTP):
        FactorSecret.objects.filter(pk=app.data["secret"]).delete()
        app.delete()
        _audit("totp", "removed", by=by, at=at)


def _factors(user: User, kind: str) -> Any:
    return Authenticator.objects.filter(user=user, type=kind)


def _owner(by: Actor) -> User:
    """Locked, so that two changes at once cannot remove the last way to sign in."""
    return User.objects.select_for_update().get(pk=by.key)


def _audit(method: str, change: str, *, by: Actor, at: datetime) -> None:
    record_event(
        "credential.changed",
        by=by,
        at=at,
        record=RecordRef("account", by.key),
        details={"method": method, "change": change},
    )


def _end_other_sessions(*, by: Actor, at: datetime) -> None:
    end_sessions_of(by.key, cause="revoked", by=by, at=at, but=by.session_key_digest)
