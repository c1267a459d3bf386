"""Beginning, confirming and ending what a browser may do in a person's name."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.auth import (
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
    login,
    logout,
)
from django.db import transaction
from django.http import HttpRequest

from stepwell.actions.auditing import record_event, told_last
from stepwell.domain.access.actor import SCHEDULE, Actor
from stepwell.domain.access.denied import NotFound
from stepwell.domain.access.session_limits import MEMBER, SHARED, STAFF
from stepwell.domain.audit.origin import Origin
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.records.accounts import session_store
from stepwell.records.accounts.models import SharedPhonePin, User, UserSession
from stepwell.records.accounts.session_keys import digest_of

BACKEND = "django.contrib.auth.backends.ModelBackend"
AUTH_KEYS = (SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY)


class SessionRefused(Exception):
    """Why the session was not ended."""


@transaction.atomic
def begin_session(
    request: HttpRequest,
    user: User,
    *,
    method: str,
    has_second_factor: bool,
    is_shared: bool,
    label: str,
    origin: Origin,
    at: datetime,
) -> None:
    """Sign the person in under a new cookie; what the visitor's session held is gone.

    Args:
        method: as in the audit event `signed_in`.
        is_shared: other people use this phone; so for everyone who has a PIN.
    """
    is_shared = is_shared or SharedPhonePin.objects.filter(user=user).exists()
    actor = replace(acting(user, at=at), origin=origin)
    login(request, user, backend=BACKEND)
    kept = {key: request.session[key] for key in AUTH_KEYS}
    request.session.clear()
    request.session.update(
        kept
        | {
            session_store.KIND: _kind_of(user, is_shared=is_shared, at=at),
            session_store.METHOD: method,
            session_store.SECOND_FACTOR: has_second_factor,
            session_store.LABEL: label,
            session_store.CONFIRMED_AT: at.timestamp(),
            session_store.ORGANIZATION: actor.organization_id,
        }
    )
    request.session.save()
    UserSession.objects.filter(key_digest=digest_of(request.session.session_key or "")).update(
        began_at=at, last_seen_at=at
    )
    record_event(
        "signed_in",
        by=actor,
        at=at,
        record=RecordRef("account", actor.key),
        details={"method": method, "is_second_factor": has_second_factor},
    )


@transaction.atomic
def confirm_session(
    request: HttpRequest, *, method: str, is_two_factors: bool, by: Actor, at: datetime
) -> None:
    """The person has proved again who they are: a new cookie, and a while for weighty things."""
    request.session.cycle_key()
    request.session[session_store.CONFIRMED_AT] = at.timestamp()
    request.session[session_store.CONFIRMED_BY] = method
    if is_two_factors:
        request.session[session_store.SECOND_FACTOR] = True
    request.session.save()
    record_event(
        "stepped_up",
        by=by,
        at=at,
        record=RecordRef("account", by.key),
        details={"method": method},
    )


@transaction.atomic
@told_last()
def end_session(request: HttpRequest, *, cause: str, by: Actor, at: datetime) -> None:
    """Sign out of this browser. cause: "asked", or "idle" when the page itself saw no use."""
    record_event(
        "signed_out", by=by, at=at, record=RecordRef("account", by.key), details={"cause": cause}
    )
    logout(request)


@transaction.atomic
def revoke_session(session_id: UUID, *, by: Actor, at: datetime) -> None:
    """End one of one's own sessions, at once.

    Raises:
        SessionRefused: it is not among the person's open sessions.
    """
    ended = UserSession.objects.filter(pk=session_id, user_id=by.key, ended_at=None).update(
        ended_at=at, end_cause="revoked", **UserSession.NOTHING_LEFT
    )
    if not ended:
        raise SessionRefused("That sign-in is not on your list, or has ended already.")
    record_event("session.revoked", by=by, at=at, record=RecordRef("session", str(session_id)))


@transaction.atomic
def end_sessions_of(
    user_id: str, *, cause: str, by: Actor, at: datetime, but: str = "", kind: str = ""
) -> int:
    """End a person's sessions, at once: the next request of each is anonymous.

    Args:
        cause: "revoked", "role_ended" or "role_begun".
        but: key digest of a session to keep, or "".
        kind: end those with the limits of this kind only; "" for all.

    Returns:
        How many were open.
    """
    open_ones = UserSession.objects.filter(user_id=user_id, ended_at=None).exclude(key_digest=but)
    if kind:
        open_ones = open_ones.filter(kind=kind)
    # In one order, for two who end the same ones.
    ids = list(open_ones.order_by("pk").select_for_update().values_list("pk", flat=True))
    UserSession.objects.filter(pk__in=ids).update(
        ended_at=at, end_cause=cause, **UserSession.NOTHING_LEFT
    )
    for session_id in ids:
        record_event(
            "signed_out",
            by=by,
            at=at,
            record=RecordRef("session", str(session_id)),
            details={"cause": cause},
        )
    return len(ids)


def close_timed_out_sessions(*, at: datetime) -> int:
    """Write down the ends of sessions that time has ended. They opened nothing since then."""
    closed = 0
    for kind, limits in settings.SESSION_LIMITS.items():
        signed_in = UserSession.objects.filter(kind=kind, ended_at=None).exclude(user=None)
        for cause, over in (
            ("expired", signed_in.filter(began_at__lte=at - limits.whole)),
            ("idle", signed_in.filter(last_seen_at__lte=at - limits.idle)),
        ):
            closed += sum(_close(pk, cause, at=at) for pk in over.values_list("pk", flat=True))
    session_store.SessionStore.clear_expired()
    return closed


@transaction.atomic
def _close(session_id: UUID, cause: str, *, at: datetime) -> bool:
    if not UserSession.objects.filter(pk=session_id, ended_at=None).update(
        ended_at=at, end_cause=cause, **UserSession.NOTHING_LEFT
    ):
        return False
    record_event(
        "signed_out",
        by=SCHEDULE,
        at=at,
        record=RecordRef("session", str(session_id)),
        details={"cause": cause},
    )
    return True


def acting(user: User, *, at: datetime, organization_id: str = "") -> Actor:
    """The person in an organization: the one named, or the one where they hold a role longest."""
    where = organization_id or next(iter(user.organization_ids(at)), "")
    return user.as_actor(where, at)


@transaction.atomic
def act_in(request: HttpRequest, organization_id: str, *, by: Actor, at: datetime) -> None:
    """Go on in another organization, where the person holds a role, under a new cookie.

    Raises:
        NotFound: they hold none there.
    """
    if organization_id not in User.objects.get(pk=by.key).organization_ids(at):
        raise NotFound
    request.session.cycle_key()
    request.session[session_store.ORGANIZATION] = organization_id
    request.session.save()


def _kind_of(user: User, *, is_shared: bool, at: datetime) -> str:
    if is_shared:
        return SHARED
    return STAFF if user.is_staff_at(at) else MEMBER
