"""Who signs in, asked ever more slowly while the password is wrong.

A try is counted before its password is looked at, so that many at once get no more tries than
one after another. Where a name has signed in before, it is held up only by what is tried by that
name from there: nobody elsewhere can keep somebody from signing in where they always do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import authenticate
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import F, Q
from django.utils.crypto import salted_hmac
from django.views.decorators.debug import sensitive_variables

from stepwell.domain.access.sign_in_delays import (
    FORGOTTEN_AFTER,
    KNOWN_FOR,
    TRIES_BY_NAME,
    TRIES_BY_NETWORK,
    delay_after,
    network_of,
)
from stepwell.records.accounts.models import SignInTries


@dataclass(frozen=True, slots=True)
class _Keys:
    """Under which a try by one name from one network is counted."""

    name: str
    network: str
    both: str

    @classmethod
    def of(cls, name: str, address: str) -> _Keys:
        name, network = name.strip().lower(), network_of(address)
        return cls(_key("name", name), _key("network", network), _key("both", name, network))


def _key(*parts: str) -> str:
    return salted_hmac("stepwell.sign-in", "\0".join(parts), algorithm="sha256").hexdigest()


@sensitive_variables("password")
def check_sign_in(
    name: str, password: str, *, address: str, at: datetime
) -> AbstractBaseUser | None:
    """Who that is; None for a wrong name or password, and while the wait is not over.

    address: the visitor's, as text; only a digest of its network is kept.
    """
    keys = _Keys.of(name, address)
    counted = _claim(keys, at)
    if not counted:
        return None
    user = authenticate(username=name, password=password)
    if user is not None:
        _settle(keys, counted, at)
    return user


def prune_sign_in_tries(*, at: datetime) -> int:
    """Forget what no longer delays anybody; how many rows that were."""
    old = Q(is_known=False, last_at__lt=at - FORGOTTEN_AFTER) | Q(last_at__lt=at - KNOWN_FOR)
    deleted, _ = SignInTries.objects.filter(old).delete()
    return deleted


def _claim(keys: _Keys, at: datetime) -> frozenset[str]:
    """The keys the try was counted under; none where one of them has to wait."""
    known = SignInTries.objects.filter(key=keys.both, is_known=True).exists()
    free = (
        {keys.both: TRIES_BY_NAME}
        if known
        else {keys.name: TRIES_BY_NAME, keys.network: TRIES_BY_NETWORK}
    )
    concerned = SignInTries.objects.filter(key__in=free).order_by("key")
    # Asked first without a lock, so that a flood of refused tries holds up no other writer.
    if concerned.filter(free_at__gt=at).exists():
        return frozenset()
    with transaction.atomic():
        SignInTries.objects.bulk_create(
            [SignInTries(key=key, last_at=at) for key in sorted(free)], ignore_conflicts=True
        )
        rows = list(concerned.select_for_update())
        if any(row.free_at and row.free_at > at for row in rows):
            return frozenset()
        for row in rows:
            is_forgotten = at - row.last_at > FORGOTTEN_AFTER
            row.tries = 1 if is_forgotten else row.tries + 1
            delay = delay_after(row.tries, free[row.key])
            row.last_at, row.free_at = at, at + delay if delay else None
            row.save()
    return frozenset(free)


def _settle(keys: _Keys, counted: frozenset[str], at: datetime) -> None:
    """The password was right: the name starts anew, and its try does not burden the network."""
    SignInTries.objects.filter(key=keys.name, key__in=counted).delete()
    SignInTries.objects.filter(key=keys.network, key__in=counted, tries__gt=0).update(
        tries=F("tries") - 1, free_at=None
    )
    SignInTries.objects.update_or_create(
        key=keys.both, defaults={"tries": 0, "last_at": at, "free_at": None, "is_known": True}
    )
