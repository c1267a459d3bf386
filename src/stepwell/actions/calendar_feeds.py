"""The address at which a calendar program reads when someone works.

Whoever knows the address reads it without signing in, so it is unguessable, can be revoked at any
time, is kept as a digest only, and gives nobody away: see `exchange.staff_calendar`.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from stepwell.actions.auditing import record_event
from stepwell.domain.access.actor import Actor
from stepwell.domain.access.denied import NotFound
from stepwell.domain.access.policies.schedule import can_have_feed, check_can_have_feed
from stepwell.domain.audit.record_kinds import RecordRef
from stepwell.domain.care.appointments import AppointmentState
from stepwell.domain.care.groups import GroupEventState
from stepwell.exchange.staff_calendar import CalendarEntry, EntryKind, staff_calendar
from stepwell.queries.schedule import events_led_by
from stepwell.records.care.models import Appointment, CalendarFeed

BACK, AHEAD = timedelta(days=30), timedelta(days=180)
"""What of someone's time a calendar shows (design)."""
TITLES: Mapping[EntryKind, str] = {
    EntryKind.APPOINTMENT: "Appointment",
    EntryKind.GROUP: "Group",
}
_OVER = frozenset({AppointmentState.CALLED_OFF, AppointmentState.CANCELLED, AppointmentState.MOVED})


def feed_made_at(*, by: Actor) -> datetime | None:
    """When the address that is open now was made. Raises AccessDenied."""
    check_can_have_feed(by)
    feed = _open_feeds(by).first()
    return feed.made_at if feed else None


@transaction.atomic
def make_feed(*, by: Actor, at: datetime) -> str:
    """The secret part of the address, which is kept nowhere; an older address stops working.

    Raises AccessDenied.
    """
    check_can_have_feed(by)
    _revoke(by, at)
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed.objects.create(
        user_id=by.key,
        organization_id=by.organization_id,
        token_digest=_digest(token),
        made_at=at,
    )
    _record(feed, "made", by=by, at=at)
    return token


@transaction.atomic
def revoke_feed(*, by: Actor, at: datetime) -> None:
    """Raises AccessDenied."""
    check_can_have_feed(by)
    _revoke(by, at)


def read_feed(token: str, *, titles: Mapping[EntryKind, str] = TITLES, at: datetime) -> bytes:
    """Asked by a calendar program, which says nothing of who it is. Nothing about a client is
    read but that there is an appointment, so this is not in anyone's trail.

    Raises NotFound: the address is unknown or revoked, or its owner does not care for anyone here
    any more.
    """
    feed = (
        CalendarFeed.objects.select_related("user")
        .filter(token_digest=_digest(token), revoked_at=None)
        .first()
    )
    if feed is None or not feed.user.is_active:
        raise NotFound
    owner = feed.user.as_actor(str(feed.organization_id), at)
    # The address was made with a second factor; what is asked now is the role.
    if not can_have_feed(replace(owner, has_second_factor=True)):
        raise NotFound
    entries = [*_appointments(feed, at), *_groups(feed, at)]
    return staff_calendar(entries, at=at, titles=titles)


def _appointments(feed: CalendarFeed, at: datetime) -> Iterator[CalendarEntry]:
    rows = Appointment.objects.filter(
        organization_id=feed.organization_id,
        staff_id=feed.user_id,
        starts_at__gte=at - BACK,
        starts_at__lt=at + AHEAD,
    )
    for row in rows:
        yield CalendarEntry(
            str(row.pk),
            EntryKind.APPOINTMENT,
            row.starts_at,
            row.minutes,
            row.room,
            is_cancelled=row.status in _OVER,
            changed=int(row.settled_at is not None),
        )


def _groups(feed: CalendarFeed, at: datetime) -> Iterator[CalendarEntry]:
    events = events_led_by(feed.user_id, feed.organization_id)
    for row in events.filter(starts_at__gte=at - BACK, starts_at__lt=at + AHEAD):
        yield CalendarEntry(
            str(row.pk),
            EntryKind.GROUP,
            row.starts_at,
            row.minutes,
            row.room,
            is_cancelled=row.status == GroupEventState.CANCELLED,
            changed=int(row.settled_at is not None),
        )


def _open_feeds(by: Actor) -> QuerySet[CalendarFeed]:
    return CalendarFeed.objects.filter(
        user_id=by.key, organization_id=by.organization_id, revoked_at=None
    )


def _revoke(by: Actor, at: datetime) -> None:
    for feed in _open_feeds(by):
        feed.revoked_at = at
        feed.save(update_fields=["revoked_at"])
        _record(feed, "revoked", by=by, at=at)


def _record(feed: CalendarFeed, change: str, *, by: Actor, at: datetime) -> None:
    record_event(
        "calendar_feed.changed",
        by=by,
        at=at,
        record=RecordRef("calendar_feed", str(feed.pk)),
        details={"change": change},
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
