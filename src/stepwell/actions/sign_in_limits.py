"""Counting tries to sign in, in the database, so that all processes and servers share one count.

A try is counted before it is looked at, so that many at once get no more than one after another.
Where a name has signed in before, it is held up only by what is tried by that name from there:
nobody elsewhere can keep somebody from signing in where they always do.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from stepwell.domain.access.code_delays import delay_after_codes
from stepwell.domain.access.sign_in_delays import (
    FORGOTTEN_AFTER,
    TRIES_BY_NAME,
    TRIES_BY_NETWORK,
    delay_after,
    network_of,
)
from stepwell.domain.access.sign_up_delays import delay_after_sign_ups
from stepwell.records.accounts.models import SignInTries


@dataclass(frozen=True, slots=True)
class Counted:
    """One count. key: a keyed digest. delay: the wait after so many tries in a row."""

    key: str
    delay: Callable[[int], timedelta]
    is_network: bool = False


@dataclass(frozen=True, slots=True)
class Tries:
    """What one try is counted under. known: the key to remember a success by, or ""."""

    counts: tuple[Counted, ...]
    known: str = ""


class TooManyTries(Exception):
    """One of the counts has to wait; nothing was counted and nothing looked at."""


def tries_by_name(name: str, address: str) -> Tries:
    """For passwords and recovery codes. One query."""
    network = network_of(address)
    both = _key("both", name, network)
    if SignInTries.objects.filter(key=both, is_known=True).exists():
        return Tries((Counted(both, partial(delay_after, free=TRIES_BY_NAME)),), known=both)
    by_name = Counted(_key("name", name), partial(delay_after, free=TRIES_BY_NAME))
    return Tries((by_name, _by_network(network)), known=both)


def tries_of_codes(user_id: str) -> Tries:
    return Tries((Counted(_key("code", user_id), delay_after_codes),))


def tries_of_pins(user_id: str) -> Tries:
    return Tries((Counted(_key("pin", user_id), delay_after_codes),))


def tries_of_sign_ups(address: str) -> Tries:
    """Of accounts made without an invitation."""
    return Tries((Counted(_key("sign-up", network_of(address)), delay_after_sign_ups),))


def count_try(tries: Tries, *, at: datetime) -> None:
    """
    Raises:
        TooManyTries: the wait is not over.
    """
    delays = {count.key: count.delay for count in tries.counts}
    concerned = SignInTries.objects.filter(key__in=delays).order_by("key")
    # Asked first without a lock, so that a flood of refused tries holds up no other writer.
    if concerned.filter(free_at__gt=at).exists():
        raise TooManyTries
    with transaction.atomic():
        SignInTries.objects.bulk_create(
            [SignInTries(key=key, last_at=at) for key in sorted(delays)], ignore_conflicts=True
        )
        rows = list(concerned.select_for_update())
        if any(row.free_at and row.free_at > at for row in rows):
            raise TooManyTries
        for row in rows:
            row.tries = 1 if at - row.last_at > FORGOTTEN_AFTER else row.tries + 1
            delay = delays[row.key](row.tries)
            row.last_at, row.free_at = at, at + delay if delay else None
        SignInTries.objects.bulk_update(rows, ["tries", "last_at", "free_at"])


def settle_try(tries: Tries, *, at: datetime) -> None:
    """It was right: the person starts anew, and the try does not burden the network."""
    _forget([count.key for count in tries.counts if not count.is_network])
    SignInTries.objects.filter(
        key__in=[count.key for count in tries.counts if count.is_network], tries__gt=0
    ).update(tries=F("tries") - 1, free_at=None)
    if tries.known:
        SignInTries.objects.update_or_create(
            key=tries.known, defaults={"tries": 0, "last_at": at, "free_at": None, "is_known": True}
        )


def _forget(keys: Sequence[str]) -> None:
    SignInTries.objects.filter(key__in=keys).delete()


def _by_network(network: str) -> Counted:
    return Counted(
        _key("network", network), partial(delay_after, free=TRIES_BY_NETWORK), is_network=True
    )


def _key(*parts: str) -> str:
    return salted_hmac("stepwell.sign-in", "\0".join(parts), algorithm="sha256").hexdigest()
